//! The history of a plan and of its parts.

use domain::{
    change::Change,
    id::{PartId, PlanId},
    plan::Plan,
    role::Ability,
};
use orm::{changes, parts};
use uuid::Uuid;

use crate::{
    Desk, Error, Result,
    page::{Page, window},
};

/// Changes that are shown at once.
pub const ROWS: u64 = 100;

/// The history of a plan and all its parts, the newest first, on a page from 1 on.
pub async fn of_plan(desk: &Desk, id: PlanId, page: u64) -> Result<Page<Change>> {
    desk.plan(id, Ability::Read).await?;
    let (rows, count) = changes::page_of_plan(desk.store(), id, window(page, ROWS)).await?;
    Ok(Page { rows, count })
}

/// The history of a part, removed or not; of a block also that of the finding it answers. The newest first, on a page
/// from 1 on.
pub async fn of_part(desk: &Desk, plan: &Plan, id: PartId, page: u64) -> Result<Page<Change>> {
    if plan.kind_of(id).is_none() && !parts::is_of_plan(desk.store(), plan.id, id).await? {
        return Err(Error::NotFound);
    }
    let finding = plan.block(id).map(|block| block.finding.id.0);
    let things: Vec<Uuid> = finding.into_iter().chain([id.0]).collect();
    let (rows, count) = changes::page_of(desk.store(), &things, window(page, ROWS)).await?;
    Ok(Page { rows, count })
}
