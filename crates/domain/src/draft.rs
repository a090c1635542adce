//! A plan without identities: what an import reads, what a copy takes along, what is compared.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    activity::{Activity, ActivityStatus},
    finding::FindingKind,
    id::FindingId,
    period::{Period, Reading},
    plan::{Issue, Line, Plan, Statement},
};

/// A plan to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDraft {
    /// Its title.
    pub title: String,
    /// The year its time frames mean, where known.
    pub year: Option<i32>,
    /// Text before the table.
    pub introduction: String,
    /// Text after the table.
    pub closing: String,
    /// Its findings in order.
    pub blocks: Vec<BlockDraft>,
}

/// A finding and what answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockDraft {
    /// The registered finding it is; none where it comes with the draft.
    pub finding_id: Option<FindingId>,
    /// The words that name themes, criteria and indicators, one reference line a line.
    pub reference_text: String,
    /// The finding's text.
    pub text: String,
    /// What sort of finding, where known.
    pub kind: Option<FindingKind>,
    /// The inspectorate's deadline.
    pub due_on: Option<NaiveDate>,
    /// Its issues in order.
    pub issues: Vec<IssueDraft>,
}

/// An issue (*emne*).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueDraft {
    /// Its words; empty where it goes on with the issue above it.
    pub text: String,
    /// Goals (*mål*).
    pub goals: Vec<String>,
    /// Activities and what stands among them.
    pub lines: Vec<LineDraft>,
    /// *Dokumentation*.
    pub monitoring: Vec<String>,
    /// *Forventede effekt*.
    pub effects: Vec<String>,
}

/// One line across *Hvad*, *Hvornår* and *Hvem*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum LineDraft {
    /// An activity with its own period and owner.
    Activity(ActivityDraft),
    /// A period that belongs to the whole cell.
    Period {
        /// Its words.
        period_text: String,
        /// Its reading, where a person has set it.
        #[serde(default)]
        corrected: Option<Reading>,
    },
    /// An owner who belongs to the whole cell.
    Owner {
        /// Its words.
        owner_text: String,
    },
}

/// An activity (*aktivitet*).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityDraft {
    /// *Hvad*.
    pub what: String,
    /// *Hvornår*, in words.
    pub period_text: String,
    /// The reading of the period, where a person has set it.
    pub corrected: Option<Reading>,
    /// *Hvem*, in words.
    pub owner_text: String,
    /// How far it has come.
    pub status: ActivityStatus,
    /// Its follow-up, oldest first.
    pub follow_ups: Vec<FollowUpDraft>,
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

impl PlanDraft {
    /// How many activities it has.
    pub fn activity_count(&self) -> usize {
        self.blocks
            .iter()
            .flat_map(|block| &block.issues)
            .flat_map(|issue| &issue.lines)
            .filter(|line| matches!(line, LineDraft::Activity(_)))
            .count()
    }
}

impl From<&Plan> for PlanDraft {
    fn from(plan: &Plan) -> Self {
        let blocks = plan
            .blocks
            .iter()
            .map(|block| BlockDraft {
                finding_id: None,
                reference_text: block.finding.reference_text.clone(),
                text: block.finding.text.clone(),
                kind: block.finding.kind,
                due_on: block.finding.due_on,
                issues: block.issues.iter().map(Into::into).collect(),
            })
            .collect();
        Self {
            title: plan.title.clone(),
            year: Some(plan.year),
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
            blocks,
        }
    }
}

impl From<&Issue> for IssueDraft {
    fn from(issue: &Issue) -> Self {
        let texts = |statements: &[Statement]| statements.iter().map(|statement| statement.text.clone()).collect();
        Self {
            text: issue.text.clone(),
            goals: texts(&issue.goals),
            lines: issue.lines.iter().map(Into::into).collect(),
            monitoring: texts(&issue.monitoring),
            effects: texts(&issue.effects),
        }
    }
}

impl From<&Line> for LineDraft {
    fn from(line: &Line) -> Self {
        match line {
            Line::Activity(activity) => Self::Activity(activity.into()),
            Line::Period(loose) => {
                Self::Period { period_text: loose.period.text.clone(), corrected: corrected(&loose.period) }
            }
            Line::Owner(owner) => Self::Owner { owner_text: owner.text.clone() },
        }
    }
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        let follow_ups = activity
            .follow_ups
            .iter()
            .map(|note| FollowUpDraft {
                noted_on: note.noted_on,
                text: note.text.clone(),
                status: note.status,
                author: note.author.clone(),
            })
            .collect();
        Self {
            what: activity.what.clone(),
            period_text: activity.period.text.clone(),
            corrected: corrected(&activity.period),
            owner_text: activity.owner_text.clone(),
            status: activity.status,
            follow_ups,
        }
    }
}

fn corrected(period: &Period) -> Option<Reading> {
    period.is_corrected.then_some(period.reading)
}
