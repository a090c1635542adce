//! The walk through every text of a plan, each with the place it stands in: whoever must miss no text goes this way.

use super::{Block, Issue, Kept, Line, Place, Stage};
use crate::{
    part::PartKind,
    template::{Holds, PlanTemplate},
    text,
};

/// A text of a plan and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a, S: Stage = Kept> {
    /// Where it stands.
    pub place: Place,
    /// The number of its finding, from 1; 0 for the plan's own texts.
    pub block: usize,
    /// The number of its issue under that finding, from 1; 0 where it stands in none.
    pub issue: usize,
    /// The number of its statement in that column of the issue, or of its line there, from 1; 0 for other texts.
    pub nth: usize,
    /// The part that holds it; none for the plan's own texts.
    pub id: Option<S::Id>,
    /// The text.
    pub words: &'a str,
}

impl<S: Stage> Text<'_, S> {
    /// "Fund 2, emne 1, mål 3".
    pub fn whereabouts(&self, template: &PlanTemplate) -> String {
        At { block: self.block, issue: self.issue, nth: self.nth }.whereabouts(self.place, template)
    }
}

/// The numbers of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct At {
    pub(crate) block: usize,
    pub(crate) issue: usize,
    pub(crate) nth: usize,
}

impl At {
    fn text<S: Stage>(self, place: Place, id: Option<S::Id>, words: &str) -> Text<'_, S> {
        Text { place, block: self.block, issue: self.issue, nth: self.nth, id, words }
    }

    /// The place in words.
    pub(crate) fn whereabouts(self, place: Place, template: &PlanTemplate) -> String {
        let Self { block, issue, nth } = self;
        let line = |column: &str| format!("Fund {block}, emne {issue}, linje {nth} ({column})");
        match place {
            Place::Title => "Titlen".to_owned(),
            Place::Introduction => "Teksten før tabellen".to_owned(),
            Place::Closing => "Teksten efter tabellen".to_owned(),
            Place::References => format!("Fund {block}, henvisningen"),
            Place::Finding => format!("Fund {block}, teksten"),
            Place::Issue => format!("Fund {block}, emne {issue}"),
            Place::Statement(column) => {
                let one = text::in_sentence(template.label(PartKind::Statement(column)));
                format!("Fund {block}, emne {issue}, {one} {nth}")
            }
            Place::What => line(template.column_name(Holds::Activity)),
            Place::Period | Place::LoosePeriod => line(template.column_name(Holds::Period)),
            Place::Owner | Place::LooseOwner => line(template.column_name(Holds::Owner)),
            Place::FollowUp | Place::FollowUpAuthor => line("opfølgning"),
        }
    }
}

/// The plan's own texts, and all that stand in its blocks between those before and the one after the table.
pub(crate) fn of_plan<'a, S: Stage>(
    [title, introduction, closing]: [&'a str; 3],
    blocks: &'a [Block<S>],
) -> impl Iterator<Item = Text<'a, S>> {
    let own = |place, words| At::default().text::<S>(place, None, words);
    let before = [own(Place::Title, title), own(Place::Introduction, introduction)];
    let after = own(Place::Closing, closing);
    before.into_iter().chain(blocks.iter().zip(1..).flat_map(|(block, at)| of_block(block, at))).chain([after])
}

/// The texts of the block that stands at this number.
pub(crate) fn of_block<S: Stage>(block: &Block<S>, number: usize) -> impl Iterator<Item = Text<'_, S>> {
    let at = At { block: number, ..At::default() };
    let [references, text] = S::finding_words(&block.finding);
    let own = [(Place::References, references), (Place::Finding, text)];
    let own = own.into_iter().map(move |(place, words)| at.text::<S>(place, Some(block.id), words));
    own.chain(block.issues.iter().zip(1..).flat_map(move |(issue, number)| of_issue(issue, At { issue: number, ..at })))
}

/// The texts of an issue: its own, its statements by column, and its lines.
pub(crate) fn of_issue<S: Stage>(issue: &Issue<S>, at: At) -> impl Iterator<Item = Text<'_, S>> {
    let own = at.text::<S>(Place::Issue, Some(issue.id), &issue.text);
    let statements = issue.statements.lists().flat_map(move |(column, list)| {
        let numbered = list.iter().zip(1..);
        numbered.map(move |(statement, nth)| {
            At { nth, ..at }.text::<S>(Place::Statement(column), Some(statement.id), &statement.text)
        })
    });
    let lines = issue.lines.iter().zip(1..).flat_map(move |(line, nth)| of_line(line, At { nth, ..at }));
    std::iter::once(own).chain(statements).chain(lines)
}

/// The texts of a line and of the follow-up on it.
pub(crate) fn of_line<S: Stage>(line: &Line<S>, at: At) -> impl Iterator<Item = Text<'_, S>> {
    let own = match line {
        Line::Activity(activity) => [
            Some((Place::What, activity.what.as_str())),
            Some((Place::Period, S::period_words(&activity.period))),
            Some((Place::Owner, activity.owner_text.as_str())),
        ],
        Line::Period(loose) => [Some((Place::LoosePeriod, S::period_words(&loose.period))), None, None],
        Line::Owner(loose) => [Some((Place::LooseOwner, loose.text.as_str())), None, None],
    };
    let follow_ups = line.activity().into_iter().flat_map(|activity| &activity.follow_ups);
    let follow_ups = follow_ups.flat_map(|follow_up| {
        let [words, author] = S::follow_up_words(follow_up);
        [(Place::FollowUp, words), (Place::FollowUpAuthor, author)]
    });
    let id = Some(line.id());
    own.into_iter().flatten().chain(follow_ups).map(move |(place, words)| at.text::<S>(place, id, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        template,
    };

    #[test]
    fn every_text_comes_with_its_place() {
        let issue = sample::issue("Fravær").goal("Ned").goal("Væk").activity("Møde", "maj", "Leder").owner("TRIO");
        let plan = sample::plan(vec![sample::block("Henstilling", vec![]), sample::block("Påbud", vec![issue])]);
        let texts: Vec<Text<'_>> = plan.texts().collect();
        let words: Vec<&str> = texts.iter().map(|text| text.words).collect();
        assert_eq!(
            words,
            [
                "Handleplan",
                "",
                "",
                "Henstilling",
                "",
                "Påbud",
                "Fravær",
                "Ned",
                "Væk",
                "Møde",
                "maj",
                "Leder",
                "TRIO",
                ""
            ]
        );
        let goal = &texts[8];
        assert_eq!((goal.block, goal.issue, goal.nth), (2, 1, 2));
        assert_eq!(goal.id, Some(plan.blocks[1].issues[0].statements.of("goal")[1].id));
        let template = template::sample::template();
        assert_eq!(goal.whereabouts(&template), "Fund 2, emne 1, mål 2");
        assert_eq!(texts[10].whereabouts(&template), "Fund 2, emne 1, linje 1 (Hvornår)");
        assert_eq!(texts[12].whereabouts(&template), "Fund 2, emne 1, linje 2 (Hvem)");
        assert_eq!(texts[13].whereabouts(&template), "Teksten efter tabellen");
    }
}
