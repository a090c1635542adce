//! One row of a file's table, sorted by what its cells hold.

use std::collections::HashMap;

use domain::{draft::LineDraft, paste, template::Holds, text};

use crate::{
    grid::{Cell, Grid},
    headings::{Columns, Slot},
    matching,
    style::Style,
};

/// Whose hand a table is in: it decides how a cell's paragraphs become parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Ours: a paragraph is a part, whatever stands in it.
    Native,
    /// That of a table which numbers its findings and issues: a paragraph is a part, and where a finding has several,
    /// the first is its references.
    Numbered,
    /// Anyone's: a line is a part, and the bullet it may begin with is not text.
    ThirdParty,
}

/// A text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) style: Style,
    pub(crate) text: String,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    found: HashMap<Holds, Found>,
    /// The number of the finding, where the table has such a column and the row says it.
    pub(crate) finding_number: String,
    /// The number of the issue, likewise.
    pub(crate) issue_number: String,
    /// Words of the column *Status*.
    pub(crate) statuses: Vec<String>,
    /// Text of columns the template does not have, each with its heading.
    pub(crate) others: Vec<(String, String)>,
    /// Whether our own file says that the finding has no issue.
    pub(crate) is_without_issue: bool,
}

#[derive(Debug, Default)]
struct Found {
    parts: Vec<Part>,
    has_own_cell: bool,
    goes_on_below: bool,
}

impl Entry {
    /// Row `at` of a table.
    pub(crate) fn of(grid: &Grid, at: usize, columns: &Columns, dialect: Dialect) -> Self {
        let mut entry = Self::default();
        let cells = grid.rows.get(at).map(|row| row.cells.as_slice()).unwrap_or_default();
        for cell in cells {
            entry.is_without_issue |= cell.paragraphs.iter().any(|paragraph| paragraph.style == Style::NoIssue);
            match columns.slot(cell.column) {
                Some(Slot::Known(holds)) => {
                    let found = entry.found.entry(*holds).or_default();
                    found.has_own_cell |= !cell.is_continued;
                    found.goes_on_below |= grid.goes_on_below(at, cell.column);
                    found.add(parts(cell, *holds, dialect), *holds);
                }
                Some(Slot::FindingNumber) => entry.finding_number = cell.text(),
                Some(Slot::IssueNumber) => entry.issue_number = cell.text(),
                Some(Slot::Status) => entry.statuses.extend(cell.text().lines().map(str::to_owned)),
                Some(Slot::Other(heading)) => entry.add_other(heading, cell),
                None => entry.add_other("", cell),
            }
        }
        entry
    }

    /// The parts of a column.
    pub(crate) fn parts(&self, holds: Holds) -> &[Part] {
        self.found.get(&holds).map(|found| found.parts.as_slice()).unwrap_or_default()
    }

    /// The texts of a column.
    pub(crate) fn texts(&self, holds: Holds) -> Vec<String> {
        self.parts(holds).iter().map(|part| part.text.clone()).collect()
    }

    /// The texts of a column as one.
    pub(crate) fn joined(&self, holds: Holds) -> String {
        self.texts(holds).join("\n")
    }

    /// True where the column's cell is merged with the one above, or missing.
    pub(crate) fn is_continued(&self, holds: Holds) -> bool {
        self.found.get(&holds).is_none_or(|found| !found.has_own_cell)
    }

    /// True where anything stands outside the column of findings.
    pub(crate) fn has_issue_words(&self) -> bool {
        let is_known = self.found.iter().any(|(holds, found)| *holds != Holds::Theme && !found.parts.is_empty());
        is_known || !self.others.is_empty() || !self.statuses.is_empty()
    }

    /// Activities, periods and owners as lines.
    pub(crate) fn lines(&self) -> Vec<LineDraft> {
        let [periods, shared_periods] = self.own_and_shared(Holds::Period);
        let [owners, shared_owners] = self.own_and_shared(Holds::Owner);
        let mut lines = matching::lines(self.texts(Holds::Activity), periods, owners);
        lines.extend(shared_periods.into_iter().map(LineDraft::loose_period));
        lines.extend(shared_owners.into_iter().map(LineDraft::loose_owner));
        lines
    }

