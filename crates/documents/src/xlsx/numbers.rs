//! The numbers of the rows of our own sheet, which tell what belongs together however it is sorted.

use super::{
    columns::Column,
    native_sheet::{NativeRow, NativeSheet},
};

/// Findings and issues that a person added have no numbers; they get some beyond all others.
const FRESH: u32 = 1_000_000;

/// Where a row stands in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number {
    /// The finding.
    pub(super) finding: u32,
    /// The issue; none for a finding without issues.
    pub(super) issue: Option<u32>,
    line: u32,
}

/// A row with its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered<'s> {
    /// Where it stands in the plan.
    pub(super) number: Number,
    /// What it says.
    pub(super) cells: NativeRow<'s>,
}

/// The rows in the order of the plan. A row without a number stands right after the one above it.
pub(super) fn numbered<'s>(sheet: &'s NativeSheet<'_>) -> Vec<Numbered<'s>> {
    let mut counter = Counter { fresh: FRESH, ..Counter::default() };
    let mut rows: Vec<Numbered<'s>> =
        sheet.rows().map(|cells| Numbered { number: counter.number(&cells), cells }).collect();
    rows.sort_by_key(|row| row.number);
    rows
}

#[derive(Debug, Default)]
struct Counter {
    fresh: u32,
    above: Option<Number>,
    finding: String,
    issue: String,
}

impl Counter {
    fn number(&mut self, row: &NativeRow<'_>) -> Number {
        let (finding, issue) = (row.text(Column::Finding), row.text(Column::Issue));
        let number = match (read(row), self.above) {
            (Some(number), _) => number,
            (None, Some(above)) if !is_other(&finding, &self.finding) => {
                let goes_on = above.issue.filter(|_| !is_other(&issue, &self.issue));
                Number { issue: goes_on.or_else(|| Some(self.next())), ..above }
            }
            (None, _) => Number { finding: self.next(), issue: Some(self.next()), line: 0 },
        };
        let number = Number { issue: number.issue.or_else(|| has_issue(row).then_some(0)), ..number };
        self.above = Some(number);
        self.finding = if finding.is_empty() { std::mem::take(&mut self.finding) } else { finding };
        self.issue = issue;
        number
    }

    fn next(&mut self) -> u32 {
        self.fresh = self.fresh.saturating_add(1);
        self.fresh
    }
}

fn is_other(said: &str, above: &str) -> bool {
    !said.is_empty() && said != above
}

fn read(row: &NativeRow<'_>) -> Option<Number> {
    let text = row.text(Column::Number).replace(',', ".");
    let parts = text.split('.').map(|part| part.trim().parse().ok());
    match parts.collect::<Option<Vec<u32>>>()?[..] {
        [finding] => Some(Number { finding, issue: None, line: 0 }),
        [finding, issue] => Some(Number { finding, issue: Some(issue), line: 0 }),
        [finding, issue, line] => Some(Number { finding, issue: Some(issue), line }),
        _ => None,
    }
}

/// True where anything of an issue stands in the row of a finding that had none.
fn has_issue(row: &NativeRow<'_>) -> bool {
    let is_line = |column: Column| matches!(column, Column::Activity | Column::Period | Column::Owner | Column::Status);
    row.columns().any(|column| (column.is_of_issue() || is_line(column)) && !row.is_empty(column))
}
