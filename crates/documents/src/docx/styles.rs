//! The styles of a document: those that every one has, and one for each column of statements that stands in it.

use std::{collections::BTreeSet, io};

use domain::template::ColumnKey;
use quick_xml::events::{BytesEnd, Event};

use crate::{
    paper::{Paper, Piece},
    style::Style,
};

use super::markup::{Xml, empty, value};

const FIXED: &str = include_str!("parts/styles.xml");
const END: &str = "</w:styles>";

/// The part word/styles.xml. Word forgets a style that it does not find there.
pub(super) fn styles(paper: &Paper) -> io::Result<Vec<u8>> {
    let begun = FIXED.split_once(END).map_or(FIXED, |(begun, _)| begun);
    let mut xml = Xml::new(begun.as_bytes().to_vec());
    for key in columns(paper) {
        statement(&mut xml, &Style::Statement(key).id())?;
    }
    xml.write_event(Event::End(BytesEnd::new("w:styles")))?;
    Ok(xml.into_inner())
}

fn statement(xml: &mut Xml, id: &str) -> io::Result<()> {
    let attributes = [("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", id)];
    xml.create_element("w:style").with_attributes(attributes).write_inner_content(|xml| {
        value(xml, "w:name", id)?;
        value(xml, "w:basedOn", &Style::Part.id())?;
        empty(xml, "w:qFormat", &[])
    })?;
    Ok(())
}

/// The columns whose statements stand in the tables.
fn columns(paper: &Paper) -> BTreeSet<ColumnKey> {
    let tables = paper.pieces.iter().filter_map(|piece| match piece {
        Piece::Table(table) => Some(table),
        Piece::Heading { .. } | Piece::Paragraph(_) => None,
    });
    let cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let styles = cells.flat_map(|cell| &cell.paragraphs).map(|paragraph| paragraph.style);
    let keys = styles.filter_map(|style| match style {
        Style::Statement(key) => Some(key),
        _ => None,
    });
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan_paper, tests::sample};

    #[test]
    fn each_column_of_statements_has_a_style() {
        let (plan, template) = (sample::other_plan(), sample::other_template());
        let paper = plan_paper::paper(&sample::print_input(&plan, &template));
        let made = String::from_utf8(styles(&paper).unwrap()).unwrap();
        assert_eq!(made.matches(END).count(), 1);
        for (key, _) in template.statement_columns() {
            let id = format!("w:styleId=\"{}\"", Style::Statement(key).id());
            assert_eq!(made.matches(&id).count(), 1, "{key}");
        }
    }
}
