//! The parts within a workbook that are read.
//!
//! The reader of worksheets gets the parts packed anew, so that it sees nothing that was not counted when it was
//! unpacked, and none of the few things that make it ask for more memory than there is.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{ReadError, unpack::Packed};

/// The most that the part of formats may fill; each of them is kept in memory in full.
const MAX_STYLES: usize = 16 * 1024 * 1024;
/// Excel itself has no more formats of cells in one file.
const MAX_FORMATS: usize = 65_536;
/// The most digits of the number of texts that a file announces; memory is asked for by it.
const MAX_COUNT_DIGITS: usize = 6;

/// The parts a reader needs, packed anew.
pub(super) fn repacked(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let parts = parts(&mut Packed::open(bytes, ReadError::NotExcel)?)?;
    if !parts.iter().any(|(name, _)| name.to_lowercase().ends_with("workbook.xml")) {
        return Err(ReadError::NotExcel);
    }
    packed(&parts).map_err(|_| ReadError::Broken)
}

/// The parts that hold XML; pictures and the like are never unpacked.
fn parts(packed: &mut Packed<'_>) -> Result<Vec<(String, String)>, ReadError> {
    let mut parts = Vec::new();
    for name in packed.names() {
        let lower = name.to_lowercase();
        if !matches!(lower.rsplit_once('.'), Some((_, "xml" | "rels"))) {
            continue;
        }
        if let Some(text) = packed.part(&name)? {
            check(&lower, &text)?;
            parts.push((name, text));
        }
    }
    Ok(parts)
}

fn check(name: &str, text: &str) -> Result<(), ReadError> {
    if !is_utf8(text) {
        return Err(ReadError::Broken);
    }
    let format_count = || text.matches("<xf").count() + text.matches(":xf").count();
    let is_too_much = (name.ends_with("styles.xml") && (text.len() > MAX_STYLES || format_count() > MAX_FORMATS))
        || (name.ends_with("sharedstrings.xml") && announces_too_much(text));
    if is_too_much { Err(ReadError::ExpandsTooMuch) } else { Ok(()) }
}

// Read in another encoding, a part could say what is not seen here.
fn is_utf8(text: &str) -> bool {
    let mut declarations = text.split("<?xml").skip(1).map(|rest| rest.split("?>").next().unwrap_or_default());
    !text.contains('\0')
        && declarations.all(|declaration| match declaration.split_once("encoding") {
            None => true,
            Some((_, value)) => {
                let value = value.trim_start_matches(|letter: char| letter.is_whitespace() || "='\"".contains(letter));
                value.to_lowercase().starts_with("utf-8")
            }
        })
}

fn announces_too_much(text: &str) -> bool {
    text.split("uniqueCount").skip(1).any(|rest| {
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start).unwrap_or_default();
        let digits = value.trim_start_matches(['"', '\'']).chars().take_while(|char| !matches!(char, '"' | '\''));
        digits.take(MAX_COUNT_DIGITS + 1).count() > MAX_COUNT_DIGITS
    })
}

fn packed(parts: &[(String, String)]) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn tells_what_is_not_a_workbook() {
        assert_eq!(repacked(b"%PDF-1.7"), Err(ReadError::NotExcel));
        assert_eq!(repacked(&sample::docx("")), Err(ReadError::NotExcel));
    }

    #[test]
    fn pictures_are_never_unpacked() {
        let file = sample::zip(&[("xl/workbook.xml", "x"), ("xl/styles.xml", "x"), ("a.png", "x")]);
        assert_eq!(parts(&mut Packed::open(&file, ReadError::NotExcel).unwrap()).unwrap().len(), 2);
    }

    #[test]
    fn refuses_what_asks_for_memory() {
        let strings = |count: &str| check("xl/sharedstrings.xml", &format!("<sst uniqueCount = \"{count}\">"));
        assert_eq!(strings("120000"), Ok(()));
        assert_eq!(strings("99999999999999999"), Err(ReadError::ExpandsTooMuch));
        let styles = "<x:xf/>".repeat(MAX_FORMATS + 1);
        assert_eq!(check("xl/styles.xml", &styles), Err(ReadError::ExpandsTooMuch));
        for text in ["<?xml version='1.0' encoding='UTF-16'?><sst/>", "<\0s\0s\0t\0"] {
            assert_eq!(check("xl/workbook.xml", text), Err(ReadError::Broken));
        }
        assert_eq!(check("xl/workbook.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"), Ok(()));
    }
}
