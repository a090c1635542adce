//! The owners that plans name, kept beside the plans by the guard of writes, so that the check of one plan need not
//! read the others.

use domain::id::{PlanId, UnitId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
    sea_query::{Expr, Func},
};

use crate::{Result, Store, entity::plan_owner};

/// Cells of owners that are asked for at the most: beyond them another spelling is no longer news.
const MAX_CELLS: u64 = 2_000;
/// The characters of a cell that is asked for at the most: a longer one is prose, and names nobody.
const MAX_CELL_CHARS: i32 = 200;

/// What stands under *Hvem* in the unit's plans but this one, each text of a plan once.
pub async fn named_beside(store: &Store, unit_id: UnitId, plan_id: PlanId) -> Result<Vec<String>> {
    let found = plan_owner::Entity::find()
        .select_only()
        .column(plan_owner::Column::OwnerText)
        .filter(plan_owner::Column::UnitId.eq(unit_id.0))
        .filter(plan_owner::Column::PlanId.ne(plan_id.0))
        .filter(Func::char_length(Expr::col(plan_owner::Column::OwnerText)).lte(MAX_CELL_CHARS))
        .order_by_asc(plan_owner::Column::PlanId)
        .order_by_asc(plan_owner::Column::Position)
        .limit(MAX_CELLS)
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found)
}

/// Writes down anew whom a plan names.
pub(crate) async fn renew(tx: &DatabaseTransaction, id: PlanId) -> Result<()> {
    plan_owner::Entity::delete_many().filter(plan_owner::Column::PlanId.eq(id.0)).exec(tx).await?;
    let named = "INSERT INTO plan_owner (plan_id, position, unit_id, owner_text) \
         SELECT plan_id, ROW_NUMBER() OVER (ORDER BY owner_text), unit_id, owner_text FROM \
         (SELECT DISTINCT plan.id AS plan_id, plan.unit_id, part.owner_text FROM part \
         JOIN plan ON plan.id = part.plan_id AND plan.deleted_at IS NULL \
         LEFT JOIN part AS issue ON issue.id = part.parent_id \
         LEFT JOIN part AS block ON block.id = issue.parent_id \
         WHERE part.plan_id = $1 AND part.owner_text <> '' AND part.deleted_at IS NULL \
         AND issue.deleted_at IS NULL AND block.deleted_at IS NULL) AS named";
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), named, [id.0.into()])).await?;
    Ok(())
}
