//! Figures: dates, years and plain numbers, told apart by their shape alone.

use chrono::NaiveDate;

use super::token::Token;
use crate::words::{Kind, Word};

/// The years a reading may fall in.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Years written with two figures. Narrow, so that "8/1-12" and "3.2.10" stay what they are.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 15..=60;

/// A run of figures, the character that ties it to the run before, and the place of what follows it.
#[derive(Debug, Clone, Copy)]
struct Run {
    tie: char,
    value: u32,
    digits: usize,
    end: usize,
}

impl Run {
    fn of(figures: &Word<'_>, tie: char, end: usize) -> Self {
        // More figures than a year has make a number that no rule asks for.
        Self { tie, value: figures.text.parse().unwrap_or(u32::MAX), digits: figures.text.len(), end }
    }
}

/// Reads the figures that stand first: the token, and what stands after it.
pub(super) fn read<'a>(words: &'a [Word<'a>]) -> (Token, &'a [Word<'a>]) {
    let runs = runs(words);
    let (token, end) =
        three(&runs).or_else(|| two(&runs)).or_else(|| noise(&runs)).unwrap_or_else(|| one(words, &runs));
    (token, words.get(end..).unwrap_or_default())
}

/// Up to five runs: a date is three, a pair of dates without year four, and one more shows what follows.
fn runs(words: &[Word<'_>]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut tie = ' ';
    for (at, pair) in words.chunks(2).take(5).enumerate() {
        let is_next = |word: &&Word<'_>| word.kind == Kind::Number && (at == 0 || word.is_joined());
        let Some(figures) = pair.first().filter(is_next) else { break };
        runs.push(Run::of(figures, tie, 2 * at + 1));
        match pair.get(1).and_then(Word::joined_mark) {
            Some(mark @ ('/' | '.' | '-' | ',' | ':')) => tie = mark,
            _ => break,
        }
    }
    runs
}

/// A date with its year: "2024-06-04", "4/6-2024", "04.06.2024", "4-6-2024".
fn three(runs: &[Run]) -> Option<(Token, usize)> {
    let [a, b, c, ..] = runs else { return None };
    if a.digits == 4 && (b.tie, c.tie) == ('-', '-') && b.digits == 2 && c.digits == 2 {
        let year = full_year(a)?;
        return date(c.value, b.value, Some(year)).map(|token| (token, c.end));
    }
    let goes_on = runs.get(3).is_some_and(|next| next.tie == '/');
    let year = match (b.tie, c.tie) {
        // "1/3-15/5" is two dates, not the first of March 2015.
        ('/', '/' | '-' | '.') | ('.', '.') if !goes_on => full_year(c).or_else(|| short_year(c)),
        // Only four figures: "(3-7-14)" is a rule about sick leave.
        ('-', '-') => full_year(c),
        _ => None,
    };
    year.and_then(|year| date(a.value, b.value, Some(year))).map(|token| (token, c.end))
}

/// Two runs: "2024/25", "2024-25", "4/6", "24/25".
fn two(runs: &[Run]) -> Option<(Token, usize)> {
    let [a, b, ..] = runs else { return None };
    if let Some(first) = full_year(a) {
        let second = if b.digits == 2 { first - first % 100 + i32::try_from(b.value).ok()? } else { full_year(b)? };
        let tied = b.tie == '/' && second > first || b.tie == '-' && b.digits == 2 && second == first + 1;
        return tied.then_some((Token::Years(first, second), b.end));
    }
    if b.tie != '/' || a.digits > 2 || b.digits > 2 {
        return None;
    }
    let school_year = || {
        let years = (short_year(a)?, short_year(b)?);
        (years.0 + 1 == years.1).then_some(Token::Years(years.0, years.1))
    };
    date(a.value, b.value, None).or_else(school_year).map(|token| (token, b.end))
}

/// Decimals, thousands, times of day, and numbers of cases such as "2023-004512".
fn noise(runs: &[Run]) -> Option<(Token, usize)> {
    let (first, rest) = runs.split_first()?;
    let is_case = rest
        .first()
        .is_some_and(|next| next.tie == '-' && first.digits == 4 && next.digits > 2 && full_year(next).is_none());
    if is_case || first.digits > 4 {
        return runs.last().map(|last| (Token::Figures, last.end));
    }
    let tied = rest.iter().take_while(|run| matches!(run.tie, '.' | ',' | ':')).last()?;
    Some((Token::Figures, tied.end))
}

/// A single number, with its stop where it has one.
fn one(words: &[Word<'_>], runs: &[Run]) -> (Token, usize) {
    let Some(run) = runs.first() else { return (Token::Mark, 1) };
    if let Some(year) = full_year(run) {
        (Token::Year(year), run.end)
    } else if run.digits <= 2 && words.get(run.end).and_then(Word::joined_mark) == Some('.') {
        (Token::Ordinal(run.value), run.end + 1)
    } else {
        (Token::Number(run.value), run.end)
    }
}

/// A date that some year has; the year is checked where it is written.
fn date(day: u32, month: u32, year: Option<i32>) -> Option<Token> {
    NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day)?;
    Some(Token::Date { day, month, year })
}

fn full_year(run: &Run) -> Option<i32> {
    let year = i32::try_from(run.value).ok()?;
    (run.digits == 4 && YEARS.contains(&year)).then_some(year)
}

fn short_year(run: &Run) -> Option<i32> {
    let is_short = run.digits == 2 && SHORT_YEARS.contains(&run.value);
    is_short.then(|| i32::try_from(run.value).ok().map(|year| 2000 + year)).flatten()
}

/// The year of "'24", from what follows the apostrophe.
pub(super) fn apostrophe_year(figures: &Word<'_>) -> Option<Token> {
    short_year(&Run::of(figures, ' ', 1)).filter(|_| figures.is_joined()).map(Token::Year)
}
