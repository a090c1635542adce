//! Parts of a plan: written in, added, moved, copied, removed, brought back. Each act is one transaction: words, days,
//! lines that were split off and where the part goes are saved together or not at all.

use domain::{
    answer::Answer,
    approval,
    conflict::Conflict,
    draft::{LineDraft, PlanSize, TooLarge},
    edit::{Direction, NewParts, PartEdit, PartText, Place, RemovedPart},
    finding::Finding,
    id::{FindingId, InspectionId, PartId, PlanId},
    part::PartKind,
    plan::Plan,
    role::Ability,
};
use orm::{
    Subject, Write,
    parts::{self, OpenPart, Removed},
};

use crate::{
    Desk, Error, Result,
    join::join,
    page::{Page, REMOVED_ROWS},
};

/// Said of findings that a plan cannot answer.
pub const NOT_TO_BE_ANSWERED: &str = "Fundet er allerede i planen, eller det hører til et andet tilsyn.";

/// What a saved field leads to.
pub type Saved = Answer<i64, PartText>;

/// What is done with a whole part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// It moves one place among its siblings; at the edge it stays.
    Shift(Direction),
    /// It moves to the end of another parent.
    MoveTo(PartId),
    /// A copy is put right after it, as work not yet begun.
    Copy,
    /// It and all below it is taken out of the plan.
    Remove,
}

/// Saves what shall stand in a field, and adds the lines that were split off right after the part. Answers the plan's
/// new revision.
pub async fn save(desk: &Desk, plan: &Plan, edit: PartEdit, rest: Vec<String>) -> Result<Saved> {
    let mut write = match begin(desk, plan, edit.part_id).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    let part_id = edit.part_id;
    let Kept { kind, mut is_changed, longer } = match save_in(desk, &mut write, plan, edit).await? {
        Ok(saved) => saved,
        Err(conflict) => return Ok(Answer::Conflict(*conflict)),
    };
    let new = split_off(kind, rest);
    let size = new.as_ref().map_or_else(PlanSize::default, NewParts::size);
    // What is made shorter is saved, however large the plan is.
    if (longer > 0 || new.is_some())
        && let Err(why) = room_for(&write, plan, size + PlanSize { parts: 0, chars: longer }).await?
    {
        return Ok(Answer::refused("", why.to_string()));
    }
    if let Some(new) = new {
        let issue = plan.issue_of(part_id).ok_or(Error::NotFound)?;
        parts::add(&mut write, Place { parent_id: Some(issue.id), after: Some(part_id) }, new).await?;
        is_changed = true;
    }
    // What already stands there is no change: nothing is written, and nobody's page is out of date.
    Ok(Answer::Done(if is_changed { write.commit().await? } else { write.plan_revision()? }))
}

