//! Words of time in the demo that move with the day it is filled in.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::danish;

/// Fills "{date-20}", "{month+1}", "{quarter+0}", "{halfyear+1}", "{week+3}" and "{year+0}" from today.
pub(super) fn fill_in(words: &str, today: NaiveDate) -> String {
    let Some((before, rest)) = words.split_once('{') else { return words.to_owned() };
    let Some((inner, after)) = rest.split_once('}') else { return words.to_owned() };
    let at = inner.find(['+', '-']).unwrap_or(inner.len());
    let offset: i32 = inner[at..].parse().unwrap_or(0);
    let filled = relative(&inner[..at], offset, today).unwrap_or_else(|| inner.to_owned());
    format!("{before}{filled}{}", fill_in(after, today))
}

fn relative(unit: &str, offset: i32, today: NaiveDate) -> Option<String> {
    let months = |count: i32| {
        let step = Months::new(count.unsigned_abs());
        if count < 0 { today.checked_sub_months(step) } else { today.checked_add_months(step) }
    };
    let days = |count: i32| {
        let step = Days::new(count.unsigned_abs().into());
        if count < 0 { today.checked_sub_days(step) } else { today.checked_add_days(step) }
    };
    Some(match unit {
        "date" => danish::date(days(offset)?),
        "week" => format!("uge {}", days(offset * 7)?.iso_week().week()),
        "month" => {
            let day = months(offset)?;
            format!("{} {}", danish::MONTHS[day.month0() as usize], day.year())
        }
        "quarter" => {
            let day = months(offset * 3)?;
            format!("{}. kvartal {}", day.month0() / 3 + 1, day.year())
        }
        "halfyear" => {
            let day = months(offset * 6)?;
            format!("{}. halvår {}", day.month0() / 6 + 1, day.year())
        }
        "year" => (today.year() + offset).to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_words_of_time() {
        let today = "2026-11-21".parse().unwrap();
        assert_eq!(fill_in("fra {month+2} til {date-20}", today), "fra januar 2027 til 1. november 2026");
        assert_eq!(fill_in("{quarter+1}, {halfyear+0}, {year-1}", today), "1. kvartal 2027, 2. halvår 2026, 2025");
        assert_eq!(fill_in("løbende", today), "løbende");
    }
}
