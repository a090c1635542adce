//! Whether the read model says what the plans say.

use std::collections::{BTreeMap, BTreeSet};

use domain::{id::PlanId, plan::Plan};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::{
    all::{PLANS_AT_ONCE, UNITS_ABOVE, unlimited},
    ledger::never,
    owners,
    rows::{Counted, Surroundings, stored},
    scores,
};
use crate::{
    Result, Store,
    entity::{plan, theme_score, unit},
    plan_tree,
};

/// Something that the read model says otherwise than the plans and inspections do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The activities of a plan.
    Plan(PlanId),
    /// The counts of progress.
    Progress,
    /// Which units lie above which.
    Units,
    /// The newest scores.
    Scores,
}

/// Compares all of the read model with what it is made of, some plans at a time.
pub async fn differences(store: &Store) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    let mut last = Uuid::nil();
    loop {
        let tx = store.read().await?;
        let ids: Vec<Uuid> = plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plan::Column::Id.gt(last))
            .order_by_asc(plan::Column::Id)
            .limit(PLANS_AT_ONCE)
            .into_tuple()
            .all(&tx)
            .await?;
        let Some(&next) = ids.last() else { break };
        last = next;
        found.extend(of_plans(&tx, &ids).await?);
        tx.commit().await?;
    }
    let tx = store.read().await?;
    unlimited(&tx).await?;
    if differs(&tx, UNITS_ABOVE, "SELECT top_id, unit_id FROM unit_above").await? {
        found.push(Difference::Units);
    }
    if progress_differs(&tx).await? {
        found.push(Difference::Progress);
    }
    if scores_differ(&tx).await? {
        found.push(Difference::Scores);
    }
    tx.commit().await?;
    Ok(found)
}

async fn of_plans(tx: &DatabaseTransaction, ids: &[Uuid]) -> Result<Vec<Difference>> {
    let living = plan::Entity::find()
        .filter(plan::Column::Id.is_in(ids.to_vec()))
        .filter(plan::Column::DeletedAt.is_null())
        .all(tx)
        .await?;
    let plans: Vec<Plan> = plan_tree::load_many(tx, living).await?;
    let surroundings = Surroundings::of(tx, &plans).await?;
    let mut stored = stored(tx, ids).await?;
    let owners = owners::stored(tx, ids).await?;
    let mut found = Vec::new();
    for &id in ids {
        let plan = plans.iter().find(|plan| plan.id.0 == id);
        let wanted = plan.map(|plan| surroundings.count(plan)).unwrap_or_default();
        let held: BTreeMap<Uuid, Counted> = stored.extract_if(.., |_, counted| counted.row.plan_id == id).collect();
        let named = plan.map(owners::names).unwrap_or_default();
        if held != wanted || owners.get(&id).unwrap_or(&BTreeSet::new()) != &named {
            found.push(Difference::Plan(PlanId(id)));
        }
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct Exists {
    found: i64,
}

/// Compares the sums of the ledger with the activities, cell by cell.
async fn progress_differs(tx: &DatabaseTransaction) -> Result<bool> {
    let backend = tx.get_database_backend();
    let joined = "FROM activity JOIN activity_theme ON activity_id = activity.id \
         JOIN unit_above ON unit_above.unit_id = activity.unit_id";
    let never = never(backend);
    let cells = format!(
        "SELECT top_id, theme, status, COALESCE(ends, {never}), COUNT(*), \
         SUM(CASE WHEN is_undated THEN 1 ELSE 0 END), SUM(CASE WHEN is_unowned THEN 1 ELSE 0 END) \
         {joined} GROUP BY top_id, theme, status, ends"
    );
    let kept_cells = "SELECT top_id, theme, status, ends, CAST(SUM(count) AS BIGINT), CAST(SUM(undated) AS BIGINT), \
         CAST(SUM(unowned) AS BIGINT) FROM progress GROUP BY top_id, theme, status, ends HAVING SUM(count) <> 0";
    let days = format!(
        "SELECT top_id, theme, followed_up_on, COUNT(*) {joined} WHERE followed_up_on IS NOT NULL \
         GROUP BY top_id, theme, followed_up_on"
    );
    let kept_days = "SELECT top_id, theme, followed_up_on, CAST(SUM(count) AS BIGINT) FROM progress_follow_up \
         GROUP BY top_id, theme, followed_up_on HAVING SUM(count) <> 0";
    Ok(differs(tx, &cells, kept_cells).await? || differs(tx, &days, kept_days).await?)
}

/// True where two questions have different answers.
async fn differs(tx: &DatabaseTransaction, one: &str, other: &str) -> Result<bool> {
    for (a, b) in [(one, other), (other, one)] {
        let sql =
            format!("SELECT COUNT(*) AS found FROM (SELECT * FROM ({a}) AS a EXCEPT SELECT * FROM ({b}) AS b) AS c");
        let differing = Exists::find_by_statement(Statement::from_string(tx.get_database_backend(), sql));
        if differing.one(tx).await?.is_none_or(|differing| differing.found > 0) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn scores_differ(tx: &DatabaseTransaction) -> Result<bool> {
    let units: Vec<Uuid> = unit::Entity::find().select_only().column(unit::Column::Id).into_tuple().all(tx).await?;
    for units in units.chunks(500) {
        let mut held =
            theme_score::Entity::find().filter(theme_score::Column::UnitId.is_in(units.to_vec())).all(tx).await?;
        held.sort_by(|a, b| (a.unit_id, &a.theme).cmp(&(b.unit_id, &b.theme)));
        if held != scores::newest(tx, units).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
