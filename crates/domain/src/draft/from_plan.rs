//! What a plan says, without its identities.

use super::{
    ActivityDraft, BlockDraft, Draft, FindingDraft, FollowUpDraft, IssueDraft, LineDraft, PeriodDraft, StatementDraft,
};
use crate::{
    activity::FollowUp,
    finding::Finding,
    period::Period,
    plan::{Activity, Block, Issue, Line, Statement, Statements},
};

impl From<&Block> for BlockDraft {
    fn from(block: &Block) -> Self {
        Self {
            id: (),
            version: (),
            finding: (&block.finding).into(),
            issues: block.issues.iter().map(Into::into).collect(),
        }
    }
}

/// What the finding tells, as one that comes with the draft.
impl From<&Finding> for FindingDraft {
    fn from(finding: &Finding) -> Self {
        Self {
            finding_id: None,
            reference_text: finding.references.text.clone(),
            text: finding.text.clone(),
            kind: finding.kind,
            due_on: finding.due_on,
        }
    }
}

impl From<&Issue> for IssueDraft {
    fn from(issue: &Issue) -> Self {
        Self {
            id: (),
            version: (),
            text: issue.text.clone(),
            statements: (&issue.statements).into(),
            lines: issue.lines.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Statements> for Statements<Draft> {
    fn from(statements: &Statements) -> Self {
        statements.iter().collect()
    }
}

impl From<&Statement> for StatementDraft {
    fn from(statement: &Statement) -> Self {
        statement.text.as_str().into()
    }
}

impl From<&Line> for LineDraft {
    fn from(line: &Line) -> Self {
        match line {
            Line::Activity(activity) => Self::Activity(activity.into()),
            Line::Period(loose) => Self::loose_period(&loose.period),
            Line::Owner(owner) => Self::loose_owner(owner),
        }
    }
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        Self {
            id: (),
            version: (),
            what: activity.what.clone(),
            period: (&activity.period).into(),
            owner_text: activity.owner_text.clone(),
            status: activity.status,
            follow_ups: activity.follow_ups.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Period> for PeriodDraft {
    fn from(period: &Period) -> Self {
        Self { text: period.text.clone(), corrected: period.is_corrected.then_some(period.reading) }
    }
}

impl From<&FollowUp> for FollowUpDraft {
    fn from(follow_up: &FollowUp) -> Self {
        Self {
            noted_on: follow_up.noted_on,
            text: follow_up.text.clone(),
            status: follow_up.status,
            author: follow_up.author.clone(),
        }
    }
}
