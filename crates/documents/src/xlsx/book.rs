//! A workbook in memory: its worksheets with what stands in their cells.

use std::{
    collections::{BTreeMap, HashMap},
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::{MAX_COLUMNS, MAX_ROWS, ReadError};

use super::{days::day_text, package};

/// The name of the hidden sheet, which has a row for every part and is read further than others.
pub(super) const HIDDEN: &str = "Grundlag";

/// The most worksheets looked at.
const MAX_PAGES: usize = 50;
/// The most rows of the hidden sheet, which has one for each field of each part.
const MAX_HIDDEN_ROWS: usize = 100_000;
/// The most text in all cells together; one text kept once may stand in thousands of them. Our own workbooks stay
/// below half of it.
const MAX_TEXT_BYTES: usize = 24 * 1024 * 1024;
/// The most cells of all worksheets together: few bytes can be very many of them.
pub(super) const MAX_CELLS: usize = 600_000;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Text, and what is best told as text.
    Text(String),
    /// A number, with Danish decimal comma.
    Number(String),
    /// A day.
    Day(NaiveDate),
    /// The sign of a computation that failed: "#REF!".
    Error(String),
}

/// A worksheet.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its name.
    pub(super) name: String,
    /// Whether people see it.
    pub(super) is_visible: bool,
    /// What stands in its cells, by row and column, counted from 0.
    pub(super) rows: BTreeMap<u32, BTreeMap<usize, Value>>,
    /// The ranges merged into one cell, by first and last row and column.
    pub(super) merged: Vec<Range>,
}

/// A range of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// Its first row.
    pub(super) first_row: u32,
    /// Its last row.
    pub(super) last_row: u32,
    /// Its first column.
    pub(super) first_column: usize,
    /// Its last column.
    pub(super) last_column: usize,
}

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Its worksheets.
    pub(super) pages: Vec<Page>,
    /// The names of worksheets that were not read.
    pub(super) unread: Vec<String>,
    /// Why the first of them was not.
    pub(super) refused: Option<ReadError>,
}

/// What more is read.
#[derive(Debug)]
struct Room {
    bytes: usize,
    cells: usize,
}

type Source = Xlsx<Cursor<Vec<u8>>>;

/// Opens a file.
pub(super) fn open(bytes: &[u8]) -> Result<Book, ReadError> {
    let packed = package::repacked(bytes)?;
    // The reader computes with numbers of the file, which a broken one may make absurd.
    catch_unwind(AssertUnwindSafe(|| read(packed))).unwrap_or(Err(ReadError::Broken))
}

fn read(packed: Vec<u8>) -> Result<Book, ReadError> {
    let mut source: Source = Xlsx::new(Cursor::new(packed)).map_err(|error| refusal(&error))?;
    let sheets = source.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let mut book = Book::default();
    let mut room = Room { bytes: MAX_TEXT_BYTES, cells: MAX_CELLS };
    for (at, (name, is_visible)) in sheets.into_iter().enumerate() {
        if at >= MAX_PAGES {
            book.unread.push(name);
            continue;
        }
        match read_page(&mut source, &name, &mut room) {
            Ok(page) => book.pages.push(Page { name, is_visible, ..page }),
            Err(error @ (ReadError::TooManyRows | ReadError::TooManyColumns)) => {
                book.unread.push(name);
                book.refused.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(book)
}

fn refusal(error: &XlsxError) -> ReadError {
    if matches!(error, XlsxError::Password) { ReadError::OldOrLocked } else { ReadError::Broken }
}

fn read_page(source: &mut Source, name: &str, room: &mut Room) -> Result<Page, ReadError> {
    let rows = read_rows(source, name, room)?;
    let merged = source.merge_cells_by_sheet_name(name).map_err(|error| refusal(&error))?;
    let merged = merged.iter().filter_map(range).collect();
    Ok(Page { rows, merged, ..Page::default() })
}

fn read_rows(
    source: &mut Source,
    name: &str,
    room: &mut Room,
) -> Result<BTreeMap<u32, BTreeMap<usize, Value>>, ReadError> {
    let max_rows = if name == HIDDEN { MAX_HIDDEN_ROWS } else { MAX_ROWS };
    let mut rows: BTreeMap<u32, BTreeMap<usize, Value>> = BTreeMap::new();
    let mut cells = source.worksheet_cells_reader(name).map_err(|error| refusal(&error))?;
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(rows),
            // The sign of a failed computation that the reader does not know; it is no text of anyone.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(refusal(&error)),
        };
        let Some(value) = value(cell.get_value(), room.bytes)? else { continue };
        room.bytes = room.bytes.saturating_sub(value.len());
        room.cells = room.cells.checked_sub(1).ok_or(ReadError::TooManyRows)?;
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            return Err(ReadError::TooManyColumns);
        }
        rows.entry(row).or_default().insert(column, value);
        if rows.len() > max_rows {
            return Err(ReadError::TooManyRows);
        }
    }
}

fn range(found: &Dimensions) -> Option<Range> {
    let range = Range {
        first_row: found.start.0,
        last_row: found.end.0,
        first_column: usize::try_from(found.start.1).ok()?,
        last_column: usize::try_from(found.end.1).ok()?,
    };
    let is_sound = range.first_row <= range.last_row && range.first_column <= range.last_column;
    is_sound.then_some(range)
}

