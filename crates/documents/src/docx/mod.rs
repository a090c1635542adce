//! Word documents (.docx).

mod body;
mod cells;
mod cursor;
mod document;
mod ink;
mod layout;
mod markup;
mod package;
mod rows;
mod write;

use domain::draft::PlanDraft;

use crate::{Context, Import, ReadError, foreign, own};

use body::Root;
use layout::Layout;
use package::Package;

pub(crate) use write::write;

/// What a Word document holds.
pub(crate) fn read(bytes: &[u8], context: &Context<'_>) -> Result<Import, ReadError> {
    let mut package = Package::open(bytes)?;
    let items = body::read(&package.document()?, Root::Document)?;
    let mut layout = Layout::of(items, context.template)?;
    let (blocks, notes) = if layout.is_own {
        own::read(&layout.grids, context)?
    } else {
        let foreign = foreign::read(&layout.grids, context, [])?;
        layout.before_in_table(foreign.before);
        (foreign.blocks, foreign.notes)
    };
    let mut import = Import { draft: PlanDraft { blocks, ..PlanDraft::default() }, notes };
    if let Some(footnotes) = package.footnotes()? {
        add_footnotes(&mut layout, &footnotes, &mut import.notes)?;
    }
    layout.fill(&mut import.draft);
    Ok(import)
}

fn add_footnotes(layout: &mut Layout, xml: &str, notes: &mut Vec<String>) -> Result<(), ReadError> {
    let count = layout.after.len();
    layout.after.extend(layout::paragraphs(body::read(xml, Root::Footnotes)?));
    if layout.after.len() > count {
        notes.push("Filens fodnoter er lagt sidst i teksten efter tabellen.".to_owned());
    }
    Ok(())
}
