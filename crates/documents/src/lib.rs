//! A plan to and from Word, Excel, CSV and JSON, and to PDF.
//!
//! What belongs here: a file in and a draft out, a plan in and a file out. What does not: the store,
//! HTTP, the clock. A draft read here is not yet checked: length and CPR numbers are the store's.

use chrono::NaiveDate;
use domain::{draft::PlanDraft, plan::Plan, quality_model::QualityModel, template::PlanTemplate};

pub mod archive;
pub mod paper;

mod budget;
mod builder;
mod csv;
mod document;
mod docx;
mod entry;
mod error;
mod format;
mod grid;
mod headings;
mod json;
mod matching;
mod native;
mod notes;
mod pdf;
mod plan_paper;
mod rows;
mod since;
mod stop;
mod style;
mod summary;
#[cfg(test)]
mod tests;
mod third_party;
mod unpack;
mod xlsx;

pub use document::Document;
pub use error::{ReadError, WriteError};
pub use format::Format;
pub use stop::Stop;
pub use xlsx::{Addition, Edit, Edits, Problem, read_edits};

/// A plan and what its printed page says besides: what every writer gets.
#[derive(Debug, Clone, Copy)]
pub struct PrintInput<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its kind: columns, their order and questions.
    pub template: &'a PlanTemplate,
    /// The quality model its references are of.
    pub model: &'a QualityModel,
    /// The name of the unit whose plan it is.
    pub unit_name: &'a str,
    /// The day it is printed.
    pub printed_on: NaiveDate,
    /// Whether the guiding questions stand under the headings.
    pub with_questions: bool,
    /// The day of the visit the plan answers, where it answers one.
    pub visited_on: Option<NaiveDate>,
    /// The number of the version this is; none for the plan as it stands today.
    pub version: Option<u32>,
    /// What was sent last.
    pub last_sent: Option<LastSent<'a>>,
}

/// The version of a plan that was sent last.
#[derive(Debug, Clone, Copy)]
pub struct LastSent<'a> {
    /// The plan as it was sent.
    pub plan: &'a Plan,
    /// Its number.
    pub number: u32,
    /// The day it was sent.
    pub sent_on: NaiveDate,
}

/// What a file was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The plan it holds.
    pub draft: PlanDraft,
    /// Danish sentences that say where text without a clear place was put.
    pub notes: Vec<String>,
}

/// What a file is read by: what every reader gets.
#[derive(Debug, Clone, Copy)]
pub struct ReadContext<'a> {
    /// The quality model whose themes, criteria and indicators the file may name.
    pub model: &'a QualityModel,
    /// The kind of plan whose columns it may have.
    pub template: &'a PlanTemplate,
}

/// The title of a plan whose file has none.
const DEFAULT_TITLE: &str = "Handleplan";
/// The most rows read from one file.
const MAX_ROWS: usize = 5_000;
/// The most columns read from one table; Word itself stops there.
const MAX_COLUMNS: usize = 63;
/// The largest text file read, in megabytes.
const MAX_TEXT_MB: usize = 10;
