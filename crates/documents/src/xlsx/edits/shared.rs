//! What belongs to a finding or an issue and is repeated in each of its rows.

use std::collections::BTreeMap;

use domain::{
    id::PartId,
    part::{Field, PartKind},
};

use super::{
    comparison::{CellRef, EditComparison},
    sorted::KnownRow,
};
use crate::xlsx::{
    baseline::{DUE_ON, KIND},
    columns::Column,
    long_texts,
    native_sheet::{NativeRow, NativeSheet},
    rows::tidied,
};

/// What the repeated cells of one column come to.
#[derive(Debug, PartialEq, Eq)]
enum Change<'t> {
    /// They say what was exported.
    None,
    /// They say one other thing, first in this row.
    To(u32, &'t [String]),
    /// They say several other things, in these two rows.
    Several(u32, u32),
}

/// Texts of a row.
type Said = (u32, Vec<String>);

/// The most different texts that are kept: what was exported, nothing at all, a change and another change.
const MAX_SAID: usize = 4;

/// Compares the repeated cells with what was exported. It is enough that one of them was changed.
pub(super) fn compare(comparison: &mut EditComparison<'_>, sheet: &NativeSheet<'_>, rows: &[KnownRow<'_>]) {
    let columns = comparison.columns.iter().filter(|column| *column != Column::Themes && sheet.has(*column));
    for column in columns {
        for (part_id, said) in said(comparison, rows, column) {
            compare_part(comparison, column, part_id, &said);
        }
    }
}

/// What the rows say in a column, by the part that the cells belong to: each different thing where it is said first.
fn said(comparison: &EditComparison<'_>, rows: &[KnownRow<'_>], column: Column) -> BTreeMap<PartId, Vec<Said>> {
    let mut said: BTreeMap<PartId, Vec<Said>> = BTreeMap::new();
    for row in rows {
        let owner = match row.issue_id {
            _ if column.is_of_finding() => Some(row.block_id),
            issue_id if column.is_of_issue() => issue_id,
            _ => None,
        };
        if let Some(owner) = owner {
            let kept = said.entry(owner).or_default();
            if kept.len() < MAX_SAID {
                let texts = texts(comparison, &row.cells, column);
                if !kept.iter().any(|(_, known)| *known == texts) {
                    kept.push((row.cells.number, texts));
                }
            }
        }
    }
    said
}

fn texts(comparison: &EditComparison<'_>, row: &NativeRow<'_>, column: Column) -> Vec<String> {
    if list_kind(column).is_some() {
        long_texts::whole(&row.raw(column), &comparison.long_texts)
    } else {
        tidied(&[row.raw(column)])
    }
}

fn compare_part(comparison: &mut EditComparison<'_>, column: Column, part_id: PartId, said: &[Said]) {
    let base = base(comparison, column, part_id);
    let (row, wanted) = match change(said, &base) {
        Change::None => return,
        Change::To(row, wanted) => (row, wanted),
        Change::Several(first, second) => {
            let heading = comparison.heading(column);
            let message =
                format!("»{heading}« er rettet forskelligt i række {first} og {second}. Skriv det samme begge steder.");
            return comparison.problem(second, column, message);
        }
    };
    let cell = CellRef { row, column, part_id };
    match column {
        Column::References => comparison.compare(cell, Field::References, joined(wanted)),
        Column::Finding if wanted.is_empty() => {
            comparison.problem(row, column, "Fundets tekst er slettet i alle rækker. Skriv den igen.");
        }
        Column::Finding | Column::Issue => comparison.compare(cell, Field::Text, joined(wanted)),
        // A cleared cell of what is only shown asks for nothing.
        Column::Kind | Column::DueOn if comparison.has_base && !wanted.is_empty() => comparison.refuse(row, column),
        _ => compare_list(comparison, cell, wanted),
    }
}

/// The texts of a list keep their places; one more or one less could be any of them.
fn compare_list(comparison: &mut EditComparison<'_>, cell: CellRef, wanted: &[String]) {
    let Some(kind) = list_kind(cell.column) else { return };
    let parts = comparison.base.children(cell.part_id, kind);
    if parts.len() != wanted.len() {
        let heading = comparison.heading(cell.column);
        let message = format!(
            "Antallet af tekster i »{heading}« er ændret fra {} til {}. Behold antallet med en tom linje imellem, \
             eller ret det i Handleplan.",
            parts.len(),
            wanted.len()
        );
        return comparison.problem(cell.row, cell.column, message);
    }
    for (part_id, text) in parts.into_iter().zip(wanted) {
        comparison.compare(CellRef { part_id, ..cell }, Field::Text, text.clone());
    }
}

fn base(comparison: &EditComparison<'_>, column: Column, part_id: PartId) -> Vec<String> {
    let field = match column {
        Column::References => Field::References.key(),
        Column::Kind => KIND,
        Column::DueOn => DUE_ON,
        _ => Field::Text.key(),
    };
    match list_kind(column) {
        Some(kind) => {
            let parts = comparison.base.children(part_id, kind);
            parts.into_iter().map(|part_id| comparison.base_text(part_id, field)).collect()
        }
        None => tidied(&[comparison.base_text(part_id, field)]),
    }
}

const fn list_kind(column: Column) -> Option<PartKind> {
    match column {
        Column::Statements(key) => Some(PartKind::Statement(key)),
        _ => None,
    }
}

// Cells below the first may have been cleared, to look like one; all of them empty is a change.
fn change<'t>(said: &'t [Said], base: &[String]) -> Change<'t> {
    let mut changed = said.iter().filter(|(_, texts)| !texts.is_empty() && texts != base);
    let Some((row, wanted)) = changed.next() else {
        let is_cleared = !base.is_empty() && said.iter().all(|(_, texts)| texts.is_empty());
        return said.first().filter(|_| is_cleared).map_or(Change::None, |(row, _)| Change::To(*row, &[]));
    };
    match changed.find(|(_, texts)| texts != wanted) {
        Some((other, _)) => Change::Several(*row, *other),
        None => Change::To(*row, wanted),
    }
}

fn joined(texts: &[String]) -> String {
    texts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texts: &[&str]) -> Vec<Said> {
        let texts = texts.iter().map(|text| tidied(&[(*text).to_owned()]));
        (2_u32..).zip(texts).collect()
    }

    #[test]
    fn one_changed_cell_is_enough() {
        let base = ["Kultur".to_owned()];
        assert_eq!(change(&said(&["Kultur", "Kultur"]), &base), Change::None);
        assert_eq!(change(&said(&["Kultur", ""]), &base), Change::None);
        assert_eq!(change(&said(&["Kultur", "Ro", ""]), &base), Change::To(3, &["Ro".to_owned()]));
        assert_eq!(change(&said(&["Ro", "Kultur", "Ro"]), &base), Change::To(2, &["Ro".to_owned()]));
        assert_eq!(change(&said(&["Ro", "Kultur", "Fred"]), &base), Change::Several(2, 4));
        assert_eq!(change(&said(&["", ""]), &base), Change::To(2, &[]));
        assert_eq!(change(&said(&[""]), &[]), Change::None);
    }
}
