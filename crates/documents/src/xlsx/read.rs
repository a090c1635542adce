//! Reads a workbook as a new plan: our own by its numbers, any other by its headings.

use domain::draft::PlanDraft;

use crate::{
    DEFAULT_TITLE, Import, ReadContext, ReadError,
    grid::Grid,
    headings::Headings,
    third_party::{self, Recogniser},
};

use super::{
    book::{self, Book, MAX_CELLS, Page},
    grids, native,
};

/// How far down in a sheet its headings may stand.
const HEADING_ROWS: usize = 20;

/// What a workbook holds.
pub(crate) fn read(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let book = book::open(bytes)?;
    match native::read(&book, context)? {
        Some(import) => Ok(import),
        None => read_third_party(book, context),
    }
}

fn read_third_party(book: Book, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let headings = Headings::new(context.template);
    let (mut unread, mut refused) = (book.unread, book.refused);
    let mut pages = Vec::new();
    let mut room = MAX_CELLS;
    for page in book.pages.iter().filter(|page| !page.rows.is_empty()) {
        match grid(page, &mut room) {
            Some(Ok(grid)) => pages.push((page.name.as_str(), grid)),
            Some(Err(error @ (ReadError::TooLarge(_) | ReadError::TooManyRows))) => {
                unread.push(page.name.clone());
                refused.get_or_insert(error);
            }
            Some(Err(error)) => return Err(error),
            None => unread.push(page.name.clone()),
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
        return Err(refused.unwrap_or(ReadError::NoTable));
    }
    let besides = unread.iter().map(|name| format!("Arket »{name}« er ikke læst."));
    let found = third_party::read(&tables, context, besides)?;
    let introduction = found.before.join("\n");
    let draft =
        PlanDraft { title: DEFAULT_TITLE.to_owned(), introduction, blocks: found.blocks, ..PlanDraft::default() };
    Ok(Import { draft, notes: found.notes })
}

/// The table of a worksheet that people see. All its columns are filled, so that few cells can make many.
fn grid(page: &Page, room: &mut usize) -> Option<Result<Grid, ReadError>> {
    let count = page.width() * page.rows.len();
    page.is_visible.then(|| {
        *room = room.checked_sub(count).ok_or(ReadError::TooManyRows)?;
        grids::grid(page)
    })
}

fn has_headings(grid: &Grid, headings: &Headings) -> bool {
    grid.rows.iter().take(HEADING_ROWS).any(|row| headings.recognise(row).is_some())
}
