//! Years: by themselves, after another time, and told from the present one.

use super::connective::Connective;
use super::link::{Link, Links};
use super::range::{Term, Unit};
use super::token::{Token, Tokens};
use super::words;

/// A year as written after another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// "2024".
    One(i32),
    /// "2024/25".
    Two(i32, i32),
}

impl Written {
    /// The year `unit` falls in: of "2024/25" autumn and winter take the first, spring the second.
    pub(super) fn of(self, unit: Unit) -> i32 {
        match (self, unit) {
            (Self::One(year), _) => year,
            (
                Self::Two(first, _),
                Unit::Months { first: 7.., .. } | Unit::Day { month: 7.., .. } | Unit::Week(26..) | Unit::Holiday(_),
            ) => first,
            (Self::Two(_, second), _) => second,
        }
    }
}

/// The year written after a time that ends before `at`: "2024", ", 2024", "i 2024", "måned 2024".
pub(super) fn after(tokens: &Tokens, at: usize) -> Option<(Written, usize)> {
    let at = if tokens.word(at) == "måned" { at + 1 } else { at };
    let tied = matches!(tokens.get(at), Some(Token::Comma | Token::Dash | Token::Slash));
    let skipped = usize::from(tied || matches!(tokens.word(at), "i" | "af" | "år" | "anno"));
    let at = at + skipped + usize::from(skipped == 1 && matches!(tokens.word(at + 1), "år" | "året"));
    match tokens.get(at)? {
        Token::Year(year) if is_year(tokens, at) => Some((Written::One(*year), at + 1)),
        Token::Years(first, second) => Some((Written::Two(*first, *second), at + 1)),
        _ => None,
    }
}

/// "Næste år" after a time without a year: how many years on, and where the text goes on.
pub(super) fn shift_after(tokens: &Tokens, at: usize) -> (i32, usize) {
    let at_year = if tokens.word(at) == "til" { at + 2 } else { at + 1 };
    near(tokens, at_year).map_or((0, at), |shift| (shift, at_year + 1))
}

/// A year, or two, by themselves.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    let links = match tokens.get(at)? {
        Token::Year(year) if is_year(tokens, at) => vec![Link::first(Term::year(*year))],
        Token::Years(first, second) => {
            vec![Link::first(Term::year(*first)), Link { connective: Connective::To, term: Term::year(*second) }]
        }
        Token::Word(_) => vec![Link::first(Term::of(Unit::Near(near(tokens, at)?)))],
        _ => return None,
    };
    Some((links, at + 1))
}

/// False for four figures that are part of a telephone number, a sum or a section.
fn is_year(tokens: &Tokens, at: usize) -> bool {
    let is_long = |token: Option<&Token>| matches!(token, Some(Token::Number(100..) | Token::Year(_)));
    let next = tokens.word(at + 1);
    let is_sum = words::is_measure(next) && next != "af";
    let is_call =
        matches!(tokens.word_back(at, 1), "tlf" | "telefon" | "mobil" | "nr" | "kl" | "klokken" | "side" | "kr");
    !is_long(tokens.get(at + 1)) && !is_long(tokens.back(at, 1)) && !is_sum && !is_call
}

/// "I år", "næste år", "hen over året": how many years from the present one.
fn near(tokens: &Tokens, at: usize) -> Option<i32> {
    if matches!(tokens.get(at + 1), Some(Token::Year(_) | Token::Years(..))) {
        return None;
    }
    match (tokens.word_back(at, 1), tokens.word(at)) {
        ("i" | "indeværende" | "dette", "år") => Some(0),
        ("næste" | "kommende", "år") => Some(1),
        ("sidste", "år") => Some(-1),
        (before, "året") if stands_with_the_year(before) || tells_where_in_the_year(tokens, at) => Some(0),
        (_, "året") => matches!(tokens.word(at + 1), "rundt" | "igennem").then_some(0),
        _ => None,
    }
}

/// Words that make "året" the present year. "Om året" is a recurrence.
fn stands_with_the_year(word: &str) -> bool {
    matches!(
        word,
        "af" | "over"
            | "henover"
            | "hele"
            | "gennem"
            | "igennem"
            | "for"
            | "inden"
            | "i"
            | "primo"
            | "medio"
            | "ultimo"
            | "start"
            | "slut"
            | "udgangen"
    )
}

/// "Sidst på året" but not "4 gange på året".
fn tells_where_in_the_year(tokens: &Tokens, at: usize) -> bool {
    tokens.word_back(at, 1) == "på"
        && matches!(tokens.word_back(at, 2), "først" | "tidligt" | "midt" | "sidst" | "sent" | "starten" | "slutningen")
}
