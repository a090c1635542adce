//! Figures: dates, years and plain numbers, told apart by their shape alone.

use chrono::NaiveDate;

use super::token::Token;

/// The years a reading may fall in.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Years written with two figures. Narrow, so that "8/1-12" and "3.2.10" stay what they are.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 15..=60;

/// A run of figures, and the character that ties it to the run before.
#[derive(Debug, Clone, Copy)]
struct Run {
    tie: char,
    value: u32,
    digits: usize,
    end: usize,
}

/// Reads the figures that start at `at`: the token, and where the text goes on.
pub(super) fn read(chars: &[char], at: usize) -> (Token, usize) {
    let runs = runs(chars, at);
    three(&runs).or_else(|| two(&runs)).or_else(|| noise(&runs)).unwrap_or_else(|| one(chars, at, &runs))
}

/// Up to five runs: a date is three, a pair of dates without year four, and one more shows what follows.
fn runs(chars: &[char], at: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut at, mut tie) = (at, ' ');
    while runs.len() < 5 {
        let digits: Vec<char> = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).copied().collect();
        if digits.is_empty() {
            break;
        }
        let end = at + digits.len();
        // More figures than a year has make a number that no rule asks for.
        let value = digits.iter().collect::<String>().parse().unwrap_or(u32::MAX);
        runs.push(Run { tie, value, digits: digits.len(), end });
        match chars.get(end) {
            Some(&char @ ('/' | '.' | '-' | ',' | ':')) => (tie, at) = (char, end + 1),
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
fn one(chars: &[char], at: usize, runs: &[Run]) -> (Token, usize) {
    let Some(run) = runs.first() else { return (Token::Mark, at + 1) };
    if let Some(year) = full_year(run) {
        (Token::Year(year), run.end)
    } else if run.digits <= 2 && chars.get(run.end) == Some(&'.') {
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

/// The year of "'24", from its two figures.
pub(super) fn apostrophe_year(figures: &[char]) -> Option<Token> {
    let value = figures.iter().collect::<String>().parse().ok()?;
    short_year(&Run { tie: ' ', value, digits: figures.len(), end: 0 }).map(Token::Year)
}
