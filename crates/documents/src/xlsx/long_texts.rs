//! The sheet *Lange tekster*: what one cell of Excel cannot hold goes on there.

use std::collections::{BTreeMap, HashMap};

use domain::{id::PartId, text};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::{PrintInput, ReadError, budget::Budget};

use super::{
    book::Book,
    columns::{Column, Columns},
    formats::{self, Formats},
    joined::{self, MAX_UNITS},
};

const NAME: &str = "Lange tekster";
const HEADINGS: [&str; 4] = ["Tekst nr.", "Række", "Kolonne", "Tekst"];
const WIDTHS: [u16; 4] = [10, 12, 22, 120];
/// Where the number and the text stand.
const NUMBER_COLUMN: usize = 0;
const TEXT_COLUMN: usize = 3;
/// What the cell says that goes on there, but for the number.
const MARK: (&str, &str) = ("[Fortsættes på arket »Lange tekster«, tekst nr. ", "]");
/// What is left free for that in the cell, in UTF-16 units.
const MARK_UNITS: usize = 100;

/// A cell that may hold too much.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// What it belongs to; all cells of a column that belong to one thing hold the same.
    pub(super) id: PartId,
    /// Its column.
    pub(super) column: Column,
    /// The number of its row in the plan.
    pub(super) row_number: &'a str,
}

/// The texts that go on elsewhere.
#[derive(Debug, Default)]
pub(super) struct LongTexts {
    numbers: HashMap<(PartId, Column), usize>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    number: usize,
    row_number: String,
    column: Column,
    text: String,
}

impl LongTexts {
    /// What stands in a cell with these texts; those beyond what it can hold are kept for the sheet.
    pub(super) fn fit(&mut self, place: &Place<'_>, texts: &[String]) -> String {
        let between = place.column.between();
        let whole = texts.join(between);
        if joined::units(&whole) <= MAX_UNITS {
            return whole;
        }
        let (kept, rest) = texts.split_at(joined::fitting(texts, between, MARK_UNITS));
        let mark = format!("{}{}{}", MARK.0, self.number(place, rest), MARK.1);
        let shown: Vec<&str> = kept.iter().map(String::as_str).chain([mark.as_str()]).collect();
        shown.join(between)
    }

    fn number(&mut self, place: &Place<'_>, rest: &[String]) -> usize {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry((place.id, place.column)).or_insert(next);
        if number == next {
            let entry = |text: &String| Entry {
                number,
                row_number: place.row_number.to_owned(),
                column: place.column,
                text: text.clone(),
            };
            self.entries.extend(rest.iter().map(entry));
        }
        number
    }

    /// Adds the sheet, where there is anything to write in it.
    pub(super) fn write(
        &self,
        workbook: &mut Workbook,
        input: &PrintInput<'_>,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(NAME)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        for (column, (heading, width)) in (0_u16..).zip(HEADINGS.into_iter().zip(WIDTHS)) {
            worksheet.set_column_width(column, width)?;
            worksheet.write_string_with_format(0, column, heading, &formats.heading)?;
        }
        let columns = Columns::of(input.template);
        for (row, entry) in (1_u32..).zip(&self.entries) {
            let heading = columns.heading(entry.column).to_owned();
            let texts = [entry.number.to_string(), entry.row_number.clone(), heading, entry.text.clone()];
            worksheet.set_row_height(row, formats::height([(entry.text.as_str(), WIDTHS[TEXT_COLUMN])]))?;
            for (column, text) in (0_u16..).zip(texts) {
                worksheet.write_string_with_format(row, column, text, &formats.text)?;
            }
        }
        formats::set_page(worksheet, input);
        Ok(())
    }
}

/// The texts of the sheet by their number.
pub(super) fn read(book: &Book) -> Result<BTreeMap<usize, Vec<String>>, ReadError> {
    let mut texts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut budget = Budget::of_plan();
    for cells in book.page(NAME).into_iter().flat_map(|page| page.rows.values()) {
        let number = cells.get(&NUMBER_COLUMN).and_then(|value| value.text().trim().parse::<usize>().ok());
        let text = cells.get(&TEXT_COLUMN).map(|value| text::tidy(&value.text())).unwrap_or_default();
        if let Some(number) = number
            && !text.is_empty()
        {
            budget.take(&text)?;
            texts.entry(number).or_default().push(text);
        }
    }
    Ok(texts)
}

/// The texts of a cell with those that go on in the sheet.
pub(super) fn whole(cell: &str, long_texts: &BTreeMap<usize, Vec<String>>) -> Vec<String> {
    let mut texts = joined::split(cell);
    if let Some(number) = texts.last().and_then(|text| marked(text)) {
        texts.pop();
        texts.extend(long_texts.get(&number).into_iter().flatten().cloned());
    }
    texts
}

fn marked(text: &str) -> Option<usize> {
    text.strip_prefix(MARK.0)?.strip_suffix(MARK.1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_cannot_hold_goes_on_and_comes_back() {
        let texts: Vec<String> = (0..6).map(|number| format!("{number}{}", "x".repeat(9_000))).collect();
        let mut long = LongTexts::default();
        let place = Place { id: PartId::new(), column: Column::Finding, row_number: "1.1" };
        let cell = long.fit(&place, &texts);
        assert!(joined::units(&cell) <= MAX_UNITS);
        assert_eq!(long.fit(&place, &texts), cell);
        assert_eq!(long.entries.len(), 3);
        let mut sheet: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for entry in &long.entries {
            sheet.entry(entry.number).or_default().push(entry.text.clone());
        }
        assert_eq!(whole(&cell, &sheet), texts);
    }

    #[test]
    fn short_texts_stay_together() {
        let mut long = LongTexts::default();
        let place = Place { id: PartId::new(), column: Column::Finding, row_number: "1.1" };
        let texts = ["Et".to_owned(), "To\nlinjer".to_owned()];
        let cell = long.fit(&place, &texts);
        assert_eq!(cell, "Et\n\nTo\nlinjer");
        assert_eq!(whole(&cell, &BTreeMap::new()), texts);
        assert!(long.entries.is_empty());
    }
}
