//! Tables in a Word document.

use std::io;

use quick_xml::events::{BytesEnd, BytesStart, Event};

use crate::{
    Stop, WriteError,
    paper::{Cell, Row, Table},
    style::Style,
};

use super::markup::{Xml, empty, paragraph, plain, value};

/// A row with no more text than this in any cell is kept on one page.
const MAX_UNBROKEN_CHARS: usize = 600;
/// The colours behind headings and questions.
const HEADING_FILL: &str = "DCE6EC";
const QUESTION_FILL: &str = "F3F6F8";

/// The whole table, as wide as the text of its page, in twentieths of a point.
pub(super) fn table(xml: &mut Xml, table: &Table, text_width: u32, stop: &Stop) -> Result<(), WriteError> {
    let widths = widths(table, text_width);
    xml.write_event(Event::Start(BytesStart::new("w:tbl")))?;
    properties(xml, table, text_width)?;
    xml.create_element("w:tblGrid").write_inner_content(|xml| {
        widths.iter().try_for_each(|width| empty(xml, "w:gridCol", &[("w:w", width.to_string().as_str())]))
    })?;
    let names = table.columns.iter().map(|column| column.name.as_str());
    repeated_row(xml, (Style::Column, HEADING_FILL), names.zip(&widths))?;
    if table.has_questions {
        let questions = table.columns.iter().map(|column| column.question.as_str());
        repeated_row(xml, (Style::Question, QUESTION_FILL), questions.zip(&widths))?;
    }
    for row in &table.rows {
        stop.check()?;
        body_row(xml, row, &widths)?;
    }
    xml.write_event(Event::End(BytesEnd::new("w:tbl")))?;
    Ok(())
}

// The order of these elements is the schema's; Word asks to repair a file with another.
fn properties(xml: &mut Xml, table: &Table, text_width: u32) -> io::Result<()> {
    let width = text_width.to_string();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let look = [
        ("w:val", "0620"),
        ("w:firstRow", "1"),
        ("w:lastRow", "0"),
        ("w:firstColumn", "0"),
        ("w:lastColumn", "0"),
        ("w:noHBand", "1"),
        ("w:noVBand", "1"),
    ];
    xml.create_element("w:tblPr").write_inner_content(|xml| {
        value(xml, "w:tblStyle", "HandleplanTabel")?;
        empty(xml, "w:tblW", &[("w:w", width.as_str()), ("w:type", "dxa")])?;
        empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
        empty(xml, "w:tblLook", &look)?;
        value(xml, "w:tblCaption", &table.caption)?;
        value(xml, "w:tblDescription", &format!("Tabel med kolonnerne {}", names.join(", ")))
    })?;
    Ok(())
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

/// A row that stands at the top of each page, with the style and the colour of its cells.
fn repeated_row<'t>(
    xml: &mut Xml,
    (style, fill): (Style, &str),
    cells: impl Iterator<Item = (&'t str, &'t u32)>,
) -> io::Result<()> {
    let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)];
    xml.create_element("w:tr").write_inner_content(|xml| {
        xml.create_element("w:trPr").write_inner_content(|xml| {
            empty(xml, "w:cantSplit", &[])?;
            empty(xml, "w:tblHeader", &[])
        })?;
        for (text, width) in cells {
            cell(xml, *width, |xml| empty(xml, "w:shd", &shade), |xml| plain(xml, style, text))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn body_row(xml: &mut Xml, row: &Row, widths: &[u32]) -> io::Result<()> {
    let is_short = row.cells.iter().all(|cell| cell.char_count() <= MAX_UNBROKEN_CHARS);
    xml.create_element("w:tr").write_inner_content(|xml| {
        if is_short {
            xml.create_element("w:trPr").write_inner_content(|xml| empty(xml, "w:cantSplit", &[]))?;
        }
        for (found, width) in row.cells.iter().zip(widths) {
            cell(xml, *width, |xml| look(xml, found), |xml| content(xml, found))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn cell(
    xml: &mut Xml,
    width: u32,
    look: impl FnOnce(&mut Xml) -> io::Result<()>,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let width = width.to_string();
    xml.create_element("w:tc").write_inner_content(|xml| {
        xml.create_element("w:tcPr").write_inner_content(|xml| {
            empty(xml, "w:tcW", &[("w:w", width.as_str()), ("w:type", "dxa")])?;
            look(xml)
        })?;
        content(xml)
    })?;
    Ok(())
}

fn look(xml: &mut Xml, cell: &Cell) -> io::Result<()> {
    if cell.is_continued() {
        return empty(xml, "w:vMerge", &[]);
    }
    if cell.rows > 1 {
        value(xml, "w:vMerge", "restart")?;
    }
    if cell.joins_above || cell.joins_below {
        xml.create_element("w:tcBorders").write_inner_content(|xml| {
            let borders = [("w:top", cell.joins_above), ("w:bottom", cell.joins_below)];
            borders.iter().filter(|(_, joins)| *joins).try_for_each(|(side, _)| value(xml, side, "nil"))
        })?;
    }
    Ok(())
}

// A cell must hold a paragraph, be it empty.
fn content(xml: &mut Xml, cell: &Cell) -> io::Result<()> {
    if cell.paragraphs.is_empty() {
        return plain(xml, Style::Part, "");
    }
    cell.paragraphs.iter().try_for_each(|found| paragraph(xml, found))
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
        let mut xml = Xml::new(Vec::new());
        table(&mut xml, found.unwrap(), 10_000, &Stop::default()).unwrap();
        let made = String::from_utf8(xml.into_inner()).unwrap();
        assert_eq!(made.matches("<w:tblHeader/>").count(), 2);
        // Tema of the first finding goes on in 3 rows, Emne in 2, and three columns in 1 each.
        assert_eq!(made.matches("<w:vMerge/>").count(), 3 + 2 + 3);
        assert_eq!(made.matches("HandleplanTom").count(), 1);
        assert_eq!(made.matches("<w:tr>").count(), 2 + 5);
        assert_eq!(widths(found.unwrap(), 10_000).iter().sum::<u32>(), 10_000);
    }
}
