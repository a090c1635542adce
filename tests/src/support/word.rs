//! A plan as Word itself saves one.
//!
//! Word cuts a text into runs wherever it was changed or a word was doubted, leaves marks of its own between them,
//! writes hyphens as elements, makes lists of what people type with bullets, and merges cells downwards.

use std::io::{Cursor, Write};

use domain::template::PlanTemplate;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A row of the table: the paragraphs of each of its cells.
pub(crate) type Row = Vec<Vec<String>>;

/// Columns whose empty cells are merged with the one above them.
const MERGED: usize = 2;
/// A text longer than this went over the end of a page when it was last printed.
const LONG: usize = 150;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const NAMESPACES: &str = concat!(
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14""#,
);
const TABLE: &str = concat!(
    r#"<w:tblPr><w:tblStyle w:val="Tabel-Gitter"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0" "#,
    r#"w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>"#,
);
const BULLET: &str = concat!(
    r#"<w:pStyle w:val="Listeafsnit"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
    r#"<w:ind w:left="170" w:hanging="170"/>"#,
);
const SIZE: &str = r#"<w:sz w:val="18"/><w:szCs w:val="18"/>"#;
const EMPTY: &str = r#"<w:p w:rsidR="00A3417C" w:rsidRDefault="00A3417C" w:rsidP="00EB2F60"/>"#;
const PAGE_END: &str = "<w:r><w:lastRenderedPageBreak/></w:r>";
const DOUBT_STARTS: &str = r#"<w:proofErr w:type="spellStart"/>"#;
const DOUBT_ENDS: &str = r#"<w:proofErr w:type="spellEnd"/>"#;
const LAST_CHANGED: &str = r#"<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/></w:p>"#;
const SECTION: &str = concat!(
    r#"<w:sectPr w:rsidR="00A3417C" w:rsidSect="00034616"><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
    r#"<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="720" w:footer="720" w:gutter="0"/>"#,
    r#"<w:cols w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr>"#,
);

/// A file with a title and one table: the template's headings and questions, and these rows.
pub(crate) fn file(title: &str, template: &PlanTemplate, rows: &[Row]) -> Vec<u8> {
    let document = document(title, template, rows);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(DECLARATION.as_bytes()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(title: &str, template: &PlanTemplate, rows: &[Row]) -> String {
    let heading = paragraph(r#"<w:pStyle w:val="Overskrift1"/>"#, "", title);
    let table = table(template, rows);
    format!("<w:document {NAMESPACES}><w:body>{heading}{table}{LAST_CHANGED}{SECTION}</w:body></w:document>")
}

fn table(template: &PlanTemplate, rows: &[Row]) -> String {
    let grid = r#"<w:gridCol w:w="1892"/>"#.repeat(template.columns.len());
    let names = template.columns.iter().map(|column| cell("", &paragraph("", "<w:b/>", &column.name)));
    let questions = template.columns.iter().map(|column| cell("", &paragraph("", "<w:i/>", &column.question)));
    let mut lines = row(names) + &row(questions);
    for (at, found) in rows.iter().enumerate() {
        let cells =
            found.iter().enumerate().map(|(column, texts)| cell(merge(rows, at, column), &content(column, texts)));
        lines.push_str(&row(cells));
    }
    format!("<w:tbl>{TABLE}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>")
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: String = cells.collect();
    format!(r#"<w:tr w:rsidR="00A3417C" w:rsidRPr="00D54B1E" w:rsidTr="00EB2F60">{cells}</w:tr>"#)
}

fn cell(merge: &str, content: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="1892" w:type="dxa"/>{merge}</w:tcPr>{content}</w:tc>"#)
}

fn merge(rows: &[Row], at: usize, column: usize) -> &'static str {
    let is_empty = |at: usize| column < MERGED && rows.get(at).is_some_and(|row| row[column].is_empty());
    match (is_empty(at), is_empty(at + 1)) {
        (true, _) => "<w:vMerge/>",
        (false, true) => r#"<w:vMerge w:val="restart"/>"#,
        (false, false) => "",
    }
}

/// Several texts are a list, with an empty line left over at its end; a cell without any holds an empty line too.
fn content(column: usize, texts: &[String]) -> String {
    let properties = if column >= MERGED && texts.len() > 1 { BULLET } else { "" };
    let paragraphs: String = texts.iter().map(|text| paragraph(properties, "", text)).collect();
    if texts.len() == 1 { paragraphs } else { paragraphs + EMPTY }
}

fn paragraph(properties: &str, look: &str, text: &str) -> String {
    let mark = format!("<w:rPr>{look}{SIZE}</w:rPr>");
    let end = if text.len() > LONG { PAGE_END } else { "" };
    let runs = runs(look, text);
    format!(r#"<w:p w:rsidR="00A3417C" w:rsidRDefault="00A3417C"><w:pPr>{properties}{mark}</w:pPr>{end}{runs}</w:p>"#)
}

/// The longest word is doubted by the spelling check, and was cut in two by a change; it may break in the middle.
fn runs(look: &str, text: &str) -> String {
    let longest = text.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
    let (before, after) = text.split_once(longest).unwrap_or_default();
    let middle = longest.char_indices().nth(longest.chars().count() / 2).map_or(0, |(at, _)| at);
    let (head, tail) = longest.split_at(middle);
    let doubted = format!("{}<w:r><w:softHyphen/></w:r>{}", run(look, head), run(look, tail));
    format!("{}{DOUBT_STARTS}{doubted}{DOUBT_ENDS}{}", run(look, before), run(look, after))
}

fn run(look: &str, text: &str) -> String {
    let pieces: Vec<String> = text.split('-').map(piece).collect();
    let content = pieces.join("<w:noBreakHyphen/>");
    if content.is_empty() {
        return content;
    }
    format!(r#"<w:r w:rsidRPr="00D54B1E"><w:rPr>{look}{SIZE}</w:rPr>{content}</w:r>"#)
}

fn piece(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(r#"<w:t xml:space="preserve">{escaped}</w:t>"#)
}

const CONTENT_TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/numbering.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>"#,
);
const RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" "#,
    r#"Target="word/document.xml"/></Relationships>"#,
);
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" "#,
    r#"Target="numbering.xml"/></Relationships>"#,
);
/// The names of styles are English, their identities those of a Danish Word.
const STYLES: &str = concat!(
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/>"#,
    r#"<w:basedOn w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="Listeafsnit"><w:name w:val="List Paragraph"/>"#,
    r#"<w:basedOn w:val="Normal"/></w:style>"#,
    r#"<w:style w:type="table" w:default="1" w:styleId="Tabel-Normal"><w:name w:val="Normal Table"/></w:style>"#,
    r#"<w:style w:type="table" w:styleId="Tabel-Gitter"><w:name w:val="Table Grid"/>"#,
    r#"<w:basedOn w:val="Tabel-Normal"/></w:style></w:styles>"#,
);
const NUMBERING: &str = concat!(
    r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>"#,
    r#"<w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"#,
    r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
);
