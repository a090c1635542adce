//! Every text of a plan with the place it stands in, for the rules that look at texts one by one.

use crate::{
    id::PartId,
    part::Field,
    plan::{Block, Issue, Line, Plan, Statement},
};

/// Where in a plan a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// The plan's title.
    Title,
    /// The text before the table.
    Introduction,
    /// The text after the table.
    Closing,
    /// The words that name themes, criteria and indicators.
    Reference,
    /// The finding, which is the report's own text.
    Finding,
    /// *Emne*.
    Issue,
    /// *Mål*.
    Goal,
    /// *Hvad*.
    Activity,
    /// *Hvornår*.
    Period,
    /// *Dokumentation*.
    Monitoring,
    /// *Hvem*.
    Owner,
    /// *Forventede effekt*.
    Effect,
    /// A line of follow-up on an activity.
    FollowUp,
}

impl Source {
    /// The Danish words for the place, to stand after the text: "under Mål".
    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Title => "i planens titel",
            Self::Introduction => "i indledningen",
            Self::Closing => "i afslutningen",
            Self::Reference => "i henvisningen",
            Self::Finding => "i fundet",
            Self::Issue => "under Emne",
            Self::Goal => "under Mål",
            Self::Activity => "under Hvad",
            Self::Period => "under Hvornår",
            Self::Monitoring => "under Dokumentation",
            Self::Owner => "under Hvem",
            Self::Effect => "under Forventede effekt",
            Self::FollowUp => "i opfølgningen",
        }
    }

    /// True for what stands in the table and is the home's own answer.
    pub(super) const fn is_answer(self) -> bool {
        !matches!(
            self,
            Self::Title | Self::Introduction | Self::Closing | Self::Reference | Self::Finding | Self::FollowUp
        )
    }

    const fn field(self) -> Option<Field> {
        match self {
            Self::Title | Self::Introduction | Self::Closing | Self::FollowUp => None,
            Self::Reference => Some(Field::References),
            Self::Period => Some(Field::Period),
            Self::Owner => Some(Field::Owner),
            Self::Finding | Self::Issue | Self::Goal | Self::Activity | Self::Monitoring | Self::Effect => {
                Some(Field::Text)
            }
        }
    }
}

/// A text and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'a> {
    /// The part it stands in; none for the plan's own texts.
    pub(super) part_id: Option<PartId>,
    /// The field of that part.
    pub(super) field: Option<Field>,
    /// Where it stands.
    pub(super) source: Source,
    /// The number of its finding, from 1; 0 for the plan's own texts.
    pub(super) finding_number: usize,
    /// The text, never empty.
    pub(super) text: &'a str,
    /// The text below it in the same column of the same issue.
    pub(super) next: Option<&'a str>,
}

/// Every text of the plan but its closing, in the order of the plan.
pub(super) fn all(plan: &Plan) -> Vec<Passage<'_>> {
    let mut passages = column(Source::Title, 0, vec![(None, plan.title.as_str())]);
    passages.extend(column(Source::Introduction, 0, vec![(None, plan.introduction.as_str())]));
    for (at, block) in plan.blocks.iter().enumerate() {
        passages.extend(finding(block, at + 1));
        for issue in &block.issues {
            passages.extend(of_issue(issue, at + 1));
        }
    }
    passages
}

/// The plan's closing, where it has one.
pub(super) fn closing(plan: &Plan) -> Vec<Passage<'_>> {
    column(Source::Closing, 0, vec![(None, plan.closing.as_str())])
}

fn finding(block: &Block, number: usize) -> Vec<Passage<'_>> {
    let mut passages = column(Source::Reference, number, vec![(Some(block.id), block.finding.reference_text.as_str())]);
    passages.extend(column(Source::Finding, number, vec![(Some(block.id), block.finding.text.as_str())]));
    passages
}

fn of_issue(issue: &Issue, number: usize) -> Vec<Passage<'_>> {
    let columns = [
        (Source::Issue, vec![(Some(issue.id), issue.text.as_str())]),
        (Source::Goal, statements(&issue.goals)),
        (Source::Activity, lines(issue, what)),
        (Source::Period, lines(issue, period_words)),
        (Source::Monitoring, statements(&issue.monitoring)),
        (Source::Owner, lines(issue, owner_words)),
        (Source::Effect, statements(&issue.effects)),
    ];
    let mut passages: Vec<Passage<'_>> =
        columns.into_iter().flat_map(|(source, texts)| column(source, number, texts)).collect();
    for activity in issue.activities() {
        for note in &activity.follow_ups {
            passages.extend(column(Source::FollowUp, number, vec![(Some(activity.id), note.text.as_str())]));
        }
    }
    passages
}

type Text<'a> = (Option<PartId>, &'a str);

/// The texts of one column, each with the one below it.
fn column<'a>(source: Source, finding_number: usize, texts: Vec<Text<'a>>) -> Vec<Passage<'a>> {
    let texts: Vec<Text<'a>> = texts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let passage = |(at, &(part_id, text)): (usize, &Text<'a>)| Passage {
        part_id,
        field: source.field(),
        source,
        finding_number,
        text,
        next: texts.get(at + 1).map(|(_, next)| *next),
    };
    texts.iter().enumerate().map(passage).collect()
}

fn statements(list: &[Statement]) -> Vec<Text<'_>> {
    list.iter().map(|part| (Some(part.id), part.text.as_str())).collect()
}

fn lines<'a>(issue: &'a Issue, words: impl Fn(&'a Line) -> Option<&'a str>) -> Vec<Text<'a>> {
    issue.lines.iter().filter_map(|line| words(line).map(|words| (Some(line.id()), words))).collect()
}

fn what(line: &Line) -> Option<&str> {
    match line {
        Line::Activity(activity) => Some(&activity.what),
        Line::Period(_) | Line::Owner(_) => None,
    }
}

fn period_words(line: &Line) -> Option<&str> {
    match line {
        Line::Activity(activity) => Some(&activity.period.text),
        Line::Period(loose) => Some(&loose.period.text),
        Line::Owner(_) => None,
    }
}

fn owner_words(line: &Line) -> Option<&str> {
    match line {
        Line::Activity(activity) => Some(&activity.owner_text),
        Line::Owner(loose) => Some(&loose.text),
        Line::Period(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built};

    #[test]
    fn walks_the_plan_in_order_and_knows_what_stands_below() {
        let issue = sample::issue("Fravær").goal("Ned").goal("Væk").activity("Møde", "maj 2022", "Leder").owner("TRIO");
        let mut plan = sample::plan(vec![sample::block("Henstilling", vec![issue])]);
        plan.closing = "Underskrift:".into();
        let passages = all(&plan);
        let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
        assert_eq!(texts, ["Handleplan", "Henstilling", "Fravær", "Ned", "Væk", "Møde", "maj 2022", "Leder", "TRIO"]);
        assert_eq!((passages[3].next, passages[4].next, passages[7].next), (Some("Væk"), None, Some("TRIO")));
        assert_eq!((passages[0].part_id, passages[1].field, passages[1].finding_number), (None, Some(Field::Text), 1));
        assert_eq!(closing(&plan).len(), 1);
    }
}
