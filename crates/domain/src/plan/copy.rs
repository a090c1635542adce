//! A copy of a part: the same words, as work not yet begun.

use super::{Issue, Plan};
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
            let mut copied = BlockDraft::from(block);
            copied.issues.iter_mut().for_each(unbegin);
            return Some((None, NewParts::Block(copied, block.finding.references.clone())));
        }
        self.issues().find_map(|(block, issue)| {
            if issue.id == id {
                let mut copied = IssueDraft::from(issue);
                unbegin(&mut copied);
                return Some((Some(block.id), NewParts::Issue(copied)));
            }
            Some((Some(issue.id), copy_in(issue, id)?))
        })
    }
}

fn copy_in(issue: &Issue, id: PartId) -> Option<NewParts> {
    if let Some((column, statement)) = issue.statement(id) {
        return Some(NewParts::Statements(PartKind::Statement(column), vec![statement.text.clone()]));
    }
    let mut line = LineDraft::from(issue.line(id)?);
    unbegin_line(&mut line);
    Some(NewParts::Lines(vec![line]))
}

fn unbegin(issue: &mut IssueDraft) {
    issue.lines.iter_mut().for_each(unbegin_line);
}

fn unbegin_line(line: &mut LineDraft) {
    if let Some(activity) = line.activity_mut() {
        activity.follow_ups.clear();
        activity.status = ActivityStatus::default();
    }
}
