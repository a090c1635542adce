//! The walk through both plans: every part beside its other self, and the words of both.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{
    BlockDiff, Comparison, IssueDiff, LineDiff, PartDiff, TextDiff,
    order::{Known, Pair},
};
use crate::{
    activity::{Activity, ActivityStatus, FollowUp},
    danish,
    finding::FindingKind,
    id::FollowUpId,
    part::PartKind,
    period::Period,
    plan::{Block, Issue, Line, Plan, Statement},
};

pub(super) fn comparison(before: &Plan, after: &Plan) -> Comparison {
    let parts = Parts::new(before, after);
    let blocks = parts.blocks.align(&before.blocks, &after.blocks);
    let text = |words: fn(&Plan) -> String| TextDiff { before: words(before), after: words(after) };
    Comparison {
        title: text(|plan| plan.title.clone()),
        year: text(|plan| plan.year.to_string()),
        due_on: text(|plan| date(plan.due_on)),
        introduction: text(|plan| plan.introduction.clone()),
        closing: text(|plan| plan.closing.clone()),
        blocks: blocks.iter().map(|pair| parts.block(pair)).collect(),
    }
}

/// Every part of the two plans. A part is sought in the whole plan, not only under the same parent:
/// what was moved to another issue is one part, not one removed and one added.
struct Parts<'a> {
    blocks: Known<'a, Block>,
    issues: Known<'a, Issue>,
    statements: Known<'a, Statement>,
    lines: Known<'a, Line>,
}

impl<'a> Parts<'a> {
    fn new(before: &'a Plan, after: &'a Plan) -> Self {
        let issues = |plan: &'a Plan| -> Vec<&'a Issue> { plan.issues().map(|(_, issue)| issue).collect() };
        Self {
            blocks: Known::new(before, after, |plan| plan.blocks.iter().collect()),
            issues: Known::new(before, after, issues),
            statements: Known::new(before, after, |plan| issues(plan).into_iter().flat_map(statements).collect()),
            lines: Known::new(before, after, |plan| issues(plan).into_iter().flat_map(|issue| &issue.lines).collect()),
        }
    }

    fn block(&self, pair: &Pair<'a, Block>) -> BlockDiff {
        let issues = self.issues.under(pair, |block| block.issues.as_slice());
        BlockDiff {
            id: pair.id(),
            change_kind: pair.change_kind,
            references: pair.text(|block| block.finding.reference_text.clone()),
            text: pair.text(|block| block.finding.text.clone()),
            kind: pair.text(|block| block.finding.kind.map_or("", FindingKind::label).to_owned()),
            deadline: pair.text(|block| date(block.finding.current_due_on())),
            issues: issues.iter().map(|pair| self.issue(pair)).collect(),
        }
    }

    fn issue(&self, pair: &Pair<'a, Issue>) -> IssueDiff {
        let statements = |kind: PartKind, list: fn(&Issue) -> &[Statement]| -> Vec<PartDiff> {
            self.statements.under(pair, list).iter().map(|pair| statement(kind, pair)).collect()
        };
        let lines = self.lines.under(pair, |issue| issue.lines.as_slice());
        IssueDiff {
            id: pair.id(),
            change_kind: pair.change_kind,
            text: pair.text(|issue| issue.text.clone()),
            goals: statements(PartKind::Goal, |issue| issue.goals.as_slice()),
            lines: lines.iter().map(line).collect(),
            monitoring: statements(PartKind::Monitoring, |issue| issue.monitoring.as_slice()),
            effects: statements(PartKind::Effect, |issue| issue.effects.as_slice()),
        }
    }
}

fn statements(issue: &Issue) -> impl Iterator<Item = &Statement> {
    issue.goals.iter().chain(&issue.monitoring).chain(&issue.effects)
}

fn statement(kind: PartKind, pair: &Pair<'_, Statement>) -> PartDiff {
    PartDiff { id: pair.id(), kind, change_kind: pair.change_kind, text: pair.text(|statement| statement.text.clone()) }
}

fn line(pair: &Pair<'_, Line>) -> LineDiff {
    LineDiff {
        id: pair.id(),
        kind: pair.latest.kind(),
        change_kind: pair.change_kind,
        what: pair.text(|line| activity(line).map(|activity| activity.what.clone()).unwrap_or_default()),
        period: period(pair),
        owner: pair.text(|line| owner_text(line).to_owned()),
        status: status(pair),
        notes: new_notes(pair),
    }
}

fn period(pair: &Pair<'_, Line>) -> TextDiff {
    let mut periods = [pair.before, pair.after].into_iter().flatten().filter_map(period_of);
    let is_corrected = periods.any(|period| period.is_corrected);
    pair.text(|line| match period_of(line) {
        Some(period) if is_corrected => with_reading(period),
        Some(period) => period.text.clone(),
        None => String::new(),
    })
}

/// The words of a period and how they are read.
fn with_reading(period: &Period) -> String {
    // Where nothing is written or set, "ingen dato genkendt" would only look like words removed.
    if period.text.is_empty() && !period.is_corrected {
        return String::new();
    }
    format!("{} ({})", period.text, period.reading.describe()).trim_start().to_owned()
}

fn status(pair: &Pair<'_, Line>) -> Option<(ActivityStatus, ActivityStatus)> {
    let before = activity(pair.before?)?.status;
    let after = activity(pair.after?)?.status;
    (before != after).then_some((before, after))
}

fn new_notes(pair: &Pair<'_, Line>) -> Vec<FollowUp> {
    let known: HashSet<FollowUpId> = notes(pair.before).iter().map(|note| note.id).collect();
    notes(pair.after).iter().filter(|note| !known.contains(&note.id)).cloned().collect()
}

fn notes(line: Option<&Line>) -> &[FollowUp] {
    line.and_then(activity).map(|activity| activity.follow_ups.as_slice()).unwrap_or_default()
}

fn activity(line: &Line) -> Option<&Activity> {
    match line {
        Line::Activity(activity) => Some(activity),
        Line::Period(_) | Line::Owner(_) => None,
    }
}

fn period_of(line: &Line) -> Option<&Period> {
    match line {
        Line::Activity(activity) => Some(&activity.period),
        Line::Period(loose) => Some(&loose.period),
        Line::Owner(_) => None,
    }
}

fn owner_text(line: &Line) -> &str {
    match line {
        Line::Activity(activity) => activity.owner_text.as_str(),
        Line::Period(_) => "",
        Line::Owner(loose) => loose.text.as_str(),
    }
}

fn date(day: Option<NaiveDate>) -> String {
    day.map(danish::date).unwrap_or_default()
}
