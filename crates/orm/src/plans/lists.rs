//! Lists of plans: as many as are shown, and how many there are.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Reach,
    id::{InspectionId, PlanId, UnitId},
    plan::{PlanHead, PlanStatus},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Result, Store, activities::Window, rows, sql::Sql};

/// Which plans are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that have not been removed.
    Living,
    /// Those that stand here.
    Of(PlanStatus),
    /// Those that have been removed.
    Removed,
}

#[derive(FromQueryResult)]
struct Head {
    id: Uuid,
    unit_id: Uuid,
    inspection_id: Option<Uuid>,
    status: String,
    title: String,
    year: i32,
    due_on: Option<NaiveDate>,
    updated_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Year {
    year: i32,
}

#[derive(FromQueryResult)]
struct UnitRow {
    unit_id: Uuid,
}

/// Some of the plans of these units, the last changed first, and how many there are in all.
pub async fn page(store: &Store, reach: &Reach, which: Which, window: Window) -> Result<(Vec<PlanHead>, usize)> {
    let db = store.readers();
    let heads = "SELECT id, unit_id, inspection_id, status, title, year, due_on, updated_at FROM plan WHERE ";
    let mut sql = Sql::new(db.get_database_backend(), heads);
    narrow(&mut sql, reach, which).push(" ORDER BY updated_at DESC, id DESC LIMIT ");
    sql.bind(window.take.cast_signed()).push(" OFFSET ").bind(window.skip.cast_signed());
    let found = Head::find_by_statement(sql.statement()).all(db).await?;
    let mut sql = Sql::new(db.get_database_backend(), "SELECT COUNT(*) AS count FROM plan WHERE ");
    narrow(&mut sql, reach, which);
    let count = Count::find_by_statement(sql.statement()).one(db).await?.map_or(0, |found| found.count);
    let heads = found.into_iter().map(head_of).collect::<Result<_>>()?;
    Ok((heads, usize::try_from(count).unwrap_or(0)))
}

fn narrow<'a>(sql: &'a mut Sql, reach: &Reach, which: Which) -> &'a mut Sql {
    sql.push(if which == Which::Removed { "deleted_at IS NOT NULL" } else { "deleted_at IS NULL" });
    if let Which::Of(status) = which {
        sql.push(" AND status = ").bind(status.key());
    }
    sql.within("unit_id", reach)
}

fn head_of(row: Head) -> Result<PlanHead> {
    Ok(PlanHead {
        id: PlanId(row.id),
        unit_id: UnitId(row.unit_id),
        inspection_id: row.inspection_id.map(InspectionId),
        status: rows::plan_status(&row.status)?,
        title: row.title,
        year: row.year,
        due_on: row.due_on,
        updated_at: row.updated_at,
    })
}

/// The years of these units' plans, the last first.
pub async fn years(store: &Store, reach: &Reach) -> Result<Vec<i32>> {
    let db = store.readers();
    let mut sql = Sql::new(db.get_database_backend(), "SELECT DISTINCT year FROM plan WHERE deleted_at IS NULL");
    sql.within("unit_id", reach).push(" ORDER BY year DESC");
    Ok(Year::find_by_statement(sql.statement()).all(db).await?.into_iter().map(|row| row.year).collect())
}

/// The units among these that have plans of their own.
pub async fn units_with_plans(store: &Store, reach: &Reach) -> Result<Vec<UnitId>> {
    let db = store.readers();
    let mut sql = Sql::new(db.get_database_backend(), "SELECT DISTINCT unit_id FROM plan WHERE deleted_at IS NULL");
    sql.within("unit_id", reach);
    Ok(UnitRow::find_by_statement(sql.statement()).all(db).await?.into_iter().map(|row| UnitId(row.unit_id)).collect())
}
