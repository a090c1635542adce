//! What the tree of a plan is made of before it stands in the database.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ActivityDraft, LineDraft, StatementDraft};
use crate::{
    activity::ActivityStatus,
    finding::{FindingDetails, FindingKind},
    id::FindingId,
    period::{Period, Reading},
    plan::{LoosePeriod, Stage},
    quality_model::QualityModel,
    reference::References,
};

/// What is still to be made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Draft;

impl Stage for Draft {
    type Id = ();
    type Version = ();
    type Finding = FindingDraft;
    type Period = PeriodDraft;
    type FollowUp = FollowUpDraft;

    fn finding_words(finding: &FindingDraft) -> [&str; 2] {
        [&finding.reference_text, &finding.text]
    }

    fn period_words(period: &PeriodDraft) -> &str {
        &period.text
    }

    fn follow_up_words(follow_up: &FollowUpDraft) -> [&str; 2] {
        [&follow_up.text, &follow_up.author]
    }
}

/// A finding to be, or one that is registered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDraft {
    /// The registered finding it is; none where it comes with the draft.
    pub finding_id: Option<FindingId>,
    /// The words that name themes, criteria and indicators, one reference line a line.
    pub reference_text: String,
    /// Its text.
    pub text: String,
    /// What sort of finding, where known.
    pub kind: Option<FindingKind>,
    /// The inspectorate's deadline.
    pub due_on: Option<NaiveDate>,
}

impl FindingDraft {
    /// What it tells, with its references read by the model.
    pub fn details(&self, model: &QualityModel) -> FindingDetails {
        FindingDetails {
            kind: self.kind,
            text: self.text.clone(),
            references: References::parse(self.reference_text.as_str(), model),
            due_on: self.due_on,
            extension_requested_on: None,
            extended_to: None,
        }
    }
}

/// A time frame to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodDraft {
    /// Its words.
    pub text: String,
    /// Its reading, where a person has set it.
    pub corrected: Option<Reading>,
}

impl PeriodDraft {
    /// The time frame it becomes in a plan of this year.
    pub fn read(&self, year: i32) -> Period {
        let period = Period::read(&self.text, year);
        match self.corrected {
            Some(reading) => Period { reading, is_corrected: true, ..period },
            None => period,
        }
    }
}

impl From<String> for PeriodDraft {
    fn from(text: String) -> Self {
        Self { text, corrected: None }
    }
}

impl From<&str> for PeriodDraft {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A dated line of follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDraft {
    /// The day it tells of.
    pub noted_on: NaiveDate,
    /// How it goes.
    pub text: String,
    /// The status after it.
    pub status: ActivityStatus,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
}

impl Default for ActivityDraft {
    fn default() -> Self {
        Self {
            id: (),
            version: (),
            what: String::new(),
            period: PeriodDraft::default(),
            owner_text: String::new(),
            status: ActivityStatus::default(),
            follow_ups: Vec::new(),
        }
    }
}

impl From<String> for StatementDraft {
    fn from(text: String) -> Self {
        Self { id: (), version: (), text }
    }
}

impl From<&str> for StatementDraft {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A draft of a statement is nothing but its words.
impl PartialEq<&str> for StatementDraft {
    fn eq(&self, words: &&str) -> bool {
        self.text == *words
    }
}

impl LineDraft {
    /// A period of the whole cell.
    pub fn loose_period(period: impl Into<PeriodDraft>) -> Self {
        Self::Period(LoosePeriod { id: (), version: (), period: period.into() })
    }

    /// An owner of the whole cell.
    pub fn loose_owner(owner: impl Into<StatementDraft>) -> Self {
        Self::Owner(owner.into())
    }

    /// The time frame, to be changed; none for an owner of the whole cell.
    pub fn period_mut(&mut self) -> Option<&mut PeriodDraft> {
        match self {
            Self::Activity(activity) => Some(&mut activity.period),
            Self::Period(loose) => Some(&mut loose.period),
            Self::Owner(_) => None,
        }
    }

    /// True where it says nothing at all.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Activity(activity) => *activity == ActivityDraft::default(),
            Self::Period(loose) => loose.period.text.is_empty() && loose.period.corrected.is_none(),
            Self::Owner(owner) => owner.text.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_frame_set_by_hand_keeps_its_days_in_any_year() {
        let reading = Reading::from_days(Some("2026-01-01".parse().unwrap()), None);
        let by_hand = PeriodDraft { text: "ultimo 2021".into(), corrected: Some(reading) };
        assert_eq!(by_hand.read(2021), Period { text: "ultimo 2021".into(), reading, is_corrected: true });
        assert_eq!(PeriodDraft::from("ultimo 2021").read(2020), Period::read("ultimo 2021", 2020));
    }
}