/// Moves, copies or removes a part, after what stands in its open field is saved. Answers the part that one looks at
/// then, and the plan's new revision.
pub async fn arrange(
    desk: &Desk,
    plan: &Plan,
    id: PartId,
    open: Option<PartEdit>,
    arrangement: Arrangement,
) -> Result<Answer<(PartId, i64), PartText>> {
    // To arrange parts is the plan's own matter; only what is written in a finding is the inspection's too.
    let begun = match &open {
        Some(edit) => begin(desk, plan, edit.part_id).await?,
        None => begin_plan(desk, plan).await?,
    };
    let mut write = match begun {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    if let Some(edit) = open {
        let longer = match save_in(desk, &mut write, plan, edit).await? {
            Ok(kept) => kept.longer,
            Err(conflict) => return Ok(Answer::Conflict(*conflict)),
        };
        if let Err(why) = room_for(&write, plan, PlanSize { parts: 0, chars: longer }).await?
            && longer > 0
        {
            return Ok(Answer::refused("", why.to_string()));
        }
    }
    let shown = match arrangement {
        Arrangement::Shift(direction) => {
            parts::shift(&mut write, id, direction).await?;
            id
        }
        Arrangement::MoveTo(parent) => {
            parts::move_to(&mut write, id, parent).await?;
            id
        }
        Arrangement::Remove => {
            parts::set_removed(&mut write, id, true).await?;
            id
        }
        Arrangement::Copy => {
            let (parent_id, new) = orm::plans::get_in(&write).await?.copy_of(id).ok_or(Error::NotFound)?;
            if let Err(why) = room_for(&write, plan, new.size()).await? {
                return Ok(Answer::refused("", why.to_string()));
            }
            parts::add(&mut write, Place { parent_id, after: Some(id) }, new)
                .await?
                .first()
                .copied()
                .ok_or(Error::NotFound)?
        }
    };
    Ok(Answer::Done((shown, write.commit().await?)))
}

/// Brings a removed part and all below it back to its place. Answers the plan's new revision.
pub async fn restore(desk: &Desk, plan_id: PlanId, id: PartId) -> Result<Answer<i64>> {
    let plan = desk.plan(plan_id, Ability::Write).await?;
    let mut write = match begin_plan(desk, &plan).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    Ok(match parts::set_removed(&mut write, id, false).await? {
        Removed::Done => Answer::Done(write.commit().await?),
        Removed::ParentIsRemoved => {
            Answer::refused("", "Den del af planen, den hørte til, er også slettet. Gendan den først.")
        }
        Removed::FindingIsThere => {
            Answer::refused("", "Fundet står i planen i forvejen. Slet det der, før du gendanner dette.")
        }
    })
}

/// Adds parts; answers their identities in order, and the plan's new revision.
pub async fn add(desk: &Desk, plan: &Plan, place: Place, new: NewParts) -> Result<Answer<(Vec<PartId>, i64)>> {
    if let NewParts::Statements(kind, _) = &new
        && !desk.template(&plan.template_id)?.has(*kind)
    {
        // No page shows a column that this kind of plan does not have.
        return Err(Error::NotFound);
    }
    let subject = match (&new, plan.inspection_id) {
        // While the inspection is held nobody corrects a finding that the plan is about to show.
        (NewParts::Findings(_), Some(inspection)) => Subject::PlanAndInspection(plan.id, inspection),
        _ => Subject::Plan(plan.id),
    };
    let mut write = match open_plan(desk, plan, subject).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    if let Err(why) = room_for(&write, plan, new.size()).await? {
        return Ok(Answer::refused("", why.to_string()));
    }
    if let NewParts::Findings(ids) = &new
        && !may_be_answered(&write, plan.inspection_id, ids).await?
    {
        return Ok(Answer::refused("", NOT_TO_BE_ANSWERED));
    }
    let made = parts::add(&mut write, place, new).await?;
    Ok(Answer::Done((made, write.commit().await?)))
}

/// Saves several fields and adds lines to issues, all of it or nothing. Conflicts are answered in the order of the
/// edits.
pub async fn save_all(
    desk: &Desk,
    plan: &Plan,
    edits: Vec<PartEdit>,
    additions: Vec<(PartId, Vec<LineDraft>)>,
) -> Result<std::result::Result<Answer<i64>, Vec<(usize, Conflict<PartText>)>>> {
    let inspections = edits.iter().filter_map(|edit| inspection_of(plan, edit.part_id));
    let subject = match inspections.min() {
        Some(inspection) => {
            crate::inspections::require(desk, inspection, Ability::Write).await?;
            Subject::PlanAndInspection(plan.id, inspection)
        }
        None => Subject::Plan(plan.id),
    };
    let mut write = match open_plan(desk, plan, subject).await? {
        Ok(write) => write,
        Err(why) => return Ok(Ok(Answer::refused("", why))),
    };
    // All is looked at before anything is saved: the versions that conflicts tell of are then those of others too.
    let mut conflicts = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        if let Err(conflict) = open_in(&write, edit.clone()).await? {
            conflicts.push((at, *conflict));
        }
    }
    if !conflicts.is_empty() {
        return Ok(Err(conflicts));
    }
    let mut more = PlanSize::default();
    for edit in edits {
        // Two edits of one field are no form of ours.
        let kept = save_in(desk, &mut write, plan, edit).await?.map_err(|_| Error::Changed)?;
        more = more + PlanSize { parts: 0, chars: kept.longer };
    }
    for (issue_id, lines) in additions {
        let (place, new) = (Place { parent_id: Some(issue_id), after: None }, NewParts::Lines(lines));
        more = more + new.size();
        parts::add(&mut write, place, new).await?;
    }
    if more != PlanSize::default()
        && let Err(why) = room_for(&write, plan, more).await?
    {
        return Ok(Ok(Answer::refused("", why.to_string())));
    }
    Ok(Ok(Answer::Done(write.commit().await?)))
}

/// True where the inspection has these findings and no block of the plan answers one of them.
async fn may_be_answered(write: &Write, of: Option<InspectionId>, ids: &[FindingId]) -> Result<bool> {
    let Some(of) = of else { return Ok(false) };
    Ok(orm::findings::are_registered(write, of, ids).await? && !parts::holds_any(write, ids).await?)
}

/// The parts that were last removed by themselves, the last first.
pub async fn list_removed(desk: &Desk, plan: &Plan) -> Result<Page<RemovedPart>> {
    let (rows, count) = parts::list_removed(desk.store(), plan.id, REMOVED_ROWS).await?;
    Ok(Page { rows, count })
}

