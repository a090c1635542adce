//! The clock: the only place that asks the computer for the time.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Copenhagen;

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The computer's.
    System,
    /// Always this moment; for tests, which own the calendar.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The moment it is.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
            Self::System => Utc::now(),
            Self::Fixed(at) => at,
        }
    }

    /// The day it is in Denmark.
    pub fn today(self) -> NaiveDate {
        danish_day(self.now())
    }
}

/// The day a moment falls on in Denmark.
pub fn danish_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Copenhagen).date_naive()
}

/// "12. marts 2026 kl. 10.32" in Denmark.
pub fn danish_moment(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Copenhagen);
    format!("{} kl. {}", domain::danish::date(local.date_naive()), local.format("%H.%M"))
}
