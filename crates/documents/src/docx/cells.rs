//! The tables of a Word document.

use std::mem;

use crate::{
    MAX_COLUMNS, MAX_ROWS, ReadError,
    grid::{Cell, Grid, Row},
};

use super::{
    body::Body,
    cursor::attribute,
    paragraph::{Item, Items},
};

/// A row in the making.
#[derive(Default)]
struct RowBuilder {
    cells: Vec<Cell>,
    next_column: usize,
    is_deleted: bool,
}

impl Body<'_> {
    /// Reads a table.
    pub(super) fn table(&mut self) -> Result<Grid, ReadError> {
        let outside = mem::take(&mut self.has_native_style);
        let mut rows = Vec::new();
        self.rows(&mut rows)?;
        let is_native = mem::replace(&mut self.has_native_style, outside);
        Ok(Grid { rows, is_native })
    }

    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "tr" => rows.extend(self.row()?),
                "tblPr" | "tblGrid" | "del" | "moveFrom" => self.cursor.skip()?,
                _ => self.rows(rows)?,
            }
        }
        Ok(())
    }

    fn row(&mut self) -> Result<Option<Row>, ReadError> {
        self.row_count += 1;
        if self.row_count > MAX_ROWS {
            return Err(ReadError::TooManyRows);
        }
        let mut row = RowBuilder::default();
        self.cells(&mut row)?;
        Ok((!row.is_deleted).then_some(Row { cells: row.cells }))
    }

    fn cells(&mut self, row: &mut RowBuilder) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "tc" => {
                    let cell = self.cell(row.next_column)?;
                    row.next_column += cell.span;
                    row.cells.push(cell);
                }
                "trPr" => self.row_properties(row)?,
                "tblPrEx" | "del" | "moveFrom" => self.cursor.skip()?,
                _ => self.cells(row)?,
            }
            if row.next_column.max(row.cells.len()) > MAX_COLUMNS {
                return Err(ReadError::TooManyColumns);
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, row: &mut RowBuilder) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "del" => row.is_deleted = true,
                "gridBefore" => row.next_column = count(attribute(&start, "val")),
                _ => {}
            }
            self.cursor.skip()?;
        }
        Ok(())
    }

    // A table within the cell is looked through, so that its text stays in the cell.
    fn cell(&mut self, column: usize) -> Result<Cell, ReadError> {
        let mut cell = Cell { column, span: 1, ..Cell::default() };
        let mut items = Items::default();
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "tcPr" => self.cell_properties(&mut cell)?,
                "p" => items.add(self.paragraph()?),
                "del" | "moveFrom" | "Fallback" => self.cursor.skip()?,
                _ => self.items(&mut items)?,
            }
        }
        cell.paragraphs = items
            .finish()
            .into_iter()
            .filter_map(|item| match item {
                Item::Paragraph(paragraph) => Some(paragraph),
                Item::Table(_) => None,
            })
            .collect();
        Ok(cell)
    }

    fn cell_properties(&mut self, cell: &mut Cell) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "gridSpan" => cell.span = count(attribute(&start, "val")).max(1),
                "vMerge" => cell.is_continued = attribute(&start, "val").as_deref() != Some("restart"),
                "cellMerge" => cell.is_continued = attribute(&start, "vMerge").as_deref() == Some("cont"),
                _ => {}
            }
            self.cursor.skip()?;
        }
        Ok(())
    }
}

// One more than is allowed is enough to be refused.
fn count(value: Option<String>) -> usize {
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0).min(MAX_COLUMNS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::body::{Root, read};

    #[test]
    fn counts_columns_as_word_does() {
        let cell = r#"<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/>
            <w:tcPrChange><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange></w:tcPr></w:tc>"#;
        let row = format!(r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell}{cell}</w:tr>"#);
        let xml = format!("<w:document><w:tbl>{row}</w:tbl></w:document>");
        let items = read(&xml, Root::Document).unwrap();
        let Some(Item::Table(grid)) = items.first() else { panic!("{items:?}") };
        let cells: Vec<_> = grid.rows[0].cells.iter().map(|cell| (cell.column, cell.span, cell.is_continued)).collect();
        assert_eq!(cells, [(1, 2, true), (3, 2, true)]);
    }

    #[test]
    fn refuses_tables_beyond_measure() {
        let table =
            |rows: &str| read(&format!("<w:document><w:tbl>{rows}</w:tbl></w:document>"), Root::Document).unwrap_err();
        assert_eq!(table(&"<w:tr/>".repeat(MAX_ROWS + 1)), ReadError::TooManyRows);
        assert_eq!(table(&format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(MAX_COLUMNS + 1))), ReadError::TooManyColumns);
        assert_eq!(read("<workbook/>", Root::Document).unwrap_err(), ReadError::NotWord);
        assert_eq!(read("", Root::Document).unwrap_err(), ReadError::Broken);
    }
}
