//! The walk through both plans: every part beside its other self, and the words of both.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{
    BlockDiff, Comparison, IssueDiff, LineDiff, PartDiff, TextDiff,
    order::{Known, Pair},
};
use crate::{
    activity::{ActivityStatus, FollowUp},
    danish,
    finding::FindingKind,
    id::FollowUpId,
    part::PartKind,
    period::Period,
    plan::{Block, Issue, Line, Plan, Statement},
    template::{ColumnKey, PlanTemplate},
};

pub(super) fn comparison(before: &Plan, after: &Plan, template: &PlanTemplate) -> Comparison {
    let parts = Parts::new(before, after, template);
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
    /// The columns of statements in the order of the kind of plan.
    columns: Vec<ColumnKey>,
}

impl<'a> Parts<'a> {
    fn new(before: &'a Plan, after: &'a Plan, template: &PlanTemplate) -> Self {
        let issues = |plan: &'a Plan| -> Vec<&'a Issue> { plan.issues().map(|(_, issue)| issue).collect() };
        Self {
            blocks: Known::new(before, after, |plan| plan.blocks.iter().collect()),
            issues: Known::new(before, after, issues),
            statements: Known::new(before, after, |plan| issues(plan).into_iter().flat_map(statements).collect()),
            lines: Known::new(before, after, |plan| issues(plan).into_iter().flat_map(|issue| &issue.lines).collect()),
            columns: template.statement_columns().map(|(column, _)| column).collect(),
        }
    }

    fn block(&self, pair: &Pair<'a, Block>) -> BlockDiff {
        let issues = self.issues.under(pair, |block| block.issues.as_slice());
        BlockDiff {
            id: pair.id(),
            change_kind: pair.change_kind,
            references: pair.text(|block| block.finding.references.text.clone()),
            text: pair.text(|block| block.finding.text.clone()),
            kind: pair.text(|block| block.finding.kind.map_or("", FindingKind::label).to_owned()),
            deadline: pair.text(|block| date(block.finding.current_due_on())),
            issues: issues.iter().map(|pair| self.issue(pair)).collect(),
        }
    }

    fn issue(&self, pair: &Pair<'a, Issue>) -> IssueDiff {
        let lines = self.lines.under(pair, |issue| issue.lines.as_slice());
        IssueDiff {
            id: pair.id(),
            change_kind: pair.change_kind,
            text: pair.text(|issue| issue.text.clone()),
            statements: self.columns_of(pair).into_iter().map(|column| (column, self.column(pair, column))).collect(),
            lines: lines.iter().map(line).collect(),
        }
    }

    /// The columns of the kind of plan, and after them those that it does not have and the issue has.
    fn columns_of(&self, pair: &Pair<'a, Issue>) -> Vec<ColumnKey> {
        let mut columns = self.columns.clone();
        for column in [pair.before, pair.after].into_iter().flatten().flat_map(|issue| issue.statements.columns()) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    fn column(&self, pair: &Pair<'a, Issue>, column: ColumnKey) -> Vec<PartDiff> {
        let pairs = self.statements.under(pair, |issue| issue.statements.of(column));
        pairs.iter().map(|pair| statement(PartKind::Statement(column), pair)).collect()
    }
}

fn statements(issue: &Issue) -> impl Iterator<Item = &Statement> {
    issue.statements.iter().map(|(_, statement)| statement)
}

fn statement(kind: PartKind, pair: &Pair<'_, Statement>) -> PartDiff {
    PartDiff { id: pair.id(), kind, change_kind: pair.change_kind, text: pair.text(|statement| statement.text.clone()) }
}

fn line(pair: &Pair<'_, Line>) -> LineDiff {
    LineDiff {
        id: pair.id(),
        kind: pair.latest.kind(),
        change_kind: pair.change_kind,
        what: pair.text(|line| line.what().unwrap_or_default().to_owned()),
        period: period(pair),
        owner: pair.text(|line| line.owner_text().unwrap_or_default().to_owned()),
        status: status(pair),
        notes: new_notes(pair),
    }
}

fn period(pair: &Pair<'_, Line>) -> TextDiff {
    let mut periods = [pair.before, pair.after].into_iter().flatten().filter_map(Line::period);
    let is_corrected = periods.any(|period| period.is_corrected);
    pair.text(|line| match line.period() {
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
    let before = pair.before?.activity()?.status;
    let after = pair.after?.activity()?.status;
    (before != after).then_some((before, after))
}

fn new_notes(pair: &Pair<'_, Line>) -> Vec<FollowUp> {
    let known: HashSet<FollowUpId> = notes(pair.before).iter().map(|note| note.id).collect();
    notes(pair.after).iter().filter(|note| !known.contains(&note.id)).cloned().collect()
}

fn notes(line: Option<&Line>) -> &[FollowUp] {
    line.and_then(Line::activity).map(|activity| activity.follow_ups.as_slice()).unwrap_or_default()
}

fn date(day: Option<NaiveDate>) -> String {
    day.map(danish::date).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        comparison::{Counts, compare},
        template::sample::{key, template},
    };

    #[test]
    fn statements_come_by_column_in_the_order_of_the_kind_of_plan() {
        let [goal, monitoring, effect, risk] = ["goal", "monitoring", "effect", "risk"].map(key);
        let before = sample::plan_of(sample::issue("Fravær").goal("Ned").in_column("risk", "Ferie"));
        let mut after = before.clone();
        after.blocks[0].issues[0].statements.of_mut(goal)[0].text = "Op".into();
        let comparison = compare(&before, &after, &template());
        let issue = &comparison.blocks[0].issues[0];
        let columns: Vec<_> = issue.statements.iter().map(|(column, parts)| (*column, parts.len())).collect();
        assert_eq!(columns, [(goal, 1), (monitoring, 0), (effect, 0), (risk, 1)]);
        let text = TextDiff { before: "Ned".into(), after: "Op".into() };
        assert_eq!((issue.of(goal)[0].kind, &issue.of(goal)[0].text), (PartKind::Statement(goal), &text));
        assert_eq!(comparison.counts(), Counts { changed: 1, ..Counts::default() });
        assert!(comparison.only_changed().blocks[0].issues[0].of(risk).is_empty());
    }
}
