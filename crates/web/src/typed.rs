//! What is typed in forms, as values: days, years, versions.

use chrono::NaiveDate;
use domain::{danish, draft::plan_year, validation::FieldErrors};
use serde::Deserialize;

use crate::error::{Error, Result};

/// The last page that is looked for.
const MAX_PAGE: u64 = 1_000_000;

/// The page of a list that an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PageQuery {
    #[serde(rename = "side")]
    page: String,
}

impl PageQuery {
    /// Its number, from 1.
    pub(crate) fn page(&self) -> u64 {
        page(&self.page)
    }
}

/// The page of a list that an address asks for, and the words that it is narrowed to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    #[serde(rename = "soeg")]
    words: String,
    #[serde(rename = "side")]
    page: String,
}

impl ListQuery {
    /// The words; none where the whole list is asked for.
    pub(crate) fn words(&self) -> &str {
        self.words.trim()
    }

    /// The number of the page, from 1.
    pub(crate) fn page(&self) -> u64 {
        page(&self.page)
    }
}

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

/// The number of a page of a list, which are numbered from 1; the first where the address names none that can be.
pub(crate) fn page(typed: &str) -> u64 {
    typed.trim().parse().unwrap_or(1).clamp(1, MAX_PAGE)
}

/// The version a form was opened at.
pub(crate) fn version(typed: &str) -> Result<i64> {
    typed.parse().map_err(|_| Error::Unprocessable("Siden er for gammel. Genindlæs den, og skriv igen.".into()))
}
