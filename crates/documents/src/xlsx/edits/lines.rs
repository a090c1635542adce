//! The rows of activities, and of periods and owners that stand for a whole cell.

use domain::{
    activity::ActivityStatus,
    part::{Field, PartKind},
    text,
};

use super::{
    comparison::{CellRef, EditComparison, quoted},
    day_ranges,
    sorted::KnownRow,
};
use crate::xlsx::{
    baseline::{FOLLOW_UPS, FOLLOWED_UP_ON},
    columns::Column,
    native_sheet::NativeRow,
};

/// The columns that an activity is written in.
pub(super) const LINE_COLUMNS: [Column; 6] =
    [Column::Activity, Column::Period, Column::Start, Column::End, Column::Owner, Column::Status];

const ABOUT_PERIOD: &str = "Rækken er en tidsramme for hele emnet. Skriv aktiviteten i en ny række.";
const ABOUT_OWNER: &str = "Rækken er en ansvarlig for hele emnet. Skriv aktiviteten i en ny række.";
const ABOUT_FINDING: &str = "Fundet har intet emne i filen. Tilføj emnet i Handleplan, og skriv videre der.";

/// Compares what belongs to the row alone.
pub(super) fn compare(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>) {
    match row.kind {
        PartKind::Activity => compare_activity(comparison, row),
        PartKind::LoosePeriod => {
            compare_words(comparison, row, Column::Period, Field::Period);
            day_ranges::compare(comparison, row);
            refuse_filled(comparison, row, &[Column::Activity, Column::Owner, Column::Status], ABOUT_PERIOD);
        }
        PartKind::LooseOwner => {
            compare_words(comparison, row, Column::Owner, Field::Owner);
            let others = [Column::Activity, Column::Period, Column::Start, Column::End, Column::Status];
            refuse_filled(comparison, row, &others, ABOUT_OWNER);
        }
        PartKind::Block => {
            let of_issue = comparison.columns.iter().filter(|column| column.is_of_issue());
            let others: Vec<Column> = of_issue.chain(LINE_COLUMNS).collect();
            refuse_filled(comparison, row, &others, ABOUT_FINDING);
        }
        PartKind::Issue | PartKind::Statement(_) => {}
    }
    if comparison.has_base {
        refuse_changed(comparison, row, Column::FollowUps, FOLLOW_UPS);
        refuse_changed(comparison, row, Column::FollowedUpOn, FOLLOWED_UP_ON);
    }
}

fn compare_activity(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>) {
    compare_words(comparison, row, Column::Activity, Field::Text);
    comparison.compare(cell(row, Column::Period), Field::Period, row.cells.text(Column::Period));
    day_ranges::compare(comparison, row);
    comparison.compare(cell(row, Column::Owner), Field::Owner, row.cells.text(Column::Owner));
    if let Some(status) = status(comparison, &row.cells) {
        comparison.compare(cell(row, Column::Status), Field::Status, status.key().to_owned());
    }
}

/// The status of a row; none where it is not known, which is told.
pub(super) fn status(comparison: &mut EditComparison<'_>, row: &NativeRow<'_>) -> Option<ActivityStatus> {
    let words = row.text(Column::Status);
    let status = ActivityStatus::from_words(&words);
    if status.is_none() {
        let known = ActivityStatus::ALL.map(ActivityStatus::label).join(", ");
        let message = if words.is_empty() {
            format!("Status mangler. Vælg en af disse: {known}.")
        } else {
            format!("»{}« er ikke en status. Vælg en af disse: {known}.", quoted(&words))
        };
        comparison.problem(row.number, Column::Status, message);
    }
    status
}

/// A text that may be changed, but not emptied: emptying it would be a way of deleting.
fn compare_words(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>, column: Column, field: Field) {
    let wanted = row.cells.text(column);
    if wanted.is_empty() && !comparison.base_text(row.id, field.key()).is_empty() {
        let message = "Cellen er tom. Det, der skal væk, sletter du i Handleplan.";
        return comparison.problem(row.cells.number, column, message);
    }
    comparison.compare(cell(row, column), field, wanted);
}

fn refuse_filled(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>, columns: &[Column], message: &str) {
    if let Some(filled) = columns.iter().find(|column| !row.cells.is_empty(**column)) {
        comparison.problem(row.cells.number, *filled, message);
    }
}

fn refuse_changed(comparison: &mut EditComparison<'_>, row: &KnownRow<'_>, column: Column, field: &str) {
    let base = text::tidy(&comparison.base_text(row.id, field));
    let said = row.cells.text(column);
    // A column that was deleted, or a cell that was cleared, asks for nothing.
    if !said.is_empty() && said != base {
        comparison.refuse(row.cells.number, column);
    }
}

fn cell(row: &KnownRow<'_>, column: Column) -> CellRef {
    CellRef { row: row.cells.number, column, part_id: row.id }
}
