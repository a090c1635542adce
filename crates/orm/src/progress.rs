//! The facts overviews are counted from, kept in memory plan by plan.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use domain::{
    id::{PlanId, UnitId},
    inspection::average,
    owner,
    progress::{self, ActivityFact},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Result, View,
    entity::{inspection, plan},
    inspections, organisation, plans,
};

/// The facts of every plan, and the newest scores of every unit.
#[derive(Debug, Default)]
pub struct Facts {
    plans: Vec<PlanFacts>,
    scores: HashMap<UnitId, BTreeMap<String, ThemeScore>>,
    years: BTreeSet<i32>,
    owners: BTreeSet<(UnitId, String)>,
}

/// The newest score of a theme in a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeScore {
    /// The mean, 1 to 5.
    pub average: f64,
    /// The day of the visit it is from.
    pub visited_on: NaiveDate,
}

#[derive(Debug, Clone)]
struct PlanFacts {
    id: PlanId,
    revision: i64,
    facts: Arc<Vec<ActivityFact>>,
}

impl Facts {
    /// Every activity of every plan.
    pub fn iter(&self) -> impl Iterator<Item = &ActivityFact> {
        self.plans.iter().flat_map(|plan| plan.facts.iter())
    }

    /// The newest score of a theme in a unit.
    pub fn score(&self, unit_id: UnitId, theme: &str) -> Option<ThemeScore> {
        self.scores.get(&unit_id)?.get(theme).copied()
    }

    /// The years of the plans.
    pub fn years(&self) -> &BTreeSet<i32> {
        &self.years
    }

    /// The owners named in each unit's plans, in one spelling each.
    pub fn owners(&self) -> &BTreeSet<(UnitId, String)> {
        &self.owners
    }
}

/// The facts as they stand in this view. Only plans that have changed are loaded again.
pub async fn facts(view: &View) -> Result<Arc<Facts>> {
    let slot = &view.store.cache.facts;
    let latest = slot.latest();
    if let Some((counter, facts)) = &latest
        && *counter == view.plans
    {
        return Ok(Arc::clone(facts));
    }
    let known: HashMap<PlanId, PlanFacts> =
        latest.map(|(_, facts)| facts.plans.iter().map(|plan| (plan.id, plan.clone())).collect()).unwrap_or_default();
    let facts = Arc::new(load(view, known).await?);
    slot.put(view.plans, &facts);
    Ok(facts)
}

async fn load(view: &View, mut known: HashMap<PlanId, PlanFacts>) -> Result<Facts> {
    let tx = view.store.read().await?;
    let revisions: Vec<(Uuid, i64)> = plan::Entity::find()
        .select_only()
        .columns([plan::Column::Id, plan::Column::Revision])
        .filter(plan::Column::DeletedAt.is_null())
        .order_by_asc(plan::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    let changed: Vec<Uuid> = revisions
        .iter()
        .filter(|(id, revision)| known.get(&PlanId(*id)).is_none_or(|plan| plan.revision != *revision))
        .map(|(id, _)| *id)
        .collect();
    if !changed.is_empty() {
        let rows = plan::Entity::find().filter(plan::Column::Id.is_in(changed)).all(&tx).await?;
        let visits: HashMap<Uuid, String> = inspection::Entity::find()
            .select_only()
            .columns([inspection::Column::Id, inspection::Column::InspectorateId])
            .into_tuple()
            .all(&tx)
            .await?
            .into_iter()
            .collect();
        let organisation = organisation::get(view).await?;
        for plan in plans::load_many(&tx, rows).await? {
            let model = organisation.model(&plan.model_id);
            let inspectorate = plan.inspection_id.and_then(|id| visits.get(&id.0)).map(String::as_str);
            let facts = progress::facts(&plan, inspectorate, |item| Some(model?.theme_of(item)?.id.clone()));
            known.insert(plan.id, PlanFacts { id: plan.id, revision: plan.revision, facts: Arc::new(facts) });
        }
    }
    tx.commit().await?;
    let plans: Vec<PlanFacts> = revisions.into_iter().filter_map(|(id, _)| known.remove(&PlanId(id))).collect();
    let (years, owners) = named(&plans);
    Ok(Facts { plans, scores: scores(view).await?, years, owners })
}

fn named(plans: &[PlanFacts]) -> (BTreeSet<i32>, BTreeSet<(UnitId, String)>) {
    let facts = || plans.iter().flat_map(|plan| plan.facts.iter());
    let mut spellings: BTreeMap<(UnitId, String), String> = BTreeMap::new();
    for fact in facts() {
        for name in &fact.owners {
            spellings.entry((fact.unit_id, owner::normal(name))).or_insert_with(|| name.clone());
        }
    }
    let years = facts().map(|fact| fact.year).collect();
    (years, spellings.into_iter().map(|((unit, _), name)| (unit, name)).collect())
}

/// Per unit and theme the newest inspection that scored it.
async fn scores(view: &View) -> Result<HashMap<UnitId, BTreeMap<String, ThemeScore>>> {
    let organisation = organisation::get(view).await?;
    let unit_ids: Vec<UnitId> = organisation.units.iter().map(|unit| unit.id).collect();
    let mut newest: HashMap<UnitId, BTreeMap<String, ThemeScore>> = HashMap::new();
    for inspection in inspections::list(&view.store, &unit_ids).await? {
        let Some(model) = organisation.model(&inspection.facts.model_id) else { continue };
        for theme in model.themes() {
            let Some(average) = average(model, &inspection.scores, &theme.id) else { continue };
            let score = ThemeScore { average, visited_on: inspection.facts.visited_on };
            for unit_id in &inspection.facts.unit_ids {
                // The list begins with the newest visit.
                newest.entry(*unit_id).or_default().entry(progress::theme_key(&theme.id).to_owned()).or_insert(score);
            }
        }
    }
    Ok(newest)
}
