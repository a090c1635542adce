//! The document: title, paragraphs and tables, the page they stand on, and what programs show of the file.

use std::io;

use domain::text;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::{
    Stop, WriteError,
    paper::{Page, Paper, Piece},
    style::Style,
};

use super::{
    markup::{self, Xml, empty, paragraph, plain, value},
    rows,
};

/// The sides of A4 and the margins, in twentieths of a point.
const SIDES: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 720;
const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];
const CORE_NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

/// The part word/document.xml.
pub(super) fn document(paper: &Paper, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    let mut xml = begun()?;
    xml.write_event(Event::Start(BytesStart::new("w:document").with_attributes(NAMESPACES)))?;
    xml.write_event(Event::Start(BytesStart::new("w:body")))?;
    plain(&mut xml, Style::Title, &paper.title)?;
    plain(&mut xml, Style::Subtitle, &paper.subtitle)?;
    for piece in &paper.pieces {
        match piece {
            Piece::Heading { text } => plain(&mut xml, Style::Heading, text)?,
            Piece::Paragraph(found) => paragraph(&mut xml, found)?,
            Piece::Table(table) => rows::table(&mut xml, table, text_width(paper.page), stop)?,
        }
    }
    // Word wants a paragraph after the last table.
    if matches!(paper.pieces.last(), Some(Piece::Table(_)) | None) {
        plain(&mut xml, Style::Text, "")?;
    }
    section(&mut xml, paper.page)?;
    xml.write_event(Event::End(BytesEnd::new("w:body")))?;
    xml.write_event(Event::End(BytesEnd::new("w:document")))?;
    Ok(xml.into_inner())
}

/// The part word/footer1.xml: the unit, and the page of how many.
pub(super) fn footer(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = begun()?;
    let width = text_width(paper.page).to_string();
    xml.create_element("w:ftr").with_attributes(NAMESPACES).write_inner_content(|xml| {
        xml.create_element("w:p").write_inner_content(|xml| {
            xml.create_element("w:pPr").write_inner_content(|xml| {
                value(xml, "w:pStyle", "Footer")?;
                let tab = [("w:val", "right"), ("w:pos", width.as_str())];
                xml.create_element("w:tabs").write_inner_content(|xml| empty(xml, "w:tab", &tab))?;
                Ok(())
            })?;
            run(xml, &paper.unit_name)?;
            xml.create_element("w:r").write_inner_content(|xml| empty(xml, "w:tab", &[]))?;
            run(xml, "Side ")?;
            field(xml, " PAGE ")?;
            run(xml, " af ")?;
            field(xml, " NUMPAGES ")
        })?;
        Ok(())
    })?;
    Ok(xml.into_inner())
}

/// The part docProps/core.xml: what programs show of the file.
pub(super) fn core_properties(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = begun()?;
    xml.create_element("cp:coreProperties").with_attributes(CORE_NAMESPACES).write_inner_content(|xml| {
        markup::text(xml, "dc:title", &text::one_line(&paper.title))?;
        markup::text(xml, "dc:subject", &paper.unit_name)?;
        markup::text(xml, "dc:creator", &paper.unit_name)?;
        markup::text(xml, "dc:description", &text::one_line(&paper.subtitle))?;
        markup::text(xml, "dc:language", "da-DK")?;
        let created = xml.create_element("dcterms:created").with_attribute(("xsi:type", "dcterms:W3CDTF"));
        created.write_text_content(BytesText::new(&format!("{}T00:00:00Z", paper.printed_on)))?;
        Ok(())
    })?;
    Ok(xml.into_inner())
}

fn begun() -> io::Result<Xml> {
    let mut xml = Xml::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    Ok(xml)
}

fn run(xml: &mut Xml, text: &str) -> io::Result<()> {
    xml.create_element("w:r").write_inner_content(|xml| markup::words(xml, text))?;
    Ok(())
}

fn field(xml: &mut Xml, instruction: &str) -> io::Result<()> {
    let field = xml.create_element("w:fldSimple").with_attribute(("w:instr", instruction));
    field.write_inner_content(|xml| run(xml, "1"))?;
    Ok(())
}

/// The width of the text on a page, in twentieths of a point.
const fn text_width(page: Page) -> u32 {
    let width = match page {
        Page::Landscape => SIDES.1,
        Page::Portrait => SIDES.0,
    };
    width - 2 * MARGIN
}

fn section(xml: &mut Xml, page: Page) -> io::Result<()> {
    let (width, height, orientation) = match page {
        Page::Landscape => (SIDES.1, SIDES.0, "landscape"),
        Page::Portrait => (SIDES.0, SIDES.1, "portrait"),
    };
    let [width, height, margin] = [width, height, MARGIN].map(|length| length.to_string());
    let size = [("w:w", width.as_str()), ("w:h", height.as_str()), ("w:orient", orientation)];
    let [top, right, bottom, left] = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, margin.as_str()));
    let margins = [top, right, bottom, left, ("w:header", "360"), ("w:footer", "360"), ("w:gutter", "0")];
    xml.create_element("w:sectPr").write_inner_content(|xml| {
        empty(xml, "w:footerReference", &[("w:type", "default"), ("r:id", "rId3")])?;
        empty(xml, "w:pgSz", &size)?;
        empty(xml, "w:pgMar", &margins)?;
        empty(xml, "w:cols", &[("w:space", "708")])
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan_paper, tests::sample};

    #[test]
    fn names_unit_status_version_and_date() {
        let (plan, template) = (sample::plan(), sample::template());
        let paper = plan_paper::paper(&sample::print_input(&plan, &template));
        let made = |part: Vec<u8>| String::from_utf8(part).unwrap();
        let words = "Bostedet &lt;X&gt; · Kladde · arbejdsudgave 1 · udskrevet 12. marts 2026";
        assert!(made(document(&paper, &Stop::default()).unwrap()).contains(words));
        assert!(made(core_properties(&paper).unwrap()).contains("2026-03-12T00:00:00Z"));
        assert!(made(footer(&paper).unwrap()).contains("Side "));
    }
}
