//! Plans, tables and files to test with.

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use chrono::{DateTime, NaiveDate};
use domain::{
    activity::{Activity, ActivityStatus},
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft},
    finding::{Finding, FindingKind},
    id::{FindingId, PartId, PlanId, UnitId},
    period::{Period, Reading},
    plan::{Block, Issue, Line, LoosePeriod, Plan, PlanStatus, Statement},
    quality_model::{Item, Level, QualityModel, Wording},
    template::{Column, ColumnKey, PlanTemplate},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    PrintInput,
    grid::{Cell, Grid, Paragraph, Row},
    style::Style,
};

/// Name, question and synonyms of each column.
const COLUMNS: [(&str, &str, &[&str]); 8] = [
    ("Tema", "Skriv og prioriter, hvilke temaer i kvalitetsmodellen planen omhandler", &["henstilling"]),
    ("Emne", "Hvilke forhold skal ændres/udvikles, og hvad er årsagerne til dette?", &["indsatsområde"]),
    ("Mål", "Hvad er de konkrete mål for kvalitetsudviklingen?", &["delmål"]),
    ("Hvad", "Hvilke aktiviteter skal iværksættes?", &["aktiviteter", "tiltag", "indsats"]),
    (
        "Hvornår",
        "Hvad er tidsrammen for gennemførelsen, herunder start- og sluttidspunkt?",
        &["tidsramme", "start", "slut"],
    ),
    ("Dokumentation", "Hvordan monitoreres og dokumenteres målene for kvalitetsudviklingen?", &["opfølgning"]),
    ("Hvem", "Hvem er ansvarlig for gennemførelse og opfølgning på tiltagene?", &["ansvarlig"]),
    ("Forventede effekt", "Hvad er resultatet af kvalitetsudviklingsprocessen?", &["effekt"]),
];

/// The kind of plan with eight columns.
pub(crate) fn template() -> PlanTemplate {
    let column = |(key, (name, question, synonyms)): (ColumnKey, (&str, &str, &[&str]))| Column {
        key,
        name: name.to_owned(),
        question: question.to_owned(),
        synonyms: synonyms.iter().map(|name| (*name).to_owned()).collect(),
        width: 12,
    };
    PlanTemplate {
        id: "handleplan".into(),
        name: "Handleplan".into(),
        source: String::new(),
        columns: ColumnKey::ALL.into_iter().zip(COLUMNS).map(column).collect(),
    }
}

/// A model with the themes of the case.
pub(crate) fn model() -> QualityModel {
    let items = vec![
        item("t4", None, Level::Theme, "4", "Sundhed og trivsel"),
        item("k5", Some("t4"), Level::Criterion, "5", ""),
        item("5.a", Some("k5"), Level::Indicator, "5.a", ""),
        item("t5", None, Level::Theme, "5", "Organisation og ledelse"),
        item("k9", Some("t5"), Level::Criterion, "9", ""),
        item("9.b", Some("k9"), Level::Indicator, "9.b", ""),
        item("9.c", Some("k9"), Level::Indicator, "9.c", ""),
        item("t6", None, Level::Theme, "6", "Kompetencer"),
        item("k10", Some("t6"), Level::Criterion, "10", ""),
        item("10.b", Some("k10"), Level::Indicator, "10.b", ""),
    ];
    QualityModel { id: "m".into(), name: String::new(), source: String::new(), valid_from: None, valid_to: None, items }
}

fn item(id: &str, parent_id: Option<&str>, level: Level, number: &str, title: &str) -> Item {
    Item {
        id: id.into(),
        parent_id: parent_id.map(Into::into),
        level,
        number: number.into(),
        title: title.into(),
        aliases: Vec::new(),
        applies_to: String::new(),
        source: String::new(),
        wording: Wording::Verified,
        is_scored: true,
    }
}

/// A row of cells of one paragraph each.
pub(crate) fn row(texts: &[&str]) -> Row {
    Row { cells: texts.iter().enumerate().map(|(column, text)| cell(column, text)).collect() }
}

fn cell(column: usize, text: &str) -> Cell {
    let paragraphs = if text.is_empty() { vec![] } else { vec![Paragraph::new(Style::Plain, text)] };
    Cell { column, span: 1, is_continued: false, paragraphs }
}

/// A table of such rows.
pub(crate) fn grid(rows: &[&[&str]]) -> Grid {
    Grid { rows: rows.iter().map(|texts| row(texts)).collect(), is_native: false }
}

