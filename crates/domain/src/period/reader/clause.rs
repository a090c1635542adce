//! A time with the words around it: the days it gives.

use chrono::NaiveDate;

use super::connective::Connective;
use super::qualifier::{self, Qualifier};
use super::range;
use super::row::Row;
use super::token::{Token, Tokens};

/// A time as the words around it mean it.
#[derive(Debug)]
pub(super) struct Clause {
    /// The first day.
    pub(super) start: Option<NaiveDate>,
    /// The last day.
    pub(super) end: Option<NaiveDate>,
    row: Row,
    qualifier: Qualifier,
}

impl Clause {
    fn new(row: Row, qualifier: Qualifier, context: i32) -> Option<Self> {
        let (start, end) = bounds(&row, qualifier, context)?;
        Some(Self { start, end, row, qualifier })
    }

    /// True for days that stand apart, with no word that makes one of them a limit.
    pub(super) fn is_dates(&self) -> bool {
        self.qualifier == Qualifier::Plain && self.row.is_dates()
    }

    /// True for whole years, which only tell the topic where anything narrower stands beside them.
    pub(super) fn is_wide(&self) -> bool {
        self.qualifier == Qualifier::Plain && self.row.is_wide()
    }

    /// True where the thing happens at each of several times.
    pub(super) fn is_repeated(&self, tokens: &Tokens) -> bool {
        self.qualifier == Qualifier::Plain && self.row.is_repeated() && !is_between(tokens, &self.row)
    }

    /// True where the time can be the first of a pair.
    pub(super) fn is_beginning(&self, tokens: &Tokens) -> bool {
        self.qualifier == Qualifier::From || qualifier::is_beginning(tokens, &self.row)
    }

    /// True where the time can be the second of a pair.
    pub(super) fn is_end(&self, tokens: &Tokens) -> bool {
        matches!(self.qualifier, Qualifier::Before | Qualifier::UpTo | Qualifier::Until)
            || qualifier::is_end(tokens, &self.row)
    }

    /// True where the thing goes on all through the time: "hen over året", "hele 2024", "året rundt".
    pub(super) fn is_throughout(&self, tokens: &Tokens) -> bool {
        let from = self.row.from;
        let named = usize::from(matches!(tokens.word_back(from, 1), "år" | "året"));
        let before = tokens.word_back(from - named, 1);
        let is_all = matches!(before, "over" | "hele" | "gennem" | "igennem")
            || matches!(tokens.word(self.row.to), "rundt" | "igennem");
        before == "henover" || tokens.said(from - named, &["hen", "over"]) || is_all && self.row.is_wide()
    }
}

/// Every clause of the text, in order.
pub(super) fn all(tokens: &Tokens, mut context: i32) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(row) = Row::read(tokens, at) else {
            at += 1;
            continue;
        };
        let qualifier = qualifier::read(tokens, &row);
        // "2025: 4. kvartal": the heading lends its year to what follows.
        context = heading(tokens, &row, qualifier).unwrap_or(context);
        at = row.to.max(at + 1);
        clauses.extend(Clause::new(row, qualifier, context));
    }
    clauses
}

/// The year of a row that opens the text.
fn heading(tokens: &Tokens, row: &Row, qualifier: Qualifier) -> Option<i32> {
    let opens = row.from == 0 || row.from == 1 && matches!(tokens.get(0), Some(Token::Dash | Token::Mark));
    let is_said = row.from == 1 && tokens.word(0) == "i";
    row.lone_year().filter(|_| (opens || is_said) && qualifier == Qualifier::Plain)
}

/// The first and the last day, as far as the words give them.
fn bounds(row: &Row, qualifier: Qualifier, context: i32) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let ranges = row.dated(context)?;
    let start = ranges.iter().map(|(_, days)| days.0).min()?;
    let end = ranges.iter().map(|(_, days)| days.1).max()?;
    let (first, last) = (row.links.first()?, row.links.last()?);
    let (first_year, last_year) = (ranges.first()?.0, ranges.last()?.0);
    Some(match qualifier {
        Qualifier::Before => (None, Some(first.term.last_day_before(first_year)?)),
        Qualifier::UpTo => (None, Some(last.term.last_day_up_to(last_year)?)),
        Qualifier::Until => (None, Some(end)),
        Qualifier::After => (Some(range::next_day(end)?), None),
        Qualifier::From if !row.is_range() => (Some(start), None),
        Qualifier::Plain | Qualifier::From if last.connective == Connective::UpTo => {
            (Some(start), Some(last.term.last_day_up_to(last_year)?.max(start)))
        }
        Qualifier::Plain | Qualifier::From => (Some(start), Some(end)),
    })
}

/// "Mellem 1. og 15. maj" is a range, not two days.
fn is_between(tokens: &Tokens, row: &Row) -> bool {
    (1..=3).any(|back| tokens.word_back(row.from, back) == "mellem")
}
