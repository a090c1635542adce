//! Waivers (*fravigelser*): what the check finds and is let be, with a reason.

use domain::{
    change::{ChangedField, Subject},
    check::Rule,
    conflict::FieldChange,
    id::{PartId, PlanId, WaiverId},
    part::Field,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use crate::{Error, Result, Write, entity::waiver, write::Target};

/// A waiver to be.
#[derive(Debug, Clone)]
pub struct NewWaiver {
    /// The rule that is let be.
    pub rule: Rule,
    /// Where.
    pub place: (Option<PartId>, Option<Field>),
    /// The words it is about.
    pub words: String,
    /// Why.
    pub reason: String,
}

/// Lets a flaw be, with the reason.
pub async fn insert(write: &mut Write, new: NewWaiver) -> Result<()> {
    let (plan_id, stamp) = (write.live_plan()?.id, write.stamp());
    let (part_id, field) = new.place;
    let row = waiver::Model {
        id: WaiverId::new().0,
        plan_id,
        rule: new.rule.key().to_owned(),
        part_id: part_id.map(|id| id.0),
        field: field.map(|field| field.key().to_owned()),
        words: new.words,
        reason: new.reason.clone(),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        made_at: stamp.at,
        withdrawn_at: None,
    };
    row.into_active_model().insert(write.tx()).await?;
    let words = format!("{}: {}", new.rule.label(), new.reason);
    record(write, part_id.map(|id| id.0), FieldChange::between(ChangedField::Waiver, "", words)).await
}

/// Takes a waiver back.
pub async fn withdraw(write: &mut Write, id: WaiverId) -> Result<()> {
    let row = waiver::Entity::find_by_id(id.0)
        .filter(waiver::Column::PlanId.eq(write.live_plan()?.id))
        .one(write.tx())
        .await?
        .ok_or(Error::NotFound)?;
    if row.withdrawn_at.is_some() {
        return Ok(());
    }
    let (part_id, reason) = (row.part_id, row.reason.clone());
    let mut row = row.into_active_model();
    row.withdrawn_at = Set(Some(write.stamp().at));
    row.update(write.tx()).await?;
    record(write, part_id, FieldChange::between(ChangedField::Waiver, reason, "")).await
}

/// Writes the change into the history of the part, whose version stays, or of the plan itself.
async fn record(write: &mut Write, part_id: Option<Uuid>, change: Option<FieldChange>) -> Result<()> {
    let target = match part_id {
        Some(id) => {
            let plan_id = PlanId(write.live_plan()?.id);
            Target { kind: Subject::Part, id, plan_id: Some(plan_id), version: 0 }
        }
        None => write.plan_target()?,
    };
    write.record(target, change).await
}