/// A plan with something of everything.
pub(crate) fn plan() -> Plan {
    let activity = |what: &str, period: &str, owner: &str, status| {
        LineDraft::Activity(ActivityDraft {
            what: what.into(),
            period_text: period.into(),
            owner_text: owner.into(),
            status,
            ..ActivityDraft::default()
        })
    };
    let issues = vec![
        IssueDraft {
            text: "Kultur\nFaglighed og tilgang".into(),
            goals: vec!["=HYPERLINK(\"x\"); og mere".into(), "Mål\ni to linjer".into()],
            lines: vec![
                activity("Kursus & <supervision>", "ultimo 2026", "", ActivityStatus::Started),
                LineDraft::Owner { owner_text: "Ledelse".into() },
                activity("- Plan", "", "Teamleder", ActivityStatus::NotStarted),
            ],
            monitoring: vec!["APV".into()],
            effects: vec!["'Ro'".into()],
        },
        IssueDraft { goals: vec!["Mål to".into()], ..IssueDraft::default() },
        IssueDraft { text: "Struktur".into(), ..IssueDraft::default() },
    ];
    let first = BlockDraft {
        reference_text: "Sundhed og trivsel, kriterium 5, indikator 5.a\nKompetencer, kriterium 10 indikator 10.b"
            .into(),
        text: "Henstilling til, at \"alt\" & <mere>\nstår i to linjer".into(),
        kind: Some(FindingKind::Recommendation),
        issues,
        ..BlockDraft::default()
    };
    let second = BlockDraft { text: "Pauser holdes".into(), ..BlockDraft::default() };
    plan_of(&PlanDraft {
        title: "Handleplan <2026> & mere".into(),
        year: Some(2026),
        introduction: "Første linje\nAnden linje".into(),
        closing: "Med venlig hilsen".into(),
        blocks: vec![first, second],
    })
}

/// The page a plan is printed as.
pub(crate) fn print_input<'a>(plan: &'a Plan, template: &'a PlanTemplate) -> PrintInput<'a> {
    static MODEL: LazyLock<QualityModel> = LazyLock::new(model);
    let printed_on = NaiveDate::from_ymd_opt(2026, 3, 12).unwrap();
    PrintInput {
        plan,
        template,
        model: &MODEL,
        unit_name: "Bostedet <X>",
        printed_on,
        with_questions: true,
        visited_on: None,
        version: None,
        last_sent: None,
    }
}

/// A draft with identities, as the store would make it.
pub(crate) fn plan_of(draft: &PlanDraft) -> Plan {
    Plan {
        id: PlanId::new(),
        revision: 1,
        unit_id: UnitId::new(),
        inspection_id: None,
        model_id: "m".into(),
        template_id: "handleplan".into(),
        title: draft.title.clone(),
        year: draft.year.unwrap_or(2026),
        status: PlanStatus::Draft,
        due_on: None,
        introduction: draft.introduction.clone(),
        closing: draft.closing.clone(),
        updated_at: DateTime::UNIX_EPOCH,
        blocks: draft.blocks.iter().map(block_of).collect(),
    }
}

fn block_of(block: &BlockDraft) -> Block {
    let finding = Finding {
        id: FindingId::new(),
        version: 1,
        inspection_id: None,
        kind: block.kind,
        text: block.text.clone(),
        reference_text: block.reference_text.clone(),
        references: Vec::new(),
        due_on: block.due_on,
        extension_requested_on: None,
        extended_to: None,
    };
    Block { id: PartId::new(), version: 1, finding, issues: block.issues.iter().map(issue_of).collect() }
}

fn issue_of(issue: &IssueDraft) -> Issue {
    let statements = |texts: &[String]| texts.iter().map(|text| statement(text)).collect();
    Issue {
        id: PartId::new(),
        version: 1,
        text: issue.text.clone(),
        goals: statements(&issue.goals),
        lines: issue.lines.iter().map(line_of).collect(),
        monitoring: statements(&issue.monitoring),
        effects: statements(&issue.effects),
    }
}

fn line_of(line: &LineDraft) -> Line {
    match line {
        LineDraft::Activity(activity) => Line::Activity(Activity {
            id: PartId::new(),
            version: 1,
            what: activity.what.clone(),
            period: period(&activity.period_text, activity.corrected),
            owner_text: activity.owner_text.clone(),
            status: activity.status,
            follow_ups: Vec::new(),
        }),
        LineDraft::Period { period_text, corrected } => {
            Line::Period(LoosePeriod { id: PartId::new(), version: 1, period: period(period_text, *corrected) })
        }
        LineDraft::Owner { owner_text } => Line::Owner(statement(owner_text)),
    }
}

fn period(text: &str, corrected: Option<Reading>) -> Period {
    Period { text: text.to_owned(), reading: corrected.unwrap_or(Reading::NONE), is_corrected: corrected.is_some() }
}

fn statement(text: &str) -> Statement {
    Statement { id: PartId::new(), version: 1, text: text.to_owned() }
}

/// Blocks without what only JSON carries.
pub(crate) fn comparable(mut blocks: Vec<BlockDraft>) -> Vec<BlockDraft> {
    for block in &mut blocks {
        block.kind = None;
        block.due_on = None;
        for line in block.issues.iter_mut().flat_map(|issue| &mut issue.lines) {
            match line {
                LineDraft::Activity(activity) => activity.corrected = None,
                LineDraft::Period { corrected, .. } => *corrected = None,
                LineDraft::Owner { .. } => {}
            }
        }
    }
    blocks
}

/// Blocks without what a table of eight columns does not carry.
pub(crate) fn without_status(blocks: Vec<BlockDraft>) -> Vec<BlockDraft> {
    let mut blocks = comparable(blocks);
    for line in blocks.iter_mut().flat_map(|block| &mut block.issues).flat_map(|issue| &mut issue.lines) {
        if let LineDraft::Activity(activity) = line {
            activity.status = ActivityStatus::NotStarted;
        }
    }
    blocks
}

/// Parts packed as a Word file is.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    zip(&[("word/document.xml", &xml)])
}

/// A part of a Word file.
pub(crate) fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
