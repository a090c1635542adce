//! What is typed in forms, as values: days, years, versions.

use chrono::NaiveDate;
use domain::{danish, draft::plan_year, validation::FieldErrors};

use crate::error::{Error, Result};

/// The day typed, or none where nothing is.
pub(crate) fn day(typed: &str, field: &str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let day = danish::parse_date(typed);
    if day.is_none() && !typed.trim().is_empty() {
        errors.add(field, "Datoen findes ikke. Skriv den som 12-03-2026.");
    }
    day
}

/// A day as a form shows it: 12-03-2026; nothing where there is none.
pub(crate) fn shown(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default()
}

/// The year typed, if a plan can have it.
pub(crate) fn year(typed: &str) -> Option<i32> {
    typed.trim().parse().ok().and_then(plan_year)
}

/// The version a form was opened at.
pub(crate) fn version(typed: &str) -> Result<i64> {
    typed.parse().map_err(|_| Error::Unprocessable("Siden er for gammel. Genindlæs den, og skriv igen.".into()))
}
