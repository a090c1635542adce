//! Follow-up (*opfølgning*): how an activity goes, told on a day.

use domain::{
    answer::Answer,
    approval,
    id::{PartId, PlanId},
    role::Ability,
};
use orm::Subject;
pub use orm::follow_ups::NewFollowUp;

use crate::{Desk, Result};

/// Tells how an activity goes. Answers the plan's new revision.
pub async fn tell(desk: &Desk, plan_id: PlanId, part_id: PartId, new: NewFollowUp) -> Result<Answer<i64>> {
    desk.plan(plan_id, Ability::FollowUp).await?;
    if new.noted_on > desk.today {
        return Ok(Answer::refused("noted_on", "Datoen ligger i fremtiden. Skriv den dag, det er set."));
    }
    let mut write = desk.begin(Subject::Plan(plan_id)).await?;
    if let Err(refusal) = approval::may_be_written(write.plan_status()?) {
        return Ok(Answer::refused("", refusal.to_string()));
    }
    orm::follow_ups::insert(&mut write, part_id, new).await?;
    Ok(Answer::Done(write.commit().await?))
}
