//! Activities across plans: lists of them, and how many there are, narrowed by rights and by what was asked for.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    access::Reach,
    activity::ActivityStatus,
    id::{PartId, PlanId, UnitId},
    owner,
    period::{Period, PeriodKind, Reading},
    progress::{ActivitySummary, Filter, Flag, Tally, Urgency},
};
use sea_orm::{DbBackend, FromQueryResult};
use uuid::Uuid;

use crate::{Result, Store, rows, sql::Sql};

/// What a row of a list is made of: *Hvad* stands with the part, the rest with the activity as it is counted.
const COLUMNS: &str = "SELECT activity.id, activity.plan_id, activity.unit_id, activity.status, activity.period_text, \
     activity.period_start, activity.period_end, activity.period_kind, activity.is_period_corrected, \
     activity.owner_text, activity.followed_up_on, part.text AS what, plan.title AS plan_title FROM activity \
     JOIN part ON part.id = activity.id JOIN plan ON plan.id = activity.plan_id WHERE 1 = 1";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    plan_id: Uuid,
    unit_id: Uuid,
    status: String,
    period_text: String,
    period_start: Option<NaiveDate>,
    period_end: Option<NaiveDate>,
    period_kind: String,
    is_period_corrected: bool,
    owner_text: String,
    followed_up_on: Option<NaiveDate>,
    what: String,
    plan_title: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// Rows of a list from one number on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many rows come before.
    pub skip: u64,
    /// How many rows are shown at the most.
    pub take: u64,
}

/// Which of somebody's activities are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The units they may see.
    pub reach: &'a Reach,
    /// What they are called under *Hvem*, in the spelling that compares; none asks for everybody's.
    pub owners: Option<&'a [String]>,
    /// Today.
    pub today: NaiveDate,
}

/// Activities by their last day, those without one at the end.
pub async fn list(
    store: &Store,
    reach: &Reach,
    filter: &Filter,
    today: NaiveDate,
    window: Window,
) -> Result<Vec<ActivitySummary>> {
    let mut sql = Sql::new(store.readers().get_database_backend(), COLUMNS);
    narrow(&mut sql, reach, filter, today);
    // PostgreSQL would rather walk everybody's days until it has met enough of these units'.
    let is_walked = reach.is_everywhere || store.readers().get_database_backend() != DbBackend::Postgres;
    sql.push(if is_walked { " ORDER BY activity.period_end" } else { " ORDER BY activity.period_end + 0" });
    sql.push(" NULLS LAST, activity.id LIMIT ").bind(window.take.cast_signed());
    sql.push(" OFFSET ").bind(window.skip.cast_signed());
    rows_of(store, &sql).await
}

/// How many activities there are.
pub async fn count(store: &Store, reach: &Reach, filter: &Filter, today: NaiveDate) -> Result<usize> {
    let db = store.readers();
    let mut sql = Sql::new(db.get_database_backend(), "SELECT COUNT(*) AS count FROM activity WHERE 1 = 1");
    narrow(&mut sql, reach, filter, today);
    let found = Count::find_by_statement(sql.statement()).one(db).await?;
    Ok(found.map_or(0, |found| usize::try_from(found.count).unwrap_or(0)))
}

/// Goes on with the conditions that an activity lies within reach and passes.
pub(crate) fn narrow(sql: &mut Sql, reach: &Reach, filter: &Filter, today: NaiveDate) {
    sql.within("activity.unit_id", reach);
    if let Some(id) = &filter.inspectorate_id {
        sql.push(" AND activity.inspectorate_id = ").bind(id.clone());
    }
    if let Some(year) = filter.year {
        sql.push(" AND activity.year = ").bind(year);
    }
    if let Some(status) = filter.plan_status {
        sql.push(" AND activity.plan_status = ").bind(status.key());
    }
    if let Some(status) = filter.status {
        sql.push(" AND activity.status = ").bind(status.key());
    }
    match filter.flag {
        Some(Flag::Overdue) => _ = sql.push(" AND activity.ends < ").bind(today),
        Some(Flag::Undated) => _ = sql.push(" AND activity.is_undated"),
        Some(Flag::Unowned) => _ = sql.push(" AND activity.is_unowned"),
        None => {}
    }
    if let Some(theme) = &filter.theme {
        sql.push(" AND EXISTS (SELECT 1 FROM activity_theme WHERE activity_id = activity.id AND theme = ");
        sql.bind(theme.clone()).push(")");
    }
    if let Some(wanted) = &filter.owner {
        sql.push(" AND activity.id IN (SELECT activity_id FROM activity_owner WHERE owner = ");
        sql.bind(owner::normal(wanted)).within("unit_id", reach).push(")");
    }
}

