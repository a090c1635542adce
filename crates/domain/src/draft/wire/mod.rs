//! A draft as a file has it: version 1 of our own JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    ActivityDraft, BlockDraft, Draft, FindingDraft, FollowUpDraft, IssueDraft, LineDraft, PeriodDraft, PlanDraft,
};
use crate::{
    activity::ActivityStatus,
    finding::FindingKind,
    id::FindingId,
    period::Reading,
    plan::{
        Statements,
        lists::{self, Others},
    },
    template::ColumnKey,
};

#[cfg(test)]
mod tests;

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PlanFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    title: String,
    year: Option<i32>,
    introduction: String,
    closing: String,
    blocks: Vec<BlockFile>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct BlockFile {
    finding_id: Option<FindingId>,
    reference_text: String,
    text: String,
    kind: Option<FindingKind>,
    due_on: Option<NaiveDate>,
    issues: Vec<IssueFile>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct IssueFile {
    text: String,
    #[serde(flatten)]
    lists: Lists,
    lines: Vec<LineFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
enum LineFile {
    Activity(ActivityFile),
    Period {
        period_text: String,
        #[serde(default)]
        corrected: Option<Reading>,
    },
    Owner {
        owner_text: String,
    },
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ActivityFile {
    what: String,
    period_text: String,
    corrected: Option<Reading>,
    owner_text: String,
    status: ActivityStatus,
    follow_ups: Vec<FollowUpDraft>,
}

/// The words of the statements by the column they stand in.
#[derive(Default)]
struct Lists(BTreeMap<ColumnKey, Vec<String>>);

impl Serialize for Lists {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        lists::write(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lists::read(deserializer, Others::Ignored).map(Self)
    }
}

impl From<PlanFile> for PlanDraft {
    fn from(file: PlanFile) -> Self {
        Self {
            template_id: file.template,
            title: file.title,
            year: file.year,
            introduction: file.introduction,
            closing: file.closing,
            blocks: file.blocks.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<PlanDraft> for PlanFile {
    fn from(draft: PlanDraft) -> Self {
        Self {
            template: draft.template_id,
            title: draft.title,
            year: draft.year,
            introduction: draft.introduction,
            closing: draft.closing,
            blocks: draft.blocks.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<BlockFile> for BlockDraft {
    fn from(file: BlockFile) -> Self {
        let BlockFile { finding_id, reference_text, text, kind, due_on, issues } = file;
        let finding = FindingDraft { finding_id, reference_text, text, kind, due_on };
        Self { finding, issues: issues.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

impl From<BlockDraft> for BlockFile {
    fn from(block: BlockDraft) -> Self {
        let FindingDraft { finding_id, reference_text, text, kind, due_on } = block.finding;
        let issues = block.issues.into_iter().map(Into::into).collect();
        Self { finding_id, reference_text, text, kind, due_on, issues }
    }
}

impl From<IssueFile> for IssueDraft {
    fn from(file: IssueFile) -> Self {
        let mut statements = Statements::<Draft>::default();
        for (column, texts) in file.lists.0 {
            statements.extend(column, texts);
        }
        let lines = file.lines.into_iter().map(Into::into).collect();
        Self { text: file.text, statements, lines, ..Self::default() }
    }
}

impl From<IssueDraft> for IssueFile {
    fn from(issue: IssueDraft) -> Self {
        let mut lists = Lists::default();
        for (column, list) in issue.statements.into_lists() {
            lists.0.insert(column, list.into_iter().map(|statement| statement.text).collect());
        }
        Self { text: issue.text, lists, lines: issue.lines.into_iter().map(Into::into).collect() }
    }
}

impl From<LineFile> for LineDraft {
    fn from(file: LineFile) -> Self {
        match file {
            LineFile::Activity(activity) => Self::Activity(activity.into()),
            LineFile::Period { period_text, corrected } => {
                Self::loose_period(PeriodDraft { text: period_text, corrected })
            }
            LineFile::Owner { owner_text } => Self::loose_owner(owner_text),
        }
    }
}

impl From<LineDraft> for LineFile {
    fn from(line: LineDraft) -> Self {
        match line {
            LineDraft::Activity(activity) => Self::Activity(activity.into()),
            LineDraft::Period(loose) => {
                Self::Period { period_text: loose.period.text, corrected: loose.period.corrected }
            }
            LineDraft::Owner(owner) => Self::Owner { owner_text: owner.text },
        }
    }
}

impl From<ActivityFile> for ActivityDraft {
    fn from(file: ActivityFile) -> Self {
        Self {
            what: file.what,
            period: PeriodDraft { text: file.period_text, corrected: file.corrected },
            owner_text: file.owner_text,
            status: file.status,
            follow_ups: file.follow_ups,
            ..Self::default()
        }
    }
}

impl From<ActivityDraft> for ActivityFile {
    fn from(activity: ActivityDraft) -> Self {
        Self {
            what: activity.what,
            period_text: activity.period.text,
            corrected: activity.period.corrected,
            owner_text: activity.owner_text,
            status: activity.status,
            follow_ups: activity.follow_ups,
        }
    }
}