/// The findings of the plan's inspection that it does not answer yet.
pub async fn unanswered(desk: &Desk, plan: &Plan) -> Result<Vec<Finding>> {
    let Some(id) = plan.inspection_id else { return Ok(Vec::new()) };
    let mut findings = orm::findings::list(desk.store(), &[id]).await?;
    findings.retain(|finding| !plan.blocks.iter().any(|block| block.finding.id == finding.id));
    Ok(findings)
}

/// Begins to write in a plan and one of its parts. A registered finding is the inspection's: who may not write there
/// may not write it here.
async fn begin(desk: &Desk, plan: &Plan, id: PartId) -> Result<std::result::Result<Write, String>> {
    let subject = match inspection_of(plan, id) {
        Some(inspection) => {
            crate::inspections::require(desk, inspection, Ability::Write).await?;
            Subject::PlanAndInspection(plan.id, inspection)
        }
        None => Subject::Plan(plan.id),
    };
    open_plan(desk, plan, subject).await
}

/// Begins to write in a plan, or says why nobody may write in it now.
pub(crate) async fn begin_plan(desk: &Desk, plan: &Plan) -> Result<std::result::Result<Write, String>> {
    open_plan(desk, plan, Subject::Plan(plan.id)).await
}

async fn open_plan(desk: &Desk, plan: &Plan, subject: Subject) -> Result<std::result::Result<Write, String>> {
    desk.require(Ability::Write, plan.unit_id)?;
    let write = desk.begin(subject).await?;
    Ok(match approval::may_be_written(write.plan_status()?) {
        Ok(()) => Ok(write),
        Err(refusal) => Err(refusal.to_string()),
    })
}

fn inspection_of(plan: &Plan, id: PartId) -> Option<InspectionId> {
    plan.block(id).and_then(|block| block.finding.inspection_id)
}

/// A part in the write, what stands in one of its fields, and what shall stand there.
struct Joined {
    part: OpenPart,
    theirs: PartText,
    wanted: PartText,
}

/// Opens a part and joins what shall stand in it with what others have saved.
async fn open_in(write: &Write, edit: PartEdit) -> Result<std::result::Result<Joined, Box<Conflict<PartText>>>> {
    let part = parts::open(write, edit.part_id).await?;
    let theirs = part.value(edit.value.field)?;
    let mut ours = edit.value;
    // Days that the form did not ask for are left as they are.
    ours.days = ours.days.or(theirs.days);
    let joined = join(write, part.subject(), (&theirs, part.version()), (ours, edit.version)).await?;
    Ok(joined.map(|wanted| Joined { part, theirs, wanted }))
}

/// A field that was saved.
struct Kept {
    /// The kind of its part.
    kind: PartKind,
    /// Whether there was anything to save.
    is_changed: bool,
    /// By how many characters the text is longer than it was.
    longer: usize,
}

/// Saves a field.
async fn save_in(
    desk: &Desk,
    write: &mut Write,
    plan: &Plan,
    edit: PartEdit,
) -> Result<std::result::Result<Kept, Box<Conflict<PartText>>>> {
    let Joined { part, theirs, wanted } = match open_in(write, edit).await? {
        Ok(joined) => joined,
        Err(conflict) => return Ok(Err(conflict)),
    };
    let longer = wanted.text.chars().count().saturating_sub(theirs.text.chars().count());
    let kept = Kept { kind: part.kind(), is_changed: wanted != theirs, longer };
    if kept.is_changed {
        parts::save(write, part, &wanted, desk.model(&plan.model_id)?).await?;
    }
    Ok(Ok(kept))
}

/// Refuses what would make a plan larger than a plan may be.
async fn room_for(write: &Write, plan: &Plan, more: PlanSize) -> Result<std::result::Result<(), TooLarge>> {
    // Others may have added to it since it was read.
    let now = if write.plan_revision()? == plan.revision {
        PlanSize::from(plan)
    } else {
        PlanSize::from(&orm::plans::get_in(write).await?)
    };
    Ok((now + more).check())
}

/// The lines that were split off a text, as parts of the same kind.
fn split_off(kind: PartKind, rest: Vec<String>) -> Option<NewParts> {
    let activity = |what| LineDraft::Activity(domain::draft::ActivityDraft { what, ..Default::default() });
    match kind {
        _ if rest.is_empty() => None,
        PartKind::Activity => Some(NewParts::Lines(rest.into_iter().map(activity).collect())),
        PartKind::Statement(_) => Some(NewParts::Statements(kind, rest)),
        PartKind::Block | PartKind::Issue | PartKind::LoosePeriod | PartKind::LooseOwner => None,
    }
}
