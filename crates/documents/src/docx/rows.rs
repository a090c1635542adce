//! The plan's table in a Word document.

use domain::template::{Column, ColumnKey};

use crate::{
    Sheet,
    entry::Part,
    style::Style,
    table::{self, Row, SharedLines},
};

use super::markup::{escape, paragraph};

/// The width of the text on a landscape A4 page, in twentieths of a point.
pub(super) const TEXT_WIDTH: u32 = 16_838 - 2 * 720;
/// A row with no more text than this in any cell is kept on one page.
const MAX_UNBROKEN_CHARS: usize = 600;
const HEADING_SHADE: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="DCE6EC"/>"#;
const QUESTION_SHADE: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="F3F6F8"/>"#;
const REPEATED: &str = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";

/// The whole table.
pub(super) fn table(sheet: &Sheet<'_>) -> String {
    let widths = widths(&sheet.template.columns);
    let columns: Vec<(&Column, u32)> = sheet.template.columns.iter().zip(widths).collect();
    let mut table = properties(sheet);
    table.push_str("<w:tblGrid>");
    for (_, width) in &columns {
        table.push_str(&grid_column(*width));
    }
    table.push_str("</w:tblGrid>");
    table.push_str(&heading_row(&columns));
    if sheet.with_questions {
        table.push_str(&question_row(&columns));
    }
    for row in table::rows(sheet.plan, SharedLines::WithActivity) {
        table.push_str(&body_row(&row, &columns));
    }
    format!("<w:tbl>{table}</w:tbl>")
}

// The order of these elements is the schema's; Word asks to repair a file with another.
fn properties(sheet: &Sheet<'_>) -> String {
    let names: Vec<&str> = sheet.template.columns.iter().map(|column| column.name.as_str()).collect();
    format!(
        concat!(
            r#"<w:tblPr><w:tblStyle w:val="HandleplanTabel"/><w:tblW w:w="{width}" w:type="dxa"/>"#,
            r#"<w:tblLayout w:type="fixed"/>"#,
            r#"<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#,
            r#"<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="Tabel med kolonnerne {names}"/></w:tblPr>"#,
        ),
        width = TEXT_WIDTH,
        caption = escape(&sheet.plan.title),
        names = escape(&names.join(", ")),
    )
}

fn grid_column(width: u32) -> String {
    format!(r#"<w:gridCol w:w="{width}"/>"#)
}

/// The template's shares of the page as widths that add up to it.
fn widths(columns: &[Column]) -> Vec<u32> {
    let shares: Vec<u32> = columns.iter().map(|column| column.width.clamp(1, 1_000)).collect();
    let sum: u32 = shares.iter().sum();
    let mut widths: Vec<u32> = shares.iter().map(|share| TEXT_WIDTH * share / sum.max(1)).collect();
    let rest = TEXT_WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

fn heading_row(columns: &[(&Column, u32)]) -> String {
    let heading =
        |(column, width): &(&Column, u32)| cell(*width, HEADING_SHADE, &paragraph(Style::Column, &column.name));
    let cells: Vec<String> = columns.iter().map(heading).collect();
    format!("<w:tr>{REPEATED}{}</w:tr>", cells.concat())
}

fn question_row(columns: &[(&Column, u32)]) -> String {
    let question =
        |(column, width): &(&Column, u32)| cell(*width, QUESTION_SHADE, &paragraph(Style::Question, &column.question));
    let cells: Vec<String> = columns.iter().map(question).collect();
    format!("<w:tr>{REPEATED}{}</w:tr>", cells.concat())
}

fn body_row(row: &Row<'_>, columns: &[(&Column, u32)]) -> String {
    let mut cells = String::new();
    let mut is_short = true;
    for (column, width) in columns {
        let parts = row.parts(column.key);
        is_short &= parts.iter().map(|part| part.text.chars().count()).sum::<usize>() <= MAX_UNBROKEN_CHARS;
        cells.push_str(&cell(*width, look(row, column.key), &content(row, column.key, &parts)));
    }
    let properties = if is_short { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
    format!("<w:tr>{properties}{cells}</w:tr>")
}

fn cell(width: u32, look: &str, content: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>"#)
}

// Cells of one line each stand without borders between them, so that they look as one cell.
fn look(row: &Row<'_>, key: ColumnKey) -> &'static str {
    if !matches!(key, ColumnKey::Activity | ColumnKey::Period | ColumnKey::Owner) {
        return if row.is_continued(key) { "<w:vMerge/>" } else { r#"<w:vMerge w:val="restart"/>"# };
    }
    match (row.starts_issue, row.ends_issue) {
        (true, true) => "",
        (true, false) => r#"<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>"#,
        (false, true) => r#"<w:tcBorders><w:top w:val="nil"/></w:tcBorders>"#,
        (false, false) => r#"<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>"#,
    }
}

// A cell must hold a paragraph, be it empty.
fn content(row: &Row<'_>, key: ColumnKey, parts: &[Part]) -> String {
    if row.is_continued(key) || parts.is_empty() {
        let is_free = key == ColumnKey::Issue && row.issue_number.is_none();
        return paragraph(if is_free { Style::NoIssue } else { Style::Part }, "");
    }
    parts.iter().map(|part| paragraph(part.style, &part.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn widths_fill_the_page() {
        let template = sample::template();
        assert_eq!(widths(&template.columns).iter().sum::<u32>(), TEXT_WIDTH);
        assert!(widths(&[]).is_empty());
    }

    #[test]
    fn headings_are_repeated_and_cells_merged() {
        let (plan, template) = (sample::plan(), sample::template());
        let made = table(&sample::sheet(&plan, &template));
        assert_eq!(made.matches("<w:tblHeader/>").count(), 2);
        // Tema of the first finding goes on in 3 rows, Emne in 2, and three columns in 1 each.
        assert_eq!(made.matches("<w:vMerge/>").count(), 3 + 2 + 3);
        assert_eq!(made.matches("HandleplanTom").count(), 1);
        assert_eq!(made.matches("<w:tr>").count(), 2 + 5);
    }
}
