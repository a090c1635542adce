//! The parts within a Word file, unpacked without trusting what the file says of its own size.

use std::io::{Cursor as Bytes, Read};

use zip::{ZipArchive, result::ZipError};

use crate::ReadError;

use super::cursor::{Cursor, Node, attribute};

/// The largest file read, in megabytes.
const MAX_FILE_MB: usize = 20;
const MB: usize = 1024 * 1024;
/// How the old Word format begins, and a Word file locked with a password.
const OLE_MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const RELATIONS: &str = "_rels/.rels";
const USUAL_DOCUMENT: &str = "word/document.xml";

/// How many bytes may be unpacked.
#[derive(Debug, Clone, Copy)]
struct Limits {
    part: usize,
    total: usize,
}

/// An opened Word file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Bytes<&'a [u8]>>,
    limits: Limits,
}

impl<'a> Package<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::open_within(bytes, Limits { part: 40 * MB, total: 60 * MB })
    }

    fn open_within(bytes: &'a [u8], limits: Limits) -> Result<Self, ReadError> {
        if bytes.len() > MAX_FILE_MB * MB {
            return Err(ReadError::TooBig { max_mb: MAX_FILE_MB });
        }
        if bytes.starts_with(&OLE_MAGIC[..4]) {
            return Err(ReadError::OldOrLocked);
        }
        if !bytes.starts_with(b"PK") {
            return Err(ReadError::NotWord);
        }
        let archive = ZipArchive::new(Bytes::new(bytes)).map_err(|_| ReadError::Broken)?;
        Ok(Self { archive, limits })
    }

    /// The text of the document itself. Its part need not be called what it usually is.
    pub(super) fn document(&mut self) -> Result<String, ReadError> {
        let name = match self.part(RELATIONS)? {
            Some(relations) => document_name(&relations)?,
            None => None,
        };
        self.part(name.as_deref().unwrap_or(USUAL_DOCUMENT))?.ok_or(ReadError::NotWord)
    }

    /// The footnotes, where there are any.
    pub(super) fn footnotes(&mut self) -> Result<Option<String>, ReadError> {
        self.part("word/footnotes.xml")
    }

    fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadError::OldOrLocked),
            Err(_) => return Err(ReadError::Broken),
        };
        let limit = self.limits.part.min(self.limits.total);
        let mut bytes = Vec::new();
        file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Broken)?;
        if bytes.len() > limit {
            return Err(ReadError::ExpandsTooMuch);
        }
        self.limits.total -= bytes.len();
        String::from_utf8(bytes).map(Some).map_err(|_| ReadError::Broken)
    }
}

fn document_name(relations: &str) -> Result<Option<String>, ReadError> {
    let mut cursor = Cursor::new(relations);
    loop {
        match cursor.advance()? {
            Node::Open(start)
                if start.local_name().into_inner() == "Relationship"
                    && attribute(&start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")) =>
            {
                return Ok(attribute(&start, "Target").map(|target| target.trim_start_matches('/').to_owned()));
            }
            Node::End => return Ok(None),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn tells_what_is_not_a_word_file() {
        let open = |bytes: &[u8]| Package::open(bytes).map(|_| ()).unwrap_err();
        assert_eq!(open(b"%PDF-1.7"), ReadError::NotWord);
        assert_eq!(open(&OLE_MAGIC), ReadError::OldOrLocked);
        assert_eq!(open(b"PK\x03\x04 cut off"), ReadError::Broken);
        assert_eq!(open(&vec![0; MAX_FILE_MB * MB + 1]), ReadError::TooBig { max_mb: MAX_FILE_MB });
    }

    #[test]
    fn counts_what_it_unpacks_itself() {
        let text = "x".repeat(1_000);
        let file = sample::zip(&[(USUAL_DOCUMENT, text.as_str())]);
        let document = |part, total| Package::open_within(&file, Limits { part, total }).unwrap().document();
        assert_eq!(document(999, 9_999).unwrap_err(), ReadError::ExpandsTooMuch);
        assert_eq!(document(9_999, 999).unwrap_err(), ReadError::ExpandsTooMuch);
        assert_eq!(document(1_000, 1_000).unwrap().len(), 1_000);
    }

    #[test]
    fn finds_a_document_by_another_name() {
        let relations = r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
        let file = sample::zip(&[(RELATIONS, relations), ("word/document2.xml", "her")]);
        assert_eq!(Package::open(&file).unwrap().document().unwrap(), "her");
        let other = sample::zip(&[("xl/workbook.xml", "")]);
        assert_eq!(Package::open(&other).unwrap().document().unwrap_err(), ReadError::NotWord);
    }
}
