//! Lists of inspections: as many as are shown, and how many there are.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    access::Reach,
    id::{InspectionId, UnitId},
    inspection::InspectionHead,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use crate::{Result, Store, activities::Window, entity::inspection_unit, rows, sql::Sql};

#[derive(FromQueryResult)]
struct Head {
    id: Uuid,
    inspectorate_id: String,
    kind: String,
    is_announced: bool,
    visited_on: NaiveDate,
    plan_due_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// Some of the inspections of any of these units, the newest visit first, and how many there are in all.
pub async fn page(store: &Store, reach: &Reach, window: Window) -> Result<(Vec<InspectionHead>, usize)> {
    let db = store.readers();
    let heads = "SELECT id, inspectorate_id, kind, is_announced, visited_on, plan_due_on FROM inspection";
    let mut sql = Sql::new(db.get_database_backend(), heads);
    narrow(&mut sql, reach).push(" ORDER BY visited_on DESC, id DESC LIMIT ");
    sql.bind(window.take.cast_signed()).push(" OFFSET ").bind(window.skip.cast_signed());
    let found = Head::find_by_statement(sql.statement()).all(db).await?;
    let mut sql = Sql::new(db.get_database_backend(), "SELECT COUNT(*) AS count FROM inspection");
    narrow(&mut sql, reach);
    let count = Count::find_by_statement(sql.statement()).one(db).await?.map_or(0, |found| found.count);
    let mut visited = visited(store, found.iter().map(|row| row.id)).await?;
    let heads = found.into_iter().map(|row| {
        let unit_ids = visited.remove(&row.id).unwrap_or_default();
        head_of(row, unit_ids)
    });
    Ok((heads.collect::<Result<_>>()?, usize::try_from(count).unwrap_or(0)))
}

/// Goes from the units to their inspections, of which each is found once, however many of the units it visited.
fn narrow<'a>(sql: &'a mut Sql, reach: &Reach) -> &'a mut Sql {
    if reach.is_everywhere {
        return sql;
    }
    sql.push(" WHERE id IN (SELECT inspection_id FROM inspection_unit WHERE 1 = 1").within("unit_id", reach).push(")")
}

/// The units that each of these inspections visited.
async fn visited(store: &Store, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Vec<UnitId>>> {
    let mut units: HashMap<Uuid, Vec<UnitId>> = HashMap::new();
    let of = inspection_unit::Column::InspectionId.is_in(ids);
    for row in inspection_unit::Entity::find().filter(of).all(store.readers()).await? {
        units.entry(row.inspection_id).or_default().push(UnitId(row.unit_id));
    }
    Ok(units)
}

fn head_of(row: Head, unit_ids: Vec<UnitId>) -> Result<InspectionHead> {
    Ok(InspectionHead {
        id: InspectionId(row.id),
        unit_ids,
        kind: rows::inspection_kind(&row.kind)?,
        inspectorate_id: row.inspectorate_id,
        is_announced: row.is_announced,
        visited_on: row.visited_on,
        plan_due_on: row.plan_due_on,
    })
}
