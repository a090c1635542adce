//! What a Word document holds, in order: paragraphs and tables, as they look with all changes accepted.
//!
//! Elements that are not known are looked through, so that text in content controls, links, text boxes
//! and whatever comes next is found. What is known to hold no text of the document is passed over.

use std::mem;

use crate::{ReadError, budget::Budget, style::Style};

use super::{
    cursor::{Cursor, attribute},
    paragraph::{Item, Items, ParagraphBuilder, symbol},
};

/// What a part of a Word file is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// The document itself.
    Document,
    /// Its footnotes.
    Footnotes,
}

/// The pieces of a part.
pub(super) fn read(xml: &str, root: Root) -> Result<Vec<Item>, ReadError> {
    let mut body = Body { cursor: Cursor::new(xml), row_count: 0, has_native_style: false, budget: Budget::of_table() };
    let name = match root {
        Root::Document => "document",
        Root::Footnotes => "footnotes",
    };
    let start = body.cursor.child()?.ok_or(ReadError::Broken)?;
    if start.local_name().into_inner() != name {
        return Err(ReadError::NotWord);
    }
    let mut items = Items::with_tables();
    body.items(&mut items)?;
    Ok(items.finish())
}

/// A place in a part, and what was seen so far.
pub(super) struct Body<'x> {
    pub(super) cursor: Cursor<'x>,
    pub(super) row_count: usize,
    pub(super) has_native_style: bool,
    budget: Budget,
}

impl Body<'_> {
    /// Reads all within the present element.
    pub(super) fn items(&mut self, items: &mut Items) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "p" => items.add(self.paragraph()?),
                "tbl" if items.keeps_tables => items.add_table(self.table()?),
                "del" | "moveFrom" | "Fallback" => self.cursor.skip()?,
                _ => self.items(items)?,
            }
        }
        Ok(())
    }

    /// Reads a paragraph.
    pub(super) fn paragraph(&mut self) -> Result<ParagraphBuilder, ReadError> {
        self.budget.take_parts(1)?;
        let mut paragraph = ParagraphBuilder::default();
        self.inline(&mut paragraph)?;
        self.has_native_style |= paragraph.style.is_of_native_table();
        Ok(paragraph)
    }

    fn inline(&mut self, paragraph: &mut ParagraphBuilder) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "t" => {
                    let words = self.cursor.text()?;
                    self.budget.take_words(&words)?;
                    paragraph.write(&words);
                }
                "r" => self.run(paragraph)?,
                "pPr" => self.paragraph_properties(paragraph)?,
                "rPr" => paragraph.is_slanted = self.is_italic()?,
                "p" => {
                    let box_text = self.paragraph()?.text;
                    paragraph.write_lines(&box_text);
                }
                "AlternateContent" => self.alternate(paragraph)?,
                "del" | "moveFrom" | "instrText" | "delText" | "sdtPr" | "rt" => self.cursor.skip()?,
                "br" | "cr" => {
                    self.budget.take_parts(1)?;
                    self.character(paragraph, "\n")?;
                }
                "tab" | "ptab" => self.character(paragraph, " ")?,
                "noBreakHyphen" => self.character(paragraph, "-")?,
                "sym" => {
                    let character = symbol(&attribute(&start, "char").unwrap_or_default());
                    self.character(paragraph, &character.to_string())?;
                }
                _ => self.inline(paragraph)?,
            }
        }
        Ok(())
    }

    fn run(&mut self, paragraph: &mut ParagraphBuilder) -> Result<(), ReadError> {
        let outside = mem::take(&mut paragraph.is_slanted);
        self.inline(paragraph)?;
        paragraph.is_slanted = outside;
        Ok(())
    }

    fn character(&mut self, paragraph: &mut ParagraphBuilder, character: &str) -> Result<(), ReadError> {
        paragraph.text.push_str(character);
        self.cursor.skip()
    }

    // The same text in several forms, for newer and older programs: the first form that has any.
    fn alternate(&mut self, paragraph: &mut ParagraphBuilder) -> Result<(), ReadError> {
        let length = paragraph.text.len();
        while self.cursor.child()?.is_some() {
            if paragraph.text.len() == length {
                self.inline(paragraph)?;
            } else {
                self.cursor.skip()?;
            }
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, paragraph: &mut ParagraphBuilder) -> Result<(), ReadError> {
        while let Some(start) = self.cursor.child()? {
            match start.local_name().into_inner() {
                "pStyle" => {
                    paragraph.style = Style::from_id(&attribute(&start, "val").unwrap_or_default());
                    self.cursor.skip()?;
                }
                "rPr" => paragraph.is_mark_deleted = self.is_mark_deleted()?,
                _ => self.cursor.skip()?,
            }
        }
        Ok(())
    }

    fn is_mark_deleted(&mut self) -> Result<bool, ReadError> {
        let mut is_deleted = false;
        while let Some(start) = self.cursor.child()? {
            is_deleted |= matches!(start.local_name().into_inner(), "del" | "moveFrom");
            self.cursor.skip()?;
        }
        Ok(is_deleted)
    }

    fn is_italic(&mut self) -> Result<bool, ReadError> {
        let mut is_italic = false;
        while let Some(start) = self.cursor.child()? {
            if start.local_name().into_inner() == "i" {
                is_italic = !matches!(attribute(&start, "val").as_deref(), Some("0" | "false" | "off"));
            }
            self.cursor.skip()?;
        }
        Ok(is_italic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Row;

    fn texts(body: &str) -> Vec<String> {
        let items = read(&format!("<w:document><w:body>{body}</w:body></w:document>"), Root::Document).unwrap();
        let text = |item| match item {
            Item::Paragraph(paragraph) => paragraph.text,
            Item::Table(grid) => grid.rows.iter().map(Row::on_one_line).collect::<Vec<_>>().join(" // "),
        };
        items.into_iter().map(text).collect()
    }

    #[test]
    fn takes_tracked_changes_as_accepted() {
        let body = r#"<w:p><w:r><w:t>Vi </w:t></w:r><w:del><w:r><w:delText>skal</w:delText></w:r></w:del>
            <w:ins><w:r><w:t>vil</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>væk</w:t></w:r></w:moveFrom></w:p>
            <w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Først</w:t></w:r></w:p>
            <w:p><w:r><w:t> og sidst</w:t></w:r></w:p>"#;
        assert_eq!(texts(body), ["Vi vil", "Først og sidst"]);
    }

    #[test]
    fn keeps_characters_that_are_elements() {
        let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>
            <w:r><w:t>a</w:t><w:tab/><w:t>b&amp;c</w:t><w:br/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t>
            <w:softHyphen/><w:t>f</w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>"#;
        assert_eq!(texts(body), ["a b&c\nd-ef→"]);
    }

    #[test]
    fn takes_a_text_box_once() {
        let text_box = "<w:txbxContent><w:p><w:r><w:t>boks</w:t></w:r></w:p></w:txbxContent>";
        let body = format!(
            "<w:p><w:r><w:t>før</w:t><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice>\
             <mc:Fallback>{text_box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        );
        assert_eq!(texts(&body), ["før\nboks\n"]);
    }

    #[test]
    fn looks_through_controls_links_and_tables_in_cells() {
        let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
        let paragraph = "<w:p><w:hyperlink><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>";
        let nested = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(paragraph), cell(paragraph));
        let body = format!(
            "<w:sdt><w:sdtContent><w:tbl><w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr>\
             <w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl></w:sdtContent></w:sdt>",
            cell(&nested),
            cell(paragraph),
            cell(paragraph)
        );
        assert_eq!(texts(&body), ["x x | x"]);
    }
}
