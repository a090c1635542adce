//! Remarks (*bemærkninger*) at the cells of a plan: written, and put right.

use domain::{
    change::{ChangedField, Subject},
    conflict::FieldChange,
    id::{PartId, PlanId, RemarkId},
    part::Field,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use crate::{Error, Result, Write, entity::remark, parts::live_row, write::Target};

/// Writes a remark at a cell.
pub async fn insert(write: &mut Write, part_id: PartId, field: Field, text: String) -> Result<RemarkId> {
    let plan_id = write.live_plan()?.id;
    live_row(write, part_id).await?;
    let (id, stamp) = (RemarkId::new(), write.stamp());
    let row = remark::Model {
        id: id.0,
        plan_id,
        part_id: part_id.0,
        field: field.key().to_owned(),
        text: text.clone(),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        made_at: stamp.at,
        settled_by: String::new(),
        settled_at: None,
    };
    row.into_active_model().insert(write.tx()).await?;
    write.record(target(plan_id, part_id.0), FieldChange::between(ChangedField::Remark, "", text)).await?;
    Ok(id)
}

/// Says that a remark has been put right.
pub async fn settle(write: &mut Write, id: RemarkId) -> Result<()> {
    let row = remark::Entity::find_by_id(id.0)
        .filter(remark::Column::PlanId.eq(write.live_plan()?.id))
        .one(write.tx())
        .await?
        .ok_or(Error::NotFound)?;
    if row.settled_at.is_some() {
        return Ok(());
    }
    let (plan_id, part_id, text) = (row.plan_id, row.part_id, row.text.clone());
    let mut row = row.into_active_model();
    row.settled_by = Set(write.stamp().author.name.clone());
    row.settled_at = Set(Some(write.stamp().at));
    row.update(write.tx()).await?;
    write.record(target(plan_id, part_id), FieldChange::between(ChangedField::RemarkSettled, text, "")).await
}

/// A remark is no save of the part: its version stays.
fn target(plan_id: Uuid, part_id: Uuid) -> Target {
    Target { kind: Subject::Part, id: part_id, plan_id: Some(PlanId(plan_id)), version: 0 }
}
