//! The rows of the sheet, sorted by what they are about.

use std::collections::HashMap;

use domain::{id::PartId, part::PartKind};

use super::comparison::EditComparison;
use crate::xlsx::{
    book::Value,
    columns::Column,
    native_sheet::{NativeRow, NativeSheet},
};

/// A row about a part of the plan.
#[derive(Debug)]
pub(super) struct KnownRow<'s> {
    /// What it says.
    pub(super) cells: NativeRow<'s>,
    /// The part.
    pub(super) id: PartId,
    /// What sort of part.
    pub(super) kind: PartKind,
    /// The issue it lies in; none for a finding without issues.
    pub(super) issue_id: Option<PartId>,
    /// The finding it lies in.
    pub(super) block_id: PartId,
}

/// The rows.
#[derive(Debug, Default)]
pub(super) struct SortedRows<'s> {
    /// Those about a part of the plan, from the top of the sheet.
    pub(super) known: Vec<KnownRow<'s>>,
    /// Those without an identity: what a person added.
    pub(super) new: Vec<NativeRow<'s>>,
    /// Whether the known rows stand as they were exported.
    pub(super) is_in_order: bool,
}

/// Sorts the rows; those that cannot be recognised and those that are gone are told.
pub(super) fn sort<'s>(comparison: &mut EditComparison<'_>, sheet: &'s NativeSheet<'_>) -> SortedRows<'s> {
    let mut rows = SortedRows::default();
    let mut seen: HashMap<PartId, u32> = HashMap::new();
    for cells in sheet.rows() {
        if cells.is_empty(Column::Id) {
            if !has_errors(comparison, &cells) {
                rows.new.push(cells);
            }
            continue;
        }
        let Some(id) = identity(comparison, &cells, &mut seen) else { continue };
        if !has_errors(comparison, &cells) {
            rows.known.extend(known_row(comparison, cells, id));
        }
    }
    let exported = comparison.base.rows();
    let is_missing = |id: &PartId| !seen.contains_key(id) && comparison.now.kind(*id).is_some();
    comparison.found.missing = exported.iter().copied().filter(is_missing).collect();
    rows.is_in_order = is_in_order(&rows.known, &exported);
    rows
}

fn identity(
    comparison: &mut EditComparison<'_>,
    cells: &NativeRow<'_>,
    seen: &mut HashMap<PartId, u32>,
) -> Option<PartId> {
    let Ok(id) = cells.text(Column::Id).parse::<PartId>() else {
        let message = "Id'et er ændret, så rækken ikke kan kendes igen. Hent filen igen, eller ryd Id i en ny række.";
        comparison.problem(cells.number, Column::Id, message);
        return None;
    };
    if let Some(first) = seen.get(&id) {
        let message = format!("Rækken har samme Id som række {first}. Er den en ny aktivitet, så ryd Id i den.");
        comparison.problem(cells.number, Column::Id, message);
        return None;
    }
    seen.insert(id, cells.number);
    Some(id)
}

fn known_row<'s>(comparison: &mut EditComparison<'_>, cells: NativeRow<'s>, id: PartId) -> Option<KnownRow<'s>> {
    let kind = comparison.base.kind(id).or_else(|| comparison.now.kind(id));
    let above = comparison.above(id);
    let place = match kind {
        Some(PartKind::Block) => Some((PartKind::Block, None, id)),
        Some(PartKind::Issue) => above.map(|block_id| (PartKind::Issue, Some(id), block_id)),
        Some(kind @ (PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner)) => {
            let block_id = above.and_then(|issue_id| comparison.above(issue_id));
            block_id.map(|block_id| (kind, above, block_id))
        }
        _ => None,
    };
    let Some((kind, issue_id, block_id)) = place else {
        let message = "Id'et findes ikke i planen. Hent filen igen, eller ryd Id i en ny række.";
        comparison.problem(cells.number, Column::Id, message);
        return None;
    };
    Some(KnownRow { cells, id, kind, issue_id, block_id })
}

fn has_errors(comparison: &mut EditComparison<'_>, cells: &NativeRow<'_>) -> bool {
    let errors = comparison.columns.editable().filter_map(|column| match cells.value(column) {
        Some(Value::Error(sign)) => Some((column, sign)),
        _ => None,
    });
    let mut has_errors = false;
    for (column, sign) in errors {
        comparison.problem(cells.number, column, format!("Cellen viser fejlen »{sign}«. Skriv teksten igen."));
        has_errors = true;
    }
    has_errors
}

fn is_in_order(known: &[KnownRow<'_>], exported: &[PartId]) -> bool {
    let places: HashMap<PartId, usize> = exported.iter().copied().zip(0..).collect();
    known.iter().filter_map(|row| places.get(&row.id)).is_sorted()
}
