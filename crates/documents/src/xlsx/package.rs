//! The parts within a workbook, unpacked without trusting what the file says of its own size.
//!
//! The reader of worksheets gets the parts packed anew, so that it sees nothing that was not counted here,
//! and none of the few things that make it ask for more memory than there is.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::ReadError;

/// The largest file read, in megabytes.
const MAX_FILE_MB: usize = 20;
const MB: usize = 1024 * 1024;
/// The most that all parts may fill, unpacked.
const MAX_UNPACKED: usize = 60 * MB;
/// The most that the part of formats may fill; each of them is kept in memory in full.
const MAX_STYLES: usize = 16 * MB;
/// Excel itself has no more formats of cells in one file.
const MAX_FORMATS: usize = 65_536;
/// The most digits of the number of texts that a file announces; memory is asked for by it.
const MAX_COUNT_DIGITS: usize = 6;
/// How older workbooks begin, and those locked with a password.
const OLE_MAGIC: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// The parts a reader needs, packed anew.
pub(super) fn repacked(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    if bytes.len() > MAX_FILE_MB * MB {
        return Err(ReadError::TooBig { max_mb: MAX_FILE_MB });
    }
    if bytes.starts_with(OLE_MAGIC) {
        return Err(ReadError::OldOrLocked);
    }
    if !bytes.starts_with(b"PK") {
        return Err(ReadError::NotExcel);
    }
    let parts = parts(bytes, MAX_UNPACKED)?;
    if !parts.iter().any(|(name, _)| name.to_lowercase().ends_with("workbook.xml")) {
        return Err(ReadError::NotExcel);
    }
    packed(&parts).map_err(|_| ReadError::Broken)
}

/// The parts that hold XML; pictures and the like are never unpacked.
fn parts(bytes: &[u8], limit: usize) -> Result<Vec<(String, String)>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
    let mut left = limit;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| refusal(&error))?;
        let name = file.name().to_owned();
        let lower = name.to_lowercase();
        if !matches!(lower.rsplit_once('.'), Some((_, "xml" | "rels"))) {
            continue;
        }
        let text = text(file, left)?;
        left -= text.len();
        check(&lower, &text)?;
        parts.push((name, text));
    }
    Ok(parts)
}

fn refusal(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::OldOrLocked,
        _ => ReadError::Broken,
    }
}

fn text(file: impl Read, limit: usize) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Broken)?;
    if bytes.len() > limit {
        return Err(ReadError::ExpandsTooMuch);
    }
    String::from_utf8(bytes).map_err(|_| ReadError::Broken)
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
        assert_eq!(repacked(OLE_MAGIC), Err(ReadError::OldOrLocked));
        assert_eq!(repacked(b"PK\x03\x04 cut off"), Err(ReadError::Broken));
        assert_eq!(repacked(&vec![0; MAX_FILE_MB * MB + 1]), Err(ReadError::TooBig { max_mb: MAX_FILE_MB }));
    }

    #[test]
    fn counts_what_it_unpacks_itself() {
        let text = "x".repeat(600);
        let file = sample::zip(&[("xl/workbook.xml", text.as_str()), ("xl/styles.xml", text.as_str()), ("a.png", "x")]);
        assert_eq!(parts(&file, 1_199).unwrap_err(), ReadError::ExpandsTooMuch);
        assert_eq!(parts(&file, 1_200).unwrap().len(), 2);
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
