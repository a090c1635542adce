//! Times tied together, and the years they lend each other: "december 2023 - februar 2024", "16/5 og 14/11".

use chrono::Datelike;

use super::connective::{self, Connective};
use super::link::{Link, Links};
use super::range::Days;
use super::term;
use super::token::{Token, Tokens};
use super::{words, years};

/// No real row is longer; the bound keeps reading linear.
const LONGEST: usize = 60;

/// Times tied together, and where they stand.
#[derive(Debug)]
pub(super) struct Row {
    /// The times, in the order written; at least one.
    pub(super) links: Links,
    /// The place of the first token.
    pub(super) from: usize,
    /// The place after the last token.
    pub(super) to: usize,
    /// How many years on from the present one: "i marts næste år".
    shift: i32,
    /// True for "en i foråret og en i efteråret".
    is_shared_out: bool,
}

impl Row {
    /// Reads the row that starts at `at`.
    pub(super) fn read(tokens: &Tokens, at: usize) -> Option<Self> {
        let (mut links, mut to) = term::read(tokens, at)?;
        let mut is_shared_out = false;
        while links.len() < LONGEST
            && let Some(further) = further(tokens, to, &links)
        {
            links.extend(further.links);
            to = further.to;
            is_shared_out |= further.is_shared_out;
        }
        let (shift, to) = years::shift_after(tokens, to);
        Some(Self { links, from: at, to, shift, is_shared_out })
    }

    /// The year, if the row is one year and nothing else.
    pub(super) fn lone_year(&self) -> Option<i32> {
        match self.links[..] {
            [link] if link.term.is_year() => link.term.year,
            _ => None,
        }
    }

    /// True for whole years only: too wide to say when, if anything narrower stands beside them.
    pub(super) fn is_wide(&self) -> bool {
        self.links.iter().all(|link| link.term.is_year())
    }

    /// True where something runs from the first time to the last.
    pub(super) fn is_range(&self) -> bool {
        self.links.iter().skip(1).any(|link| link.connective != Connective::And)
    }

    /// True for days that stand apart.
    pub(super) fn is_dates(&self) -> bool {
        !self.is_range() && self.links.iter().all(|link| link.term.is_day())
    }

    /// True where the thing happens at each of several times.
    pub(super) fn is_repeated(&self) -> bool {
        self.links.len() > 1 && (self.is_shared_out || self.is_dates())
    }

    /// The year and the days of every time; `context` is the year of those that no other lends one.
    pub(super) fn dated(&self, context: i32) -> Option<Vec<(i32, Days)>> {
        let mut ranges: Vec<(i32, Days)> = Vec::with_capacity(self.links.len());
        for (link, year) in self.links.iter().zip(self.years(context + self.shift)) {
            let days = link.term.days(year)?;
            let is_free = link.is_after_the_last() && link.term.year.is_none();
            // "December - februar" runs into the next year.
            let runs_over = is_free && ranges.last().is_some_and(|(_, before)| is_later(*before, days));
            ranges.push(if runs_over { (year + 1, link.term.days(year + 1)?) } else { (year, days) });
        }
        Some(ranges)
    }

    /// The year of each time: its own, else that of the next one written, else that of the one before.
    fn years(&self, context: i32) -> Vec<i32> {
        let mut years = Vec::with_capacity(self.links.len());
        let mut next: Option<(i32, &Link)> = None;
        for link in self.links.iter().rev() {
            let year = link.term.year.or_else(|| next.map(|(year, next)| borrowed_year(link, next, year)));
            next = year.map(|year| (year, link));
            years.push(year);
        }
        let mut last = context;
        let filled = years.into_iter().rev().map(|year| {
            last = year.unwrap_or(last);
            last
        });
        filled.collect()
    }
}

/// The year a time takes from the next one: the year before, where "oktober - marts 2025" runs over New Year.
fn borrowed_year(link: &Link, next: &Link, year: i32) -> i32 {
    let runs_over = next.is_after_the_last()
        && link.term.days(year).zip(next.term.days(year)).is_some_and(|(days, after)| is_later(days, after));
    if runs_over { year - 1 } else { year }
}

fn is_later(days: Days, other: Days) -> bool {
    days.0.month() != other.0.month() && days.0 > other.0
}

/// More times, tied to the ones before.
struct Further {
    links: Links,
    to: usize,
    is_shared_out: bool,
}

fn further(tokens: &Tokens, at: usize, links: &[Link]) -> Option<Further> {
    let (connective, after) = connective::read(tokens, at)?;
    let is_shared_out = matches!(tokens.word(after), "en" | "et") && tokens.word(after + 1) == "i";
    let (mut more, to) = term::read(tokens, skip(tokens, after + usize::from(is_shared_out)))?;
    let (last, first) = (links.last()?, more.first_mut()?);
    first.connective = connective;
    let is_dash = matches!(tokens.get(at), Some(Token::Dash));
    goes_with(last, first, is_dash).then_some(Further { links: more, to, is_shared_out })
}

/// "2024 - 1. kvartal" is a heading and "marts 2024, 2025" two things, but "marts 2023 - 2024" is a range.
fn goes_with(last: &Link, next: &Link, is_dash: bool) -> bool {
    let is_alike = last.term.is_year() == next.term.is_year();
    let is_range = next.connective != Connective::And && (!is_dash || last.term.year.is_some() && next.term.is_year());
    is_alike || is_range
}

/// Past the small words between a connective and the time: "og **i**", "til **den**", "til **udgangen af**".
fn skip(tokens: &Tokens, at: usize) -> usize {
    let is_small = |word: &str| matches!(word, "i" | "d" | "den" | "dato" | "igen") || words::is_weekday(word);
    let small = (0..4).take_while(|offset| is_small(tokens.word(at + offset))).count();
    let at = at + small;
    if tokens.says(at, &["udgangen", "af"]) { at + 2 } else { at }
}
