//! Words that a PDF can print: a character no face draws becomes its number, and words without end can be
//! broken. Nothing falls away.

use crate::paper::{Cell, Paper, Paragraph, Piece, Row, Table};

use super::fonts;

/// A word is given places to break after this many characters.
const MAX_UNBROKEN: usize = 30;
/// Where a line may break without a hyphen.
pub(super) const BREAK: char = '\u{200b}';

/// The document with words that can be printed.
pub(super) fn printable(paper: &Paper) -> Paper {
    Paper {
        title: text(&paper.title),
        subtitle: text(&paper.subtitle),
        unit_name: text(&paper.unit_name),
        pieces: paper.pieces.iter().map(piece).collect(),
        ..paper.clone()
    }
}

fn piece(piece: &Piece) -> Piece {
    match piece {
        Piece::Heading { text: words } => Piece::Heading { text: text(words) },
        Piece::Paragraph(found) => Piece::Paragraph(paragraph(found)),
        Piece::Table(found) => Piece::Table(Table {
            caption: text(&found.caption),
            rows: found.rows.iter().map(row).collect(),
            ..found.clone()
        }),
    }
}

fn row(row: &Row) -> Row {
    let cell = |cell: &Cell| Cell { paragraphs: cell.paragraphs.iter().map(paragraph).collect(), ..cell.clone() };
    Row { cells: row.cells.iter().map(cell).collect(), bookmark: row.bookmark.as_deref().map(text), ..row.clone() }
}

fn paragraph(paragraph: &Paragraph) -> Paragraph {
    let mut printed = paragraph.clone();
    for run in &mut printed.runs {
        run.text = text(&run.text);
    }
    printed
}

fn text(words: &str) -> String {
    let mut printed = String::with_capacity(words.len());
    let mut unbroken = 0;
    for char in words.chars() {
        if char.is_whitespace() {
            unbroken = 0;
        } else {
            unbroken += 1;
            if unbroken % MAX_UNBROKEN == 0 {
                printed.push(BREAK);
            }
        }
        match char {
            '\n' => printed.push('\n'),
            _ if char.is_whitespace() => printed.push(' '),
            _ if char.is_control() => {}
            _ if is_invisible(char) || fonts::draws(char) && !is_private(char) => printed.push(char),
            _ => printed.push_str(&number(char)),
        }
    }
    printed
}

/// The number of a character, which runs from left to right wherever it stands.
fn number(letter: char) -> String {
    format!("\u{2066}[U+{:04X}]\u{2069}", u32::from(letter))
}

/// Characters that shape those around them and are not drawn themselves.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Characters that mean only what a program says they mean: an archive cannot keep them.
const fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_nobody_draws_is_told_by_its_number() {
        assert_eq!(text("Ræv ✓ → „ø“ שלום"), "Ræv ✓ → „ø“ שלום");
        assert_eq!(text("a\u{1f9d1}b\u{e000}c\u{1}"), "a\u{2066}[U+1F9D1]\u{2069}b\u{2066}[U+E000]\u{2069}c");
    }

    #[test]
    fn a_word_without_end_can_be_broken() {
        assert_eq!(text(&"x".repeat(100)).matches(BREAK).count(), 3);
        assert!(!text("almindelige ord på en linje, som er lang nok").contains(BREAK));
    }
}
