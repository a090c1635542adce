//! The document around the plan's table: title, unit, status, date, and the text before and after.

use domain::{danish, text};

use crate::{DEFAULT_TITLE, Sheet, style::Style};

use super::{
    markup::{escape, paragraph, paragraphs},
    rows::{self, TEXT_WIDTH},
};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);
const SECTION: &str = concat!(
    r#"<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>"#,
    r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
    r#"<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/>"#,
    r#"<w:cols w:space="708"/></w:sectPr>"#,
);

/// The part word/document.xml.
pub(super) fn document(sheet: &Sheet<'_>) -> String {
    let body = [
        paragraph(Style::Title, &title(sheet)),
        paragraph(Style::Subtitle, &subtitle(sheet)),
        paragraphs(Style::Text, &text::tidy(&sheet.plan.introduction)),
        rows::table(sheet),
        closing(sheet),
    ];
    format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{}{SECTION}</w:body></w:document>", body.concat())
}

/// The part word/footer1.xml: the unit, and the page of how many.
pub(super) fn footer(sheet: &Sheet<'_>) -> String {
    let unit = escape(&text::one_line(sheet.unit_name));
    let text = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let field = |name: &str| format!(r#"<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#);
    let properties = format!(
        r#"<w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs></w:pPr>"#
    );
    let content =
        [text(&unit), "<w:r><w:tab/></w:r>".to_owned(), text("Side "), field("PAGE"), text(" af "), field("NUMPAGES")]
            .concat();
    format!("{DECLARATION}<w:ftr {NAMESPACES}><w:p>{properties}{content}</w:p></w:ftr>")
}

/// The part docProps/core.xml: what programs show of the file.
pub(super) fn core_properties(sheet: &Sheet<'_>) -> String {
    format!(
        concat!(
            "{declaration}",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            "<dc:title>{title}</dc:title><dc:subject>{unit}</dc:subject><dc:creator>Handleplan</dc:creator>",
            "<dc:language>da-DK</dc:language>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created></cp:coreProperties>"#,
        ),
        declaration = DECLARATION,
        title = escape(&title(sheet)),
        unit = escape(&text::one_line(sheet.unit_name)),
        date = sheet.printed_on,
    )
}

fn title(sheet: &Sheet<'_>) -> String {
    let title = text::one_line(&sheet.plan.title);
    if title.is_empty() { DEFAULT_TITLE.to_owned() } else { title }
}

fn subtitle(sheet: &Sheet<'_>) -> String {
    let unit = text::one_line(sheet.unit_name);
    let printed = format!("udskrevet {}", danish::date(sheet.printed_on));
    let version = format!("version {}", sheet.plan.revision);
    [unit.as_str(), sheet.plan.status.label(), &version, &printed]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

// Word wants a paragraph after the last table.
fn closing(sheet: &Sheet<'_>) -> String {
    let closing = paragraphs(Style::Text, &text::tidy(&sheet.plan.closing));
    if closing.is_empty() { paragraph(Style::Text, "") } else { closing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn names_unit_status_version_and_date() {
        let (plan, template) = (sample::plan(), sample::template());
        let sheet = sample::sheet(&plan, &template);
        assert!(document(&sheet).contains("Bostedet &lt;X&gt; · Kladde · version 1 · udskrevet 12. marts 2026"));
        assert!(core_properties(&sheet).contains("2026-03-12T00:00:00Z"));
        assert!(footer(&sheet).contains("Side "));
    }
}
