//! The facts overviews are counted from, kept in memory plan by plan.

use std::{collections::HashMap, sync::Arc};

use domain::{
    id::PlanId,
    progress::{self, ActivityFact},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Result, View,
    entity::{inspection, plan},
    organisation, plans,
};

/// The facts of every plan.
#[derive(Debug, Default)]
pub struct Facts {
    plans: Vec<PlanFacts>,
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
    let known: HashMap<PlanId, PlanFacts> = latest
        .map(|(_, facts)| facts.plans.iter().map(|plan| (plan.id, plan.clone())).collect())
        .unwrap_or_default();
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
    let plans = revisions.into_iter().filter_map(|(id, _)| known.remove(&PlanId(id))).collect();
    Ok(Facts { plans })
}
