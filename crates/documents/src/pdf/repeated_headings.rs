//! Cells merged over more rows than a page holds tell again what they are about, so that no page is without
//! its finding. Where pages end is not known before the document is set: a cell is told again after a
//! little less than a page.

use domain::text;

use crate::paper::{Cell, Column, Paper, Paragraph, Piece, Row, Style, Table};

/// The lines after which a cell is told again; a lying page has some forty.
const MAX_LINES: usize = 30;
/// A row of no more lines is kept on one page: it fits on any, also where words take more room than is thought.
const MAX_WHOLE_LINES: usize = 14;
/// The characters a line has across the whole page.
const PAGE_CHARS: usize = 185;
/// The most that is told again.
const MAX_TOLD: usize = 60;

/// The document with its long cells told again.
pub(super) fn repeat_headings(mut paper: Paper) -> Paper {
    for piece in &mut paper.pieces {
        if let Piece::Table(table) = piece {
            for column in 0..table.columns.len() {
                tell_again(table, column);
            }
            table.count_rows();
        }
    }
    paper
}

fn tell_again(table: &mut Table, column: usize) {
    let mut begun: Option<Paragraph> = None;
    let mut lines = 0;
    for at in 0..table.rows.len() {
        let height = height(&table.rows[at], &table.columns);
        let Some(cell) = table.rows[at].cells.get_mut(column).filter(|cell| cell.is_heading) else { continue };
        if !cell.is_continued() {
            begun = cell.paragraphs.first().map(again);
            lines = 0;
        } else if let Some(words) = begun.as_ref().filter(|_| lines >= MAX_LINES) {
            *cell = Cell { is_heading: true, ..Cell::of(vec![words.clone()]) };
            lines = 0;
        }
        lines += height;
    }
}

fn again(paragraph: &Paragraph) -> Paragraph {
    let line = text::one_line(&paragraph.text());
    Paragraph::plain(Style::Part, format!("{} (fortsat)", text::shortened(&line, MAX_TOLD)))
}

/// Lets the rows break that may be higher than what a page holds: of themselves, or by a cell that stands
/// over several of them and has more to say than they are high.
pub(super) fn broken(mut paper: Paper) -> Paper {
    for piece in &mut paper.pieces {
        if let Piece::Table(table) = piece {
            let may_break = breaks(table);
            for (row, may_break) in table.rows.iter_mut().zip(may_break) {
                row.may_break = may_break;
            }
        }
    }
    paper
}

fn breaks(table: &Table) -> Vec<bool> {
    let heights: Vec<usize> = table.rows.iter().map(|row| height(row, &table.columns)).collect();
    let mut breaks: Vec<bool> = heights.iter().map(|height| *height > MAX_WHOLE_LINES).collect();
    for (at, row) in table.rows.iter().enumerate() {
        for (cell, column) in row.cells.iter().zip(&table.columns).filter(|(cell, _)| cell.rows > 1) {
            let end = (at + cell.rows).min(heights.len());
            let own: usize = heights[at..end].iter().sum();
            if cell_height(cell, column) > own.max(MAX_WHOLE_LINES) {
                breaks[at..end].fill(true);
            }
        }
    }
    breaks
}

/// About how many lines a row takes by itself.
fn height(row: &Row, columns: &[Column]) -> usize {
    let own = row.cells.iter().zip(columns).filter(|(cell, _)| cell.rows == 1);
    own.map(|(cell, column)| cell_height(cell, column)).max().unwrap_or(1).max(1)
}

fn cell_height(cell: &Cell, column: &Column) -> usize {
    let chars = (PAGE_CHARS * column.width as usize / 1_000).max(1);
    let lines = |words: &str| words.split('\n').map(|line| line.chars().count().div_ceil(chars).max(1)).sum::<usize>();
    cell.paragraphs.iter().map(|paragraph| lines(&paragraph.text())).sum()
}
