//! Stretches of the calendar, and the days they have in a year.

use chrono::{Datelike, Days as DayCount, Months as MonthCount, NaiveDate};

use super::holiday::{self, Holiday};
use super::numbers::YEARS;

/// A first and a last day.
pub(super) type Days = (NaiveDate, NaiveDate);

/// A stretch of the calendar, without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// One day.
    Day {
        /// The day of the month.
        day: u32,
        /// The month, from 1.
        month: u32,
    },
    /// Whole months: a month, a quarter, a half, a season or a year. Winter runs on into the next year.
    Months {
        /// The first month, from 1.
        first: u32,
        /// How many months.
        count: u32,
    },
    /// An ISO week.
    Week(u32),
    /// A year told from the one the plan is read in: 0 for "i år", 1 for "næste år".
    Near(i32),
    /// A holiday.
    Holiday(Holiday),
}

impl Unit {
    /// A whole calendar year.
    pub(super) const YEAR: Self = Self::Months { first: 1, count: 12 };
    /// June to August; what must be done before it must be done before the holidays.
    const SUMMER: Self = Self::Months { first: 6, count: 3 };
}

/// A part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// *Primo*, *start*: the first third.
    First,
    /// *Medio*, *midt i*: the second third.
    Middle,
    /// *Ultimo*, *slutningen af*: the last third.
    Last,
    /// *Første halvdel*.
    FirstHalf,
    /// *Anden halvdel*.
    SecondHalf,
}

/// One time as written: a stretch, perhaps a part of it, perhaps a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    /// The stretch.
    pub(super) unit: Unit,
    /// The part of it.
    pub(super) part: Option<Part>,
    /// The year, where written.
    pub(super) year: Option<i32>,
}

impl Term {
    /// The whole of `unit`, its year left open.
    pub(super) fn of(unit: Unit) -> Self {
        Self { unit, part: None, year: None }
    }

    /// The whole of a year.
    pub(super) fn year(year: i32) -> Self {
        Self { year: Some(year), ..Self::of(Unit::YEAR) }
    }

    /// True for a whole year: too wide to say when, if anything narrower stands beside it.
    pub(super) fn is_year(self) -> bool {
        self.part.is_none() && matches!(self.unit, Unit::YEAR | Unit::Near(_))
    }

    /// True for a single day.
    pub(super) fn is_day(self) -> bool {
        matches!(self.unit, Unit::Day { .. })
    }

    /// The days it has in `year`.
    pub(super) fn days(self, year: i32) -> Option<Days> {
        let (start, end) = match self.unit {
            Unit::Day { day, month } => {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                (date, date)
            }
            Unit::Months { first, count } => months(year, first, count, self.part)?,
            Unit::Near(shift) => months(year + shift, 1, 12, self.part)?,
            Unit::Week(week) => holiday::week(year, week)?,
            Unit::Holiday(holiday) => holiday.days(year)?,
        };
        (is_readable(start) && is_readable(end)).then_some((start, end))
    }

    /// The last day of what is done *inden* (before) it.
    pub(super) fn last_day_before(self, year: i32) -> Option<NaiveDate> {
        let (start, end) = self.days(year)?;
        match (self.part, self.unit) {
            // "Inden 1. maj" and "inden ultimo 2021" are said of the last day itself, "inden året er omme" of its end.
            (None, Unit::Day { .. } | Unit::Near(0)) | (Some(Part::Last), _) => Some(end),
            (None, Unit::Holiday(holiday)) => holiday.last_day_before(year),
            (None, Unit::SUMMER) => NaiveDate::from_ymd_opt(year, 6, 30),
            _ => start.pred_opt().filter(|day| is_readable(*day)),
        }
    }

    /// The last day of what goes on *frem til* (up to) it.
    pub(super) fn last_day_up_to(self, year: i32) -> Option<NaiveDate> {
        match (self.part, self.unit) {
            (None, Unit::Holiday(_) | Unit::SUMMER) => self.last_day_before(year),
            _ => self.days(year).map(|(_, end)| end),
        }
    }
}

/// The day after `day`.
pub(super) fn next_day(day: NaiveDate) -> Option<NaiveDate> {
    day.succ_opt().filter(|day| is_readable(*day))
}

fn is_readable(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// The days of whole months, or of a part of them.
fn months(year: i32, first: u32, count: u32, part: Option<Part>) -> Option<Days> {
    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
    let (from, before) = match part {
        None => (start, third(start, count, 3)?),
        Some(Part::First) => (start, third(start, count, 1)?),
        Some(Part::Middle) => (third(start, count, 1)?, third(start, count, 2)?),
        Some(Part::Last) => (third(start, count, 2)?, third(start, count, 3)?),
        Some(Part::FirstHalf) => (start, half(start, count)?),
        Some(Part::SecondHalf) => (half(start, count)?, third(start, count, 3)?),
    };
    Some((from, before.pred_opt()?))
}

/// The day after `thirds` thirds. A month is cut at the 10th and the 20th, anything longer at whole months.
fn third(start: NaiveDate, count: u32, thirds: u32) -> Option<NaiveDate> {
    if count == 1 && thirds < 3 {
        start.checked_add_days(DayCount::new(u64::from(10 * thirds)))
    } else if thirds < 3 {
        start.checked_add_months(MonthCount::new(count / 3 * thirds))
    } else {
        start.checked_add_months(MonthCount::new(count))
    }
}

/// The first day of the second half; an odd month is cut after its 15th.
fn half(start: NaiveDate, count: u32) -> Option<NaiveDate> {
    let middle = start.checked_add_months(MonthCount::new(count / 2))?;
    middle.checked_add_days(DayCount::new(u64::from(15 * (count % 2))))
}
