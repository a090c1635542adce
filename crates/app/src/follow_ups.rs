//! Follow-up (*opfølgning*): how an activity goes, told on a day.

use domain::{
    activity::ActivityStatus,
    answer::Answer,
    approval,
    edit::PartText,
    id::{PartId, PlanId},
    part::Field,
    role::Ability,
};
pub use orm::follow_ups::NewFollowUp;
use orm::{Subject, parts};

use crate::{Desk, Error, Result, edit::Saved, join::join};

/// Tells how an activity goes, as seen at a version of it. Answers the plan's new revision.
pub async fn create(desk: &Desk, plan_id: PlanId, part_id: PartId, new: NewFollowUp, version: i64) -> Result<Saved> {
    desk.plan(plan_id, Ability::FollowUp).await?;
    if new.noted_on > desk.today {
        return Ok(Answer::refused("noted_on", "Datoen ligger i fremtiden. Skriv den dag, det er set."));
    }
    let mut write = desk.begin(Subject::Plan(plan_id)).await?;
    if let Err(refusal) = approval::may_be_written(write.plan_status()?) {
        return Ok(Answer::refused("", refusal.to_string()));
    }
    let part = parts::open(&write, part_id).await?;
    let theirs = part.value(Field::Status)?;
    let ours = PartText { field: Field::Status, text: new.status.key().to_owned(), days: None };
    let status = match join(&write, part.subject(), (&theirs, part.version()), (ours, version)).await? {
        Ok(joined) => ActivityStatus::from_key(&joined.text).ok_or(Error::NotFound)?,
        Err(conflict) => return Ok(Answer::Conflict(*conflict)),
    };
    orm::follow_ups::insert(&mut write, part_id, NewFollowUp { status, ..new }).await?;
    Ok(Answer::Done(write.commit().await?))
}
