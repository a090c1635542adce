//! Reads the table of our own files: cells that are merged tell exactly where a finding and an issue begin.

use std::collections::BTreeMap;

use domain::{
    part::PartKind,
    template::{Holds, PlanTemplate},
};

use crate::{
    ReadContext, ReadError,
    builder::{Blocks, Builder},
    entry::{Dialect, Entry},
    grid::Grid,
    headings::{Columns, Headings},
    style::Style,
};

/// The blocks of tables of ours, and what is to be told about them.
pub(crate) fn read(grids: &[Grid], context: &ReadContext<'_>) -> Result<Blocks, ReadError> {
    let headings = Headings::new(context.template);
    let mut columns = headings.in_order();
    let mut builder = Builder::new(context);
    for grid in grids {
        let styled = styled_columns(grid, context.template);
        for (at, row) in grid.rows.iter().enumerate() {
            if row.has_style(Style::Column) {
                columns = headings.recognise(row).unwrap_or(columns);
                for (column, holds) in &styled {
                    columns.settle(*column, *holds);
                }
            } else if !row.has_style(Style::Question) {
                add(&mut builder, &Entry::of(grid, at, &columns, Dialect::Native), anchor(&columns))?;
            }
        }
    }
    Ok(builder.finish())
}

/// What columns hold by the styles of the statements in them: a heading may have been changed, in the file or since.
fn styled_columns(grid: &Grid, template: &PlanTemplate) -> BTreeMap<usize, Holds> {
    let mut styled = BTreeMap::new();
    for cell in grid.rows.iter().flat_map(|row| &row.cells) {
        let keys = cell.paragraphs.iter().filter_map(|paragraph| match paragraph.style {
            Style::Statement(key) => Some(key),
            _ => None,
        });
        for key in keys.filter(|key| template.has(PartKind::Statement(*key))) {
            styled.entry(cell.column).or_insert(Holds::Statements(key));
        }
    }
    styled
}

/// The column whose merged cells show how far an issue goes: an issue without words has no cell of its own among the
/// issues.
fn anchor(columns: &Columns) -> Holds {
    columns.known().find(|holds| matches!(holds, Holds::Statements(_))).unwrap_or(Holds::Issue)
}

fn add(builder: &mut Builder<'_>, entry: &Entry, anchor: Holds) -> Result<(), ReadError> {
    if !entry.is_continued(Holds::Theme) {
        builder.start_block(entry.parts(Holds::Theme))?;
    } else if !entry.parts(Holds::Theme).is_empty() {
        builder.extend_block(entry.parts(Holds::Theme))?;
    }
    if entry.is_without_issue && !entry.has_issue_words() {
        return Ok(());
    }
    let words = entry.joined(Holds::Issue);
    if entry.is_continued(anchor) {
        builder.extend_issue(&words)?;
    } else {
        builder.start_issue(words)?;
    }
    builder.fill(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn a_changed_heading_is_known_by_what_stands_below_it() {
        let (model, template) = (sample::model(), sample::template());
        let read_with = |style: Style| {
            let mut grid =
                sample::grid(&[&["Tema", "Emne", "Vi vil", "Hvad"], &["Henstilling", "Kultur", "Ro", "Kursus"]]);
            for cell in &mut grid.rows[0].cells {
                cell.paragraphs[0].style = Style::Column;
            }
            grid.rows[1].cells[2].paragraphs[0].style = style;
            read(&[grid], &ReadContext { model: &model, template: &template }).unwrap()
        };
        let (blocks, notes) = read_with(Style::Statement(sample::key("goal")));
        assert_eq!(blocks[0].issues[0].statements.of("goal"), ["Ro"]);
        assert!(notes.is_empty(), "{notes:?}");
        let (blocks, notes) = read_with(Style::Statement(sample::key("risk")));
        assert_eq!(blocks[0].issues[0].statements.of("monitoring"), ["Vi vil: Ro"]);
        assert_eq!(notes.len(), 1);
    }
}
