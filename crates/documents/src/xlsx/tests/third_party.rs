//! Workbooks as people make them.

use domain::draft::LineDraft;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{insert_row, opened, reverse_rows, saved, set};
use crate::{Format as FileFormat, Import, ReadContext, ReadError, tests::sample, xlsx::columns::Column};

fn read(bytes: &[u8]) -> Result<Import, ReadError> {
    let (model, template) = (sample::model(), sample::template());
    FileFormat::Xlsx.read(bytes, &ReadContext { model: &model, template: &template })
}

fn periods(lines: &[LineDraft]) -> Vec<(&str, &str)> {
    let activities = lines.iter().filter_map(LineDraft::activity);
    activities.map(|activity| (activity.what.as_str(), activity.period.text.as_str())).collect()
}

#[test]
fn merged_cells_days_and_numbers() {
    let mut workbook = Workbook::new();
    let plan = workbook.add_worksheet().set_name("Plan").unwrap();
    plan.merge_range(0, 0, 0, 3, "Handleplan 2022", &Format::new()).unwrap();
    for (column, heading) in (0_u16..).zip(["Emne", "Hvad", "Hvornår", "Hvem"]) {
        plan.write_string(1, column, heading).unwrap();
    }
    plan.merge_range(2, 0, 3, 0, "Kultur", &Format::new()).unwrap();
    plan.write_string(2, 1, "Kursus").unwrap();
    let day = ExcelDateTime::from_ymd(2026, 3, 12).unwrap();
    plan.write_date_with_format(2, 2, &day, &Format::new().set_num_format("d. mmm yyyy")).unwrap();
    plan.write_string(2, 3, "Ledelse").unwrap();
    plan.write_string(3, 1, "Supervision").unwrap();
    plan.write_number(3, 2, 2026).unwrap();
    workbook.add_worksheet().set_name("Budget").unwrap().write_number(0, 0, 3.5).unwrap();
    let import = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(import.draft.introduction, "Handleplan 2022");
    let issue = &import.draft.blocks[0].issues[0];
    assert_eq!(issue.text, "Kultur");
    assert_eq!(periods(&issue.lines), [("Kursus", "12-03-2026"), ("Supervision", "2026")]);
    assert!(import.notes.contains(&"Arket »Budget« er ikke læst.".to_owned()));
}

#[test]
fn texts_kept_within_their_cells() {
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><r><t>{text}</t></r></is></c>"#);
    let row = |texts: &[&str]| format!("<row>{}</row>", texts.iter().map(|text| cell(text)).collect::<String>());
    let rows = [row(&["Emne", "Hvad", "Hvem"]), row(&["Kultur", "Kursus &amp; møder", "Ledelse"])].concat();
    let import = read(&workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))).unwrap();
    assert_eq!(periods(&import.draft.blocks[0].issues[0].lines), [("Kursus & møder", "")]);
}

/// A workbook of one sheet.
pub(super) fn workbook(sheet: &str) -> Vec<u8> {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(r#"<Relationships><Relationship Id="r1" Type="{TYPE}/{kind}" Target="{target}"/></Relationships>"#)
    };
    sample::zip(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn our_own_workbook_with_rows_moved_and_added() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    reverse_rows(&mut book);
    insert_row(&mut book, 8);
    set(&mut book, 8, Column::Activity, "Møder");
    set(&mut book, 9, Column::Finding, "Nyt fund");
    set(&mut book, 9, Column::Activity, "Samtaler");
    set(&mut book, 9, Column::Status, "Måske");
    let import = read(&saved(&book)).unwrap();
    let blocks = &import.draft.blocks;
    assert_eq!((blocks.len(), blocks[2].finding.text.as_str()), (3, "Nyt fund"));
    let whats: Vec<&str> = periods(&blocks[0].issues[0].lines).into_iter().map(|(what, _)| what).collect();
    assert_eq!(whats, ["Kursus & <supervision>", "Møder", "- Plan"]);
    assert_eq!(blocks[2].issues[0].statements.of("monitoring"), ["Status: Måske"]);
    assert_eq!(import.notes.len(), 1);
}
