//! CSV for Danish spreadsheets: UTF-8 with BOM, semicolons, and a `'` before what a spreadsheet would
//! take for a formula.
//!
//! The table alone: title, introduction and closing have no place in it. Texts of one cell stand with a
//! blank line between them, for no text of a plan holds one. Two columns of numbers say where a finding
//! and an issue begin. It is read like anybody's table, in which such numbers may stand too.

mod decode;
mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// How a cell begins that a spreadsheet might compute; the apostrophe is here so that it can be told
/// from the one put before the others.
const RISKY: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

fn guarded(text: &str) -> String {
    if text.starts_with(RISKY) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(RISKY)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use domain::draft::PlanDraft;

    use super::*;
    use crate::{ReadContext, tests::sample};

    #[test]
    fn reads_what_it_writes() {
        let (plan, model, template) = (sample::plan(), sample::model(), sample::template());
        let bytes = write(&sample::print_input(&plan, &template)).unwrap();
        let import = read(&bytes, &ReadContext { model: &model, template: &template }).unwrap();
        assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(PlanDraft::from(&plan).blocks));
        assert!(import.notes.is_empty(), "{:?}", import.notes);
    }

    #[test]
    fn a_guard_comes_off_again() {
        for text in ["=1+1", "'", "''=x", "'a", "a", "", "-5 %", "@x"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!(guarded("=1"), "'=1");
        assert_eq!(unguarded("'a"), "'a");
    }
}
