//! The steps of a plan's life (*forløb*): each moves its status and stands in its story.

use domain::{
    approval::Transition,
    change::ChangedField,
    conflict::FieldChange,
    id::StepId,
    plan::{Plan, PlanStatus},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use crate::{
    Error, Result, Write,
    entity::{plan, step},
    hash, rows,
};

/// A step to take, decided by the domain.
#[derive(Debug, Clone, Copy)]
pub struct NewStep<'a> {
    /// What is done.
    pub transition: Transition,
    /// Where the plan stands after it.
    pub next_status: PlanStatus,
    /// What is said with it.
    pub message: &'a str,
}

/// The hash of a plan's words, by which an approved plan is known again.
pub fn words_hash(plan: &Plan) -> String {
    hash::sha256(plan.words())
}

/// Takes a step with the plan as it stands in `plan`; refused where it has changed since.
pub async fn record_transition(write: &mut Write, plan: &Plan, new: NewStep<'_>) -> Result<()> {
    if write.plan_revision()? != plan.revision {
        return Err(Error::Changed);
    }
    let row = write.live_plan()?.clone();
    let before = rows::plan_status(&row.status)?;
    let mut row: plan::ActiveModel = row.into_active_model();
    row.status = Set(new.next_status.key().to_owned());
    row.update(write.tx()).await?;
    let stamp = write.stamp();
    let step = step::Model {
        id: StepId::new().0,
        plan_id: plan.id.0,
        act: new.transition.key().to_owned(),
        message: new.message.to_owned(),
        words_hash: words_hash(plan),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        taken_at: stamp.at,
    };
    step.into_active_model().insert(write.tx()).await?;
    let change = FieldChange::between(ChangedField::Status, before.label(), new.next_status.label());
    write.record(write.plan_target()?, change).await
}
