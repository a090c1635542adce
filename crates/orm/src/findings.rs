//! Findings: register, correct, remove, restore.

use std::collections::HashMap;

use domain::{
    change::{ChangedField, Subject},
    conflict::{FieldChange, differences},
    finding::{Finding, FindingDetails},
    id::{FindingId, InspectionId, PlanId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    Error, Result, Store, Write,
    entity::{finding, part, plan},
    finding_rows,
    write::Target,
};

/// The findings of these inspections, in the order they were registered.
pub async fn list(store: &Store, inspection_ids: &[InspectionId]) -> Result<Vec<Finding>> {
    let found = finding::Entity::find()
        .filter(finding::Column::InspectionId.is_in(inspection_ids.iter().map(|id| id.0)))
        .filter(finding::Column::DeletedAt.is_null())
        .order_by_asc(finding::Column::Position)
        .order_by_asc(finding::Column::Id)
        .all(store.readers())
        .await?;
    finding_rows::with_references(store.readers(), found).await
}

/// The findings of an inspection that no plan answers.
pub async fn list_unanswered(store: &Store, inspection_id: InspectionId) -> Result<Vec<Finding>> {
    let answered = Query::select()
        .expr(Expr::val(1))
        .from(part::Entity)
        .inner_join(
            plan::Entity,
            Expr::col((plan::Entity, plan::Column::Id)).equals((part::Entity, part::Column::PlanId)),
        )
        .and_where(Expr::col((part::Entity, part::Column::FindingId)).equals((finding::Entity, finding::Column::Id)))
        .and_where(Expr::col((part::Entity, part::Column::DeletedAt)).is_null())
        .and_where(Expr::col((plan::Entity, plan::Column::DeletedAt)).is_null())
        .to_owned();
    let found = finding::Entity::find()
        .filter(finding::Column::InspectionId.eq(inspection_id.0))
        .filter(finding::Column::DeletedAt.is_null())
        .filter(Expr::exists(answered).not())
        .order_by_asc(finding::Column::Position)
        .order_by_asc(finding::Column::Id)
        .all(store.readers())
        .await?;
    finding_rows::with_references(store.readers(), found).await
}

/// How many findings each inspection has.
pub async fn count_by_inspection(store: &Store, ids: &[InspectionId]) -> Result<HashMap<InspectionId, usize>> {
    let found: Vec<(Uuid, i64)> = finding::Entity::find()
        .select_only()
        .column(finding::Column::InspectionId)
        .column_as(finding::Column::Id.count(), "count")
        .filter(finding::Column::InspectionId.is_in(ids.iter().map(|id| id.0)))
        .filter(finding::Column::DeletedAt.is_null())
        .group_by(finding::Column::InspectionId)
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found.into_iter().map(|(id, count)| (InspectionId(id), usize::try_from(count).unwrap_or(0))).collect())
}

/// The findings of an inspection that were last removed, the last first, and how many there are in all.
pub async fn list_removed(store: &Store, of: InspectionId, take: u64) -> Result<(Vec<Finding>, usize)> {
    let removed = finding::Entity::find()
        .filter(finding::Column::InspectionId.eq(of.0))
        .filter(finding::Column::DeletedAt.is_not_null());
    let found = removed
        .clone()
        .order_by_desc(finding::Column::DeletedAt)
        .order_by_desc(finding::Column::Id)
        .limit(take)
        .all(store.readers())
        .await?;
    let count = usize::try_from(removed.count(store.readers()).await?).unwrap_or(usize::MAX);
    Ok((finding_rows::with_references(store.readers(), found).await?, count))
}

/// The finding with this identity, removed or not.
pub async fn get(store: &Store, id: FindingId) -> Result<Finding> {
    let found = finding::Entity::find_by_id(id.0).all(store.readers()).await?;
    finding_rows::with_references(store.readers(), found).await?.pop().ok_or(Error::NotFound)
}

/// The finding as it stands in a write.
pub async fn get_in(write: &Write, id: FindingId) -> Result<Finding> {
    let found = finding::Entity::find_by_id(id.0).all(write.tx()).await?;
    finding_rows::with_references(write.tx(), found).await?.pop().ok_or(Error::NotFound)
}

/// Registers a finding of an inspection, after those it has.
pub async fn insert(write: &mut Write, inspection_id: InspectionId, details: &FindingDetails) -> Result<FindingId> {
    let id = finding_rows::insert(write.tx(), Some(inspection_id), details).await?;
    write.record(target(id, None, 1), FieldChange::between(ChangedField::Created, "", &details.text)).await?;
    Ok(id)
}

/// Corrects a finding, on the page of its inspection or, where it is a plan's, in the plan.
pub async fn update(write: &mut Write, before: &Finding, details: &FindingDetails) -> Result<()> {
    if before.inspection_id.is_some() && before.inspection_id != write.inspection_id() {
        // Other plans show it too, and it is not held for them.
        return Err(Error::Changed);
    }
    let version = before.version + 1;
    finding_rows::update(write.tx(), before, version, details).await?;
    let plan_id = write.plan_id();
    write.record(target(before.id, plan_id, version), differences(&FindingDetails::from(before), details)).await
}

/// True where the inspection has all of these findings.
pub async fn are_registered(write: &Write, of: InspectionId, ids: &[FindingId]) -> Result<bool> {
    let ids: std::collections::HashSet<Uuid> = ids.iter().map(|id| id.0).collect();
    let count = ids.len();
    let found = finding::Entity::find()
        .filter(finding::Column::Id.is_in(ids))
        .filter(finding::Column::InspectionId.eq(of.0))
        .filter(finding::Column::DeletedAt.is_null());
    Ok(usize::try_from(found.count(write.tx()).await?).is_ok_and(|there| there == count))
}

/// True where a living part of a plan answers the finding.
pub async fn is_answered(write: &Write, id: FindingId) -> Result<bool> {
    let found = part::Entity::find().filter(part::Column::FindingId.eq(id.0)).filter(part::Column::DeletedAt.is_null());
    Ok(found.count(write.tx()).await? > 0)
}

/// True where the finding has been taken away.
pub async fn is_removed(write: &Write, id: FindingId) -> Result<bool> {
    let removed = finding::Entity::find_by_id(id.0).filter(finding::Column::DeletedAt.is_not_null());
    Ok(removed.count(write.tx()).await? > 0)
}

/// Takes a finding away, or brings it back.
pub async fn set_removed(write: &mut Write, id: FindingId, is_removed: bool) -> Result<()> {
    let row = finding::Entity::find_by_id(id.0).one(write.tx()).await?.ok_or(Error::NotFound)?;
    let word = |removed: bool| if removed { "slettet" } else { "" };
    let change = FieldChange::between(ChangedField::Deleted, word(row.deleted_at.is_some()), word(is_removed));
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.deleted_at = Set(is_removed.then_some(write.stamp().at));
    row.update(write.tx()).await?;
    write.record(target(id, None, version), change).await
}

fn target(id: FindingId, plan_id: Option<PlanId>, version: i64) -> Target {
    Target { kind: Subject::Finding, id: id.0, plan_id, version }
}

/// The living plan that holds a finding without an inspection.
pub async fn plan_of(store: &Store, id: FindingId) -> Result<Option<PlanId>> {
    let row = part::Entity::find()
        .filter(part::Column::FindingId.eq(id.0))
        .filter(part::Column::DeletedAt.is_null())
        .one(store.readers())
        .await?;
    Ok(row.map(|row| PlanId(row.plan_id)))
}
