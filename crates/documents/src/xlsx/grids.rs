//! A worksheet as a table of which nothing is understood yet.

use crate::{
    ReadError,
    budget::Budget,
    grid::{self, Cell, Grid, Row},
};

use super::book::{Page, Value};

/// The rows of a worksheet that hold any text, with its merged cells.
pub(super) fn grid(page: &Page) -> Result<Grid, ReadError> {
    let width = page.width();
    let covered = page.covered()?;
    let mut budget = Budget::of_table();
    let mut rows = Vec::new();
    for number in page.rows.keys().copied() {
        let mut cells = Vec::new();
        let mut column = 0;
        while column < width {
            let range = covered.get(&(number, column));
            let span = range.map_or(1, |range| range.last_column + 1 - column);
            let is_continued = range.is_some_and(|range| range.first_row < number);
            let value = page.value(number, column).filter(|_| !is_continued);
            let text = value.map(Value::text).unwrap_or_default();
            if !text.is_empty() {
                budget.take_lines(&text)?;
            }
            cells.push(Cell { column, span, is_continued, paragraphs: grid::paragraphs(&text) });
            column += span;
        }
        rows.push(Row { cells });
    }
    Ok(Grid { rows, is_native: false })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::xlsx::book::Range;

    #[test]
    fn merged_cells_go_on_below_and_span_columns() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut page = Page::default();
        page.rows.insert(2, BTreeMap::from([(0, text("Fund")), (1, text("Et")), (2, text("2026"))]));
        page.rows.insert(4, BTreeMap::from([(1, text("To")), (3, text("x"))]));
        page.merged = vec![
            Range { first_row: 2, last_row: 4, first_column: 0, last_column: 0 },
            Range { first_row: 2, last_row: 2, first_column: 2, last_column: 99 },
        ];
        let grid = grid(&page).unwrap();
        let shape: Vec<Vec<(usize, usize, bool)>> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| (cell.column, cell.span, cell.is_continued)).collect())
            .collect();
        assert_eq!(
            shape,
            [
                vec![(0, 1, false), (1, 1, false), (2, 2, false)],
                vec![(0, 1, true), (1, 1, false), (2, 1, false), (3, 1, false)],
            ]
        );
        assert!(grid.goes_on_below(0, 0));
        assert_eq!(grid.rows[0].cells[2].text(), "2026");
    }
}
