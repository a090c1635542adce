//! Reads the words of a time frame by rule.
//!
//! Words become tokens ([`lexer`], [`numbers`]); tokens become times ([`term`], [`numbered`], [`years`]); times tied
//! together become a [`row`]; the words before a row say which of its days counts ([`qualifier`], [`clause`]); and of
//! several such clauses one is meant ([`time`]). Apart from all that, words tell how often ([`recurrence`]).
//!
//! Nothing here knows a sentence by heart: a rule knows words, and skips those it does not know.

mod clause;
mod connective;
mod holiday;
mod lexer;
mod link;
mod numbered;
mod numbers;
mod qualifier;
mod range;
mod recurrence;
mod row;
mod term;
#[cfg(test)]
mod tests;
mod time;
mod token;
mod words;
mod years;

use super::{PeriodKind, Reading};
use recurrence::Recurrence;

/// Reads `text`, with `year` for the times that leave their year out.
///
/// Several times that nothing ties together give the first that is narrower than a year, since a plan names the time
/// of the act before the year it is about ("November - datoer for 2025 fastsættes").
pub fn read(text: &str, year: i32) -> Reading {
    if !numbers::YEARS.contains(&year) {
        return Reading::NONE;
    }
    let tokens = lexer::read(text);
    let time = time::choose(&tokens, &clause::all(&tokens, year));
    let (start, end) = time.map_or((None, None), |time| (time.start, time.end));
    let recurrence =
        if time.is_some_and(|time| time.is_repeated) { Some(Recurrence::Recurring) } else { recurrence::read(&tokens) };
    match recurrence {
        Some(Recurrence::Recurring) => Reading { start, end, kind: PeriodKind::Recurring },
        Some(Recurrence::Ongoing) => Reading { start, end, kind: PeriodKind::Ongoing },
        None if time.is_some_and(|time| time.is_throughout) => Reading { start, end, kind: PeriodKind::Ongoing },
        None if time.is_some() => Reading::from_days(start, end),
        None => Reading::NONE,
    }
}
