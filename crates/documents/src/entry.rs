//! One row of a file's table, sorted by what its cells hold.

use std::collections::HashMap;

use domain::{draft::LineDraft, paste, template::ColumnKey, text};

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
    found: HashMap<ColumnKey, Found>,
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
                Some(Slot::Known(key)) => {
                    let found = entry.found.entry(*key).or_default();
                    found.has_own_cell |= !cell.is_continued;
                    found.goes_on_below |= grid.goes_on_below(at, cell.column);
                    found.add(parts(cell, *key, dialect), *key);
                }
                Some(Slot::Ignored) => {}
                Some(Slot::Status) => entry.statuses.extend(cell.text().lines().map(str::to_owned)),
                Some(Slot::Other(heading)) => entry.add_other(heading, cell),
                None => entry.add_other("", cell),
            }
        }
        entry
    }

    /// The parts of a column.
    pub(crate) fn parts(&self, key: ColumnKey) -> &[Part] {
        self.found.get(&key).map(|found| found.parts.as_slice()).unwrap_or_default()
    }

    /// The texts of a column.
    pub(crate) fn texts(&self, key: ColumnKey) -> Vec<String> {
        self.parts(key).iter().map(|part| part.text.clone()).collect()
    }

    /// The texts of a column as one.
    pub(crate) fn joined(&self, key: ColumnKey) -> String {
        self.texts(key).join("\n")
    }

    /// True where the column's cell is merged with the one above, or missing.
    pub(crate) fn is_continued(&self, key: ColumnKey) -> bool {
        self.found.get(&key).is_none_or(|found| !found.has_own_cell)
    }

    /// True where anything stands outside the column of findings.
    pub(crate) fn has_issue_words(&self) -> bool {
        let is_known = ColumnKey::ALL.into_iter().any(|key| key != ColumnKey::Theme && !self.parts(key).is_empty());
        is_known || !self.others.is_empty() || !self.statuses.is_empty()
    }

    /// Activities, periods and owners as lines.
    pub(crate) fn lines(&self) -> Vec<LineDraft> {
        let [periods, shared_periods] = self.own_and_shared(ColumnKey::Period);
        let [owners, shared_owners] = self.own_and_shared(ColumnKey::Owner);
        let mut lines = matching::lines(self.texts(ColumnKey::Activity), periods, owners);
        lines.extend(shared_periods.into_iter().map(matching::loose_period));
        lines.extend(shared_owners.into_iter().map(matching::loose_owner));
        lines
    }

    // A cell merged over several rows of activities stands for all of them, not for the first. In our
    // own files the style says so.
    fn own_and_shared(&self, key: ColumnKey) -> [Vec<String>; 2] {
        let goes_on = |key| self.found.get(&key).is_some_and(|found| found.goes_on_below);
        let is_merged = goes_on(key) && !goes_on(ColumnKey::Activity);
        let (shared, own): (Vec<&Part>, Vec<&Part>) =
            self.parts(key).iter().partition(|part| is_merged || part.style == Style::Shared);
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
    fn add(&mut self, parts: Vec<Part>, key: ColumnKey) {
        let glue = match key {
            ColumnKey::Period => " – ",
            ColumnKey::Owner => ", ",
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

fn parts(cell: &Cell, key: ColumnKey, dialect: Dialect) -> Vec<Part> {
    let is_list = !matches!(key, ColumnKey::Theme | ColumnKey::Issue);
    let parts = cell.paragraphs.iter().flat_map(|paragraph| {
        let text = text::tidy(&paragraph.text);
        let texts = match dialect {
            Dialect::Native => vec![text],
            Dialect::ThirdParty if is_list => text.lines().map(paste::without_bullet).collect(),
            Dialect::ThirdParty => text.lines().map(str::to_owned).collect(),
        };
        texts.into_iter().map(move |text| Part { style: paragraph.style, text })
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
        assert_eq!(third_party.texts(ColumnKey::Goal), ["Mål", "Delmål"]);
        assert_eq!(third_party.joined(ColumnKey::Issue), "- Et\nTo");
        assert_eq!(entry(rows, Dialect::Native).texts(ColumnKey::Goal), ["• Mål\n– Delmål"]);
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
        assert_eq!(lines.last(), Some(&LineDraft::Owner { owner_text: "Ledelse".into() }));
    }
}
