//! Tables in a Word document.

use crate::{
    Stop, WriteError,
    paper::{Cell, Row, Table},
    style::Style,
};

use super::markup::{escape, paragraph, plain};

/// A row with no more text than this in any cell is kept on one page.
const MAX_UNBROKEN_CHARS: usize = 600;
const HEADING_SHADE: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="DCE6EC"/>"#;
const QUESTION_SHADE: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="F3F6F8"/>"#;
const REPEATED: &str = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";

/// The whole table, as wide as the text of its page, in twentieths of a point.
pub(super) fn table(table: &Table, text_width: u32, stop: &Stop) -> Result<String, WriteError> {
    let widths = widths(table, text_width);
    let mut xml = properties(table, text_width);
    xml.push_str("<w:tblGrid>");
    for width in &widths {
        xml.push_str(&grid_column(*width));
    }
    xml.push_str("</w:tblGrid>");
    let names = table.columns.iter().map(|column| plain(Style::Column, &column.name));
    xml.push_str(&repeated_row(names, &widths, HEADING_SHADE));
    if table.has_questions {
        let questions = table.columns.iter().map(|column| plain(Style::Question, &column.question));
        xml.push_str(&repeated_row(questions, &widths, QUESTION_SHADE));
    }
    for row in &table.rows {
        stop.check()?;
        xml.push_str(&body_row(row, &widths));
    }
    Ok(format!("<w:tbl>{xml}</w:tbl>"))
}

// The order of these elements is the schema's; Word asks to repair a file with another.
fn properties(table: &Table, text_width: u32) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    format!(
        concat!(
            r#"<w:tblPr><w:tblStyle w:val="HandleplanTabel"/><w:tblW w:w="{width}" w:type="dxa"/>"#,
            r#"<w:tblLayout w:type="fixed"/>"#,
            r#"<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#,
            r#"<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="Tabel med kolonnerne {names}"/></w:tblPr>"#,
        ),
        width = text_width,
        caption = escape(&table.caption),
        names = escape(&names.join(", ")),
    )
}

/// The shares of the columns as widths that add up to the table's.
fn widths(table: &Table, text_width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = table.columns.iter().map(|column| text_width * column.width / 1_000).collect();
    let rest = text_width.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

fn grid_column(width: u32) -> String {
    format!(r#"<w:gridCol w:w="{width}"/>"#)
}

fn repeated_row(contents: impl Iterator<Item = String>, widths: &[u32], shade: &str) -> String {
    let cells: String = contents.zip(widths).map(|(content, width)| cell(*width, shade, &content)).collect();
    format!("<w:tr>{REPEATED}{cells}</w:tr>")
}

fn body_row(row: &Row, widths: &[u32]) -> String {
    let is_short = row.cells.iter().all(|cell| cell.char_count() <= MAX_UNBROKEN_CHARS);
    let properties = if is_short { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
    let cells: String =
        row.cells.iter().zip(widths).map(|(found, width)| cell(*width, &look(found), &content(found))).collect();
    format!("<w:tr>{properties}{cells}</w:tr>")
}

fn cell(width: u32, look: &str, content: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>"#)
}

fn look(cell: &Cell) -> String {
    if cell.is_continued() {
        return "<w:vMerge/>".to_owned();
    }
    let merge = if cell.rows > 1 { r#"<w:vMerge w:val="restart"/>"# } else { "" };
    let borders = match (cell.joins_above, cell.joins_below) {
        (false, false) => "",
        (false, true) => r#"<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>"#,
        (true, false) => r#"<w:tcBorders><w:top w:val="nil"/></w:tcBorders>"#,
        (true, true) => r#"<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="nil"/></w:tcBorders>"#,
    };
    format!("{merge}{borders}")
}

// A cell must hold a paragraph, be it empty.
fn content(cell: &Cell) -> String {
    if cell.paragraphs.is_empty() {
        return plain(Style::Part, "");
    }
    cell.paragraphs.iter().map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{paper::Piece, plan_paper, tests::sample};

    #[test]
    fn headings_are_repeated_and_cells_merged() {
        let (plan, template) = (sample::plan(), sample::template());
        let paper = plan_paper::paper(&sample::print_input(&plan, &template));
        let found = paper.pieces.iter().find_map(|piece| match piece {
            Piece::Table(found) => Some(found),
            _ => None,
        });
        let made = table(found.unwrap(), 10_000, &Stop::default()).unwrap();
        assert_eq!(made.matches("<w:tblHeader/>").count(), 2);
        // Tema of the first finding goes on in 3 rows, Emne in 2, and three columns in 1 each.
        assert_eq!(made.matches("<w:vMerge/>").count(), 3 + 2 + 3);
        assert_eq!(made.matches("HandleplanTom").count(), 1);
        assert_eq!(made.matches("<w:tr>").count(), 2 + 5);
        assert_eq!(widths(found.unwrap(), 10_000).iter().sum::<u32>(), 10_000);
    }
}
