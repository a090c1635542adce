//! Reads CSV: our own by its numbers, any other by its headings.

use csv::ReaderBuilder;
use domain::draft::PlanDraft;

use crate::{
    Context, DEFAULT_TITLE, Import, MAX_COLUMNS, MAX_ROWS, ReadError,
    foreign::{self, Recogniser},
    grid::{Cell, Grid, Paragraph, Row},
    style::Style,
};

use super::{decode, own, unguarded};

/// What a CSV file holds.
pub(crate) fn read(bytes: &[u8], context: &Context<'_>) -> Result<Import, ReadError> {
    let text = decode::decode(bytes)?;
    let (delimiter, text) = decode::delimiter(&text);
    let grid = grid(text, delimiter)?;
    let draft = PlanDraft { title: DEFAULT_TITLE.to_owned(), ..PlanDraft::default() };
    if let Some((blocks, notes)) = own::read(&grid, context) {
        return Ok(Import { draft: PlanDraft { blocks, ..draft }, notes });
    }
    if !Recogniser::new(context.template, [&grid]).accepts(&grid) {
        return Err(ReadError::NoTable);
    }
    let foreign = foreign::read(&[grid], context);
    let introduction = foreign.before.join("\n");
    Ok(Import { draft: PlanDraft { introduction, blocks: foreign.blocks, ..draft }, notes: foreign.notes })
}

fn grid(text: &str, delimiter: u8) -> Result<Grid, ReadError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| ReadError::Csv { line: error.position().map_or(1, csv::Position::line) })?;
        if record.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns);
        }
        if rows.len() == MAX_ROWS {
            return Err(ReadError::TooManyRows);
        }
        rows.push(Row { cells: record.iter().enumerate().map(cell).collect() });
    }
    Ok(Grid { rows, is_own: false })
}

fn cell((column, text): (usize, &str)) -> Cell {
    let text = unguarded(text).replace("\r\n", "\n");
    let paragraphs = if text.trim().is_empty() { Vec::new() } else { vec![Paragraph::new(Style::Plain, text)] };
    Cell { column, span: 1, is_continued: false, paragraphs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn read_text(text: &str) -> Result<Import, ReadError> {
        let (model, template) = (sample::model(), sample::template());
        read(text.as_bytes(), &Context { model: &model, template: &template })
    }

    #[test]
    fn reads_the_table_of_any_spreadsheet() {
        let import =
            read_text("Plan 2022,,\nEmne,Hvad,Hvem\nKultur,\"Kursus\n- Møder\",\n,Supervision,Ledelse\n").unwrap();
        assert_eq!(import.draft.introduction, "Plan 2022");
        let issue = &import.draft.blocks[0].issues[0];
        assert_eq!((issue.text.as_str(), issue.lines.len()), ("Kultur", 3));
    }

    #[test]
    fn refuses_what_is_no_plan() {
        assert_eq!(read_text("Navn;Telefon\nLise;1").unwrap_err(), ReadError::NoTable);
        assert_eq!(read_text(&"a;b\n".repeat(MAX_ROWS + 1)).unwrap_err(), ReadError::TooManyRows);
        assert_eq!(read_text(&";".repeat(MAX_COLUMNS)).unwrap_err(), ReadError::TooManyColumns);
    }
}
