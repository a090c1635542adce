//! Holidays that work is planned around.

use chrono::{Days, NaiveDate, Weekday};

/// A holiday with days of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    /// *Jul*: 24–26 December.
    Christmas,
    /// *Nytår*, *årsskiftet*: 31 December and the day after.
    NewYear,
    /// *Påske*: Maundy Thursday to Easter Monday.
    Easter,
    /// *Vinterferien*: week 7.
    WinterBreak,
    /// *Sommerferien*: July.
    SummerBreak,
    /// *Efterårsferien*: week 42.
    AutumnBreak,
}

impl Holiday {
    /// The first and the last day in `year`.
    pub(super) fn days(self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        match self {
            Self::Christmas => Some((day(12, 24)?, day(12, 26)?)),
            Self::NewYear => Some((day(12, 31)?, day(12, 31)?.succ_opt()?)),
            Self::Easter => {
                let sunday = easter(year)?;
                Some((sunday.checked_sub_days(Days::new(3))?, sunday.succ_opt()?))
            }
            Self::WinterBreak => week(year, 7),
            Self::SummerBreak => Some((day(7, 1)?, day(7, 31)?)),
            Self::AutumnBreak => week(year, 42),
        }
    }

    /// The last day of what is done "inden" the holiday: the day before it, where it begins with one.
    pub(super) fn last_day_before(self, year: i32) -> Option<NaiveDate> {
        let (start, _) = self.days(year)?;
        match self {
            Self::Christmas | Self::NewYear => Some(start),
            _ => start.pred_opt(),
        }
    }
}

/// Monday and Sunday of an ISO week.
pub(super) fn week(year: i32, week: u32) -> Option<(NaiveDate, NaiveDate)> {
    let day = |weekday| NaiveDate::from_isoywd_opt(year, week, weekday);
    Some((day(Weekday::Mon)?, day(Weekday::Sun)?))
}

/// Easter Sunday, by the Gregorian rule.
fn easter(year: i32) -> Option<NaiveDate> {
    let (century, golden) = (year / 100, year % 19);
    let moon_shift = century - century / 4 - (8 * century + 13) / 25;
    let epact = (moon_shift + 19 * golden + 15).rem_euclid(30);
    let full_moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + full_moon + 2 - century + century / 4).rem_euclid(7);
    let offset = full_moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
