//! Time frames (*tidsrammer*, the column *Hvornår*): the words as written, and how they are read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::danish;

mod days;
mod reader;

pub use days::Days;
pub use reader::read;

/// What sort of time frame the words give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// One day.
    Day,
    /// From a first to a last day.
    Range,
    /// Only a last day is known ("inden udgangen af 2021").
    OpenStart,
    /// Only a first day is known ("fra august").
    OpenEnd,
    /// All the time (*løbende*), bounded where a year is given.
    Ongoing,
    /// So many times, or on several dates ("4 gange årligt").
    Recurring,
    /// No time, or one that hangs on an unknown event.
    Unparseable,
}

impl PeriodKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Day, Self::Range, Self::OpenStart, Self::OpenEnd, Self::Ongoing, Self::Recurring, Self::Unparseable];

    /// The word the command line prints and the database keeps.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Range => "range",
            Self::OpenStart => "open_start",
            Self::OpenEnd => "open_end",
            Self::Ongoing => "ongoing",
            Self::Recurring => "recurring",
            Self::Unparseable => "unparseable",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How words are read: a kind, and the days it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The first day.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub end: Option<NaiveDate>,
    /// The sort of time frame.
    pub kind: PeriodKind,
}

impl Reading {
    /// The reading of words without a time.
    pub const NONE: Self = Self { start: None, end: None, kind: PeriodKind::Unparseable };

    /// The reading a person means who gives these days herself.
    pub fn from_days(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Self {
        let kind = match (start, end) {
            (Some(start), Some(end)) if start == end => PeriodKind::Day,
            (Some(_), Some(_)) => PeriodKind::Range,
            (None, Some(_)) => PeriodKind::OpenStart,
            (Some(_), None) => PeriodKind::OpenEnd,
            (None, None) => PeriodKind::Ongoing,
        };
        Self { start, end, kind }
    }

    /// The reading in plain Danish: "21.–31. december 2021", "senest 31. december 2021", "ingen dato genkendt".
    pub fn describe(&self) -> String {
        let span = match (self.start, self.end) {
            (Some(start), Some(end)) => Some(danish::range(start, end)),
            (Some(start), None) => Some(format!("fra {}", danish::date(start))),
            (None, Some(end)) => Some(format!("senest {}", danish::date(end))),
            (None, None) => None,
        };
        match (self.kind, span) {
            (PeriodKind::Unparseable, _) => "ingen dato genkendt".into(),
            (PeriodKind::Ongoing, None) => "løbende".into(),
            (PeriodKind::Ongoing, Some(span)) => format!("løbende, {span}"),
            (PeriodKind::Recurring, None) => "gentages".into(),
            (PeriodKind::Recurring, Some(span)) => format!("gentages, {span}"),
            (_, span) => span.unwrap_or_else(|| "ingen dato genkendt".into()),
        }
    }

    /// True where no day is given at all.
    pub fn is_undated(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }
}

/// A time frame (*tidsramme*): the words, kept and printed as written, and their reading beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The words as written.
    pub text: String,
    /// How they are read.
    pub reading: Reading,
    /// True where a person has set the reading by hand; it then no longer follows the words.
    pub is_corrected: bool,
}

impl Period {
    /// The words, read by rule with `year` where they leave the year out.
    pub fn read(text: &str, year: i32) -> Self {
        Self { text: text.to_owned(), reading: read(text, year), is_corrected: false }
    }

    /// The same period with other words: read anew, unless a person has set the reading.
    #[must_use]
    pub fn reworded(&self, text: &str, year: i32) -> Self {
        if self.is_corrected && !text.is_empty() {
            Self { text: text.to_owned(), ..self.clone() }
        } else {
            Self::read(text, year)
        }
    }

    /// The same words with the days a person has set; without any the words speak again.
    #[must_use]
    pub fn set_by_hand(self, days: Days, year: i32) -> Self {
        if days == Days::NONE {
            Self::read(&self.text, year)
        } else {
            Self { reading: Reading::from_days(days.start, days.end), is_corrected: true, ..self }
        }
    }

    /// The days a person has set; [`Days::NONE`] where the words speak for themselves.
    pub fn days_by_hand(&self) -> Days {
        if self.is_corrected { Days { start: self.reading.start, end: self.reading.end } } else { Days::NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn describes_each_kind_in_danish() {
        let reading = |start, end, kind| Reading { start, end, kind }.describe();
        assert_eq!(
            reading(Some(day("2021-12-21")), Some(day("2021-12-31")), PeriodKind::Range),
            "21.–31. december 2021"
        );
        assert_eq!(reading(None, Some(day("2021-12-31")), PeriodKind::OpenStart), "senest 31. december 2021");
        assert_eq!(reading(Some(day("2012-01-01")), None, PeriodKind::OpenEnd), "fra 1. januar 2012");
        assert_eq!(
            reading(Some(day("2018-01-01")), Some(day("2018-12-31")), PeriodKind::Ongoing),
            "løbende, 1. januar – 31. december 2018"
        );
        assert_eq!(reading(None, None, PeriodKind::Recurring), "gentages");
        assert_eq!(Reading::NONE.describe(), "ingen dato genkendt");
    }
}
