//! Counting: plans anew in the write that changes them, those that nobody has counted, and all of them.

use domain::id::PlanId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    activities,
    all::{PLANS_AT_ONCE, UNITS_ABOVE, unlimited},
    ledger::fold,
    owners, scores,
};
use crate::{Result, Store, entity::plan, plan_tree, view::Counter};

/// The revision at which a plan is said to have been counted that is to be counted anew.
pub(crate) const NOT_COUNTED: i64 = -1;

/// The number under which instances that start at once take turns at counting.
const COUNT_LOCK: i64 = 0x4861_6e65;

/// Counts these plans anew; answers whether anything came out otherwise.
pub(crate) async fn renew(tx: &DatabaseTransaction, ids: &[PlanId]) -> Result<bool> {
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = plan::Entity::find()
        .filter(plan::Column::Id.is_in(uuids.clone()))
        .filter(plan::Column::DeletedAt.is_null())
        .all(tx)
        .await?;
    let plans = plan_tree::load_many(tx, found).await?;
    let are_others = activities::renew(tx, &uuids, &plans).await?;
    owners::renew(tx, &uuids, &plans).await?;
    plan::Entity::update_many()
        .col_expr(plan::Column::CountedRevision, Expr::col(plan::Column::Revision))
        .filter(plan::Column::Id.is_in(uuids))
        .exec(tx)
        .await?;
    Ok(are_others)
}

/// Counts the plans that have not been counted at their revision: all of them after an upgrade, and those that an
/// older program beside this one has written. Answers how many.
pub async fn count_the_uncounted(store: &Store) -> Result<usize> {
    let tx = begin_at_last(store).await?;
    if scores::build_first(&tx).await? {
        Counter::Plans.bump(&tx).await?;
    }
    tx.commit().await?;
    let mut counted = 0;
    loop {
        let tx = begin_at_last(store).await?;
        let found: Vec<Uuid> = plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(Expr::col(plan::Column::CountedRevision).ne(Expr::col(plan::Column::Revision)))
            .order_by_asc(plan::Column::Id)
            .limit(PLANS_AT_ONCE)
            .lock_exclusive()
            .into_tuple()
            .all(&tx)
            .await?;
        if found.is_empty() {
            break;
        }
        counted += found.len();
        let ids: Vec<PlanId> = found.into_iter().map(PlanId).collect();
        renew(&tx, &ids).await?;
        Counter::Plans.bump(&tx).await?;
        tx.commit().await?;
    }
    fold(store).await?;
    Ok(counted)
}

/// Throws the read model away and makes it anew. Nobody writes meanwhile.
pub async fn rebuild(store: &Store) -> Result<usize> {
    let tx = begin_at_last(store).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE inspection, plan, unit, progress, progress_follow_up IN EXCLUSIVE MODE")
            .await?;
    }
    for table in ["progress", "progress_follow_up", "activity_theme", "activity_owner", "activity", "plan_owner"] {
        tx.execute_unprepared(&format!("DELETE FROM {table}")).await?;
    }
    tx.execute_unprepared("DELETE FROM unit_above").await?;
    tx.execute_unprepared(&format!("INSERT INTO unit_above (top_id, unit_id) {UNITS_ABOVE}")).await?;
    scores::rebuild(&tx).await?;
    let none = Expr::value(NOT_COUNTED);
    plan::Entity::update_many().col_expr(plan::Column::CountedRevision, none).exec(&tx).await?;
    Counter::Plans.bump(&tx).await?;
    tx.commit().await?;
    count_the_uncounted(store).await
}

/// Begins work on every plan: it takes longer than a person would wait, and instances that start at once take turns.
async fn begin_at_last(store: &Store) -> Result<DatabaseTransaction> {
    let tx = store.begin_writing().await?;
    unlimited(&tx).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({COUNT_LOCK})")).await?;
    }
    Ok(tx)
}
