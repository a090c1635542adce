//! Which of the times in a text is meant.

use chrono::NaiveDate;

use super::clause::Clause;
use super::token::Tokens;

/// The time a text gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    /// The first day.
    pub(super) start: Option<NaiveDate>,
    /// The last day.
    pub(super) end: Option<NaiveDate>,
    /// True where the thing happens at each of several times.
    pub(super) is_repeated: bool,
    /// True where the thing goes on all through the time.
    pub(super) is_throughout: bool,
}

/// The time meant: a beginning with its end, or all of several days, or the first that is narrower than a year.
pub(super) fn choose(tokens: &Tokens, clauses: &[Clause]) -> Option<Time> {
    let narrow: Vec<&Clause> = clauses.iter().filter(|clause| !clause.is_wide()).collect();
    let candidates: Vec<&Clause> = if narrow.is_empty() { clauses.iter().collect() } else { narrow };
    pair(tokens, &candidates)
        .or_else(|| days(&candidates))
        .or_else(|| candidates.first().map(|clause| single(tokens, clause)))
}

fn single(tokens: &Tokens, clause: &Clause) -> Time {
    Time {
        start: clause.start,
        end: clause.end,
        is_repeated: clause.is_repeated(tokens),
        is_throughout: clause.is_throughout(tokens),
    }
}

/// "Opstartet i marts 2021 og kører frem til sommeren 2022".
fn pair(tokens: &Tokens, clauses: &[&Clause]) -> Option<Time> {
    let (first, rest) = clauses.split_first()?;
    let start = first.start.filter(|_| first.is_beginning(tokens))?;
    let end = rest.iter().find(|clause| clause.is_end(tokens))?.end?;
    (start <= end).then_some(Time { start: Some(start), end: Some(end), is_repeated: false, is_throughout: false })
}

/// "18/4, 24/5 (temadag), 22/8": days with words between them.
fn days(clauses: &[&Clause]) -> Option<Time> {
    if clauses.len() < 2 || !clauses.iter().all(|clause| clause.is_dates()) {
        return None;
    }
    let start = clauses.iter().filter_map(|clause| clause.start).min();
    let end = clauses.iter().filter_map(|clause| clause.end).max();
    Some(Time { start, end, is_repeated: true, is_throughout: false })
}
