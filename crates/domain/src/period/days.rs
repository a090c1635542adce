//! The days of a time frame that a person has set by hand.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;

/// A first and a last day, either of which may be left out: "2026-01-01/2026-03-31", "/2026-03-31".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub start: Option<NaiveDate>,
    /// The last day.
    pub end: Option<NaiveDate>,
}

/// The text is not two days with a stroke between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not two days")]
pub struct NotDays;

impl Days {
    /// None set: the words speak for themselves.
    pub const NONE: Self = Self { start: None, end: None };

    /// True where the last day is not before the first.
    pub fn are_in_order(self) -> bool {
        self.start.zip(self.end).is_none_or(|(start, end)| start <= end)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        write!(f, "{}/{}", day(self.start), day(self.end))
    }
}

impl FromStr for Days {
    type Err = NotDays;

    fn from_str(text: &str) -> Result<Self, NotDays> {
        let (start, end) = text.split_once('/').ok_or(NotDays)?;
        let day = |text: &str| match text {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| NotDays),
        };
        Ok(Self { start: day(start)?, end: day(end)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_from_their_text() {
        for text in ["2026-01-01/2026-03-31", "/2026-03-31", "2026-01-01/", "/"] {
            assert_eq!(text.parse::<Days>().unwrap().to_string(), text);
        }
        assert_eq!("2026-01-01".parse::<Days>(), Err(NotDays));
        assert_eq!("i dag/i morgen".parse::<Days>(), Err(NotDays));
        assert!(!"2026-03-31/2026-01-01".parse::<Days>().unwrap().are_in_order());
    }
}
