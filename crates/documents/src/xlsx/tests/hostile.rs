//! Broken and hostile workbooks are refused or read, never a panic.

use std::io::Cursor;

use domain::draft::TooLarge;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

use super::{third_party::workbook, written};
use crate::{Format, Import, ReadContext, ReadError, tests::sample, xlsx::read_edits};

fn read(bytes: &[u8]) -> Result<Import, ReadError> {
    let (model, template) = (sample::model(), sample::template());
    Format::Xlsx.read(bytes, &ReadContext { model: &model, template: &template })
}

/// A workbook of ours with one part changed.
fn with_part(file: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let names: Vec<String> = ZipArchive::new(Cursor::new(file)).unwrap().file_names().map(str::to_owned).collect();
    let part = |part: &String| {
        let text = sample::part(file, part);
        if part == name { change(&text) } else { text }
    };
    let parts: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), part(name))).collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    sample::zip(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn markup_taken_out_or_doubled(
        name in prop::sample::select(vec![
            "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet3.xml", "xl/_rels/workbook.xml.rels",
        ]),
        from in any::<prop::sample::Index>(),
        length in 1usize..200,
        is_doubled in any::<bool>(),
    ) {
        let plan = sample::plan();
        let file = with_part(&written(&plan), name, |xml| {
            let chars: Vec<char> = xml.chars().collect();
            let start = from.index(chars.len());
            let end = (start + length).min(chars.len());
            let middle = if is_doubled { [&chars[start..end], &chars[start..end]].concat() } else { Vec::new() };
            [&chars[..start], &middle, &chars[end..]].concat().into_iter().collect()
        });
        let _ = read(&file);
        let _ = read_edits(&file, &plan, &sample::template());
    }
}

#[test]
fn a_file_cannot_ask_for_more_memory_than_there_is() {
    let file = with_part(&written(&sample::plan()), "xl/sharedStrings.xml", |xml| {
        xml.replacen("uniqueCount=\"", "uniqueCount=\"99999999999", 1)
    });
    assert_eq!(read(&file), Err(ReadError::ExpandsTooMuch));
}

#[test]
fn absurd_places_are_refused() {
    let cell = |place: &str| format!(r#"<row><c r="{place}" t="str"><v>x</v></c></row>"#);
    let sheet = |place: &str, rest: &str| {
        workbook(&format!("<worksheet><sheetData>{}</sheetData>{rest}</worksheet>", cell(place)))
    };
    assert!(read(&sheet("ZZZZZZZZZZZZ1", "")).is_err());
    assert!(read(&sheet("A99999999999", "")).is_err());
    assert_eq!(read(&sheet("ZZ1", "")), Err(ReadError::TooManyColumns));
    let merged = r#"<mergeCells><mergeCell ref="C9:A1"/></mergeCells>"#;
    assert!(read(&sheet("A1", merged)).is_err());
}

#[test]
fn what_counts_is_what_a_cell_is_made_into() {
    let lines = |count: usize| {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet();
        for (column, heading) in (0_u16..).zip(["Emne", "Hvad", "Hvem"]) {
            worksheet.write_string(0, column, heading).unwrap();
        }
        worksheet.write_string(1, 1, "x\n".repeat(count)).unwrap();
        read(&workbook.save_to_buffer().unwrap())
    };
    assert_eq!(lines(4_000).unwrap().draft.activity_count(), 4_000);
    assert_eq!(lines(6_000), Err(ReadError::TooLarge(TooLarge::Parts)));
}

#[test]
fn too_many_rows_are_refused() {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    for row in 0..=5_000 {
        worksheet.write_string(row, 0, "x").unwrap();
    }
    assert_eq!(read(&workbook.save_to_buffer().unwrap()), Err(ReadError::TooManyRows));
}

#[test]
fn old_and_other_files_are_told_apart() {
    assert_eq!(read(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Err(ReadError::OldOrLocked));
    assert_eq!(read(b"%PDF-1.7"), Err(ReadError::NotExcel));
    assert_eq!(read(b"PK\x03\x04"), Err(ReadError::Broken));
    assert_eq!(read(&sample::docx("")), Err(ReadError::NotExcel));
}

#[test]
fn one_text_in_thousands_of_cells_is_counted_each_time() {
    let text = "x".repeat(2 * 1024 * 1024);
    let strings = format!(r#"<sst count="1" uniqueCount="1"><si><t>{text}</t></si></sst>"#);
    let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(40);
    let file = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    let names = ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"];
    let parts: Vec<(&str, String)> = names.into_iter().map(|name| (name, sample::part(&file, name))).collect();
    let mut parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    parts.push(("xl/sharedStrings.xml", &strings));
    assert_eq!(read(&sample::zip(&parts)), Err(ReadError::ExpandsTooMuch));
}
