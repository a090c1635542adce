//! Excel workbooks: a plan one can sort, filter and work in, and what was changed there.
//!
//! What belongs here: the sheets of our own workbook, and the tables of anyone's. What does not: whether
//! a change may be taken over; the caller decides that.

mod about;
mod activities;
mod book;
mod columns;
mod days;
mod edits;
mod grids;
mod joined;
mod long_texts;
mod look;
mod numbers;
mod own;
mod own_sheet;
mod package;
mod read;
mod rows;
mod snapshot;
#[cfg(test)]
mod tests;
mod themes;
mod write;

pub use edits::{Addition, Edit, Edits, Problem, read_edits};
pub(crate) use read::read;
pub(crate) use write::write;
