//! Word files as people make them.

use domain::draft::LineDraft;

use super::sample;
use crate::{Format, Import, ReadContext, Stop};

const HEADINGS: [&str; 8] = ["Tema", "Emne", "Mål", "Hvad", "Hvornår", "Dokumentation", "Hvem", "Forventede effekt"];
const GOES_ON: &str = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>";

fn read(body: &str) -> Import {
    let (model, template) = (sample::model(), sample::template());
    Format::Docx.read(&sample::docx(body), &ReadContext { model: &model, template: &template }).unwrap()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn italic(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

/// A cell with a paragraph for each part.
fn tc(text: &str) -> String {
    let paragraphs: Vec<String> = text.split(" / ").map(p).collect();
    format!("<w:tc>{}</w:tc>", paragraphs.concat())
}

fn raw(inner: &str) -> String {
    format!("<w:tc>{inner}</w:tc>")
}

fn tr(texts: &[&str]) -> String {
    let cells: Vec<String> =
        texts.iter().map(|text| if text.starts_with('<') { raw(text) } else { tc(text) }).collect();
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

fn whats(lines: &[LineDraft]) -> Vec<&str> {
    lines.iter().filter_map(LineDraft::what).collect()
}

#[test]
fn a_plan_like_the_case_comes_in_and_comes_back() {
    let questions: Vec<String> = sample::template().columns.iter().map(|column| italic(&column.question)).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let title = r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>
        <w:r><w:t>Handleplan vedr. tilsynsrapport</w:t></w:r></w:p>"#;
    let table = tbl(&[
        tr(&HEADINGS),
        tr(&questions),
        tr(&[
            "Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c / Henstilling om trivsel",
            "Årsager: / Arbejdsmiljø",
            "Mål 1 / Mål 2",
            "Der afholdes kursus / Trio genetableres",
            "TRIO i 2022",
            "APV",
            "Kursus: ledelse / TRIO: TR",
            "Ro",
        ]),
        tr(&[GOES_ON, GOES_ON, "Sygefravær 5-6 procent", "Samtaler", "Samtaler gennemføres…", "", "Ledelse", ""]),
        tr(&[GOES_ON, "Vagtplan", "", "Turnus", "", "", "", ""]),
        tr(&[
            "Sundhed og trivsel, kriterium 5, indikator 5.a / Kompetencer, kriterium 10 indikator 10.b / \
             Henstilling til, at",
            "Kultur",
            "",
            "",
            "2022",
            "",
            "",
            "",
        ]),
    ]);
    let import = read(&[title, &table, &p("Med venlig hilsen")].concat());
    let draft = &import.draft;
    assert_eq!(
        (draft.title.as_str(), draft.closing.as_str()),
        ("Handleplan vedr. tilsynsrapport", "Med venlig hilsen")
    );
    assert_eq!(draft.blocks[0].finding.reference_text, "Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c");
    assert_eq!(draft.blocks[1].finding.reference_text.lines().count(), 2);
    let issues: Vec<_> = draft.blocks[0].issues.iter().map(|issue| issue.text.as_str()).collect();
    assert_eq!(issues, ["Årsager:\nArbejdsmiljø", "", "Vagtplan"]);
    // The one period of two activities stands between them, for the whole cell.
    let trio = &draft.blocks[0].issues[0].lines[2];
    assert_eq!((trio.what(), trio.owner_text()), (Some("Trio genetableres"), Some("TRIO: TR")));

    let (plan, model, template) = (sample::plan_of(draft), sample::model(), sample::template());
    let bytes =
        crate::Document::Plan.write(Format::Docx, &sample::print_input(&plan, &template), &Stop::default()).unwrap();
    let again = Format::Docx.read(&bytes, &ReadContext { model: &model, template: &template }).unwrap();
    assert_eq!(&again.draft, draft);
}

#[test]
fn columns_may_be_moved_missing_or_unknown() {
    let import = read(&tbl(&[
        tr(&["Ansvarlig:", "TILTAG", "Indsatsområde", "Bemærkninger"]),
        tr(&["Ledelse", "Kursus", "Kultur", "Husk kage / og te"]),
    ]));
    let issue = &import.draft.blocks[0].issues[0];
    assert_eq!(issue.text, "Kultur");
    assert_eq!(issue.statements.of("monitoring"), ["Bemærkninger: Husk kage\nog te"]);
    assert_eq!(whats(&issue.lines), ["Kursus"]);
    assert!(import.notes.iter().any(|note| note.contains("»Bemærkninger« er lagt under Dokumentation")));
    assert!(import.notes.iter().any(|note| note.contains("»Mål« findes ikke")));
}

#[test]
fn a_table_split_in_two_with_headings_again_is_one() {
    let import = read(
        &[
            p("Plan"),
            tbl(&[
                tr(&["Tema", "Hvad", "Hvem"]),
                tr(&["Henstilling", "Et", ""]),
                tr(&["Tema", "Hvad", "Hvem"]),
                tr(&["", "To", ""]),
            ]),
            p("fortsættes"),
            tbl(&[tr(&["Tema", "Hvad", "Hvem"]), tr(&["", "Tre", ""])]),
            tbl(&[tr(&["", "Fire", ""])]),
            tbl(&[tr(&["Navn", "Telefon"])]),
        ]
        .concat(),
    );
    assert_eq!(import.draft.blocks.len(), 1);
    assert_eq!(whats(&import.draft.blocks[0].issues[0].lines), ["Et", "To", "Tre", "Fire"]);
    assert_eq!(import.draft.closing, "fortsættes\nNavn | Telefon");
}

#[test]
fn lines_paragraphs_bullets_and_soft_hyphens() {
    let bullets = "<w:p><w:r><w:t>• Et</w:t><w:br/><w:t>- To</w:t></w:r></w:p>";
    let cell = raw(&format!("{bullets}<w:p><w:r><w:t>1) Sund\u{ad}hed</w:t></w:r></w:p><w:p/>"));
    let row = format!("<w:tr>{}{cell}{}</w:tr>", tc("Kultur"), tc("2. trivselsmåling"));
    let import = read(&tbl(&[tr(&["Emne", "Mål", "Hvad"]), row]));
    let issue = &import.draft.blocks[0].issues[0];
    assert_eq!(issue.statements.of("goal"), ["Et", "To", "Sundhed"]);
    assert_eq!(whats(&issue.lines), ["2. trivselsmåling"]);
}

#[test]
fn headings_over_two_columns_and_a_row_across_the_table() {
    let span = |text: &str, count: usize| raw(&format!(r#"<w:tcPr><w:gridSpan w:val="{count}"/></w:tcPr>{}"#, p(text)));
    let headings = format!("<w:tr>{}{}{}</w:tr>", tc("Emne"), tc("Hvad"), span("Hvornår", 2));
    let section = format!("<w:tr>{}</w:tr>", span("Sundhed og trivsel", 4));
    let import = read(&tbl(&[headings, section, tr(&["Kultur", "Kursus", "1/1-2022", "30/6-2022"])]));
    let block = &import.draft.blocks[0];
    assert_eq!(block.finding.reference_text, "Sundhed og trivsel");
    assert_eq!(block.issues[0].lines[0].period_text(), Some("1/1-2022 – 30/6-2022"));
}

#[test]
fn other_questions_than_ours_are_passed_over_with_a_note() {
    let question = |text: &str| raw(&italic(text));
    let questions =
        format!("<w:tr>{}{}{}</w:tr>", question("Hvor er vi?"), question("Hvor vil vi hen?"), question("Og så?"));
    let import = read(&tbl(&[tr(&["Emne", "Mål", "Hvad"]), questions, tr(&["Kultur", "Ro", "Kursus"])]));
    assert_eq!(import.draft.blocks[0].issues.len(), 1);
    assert!(import.notes.iter().any(|note| note.contains("hjælpespørgsmål")));
}

#[test]
fn a_table_without_headings_is_read_in_the_order_of_the_template() {
    let import = read(&tbl(&[tr(&["Henstilling", "Kultur", "Ro", "Kursus", "2022", "APV", "Ledelse", "Trivsel"])]));
    assert_eq!(import.draft.blocks[0].issues[0].statements.of("effect"), ["Trivsel"]);
    assert_eq!(import.draft.title, "Handleplan");
    assert!(import.notes[0].contains("ingen overskrifter"));
}

#[test]
fn a_table_of_another_kind_of_plan_is_read_by_its_own_columns() {
    let (model, template) = (sample::model(), sample::other_template());
    let body = tbl(&[
        tr(&["Farer", "Forhold", "Tiltag", "Tovholder", "Bevis", "Pris"]),
        tr(&["Ferie / Sygdom", "Kultur", "Kursus", "Lise", "APV", "7"]),
    ]);
    let import = Format::Docx.read(&sample::docx(&body), &ReadContext { model: &model, template: &template }).unwrap();
    let issue = &import.draft.blocks[0].issues[0];
    assert_eq!(issue.statements.of("risk_2"), ["Ferie", "Sygdom"]);
    assert_eq!(issue.statements.of("proof"), ["APV", "Pris: 7"]);
    assert_eq!(issue.statements.len(), 4);
    assert!(import.notes.contains(&"Teksten fra kolonnen »Pris« er lagt under Bevis ved samme emne.".to_owned()));
    assert!(import.notes.contains(&"Kolonnen »Hensigt« findes ikke i filen.".to_owned()));
}

#[test]
fn footnotes_are_kept_after_the_table() {
    let document = format!(
        "<w:document><w:body>{}</w:body></w:document>",
        tbl(&[tr(&["Emne", "Hvad", "Hvem"]), tr(&["Kultur", "Kursus", ""])])
    );
    let footnotes = format!("<w:footnotes><w:footnote>{}</w:footnote></w:footnotes>", p("Se bilag 1"));
    let file = sample::zip(&[("word/document.xml", &document), ("word/footnotes.xml", &footnotes)]);
    let (model, template) = (sample::model(), sample::template());
    let import = Format::Docx.read(&file, &ReadContext { model: &model, template: &template }).unwrap();
    assert_eq!(import.draft.closing, "Se bilag 1");
}
