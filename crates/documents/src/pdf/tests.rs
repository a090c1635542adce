//! A PDF seen through an independent reader.

use domain::{
    activity::ActivityStatus,
    draft::{FindingDraft, IssueDraft, PlanDraft},
};
use lopdf::{Document, Object};

use super::{glyphs::BREAK, *};
use crate::{PrintInput, plan_paper, tests::sample};

fn made(draft: &PlanDraft) -> Document {
    let (plan, template) = (sample::plan_of(draft), sample::template());
    let input = PrintInput { with_questions: false, ..sample::print_input(&plan, &template) };
    Document::load_mem(&write(&plan_paper::paper(&input), &Stop::default()).unwrap()).unwrap()
}

fn draft(rows: usize) -> PlanDraft {
    let activity = |at: usize| sample::activity(&format!("Aktivitet nummer {at}."), "", "", ActivityStatus::NotStarted);
    let issue = IssueDraft { text: "Emne".into(), lines: (1..=rows).map(activity).collect(), ..IssueDraft::default() };
    let finding = FindingDraft { reference_text: "Kompetencer".into(), ..FindingDraft::default() };
    let block = sample::block(finding, vec![issue]);
    PlanDraft { title: "Handleplan".into(), blocks: vec![block], ..PlanDraft::default() }
}

/// How many of each kind of element the structure holds.
fn elements(document: &Document, kind: &str) -> Vec<lopdf::Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries
        .filter(|found| found.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind.as_bytes()))
        .cloned()
        .collect()
}

fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap()
}

#[test]
fn says_what_it_is_made_to_be() {
    let document = made(&draft(3));
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"da-DK");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines") && catalog.has(b"OutputIntents"));
    let metadata = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let xmp = String::from_utf8_lossy(&metadata.as_stream().unwrap().content).into_owned();
    for wanted in ["<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"] {
        assert!(xmp.contains(wanted), "{wanted} in {xmp}");
    }
}

#[test]
fn a_table_has_headings_of_columns_and_rows_and_merged_cells() {
    let document = made(&draft(3));
    let headings = elements(&document, "TH");
    // Eight columns, and for the one finding and its one issue a heading each.
    assert_eq!(headings.len(), 8 + 2);
    assert_eq!(elements(&document, "Table").len(), 1);
    assert_eq!(elements(&document, "TR").len(), 1 + 3);
    let debug = format!("{headings:?}");
    assert!(debug.contains("RowSpan") && debug.contains("Row") && debug.contains("Column"), "{debug}");
}

#[test]
fn a_long_table_goes_on_over_pages_to_its_last_row() {
    let document = made(&draft(300));
    assert!(document.get_pages().len() > 5);
    let text = text(&document).replace(char::is_whitespace, "");
    assert!(text.contains("Aktivitetnummer300."));
    // The heading stands on each page, but is told once.
    assert_eq!(text.matches("Hvornår").count(), document.get_pages().len());
    let headings = elements(&document, "TH").len();
    assert!(headings < 8 + 2 * 2 * document.get_pages().len(), "{headings}");
    // No page is without its finding.
    for page in document.get_pages().keys() {
        assert!(document.extract_text(&[*page]).unwrap().contains("Kompetencer"), "page {page}");
    }
}

#[test]
fn a_long_document_is_set_line_by_line_to_its_last_row() {
    let long = draft(700);
    let (plan, template) = (sample::plan_of(&long), sample::template());
    let paper = plan_paper::paper(&sample::print_input(&plan, &template));
    assert!(size::is_long(size::size(&paper)));
    let document = Document::load_mem(&write_within_limits(&paper, &Stop::default()).unwrap()).unwrap();
    for page in document.get_pages().keys() {
        assert!(document.extract_text(&[*page]).unwrap().contains("Kompetencer"), "page {page}");
    }
    let text = text(&document).replace(char::is_whitespace, "");
    assert!((1..=700).all(|number| text.contains(&format!("Aktivitetnummer{number}."))));
}

#[test]
fn every_typeface_is_within() {
    let document = made(&draft(2));
    let descriptors: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|found| found.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor"))
        .collect();
    assert!(!descriptors.is_empty());
    assert!(descriptors.iter().all(|font| font.has(b"FontFile2") || font.has(b"FontFile3")));
}

#[test]
fn one_document_is_one_file() {
    let (plan, template) = (sample::plan(), sample::template());
    let paper = plan_paper::paper(&sample::print_input(&plan, &template));
    let made = || write(&paper, &Stop::default()).unwrap();
    assert_eq!(made(), made());
}

#[test]
fn words_of_a_person_are_never_markup_of_typst() {
    let mut hostile = draft(1);
    let words = "#set text(red) *x* $y$ <b> @ref \\u{1} // `raw` #json(\"/etc/passwd\") #{panic()}";
    hostile.title = words.into();
    hostile.introduction = words.into();
    hostile.blocks[0].finding.text = words.into();
    assert!(text(&made(&hostile)).replace(char::is_whitespace, "").contains("#json(\"/etc/passwd\")#{panic()}"));
}

#[test]
fn a_finding_is_a_bookmark_wherever_its_column_stands() {
    let (plan, template) = (sample::other_plan(), sample::other_template());
    let paper = plan_paper::paper(&sample::print_input(&plan, &template));
    let document = Document::load_mem(&write(&paper, &Stop::default()).unwrap()).unwrap();
    // One for each finding, though the first column tells of something else.
    assert_eq!(elements(&document, "H2").len(), 2);
    // Ten columns with names and questions; of the rows the theme twice, and the issue three times.
    assert!(elements(&document, "TH").len() >= 20 + 2 + 3);
}

#[test]
fn any_sign_can_be_printed() {
    let mut hostile = draft(1);
    hostile.blocks[0].finding.text = "🙂👩‍👩‍👧 \u{e000}\u{fffd}\u{ffff}\u{10ffff}\u{0} 漢字 a\u{300}\u{301}".into();
    hostile.introduction = "\u{202e}שלום עולם مرحبا ﷽".into();
    hostile.closing = "x".repeat(10_000);
    let printed = text(&made(&hostile)).replace(|letter: char| letter.is_whitespace() || letter == BREAK, "");
    let told = printed.replace('x', "");
    assert!(told.contains("[U+6F22]") && told.contains("[U+E000]"), "{told}");
    // A word broken without a hyphen is still the same word.
    assert_eq!(printed.matches('x').count(), 10_000);
}

#[test]
fn the_summary_is_one_page_however_large_the_plan() {
    for rows in [0, 5, 300] {
        let mut large = draft(rows);
        let goal = "Medarbejdertilfredsheden skal øges, og alle skal kende aftalerne om arbejdsplanen. ".repeat(3);
        large.blocks[0].issues[0].statements.extend(sample::key("goal"), [goal.clone(), goal]);
        large.blocks[0].finding.text = "Henstilling til, at ledelsen sikrer klare aftaler.".into();
        large.blocks = vec![large.blocks[0].clone(); 12];
        let (plan, template) = (sample::plan_of(&large), sample::template());
        let paper = crate::summary::paper(&sample::print_input(&plan, &template));
        let document = Document::load_mem(&write(&paper, &Stop::default()).unwrap()).unwrap();
        assert_eq!(document.get_pages().len(), 1, "{rows} rows");
    }
}
