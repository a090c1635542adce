//! Reads the table of our own files: cells that are merged tell exactly where a finding and an issue begin.

use domain::template::ColumnKey;

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
    let mut builder = Builder::new(context.model);
    for grid in grids {
        for (at, row) in grid.rows.iter().enumerate() {
            if row.has_style(Style::Column) {
                columns = headings.recognise(row).unwrap_or(columns);
            } else if !row.has_style(Style::Question) {
                add(&mut builder, &Entry::of(grid, at, &columns, Dialect::Native), anchor(&columns))?;
            }
        }
    }
    Ok(builder.finish())
}

/// The column whose merged cells show how far an issue goes.
fn anchor(columns: &Columns) -> ColumnKey {
    let merged = [ColumnKey::Goal, ColumnKey::Monitoring, ColumnKey::Effect];
    merged.into_iter().find(|key| columns.has(*key)).unwrap_or(ColumnKey::Issue)
}

fn add(builder: &mut Builder<'_>, entry: &Entry, anchor: ColumnKey) -> Result<(), ReadError> {
    if !entry.is_continued(ColumnKey::Theme) {
        builder.start_block(entry.parts(ColumnKey::Theme))?;
    } else if !entry.parts(ColumnKey::Theme).is_empty() {
        builder.extend_block(entry.parts(ColumnKey::Theme))?;
    }
    if entry.is_without_issue && !entry.has_issue_words() {
        return Ok(());
    }
    let words = entry.joined(ColumnKey::Issue);
    if entry.is_continued(anchor) {
        builder.extend_issue(&words)?;
    } else {
        builder.start_issue(words)?;
    }
    builder.fill(entry)
}
