//! The history of a plan and of its parts.

use domain::{
    change::Change,
    id::{PartId, PlanId},
    plan::Plan,
    role::Ability,
};
use orm::changes;
pub use orm::changes::MAX_LISTED;

use crate::{Desk, Error, Result};

/// The history of a plan and all its parts, newest first.
pub async fn of_plan(desk: &Desk, id: PlanId) -> Result<Vec<Change>> {
    desk.plan(id, Ability::Read).await?;
    Ok(changes::list_of_plan(desk.store(), id).await?)
}

/// The history of a part, removed or not; of a block also that of the finding it answers. Newest first.
pub async fn of_part(desk: &Desk, plan: &Plan, id: PartId) -> Result<Vec<Change>> {
    let mut found = changes::list_of(desk.store(), id.0).await?;
    found.retain(|change| change.plan_id == Some(plan.id));
    if let Some(block) = plan.block(id) {
        found.extend(changes::list_of(desk.store(), block.finding.id.0).await?);
        found.sort_by_key(|change| std::cmp::Reverse(change.changed_at));
    }
    if found.is_empty() && plan.kind_of(id).is_none() { Err(Error::NotFound) } else { Ok(found) }
}
