//! Dated lines of follow-up on activities.

use chrono::NaiveDate;
use domain::{
    activity::ActivityStatus,
    change::{Stamp, Subject},
    id::{FollowUpId, PartId, PlanId},
    part::{Field, PartKind},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange, Target},
    entity::{follow_up, part},
    plans, rows,
    store::Counter,
};

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
pub async fn insert(
    store: &Store,
    plan_id: PlanId,
    part_id: PartId,
    new: NewFollowUp,
    stamp: &Stamp,
) -> Result<FollowUpId> {
    let tx = store.begin(Counter::Plans).await?;
    let row = part::Entity::find_by_id(part_id.0)
        .filter(part::Column::PlanId.eq(plan_id.0))
        .filter(part::Column::DeletedAt.is_null())
        .filter(part::Column::Kind.eq(PartKind::Activity.key()))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    let before = rows::activity_status(&row.status)?;
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.status = Set(new.status.key().to_owned());
    row.update(&tx).await?;
    let id = FollowUpId::new();
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
    note.into_active_model().insert(&tx).await?;
    let made = [
        FieldChange::between(Field::Status.key(), before.key(), new.status.key()),
        FieldChange::between("follow_up", "", new.text),
    ];
    let target = Target { subject: Subject::Part, id: part_id.0, plan_id: Some(plan_id), version };
    changes::write(&tx, target, made.into_iter().flatten().collect(), stamp).await?;
    plans::raise(&tx, plan_id, stamp).await?;
    tx.commit().await?;
    Ok(id)
}
