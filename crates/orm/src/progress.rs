//! The summaries overviews are counted from, kept in memory plan by plan.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    id::{PlanId, UnitId},
    inspection::average,
    organisation::Organisation,
    progress::{self, ActivitySummaries, PlanSummary, ThemeScore},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Result, View,
    entity::{inspection, plan},
    inspections, organisation, plans,
};

/// The summaries as they stand in this view. Only plans that have changed are loaded again.
pub async fn summaries(view: &View) -> Result<Arc<ActivitySummaries>> {
    // What is counted hangs on the models and units too: each part of the label only ever rises.
    let label = view.plans() + view.organisation();
    let load = async |latest: Option<Arc<ActivitySummaries>>| load(view, latest).await;
    view.store().cache.summaries.get(label, load).await
}

async fn load(view: &View, latest: Option<Arc<ActivitySummaries>>) -> Result<ActivitySummaries> {
    let of_plan = |plan: &PlanSummary| (plan.id, plan.clone());
    let organisation = organisation::get(view).await?;
    let latest = latest.filter(|summaries| summaries.models() == organisation.models);
    let mut known: HashMap<PlanId, PlanSummary> =
        latest.map(|summaries| summaries.plans().iter().map(of_plan).collect()).unwrap_or_default();
    let tx = view.store().read().await?;
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
        for plan in plans::load_many(&tx, rows).await? {
            let model = organisation.model(&plan.model_id);
            let inspectorate = plan.inspection_id.and_then(|id| visits.get(&id.0)).map(String::as_str);
            let summaries = progress::summaries(&plan, inspectorate, |item| Some(model?.theme_of(item)?.id.clone()));
            known.insert(plan.id, PlanSummary { id: plan.id, revision: plan.revision, summaries: Arc::new(summaries) });
        }
    }
    tx.commit().await?;
    let plans: Vec<PlanSummary> = revisions.into_iter().filter_map(|(id, _)| known.remove(&PlanId(id))).collect();
    Ok(ActivitySummaries::new(plans, scores(view, &organisation).await?, organisation.models.clone()))
}

/// Per unit and theme the newest inspection that scored it.
async fn scores(view: &View, organisation: &Organisation) -> Result<HashMap<UnitId, BTreeMap<String, ThemeScore>>> {
    let unit_ids: Vec<UnitId> = organisation.units.iter().map(|unit| unit.id).collect();
    let mut newest: HashMap<UnitId, BTreeMap<String, ThemeScore>> = HashMap::new();
    for inspection in inspections::list(view.store(), &unit_ids).await? {
        let Some(model) = organisation.model(&inspection.details.model_id) else { continue };
        for theme in model.themes() {
            let Some(average) = average(model, &inspection.scores, &theme.id) else { continue };
            let score = ThemeScore { average, visited_on: inspection.details.visited_on };
            for unit_id in &inspection.details.unit_ids {
                // The list begins with the newest visit.
                newest.entry(*unit_id).or_default().entry(progress::theme_key(&theme.id).to_owned()).or_insert(score);
            }
        }
    }
    Ok(newest)
}
