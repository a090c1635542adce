//! Packs a document as a Word file.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{Stop, WriteError, paper::Paper};

use super::{
    document::{core_properties, document, footer},
    styles::styles,
};

/// The document as a Word file.
pub(crate) fn write(paper: &Paper, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    let parts = [
        ("[Content_Types].xml", include_bytes!("parts/content_types.xml").to_vec()),
        ("_rels/.rels", include_bytes!("parts/package.rels").to_vec()),
        ("docProps/core.xml", core_properties(paper)?),
        ("docProps/app.xml", include_bytes!("parts/app.xml").to_vec()),
        ("word/document.xml", document(paper, stop)?),
        ("word/_rels/document.xml.rels", include_bytes!("parts/document.rels").to_vec()),
        ("word/styles.xml", styles(paper)?),
        ("word/settings.xml", include_bytes!("parts/settings.xml").to_vec()),
        ("word/footer1.xml", footer(paper)?),
    ];
    Ok(pack(&parts)?)
}

fn pack(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::cursor::{Cursor, Node};
    use super::*;
    use crate::{plan_paper, tests::sample};

    /// The schema's order of what stands within an element, of all that we write. Word asks to repair a
    /// file with another order.
    const ORDERS: [(&str, &[&str]); 13] = [
        ("tbl", &["tblPr", "tblGrid", "tr"]),
        (
            "tblPr",
            &[
                "tblStyle",
                "tblW",
                "tblInd",
                "tblBorders",
                "tblLayout",
                "tblCellMar",
                "tblLook",
                "tblCaption",
                "tblDescription",
            ],
        ),
        ("tblBorders", &["top", "left", "bottom", "right", "insideH", "insideV"]),
        ("tr", &["trPr", "tc"]),
        ("trPr", &["cantSplit", "tblHeader"]),
        ("tc", &["tcPr", "p"]),
        ("tcPr", &["tcW", "gridSpan", "vMerge", "tcBorders", "shd"]),
        ("tcBorders", &["top", "bottom"]),
        ("p", &["pPr", "r", "fldSimple"]),
        ("pPr", &["pStyle", "keepNext", "keepLines", "tabs", "spacing", "outlineLvl"]),
        ("rPr", &["rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs", "u", "lang"]),
        (
            "style",
            &[
                "name",
                "basedOn",
                "next",
                "uiPriority",
                "semiHidden",
                "unhideWhenUsed",
                "qFormat",
                "pPr",
                "rPr",
                "tblPr",
            ],
        ),
        ("sectPr", &["footerReference", "pgSz", "pgMar", "cols"]),
    ];

    fn check_order(xml: &str) {
        let mut cursor = Cursor::new(xml);
        let mut open: Vec<(String, usize)> = Vec::new();
        loop {
            match cursor.advance().unwrap() {
                Node::Open(start) => {
                    let name = start.local_name().into_inner().to_owned();
                    if let Some((parent, last)) = open.last_mut() {
                        *last = place(parent, &name, *last);
                    }
                    open.push((name, 0));
                }
                Node::Close => drop(open.pop()),
                Node::Text(_) => {}
                Node::End => return,
            }
        }
    }

    fn place(parent: &str, name: &str, last: usize) -> usize {
        // Runs and fields of a footer take turns.
        let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == parent) else { return 0 };
        let at = order.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| panic!("{name} in {parent}"));
        if parent == "p" && at > 0 {
            return 1;
        }
        assert!(at >= last, "{name} too late in {parent}");
        at
    }

    #[test]
    fn elements_stand_in_the_order_of_the_schema() {
        let (plan, template) = (sample::plan(), sample::template());
        let file = write(&plan_paper::paper(&sample::print_input(&plan, &template)), &Stop::default()).unwrap();
        for name in
            ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/settings.xml", "docProps/core.xml"]
        {
            check_order(&sample::part(&file, name));
        }
    }

    #[test]
    fn no_word_of_a_plan_becomes_markup() {
        let mut plan = sample::plan();
        plan.title = "</w:t><w:evil/>\u{1}".into();
        let template = sample::template();
        let file = write(&plan_paper::paper(&sample::print_input(&plan, &template)), &Stop::default()).unwrap();
        for name in ["word/document.xml", "docProps/core.xml"] {
            assert!(!sample::part(&file, name).contains("<w:evil"));
        }
    }
}
