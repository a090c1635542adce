//! A printed document before it is Word, PDF or a page: title, paragraphs and tables.
//!
//! Each kind of document makes one of these; each format prints it. What belongs here: what stands
//! where. What does not: how a format writes it.

use chrono::NaiveDate;
use domain::comparison::{Mark, Run};
use serde::Serialize;

pub use crate::style::Style;

/// The most a column takes of a page's width, in thousandths, where there are several.
const MAX_WIDTH: u32 = 260;
/// What a letter takes of it in a table of many columns, and the empty room of a cell, in tenths of a thousandth.
const LETTER_WIDTH: usize = 57;
const CELL_ROOM: usize = 150;
/// A longer word may be parted.
const MAX_WHOLE_WORD: usize = 18;

/// A printed document.
#[derive(Debug, Clone, Serialize)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// The line under the title: unit, status, version, date.
    pub subtitle: String,
    /// The unit it is of; it stands at the foot of each page.
    pub unit_name: String,
    /// The day it is printed.
    pub printed_on: NaiveDate,
    /// How the page lies.
    pub page: Page,
    /// What follows, in order.
    pub pieces: Vec<Piece>,
}

/// How a page of A4 lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// *Liggende*.
    Landscape,
    /// *Stående*.
    Portrait,
}

/// A piece of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
pub enum Piece {
    /// A heading of a section.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph; a line break in its words is one on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What it is.
    pub style: Style,
    /// Its words, marked where they are new or gone.
    pub runs: Vec<Run>,
}

/// A table whose heading stands on each page it takes.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// What it is called for those who do not see it.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Whether the questions of the columns stand under their names.
    pub has_questions: bool,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// The guiding question under it.
    pub question: String,
    /// Its share of the table's width, in thousandths.
    pub width: u32,
}

/// A row: one cell for each column.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The name it has in the list of contents, where it has one.
    pub bookmark: Option<String>,
    /// Whether it may go on over the end of a page.
    pub may_break: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// What stands in it; empty where it goes on with the cell above.
    pub paragraphs: Vec<Paragraph>,
    /// How many rows it takes, itself included; none where it goes on with the cell above.
    pub rows: usize,
    /// Whether it tells what the rest of its row is about.
    pub is_heading: bool,
    /// Whether no line parts it from the cell above, though it is one of its own.
    pub joins_above: bool,
    /// Whether no line parts it from the cell below.
    pub joins_below: bool,
}

impl Paragraph {
    /// A paragraph without marks.
    pub fn plain(style: Style, text: impl Into<String>) -> Self {
        Self { style, runs: vec![Run { text: text.into(), mark: Mark::Same }] }
    }

    /// Its words, those that are gone included.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Cell {
    /// A cell of its own with these paragraphs.
    pub fn of(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, rows: 1, ..Self::default() }
    }

    /// Whether it is merged with the cell above.
    pub const fn is_continued(&self) -> bool {
        self.rows == 0
    }

    /// How many characters stand in it.
    pub fn char_count(&self) -> usize {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.runs).map(|run| run.text.chars().count()).sum()
    }
}

impl Table {
    /// Counts how many rows each cell takes, from which cells go on with the one above.
    pub(crate) fn count_rows(&mut self) {
        for column in 0..self.columns.len() {
            let mut rows = 1;
            for row in self.rows.iter_mut().rev() {
                let Some(cell) = row.cells.get_mut(column) else { continue };
                if cell.is_continued() {
                    rows += 1;
                } else {
                    cell.rows = rows;
                    rows = 1;
                }
            }
        }
    }

    /// Widens the columns with much text at the cost of those with little: the shares given are half of
    /// what decides.
    pub(crate) fn fit_columns(&mut self) {
        let wanted: Vec<f64> = (0..self.columns.len()).map(|at| self.wanted_width(at)).collect();
        let sum: f64 = wanted.iter().sum();
        let shares: u32 = self.columns.iter().map(|column| column.width.max(1)).sum();
        for (column, wanted) in self.columns.iter_mut().zip(&wanted) {
            let given = f64::from(column.width.max(1)) / f64::from(shares.max(1));
            let share = if sum > 0.0 { f64::midpoint(given, wanted / sum) } else { given };
            column.width = thousandths(share);
        }
        self.fill_width();
    }

