//! Excel workbooks: a plan one can sort, filter and work in, and what was changed there.
//!
//! What belongs here: the sheets of our own workbook, and the tables of anyone's. What does not: whether
//! a change may be taken over; the caller decides that.

mod about;
mod activities;
mod baseline;
mod book;
mod columns;
mod days;
mod edits;
mod formats;
mod grids;
mod joined;
mod long_texts;
mod native;
mod native_sheet;
mod numbers;
mod package;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod write;

pub use edits::{Addition, Edit, Edits, Problem, read_edits};
pub(crate) use read::read;
pub(crate) use write::write;
