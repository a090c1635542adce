//! The sheet *Aktiviteter*: the plan, a row for each activity.

use std::collections::BTreeMap;

use domain::{activity::ActivityStatus, quality_model::QualityModel};
use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Format, IgnoreError, Worksheet, XlsxError};

use crate::{PrintInput, Stop, WriteError};

use super::{
    columns::{Column, Columns},
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

/// Writes the sheet.
pub(super) fn write(
    worksheet: &mut Worksheet,
    input: &PrintInput<'_>,
    formats: &Formats,
    long: &mut LongTexts,
    stop: &Stop,
) -> Result<(), WriteError> {
    let columns = Columns::of(input.template);
    let rows = rows::rows(input.plan);
    let mut repeats = Repeats::default();
    let mut cells: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    for row in &rows {
        cells.push(columns.iter().map(|column| cell(row, column, input.model, long, &mut repeats)).collect());
    }
    let widths = widths(&columns, &cells);
    worksheet.set_name(NAME)?;
    write_headings(worksheet, &columns, formats, &widths)?;
    let id = usize::from(columns.position(Column::Id));
    for (number, (row, cells)) in (1_u32..).zip(rows.iter().zip(&cells)) {
        stop.check()?;
        let looks: Vec<&Format> = columns.iter().map(|column| format(row, column, formats)).collect();
        write_row(worksheet, number, cells, &looks)?;
        let texts = cells.iter().zip(&widths).take(id);
        let height = formats::height(texts.map(|(cell, width)| (cell.text.as_str(), *width)));
        worksheet.set_row_height(number, height)?;
    }
    let last_row = u32::try_from(cells.len()).unwrap_or(u32::MAX).max(1);
    set_up(worksheet, &columns, last_row)?;
    formats::set_page(worksheet, input);
    // So many columns are read on a large sheet only; a printer makes it smaller where it must.
    worksheet.set_paper_size(formats::A3);
    Ok(())
}

/// What the columns say that say the same in several rows.
struct Repeats {
    texts: BTreeMap<Column, String>,
    left: usize,
}

impl Default for Repeats {
    fn default() -> Self {
        Self { texts: BTreeMap::new(), left: MAX_REPEATED_BYTES }
    }
}

impl Repeats {
    /// What the row above says too; nothing once there has been enough of it.
    fn again(&mut self, column: Column) -> String {
        let text = self.texts.get(&column).map(String::as_str).unwrap_or_default();
        match self.left.checked_sub(text.len()) {
            Some(left) => {
                self.left = left;
                text.to_owned()
            }
            None => String::new(),
        }
    }
}

fn cell(row: &Row<'_>, column: Column, model: &QualityModel, long: &mut LongTexts, repeats: &mut Repeats) -> Cell {
    let text = if row.is_repeated(column) {
        repeats.again(column)
    } else {
        let place = Place { id: row.id_of(column), column, row_number: &row.number };
        let text = long.fit(&place, &row.texts(column, model));
        repeats.texts.insert(column, text.clone());
        text
    };
    Cell { text, day: row.day(column).and_then(excel_day) }
}

fn widths(columns: &Columns, cells: &[Vec<Cell>]) -> Vec<u16> {
    let widths = columns.iter().enumerate().map(|(at, column)| {
        let cells = cells.iter().filter_map(|row| row.get(at));
        width(column, columns.heading(column), cells)
    });
    widths.collect()
}

fn width<'c>(column: Column, heading: &str, cells: impl Iterator<Item = &'c Cell>) -> u16 {
    let (least, most) = column.widths();
    let longest_line = cells.flat_map(|cell| cell.text.lines()).map(|line| line.chars().count() + 1).max().unwrap_or(0);
    let words = heading.split_whitespace().map(|word| word.chars().count() + ARROW_CHARS);
    let longest_word = words.max().unwrap_or(0);
    u16::try_from(longest_line.max(longest_word)).unwrap_or(most).clamp(least, most)
}

fn write_headings(
    worksheet: &mut Worksheet,
    columns: &Columns,
    formats: &Formats,
    widths: &[u16],
) -> Result<(), XlsxError> {
    let headings = columns.iter().map(|column| columns.heading(column)).zip(widths.iter().copied());
    worksheet.set_row_height(0, formats::height(headings))?;
    for (at, (column, width)) in (0_u16..).zip(columns.iter().zip(widths)) {
        let spare = match column {
            Column::Id => &formats.id,
            _ if column.is_day() => &formats.spare_day,
            _ => &formats.spare_text,
        };
        worksheet.set_column_width(at, *width)?.set_column_format(at, spare)?;
        worksheet.write_string_with_format(0, at, columns.heading(column), &formats.heading)?;
    }
    Ok(())
}

fn format<'l>(row: &Row<'_>, column: Column, formats: &'l Formats) -> &'l Format {
    match (column.is_day(), row.is_repeated(column)) {
        _ if column == Column::Id => &formats.id,
        (true, true) => &formats.muted_day,
        (true, false) => &formats.day,
        (false, true) => &formats.muted_text,
        (false, false) => &formats.text,
    }
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

fn set_up(worksheet: &mut Worksheet, columns: &Columns, last_row: u32) -> Result<(), XlsxError> {
    let last_column = columns.position(Column::Id);
    let spare_row = last_row.saturating_add(SPARE_ROWS);
    worksheet
        .autofilter(0, 0, last_row, last_column)?
        .set_freeze_panes(1, FROZEN_COLUMNS)?
        .set_repeat_rows(0, 0)?
        .set_print_area(0, 0, last_row, last_column - 1)?
        .ignore_error_range(1, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
    let status = columns.position(Column::Status);
    worksheet.add_data_validation(1, status, spare_row, status, &status_rule()?)?;
    let [start, end] = [Column::Start, Column::End].map(|column| columns.position(column));
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
        repeats.texts.insert(Column::Finding, "x".repeat(MAX_REPEATED_BYTES / 2));
        let lengths = [(); 3].map(|()| repeats.again(Column::Finding).len());
        assert_eq!(lengths, [MAX_REPEATED_BYTES / 2, MAX_REPEATED_BYTES / 2, 0]);
        assert_eq!(repeats.again(Column::Issue), "");
    }
}
