//! The sheet *Aktiviteter*: the plan, a row for each activity.

use std::array;

use domain::activity::ActivityStatus;
use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Format, IgnoreError, Worksheet, XlsxError};

use crate::{PrintInput, Stop, WriteError};

use super::{
    columns::Column,
    days::excel_day,
    formats::{self, Formats},
    long_texts::{LongTexts, Place},
    rows::{self, Row},
};

/// The name of the sheet.
pub(super) const NAME: &str = "Aktiviteter";
/// Rows below the last that are ready for new activities.
const SPARE_ROWS: u32 = 500;
/// How many columns stay in sight when the sheet is moved sideways.
const FROZEN_COLUMNS: u16 = 2;
/// What a heading takes besides its letters: the arrow of its filter.
const ARROW_CHARS: usize = 3;

/// The most text that says again what the rows above say. Beyond it those cells stand empty, which changes nothing
/// when the workbook comes back; without an end a plan of thousands of goals and activities fills all memory.
const MAX_REPEATED_BYTES: usize = 10_000_000;

/// What is written in a cell.
struct Cell {
    text: String,
    day: Option<ExcelDateTime>,
}

/// A row's cells, in the order of [`Column::ALL`].
type Cells = Vec<Cell>;

/// Writes the sheet.
pub(super) fn write(
    worksheet: &mut Worksheet,
    input: &PrintInput<'_>,
    formats: &Formats,
    long: &mut LongTexts,
    stop: &Stop,
) -> Result<(), WriteError> {
    let rows = rows::rows(input.plan);
    let mut repeats = Repeats::default();
    let cells: Vec<Cells> = rows.iter().map(|row| cells(row, input, long, &mut repeats)).collect();
    let widths = Column::ALL.map(|column| width(column, &column.heading(input.template), &cells));
    worksheet.set_name(NAME)?;
    write_headings(worksheet, input, formats, &widths)?;
    for (number, (row, cells)) in (1_u32..).zip(rows.iter().zip(&cells)) {
        stop.check()?;
        write_row(worksheet, number, cells, &cell_formats(row, formats))?;
        let texts = cells.iter().zip(widths).take(Column::Id as usize);
        let height = formats::height(texts.map(|(cell, width)| (cell.text.as_str(), width)));
        worksheet.set_row_height(number, height)?;
    }
    let last_row = u32::try_from(cells.len()).unwrap_or(u32::MAX).max(1);
    set_up(worksheet, last_row)?;
    formats::set_page(worksheet, input);
    // So many columns are read on a large sheet only; a printer makes it smaller where it must.
    worksheet.set_paper_size(formats::A3);
    Ok(())
}

/// What the columns say that say the same in several rows.
struct Repeats {
    texts: [String; Column::ALL.len()],
    left: usize,
}

impl Default for Repeats {
    fn default() -> Self {
        Self { texts: array::from_fn(|_| String::new()), left: MAX_REPEATED_BYTES }
    }
}

impl Repeats {
    /// What the row above says too; nothing once there has been enough of it.
    fn again(&mut self, column: Column) -> String {
        let text = &self.texts[column as usize];
        match self.left.checked_sub(text.len()) {
            Some(left) => {
                self.left = left;
                text.clone()
            }
            None => String::new(),
        }
    }
}

fn cells(row: &Row<'_>, input: &PrintInput<'_>, long: &mut LongTexts, repeats: &mut Repeats) -> Cells {
    let cell = |column: Column| {
        let text = if row.is_repeated(column) {
            repeats.again(column)
        } else {
            let place = Place { id: row.id_of(column), column, row_number: &row.number };
            let text = long.fit(&place, &row.texts(column, input.model));
            repeats.texts[column as usize].clone_from(&text);
            text
        };
        Cell { text, day: row.day(column).and_then(excel_day) }
    };
    Column::ALL.into_iter().map(cell).collect()
}

