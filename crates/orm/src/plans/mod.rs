//! Plans: list, load whole, make from a draft, change their own fields.

use std::collections::HashMap;

use domain::{
    change::ChangedField,
    conflict::{FieldChange, differences},
    id::{InspectionId, PlanId, UnitId},
    plan::{Plan, PlanDetails, PlanHead},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use crate::{
    Error, Result, SharedPlan, Store, View, Write,
    entity::{part, plan},
    plan_tree, rows,
};

mod insert;
mod lists;

pub(crate) use insert::Rows;
pub use insert::insert;
pub use lists::{Which, page, units_with_plans, years};

/// Every plan of these units, the last changed first.
pub async fn list(store: &Store, unit_ids: &[UnitId]) -> Result<Vec<PlanHead>> {
    let found = plan::Entity::find()
        .filter(plan::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0)))
        .filter(plan::Column::DeletedAt.is_null())
        .order_by_desc(plan::Column::UpdatedAt)
        .all(store.readers())
        .await?;
    found.into_iter().map(head_of).collect()
}

/// The plans that answer an inspection.
pub async fn list_of_inspection(store: &Store, id: InspectionId) -> Result<Vec<PlanHead>> {
    let found = plan::Entity::find()
        .filter(plan::Column::InspectionId.eq(id.0))
        .filter(plan::Column::DeletedAt.is_null())
        .order_by_asc(plan::Column::Id)
        .all(store.readers())
        .await?;
    found.into_iter().map(head_of).collect()
}

/// The whole plan as it stands in this view.
pub async fn get(view: &View, id: PlanId) -> Result<SharedPlan> {
    at_revision(view.store(), id, revision(view, id).await?).await
}

/// The revision of the plan in this view.
pub async fn revision(view: &View, id: PlanId) -> Result<i64> {
    let store = view.store();
    let revision = if let Some(revision) = store.cache.revision(view.plans(), id) {
        revision
    } else {
        let revision = revision_of(store, id).await?;
        store.cache.put_revision(view.plans(), id, revision);
        revision
    };
    Ok(revision)
}

/// The plan at a revision that a write has just brought it to, or a later one.
pub async fn at_revision(store: &Store, id: PlanId, revision: i64) -> Result<SharedPlan> {
    store.cache.plan((id, revision), load(store, id)).await
}

async fn revision_of(store: &Store, id: PlanId) -> Result<i64> {
    let revision = plan::Entity::find_by_id(id.0)
        .select_only()
        .column(plan::Column::Revision)
        .filter(plan::Column::DeletedAt.is_null())
        .into_tuple()
        .one(store.readers())
        .await?;
    revision.ok_or(Error::NotFound)
}

/// One state of the plan and all its parts.
async fn load(store: &Store, id: PlanId) -> Result<Plan> {
    let tx = store.read().await?;
    let row = plan::Entity::find_by_id(id.0).filter(plan::Column::DeletedAt.is_null()).one(&tx).await?;
    let plan = plan_tree::load_many(&tx, vec![row.ok_or(Error::NotFound)?]).await?.pop().ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(plan)
}

/// The plan that is worked on with all its parts, as it stands in the write.
pub async fn get_in(write: &Write) -> Result<Plan> {
    plan_tree::load_many(write.tx(), vec![write.live_plan()?.clone()]).await?.pop().ok_or(Error::NotFound)
}

/// What is told of the plan that is worked on.
pub fn details(write: &Write) -> Result<PlanDetails> {
    let row = write.live_plan()?;
    Ok(PlanDetails {
        title: row.title.clone(),
        year: row.year,
        due_on: row.due_on,
        introduction: row.introduction.clone(),
        closing: row.closing.clone(),
    })
}

/// Changes what is told of the plan that is worked on.
pub async fn update(write: &mut Write, details: PlanDetails) -> Result<()> {
    let row = write.live_plan()?.clone();
    let made = differences(&self::details(write)?, &details);
    let (id, reads_anew) = (PlanId(row.id), row.year != details.year);
    let mut row = row.into_active_model();
    row.title = Set(details.title);
    row.year = Set(details.year);
    row.due_on = Set(details.due_on);
    row.introduction = Set(details.introduction);
    row.closing = Set(details.closing);
    row.update(write.tx()).await?;
    if reads_anew {
        read_periods_anew(write.tx(), id, details.year).await?;
    }
    write.record(write.plan_target()?, made).await
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
        if reading == rows::period_of(&row)?.reading {
            continue;
        }
        let mut row = row.into_active_model();
        row.period_start = Set(reading.start);
        row.period_end = Set(reading.end);
        row.period_kind = Set(reading.kind.key().to_owned());
        row.update(tx).await?;
    }
    Ok(())
}

/// Takes the plan that is worked on away, or brings it back.
pub async fn set_removed(write: &mut Write, is_removed: bool) -> Result<()> {
    let row = write.any_plan()?.clone();
    let word = |removed: bool| if removed { "slettet" } else { "" };
    let change = FieldChange::between(ChangedField::Deleted, word(row.deleted_at.is_some()), word(is_removed));
    let mut row = row.into_active_model();
    row.deleted_at = Set(is_removed.then_some(write.stamp().at));
    row.update(write.tx()).await?;
    write.record(write.plan_target()?, change).await
}

/// The unit of a plan, removed or not.
pub async fn unit_of(store: &Store, id: PlanId) -> Result<UnitId> {
    let row = plan::Entity::find_by_id(id.0).one(store.readers()).await?.ok_or(Error::NotFound)?;
    Ok(UnitId(row.unit_id))
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

/// How many plans each inspection has.
pub async fn count_by_inspection(store: &Store, ids: &[InspectionId]) -> Result<HashMap<InspectionId, usize>> {
    let found: Vec<(Uuid, i64)> = plan::Entity::find()
        .select_only()
        .column(plan::Column::InspectionId)
        .column_as(plan::Column::Id.count(), "count")
        .filter(plan::Column::InspectionId.is_in(ids.iter().map(|id| id.0)))
        .filter(plan::Column::DeletedAt.is_null())
        .group_by(plan::Column::InspectionId)
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found.into_iter().map(|(id, count)| (InspectionId(id), usize::try_from(count).unwrap_or(0))).collect())
}
