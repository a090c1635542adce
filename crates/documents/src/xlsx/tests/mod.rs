//! Workbooks from outside: written, worked in, and taken back.

mod changed;
mod hostile;
mod refused;
mod third_party;
mod written;

use std::collections::BTreeMap;

use domain::plan::{Activity, Plan};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{
    activities,
    book::{self, Book, Page, Value},
    columns::{Column, Columns},
    days::excel_day,
    edits::{Edits, read_edits},
};
use crate::{Stop, tests::sample};

/// The workbook of a plan.
fn written(plan: &Plan) -> Vec<u8> {
    super::write(&sample::print_input(plan, &sample::template()), &Stop::default()).unwrap()
}

/// The workbook as a person has it before her.
fn opened(plan: &Plan) -> Book {
    book::open(&written(plan)).unwrap()
}

/// The workbook saved by another program.
fn saved(book: &Book) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for page in &book.pages {
        save_page(workbook.add_worksheet(), page);
    }
    workbook.save_to_buffer().unwrap()
}

fn save_page(worksheet: &mut Worksheet, page: &Page) {
    worksheet.set_name(&page.name).unwrap();
    worksheet.set_hidden(!page.is_visible);
    let day_format = Format::new().set_num_format("dd/mm/yy");
    for range in &page.merged {
        let (first, last) = (column(range.first_column), column(range.last_column));
        worksheet.merge_range(range.first_row, first, range.last_row, last, "", &Format::new()).unwrap();
    }
    for (row, cells) in &page.rows {
        for (at, value) in cells {
            let at = column(*at);
            match value {
                Value::Text(text) => worksheet.write_string(*row, at, text).unwrap(),
                Value::Number(number) => worksheet.write_number(*row, at, number.parse::<f64>().unwrap()).unwrap(),
                Value::Day(day) => {
                    let day = excel_day(*day).unwrap();
                    worksheet.write_date_with_format(*row, at, &day, &day_format).unwrap()
                }
                Value::Error(_) => {
                    worksheet.write_formula(*row, at, "=1/0").unwrap().set_formula_result(*row, at, "#DIV/0!")
                }
            };
        }
    }
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap()
}

fn table(book: &mut Book) -> &mut Page {
    book.pages.iter_mut().find(|page| page.name == activities::NAME).unwrap()
}

/// Where a column stands, counted from 0.
fn place(column: Column) -> usize {
    usize::from(Columns::of(&sample::template()).position(column))
}

/// The column of statements with this key.
fn statements(key: &str) -> Column {
    Column::Statements(sample::key(key))
}

/// Writes in a cell; rows are counted as Excel shows them.
fn set(book: &mut Book, row: u32, column: Column, text: &str) {
    set_value(book, row, column, Value::Text(text.to_owned()));
}

fn set_value(book: &mut Book, row: u32, column: Column, value: Value) {
    table(book).rows.entry(row - 1).or_default().insert(place(column), value);
}

fn text(book: &mut Book, row: u32, column: Column) -> String {
    table(book).value(row - 1, place(column)).map(Value::text).unwrap_or_default()
}

/// Puts in an empty row, which moves those from there on down.
fn insert_row(book: &mut Book, row: u32) {
    let rows = std::mem::take(&mut table(book).rows);
    let moved = rows.into_iter().map(|(at, cells)| (if at >= row - 1 { at + 1 } else { at }, cells));
    table(book).rows = moved.collect();
}

/// Turns the rows below the headings upside down.
fn reverse_rows(book: &mut Book) {
    let rows = std::mem::take(&mut table(book).rows);
    let last = *rows.keys().next_back().unwrap();
    let turned = rows.into_iter().map(|(at, cells)| (if at == 0 { 0 } else { last + 1 - at }, cells));
    table(book).rows = turned.collect::<BTreeMap<_, _>>();
}

/// What comes back of the workbook.
fn edits(book: &Book, plan: &Plan) -> Edits {
    read_edits(&saved(book), plan, &sample::template()).unwrap()
}

/// The first activity of the sample; it stands in row 2.
fn first_activity(plan: &mut Plan) -> &mut Activity {
    plan.blocks[0].issues[0].lines[0].activity_mut().unwrap()
}
