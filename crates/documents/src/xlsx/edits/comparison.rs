//! The three things that are compared: what was exported, what the plan says now, and the sheet.

use std::collections::BTreeMap;

use domain::{
    id::PartId,
    part::Field,
    text::{self, MAX_CHARS, TextError},
};

use super::{Edit, Edits, Problem};
use crate::{
    ReadError,
    xlsx::{
        baseline::Baseline,
        book::Book,
        columns::{Column, Columns},
        long_texts,
        native_sheet::NativeSheet,
    },
};

/// The longest that a message repeats of what was written.
const MAX_QUOTED_CHARS: usize = 40;

/// A comparison under way.
#[derive(Debug)]
pub(super) struct EditComparison<'a> {
    /// What was exported; where the workbook no longer says so, what the plan says now.
    pub(super) base: Baseline,
    /// What the plan says now.
    pub(super) now: Baseline,
    /// Whether the workbook says what was exported.
    pub(super) has_base: bool,
    /// The texts that one cell could not hold.
    pub(super) long_texts: BTreeMap<usize, Vec<String>>,
    /// What has been found.
    pub(super) found: Edits,
    /// The columns of the sheet.
    pub(super) columns: &'a Columns,
}

/// A place in the sheet, and the part that stands there.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellRef {
    /// The row, as Excel numbers it.
    pub(super) row: u32,
    /// The column.
    pub(super) column: Column,
    /// The part.
    pub(super) part_id: PartId,
}

impl<'a> EditComparison<'a> {
    /// Nothing compared yet.
    pub(super) fn new(
        book: &Book,
        columns: &'a Columns,
        base: Option<Baseline>,
        now: Baseline,
    ) -> Result<Self, ReadError> {
        let long_texts = long_texts::read(book)?;
        let has_base = base.is_some();
        let base = base.unwrap_or_else(|| now.clone());
        Ok(Self { base, now, has_base, long_texts, found: Edits::default(), columns })
    }

    /// Whether the table is whole; what is not is told.
    pub(super) fn accepts(&mut self, sheet: &NativeSheet<'_>) -> bool {
        let heading_row = sheet.heading_number();
        let needed = self.columns.editable().chain([Column::Id]);
        for column in needed.filter(|column| !sheet.has(*column)) {
            let heading = self.heading(column);
            let message =
                format!("Kolonnen »{heading}« mangler. Hent filen igen fra Handleplan, og behold alle kolonner.");
            self.problem(heading_row, column, message);
        }
        for column in &sheet.doubled {
            let heading = self.heading(*column);
            self.problem(heading_row, *column, format!("Kolonnen »{heading}« står der flere gange. Slet den ene."));
        }
        for (range, column) in sheet.merged() {
            let message =
                "Cellerne er flettet sammen, så det ikke kan ses, hvilken række teksten hører til. Ophæv fletningen.";
            self.problem(range.first_row.saturating_add(1), column, message);
        }
        self.found.problems.is_empty()
    }

    /// The heading of a column.
    pub(super) fn heading(&self, column: Column) -> &'a str {
        self.columns.heading(column)
    }

    /// Tells what cannot be taken over.
    pub(super) fn problem(&mut self, row: u32, column: Column, message: impl Into<String>) {
        let column = self.heading(column).to_owned();
        self.found.problems.push(Problem { row, column, message: message.into() });
    }

    /// What a field said when the workbook was made.
    pub(super) fn base_text(&self, part_id: PartId, field: &str) -> String {
        let known = self.base.text(part_id, field).or_else(|| self.now.text(part_id, field));
        known.unwrap_or_default().to_owned()
    }

    /// The part that a part lay under when the workbook was made.
    pub(super) fn above(&self, part_id: PartId) -> Option<PartId> {
        self.base.above(part_id).or_else(|| self.now.above(part_id))
    }

    /// Notes what a person wrote in a field, where it differs from what was exported and from what the
    /// plan says by now.
    pub(super) fn compare(&mut self, cell: CellRef, field: Field, wanted: String) {
        let base = self.base_text(cell.part_id, field.key());
        if wanted == base {
            return;
        }
        if let Some(message) = too_long(&wanted) {
            return self.problem(cell.row, cell.column, message);
        }
        let Some(current) = self.now.text(cell.part_id, field.key()).map(str::to_owned) else {
            let message = "Teksten er rettet her, men er slettet i Handleplan, siden filen blev hentet.";
            return self.problem(cell.row, cell.column, message);
        };
        if wanted != current {
            let CellRef { row, part_id, .. } = cell;
            self.found.edits.push(Edit { row, part_id, field, base, current, wanted });
        }
    }

    /// Tells of a change in a column that is only shown.
    pub(super) fn refuse(&mut self, row: u32, column: Column) {
        let heading = self.heading(column);
        self.problem(row, column, format!("»{heading}« kan ikke rettes i regnearket. Skriv ændringen i Handleplan."));
    }

    /// What was found, from the top of the sheet.
    pub(super) fn finish(mut self) -> Edits {
        self.found.edits.sort_by_key(|edit| edit.row);
        self.found.additions.sort_by_key(|addition| addition.row);
        self.found.problems.sort_by_key(|problem| problem.row);
        self.found
    }
}

/// What to say of a text that no field takes.
pub(super) fn too_long(text: &str) -> Option<String> {
    let count = text.chars().count();
    (count > MAX_CHARS).then(|| TextError::TooLong { max: MAX_CHARS, count }.to_string())
}

/// The beginning of what was written, for a message.
pub(super) fn quoted(words: &str) -> String {
    text::shortened(&text::one_line(words), MAX_QUOTED_CHARS).into_owned()
}
