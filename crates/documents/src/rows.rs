//! The rows a plan is written in, before it becomes a file of any format.
//!
//! Each activity is a row of its own, so that *Hvad*, *Hvornår* and *Hvem* stand line by line. The
//! other cells are merged over the rows of their finding or issue.

use domain::{
    plan::{Block, Issue, Line, Plan},
    template::Holds,
    text,
};

use crate::{entry::Part, style::Style};

/// What becomes of a period or owner that stands for a whole cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SharedLines {
    /// It is a row of its own.
    Apart,
    /// It stands below what belongs to the activity before it, so that the cell has no gaps.
    WithActivity,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The number of its finding, from 1.
    pub(crate) block_number: usize,
    /// The number of its issue within the finding, from 1; none for a finding without issues.
    pub(crate) issue_number: Option<usize>,
    /// The number of its lines within the issue, from 1; none for an issue without lines.
    pub(crate) line_number: Option<usize>,
    /// The finding.
    pub(crate) block: &'a Block,
    /// The issue; none for a finding without issues.
    pub(crate) issue: Option<&'a Issue>,
    /// An activity, periods, owners: in this order, and of the first at most one.
    pub(crate) lines: &'a [Line],
    /// Whether the finding begins here.
    pub(crate) starts_block: bool,
    /// Whether the issue begins here.
    pub(crate) starts_issue: bool,
    /// Whether the issue ends here.
    pub(crate) ends_issue: bool,
}

/// The rows of a plan.
pub(crate) fn rows(plan: &Plan, shared: SharedLines) -> Vec<Row<'_>> {
    let blocks = plan.blocks.iter().enumerate();
    blocks.flat_map(|(at, block)| block_rows(at + 1, block, shared)).collect()
}

fn block_rows(block_number: usize, block: &Block, shared: SharedLines) -> Vec<Row<'_>> {
    let empty = Row {
        block_number,
        issue_number: None,
        line_number: None,
        block,
        issue: None,
        lines: &[],
        starts_block: true,
        starts_issue: true,
        ends_issue: true,
    };
    if block.issues.is_empty() {
        return vec![empty];
    }
    let mut rows = Vec::new();
    for (at, issue) in block.issues.iter().enumerate() {
        let of_issue = Row { issue_number: Some(at + 1), issue: Some(issue), starts_block: at == 0, ..empty };
        rows.extend(issue_rows(of_issue, groups(&issue.lines, shared)));
    }
    rows
}

fn groups(lines: &[Line], shared: SharedLines) -> Vec<&[Line]> {
    match shared {
        SharedLines::Apart => lines.chunks(1).collect(),
        SharedLines::WithActivity => {
            lines.chunk_by(|above, below| rank(below) > 0 && rank(above) <= rank(below)).collect()
        }
    }
}

fn rank(line: &Line) -> u8 {
    match line {
        Line::Activity(_) => 0,
        Line::Period(_) => 1,
        Line::Owner(_) => 2,
    }
}

fn issue_rows<'a>(of_issue: Row<'a>, groups: Vec<&'a [Line]>) -> Vec<Row<'a>> {
    let Some(last) = groups.len().checked_sub(1) else { return vec![of_issue] };
    let groups = groups.into_iter().enumerate();
    let rows = groups.map(|(at, lines)| Row {
        line_number: Some(at + 1),
        lines,
        starts_block: of_issue.starts_block && at == 0,
        starts_issue: at == 0,
        ends_issue: at == last,
        ..of_issue
    });
    rows.collect()
}

