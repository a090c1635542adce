//! Dated lines of follow-up on activities.

use chrono::NaiveDate;
use domain::{
    activity::ActivityStatus,
    change::{ChangedField, Subject},
    conflict::FieldChange,
    id::{FollowUpId, PartId, PlanId},
    part::PartKind,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use crate::{Error, Result, Write, entity::follow_up, parts::live_row, rows, write::Target};

/// A line of follow-up to be.
#[derive(Debug, Clone)]
pub struct NewFollowUp {
    /// The day it tells of.
    pub noted_on: NaiveDate,
    /// How it goes.
    pub text: String,
    /// The status the activity has from now on.
    pub status: ActivityStatus,
}

/// Writes a line of follow-up and sets the activity's status.
pub async fn insert(write: &mut Write, part_id: PartId, new: NewFollowUp) -> Result<FollowUpId> {
    let plan_id = PlanId(write.live_plan()?.id);
    let row = live_row(write, part_id).await?;
    if row.kind != PartKind::Activity.key() {
        return Err(Error::NotFound);
    }
    let before = rows::activity_status(&row.status)?;
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.status = Set(new.status.key().to_owned());
    row.update(write.tx()).await?;
    let id = FollowUpId::new();
    let stamp = write.stamp();
    let note = follow_up::Model {
        id: id.0,
        plan_id: plan_id.0,
        part_id: part_id.0,
        noted_on: new.noted_on,
        text: new.text.clone(),
        status: new.status.key().to_owned(),
        author: stamp.author.name.clone(),
        created_at: stamp.at,
    };
    note.into_active_model().insert(write.tx()).await?;
    let day = domain::danish::date(new.noted_on);
    let made = [
        FieldChange::between(ChangedField::Status, before.key(), new.status.key()),
        // A follow-up without words still tells that somebody has seen to it that day.
        FieldChange::between(ChangedField::FollowUp, "", if new.text.is_empty() { day } else { new.text }),
    ];
    let target = Target { kind: Subject::Part, id: part_id.0, plan_id: Some(plan_id), version };
    write.record(target, made.into_iter().flatten()).await?;
    Ok(id)
}
