//! How much can be set: time and room grow with the characters, and with the cells and lines they stand in.
//!
//! Measured on one core, a million characters in one cell take two seconds and 350 MB, and 5,000 rows of eight short
//! cells three seconds and 700 MB: a character takes about 0.35 kB, a line as much as ten characters more, a cell as
//! much as 25. What is let through here takes about a second and 200 MB at the worst.

use crate::{
    WriteError,
    paper::{Cell, Paper, Paragraph, Piece},
};

/// The most that is set, in characters.
const MAX_SIZE: usize = 300_000;
/// Beyond this each paragraph is filled line by line. Until then all the ways to break it are weighed, which looks a
/// little better and takes eight times as long.
const MAX_WEIGHED: usize = 50_000;
/// What a cell takes besides its characters.
const CELL: usize = 25;
/// What a line takes that is not broken for want of room.
const LINE: usize = 10;

/// How much a document is, in characters.
pub(super) fn size(paper: &Paper) -> usize {
    paper.pieces.iter().map(piece).sum()
}

/// Refuses what is too much.
pub(super) fn check(size: usize) -> Result<(), WriteError> {
    if size > MAX_SIZE { Err(WriteError::TooLarge { size, max: MAX_SIZE }) } else { Ok(()) }
}

/// Whether a document of this size is set line by line.
pub(super) const fn is_long(size: usize) -> bool {
    size > MAX_WEIGHED
}

fn piece(piece: &Piece) -> usize {
    match piece {
        Piece::Heading { text } => words(text),
        Piece::Paragraph(found) => paragraph(found),
        Piece::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(cell).sum(),
    }
}

fn cell(cell: &Cell) -> usize {
    if cell.is_continued() { 0 } else { CELL + cell.paragraphs.iter().map(paragraph).sum::<usize>() }
}

fn paragraph(paragraph: &Paragraph) -> usize {
    LINE + paragraph.runs.iter().map(|run| words(&run.text)).sum::<usize>()
}

fn words(words: &str) -> usize {
    words.chars().count() + LINE * words.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan_paper, tests::sample};

    #[test]
    fn an_ordinary_plan_is_far_from_too_much() {
        let (plan, template) = (sample::plan(), sample::template());
        let size = size(&plan_paper::paper(&sample::print_input(&plan, &template)));
        assert!((300..5_000).contains(&size) && !is_long(size), "{size}");
        assert!(check(size).is_ok());
    }

    #[test]
    fn lines_and_cells_count_as_the_signs_they_are_worth() {
        assert_eq!(words("æ\nø"), 3 + LINE);
        assert_eq!(cell(&Cell::default()), 0);
        let paragraph = Paragraph::plain(crate::paper::Style::Part, "abc");
        assert_eq!(cell(&Cell::of(vec![paragraph.clone(), paragraph])), CELL + 2 * (LINE + 3));
    }

    #[test]
    fn what_is_too_much_is_refused_with_what_to_do() {
        let refusal = check(MAX_SIZE + 1).unwrap_err().to_string();
        assert!(refusal.contains("300001") && refusal.contains("Hent den som Word eller Excel"), "{refusal}");
        assert!(check(MAX_SIZE).is_ok());
    }
}
