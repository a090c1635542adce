//! Reads the words of a time frame by rule.
//!
//! Words become tokens ([`lexer`], [`numbers`]); tokens become times ([`piece`], [`numbered`], [`years`]); times tied
//! together become a [`group`]; the words before a group say which of its days counts ([`lead`], [`phrase`]); and of
//! several such phrases one is meant ([`time`]). Apart from all that, words tell how often ([`rhythm`]).
//!
//! Nothing here knows a sentence by heart: a rule knows words, and skips those it does not know.

mod feast;
mod group;
mod joint;
mod lead;
mod lexer;
mod numbered;
mod numbers;
mod phrase;
mod piece;
mod rhythm;
mod span;
#[cfg(test)]
mod tests;
mod time;
mod token;
mod words;
mod years;

use super::{PeriodKind, Reading};
use rhythm::Rhythm;

/// Reads `text`, with `year` for the times that leave their year out.
///
/// Several times that nothing ties together give the first that is narrower than a year, since a plan names the time
/// of the act before the year it is about ("November - datoer for 2025 fastsættes").
pub fn read(text: &str, year: i32) -> Reading {
    if !numbers::YEARS.contains(&year) {
        return Reading::NONE;
    }
    let tokens = lexer::read(text);
    let time = time::choose(&tokens, &phrase::all(&tokens, year));
    let (start, end) = time.map_or((None, None), |time| (time.start, time.end));
    let rhythm =
        if time.is_some_and(|time| time.is_repeated) { Some(Rhythm::Recurring) } else { rhythm::read(&tokens) };
    match rhythm {
        Some(Rhythm::Recurring) => Reading { start, end, kind: PeriodKind::Recurring },
        Some(Rhythm::Ongoing) => Reading { start, end, kind: PeriodKind::Ongoing },
        None if time.is_some_and(|time| time.is_throughout) => Reading { start, end, kind: PeriodKind::Ongoing },
        None if time.is_some() => Reading::from_days(start, end),
        None => Reading::NONE,
    }
}