fn width(column: Column, heading: &str, cells: &[Cells]) -> u16 {
    let (least, most) = column.widths();
    let lines = cells.iter().filter_map(|cells| cells.get(column as usize)).flat_map(|cell| cell.text.lines());
    let longest_line = lines.map(|line| line.chars().count() + 1).max().unwrap_or(0);
    let words = heading.split_whitespace().map(|word| word.chars().count() + ARROW_CHARS);
    let longest_word = words.max().unwrap_or(0);
    u16::try_from(longest_line.max(longest_word)).unwrap_or(most).clamp(least, most)
}

fn write_headings(
    worksheet: &mut Worksheet,
    input: &PrintInput<'_>,
    formats: &Formats,
    widths: &[u16],
) -> Result<(), XlsxError> {
    let headings = Column::ALL.map(|column| column.heading(input.template));
    let texts = headings.iter().map(String::as_str).zip(widths.iter().copied());
    worksheet.set_row_height(0, formats::height(texts))?;
    for ((column, heading), width) in Column::ALL.into_iter().zip(&headings).zip(widths) {
        let at = column as u16;
        let spare = match column {
            Column::Id => &formats.id,
            _ if column.is_day() => &formats.spare_day,
            _ => &formats.spare_text,
        };
        worksheet.set_column_width(at, *width)?.set_column_format(at, spare)?;
        worksheet.write_string_with_format(0, at, heading.as_str(), &formats.heading)?;
    }
    Ok(())
}

fn cell_formats<'l>(row: &Row<'_>, formats: &'l Formats) -> Vec<&'l Format> {
    let format = |column: Column| match (column.is_day(), row.is_repeated(column)) {
        _ if column == Column::Id => &formats.id,
        (true, true) => &formats.muted_day,
        (true, false) => &formats.day,
        (false, true) => &formats.muted_text,
        (false, false) => &formats.text,
    };
    Column::ALL.into_iter().map(format).collect()
}

// Text is written as text whatever it looks like, so that no word of a plan is ever computed.
fn write_row(worksheet: &mut Worksheet, row: u32, cells: &[Cell], formats: &[&Format]) -> Result<(), XlsxError> {
    for ((column, cell), format) in (0_u16..).zip(cells).zip(formats) {
        match &cell.day {
            Some(day) => worksheet.write_date_with_format(row, column, day, format)?,
            None => worksheet.write_string_with_format(row, column, cell.text.as_str(), format)?,
        };
    }
    Ok(())
}

fn set_up(worksheet: &mut Worksheet, last_row: u32) -> Result<(), XlsxError> {
    let last_column = Column::Id as u16;
    let spare_row = last_row.saturating_add(SPARE_ROWS);
    worksheet
        .autofilter(0, 0, last_row, last_column)?
        .set_freeze_panes(1, FROZEN_COLUMNS)?
        .set_repeat_rows(0, 0)?
        .set_print_area(0, 0, last_row, last_column - 1)?
        .ignore_error_range(1, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
    let status = Column::Status as u16;
    worksheet.add_data_validation(1, status, spare_row, status, &status_rule()?)?;
    let (start, end) = (Column::Start as u16, Column::End as u16);
    worksheet.add_data_validation(1, start, spare_row, end, &day_rule()?)?;
    Ok(())
}

fn status_rule() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_strings(&ActivityStatus::ALL.map(ActivityStatus::label))?
        .set_error_title("Status")?
        .set_error_message("Vælg en status fra listen.")
}

fn day_rule() -> Result<DataValidation, XlsxError> {
    let first = ExcelDateTime::from_ymd(1900, 3, 1)?;
    let last = ExcelDateTime::from_ymd(2200, 12, 31)?;
    DataValidation::new()
        .allow_date(DataValidationRule::Between(first, last))
        .set_error_title("Dato")?
        .set_error_message("Skriv en dato, for eksempel 31-12-2026.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_comes_to_an_end() {
        let mut repeats = Repeats::default();
        repeats.texts[Column::Goals as usize] = "x".repeat(MAX_REPEATED_BYTES / 2);
        let lengths = [(); 3].map(|()| repeats.again(Column::Goals).len());
        assert_eq!(lengths, [MAX_REPEATED_BYTES / 2, MAX_REPEATED_BYTES / 2, 0]);
        assert_eq!(repeats.again(Column::Issue), "");
    }
}
