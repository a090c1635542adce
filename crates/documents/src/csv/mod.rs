//! CSV for Danish spreadsheets: UTF-8 with BOM, semicolons, and a `'` before what a spreadsheet would
//! take for a formula.
//!
//! The table alone: title, introduction and closing have no place in it. Texts of one cell stand with a
//! blank line between them, for no text of a plan holds one. Two columns of numbers say where a finding
//! and an issue begin.

mod decode;
mod native;
mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// What stands between two texts of a cell.
const BETWEEN: &str = "\n\n";
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
    use super::*;

    #[test]
    fn a_guard_comes_off_again() {
        for text in ["=1+1", "'", "''=x", "'a", "a", "", "-5 %", "@x"] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!(guarded("=1"), "'=1");
        assert_eq!(unguarded("'a"), "'a");
    }
}
