//! How activities (*aktiviteter*, the column *Hvad*) go.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::FollowUpId,
    period::{Period, PeriodKind},
};

/// How far an activity has come. *Overskredet* is not here: it follows from the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityStatus {
    /// *Ikke påbegyndt*.
    #[default]
    NotStarted,
    /// *Igangsat*.
    Started,
    /// *Afventer*.
    Waiting,
    /// *Gennemført*.
    Done,
    /// *Implementeret i drift*.
    Embedded,
}

impl ActivityStatus {
    /// Every status, in the order an activity goes through them.
    pub const ALL: [Self; 5] = [Self::NotStarted, Self::Started, Self::Waiting, Self::Done, Self::Embedded];

    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "Ikke påbegyndt",
            Self::Started => "Igangsat",
            Self::Waiting => "Afventer",
            Self::Done => "Gennemført",
            Self::Embedded => "Implementeret i drift",
        }
    }

    /// The word in forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Started => "started",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Embedded => "embedded",
        }
    }

    /// The status whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// The status called `words`, as people write it.
    pub fn from_words(words: &str) -> Option<Self> {
        match words.trim().trim_end_matches('.').to_lowercase().as_str() {
            "ikke påbegyndt" | "ikke startet" | "ikke igangsat" | "planlagt" => Some(Self::NotStarted),
            "igangsat" | "i gang" | "igang" | "opstartet" | "påbegyndt" | "startet" => Some(Self::Started),
            "afventer" | "venter" | "på hold" => Some(Self::Waiting),
            "gennemført" | "afsluttet" | "udført" | "færdig" => Some(Self::Done),
            "implementeret i drift" | "implementeret" | "i drift" => Some(Self::Embedded),
            _ => None,
        }
    }

    /// True where nothing more is to be done.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Embedded)
    }
}

/// A dated line of follow-up (*opfølgning*) on an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Its identity.
    pub id: FollowUpId,
    /// The day it tells of.
    pub noted_on: NaiveDate,
    /// How it goes.
    pub text: String,
    /// The status the activity had after it.
    pub status: ActivityStatus,
    /// Who wrote it.
    pub author: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// The last day an activity that is not finished has time until. Work that runs all the time or again and again has
/// none; it asks for a follow-up instead.
pub fn ends_on(period: &Period, status: ActivityStatus) -> Option<NaiveDate> {
    let goes_on = matches!(period.reading.kind, PeriodKind::Ongoing | PeriodKind::Recurring);
    period.reading.end.filter(|_| !goes_on && !status.is_finished())
}

/// True where the last day is past and the activity is not finished.
pub fn is_overdue(period: &Period, status: ActivityStatus, today: NaiveDate) -> bool {
    ends_on(period, status).is_some_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_passed_last_day_makes_unfinished_work_overdue() {
        let overdue =
            |words, status, today: &str| is_overdue(&Period::read(words, 2021), status, today.parse().unwrap());
        assert!(overdue("ultimo 2021", ActivityStatus::Started, "2022-01-01"));
        assert!(!overdue("ultimo 2021", ActivityStatus::Started, "2021-12-31"));
        assert!(!overdue("ultimo 2021", ActivityStatus::Done, "2022-01-01"));
        assert!(!overdue("løbende i 2021", ActivityStatus::Started, "2022-01-01"));
        assert!(!overdue("", ActivityStatus::NotStarted, "2022-01-01"));
    }
}
