//! Reads a workbook as a new plan: our own by its numbers, any other by its headings.

use domain::draft::PlanDraft;

use crate::{
    Context, DEFAULT_TITLE, Import, ReadError,
    foreign::{self, Recogniser},
    grid::Grid,
    headings::Headings,
};

use super::{
    book::{self, Book},
    grids, own,
};

/// How far down in a sheet its headings may stand.
const HEADING_ROWS: usize = 20;

/// What a workbook holds.
pub(crate) fn read(bytes: &[u8], context: &Context<'_>) -> Result<Import, ReadError> {
    let book = book::open(bytes)?;
    match own::read(&book, context) {
        Some(import) => Ok(import),
        None => read_foreign(book, context),
    }
}

fn read_foreign(book: Book, context: &Context<'_>) -> Result<Import, ReadError> {
    let headings = Headings::new(context.template);
    let mut unread = book.unread;
    let mut pages = Vec::new();
    for page in book.pages.iter().filter(|page| !page.rows.is_empty()) {
        if page.is_visible {
            pages.push((page.name.as_str(), grids::grid(page)?));
        } else {
            unread.push(page.name.clone());
        }
    }
    let mut recogniser = Recogniser::new(context.template, pages.iter().map(|(_, grid)| grid));
    let mut tables: Vec<Grid> = Vec::new();
    for (name, grid) in pages {
        // A later sheet that merely has as many columns is no part of the plan, as a table in Word may be.
        let is_plan = recogniser.accepts(&grid) && (tables.is_empty() || has_headings(&grid, &headings));
        if is_plan {
            tables.push(grid);
        } else {
            unread.push(name.to_owned());
        }
    }
    if tables.is_empty() {
        return Err(book.refused.unwrap_or(ReadError::NoTable));
    }
    let found = foreign::read(&tables, context);
    let mut notes = found.notes;
    notes.extend(unread.iter().map(|name| format!("Arket »{name}« er ikke læst.")));
    let introduction = found.before.join("\n");
    let draft =
        PlanDraft { title: DEFAULT_TITLE.to_owned(), introduction, blocks: found.blocks, ..PlanDraft::default() };
    Ok(Import { draft, notes })
}

fn has_headings(grid: &Grid, headings: &Headings) -> bool {
    grid.rows.iter().take(HEADING_ROWS).any(|row| headings.recognise(row).is_some())
}
