//! Plans: list, load whole, make from a draft, change their own fields.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use domain::{
    change::{Stamp, Subject},
    id::{FindingId, InspectionId, PlanId, UnitId},
    plan::{Plan, PlanStatus},
    quality_model::QualityModel,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, Set,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    Error, Result, SharedPlan, Store, View,
    changes::{self, FieldChange, Target},
    entity::{finding, follow_up, part, plan},
    findings, organisation, rows,
    store::Counter,
};

mod insert;
mod tree;

pub(crate) use insert::Rows;
pub use insert::{NewPlan, insert};

/// A plan's own fields, without its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHead {
    /// Its identity.
    pub id: PlanId,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The inspection it answers.
    pub inspection_id: Option<InspectionId>,
    /// Its title.
    pub title: String,
    /// The year of its time frames.
    pub year: i32,
    /// Where it stands.
    pub status: PlanStatus,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
    /// When anything in it was last changed.
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

/// What a person may change of a plan besides its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFacts {
    /// Its title.
    pub title: String,
    /// The year its time frames mean.
    pub year: i32,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
    /// Text before the table.
    pub introduction: String,
    /// Text after the table.
    pub closing: String,
}

impl From<&Plan> for PlanFacts {
    fn from(plan: &Plan) -> Self {
        Self {
            title: plan.title.clone(),
            year: plan.year,
            due_on: plan.due_on,
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
        }
    }
}

/// The plans of these units, the last changed first.
pub async fn list(store: &Store, unit_ids: &[UnitId]) -> Result<Vec<PlanHead>> {
    let found = plan::Entity::find()
        .filter(plan::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0)))
        .filter(plan::Column::DeletedAt.is_null())
        .order_by_desc(plan::Column::UpdatedAt)
        .all(&store.db)
        .await?;
    found.into_iter().map(head_of).collect()
}

/// The plans that answer an inspection.
pub async fn list_of_inspection(store: &Store, id: InspectionId) -> Result<Vec<PlanHead>> {
    let found = plan::Entity::find()
        .filter(plan::Column::InspectionId.eq(id.0))
        .filter(plan::Column::DeletedAt.is_null())
        .order_by_asc(plan::Column::Id)
        .all(&store.db)
        .await?;
    found.into_iter().map(head_of).collect()
}

/// A removed plan's unit, for those who want it back.
pub async fn list_removed(store: &Store, unit_ids: &[UnitId]) -> Result<Vec<PlanHead>> {
    let found = plan::Entity::find()
        .filter(plan::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0)))
        .filter(plan::Column::DeletedAt.is_not_null())
        .order_by_desc(plan::Column::UpdatedAt)
        .all(&store.db)
        .await?;
    found.into_iter().map(head_of).collect()
}

/// The whole plan as it stands in this view.
pub async fn get(view: &View, id: PlanId) -> Result<SharedPlan> {
    let cache = &view.store.cache;
    let kept = cache.plan(id);
    if let Some((counter, plan)) = &kept
        && *counter == view.plans
    {
        return Ok(Arc::clone(plan));
    }
    let row = plan::Entity::find_by_id(id.0)
        .filter(plan::Column::DeletedAt.is_null())
        .one(&view.store.db)
        .await?
        .ok_or(Error::NotFound)?;
    let loaded = match kept {
        Some((_, plan)) if plan.revision == row.revision => plan,
        _ => {
            let tx = view.store.read().await?;
            let loaded = load_many(&tx, vec![row]).await?.pop().ok_or(Error::NotFound)?;
            tx.commit().await?;
            Arc::new(loaded)
        }
    };
    cache.put_plan(view.plans, &loaded);
    Ok(loaded)
}

/// Whole plans from their rows, in four queries however many they are.
pub(crate) async fn load_many(tx: &DatabaseTransaction, found: Vec<plan::Model>) -> Result<Vec<Plan>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let parts = part::Entity::find()
        .filter(part::Column::PlanId.is_in(ids.clone()))
        .filter(part::Column::DeletedAt.is_null())
        .order_by_asc(part::Column::Position)
        .order_by_asc(part::Column::Id)
        .all(tx)
        .await?;
    let of_plans = Query::select()
        .column(part::Column::FindingId)
        .from(part::Entity)
        .and_where(part::Column::PlanId.is_in(ids.clone()))
        .and_where(part::Column::FindingId.is_not_null())
        .to_owned();
    let rows = finding::Entity::find().filter(finding::Column::Id.in_subquery(of_plans)).all(tx).await?;
    let known = findings::with_references(tx, rows).await?;
    let notes = follow_up::Entity::find()
        .filter(follow_up::Column::PlanId.is_in(ids))
        .order_by_asc(follow_up::Column::NotedOn)
        .order_by_asc(follow_up::Column::Id)
        .all(tx)
        .await?;
    let mut pieces = tree::Pieces::sort(parts, known, notes)?;
    found.into_iter().map(|row| pieces.plan(row)).collect()
}