    // A cell merged over several rows of activities stands for all of them, not for the first. In our
    // own files the style says so.
    fn own_and_shared(&self, holds: Holds) -> [Vec<String>; 2] {
        let goes_on = |holds| self.found.get(&holds).is_some_and(|found| found.goes_on_below);
        let is_merged = goes_on(holds) && !goes_on(Holds::Activity);
        let (shared, own): (Vec<&Part>, Vec<&Part>) =
            self.parts(holds).iter().partition(|part| is_merged || part.style == Style::Shared);
        [own, shared].map(|parts| parts.into_iter().map(|part| part.text.clone()).collect())
    }

    fn add_other(&mut self, heading: &str, cell: &Cell) {
        if !cell.is_blank() {
            self.others.push((heading.to_owned(), cell.text()));
        }
    }
}

impl Found {
    // Two columns for one thing ("Start" and "Slut") give one text an activity where they are of equal length.
    fn add(&mut self, parts: Vec<Part>, holds: Holds) {
        let glue = match holds {
            Holds::Period => " – ",
            Holds::Owner => ", ",
            _ => "",
        };
        if glue.is_empty() || self.parts.len() != parts.len() {
            self.parts.extend(parts);
            return;
        }
        for (kept, more) in self.parts.iter_mut().zip(parts) {
            kept.text = [kept.text.as_str(), more.text.as_str()].join(glue);
        }
    }
}

fn parts(cell: &Cell, holds: Holds, dialect: Dialect) -> Vec<Part> {
    let is_list = !matches!(holds, Holds::Theme | Holds::Issue);
    let has_references = holds == Holds::Theme && cell.paragraphs.len() > 1;
    let parts = cell.paragraphs.iter().enumerate().flat_map(|(at, paragraph)| {
        let text = text::tidy(&paragraph.text);
        let texts = match dialect {
            Dialect::Native | Dialect::Numbered => vec![text],
            Dialect::ThirdParty if is_list => text.lines().map(paste::without_bullet).collect(),
            Dialect::ThirdParty => text.lines().map(str::to_owned).collect(),
        };
        let style = match dialect {
            Dialect::Numbered if has_references && at == 0 => Style::Reference,
            Dialect::Numbered => Style::Part,
            Dialect::Native | Dialect::ThirdParty => paragraph.style,
        };
        texts.into_iter().map(move |text| Part { style, text })
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{headings::Headings, tests::sample};

    fn entry(rows: &[&[&str]], dialect: Dialect) -> Entry {
        let grid = sample::grid(rows);
        let columns = Headings::new(&sample::template()).in_order();
        Entry::of(&grid, 0, &columns, dialect)
    }

    #[test]
    fn a_line_is_a_part_in_foreign_files_and_a_paragraph_in_ours() {
        let rows: &[&[&str]] = &[&["", "- Et\nTo", "• Mål\n– Delmål"]];
        let third_party = entry(rows, Dialect::ThirdParty);
        let goals = Holds::from_key("goal").unwrap();
        assert_eq!(third_party.texts(goals), ["Mål", "Delmål"]);
        assert_eq!(third_party.joined(Holds::Issue), "- Et\nTo");
        assert_eq!(entry(rows, Dialect::Native).texts(goals), ["• Mål\n– Delmål"]);
    }

    #[test]
    fn keeps_text_beyond_the_last_heading() {
        let entry = entry(&[&["", "", "", "", "", "", "", "", "Husk"]], Dialect::ThirdParty);
        assert_eq!(entry.others, [(String::new(), "Husk".to_owned())]);
        assert!(entry.has_issue_words());
    }

    #[test]
    fn an_owner_merged_over_several_activities_stands_for_all() {
        let mut grid = sample::grid(&[&["", "", "", "Et", "", "", "Ledelse"], &["", "", "", "To", "", "", ""]]);
        grid.rows[1].cells[6].is_continued = true;
        let columns = Headings::new(&sample::template()).in_order();
        let lines = Entry::of(&grid, 0, &columns, Dialect::ThirdParty).lines();
        assert_eq!(lines.last(), Some(&LineDraft::loose_owner("Ledelse")));
    }
}