/// The first of what somebody's work waits for, the most urgent first.
pub async fn waiting(store: &Store, work: &Work<'_>, urgency: Urgency, take: u64) -> Result<Vec<ActivitySummary>> {
    let mut sql = Sql::new(store.readers().get_database_backend(), COLUMNS);
    sql.push(" AND activity.is_awaited");
    work.narrow(&mut sql);
    match urgency.days(work.today) {
        (None, None) => {
            sql.push(" AND activity.ends IS NULL AND (activity.followed_up_on IS NULL OR activity.followed_up_on < ");
            sql.bind(Urgency::silent_before(work.today));
            sql.push(") ORDER BY activity.followed_up_on NULLS FIRST, activity.id LIMIT ");
        }
        days => {
            due(sql.push(" AND ends IS NOT NULL"), days);
            sql.push(" ORDER BY ends, activity.id LIMIT ");
        }
    }
    sql.bind(take.cast_signed());
    rows_of(store, &sql).await
}

#[derive(FromQueryResult)]
struct Waiting {
    late: Option<i64>,
    now: Option<i64>,
    soon: Option<i64>,
    silent: Option<i64>,
}

/// How much of somebody's work is of each urgency, in the order of [`Urgency::ALL`].
pub async fn count_waiting(store: &Store, work: &Work<'_>) -> Result<[usize; 4]> {
    let db = store.readers();
    let mut sql = Sql::new(db.get_database_backend(), "SELECT ");
    for (urgency, name) in Urgency::ALL.into_iter().zip(["late", "now", "soon", "silent"]) {
        sql.push("CAST(SUM(CASE WHEN ");
        match urgency.days(work.today) {
            (None, None) => {
                sql.push("ends IS NULL AND (followed_up_on IS NULL OR followed_up_on < ");
                sql.bind(Urgency::silent_before(work.today)).push(")");
            }
            days => due(sql.push("ends IS NOT NULL"), days),
        }
        sql.push(" THEN 1 ELSE 0 END) AS BIGINT) AS ").push(name).push(if name == "silent" { "" } else { ", " });
    }
    sql.push(" FROM activity WHERE is_awaited");
    work.narrow(&mut sql);
    let found = Waiting::find_by_statement(sql.statement()).one(db).await?;
    let number = |count: Option<i64>| count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    Ok(found.map_or([0; 4], |found| [found.late, found.now, found.soon, found.silent].map(number)))
}

/// Goes on with the condition that the last day is one of these.
fn due(sql: &mut Sql, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) {
    if let Some(from) = from {
        sql.push(" AND ends >= ").bind(from);
    }
    if let Some(to) = to {
        sql.push(" AND ends <= ").bind(to);
    }
}

impl Work<'_> {
    fn narrow(&self, sql: &mut Sql) {
        sql.within("activity.unit_id", self.reach);
        if let Some(owners) = self.owners {
            sql.push(" AND activity.id IN (SELECT activity_id FROM activity_owner WHERE owner IN ");
            sql.bind_all(owners.iter().cloned()).within("unit_id", self.reach).push(")");
        }
    }
}

#[derive(FromQueryResult)]
struct PlanCount {
    plan_id: Uuid,
    status: String,
    count: i64,
    overdue: i64,
}

/// How far each of these plans has come.
pub async fn progress_of_plans(store: &Store, ids: &[PlanId], today: NaiveDate) -> Result<HashMap<PlanId, Tally>> {
    let db = store.readers();
    let mut sql =
        Sql::new(db.get_database_backend(), "SELECT plan_id, status, COUNT(*) AS count, CAST(SUM(CASE WHEN ends < ");
    sql.bind(today).push(" THEN 1 ELSE 0 END) AS BIGINT) AS overdue FROM activity WHERE plan_id IN ");
    sql.bind_all(ids.iter().map(|id| id.0)).push(" GROUP BY plan_id, status");
    let mut tallies: HashMap<PlanId, Tally> = HashMap::new();
    for row in PlanCount::find_by_statement(sql.statement()).all(db).await? {
        let tally = tallies.entry(PlanId(row.plan_id)).or_default();
        let status: ActivityStatus = rows::activity_status(&row.status)?;
        tally.by_status[status as usize] += usize::try_from(row.count).unwrap_or(0);
        tally.overdue += usize::try_from(row.overdue).unwrap_or(0);
    }
    Ok(tallies)
}

async fn rows_of(store: &Store, sql: &Sql) -> Result<Vec<ActivitySummary>> {
    let found = Row::find_by_statement(sql.statement()).all(store.readers()).await?;
    found.into_iter().map(summary_of).collect()
}

fn summary_of(row: Row) -> Result<ActivitySummary> {
    let kind = rows::or_corrupt(PeriodKind::from_key(&row.period_kind), "kind of period", &row.period_kind)?;
    Ok(ActivitySummary {
        plan_id: PlanId(row.plan_id),
        plan_title: row.plan_title,
        unit_id: UnitId(row.unit_id),
        activity_id: PartId(row.id),
        what: row.what,
        period: Period {
            text: row.period_text,
            reading: Reading { start: row.period_start, end: row.period_end, kind },
            is_corrected: row.is_period_corrected,
        },
        owners: row.owner_text.lines().map(ToOwned::to_owned).collect(),
        status: rows::activity_status(&row.status)?,
        followed_up_on: row.followed_up_on,
    })
}
