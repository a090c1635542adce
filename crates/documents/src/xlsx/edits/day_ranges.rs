//! The columns *Start* and *Slut*.

use chrono::NaiveDate;
use domain::{danish, part::Field, text};

use super::{
    comparison::{CellRef, EditComparison, quoted},
    sorted::KnownRow,
};
use crate::xlsx::{
    baseline::DAYS,
    book::Value,
    columns::Column,
    days::{DayRange, day_text, parse_range, range_text},
    native_sheet::NativeRow,
};

/// Compares the days of a row with those exported. Days written there are a reading set by a person.
pub(super) fn compare(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>) {
    let base = parse_range(&comparison.base_text(row.id, DAYS));
    let Some(range) = read(comparison, &row.cells, base) else { return };
    if range == base {
        return;
    }
    let column = if range.0 == base.0 { Column::End } else { Column::Start };
    let cell = CellRef { row: row.cells.number, column, part_id: row.id };
    let is_set_by_hand = !comparison.base_text(row.id, Field::Reading.key()).is_empty();
    if range != (None, None) {
        comparison.compare(cell, Field::Reading, range_text(range));
    } else if is_set_by_hand {
        comparison.compare(cell, Field::Reading, String::new());
    } else {
        let words = comparison.heading(Column::Period);
        let message = format!("Datoerne er slettet, men de følger af »{words}«. Ret »{words}« i stedet.");
        comparison.problem(cell.row, column, message);
    }
}

/// The days of a row; none where they cannot be read, which is told.
pub(super) fn read(comparison: &mut EditComparison<'_>, row: &NativeRow<'_>, base: DayRange) -> Option<DayRange> {
    let start = read_day(comparison, row, Column::Start, base.0);
    let end = read_day(comparison, row, Column::End, base.1);
    let (Ok(start), Ok(end)) = (start, end) else { return None };
    if let (Some(first), Some(last)) = (start, end)
        && last < first
        && (start, end) != base
    {
        comparison.problem(row.number, Column::End, "Slut ligger før Start. Ret en af datoerne.");
        return None;
    }
    Some((start, end))
}

fn read_day(
    comparison: &mut EditComparison<'_>,
    row: &NativeRow<'_>,
    column: Column,
    base: Option<NaiveDate>,
) -> Result<Option<NaiveDate>, ()> {
    day(row.value(column), base).map_err(|message| comparison.problem(row.number, column, message))
}

// "3/4/2026" is one day in Denmark and another in the United States, so that text with "/" is never guessed at.
fn day(value: Option<&Value>, base: Option<NaiveDate>) -> Result<Option<NaiveDate>, String> {
    match value {
        None => Ok(None),
        Some(Value::Day(day)) => Ok(Some(*day)),
        Some(Value::Text(words)) => {
            let words = text::tidy(words);
            let read = danish::parse_date(&words).filter(|_| !words.contains('/'));
            match base.filter(|base| day_text(*base) == words).or(read) {
                None if !words.is_empty() => {
                    Err(format!("»{}« kan ikke læses som en dato. Skriv datoen som 31-12-2026.", quoted(&words)))
                }
                found => Ok(found),
            }
        }
        Some(Value::Number(number)) => {
            Err(format!("»{}« er et tal, ikke en dato. Skriv datoen som 31-12-2026.", quoted(number)))
        }
        Some(Value::Error(sign)) => Err(format!("Cellen viser fejlen »{sign}«. Skriv datoen som 31-12-2026.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Option<NaiveDate>, String> {
        day(Some(&Value::Text(text.into())), None)
    }

    #[test]
    fn text_is_a_day_only_where_nobody_can_doubt_it() {
        let march = NaiveDate::from_ymd_opt(2026, 3, 14);
        assert_eq!(of("14-03-2026"), Ok(march));
        assert_eq!(of("14. marts 2026"), Ok(march));
        for doubtful in ["3/14/2026", "3/4/2026", "marts", "31-02-2026"] {
            assert!(of(doubtful).unwrap_err().contains(doubtful));
        }
        assert!(day(Some(&Value::Number("46000".into())), None).is_err());
        assert_eq!(day(None, march), Ok(None));
    }
}
