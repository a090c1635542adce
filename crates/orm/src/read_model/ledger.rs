//! The ledger of progress: signed counts of activities in and below each unit, by theme, status and last day.
//!
//! A write adds rows and changes none, so that it waits for nobody who counts in the same unit and nobody waits for
//! it. What belongs together is added up now and then, so that a question reads few rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement};
use uuid::Uuid;

use crate::{ROWS_AT_ONCE, Result, Store, sql::Sql};

/// Stands for the last day of what has none.
const NEVER: &str = "9999-12-31";
/// Whether activities come to be counted or cease to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    In,
    Out,
}

/// Counts activities in or out, as their rows stand, in their unit and all above it.
pub(super) async fn count(tx: &DatabaseTransaction, ids: &[Uuid], sign: Sign) -> Result<()> {
    let sign = if sign == Sign::In { "1" } else { "-1" };
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let backend = tx.get_database_backend();
        let mut sql = Sql::new(
            backend,
            &format!(
                "INSERT INTO progress (top_id, theme, status, ends, count, undated, unowned, is_delta) \
                 SELECT top_id, theme, status, COALESCE(ends, {never}), {sign} * COUNT(*), \
                 {sign} * SUM(CASE WHEN is_undated THEN 1 ELSE 0 END), \
                 {sign} * SUM(CASE WHEN is_unowned THEN 1 ELSE 0 END), TRUE FROM activity \
                 JOIN activity_theme ON activity_id = activity.id \
                 JOIN unit_above ON unit_above.unit_id = activity.unit_id WHERE activity.id IN ",
                never = never(backend)
            ),
        );
        sql.bind_all(ids.iter().copied()).push(" GROUP BY top_id, theme, status, ends");
        tx.execute_raw(sql.statement()).await?;
    }
    Ok(())
}

/// Counts the newest follow-up of activities in or out, in their unit and all above it.
pub(super) async fn count_follow_up(tx: &DatabaseTransaction, ids: &[Uuid], sign: Sign) -> Result<()> {
    let sign = if sign == Sign::In { "1" } else { "-1" };
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let backend = tx.get_database_backend();
        let mut sql = Sql::new(
            backend,
            &format!(
                "INSERT INTO progress_follow_up (top_id, theme, followed_up_on, count, is_delta) \
                 SELECT top_id, theme, followed_up_on, {sign} * COUNT(*), TRUE FROM activity \
                 JOIN activity_theme ON activity_id = activity.id \
                 JOIN unit_above ON unit_above.unit_id = activity.unit_id \
                 WHERE followed_up_on IS NOT NULL AND activity.id IN "
            ),
        );
        sql.bind_all(ids.iter().copied()).push(" GROUP BY top_id, theme, followed_up_on");
        tx.execute_raw(sql.statement()).await?;
    }
    Ok(())
}

/// The day that stands for none, as the database writes it.
pub(super) fn never(backend: sea_orm::DbBackend) -> String {
    if backend == sea_orm::DbBackend::Postgres { format!("DATE '{NEVER}'") } else { format!("'{NEVER}'") }
}

#[derive(FromQueryResult)]
struct Cell {
    top_id: Uuid,
    theme: String,
    status: String,
    ends: NaiveDate,
    count: i64,
    undated: i64,
    unowned: i64,
}

/// The unit, the theme, the status and the last day.
type CellKey = (Uuid, String, String, NaiveDate);

#[derive(FromQueryResult)]
struct Day {
    top_id: Uuid,
    theme: String,
    followed_up_on: NaiveDate,
    count: i64,
}

/// Adds up the cells that have been counted in since the last time. Each row is taken by one who folds and no other,
/// and comes back in one sum.
pub(crate) async fn fold(store: &Store) -> Result<()> {
    let tx = store.begin_writing().await?;
    fold_cells(&tx).await?;
    fold_days(&tx).await?;
    Ok(tx.commit().await?)
}

async fn fold_cells(tx: &DatabaseTransaction) -> Result<()> {
    let backend = tx.get_database_backend();
    let taken = "DELETE FROM progress WHERE (top_id, theme, status, ends) IN \
         (SELECT top_id, theme, status, ends FROM progress WHERE is_delta) \
         RETURNING top_id, theme, status, ends, count, undated, unowned";
    let mut cells: BTreeMap<CellKey, (i64, i64, i64)> = BTreeMap::new();
    for row in Cell::find_by_statement(Statement::from_string(backend, taken)).all(tx).await? {
        let sum = cells.entry((row.top_id, row.theme, row.status, row.ends)).or_default();
        *sum = (sum.0 + row.count, sum.1 + row.undated, sum.2 + row.unowned);
    }
    let cells: Vec<_> = cells.into_iter().filter(|(_, sum)| *sum != (0, 0, 0)).collect();
    for cells in cells.chunks(ROWS_AT_ONCE) {
        let mut sql = Sql::new(
            backend,
            "INSERT INTO progress (top_id, theme, status, ends, count, undated, unowned, is_delta) VALUES ",
        );
        for (at, ((top, theme, status, ends), (count, undated, unowned))) in cells.iter().enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" }).bind(*top).push(", ").bind(theme.clone());
            sql.push(", ").bind(status.clone()).push(", ").bind(*ends).push(", ").bind(*count);
            sql.push(", ").bind(*undated).push(", ").bind(*unowned).push(", FALSE)");
        }
        tx.execute_raw(sql.statement()).await?;
    }
    Ok(())
}

async fn fold_days(tx: &DatabaseTransaction) -> Result<()> {
    let backend = tx.get_database_backend();
    let taken = "DELETE FROM progress_follow_up WHERE (top_id, theme, followed_up_on) IN \
         (SELECT top_id, theme, followed_up_on FROM progress_follow_up WHERE is_delta) \
         RETURNING top_id, theme, followed_up_on, count";
    let mut days: BTreeMap<(Uuid, String, NaiveDate), i64> = BTreeMap::new();
    for row in Day::find_by_statement(Statement::from_string(backend, taken)).all(tx).await? {
        *days.entry((row.top_id, row.theme, row.followed_up_on)).or_default() += row.count;
    }
    let days: Vec<_> = days.into_iter().filter(|(_, count)| *count != 0).collect();
    for days in days.chunks(ROWS_AT_ONCE) {
        let mut sql = Sql::new(
            backend,
            "INSERT INTO progress_follow_up (top_id, theme, followed_up_on, count, is_delta) VALUES ",
        );
        for (at, ((top, theme, day), count)) in days.iter().enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" }).bind(*top).push(", ").bind(theme.clone());
            sql.push(", ").bind(*day).push(", ").bind(*count).push(", FALSE)");
        }
        tx.execute_raw(sql.statement()).await?;
    }
    Ok(())
}
