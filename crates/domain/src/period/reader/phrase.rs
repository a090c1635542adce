//! A time with the words around it: the days it gives.

use chrono::NaiveDate;

use super::group::Group;
use super::joint::Joint;
use super::lead::{self, Lead};
use super::span;
use super::token::{Token, Tokens};

/// A time as the words around it mean it.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The first day.
    pub(super) start: Option<NaiveDate>,
    /// The last day.
    pub(super) end: Option<NaiveDate>,
    group: Group,
    lead: Lead,
}

impl Phrase {
    fn new(group: Group, lead: Lead, context: i32) -> Option<Self> {
        let (start, end) = bounds(&group, lead, context)?;
        Some(Self { start, end, group, lead })
    }

    /// True for days that stand apart, with no word that makes one of them a limit.
    pub(super) fn is_dates(&self) -> bool {
        self.lead == Lead::Plain && self.group.is_dates()
    }

    /// True for whole years, which only tell the topic where anything narrower stands beside them.
    pub(super) fn is_wide(&self) -> bool {
        self.lead == Lead::Plain && self.group.is_wide()
    }

    /// True where the thing happens at each of several times.
    pub(super) fn is_repeated(&self, tokens: &Tokens) -> bool {
        self.lead == Lead::Plain && self.group.is_repeated() && !is_between(tokens, &self.group)
    }

    /// True where the time can be the first of a pair.
    pub(super) fn is_beginning(&self, tokens: &Tokens) -> bool {
        self.lead == Lead::From || lead::is_beginning(tokens, &self.group)
    }

    /// True where the time can be the second of a pair.
    pub(super) fn is_end(&self, tokens: &Tokens) -> bool {
        matches!(self.lead, Lead::Before | Lead::UpTo | Lead::Until) || lead::is_end(tokens, &self.group)
    }

    /// True where the thing goes on all through the time: "hen over året", "hele 2024", "året rundt".
    pub(super) fn is_throughout(&self, tokens: &Tokens) -> bool {
        let from = self.group.from;
        let named = usize::from(matches!(tokens.word_back(from, 1), "år" | "året"));
        let before = tokens.word_back(from - named, 1);
        let is_all = matches!(before, "over" | "hele" | "gennem" | "igennem")
            || matches!(tokens.word(self.group.to), "rundt" | "igennem");
        before == "henover" || tokens.said(from - named, &["hen", "over"]) || is_all && self.group.is_wide()
    }
}

/// Every phrase of the text, in order.
pub(super) fn all(tokens: &Tokens, mut context: i32) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(group) = Group::read(tokens, at) else {
            at += 1;
            continue;
        };
        let lead = lead::read(tokens, &group);
        // "2025: 4. kvartal": the heading lends its year to what follows.
        context = heading(tokens, &group, lead).unwrap_or(context);
        at = group.to.max(at + 1);
        phrases.extend(Phrase::new(group, lead, context));
    }
    phrases
}

/// The year of a group that opens the text.
fn heading(tokens: &Tokens, group: &Group, lead: Lead) -> Option<i32> {
    let opens = group.from == 0 || group.from == 1 && matches!(tokens.get(0), Some(Token::Dash | Token::Mark));
    let is_said = group.from == 1 && tokens.word(0) == "i";
    group.lone_year().filter(|_| (opens || is_said) && lead == Lead::Plain)
}

/// The first and the last day, as far as the words give them.
fn bounds(group: &Group, lead: Lead, context: i32) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let spans = group.dated(context)?;
    let start = spans.iter().map(|(_, days)| days.0).min()?;
    let end = spans.iter().map(|(_, days)| days.1).max()?;
    let (first, last) = (group.links.first()?, group.links.last()?);
    let (first_year, last_year) = (spans.first()?.0, spans.last()?.0);
    Some(match lead {
        Lead::Before => (None, Some(first.piece.eve(first_year)?)),
        Lead::UpTo => (None, Some(last.piece.brink(last_year)?)),
        Lead::Until => (None, Some(end)),
        Lead::After => (Some(span::next_day(end)?), None),
        Lead::From if !group.is_range() => (Some(start), None),
        Lead::Plain | Lead::From if last.joint == Joint::UpTo => {
            (Some(start), Some(last.piece.brink(last_year)?.max(start)))
        }
        Lead::Plain | Lead::From => (Some(start), Some(end)),
    })
}

/// "Mellem 1. og 15. maj" is a range, not two days.
fn is_between(tokens: &Tokens, group: &Group) -> bool {
    (1..=3).any(|back| tokens.word_back(group.from, back) == "mellem")
}
