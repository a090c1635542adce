//! Plans: list, make, change what is told of them, remove and bring back.

use std::collections::HashSet;

use domain::{
    answer::Answer,
    approval,
    draft::{BlockDraft, FindingDraft, PlanDraft},
    id::{FindingId, InspectionId, PlanId, UnitId},
    plan::{NewPlan, Plan, PlanDetails, PlanHead, PlanStatus},
    progress::Tally,
    role::Ability,
};
use orm::{
    Subject,
    plans::{self, Which},
};

use crate::{
    Desk, Error, Result, edit, install,
    join::join,
    page::{Page, ROWS, window},
};

/// A plan in a list, and how far it has come.
pub type PlanLine = (PlanHead, Tally);

/// The plans that one may read, the last changed first, on a page from 1 on, each with how far it has come.
pub async fn list(desk: &Desk, page: u64) -> Result<Page<PlanLine>> {
    let reach = desk.reach(Ability::Read);
    let (heads, count) = plans::page(desk.store(), &reach, Which::Living, window(page, ROWS)).await?;
    let ids: Vec<PlanId> = heads.iter().map(|head| head.id).collect();
    let mut tallies = orm::activities::progress_of_plans(desk.store(), &ids, desk.today).await?;
    let line = |head: PlanHead| {
        let tally = tallies.remove(&head.id).unwrap_or_default();
        (head, tally)
    };
    Ok(Page { rows: heads.into_iter().map(line).collect(), count })
}

/// The first plans that stand here, of the units in which one may do this.
pub async fn list_of_status(desk: &Desk, ability: Ability, status: PlanStatus) -> Result<Page<PlanHead>> {
    let (rows, count) = plans::page(desk.store(), &desk.reach(ability), Which::Of(status), window(1, ROWS)).await?;
    Ok(Page { rows, count })
}

/// The plans of these units, the last changed first.
pub async fn list_of_units(desk: &Desk, unit_ids: &[UnitId]) -> Result<Vec<PlanHead>> {
    Ok(plans::list(desk.store(), unit_ids).await?)
}

/// The units that one may read and that have plans in or below them.
pub async fn units_with_plans(desk: &Desk) -> Result<Vec<UnitId>> {
    let reach = desk.reach(Ability::Read);
    let own = plans::units_with_plans(desk.store(), &reach).await?;
    let units = &desk.organisation.units;
    let with_plans: HashSet<UnitId> = own.iter().flat_map(|&id| units.line_up(id).map(|unit| unit.id)).collect();
    Ok(reach.unit_ids.into_iter().filter(|id| with_plans.contains(id)).collect())
}

/// The last removed plans of the units in which one may write.
pub async fn list_removed(desk: &Desk) -> Result<Page<PlanHead>> {
    let (rows, count) = plans::page(desk.store(), &desk.reach(Ability::Write), Which::Removed, window(1, ROWS)).await?;
    Ok(Page { rows, count })
}

/// The plans that answer an inspection, of the units that one may read.
pub async fn list_of_inspection(desk: &Desk, id: InspectionId) -> Result<Vec<PlanHead>> {
    let mut found = plans::list_of_inspection(desk.store(), id).await?;
    found.retain(|plan| desk.may(Ability::Read, plan.unit_id));
    Ok(found)
}

/// A plan to be made by hand: what is told of it, and the findings that it answers.
#[derive(Debug, Clone)]
pub struct FreshPlan {
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The inspection it answers, and the model of its report.
    pub inspection: Option<(InspectionId, String)>,
    /// The kind of plan.
    pub template_id: String,
    /// What is told of it.
    pub details: PlanDetails,
    /// The findings it answers, in their order.
    pub findings: Vec<FindingId>,
}

/// Makes a plan.
pub async fn create(desk: &Desk, fresh: FreshPlan) -> Result<PlanId> {
    let finding = |id| FindingDraft { finding_id: Some(id), ..FindingDraft::default() };
    let block = |id| BlockDraft { finding: finding(id), ..BlockDraft::default() };
    let draft = PlanDraft {
        title: fresh.details.title,
        introduction: fresh.details.introduction,
        blocks: fresh.findings.into_iter().map(block).collect(),
        ..PlanDraft::default()
    };
    let model_id = fresh.inspection.as_ref().map_or(install::seeds::CURRENT_MODEL, |(_, model)| model.as_str());
    let new = NewPlan {
        unit_id: fresh.unit_id,
        inspection_id: fresh.inspection.as_ref().map(|(id, _)| *id),
        model: desk.model(model_id)?,
        template_id: &desk.template(&fresh.template_id)?.id,
        year: fresh.details.year,
        due_on: fresh.details.due_on,
    };
    create_from_draft(desk, &new, &draft).await
}

/// Makes a plan of a tidied draft.
pub async fn create_from_draft(desk: &Desk, new: &NewPlan<'_>, draft: &PlanDraft) -> Result<PlanId> {
    desk.require(Ability::Write, new.unit_id)?;
    // While the inspection is held nobody corrects a finding that the new plan shows.
    let mut write = desk.begin(new.inspection_id.map_or(Subject::New, Subject::InspectionAlone)).await?;
    let answered: Vec<FindingId> = draft.blocks.iter().filter_map(|block| block.finding.finding_id).collect();
    if let Some(of) = new.inspection_id
        && !orm::findings::are_registered(&write, of, &answered).await?
    {
        return Err(Error::Refused(edit::NOT_TO_BE_ANSWERED.into()));
    }
    let id = plans::insert(&mut write, new, draft).await?;
    write.commit().await?;
    Ok(id)
}

/// Changes what is told of a plan, as it was opened at a revision.
pub async fn update(
    desk: &Desk,
    plan: &Plan,
    opened_at: i64,
    details: PlanDetails,
) -> Result<Answer<i64, PlanDetails>> {
    let mut write = match crate::edit::begin_plan(desk, plan).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("title", why)),
    };
    let theirs = plans::details(&write)?;
    let now = (&theirs, write.plan_revision()?);
    match join(&write, plan.id.0, now, (details, opened_at)).await? {
        Err(conflict) => Ok(Answer::Conflict(*conflict)),
        Ok(details) if details == theirs => Ok(Answer::Done(write.plan_revision()?)),
        Ok(details) => {
            plans::update(&mut write, details).await?;
            Ok(Answer::Done(write.commit().await?))
        }
    }
}

/// Takes a plan away; it can be brought back.
pub async fn remove(desk: &Desk, id: PlanId) -> Result<Answer<()>> {
    let plan = desk.plan(id, Ability::Approve).await?;
    let record = orm::plan_records::get(desk.store(), &plan).await?;
    if let Err(refusal) = approval::may_be_removed(!record.versions.is_empty()) {
        return Ok(Answer::refused("", refusal.to_string()));
    }
    let mut write = desk.begin(Subject::Plan(id)).await?;
    if write.plan_revision()? != plan.revision {
        // It may have been sent since it was looked at.
        return Err(Error::Changed);
    }
    plans::set_removed(&mut write, true).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}

/// Brings a removed plan back.
pub async fn restore(desk: &Desk, id: PlanId) -> Result<Answer<()>> {
    desk.require(Ability::Approve, plans::unit_of(desk.store(), id).await?)?;
    let mut write = desk.begin(Subject::Plan(id)).await?;
    plans::set_removed(&mut write, false).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}