/// Changes a plan's own fields, starting from what stood there: a field somebody else has changed
/// since is a conflict.
pub async fn update(store: &Store, id: PlanId, base: &PlanFacts, facts: PlanFacts, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = live_row(&tx, id).await?;
    let before = PlanFacts {
        title: row.title.clone(),
        year: row.year,
        due_on: row.due_on,
        introduction: row.introduction.clone(),
        closing: row.closing.clone(),
    };
    if before != *base {
        return Err(Error::Conflict);
    }
    let made = differences(&before, &facts);
    let reads_anew = row.year != facts.year;
    let revision = row.revision + 1;
    let mut row = row.into_active_model();
    row.title = Set(facts.title);
    row.year = Set(facts.year);
    row.due_on = Set(facts.due_on);
    row.introduction = Set(facts.introduction);
    row.closing = Set(facts.closing);
    row.revision = Set(revision);
    row.updated_at = Set(stamp.at);
    let year = row.update(&tx).await?.year;
    if reads_anew {
        read_periods_anew(&tx, id, year).await?;
    }
    changes::write(&tx, target(id, revision), made, stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// The words stay; only their reading follows the plan's year.
async fn read_periods_anew(tx: &DatabaseTransaction, id: PlanId, year: i32) -> Result<()> {
    let dated = part::Entity::find()
        .filter(part::Column::PlanId.eq(id.0))
        .filter(part::Column::PeriodText.ne(""))
        .filter(part::Column::IsPeriodCorrected.eq(false))
        .all(tx)
        .await?;
    for row in dated {
        let reading = domain::period::read(&row.period_text, year);
        let mut row = row.into_active_model();
        row.period_start = Set(reading.start);
        row.period_end = Set(reading.end);
        row.period_kind = Set(reading.kind.key().to_owned());
        row.update(tx).await?;
    }
    Ok(())
}

/// Takes a plan away, or brings it back.
pub async fn set_removed(store: &Store, id: PlanId, is_removed: bool, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = plan::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    let word = |removed: bool| if removed { "slettet" } else { "" };
    let change = FieldChange::between("deleted", word(row.deleted_at.is_some()), word(is_removed));
    let revision = row.revision + 1;
    let mut row = row.into_active_model();
    row.deleted_at = Set(is_removed.then_some(stamp.at));
    row.revision = Set(revision);
    row.updated_at = Set(stamp.at);
    row.update(&tx).await?;
    changes::write(&tx, target(id, revision), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// The unit of a plan, removed or not.
pub async fn unit_of(store: &Store, id: PlanId) -> Result<UnitId> {
    let row = plan::Entity::find_by_id(id.0).one(&store.db).await?.ok_or(Error::NotFound)?;
    Ok(UnitId(row.unit_id))
}

/// The quality model a plan's references are of.
pub async fn model_of(view: &View, plan: &Plan) -> Result<QualityModel> {
    let organisation = organisation::get(view).await?;
    organisation.model(&plan.model_id).cloned().ok_or_else(|| Error::Corrupt(format!("no model {}", plan.model_id)))
}

pub(crate) async fn live_row(tx: &DatabaseTransaction, id: PlanId) -> Result<plan::Model> {
    plan::Entity::find_by_id(id.0).filter(plan::Column::DeletedAt.is_null()).one(tx).await?.ok_or(Error::NotFound)
}

/// Marks a plan as changed.
pub(crate) async fn raise(tx: &DatabaseTransaction, id: PlanId, stamp: &Stamp) -> Result<()> {
    plan::Entity::update_many()
        .col_expr(plan::Column::Revision, Expr::col(plan::Column::Revision).add(1))
        .col_expr(plan::Column::UpdatedAt, stamp.at.into())
        .filter(plan::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks the plans that hold a finding as changed, without calling that work on the plan.
pub(crate) async fn raise_of_finding(tx: &DatabaseTransaction, id: FindingId) -> Result<()> {
    let holders = Query::select()
        .column(part::Column::PlanId)
        .from(part::Entity)
        .and_where(part::Column::FindingId.eq(id.0))
        .to_owned();
    plan::Entity::update_many()
        .col_expr(plan::Column::Revision, Expr::col(plan::Column::Revision).add(1))
        .filter(plan::Column::Id.in_subquery(holders))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks the plans that answer an inspection as changed.
pub(crate) async fn raise_of_inspection(tx: &DatabaseTransaction, id: InspectionId) -> Result<()> {
    plan::Entity::update_many()
        .col_expr(plan::Column::Revision, Expr::col(plan::Column::Revision).add(1))
        .filter(plan::Column::InspectionId.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// True where a living part of a plan answers the finding.
pub(crate) async fn answers(tx: &DatabaseTransaction, id: FindingId) -> Result<bool> {
    let found = part::Entity::find().filter(part::Column::FindingId.eq(id.0)).filter(part::Column::DeletedAt.is_null());
    Ok(found.count(tx).await? > 0)
}

fn head_of(row: plan::Model) -> Result<PlanHead> {
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

fn differences(before: &PlanFacts, after: &PlanFacts) -> Vec<FieldChange> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        FieldChange::between("title", &before.title, &after.title),
        FieldChange::between("year", before.year.to_string(), after.year.to_string()),
        FieldChange::between("due_on", day(before.due_on), day(after.due_on)),
        FieldChange::between("introduction", &before.introduction, &after.introduction),
        FieldChange::between("closing", &before.closing, &after.closing),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn target(id: PlanId, version: i64) -> Target {
    Target { subject: Subject::Plan, id: id.0, plan_id: Some(id), version }
}

/// How many plans each inspection has.
pub async fn count_by_inspection(store: &Store, ids: &[InspectionId]) -> Result<HashMap<InspectionId, usize>> {
    let found = plan::Entity::find()
        .filter(plan::Column::InspectionId.is_in(ids.iter().map(|id| id.0)))
        .filter(plan::Column::DeletedAt.is_null())
        .all(&store.db)
        .await?;
    let mut counts = HashMap::new();
    for id in found.into_iter().filter_map(|row| row.inspection_id) {
        *counts.entry(InspectionId(id)).or_insert(0) += 1;
    }
    Ok(counts)
}
