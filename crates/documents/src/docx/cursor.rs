//! Walks through XML one node at a time, no deeper than any Word file goes.

use quick_xml::{
    events::{BytesRef, BytesStart, Event},
    reader::Reader,
};

use crate::ReadError;

/// Elements within elements; Word's own files stay far below.
const MAX_DEPTH: usize = 200;

/// What comes next.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins.
    Open(BytesStart<'x>),
    /// The element ends.
    Close,
    /// Text.
    Text(String),
    /// The document ends.
    End,
}

/// A place in XML.
pub(super) struct Cursor<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Cursor<'x> {
    /// The beginning of a document.
    pub(super) fn new(xml: &'x str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next node; comments and the like are passed over. A document type is refused, since Word
    /// never writes one and it can hold entities that grow without end.
    pub(super) fn advance(&mut self) -> Result<Node<'x>, ReadError> {
        loop {
            match self.reader.read_event().map_err(|_| ReadError::Broken)? {
                Event::Start(start) => {
                    self.depth += 1;
                    return if self.depth > MAX_DEPTH { Err(ReadError::TooDeep) } else { Ok(Node::Open(start)) };
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => return resolve(&reference).map(Node::Text),
                Event::DocType(_) => return Err(ReadError::Broken),
                Event::Eof if self.depth > 0 => return Err(ReadError::Broken),
                Event::Eof => return Ok(Node::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// The next element within the present one; none where the present one ends.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'x>>, ReadError> {
        loop {
            match self.advance()? {
                Node::Open(start) => return Ok(Some(start)),
                Node::Text(_) => {}
                Node::Close | Node::End => return Ok(None),
            }
        }
    }

    /// Passes over the element just opened and all in it.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.advance()?;
        }
        Ok(())
    }

    /// The text right within the element just opened.
    pub(super) fn text(&mut self) -> Result<String, ReadError> {
        let mut text = String::new();
        loop {
            match self.advance()? {
                Node::Text(more) => text.push_str(&more),
                Node::Open(_) => self.skip()?,
                Node::Close | Node::End => return Ok(text),
            }
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, ReadError> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| ReadError::Broken)? {
        return Ok(character.to_string());
    }
    let character = match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(ReadError::Broken),
    };
    Ok(character.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> Result<String, ReadError> {
        let mut cursor = Cursor::new(xml);
        cursor.child()?;
        cursor.text()
    }

    #[test]
    fn keeps_every_character() {
        assert_eq!(
            text_of("<t>a &amp;&lt;&#230;&#x1F642; <!-- x --><b>no</b><![CDATA[<z>]]></t>").unwrap(),
            "a &<æ🙂 <z>"
        );
    }

    #[test]
    fn refuses_what_word_never_writes() {
        assert_eq!(text_of("<!DOCTYPE t [<!ENTITY a 'x'>]><t>&a;</t>"), Err(ReadError::Broken));
        assert_eq!(text_of("<t>&a;</t>"), Err(ReadError::Broken));
        assert_eq!(text_of("<t>cut off"), Err(ReadError::Broken));
        assert_eq!(text_of("<t></b>"), Err(ReadError::Broken));
        let mut cursor = Cursor::new("<t><b>");
        cursor.child().unwrap();
        assert_eq!(cursor.skip(), Err(ReadError::Broken));
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        assert_eq!(text_of(&deep), Err(ReadError::TooDeep));
    }

    #[test]
    fn finds_an_attribute_whatever_its_prefix() {
        let start = Cursor::new(r#"<w:gridSpan w:val="2" x="&amp;"/>"#).child().unwrap().unwrap();
        assert_eq!(attribute(&start, "val").as_deref(), Some("2"));
        assert_eq!(attribute(&start, "x").as_deref(), Some("&"));
        assert_eq!(attribute(&start, "w"), None);
    }
}
