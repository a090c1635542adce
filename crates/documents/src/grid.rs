//! A table as it stands in a file, before anything in it is understood.

use domain::text;

use crate::style::Style;

/// What parts two texts of a cell that holds text alone; no text of a plan holds a blank line.
pub(crate) const BETWEEN: &str = "\n\n";

/// A paragraph; line breaks within it are `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) style: Style,
    pub(crate) text: String,
    pub(crate) is_italic: bool,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// The column it begins in, counted from 0.
    pub(crate) column: usize,
    /// How many columns it takes.
    pub(crate) span: usize,
    /// Whether it is merged with the cell above.
    pub(crate) is_continued: bool,
    /// What stands in it, a paragraph for each.
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<Row>,
    /// Whether any paragraph has a style of our own table.
    pub(crate) is_native: bool,
}

/// The paragraphs of a cell that holds text alone. A text that ends with a blank line ends with a blank paragraph.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    text.replace("\r\n", "\n").split(BETWEEN).map(|words| Paragraph::new(Style::Plain, words)).collect()
}

impl Paragraph {
    /// A paragraph of this style.
    pub(crate) fn new(style: Style, text: impl Into<String>) -> Self {
        Self { style, text: text.into(), is_italic: false }
    }

    /// True where nothing is written in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Cell {
    /// Its whole text, tidied, a line per line.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        text::tidy(&texts.join("\n"))
    }

    /// True where nothing is written in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.paragraphs.iter().all(Paragraph::is_blank)
    }

    fn end(&self) -> usize {
        self.column.saturating_add(self.span)
    }
}

impl Row {
    /// The cell that covers a column.
    pub(crate) fn cell_at(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| (cell.column..cell.end()).contains(&column))
    }

    /// The cells with text.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }

    /// True where no cell has text.
    pub(crate) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// True where a paragraph has this style.
    pub(crate) fn has_style(&self, style: Style) -> bool {
        self.cells.iter().flat_map(|cell| &cell.paragraphs).any(|paragraph| paragraph.style == style)
    }

    /// All its text on one line.
    pub(crate) fn on_one_line(&self) -> String {
        let texts: Vec<String> = self.filled().map(|cell| text::one_line(&cell.text())).collect();
        texts.join(" | ")
    }
}

impl Grid {
    /// How many columns its widest row takes.
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().filter_map(|row| row.cells.last()).map(Cell::end).max().unwrap_or(0)
    }

    /// True where the cell below, in row `at + 1`, is merged with the one of row `at`.
    pub(crate) fn goes_on_below(&self, at: usize, column: usize) -> bool {
        self.rows.get(at + 1).and_then(|row| row.cell_at(column)).is_some_and(|cell| cell.is_continued)
    }
}
