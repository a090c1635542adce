//! One time, or several told by one word ("1. og 2. kvartal"), with the year written after.

use super::connective::{self, Connective};
use super::link::{Link, Links};
use super::numbered;
use super::range::{Part, Term, Unit};
use super::token::{Token, Tokens};
use super::words;
use super::years;

/// Reads the time that starts at `at`, and where the text goes on.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    let (mut links, next) = parts(tokens, at).or_else(|| whole(tokens, at))?;
    if let Some(last) = links.last_mut()
        && last.term.year.is_none()
        && !matches!(last.term.unit, Unit::Near(_))
        && let Some((written, after)) = years::after(tokens, next)
    {
        last.term.year = Some(written.of(last.term.unit));
        return Some((links, after));
    }
    Some((links, next))
}

/// A whole stretch.
fn whole(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    numbered::read(tokens, at)
        .or_else(|| numbered::weeks(tokens, at))
        .or_else(|| numbered::turned(tokens, at))
        .or_else(|| years::read(tokens, at))
        .or_else(|| dated(tokens, at))
        .or_else(|| named(tokens, at))
}

/// A part of a longer stretch: "ultimo 2021", "medio/ultimo marts". Days and weeks have no parts.
fn parts(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    let (first, mut next) = part(tokens, at)?;
    let mut parts = vec![(Connective::And, first)];
    while parts.len() < 3
        && let Some((connective, after)) = connective::read(tokens, next)
        && let Some((part, after)) = part(tokens, after)
    {
        parts.push((connective, part));
        next = after;
    }
    let (links, end) = whole(tokens, next)?;
    let is_divisible = links.iter().all(|link| matches!(link.term.unit, Unit::Months { .. } | Unit::Near(_)));
    let divided = |(connective, part): (Connective, Part)| {
        links.iter().map(move |link| Link { connective, term: Term { part: Some(part), ..link.term } })
    };
    is_divisible.then(|| (parts.into_iter().flat_map(divided).collect(), end))
}

/// The words for a part, with the "af" or "i" that belongs to them.
fn part(tokens: &Tokens, at: usize) -> Option<(Part, usize)> {
    let follows = matches!(tokens.word(at + 1), "i" | "på" | "af");
    let (part, needs_more) = match tokens.word(at) {
        "primo" | "starten" | "begyndelsen" => (Part::First, false),
        "medio" | "midten" => (Part::Middle, false),
        "ultimo" | "slutningen" => (Part::Last, false),
        // "Start i marts" is a month like any other; "start marts" is its beginning.
        "start" if tokens.word(at + 1) != "i" => (Part::First, false),
        "slut" if tokens.word(at + 1) != "i" => (Part::Last, false),
        "først" | "tidligt" => (Part::First, true),
        "midt" => (Part::Middle, true),
        "sidst" | "sent" => (Part::Last, true),
        _ => return halves(tokens, at),
    };
    (follows || !needs_more).then(|| (part, at + 1 + usize::from(follows)))
}

/// "Første halvdel af", "2. halvdel af".
fn halves(tokens: &Tokens, at: usize) -> Option<(Part, usize)> {
    let number = match tokens.get(at)? {
        Token::Ordinal(number) | Token::Number(number) => *number,
        Token::Word(word) => words::ordinal(word)?,
        _ => return None,
    };
    let part = if number == 1 { Part::FirstHalf } else { Part::SecondHalf };
    let is_half = matches!(number, 1 | 2 | words::LAST) && matches!(tokens.word(at + 1), "halvdel" | "halvdelen");
    is_half.then(|| (part, at + 2 + usize::from(tokens.word(at + 2) == "af")))
}

/// A date in figures, or a month and year: "4/6-2024", "6/2024".
fn dated(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    match (tokens.get(at)?, tokens.get(at + 1), tokens.get(at + 2)) {
        // "1/2 dag" and "1/3 af medarbejderne" are fractions.
        (Token::Date { .. }, Some(Token::Word(word)), _) if words::is_measure(word) => None,
        (Token::Date { day, month, year }, ..) => {
            let unit = Unit::Day { day: *day, month: *month };
            Some((vec![Link::first(Term { year: *year, ..Term::of(unit) })], at + 1))
        }
        (Token::Number(month @ 1..=12), Some(Token::Slash), Some(Token::Year(year))) => {
            let unit = Unit::Months { first: *month, count: 1 };
            Some((vec![Link::first(Term { year: Some(*year), ..Term::of(unit) })], at + 3))
        }
        _ => None,
    }
}

/// A month, a season or a holiday by name.
fn named(tokens: &Tokens, at: usize) -> Option<(Links, usize)> {
    let word = tokens.word(at);
    let month = words::month(word).filter(|_| !words::is_doubtful_month(word) || is_beside_date(tokens, at));
    let unit = month
        .map(|first| Unit::Months { first, count: 1 })
        .or_else(|| words::season(word))
        .or_else(|| words::holiday(word).map(Unit::Holiday))?;
    Some((vec![Link::first(Term::of(unit))], at + 1))
}

/// True where a doubtful short name stands so that only a month can be meant: "jan 2024", "nov-jan", "jul. 2024".
fn is_beside_date(tokens: &Tokens, at: usize) -> bool {
    let is_tie = |token| matches!(token, Some(Token::Dash | Token::Slash));
    let has_year = matches!(tokens.get(at + 1), Some(Token::Year(_))) && tokens.word(at) != "jul";
    let before = is_tie(tokens.back(at, 1).cloned()) && words::month(tokens.word_back(at, 2)).is_some();
    let after = is_tie(tokens.get(at + 1).cloned()) && words::month(tokens.word(at + 2)).is_some();
    has_year || before || after
}
