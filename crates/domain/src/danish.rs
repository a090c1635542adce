//! Danish ways of writing dates and numbers, and of reading dates back.

use chrono::{Datelike, NaiveDate};

/// The months as a Dane writes them.
pub const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// "4. juni 2024".
pub fn date(date: NaiveDate) -> String {
    format!("{}. {} {}", date.day(), month(date), date.year())
}

/// "4.–10. juni 2024", "1. maj – 31. august 2024", "1. januar 2024 – 31. december 2025".
pub fn range(start: NaiveDate, end: NaiveDate) -> String {
    if start == end {
        date(start)
    } else if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{}.–{}", start.day(), date(end))
    } else if start.year() == end.year() {
        format!("{}. {} – {}", start.day(), month(start), date(end))
    } else {
        format!("{} – {}", date(start), date(end))
    }
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// Reads a date from a form: "2026-03-12", "12-03-2026", "12/3/2026", "12.03.2026" or "12. marts 2026".
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(date).filter(|date| (1900..=2200).contains(&date.year()));
    }
    let parts: Vec<&str> = text.split(|c: char| "-/. ".contains(c)).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts[..] else { return None };
    let month = month.parse().ok().or_else(|| month_number(month))?;
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?).filter(|date| (1900..=2200).contains(&date.year()))
}

/// The number of a month from its name or its first three letters or more.
pub fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let index = MONTHS.iter().position(|month| word.chars().count() >= 3 && month.starts_with(&word))?;
    u32::try_from(index + 1).ok()
}

/// "4,3": one decimal, Danish comma.
pub fn decimal(value: f64) -> String {
    format!("{value:.1}").replace('.', ",")
}

/// "a", "a og b", "a, b og c".
pub fn and_list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn writes_ranges_no_longer_than_needed() {
        assert_eq!(range(day("2021-12-21"), day("2021-12-31")), "21.–31. december 2021");
        assert_eq!(range(day("2021-05-01"), day("2021-08-31")), "1. maj – 31. august 2021");
        assert_eq!(range(day("2021-05-01"), day("2022-08-31")), "1. maj 2021 – 31. august 2022");
    }

    #[test]
    fn reads_the_dates_people_write() {
        for text in ["2026-03-12", "12-03-2026", "12/3/2026", "12.03.2026", "12. marts 2026", "12. mar. 2026"] {
            assert_eq!(parse_date(text), Some(day("2026-03-12")), "{text}");
        }
        for text in ["", "31-02-2026", "i morgen", "12-03", "0001-01-01"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