impl Row<'_> {
    /// Whether the cell of a column is merged with the one above.
    pub(crate) fn is_continued(&self, holds: Holds) -> bool {
        match holds {
            Holds::Theme => !self.starts_block,
            Holds::Issue => !self.starts_issue_cell(),
            Holds::Statements(_) => !self.starts_issue,
            Holds::Activity | Holds::Period | Holds::Owner => false,
        }
    }

    /// What stands in the cell of a column, whether it begins in this row or above.
    pub(crate) fn parts(&self, holds: Holds) -> Vec<Part> {
        match holds {
            Holds::Theme => self.finding(),
            Holds::Issue => self.issue.map(|issue| lines(Style::Part, &issue.text)).unwrap_or_default(),
            Holds::Statements(key) => {
                let statements = self.issue.map(|issue| issue.statements.of(key)).unwrap_or_default();
                statements.iter().filter_map(|statement| part(Style::Statement(key), &statement.text)).collect()
            }
            Holds::Activity | Holds::Period | Holds::Owner => {
                self.lines.iter().filter_map(|line| line_part(line, holds)).collect()
            }
        }
    }

    /// The texts that stand in the cell of a column; an issue is one, with all its lines.
    pub(crate) fn texts(&self, holds: Holds) -> Vec<String> {
        let texts: Vec<String> = self.parts(holds).into_iter().map(|part| part.text).collect();
        if holds == Holds::Issue && !texts.is_empty() { vec![texts.join("\n")] } else { texts }
    }

    // An issue without words goes on with the one above it.
    fn starts_issue_cell(&self) -> bool {
        let has_words = || self.issue.is_none_or(|issue| !text::tidy(&issue.text).is_empty());
        self.starts_issue && (self.starts_block || has_words())
    }

    fn finding(&self) -> Vec<Part> {
        let mut parts = lines(Style::Reference, &self.block.finding.references.text);
        parts.extend(lines(Style::Part, &self.block.finding.text));
        parts
    }
}

fn line_part(line: &Line, holds: Holds) -> Option<Part> {
    let words = match holds {
        Holds::Activity => line.what(),
        Holds::Period => line.period_text(),
        Holds::Owner => line.owner_text(),
        _ => None,
    };
    let style = if line.activity().is_some() { Style::Part } else { Style::Shared };
    part(style, words?)
}

fn lines(style: Style, text: &str) -> Vec<Part> {
    text::tidy(text).lines().map(|line| Part { style, text: line.to_owned() }).collect()
}

fn part(style: Style, text: &str) -> Option<Part> {
    let text = text::tidy(text);
    (!text.is_empty()).then_some(Part { style, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn each_line_is_a_row_and_an_issue_without_words_goes_on() {
        let plan = sample::plan();
        let rows = rows(&plan, SharedLines::Apart);
        let shape: Vec<_> =
            rows.iter().map(|row| (row.block_number, row.issue_number, row.is_continued(Holds::Issue))).collect();
        assert_eq!(
            shape,
            [
                (1, Some(1), false),
                (1, Some(1), true),
                (1, Some(1), true),
                (1, Some(2), true),
                (1, Some(3), false),
                (2, None, false),
            ]
        );
        assert_eq!(rows[1].texts(Holds::Owner), ["Ledelse"]);
        assert_eq!(rows[1].texts(Holds::Issue), ["Kultur\nFaglighed og tilgang"]);
        assert!(rows[0].starts_issue && !rows[0].ends_issue && rows[2].ends_issue);
    }

    #[test]
    fn what_stands_for_the_cell_can_stand_below_an_activity() {
        let plan = sample::plan();
        let rows = rows(&plan, SharedLines::WithActivity);
        assert_eq!(rows.len(), 5);
        let owners = rows[0].parts(Holds::Owner);
        assert_eq!((owners[0].style, owners[0].text.as_str()), (Style::Shared, "Ledelse"));
    }

    #[test]
    fn a_column_nobody_has_seen_holds_its_own_statements() {
        let plan = sample::other_plan();
        let rows = rows(&plan, SharedLines::Apart);
        let risk = sample::key("risk_2");
        let parts = rows[0].parts(Holds::Statements(risk));
        assert_eq!((parts.len(), parts[0].style), (2, Style::Statement(risk)));
        assert!(rows[1].is_continued(Holds::Statements(risk)));
        assert!(rows[0].texts(Holds::Statements(sample::key("goal"))).is_empty());
    }
}
