//! Days and ranges of days, as Excel counts them and as they are written.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::ExcelDateTime;

/// A first and a last day, either of which may be unknown.
pub(super) type DayRange = (Option<NaiveDate>, Option<NaiveDate>);

/// A day as Excel keeps it; none outside the years it can count.
pub(super) fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

/// "31-12-2026".
pub(super) fn day_text(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// "2026-01-01/2026-03-31"; what is unknown is left out.
pub(super) fn range_text((start, end): DayRange) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}/{}", day(start), day(end))
}

/// The range that [`range_text`] wrote.
pub(super) fn parse_range(text: &str) -> DayRange {
    let (start, end) = text.split_once('/').unwrap_or_default();
    (start.parse().ok(), end.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_as_it_is_written() {
        let day: NaiveDate = "2026-03-01".parse().unwrap();
        for range in [(Some(day), Some(day)), (None, Some(day)), (Some(day), None), (None, None)] {
            assert_eq!(parse_range(&range_text(range)), range);
        }
        assert_eq!(parse_range(""), (None, None));
        assert_eq!(day_text(day), "01-03-2026");
    }

    #[test]
    fn excel_cannot_count_every_day() {
        assert!(excel_day("2026-03-01".parse().unwrap()).is_some());
        assert!(excel_day("1812-03-01".parse().unwrap()).is_none());
    }
}
