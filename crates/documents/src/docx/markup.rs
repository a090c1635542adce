//! Words as the XML of Word: nothing a person wrote can become markup.

use std::{borrow::Cow, io};

use domain::comparison::{Mark, Run};
use quick_xml::{Writer, events::BytesText};

use crate::{paper::Paragraph, style::Style};

/// XML in the making.
pub(super) type Xml = Writer<Vec<u8>>;

/// An element with these attributes and nothing in it.
pub(super) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let attributes = attributes.iter().map(|(name, value)| (*name, Cow::from(writable(value))));
    xml.create_element(name).with_attributes(attributes).write_empty()?;
    Ok(())
}

/// An element with one value.
pub(super) fn value(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    empty(xml, name, &[("w:val", value)])
}

/// An element with text in it.
pub(super) fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&writable(text)))?;
    Ok(())
}

/// Words of a run, with the blanks they begin and end with.
pub(super) fn words(xml: &mut Xml, words: &str) -> io::Result<()> {
    let element = xml.create_element("w:t").with_attribute(("xml:space", "preserve"));
    element.write_text_content(BytesText::new(&writable(words)))?;
    Ok(())
}

/// A paragraph; a line break in the text is one in the paragraph. What is new is underlined and bold,
/// what is gone is struck out: neither hangs on its colour.
pub(super) fn paragraph(xml: &mut Xml, paragraph: &Paragraph) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| value(xml, "w:pStyle", &paragraph.style.id()))?;
        paragraph.runs.iter().filter(|found| !found.text.is_empty()).try_for_each(|found| run(xml, found))
    })?;
    Ok(())
}

/// A paragraph without marks.
pub(super) fn plain(xml: &mut Xml, style: Style, text: &str) -> io::Result<()> {
    paragraph(xml, &Paragraph::plain(style, text))
}

fn run(xml: &mut Xml, run: &Run) -> io::Result<()> {
    xml.create_element("w:r").write_inner_content(|xml| {
        mark(xml, run.mark)?;
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                empty(xml, "w:br", &[])?;
            }
            words(xml, line)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn mark(xml: &mut Xml, mark: Mark) -> io::Result<()> {
    if mark != Mark::Same {
        xml.create_element("w:rPr").write_inner_content(|xml| {
            if mark == Mark::Removed {
                empty(xml, "w:strike", &[])?;
                return value(xml, "w:color", "9B1C1C");
            }
            empty(xml, "w:b", &[])?;
            value(xml, "w:color", "0B5E2B")?;
            value(xml, "w:u", "single")
        })?;
    }
    Ok(())
}

/// The text without the characters that XML 1.0 cannot hold.
fn writable(text: &str) -> String {
    let is_writable = |char: &char| match char {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !char.is_control(),
    };
    text.chars().filter(is_writable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let mut xml = Xml::new(Vec::new());
        plain(&mut xml, Style::Part, text).unwrap();
        String::from_utf8(xml.into_inner()).unwrap()
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        let made = of("</w:t>\"'&\u{1}\u{fffe}æ🙂");
        assert!(made.contains(">&lt;/w:t&gt;&quot;&apos;&amp;æ🙂</w:t>"), "{made}");
    }

    #[test]
    fn a_line_break_stays_within_its_paragraph() {
        assert_eq!(of("a\nb").matches("<w:br/>").count(), 1);
    }
}
