//! The walk through every text of a draft, to be changed: the same places in the same order as
//! [`texts`](PlanDraft::texts).

use super::{BlockDraft, IssueDraft, LineDraft, PlanDraft};
use crate::{
    plan::{Place, texts::At},
    template::{Holds, PlanTemplate},
};

/// A text of a draft, to be changed, and where it stands.
#[derive(Debug)]
pub struct TextMut<'a> {
    /// Where it stands.
    pub place: Place,
    /// The text.
    pub words: &'a mut String,
    at: At,
}

impl TextMut<'_> {
    /// "Fund 2, emne 1, mål 3".
    pub fn whereabouts(&self, template: &PlanTemplate) -> String {
        self.at.whereabouts(self.place, template)
    }

    /// What sorts texts as a reader looks for them: the plan's own, and then by finding, issue and column, with the
    /// lines after the statements.
    pub(super) fn order(&self, template: &PlanTemplate) -> (usize, usize, usize) {
        let column = match self.place.column() {
            Some(column @ Holds::Statements(_)) => 1 + template.column_position(column),
            _ if self.at.nth > 0 => usize::MAX,
            _ => 0,
        };
        (self.at.block, self.at.issue, column)
    }
}

impl PlanDraft {
    /// Every text of it with its place, to be changed.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = TextMut<'_>> {
        let own = |place, words| TextMut { place, words, at: At::default() };
        let before = [own(Place::Title, &mut self.title), own(Place::Introduction, &mut self.introduction)];
        let after = own(Place::Closing, &mut self.closing);
        let blocks = self.blocks.iter_mut().zip(1..);
        before.into_iter().chain(blocks.flat_map(|(block, number)| of_block(block, number))).chain([after])
    }
}

fn of_block(block: &mut BlockDraft, number: usize) -> impl Iterator<Item = TextMut<'_>> {
    let at = At { block: number, ..At::default() };
    let own = [(Place::References, &mut block.finding.reference_text), (Place::Finding, &mut block.finding.text)];
    let issues = block.issues.iter_mut().zip(1..);
    own.into_iter()
        .map(move |(place, words)| TextMut { place, words, at })
        .chain(issues.flat_map(move |(issue, number)| of_issue(issue, At { issue: number, ..at })))
}

fn of_issue(issue: &mut IssueDraft, at: At) -> impl Iterator<Item = TextMut<'_>> {
    let own = TextMut { place: Place::Issue, words: &mut issue.text, at };
    let statements = issue.statements.lists_mut().flat_map(move |(column, list)| {
        let place = Place::Statement(column);
        list.iter_mut().zip(1..).map(move |(part, nth)| TextMut { place, words: &mut part.text, at: At { nth, ..at } })
    });
    let lines = issue.lines.iter_mut().zip(1..);
    std::iter::once(own).chain(statements).chain(lines.flat_map(move |(line, nth)| of_line(line, At { nth, ..at })))
}

fn of_line(line: &mut LineDraft, at: At) -> Vec<TextMut<'_>> {
    let text = |(place, words)| TextMut { place, words, at };
    match line {
        LineDraft::Activity(activity) => {
            let own = [
                (Place::What, &mut activity.what),
                (Place::Period, &mut activity.period.text),
                (Place::Owner, &mut activity.owner_text),
            ];
            let follow_ups = activity.follow_ups.iter_mut().flat_map(|follow_up| {
                [(Place::FollowUp, &mut follow_up.text), (Place::FollowUpAuthor, &mut follow_up.author)]
            });
            own.into_iter().chain(follow_ups).map(text).collect()
        }
        LineDraft::Period(loose) => vec![text((Place::LoosePeriod, &mut loose.period.text))],
        LineDraft::Owner(loose) => vec![text((Place::LooseOwner, &mut loose.text))],
    }
}

#[cfg(test)]
mod tests {
    use crate::draft::tests::full;

    #[test]
    fn both_walks_come_by_the_same_texts_in_the_same_order() {
        let mut draft = full("ord");
        let seen: Vec<_> = draft.texts().map(|text| (text.place, text.block, text.issue, text.nth)).collect();
        assert_eq!(seen.len(), 16);
        let to_change = draft.texts_mut().map(|text| (text.place, text.at.block, text.at.issue, text.at.nth));
        assert_eq!(to_change.collect::<Vec<_>>(), seen);
    }
}
