//! A copy of a part: the same words, as work not yet begun.

use super::{Issue, Plan, Statement};
use crate::{
    activity::ActivityStatus,
    draft::{BlockDraft, IssueDraft, LineDraft},
    edit::NewParts,
    id::PartId,
    part::PartKind,
};

impl Plan {
    /// A copy of the part and all below it, and the part that it lies under.
    pub fn copy_of(&self, id: PartId) -> Option<(Option<PartId>, NewParts)> {
        if let Some(block) = self.block(id) {
            let finding = &block.finding;
            let copied = BlockDraft {
                finding_id: None,
                reference_text: finding.reference_text.clone(),
                text: finding.text.clone(),
                kind: finding.kind,
                due_on: finding.due_on,
                issues: block.issues.iter().map(|issue| unbegun(issue.into())).collect(),
            };
            return Some((None, NewParts::Block(copied, finding.references.clone())));
        }
        self.issues().find_map(|(block, issue)| {
            if issue.id == id {
                return Some((Some(block.id), NewParts::Issue(unbegun(issue.into()))));
            }
            Some((Some(issue.id), copy_in(issue, id)?))
        })
    }
}

fn copy_in(issue: &Issue, id: PartId) -> Option<NewParts> {
    let text = |list: &[Statement]| list.iter().find(|found| found.id == id).map(|found| found.text.clone());
    match issue.kind_of(id)? {
        kind @ PartKind::Goal => Some(NewParts::Statements(kind, vec![text(&issue.goals)?])),
        kind @ PartKind::Monitoring => Some(NewParts::Statements(kind, vec![text(&issue.monitoring)?])),
        kind @ PartKind::Effect => Some(NewParts::Statements(kind, vec![text(&issue.effects)?])),
        _ => {
            let line = issue.lines.iter().find(|line| line.id() == id)?;
            Some(NewParts::Lines(vec![unbegun_line(line.into())]))
        }
    }
}

fn unbegun(issue: IssueDraft) -> IssueDraft {
    IssueDraft { lines: issue.lines.into_iter().map(unbegun_line).collect(), ..issue }
}

fn unbegun_line(line: LineDraft) -> LineDraft {
    match line {
        LineDraft::Activity(mut activity) => {
            activity.follow_ups.clear();
            activity.status = ActivityStatus::default();
            LineDraft::Activity(activity)
        }
        other => other,
    }
}
