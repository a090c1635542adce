//! The steps of a plan's life (*forløb*): each moves its status and stands in its story.

use domain::{
    approval::Act,
    change::Stamp,
    id::StepId,
    plan::{Plan, PlanStatus},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel, Set};
use sha2::{Digest, Sha256};

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange},
    entity::{plan, step},
    plans, rows,
    store::Counter,
    versions::hex,
};

/// A step to take, decided by the domain.
#[derive(Debug, Clone, Copy)]
pub struct NewStep<'a> {
    /// What is done.
    pub act: Act,
    /// Where the plan stands after it.
    pub leads_to: PlanStatus,
    /// What is said with it.
    pub message: &'a str,
}

/// The hash of a plan's words, by which an approved plan is known again.
pub fn words_hash(plan: &Plan) -> String {
    hex(&Sha256::digest(plan.words()))
}

/// Takes a step with the plan as it stands in `plan`; a plan that has changed since is a conflict.
pub async fn take(store: &Store, plan: &Plan, new: NewStep<'_>, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    move_on(&tx, plan, new, stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the step in a transaction: the plan's status, its story and its history.
pub(crate) async fn move_on(tx: &DatabaseTransaction, plan: &Plan, new: NewStep<'_>, stamp: &Stamp) -> Result<()> {
    let row = plans::live_row(tx, plan.id).await?;
    if row.revision != plan.revision {
        return Err(Error::Conflict);
    }
    let before = rows::plan_status(&row.status)?;
    let revision = row.revision + 1;
    let mut row: plan::ActiveModel = row.into_active_model();
    row.status = Set(new.leads_to.key().to_owned());
    row.revision = Set(revision);
    row.updated_at = Set(stamp.at);
    row.update(tx).await?;
    let step = step::Model {
        id: StepId::new().0,
        plan_id: plan.id.0,
        act: new.act.key().to_owned(),
        message: new.message.to_owned(),
        words_hash: words_hash(plan),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        taken_at: stamp.at,
    };
    step.into_active_model().insert(tx).await?;
    let change = FieldChange::between("status", before.label(), new.leads_to.label());
    changes::write(tx, plans::target(plan.id, revision), change.into_iter().collect(), stamp).await
}
