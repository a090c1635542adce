//! Times told by number: "1. og 2. kvartal", "3.-5. marts", "uge 45-47".

use chrono::NaiveDate;

use super::connective::{self, Connective};
use super::link::{Link, Links};
use super::range::{Term, Unit};
use super::token::{Token, Tokens};
use super::words::{self, LAST};

/// No list of quarters, days or weeks is longer; the bound keeps reading linear.
const LONGEST: usize = 12;

/// Numbers and the word they count: days of a month, quarters, halves.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    // "Hvert 2. kvartal" is a recurrence, not the second quarter.
    if matches!(tokens.word_back(at, 1), "hver" | "hvert") {
        return None;
    }
    let (numbers, next) = list(tokens, at, |_| true)?;
    let word = tokens.word(next);
    let links = if is_quarter(word) {
        links(&numbers, quarter)
    } else if is_half(word) {
        links(&numbers, half_year)
    } else {
        let month = words::month(word)?;
        links(&numbers, |number| day(number, month))
    };
    links.map(|links| (links, next + 1))
}

/// Weeks, the number after the word: "uge 45", "uge 3 og 4".
pub(super) fn weeks(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    if !matches!(tokens.word(at), "uge" | "ugerne") {
        return None;
    }
    let from = if tokens.word(at + 1) == "nr" { at + 2 } else { at + 1 };
    let (numbers, next) = match tokens.get(from)? {
        // "Uge 3/4" looks like a date.
        Token::Date { day, month, year: None } => (vec![(Connective::And, *day), (Connective::And, *month)], from + 1),
        // "Uge 45 til 1. december": the 1 is no week.
        _ => list(tokens, from, |after| !is_counted(tokens.word(after)))?,
    };
    if matches!(tokens.word(next), "gang" | "gange" | "x" | "timer" | "dage") {
        return None;
    }
    links(&numbers, |number| (1..=53).contains(&number).then_some(Unit::Week(number))).map(|links| (links, next))
}

/// The number before the word turned round: "kvartal 1", "Q1".
pub(super) fn turned(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    let word = tokens.word(at);
    // "Hvert kvartal 2 gange" counts the times, not the quarter.
    if matches!(tokens.word_back(at, 1), "hver" | "hvert" | "pr" | "per") {
        return None;
    }
    if let Some(number) = word.strip_prefix('q') {
        let unit = quarter(number.parse().ok()?)?;
        return Some((vec![Link::first(Term::of(unit))], at + 1));
    }
    let Some(Token::Number(number)) = tokens.get(at + 1) else { return None };
    let unit = if is_quarter(word) { quarter(*number) } else { half_year(*number).filter(|_| is_half(word)) };
    Some((vec![Link::first(Term::of(unit?))], at + 2))
}

/// A list of numbers, in figures or as ordinal words; `accepts` sees the place after each further one.
fn list(tokens: &Tokens, at: usize, accepts: impl Fn(usize) -> bool) -> Option<(Vec<(Connective, u32)>, usize)> {
    let mut numbers = vec![(Connective::And, number(tokens, at)?)];
    let mut next = at + 1;
    while numbers.len() < LONGEST
        && let Some((connective, value, after)) = further(tokens, next)
        && accepts(after)
    {
        numbers.push((connective, value));
        next = after;
    }
    Some((numbers, next))
}

/// A connective and the number it ties on: ", 3", "til den 5.", "og uge 4".
fn further(tokens: &Tokens, at: usize) -> Option<(Connective, u32, usize)> {
    let (connective, after) = connective::read(tokens, at)?;
    let fillers = (0..2).take_while(|offset| matches!(tokens.word(after + offset), "d" | "den" | "uge")).count();
    let value = number(tokens, after + fillers)?;
    Some((connective, value, after + fillers + 1))
}

fn number(tokens: &Tokens, at: usize) -> Option<u32> {
    match tokens.get(at)? {
        Token::Number(number) | Token::Ordinal(number) => Some(*number),
        Token::Word(word) => words::ordinal(word),
        _ => None,
    }
}

/// The links of a list, if every number of it counts such a unit.
fn links(numbers: &[(Connective, u32)], unit: impl Fn(u32) -> Option<Unit>) -> Option<Links> {
    numbers
        .iter()
        .map(|(connective, number)| Some(Link { connective: *connective, term: Term::of(unit(*number)?) }))
        .collect()
}

/// True for words that take the number before them.
fn is_counted(word: &str) -> bool {
    is_quarter(word) || is_half(word) || words::month(word).is_some()
}

fn is_quarter(word: &str) -> bool {
    matches!(word, "kvartal" | "kvartalet" | "kvartals" | "kv" | "kvt")
}

fn is_half(word: &str) -> bool {
    matches!(word, "halvår" | "halvåret")
}

fn quarter(number: u32) -> Option<Unit> {
    let number = if number == LAST { 4 } else { number };
    (1..=4).contains(&number).then(|| Unit::Months { first: 3 * number - 2, count: 3 })
}

fn half_year(number: u32) -> Option<Unit> {
    let number = if number == LAST { 2 } else { number };
    (1..=2).contains(&number).then(|| Unit::Months { first: 6 * number - 5, count: 6 })
}

fn day(day: u32, month: u32) -> Option<Unit> {
    // 2024 has every day a year can have.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| Unit::Day { day, month })
}
