//! Drafts that more than one file is tested with.

use chrono::NaiveDate;

use super::{ActivityDraft, BlockDraft, FindingDraft, FollowUpDraft, IssueDraft, LineDraft, PlanDraft};
use crate::{activity::ActivityStatus, template::sample::key};

/// A draft with these words in each place a text can stand.
pub(super) fn full(words: &str) -> PlanDraft {
    let follow_up = FollowUpDraft {
        noted_on: NaiveDate::default(),
        text: words.into(),
        status: ActivityStatus::Started,
        author: words.into(),
    };
    let activity = ActivityDraft {
        what: words.into(),
        period: words.into(),
        owner_text: words.into(),
        follow_ups: vec![follow_up],
        ..ActivityDraft::default()
    };
    let issue = IssueDraft {
        text: words.into(),
        statements: ["goal", "monitoring", "effect"].map(|column| (key(column), words)).into_iter().collect(),
        lines: vec![LineDraft::Activity(activity), LineDraft::loose_period(words), LineDraft::loose_owner(words)],
        ..IssueDraft::default()
    };
    let finding = FindingDraft { reference_text: words.into(), text: words.into(), ..FindingDraft::default() };
    PlanDraft {
        title: words.into(),
        introduction: words.into(),
        closing: words.into(),
        blocks: vec![BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() }],
        ..PlanDraft::default()
    }
}
