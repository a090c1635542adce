//! Whether a tree of parts stands in the database or is still to be made.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use crate::{activity::FollowUp, finding::Finding, id::PartId, period::Period};

/// Whether a tree stands in the database or is still to be made.
pub trait Stage: Clone + fmt::Debug + PartialEq + Eq {
    /// How a part is known again.
    type Id: Copy + fmt::Debug + PartialEq + Eq + Serialize + DeserializeOwned;
    /// What rises with each save of a part.
    type Version: Copy + fmt::Debug + PartialEq + Eq + Serialize + DeserializeOwned;
    /// The finding of a block.
    type Finding: Clone + fmt::Debug + PartialEq + Eq + Serialize + DeserializeOwned;
    /// A time frame.
    type Period: Clone + fmt::Debug + PartialEq + Eq + Serialize + DeserializeOwned;
    /// A line of follow-up.
    type FollowUp: Clone + fmt::Debug + PartialEq + Eq + Serialize + DeserializeOwned;

    /// The words of a finding: its references and its text.
    fn finding_words(finding: &Self::Finding) -> [&str; 2];

    /// The words of a time frame.
    fn period_words(period: &Self::Period) -> &str;

    /// The words of a line of follow-up: how it goes, and who wrote it.
    fn follow_up_words(follow_up: &Self::FollowUp) -> [&str; 2];
}

/// What stands in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept;

impl Stage for Kept {
    type Id = PartId;
    type Version = i64;
    type Finding = Finding;
    type Period = Period;
    type FollowUp = FollowUp;

    fn finding_words(finding: &Finding) -> [&str; 2] {
        [&finding.references.text, &finding.text]
    }

    fn period_words(period: &Period) -> &str {
        &period.text
    }

    fn follow_up_words(follow_up: &FollowUp) -> [&str; 2] {
        [&follow_up.text, &follow_up.author]
    }
}
