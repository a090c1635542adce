//! Reads our own CSV: the numbers of findings and issues tell exactly where each begins.

use domain::template::ColumnKey;

use crate::{
    ReadContext, ReadError,
    builder::{Blocks, Builder},
    entry::{Dialect, Entry},
    grid::{Cell, Grid, Paragraph, Row},
    headings::{Columns, FINDING_NUMBER, Headings, ISSUE_NUMBER, Slot, normal},
    style::Style,
};

use super::BETWEEN;

/// The blocks of a table of ours, and what is to be told about them; none where it is not ours.
pub(super) fn read(grid: &Grid, context: &ReadContext<'_>) -> Result<Option<Blocks>, ReadError> {
    let Some((columns, [finding_column, issue_column])) = numbered(grid, context) else { return Ok(None) };
    let parted = parted(grid, &columns);
    let mut reader = Reader { builder: Builder::new(context.model), finding: String::new(), issue: String::new() };
    for (at, row) in grid.rows.iter().enumerate().skip(1) {
        let numbers = [number(row, finding_column), number(row, issue_column)];
        reader.add(&Entry::of(&parted, at, &columns, Dialect::Native), numbers)?;
    }
    Ok(Some(reader.builder.finish()))
}

/// What the columns hold, and the two that number findings and issues; none where the table is not ours.
fn numbered(grid: &Grid, context: &ReadContext<'_>) -> Option<(Columns, [usize; 2])> {
    let headings = grid.rows.first()?;
    let numbers = [column(headings, FINDING_NUMBER)?, column(headings, ISSUE_NUMBER)?];
    let mut columns = Headings::new(context.template).recognise(headings)?;
    for number in numbers {
        columns.ignore(number);
    }
    Some((columns, numbers))
}

struct Reader<'a> {
    builder: Builder<'a>,
    finding: String,
    issue: String,
}

impl Reader<'_> {
    // A row without a number was put in by hand: it goes on with the one above.
    fn add(&mut self, entry: &Entry, [finding, issue]: [String; 2]) -> Result<(), ReadError> {
        let theme = entry.parts(ColumnKey::Theme);
        if !finding.is_empty() && finding != self.finding {
            self.builder.start_block(theme)?;
            self.finding = finding;
            self.issue.clear();
        } else if !theme.is_empty() {
            self.builder.extend_block(theme)?;
        }
        let words = entry.joined(ColumnKey::Issue);
        if !issue.is_empty() && issue != self.issue {
            self.builder.start_issue(words)?;
            self.issue = issue;
        } else if !self.builder.has_issue() && !words.is_empty() {
            self.builder.start_issue(words)?;
        } else {
            self.builder.extend_issue(&words)?;
        }
        if entry.has_issue_words() {
            self.builder.fill(entry)?;
        }
        Ok(())
    }
}

fn column(headings: &Row, name: &str) -> Option<usize> {
    headings.cells.iter().find(|cell| normal(&cell.text()) == normal(name)).map(|cell| cell.column)
}

fn number(row: &Row, column: usize) -> String {
    row.cell_at(column).map(Cell::text).unwrap_or_default()
}

/// The table with each text of a cell as a paragraph.
fn parted(grid: &Grid, columns: &Columns) -> Grid {
    let rows = grid.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| Cell { paragraphs: paragraphs(cell, columns), ..cell.clone() });
        Row { cells: cells.collect() }
    });
    Grid { rows: rows.collect(), is_native: true }
}

fn paragraphs(cell: &Cell, columns: &Columns) -> Vec<Paragraph> {
    let Some(Slot::Known(key)) = columns.slot(cell.column) else { return cell.paragraphs.clone() };
    let text: String = cell.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    if *key != ColumnKey::Theme {
        return text.split(BETWEEN).map(|part| Paragraph::new(Style::Part, part)).collect();
    }
    match text.split_once(BETWEEN) {
        Some((references, finding)) => {
            vec![Paragraph::new(Style::Reference, references), Paragraph::new(Style::Part, finding)]
        }
        None => vec![Paragraph::new(Style::Part, text)],
    }
}

#[cfg(test)]
mod tests {
    use domain::draft::PlanDraft;

    use super::*;
    use crate::tests::sample;

    #[test]
    fn reads_what_it_writes() {
        let (plan, model, template) = (sample::plan(), sample::model(), sample::template());
        let bytes = super::super::write(&sample::print_input(&plan, &template)).unwrap();
        let import = super::super::read(&bytes, &ReadContext { model: &model, template: &template }).unwrap();
        assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(PlanDraft::from(&plan).blocks));
        assert!(import.notes.is_empty(), "{:?}", import.notes);
    }
}
