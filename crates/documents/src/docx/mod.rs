//! Word documents (.docx).

mod body;
mod cells;
mod cursor;
mod document;
mod layout;
mod markup;
mod package;
mod paragraph;
mod rows;
mod styles;
mod write;

use domain::draft::PlanDraft;

use crate::{Import, ReadContext, ReadError, native, third_party};

use body::Root;
use layout::Layout;
use package::Package;

pub(crate) use write::write;

/// What a Word document holds.
pub(crate) fn read(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let mut package = Package::open(bytes)?;
    let items = body::read(&package.document()?, Root::Document)?;
    let mut layout = Layout::of(items, context.template)?;
    let (blocks, notes) = if layout.is_native {
        native::read(&layout.grids, context)?
    } else {
        let third_party = third_party::read(&layout.grids, context, [])?;
        layout.before_in_table(third_party.before);
        (third_party.blocks, third_party.notes)
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
