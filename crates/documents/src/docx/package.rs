//! The parts within a Word file that are read.

use crate::{ReadError, unpack::Packed};

use super::cursor::{Cursor, Node, attribute};

const RELATIONS: &str = "_rels/.rels";
const USUAL_DOCUMENT: &str = "word/document.xml";

/// An opened Word file.
pub(super) struct Package<'a>(Packed<'a>);

impl<'a> Package<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Packed::open(bytes, ReadError::NotWord).map(Self)
    }

    /// The text of the document itself. Its part need not be called what it usually is.
    pub(super) fn document(&mut self) -> Result<String, ReadError> {
        let name = match self.0.part(RELATIONS)? {
            Some(relations) => document_name(&relations)?,
            None => None,
        };
        self.0.part(name.as_deref().unwrap_or(USUAL_DOCUMENT))?.ok_or(ReadError::NotWord)
    }

    /// The footnotes, where there are any.
    pub(super) fn footnotes(&mut self) -> Result<Option<String>, ReadError> {
        self.0.part("word/footnotes.xml")
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
    fn finds_a_document_by_another_name() {
        let relations = r#"<Relationships>
            <Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
        let file = sample::zip(&[(RELATIONS, relations), ("word/document2.xml", "her")]);
        assert_eq!(Package::open(&file).unwrap().document().unwrap(), "her");
        let other = sample::zip(&[("xl/workbook.xml", "")]);
        assert_eq!(Package::open(&other).unwrap().document().unwrap_err(), ReadError::NotWord);
    }
}
