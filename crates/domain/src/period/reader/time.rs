//! Which of the times in a text is meant.

use chrono::NaiveDate;

use super::phrase::Phrase;
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
pub(super) fn choose(tokens: &Tokens, phrases: &[Phrase]) -> Option<Time> {
    let narrow: Vec<&Phrase> = phrases.iter().filter(|phrase| !phrase.is_wide()).collect();
    let candidates: Vec<&Phrase> = if narrow.is_empty() { phrases.iter().collect() } else { narrow };
    pair(tokens, &candidates)
        .or_else(|| days(&candidates))
        .or_else(|| candidates.first().map(|phrase| single(tokens, phrase)))
}

fn single(tokens: &Tokens, phrase: &Phrase) -> Time {
    Time {
        start: phrase.start,
        end: phrase.end,
        is_repeated: phrase.is_repeated(tokens),
        is_throughout: phrase.is_throughout(tokens),
    }
}

/// "Opstartet i marts 2021 og kører frem til sommeren 2022".
fn pair(tokens: &Tokens, phrases: &[&Phrase]) -> Option<Time> {
    let (first, rest) = phrases.split_first()?;
    let start = first.start.filter(|_| first.is_beginning(tokens))?;
    let end = rest.iter().find(|phrase| phrase.is_end(tokens))?.end?;
    (start <= end).then_some(Time { start: Some(start), end: Some(end), is_repeated: false, is_throughout: false })
}

/// "18/4, 24/5 (temadag), 22/8": days with words between them.
fn days(phrases: &[&Phrase]) -> Option<Time> {
    if phrases.len() < 2 || !phrases.iter().all(|phrase| phrase.is_dates()) {
        return None;
    }
    let start = phrases.iter().filter_map(|phrase| phrase.start).min();
    let end = phrases.iter().filter_map(|phrase| phrase.end).max();
    Some(Time { start, end, is_repeated: true, is_throughout: false })
}
