//! A plan's life: the steps it takes, remarks at its cells, and what the check finds and is let be.

use std::sync::Arc;

use domain::{
    answer::Answer,
    approval::{self, Submission, Transition},
    id::{PartId, PlanId, RemarkId, WaiverId},
    part::Field,
    plan::{Plan, PlanStatus},
    role::Ability,
};
pub use orm::waivers::NewWaiver;
use orm::{
    Subject, remarks,
    steps::{self, NewStep},
    waivers,
};

use crate::{Desk, Error, Result, submit};

/// A step that somebody wants to take.
#[derive(Debug, Clone)]
pub struct Step {
    /// What is done.
    pub transition: Transition,
    /// The revision of the plan that they have seen.
    pub revision: i64,
    /// What is said with it.
    pub message: String,
    /// How the plan is sent, where it is.
    pub submission: Option<Submission>,
}

/// What comes of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is taken; the plan has this revision now.
    Done(i64),
    /// The domain forbids it, for this reason.
    Refused(approval::Refusal),
    /// The plan has changed since they saw it: they must look again.
    Changed,
}

/// Takes a step. Who approves or sends must have seen what is approved and sent.
pub async fn transition(desk: &Desk, plan: &Arc<Plan>, step: Step) -> Result<Taken> {
    // No step is taken by one who may not write.
    desk.require(Ability::Write, plan.unit_id)?;
    desk.require(step.transition.ability(), plan.unit_id)?;
    if step.revision != plan.revision {
        return Ok(Taken::Changed);
    }
    let next_status = match readiness_of(desk, plan, &step).await? {
        Ok(next_status) => next_status,
        Err(refusal) => return Ok(Taken::Refused(refusal)),
    };
    let new = NewStep { transition: step.transition, next_status, message: &step.message };
    let taken = match step.submission {
        Some(submission) => submit::submit(desk, plan, submission, new).await,
        None => transition_alone(desk, plan, new).await,
    };
    match taken {
        Ok(revision) => Ok(Taken::Done(revision)),
        Err(Error::Changed) => Ok(Taken::Changed),
        Err(error) => Err(error),
    }
}

/// What the domain says to a step: where it leads to, or why it cannot be taken.
pub async fn readiness_of(
    desk: &Desk,
    plan: &Arc<Plan>,
    step: &Step,
) -> Result<std::result::Result<PlanStatus, approval::Refusal>> {
    let checked = desk.checked(plan).await?;
    let result = checked.result();
    Ok(approval::transition(step.transition, &checked.readiness(plan, &result), &step.message))
}

/// Approves a plan and then sends it, as it stands. These are two steps in its life, each written by itself: where the
/// second cannot be taken, the plan stands approved.
pub async fn approve_and_send(desk: &Desk, id: PlanId, submission: Submission) -> Result<Taken> {
    let plan = desk.plan(id, Ability::Approve).await?;
    let approve =
        Step { transition: Transition::Approve, revision: plan.revision, message: String::new(), submission: None };
    let revision = match transition(desk, &plan, approve).await? {
        Taken::Done(revision) => revision,
        other => return Ok(other),
    };
    let plan = desk.plan_at(id, revision).await?;
    let send = Step { transition: Transition::Submit, revision, message: String::new(), submission: Some(submission) };
    transition(desk, &plan, send).await
}

async fn transition_alone(desk: &Desk, plan: &Plan, step: NewStep<'_>) -> Result<i64> {
    let mut write = desk.begin(Subject::Plan(plan.id)).await?;
    steps::record_transition(&mut write, plan, step).await?;
    Ok(write.commit().await?)
}

/// Writes a remark at a cell of a plan that awaits approval.
pub async fn remark(
    desk: &Desk,
    plan_id: PlanId,
    part: PartId,
    field: Field,
    text: String,
) -> Result<Answer<RemarkId>> {
    desk.plan(plan_id, Ability::Approve).await?;
    let mut write = desk.begin(Subject::Plan(plan_id)).await?;
    if let Err(refusal) = approval::may_be_remarked(write.plan_status()?) {
        return Ok(Answer::refused("text", refusal.to_string()));
    }
    let id = remarks::insert(&mut write, part, field, text).await?;
    write.commit().await?;
    Ok(Answer::Done(id))
}

/// Says that a remark has been put right; answers the part where it stood.
pub async fn settle_remark(desk: &Desk, plan_id: PlanId, id: RemarkId) -> Result<Answer<PartId>> {
    let plan = desk.plan(plan_id, Ability::Write).await?;
    let record = orm::plan_records::get(desk.store(), &plan).await?;
    let part_id = record.remarks.iter().find(|remark| remark.id == id).ok_or(Error::NotFound)?.part_id;
    let mut write = match crate::edit::begin_plan(desk, &plan).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    remarks::settle(&mut write, id).await?;
    write.commit().await?;
    Ok(Answer::Done(part_id))
}

/// Lets a flaw be, with the reason.
pub async fn waive(desk: &Desk, plan: &Plan, new: NewWaiver) -> Result<Answer<()>> {
    let mut write = match crate::edit::begin_plan(desk, plan).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("reason", why)),
    };
    if write.plan_revision()? != plan.revision {
        // What was seen may be gone.
        return Err(Error::Changed);
    }
    waivers::insert(&mut write, new).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}

/// Takes a waiver back.
pub async fn withdraw_waiver(desk: &Desk, plan_id: PlanId, id: WaiverId) -> Result<Answer<()>> {
    let plan = desk.plan(plan_id, Ability::Write).await?;
    let mut write = match crate::edit::begin_plan(desk, &plan).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    waivers::withdraw(&mut write, id).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}
