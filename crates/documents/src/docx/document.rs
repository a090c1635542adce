//! The document: title, paragraphs and tables, the page they stand on, and what programs show of the file.

use domain::text;

use crate::{
    Stop, WriteError,
    paper::{Page, Paper, Piece},
    style::Style,
};

use super::{
    markup::{escape, paragraph, plain},
    rows,
};

/// The sides of A4 and the margins, in twentieths of a point.
const SIDES: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 720;
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);

/// The part word/document.xml.
pub(super) fn document(paper: &Paper, stop: &Stop) -> Result<String, WriteError> {
    let mut body = plain(Style::Title, &paper.title) + &plain(Style::Subtitle, &paper.subtitle);
    for piece in &paper.pieces {
        body.push_str(&match piece {
            Piece::Heading { text } => plain(Style::Heading, text),
            Piece::Paragraph(found) => paragraph(found),
            Piece::Table(table) => rows::table(table, text_width(paper.page), stop)?,
        });
    }
    // Word wants a paragraph after the last table.
    if matches!(paper.pieces.last(), Some(Piece::Table(_)) | None) {
        body.push_str(&plain(Style::Text, ""));
    }
    Ok(format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{}</w:body></w:document>", section(paper.page)))
}

/// The part word/footer1.xml: the unit, and the page of how many.
pub(super) fn footer(paper: &Paper) -> String {
    let unit = escape(&paper.unit_name);
    let text = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let field = |name: &str| format!(r#"<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#);
    let properties = format!(
        r#"<w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs></w:pPr>"#,
        text_width(paper.page)
    );
    let content =
        [text(&unit), "<w:r><w:tab/></w:r>".to_owned(), text("Side "), field("PAGE"), text(" af "), field("NUMPAGES")]
            .concat();
    format!("{DECLARATION}<w:ftr {NAMESPACES}><w:p>{properties}{content}</w:p></w:ftr>")
}

/// The part docProps/core.xml: what programs show of the file.
pub(super) fn core_properties(paper: &Paper) -> String {
    format!(
        concat!(
            "{declaration}",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            "<dc:title>{title}</dc:title><dc:subject>{unit}</dc:subject><dc:creator>{unit}</dc:creator>",
            "<dc:description>{subtitle}</dc:description><dc:language>da-DK</dc:language>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created></cp:coreProperties>"#,
        ),
        declaration = DECLARATION,
        title = escape(&text::one_line(&paper.title)),
        unit = escape(&paper.unit_name),
        subtitle = escape(&text::one_line(&paper.subtitle)),
        date = paper.printed_on,
    )
}

/// The width of the text on a page, in twentieths of a point.
const fn text_width(page: Page) -> u32 {
    let width = match page {
        Page::Landscape => SIDES.1,
        Page::Portrait => SIDES.0,
    };
    width - 2 * MARGIN
}

fn section(page: Page) -> String {
    let (width, height, turned) = match page {
        Page::Landscape => (SIDES.1, SIDES.0, r#" w:orient="landscape""#),
        Page::Portrait => (SIDES.0, SIDES.1, ""),
    };
    format!(
        concat!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="{}" w:h="{}"{}/>"#,
            r#"<w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="360" w:footer="360" w:gutter="0"/>"#,
            r#"<w:cols w:space="708"/></w:sectPr>"#,
        ),
        width,
        height,
        turned,
        m = MARGIN,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan_paper, tests::sample};

    #[test]
    fn names_unit_status_version_and_date() {
        let (plan, template) = (sample::plan(), sample::template());
        let paper = plan_paper::paper(&sample::print_input(&plan, &template));
        let made = document(&paper, &Stop::default()).unwrap();
        assert!(made.contains("Bostedet &lt;X&gt; · Kladde · arbejdsudgave 1 · udskrevet 12. marts 2026"));
        assert!(core_properties(&paper).contains("2026-03-12T00:00:00Z"));
        assert!(footer(&paper).contains("Side "));
    }
}