    /// The root of the text in a column: twice the text wants less than twice the width, for it also
    /// grows downwards.
    fn wanted_width(&self, column: usize) -> f64 {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let chars: usize = cells.map(Cell::char_count).sum();
        f64::from(u32::try_from(chars).unwrap_or(u32::MAX)).sqrt()
    }

    /// What the longest word of a column takes.
    fn least_width(&self, column: usize) -> u32 {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let texts = cells.flat_map(|cell| &cell.paragraphs).flat_map(|paragraph| &paragraph.runs);
        let name = self.columns.get(column).map_or("", |column| column.name.as_str());
        let words = texts.map(|run| run.text.as_str()).chain([name]).flat_map(str::split_whitespace);
        let longest = words.map(|word| word.chars().count()).max().unwrap_or_default().min(MAX_WHOLE_WORD);
        u32::try_from((longest * LETTER_WIDTH + CELL_ROOM) / 10).unwrap_or(MAX_WIDTH)
    }

    /// Keeps the widths within bounds and makes them add up to 1,000.
    fn fill_width(&mut self) {
        let count = u32::try_from(self.columns.len()).unwrap_or(u32::MAX).max(1);
        let most = MAX_WIDTH.max(1_000 / count + 1);
        let least: Vec<u32> = (0..self.columns.len()).map(|at| self.least_width(at).min(1_000 / count)).collect();
        for (column, least) in self.columns.iter_mut().zip(&least) {
            column.width = column.width.clamp(*least, most);
        }
        self.share_rest(&least);
    }

    /// What is too much is taken from the columns that have more than they need, and what is too little
    /// is given to the widest.
    fn share_rest(&mut self, least: &[u32]) {
        let sum: u32 = self.columns.iter().map(|column| column.width).sum();
        let spare: u32 = self.columns.iter().zip(least).map(|(column, least)| column.width - least).sum();
        let excess = sum.saturating_sub(1_000).min(spare);
        for (column, least) in self.columns.iter_mut().zip(least) {
            column.width -= (column.width - least) * excess / spare.max(1);
        }
        let sum: u32 = self.columns.iter().map(|column| column.width).sum();
        if let Some(widest) = self.columns.iter_mut().max_by_key(|column| column.width) {
            widest.width = (widest.width + 1_000).saturating_sub(sum);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
fn thousandths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(texts: &[&str]) -> Table {
        let column = |_| Column { name: "x".into(), question: String::new(), width: 12 };
        let cells = texts.iter().map(|text| Cell::of(vec![Paragraph::plain(Style::Part, *text)])).collect();
        Table {
            caption: String::new(),
            columns: texts.iter().map(column).collect(),
            has_questions: false,
            rows: vec![Row { cells, ..Row::default() }],
        }
    }

    fn widths(texts: &[&str]) -> Vec<u32> {
        let mut table = table(texts);
        table.fit_columns();
        table.columns.iter().map(|column| column.width).collect()
    }

    #[test]
    fn much_text_gets_more_width_within_bounds() {
        let long = "ord ".repeat(500);
        let found = widths(&["", "a", &long, "", "", "", "", ""]);
        assert_eq!(found.iter().sum::<u32>(), 1_000);
        assert!(found[2] > 2 * found[0], "{found:?}");
        let word = widths(&["afdelingsledelse", &long, &long, &long, &long, &long, &long, &long]);
        assert!(word[0] > 100, "{word:?}");
        assert_eq!(widths(&["", ""]).iter().sum::<u32>(), 1_000);
        assert!(widths(&[]).is_empty());
    }

    #[test]
    fn a_cell_takes_the_rows_that_go_on_with_it() {
        let mut table = table(&["a", "b"]);
        let mut below = table.rows[0].clone();
        below.cells[0].rows = 0;
        table.rows.extend([below.clone(), below]);
        table.count_rows();
        assert_eq!((table.rows[0].cells[0].rows, table.rows[0].cells[1].rows), (3, 1));
    }
}
