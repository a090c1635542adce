//! What a person changed in our own workbook, told apart from what others changed in the plan meanwhile.
//!
//! Nothing is decided here: what cannot be read for certain is a [`Problem`], and with problems the caller
//! takes nothing over. A row that is gone deletes nothing.

mod additions;
mod comparison;
mod day_ranges;
mod lines;
mod shared;
mod sorted;

use domain::{draft::ActivityDraft, id::PartId, part::Field, plan::Plan, template::PlanTemplate};

use crate::ReadError;

use super::{baseline::Baseline, book, columns::Columns, long_texts::LongTexts, native_sheet::NativeSheet};

use comparison::EditComparison;

/// What came back with a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// The fields that were changed.
    pub edits: Vec<Edit>,
    /// The activities that were added.
    pub additions: Vec<Addition>,
    /// Parts of the plan whose rows are gone. They stay in the plan; the person is told.
    pub missing: Vec<PartId>,
    /// What cannot be taken over as it stands.
    pub problems: Vec<Problem>,
}

/// A field that was changed in the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The row, as Excel numbers it.
    pub row: u32,
    /// The part.
    pub part_id: PartId,
    /// The field.
    pub field: Field,
    /// What it said when the workbook was made.
    pub base: String,
    /// What it says in the plan now.
    pub current: String,
    /// What it says in the workbook; a status by key, days as "2026-01-01/2026-03-31".
    pub wanted: String,
}

/// An activity that was added in the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The row, as Excel numbers it.
    pub row: u32,
    /// The issue it belongs to.
    pub issue_id: PartId,
    /// What the row says.
    pub activity: ActivityDraft,
}

/// Something in the workbook that cannot be taken over as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row, as Excel numbers it.
    pub row: u32,
    /// The heading of the column.
    pub column: String,
    /// What is wrong and what to do, in Danish.
    pub message: String,
}

impl Edit {
    /// True where somebody else has changed the field to something else in the meantime.
    pub fn is_conflict(&self) -> bool {
        self.current != self.base && self.current != self.wanted
    }
}

/// What was changed in a workbook made of this plan.
pub fn read_edits(bytes: &[u8], plan: &Plan, template: &PlanTemplate) -> Result<Edits, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let book = book::open(bytes)?;
    let base = Baseline::read(&book);
    if base.as_ref().is_some_and(|base| base.plan_id() != plan.id.to_string()) {
        return Err(ReadError::OtherPlan);
    }
    let columns = Columns::of(template);
    let Some(sheet) = NativeSheet::find(&book, &columns) else {
        return Err(book.refused.clone().unwrap_or(ReadError::NoTable));
    };
    let now = Baseline::of(plan, &mut LongTexts::default());
    let mut comparison = EditComparison::new(&book, &columns, base, now)?;
    if comparison.accepts(&sheet) {
        let rows = sorted::sort(&mut comparison, &sheet);
        for row in &rows.known {
            lines::compare(&mut comparison, row);
        }
        shared::compare(&mut comparison, &sheet, &rows.known);
        additions::read(&mut comparison, &rows, plan.year);
    }
    Ok(comparison.finish())
}
