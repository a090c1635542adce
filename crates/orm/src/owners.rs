//! The owners that plans name, as the read model keeps them, so that nobody need read the plans for them.

use domain::{
    access::Reach,
    id::{PlanId, UnitId},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use crate::{Result, Store, entity::plan_owner, sql::Sql};

/// Names that are asked for at the most: beyond them another spelling is no longer news.
const MAX_NAMES: u64 = 2_000;
/// Names that a form suggests at the most.
const MAX_SUGGESTED: i64 = 300;

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

/// Who is named under *Hvem* in the unit's plans but this one, each spelling once.
pub async fn named_beside(store: &Store, unit_id: UnitId, plan_id: PlanId) -> Result<Vec<String>> {
    let found = plan_owner::Entity::find()
        .select_only()
        .distinct()
        .column(plan_owner::Column::Name)
        .filter(plan_owner::Column::UnitId.eq(unit_id.0))
        .filter(plan_owner::Column::PlanId.ne(plan_id.0))
        .order_by_asc(plan_owner::Column::Name)
        .limit(MAX_NAMES)
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found)
}

/// Who is named under *Hvem* in the plans of these units, each in one spelling.
pub async fn named_within(store: &Store, reach: &Reach) -> Result<Vec<String>> {
    let db = store.readers();
    let mut sql = Sql::new(db.get_database_backend(), "SELECT MIN(name) AS name FROM plan_owner WHERE 1 = 1");
    sql.within("unit_id", reach).push(" GROUP BY owner ORDER BY owner LIMIT ").bind(MAX_SUGGESTED);
    Ok(Name::find_by_statement(sql.statement()).all(db).await?.into_iter().map(|row| row.name).collect())
}
