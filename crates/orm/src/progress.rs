//! Progress per theme and unit, added up from what the read model counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    access::Reach,
    id::UnitId,
    progress::{Filter, Tally, ThemeScore},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use crate::{Result, Store, activities::narrow, entity::theme_score, read_model::ALL_THEMES, rows, sql::Sql};

/// Numbers per unit and theme. Under no theme at all each activity is counted once.
pub type Cells = BTreeMap<(UnitId, Option<String>), Tally>;

#[derive(FromQueryResult)]
struct Cell {
    unit_id: Uuid,
    theme: String,
    status: String,
    count: i64,
    overdue: i64,
    undated: i64,
    unowned: i64,
}

#[derive(FromQueryResult)]
struct Day {
    theme: String,
    followed_up_on: NaiveDate,
}

/// What is counted in and below each of these units.
pub async fn below(store: &Store, unit_ids: &[UnitId], today: NaiveDate) -> Result<Cells> {
    let db = store.readers();
    let mut sql = Sql::new(
        db.get_database_backend(),
        "SELECT top_id AS unit_id, theme, status, CAST(SUM(count) AS BIGINT) AS count, \
         CAST(SUM(CASE WHEN ends < ",
    );
    sql.bind(today).push(
        " THEN count ELSE 0 END) AS BIGINT) AS overdue, CAST(SUM(undated) AS BIGINT) AS undated, \
         CAST(SUM(unowned) AS BIGINT) AS unowned FROM progress WHERE top_id IN ",
    );
    sql.bind_all(unit_ids.iter().map(|id| id.0)).push(" GROUP BY top_id, theme, status");
    cells(Cell::find_by_statement(sql.statement()).all(db).await?)
}

/// What is counted in each unit itself, of the activities that pass the filter.
pub async fn filtered(store: &Store, reach: &Reach, filter: &Filter, today: NaiveDate) -> Result<Cells> {
    let db = store.readers();
    let mut sql = Sql::new(
        db.get_database_backend(),
        "SELECT activity.unit_id, activity_theme.theme, status, COUNT(*) AS count, CAST(SUM(CASE WHEN ends < ",
    );
    sql.bind(today).push(
        " THEN 1 ELSE 0 END) AS BIGINT) AS overdue, \
         CAST(SUM(CASE WHEN is_undated THEN 1 ELSE 0 END) AS BIGINT) AS undated, \
         CAST(SUM(CASE WHEN is_unowned THEN 1 ELSE 0 END) AS BIGINT) AS unowned FROM activity \
         JOIN activity_theme ON activity_id = activity.id WHERE 1 = 1",
    );
    narrow(&mut sql, reach, filter, today);
    sql.push(" GROUP BY activity.unit_id, activity_theme.theme, status");
    cells(Cell::find_by_statement(sql.statement()).all(db).await?)
}

fn cells(found: Vec<Cell>) -> Result<Cells> {
    let number = |count: i64| usize::try_from(count).unwrap_or(0);
    let mut cells = Cells::new();
    for row in found {
        let status = rows::activity_status(&row.status)?;
        let theme = (row.theme != ALL_THEMES).then_some(row.theme);
        let tally = cells.entry((UnitId(row.unit_id), theme)).or_default();
        tally.by_status[status as usize] += number(row.count);
        tally.overdue += number(row.overdue);
        tally.undated += number(row.undated);
        tally.unowned += number(row.unowned);
    }
    cells.retain(|_, tally| tally.total() > 0);
    Ok(cells)
}

/// The day of the newest follow-up per theme, in and below these topmost units.
pub async fn followed_up_on(store: &Store, reach: &Reach) -> Result<BTreeMap<Option<String>, NaiveDate>> {
    let db = store.readers();
    let mut sql = Sql::new(
        db.get_database_backend(),
        "SELECT theme, MAX(followed_up_on) AS followed_up_on FROM (SELECT top_id, theme, followed_up_on \
         FROM progress_follow_up WHERE top_id IN ",
    );
    sql.bind_all(reach.tops.iter().map(|id| id.0));
    sql.push(" GROUP BY top_id, theme, followed_up_on HAVING SUM(count) > 0) AS followed_up GROUP BY theme");
    Ok(days(Day::find_by_statement(sql.statement()).all(db).await?))
}

/// The day of the newest follow-up per theme, of the activities that pass the filter.
pub async fn filtered_follow_up(
    store: &Store,
    reach: &Reach,
    filter: &Filter,
    today: NaiveDate,
) -> Result<BTreeMap<Option<String>, NaiveDate>> {
    let db = store.readers();
    let mut sql = Sql::new(
        db.get_database_backend(),
        "SELECT activity_theme.theme, MAX(followed_up_on) AS followed_up_on FROM activity \
         JOIN activity_theme ON activity_id = activity.id WHERE followed_up_on IS NOT NULL",
    );
    narrow(&mut sql, reach, filter, today);
    sql.push(" GROUP BY activity_theme.theme");
    Ok(days(Day::find_by_statement(sql.statement()).all(db).await?))
}

fn days(found: Vec<Day>) -> BTreeMap<Option<String>, NaiveDate> {
    let theme = |theme: String| (theme != ALL_THEMES).then_some(theme);
    found.into_iter().map(|row| (theme(row.theme), row.followed_up_on)).collect()
}

/// The newest score of each theme in these units.
pub async fn scores(store: &Store, unit_ids: &[UnitId]) -> Result<BTreeMap<(String, UnitId), ThemeScore>> {
    let of_units = theme_score::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0));
    let found = theme_score::Entity::find().filter(of_units).all(store.readers()).await?;
    let of_row = |row: theme_score::Model| {
        let newest = ThemeScore { average: row.average, visited_on: row.visited_on };
        ((row.theme, UnitId(row.unit_id)), newest)
    };
    Ok(found.into_iter().map(of_row).collect())
}
