//! Inspections (*tilsyn*): registered, corrected, scored.

use std::sync::Arc;

use domain::{
    answer::Answer,
    finding::Finding,
    id::{InspectionId, UnitId},
    inspection::{Inspection, InspectionDetails, InspectionHead, Scores},
    role::Ability,
};
use orm::{Subject, inspections};

use crate::{
    Desk, Error, Result,
    join::join,
    page::{Page, REMOVED_ROWS, ROWS, window},
};

/// An inspection in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionLine {
    /// What is told of it.
    pub head: InspectionHead,
    /// How many findings it has.
    pub finding_count: usize,
    /// How many plans answer it.
    pub plan_count: usize,
}

/// The inspections of the units that one may read, the newest visit first, on a page from 1 on.
pub async fn list(desk: &Desk, page: u64) -> Result<Page<InspectionLine>> {
    let reach = desk.reach(Ability::Read);
    let (heads, count) = inspections::page(desk.store(), &reach, window(page, ROWS)).await?;
    let ids: Vec<InspectionId> = heads.iter().map(|head| head.id).collect();
    let findings = orm::findings::count_by_inspection(desk.store(), &ids).await?;
    let plans = orm::plans::count_by_inspection(desk.store(), &ids).await?;
    let line = |head: InspectionHead| InspectionLine {
        finding_count: findings.get(&head.id).copied().unwrap_or_default(),
        plan_count: plans.get(&head.id).copied().unwrap_or_default(),
        head,
    };
    Ok(Page { rows: heads.into_iter().map(line).collect(), count })
}

/// The findings of these inspections, in the order they were registered.
pub async fn findings(desk: &Desk, ids: &[InspectionId]) -> Result<Vec<Finding>> {
    Ok(orm::findings::list(desk.store(), ids).await?)
}

/// The findings of an inspection that were last removed, the last first.
pub async fn removed_findings(desk: &Desk, id: InspectionId) -> Result<Page<Finding>> {
    let (rows, count) = orm::findings::list_removed(desk.store(), id, REMOVED_ROWS).await?;
    Ok(Page { rows, count })
}

/// The inspection that a plan answers, for all who may read the plan.
pub async fn of_plan(desk: &Desk, id: InspectionId) -> Result<Arc<Inspection>> {
    Ok(inspections::get_cached(&desk.view, id).await?)
}

/// The inspection, if one may do this in one of the units visited.
pub async fn require(desk: &Desk, id: InspectionId, ability: Ability) -> Result<Inspection> {
    let inspection = inspections::get(desk.store(), id).await?;
    let units = &inspection.details.unit_ids;
    if !units.iter().any(|&unit| desk.may(Ability::Read, unit)) {
        return Err(Error::NotFound);
    }
    if units.iter().any(|&unit| desk.may(ability, unit)) { Ok(inspection) } else { Err(Error::Forbidden) }
}

/// Registers an inspection.
pub async fn create(desk: &Desk, details: &InspectionDetails) -> Result<InspectionId> {
    desk.require_somewhere(Ability::Write)?;
    require_units(desk, &[], &details.unit_ids)?;
    let mut write = desk.begin(Subject::New).await?;
    let id = inspections::insert(&mut write, details).await?;
    write.commit().await?;
    Ok(id)
}

/// Corrects what is told of an inspection, as it was opened at a version.
pub async fn update(
    desk: &Desk,
    id: InspectionId,
    opened_at: i64,
    details: InspectionDetails,
) -> Result<Answer<(), InspectionDetails>> {
    require(desk, id, Ability::Write).await?;
    let mut write = desk.begin(Subject::Inspection(id)).await?;
    let now = inspections::get_in(&write, id).await?;
    match join(&write, id.0, (&now.details, now.version), (details, opened_at)).await? {
        Err(conflict) => Ok(Answer::Conflict(*conflict)),
        Ok(details) if details == now.details => Ok(Answer::Done(())),
        Ok(details) => {
            require_units(desk, &now.details.unit_ids, &details.unit_ids)?;
            inspections::update(&mut write, &now, &details).await?;
            write.commit().await?;
            Ok(Answer::Done(()))
        }
    }
}

/// Keeps the scores of a report, as they were opened at a version.
pub async fn set_scores(desk: &Desk, id: InspectionId, opened_at: i64, scores: Scores) -> Result<Answer<(), Scores>> {
    require(desk, id, Ability::Write).await?;
    let mut write = desk.begin(Subject::InspectionAlone(id)).await?;
    let now = inspections::get_in(&write, id).await?;
    match join(&write, id.0, (&now.scores, now.version), (scores, opened_at)).await? {
        Err(conflict) => Ok(Answer::Conflict(*conflict)),
        Ok(scores) if scores == now.scores => Ok(Answer::Done(())),
        Ok(scores) => {
            inspections::set_scores(&mut write, &now, &scores).await?;
            write.commit().await?;
            Ok(Answer::Done(()))
        }
    }
}

/// Units come and go with those who may write in them; an inspection of several is each one's to change.
fn require_units(desk: &Desk, before: &[UnitId], after: &[UnitId]) -> Result<()> {
    let gone = before.iter().filter(|unit| !after.contains(unit));
    let come = after.iter().filter(|unit| !before.contains(unit));
    gone.chain(come).try_for_each(|&unit| desk.require(Ability::Write, unit))
}
