//! Paragraphs in the making.

use crate::{
    grid::{Grid, Paragraph},
    style::Style,
};

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Item {
    /// A paragraph with text.
    Paragraph(Paragraph),
    /// A table with rows.
    Table(Grid),
}

/// Paragraphs and tables one after the other.
#[derive(Default)]
pub(super) struct Items {
    /// Whether a table is one, and not merely its text.
    pub(super) keeps_tables: bool,
    finished: Vec<Item>,
    unfinished: Option<Paragraph>,
}

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct ParagraphBuilder {
    pub(super) text: String,
    pub(super) style: Style,
    /// Whether what is written now is italic.
    pub(super) is_slanted: bool,
    /// Whether a tracked change deletes the mark that ends it.
    pub(super) is_mark_deleted: bool,
    has_upright: bool,
}

impl Items {
    /// Nothing yet; tables will be tables.
    pub(super) fn with_tables() -> Self {
        Self { keeps_tables: true, ..Self::default() }
    }

    /// Adds a paragraph. Where a tracked change deletes the mark that ends it, the next one goes on in it.
    pub(super) fn add(&mut self, builder: ParagraphBuilder) {
        let mut paragraph = Paragraph { is_italic: !builder.has_upright, style: builder.style, text: builder.text };
        if let Some(mut begun) = self.unfinished.take() {
            begun.text.push_str(&paragraph.text);
            paragraph.text = begun.text;
            paragraph.is_italic &= begun.is_italic;
        }
        if builder.is_mark_deleted {
            self.unfinished = Some(paragraph);
        } else {
            self.keep(paragraph);
        }
    }

    /// Adds a table.
    pub(super) fn add_table(&mut self, grid: Grid) {
        self.finished.extend(self.unfinished.take().map(Item::Paragraph));
        if !grid.rows.is_empty() {
            self.finished.push(Item::Table(grid));
        }
    }

    fn keep(&mut self, paragraph: Paragraph) {
        if !paragraph.is_blank() || paragraph.style == Style::NoIssue {
            self.finished.push(Item::Paragraph(paragraph));
        }
    }

    /// All of it.
    pub(super) fn finish(mut self) -> Vec<Item> {
        if let Some(paragraph) = self.unfinished.take() {
            self.keep(paragraph);
        }
        self.finished
    }
}

impl ParagraphBuilder {
    /// Writes on, in one line.
    pub(super) fn write(&mut self, text: &str) {
        self.has_upright |= !self.is_slanted && !text.trim().is_empty();
        self.text.extend(text.chars().map(|char| if matches!(char, '\n' | '\r' | '\t') { ' ' } else { char }));
    }

    /// Writes lines of their own.
    pub(super) fn write_lines(&mut self, lines: &str) {
        for line in lines.lines() {
            self.text.push('\n');
            self.write(line);
        }
        self.text.push('\n');
    }
}

/// A character of a symbol font, of which the usual ones are known; the rest become a bullet.
pub(super) fn symbol(code: &str) -> char {
    match u32::from_str_radix(code, 16) {
        Ok(0xf0e0 | 0xf0ae) => '→',
        Ok(0xf0fc | 0xf0fe) => '✓',
        Ok(0xf0a8 | 0xf06f) => '☐',
        Ok(0xf02d) => '-',
        Ok(code) if !(0xe000..=0xf8ff).contains(&code) => char::from_u32(code).unwrap_or('•'),
        _ => '•',
    }
}
