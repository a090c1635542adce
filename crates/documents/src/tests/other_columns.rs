//! A kind of plan whose columns nobody has seen goes the same ways as the first.

use domain::draft::PlanDraft;

use super::sample;
use crate::{Document, Format, Import, LastSent, PrintInput, ReadContext, Stop};

fn written(draft: &PlanDraft, format: Format) -> Vec<u8> {
    let (plan, template) = (sample::plan_of(draft), sample::other_template());
    Document::Plan.write(format, &sample::print_input(&plan, &template), &Stop::default()).unwrap()
}

fn read(bytes: &[u8], format: Format) -> Import {
    let (model, template) = (sample::model(), sample::other_template());
    format.read(bytes, &ReadContext { model: &model, template: &template }).unwrap()
}

#[test]
fn every_format_brings_back_something_in_every_column() {
    let draft = PlanDraft::from(&sample::other_plan());
    assert_eq!(draft.blocks[0].issues[0].statements.columns().count(), 5);
    let [word, excel, csv, json] =
        [Format::Docx, Format::Xlsx, Format::Csv, Format::Json].map(|format| read(&written(&draft, format), format));
    for import in [&word, &excel, &csv, &json] {
        assert!(import.notes.is_empty(), "{:?}", import.notes);
    }
    for import in [&word, &excel] {
        let outside = |draft: &PlanDraft| [&draft.title, &draft.introduction, &draft.closing].map(String::clone);
        assert_eq!(outside(&import.draft), outside(&draft));
    }
    assert_eq!(sample::without_status(word.draft.blocks), sample::without_status(draft.blocks.clone()));
    for import in [excel, csv] {
        assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(draft.blocks.clone()));
    }
    assert_eq!(json.draft, draft);
}

#[test]
fn a_word_file_comes_back_though_a_heading_was_changed() {
    let draft = PlanDraft::from(&sample::other_plan());
    let xml = sample::part(&written(&draft, Format::Docx), "word/document.xml");
    assert!(xml.contains(">Risiko<"));
    let file = sample::zip(&[("word/document.xml", &xml.replace(">Risiko<", ">Andet at vide<"))]);
    let import = read(&file, Format::Docx);
    assert_eq!(sample::without_status(import.draft.blocks), sample::without_status(draft.blocks));
}

#[test]
fn documents_name_the_columns_as_the_kind_of_plan_does() {
    let (sent, template) = (sample::other_plan(), sample::other_template());
    let mut plan = sent.clone();
    plan.blocks[0].issues[0].statements.of_mut("risk_2")[1].text = "Ferie i juli".into();
    let last_sent = LastSent { plan: &sent, number: 1, sent_on: "2026-02-01".parse().unwrap() };
    let input = PrintInput { last_sent: Some(last_sent), ..sample::print_input(&plan, &template) };
    let words = |document: Document| serde_json::to_string(&document.paper(&input).unwrap()).unwrap();
    let since = words(Document::SinceLast);
    assert!(since.contains("1 tekst er ændret") && since.contains("i juli"), "{since}");
    assert!(since.contains("»Baggrund«, »Udbytte«, »Risiko«, »Indsats«, »Hensigt« og »Bevis«"), "{since}");
    assert!(!since.contains("Vagtplanen"), "what has not changed is left out: {since}");
    let summary = words(Document::Summary);
    assert!(summary.contains("• - Altid to på vagt") && summary.contains("Ansvarlig"), "{summary}");
    assert!(!summary.contains("Tryghed for alle"), "only goals are promises: {summary}");
}