fn value(data: &DataRef<'_>, room: usize) -> Result<Option<Value>, ReadError> {
    let value = match data {
        DataRef::Empty => return Ok(None),
        DataRef::String(text) => text_value(text, room)?,
        DataRef::SharedString(text) => text_value(text, room)?,
        DataRef::Int(number) => Some(Value::Number(number.to_string())),
        DataRef::Float(number) => Some(Value::Number(decimal(*number))),
        DataRef::Bool(true) => Some(Value::Text("SAND".into())),
        DataRef::Bool(false) => Some(Value::Text("FALSK".into())),
        DataRef::DateTime(moment) => Some(moment_value(moment)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso_value(text, room)?,
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    };
    Ok(value)
}

fn text_value(text: &str, room: usize) -> Result<Option<Value>, ReadError> {
    if text.len() > room {
        return Err(ReadError::ExpandsTooMuch);
    }
    Ok((!text.trim().is_empty()).then(|| Value::Text(text.to_owned())))
}

fn iso_value(text: &str, room: usize) -> Result<Option<Value>, ReadError> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    match day.parse::<NaiveDate>() {
        Ok(day) if time.chars().all(|char| matches!(char, '0' | ':' | '.' | 'Z')) => Ok(Some(Value::Day(day))),
        _ => text_value(text, room),
    }
}

// A duration, or a day that does not exist, is told as the number it is kept as.
fn moment_value(moment: &ExcelDateTime) -> Value {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}");
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    match date {
        _ if moment.is_duration() || !moment.as_f64().is_finite() => Value::Number(decimal(moment.as_f64())),
        _ if moment.as_f64() < 1.0 => Value::Text(time),
        Some(date) if (hour, minute, second) == (0, 0, 0) => Value::Day(date),
        Some(date) => Value::Text(format!("{} {time}", day_text(date))),
        None => Value::Number(decimal(moment.as_f64())),
    }
}

fn decimal(number: f64) -> String {
    number.to_string().replace('.', ",")
}

impl Value {
    /// What stands in the cell, as text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.clone(),
            Self::Day(day) => day_text(*day),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.len(),
            Self::Day(_) => 0,
        }
    }
}

impl Page {
    /// What stands in a cell.
    pub(super) fn value(&self, row: u32, column: usize) -> Option<&Value> {
        self.rows.get(&row)?.get(&column)
    }

    /// How many columns its widest row takes.
    pub(super) fn width(&self) -> usize {
        let last = self.rows.values().filter_map(|cells| cells.keys().next_back());
        last.max().map_or(0, |column| column + 1)
    }

    /// For each cell that a merged range covers, its range; only rows with text count.
    pub(super) fn covered(&self) -> Result<HashMap<(u32, usize), Range>, ReadError> {
        let mut covered = HashMap::new();
        // No more than there are cells: ranges that lie upon each other are no work of any program.
        let mut left = MAX_ROWS * MAX_COLUMNS;
        let width = self.width();
        for range in self.merged.iter().filter(|range| range.first_column < width) {
            let range = Range { last_column: range.last_column.min(width - 1), ..*range };
            for (row, _) in self.rows.range(range.first_row..=range.last_row) {
                for column in range.first_column..=range.last_column {
                    left = left.checked_sub(1).ok_or(ReadError::Broken)?;
                    covered.insert((*row, column), range);
                }
            }
        }
        Ok(covered)
    }
}

impl Book {
    /// The worksheet called `name`.
    pub(super) fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn of(data: &DataRef<'_>) -> Option<String> {
        value(data, 100).unwrap().map(|value| value.text())
    }

    #[test]
    fn tells_every_value_in_danish() {
        let moment = |value| DataRef::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(of(&DataRef::Float(3.5)).unwrap(), "3,5");
        assert_eq!(of(&DataRef::Float(2026.0)).unwrap(), "2026");
        assert_eq!(of(&DataRef::Bool(true)).unwrap(), "SAND");
        assert_eq!(of(&moment(46_093.0)).unwrap(), "12-03-2026");
        assert_eq!(of(&moment(46_093.5)).unwrap(), "12-03-2026 12:00");
        assert_eq!(of(&moment(0.5)).unwrap(), "12:00");
        assert_eq!(of(&moment(f64::NAN)).unwrap(), "NaN");
        assert_eq!(of(&DataRef::DateTimeIso("2026-03-12T00:00:00".into())).unwrap(), "12-03-2026");
        assert_eq!(of(&DataRef::String(" ".into())), None);
        assert!(value(&DataRef::String("x".repeat(101)), 100).is_err());
    }

    #[test]
    fn ranges_upon_ranges_are_refused() {
        let mut page = Page::default();
        for row in 0..1_000 {
            page.rows.insert(row, BTreeMap::from([(0, Value::Text("x".into())), (62, Value::Text("x".into()))]));
        }
        let range = Range { first_row: 0, last_row: 999, first_column: 0, last_column: 20_000 };
        page.merged = vec![range; 4];
        assert_eq!(page.covered().unwrap().len(), 63_000);
        page.merged = vec![range; 6];
        assert_eq!(page.covered(), Err(ReadError::Broken));
    }
}
