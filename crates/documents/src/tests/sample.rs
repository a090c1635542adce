//! Plans, tables and files to test with.

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use chrono::{DateTime, NaiveDate};
use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, BlockDraft, Draft, FindingDraft, IssueDraft, LineDraft, PeriodDraft, PlanDraft},
    finding::{Finding, FindingKind},
    id::{FindingId, PartId, PlanId, UnitId},
    period::{Period, Reading},
    plan::{Activity, Block, Issue, Line, LoosePeriod, Plan, PlanStatus, Statement, Statements},
    quality_model::{Item, Level, QualityModel, Wording},
    reference::References,
    template::{ColumnKey, PlanTemplate},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    PrintInput,
    grid::{Cell, Grid, Paragraph, Row},
    style::Style,
};

/// The kind of plan with eight columns.
pub(crate) fn template() -> PlanTemplate {
    static TEMPLATE: LazyLock<PlanTemplate> = LazyLock::new(|| template_of(include_str!("handleplan.toml")));
    TEMPLATE.clone()
}

/// A kind of plan with other columns in another order.
pub(crate) fn other_template() -> PlanTemplate {
    static TEMPLATE: LazyLock<PlanTemplate> = LazyLock::new(|| template_of(include_str!("other_columns.toml")));
    TEMPLATE.clone()
}

fn template_of(toml: &str) -> PlanTemplate {
    let template: PlanTemplate = toml::from_str(toml).unwrap();
    template.check().unwrap();
    template
}

/// A key that is known to be one.
pub(crate) fn key(text: &str) -> ColumnKey {
    ColumnKey::parse(text).unwrap()
}

/// Texts, each with the key of its column.
pub(crate) fn statements(texts: &[(&str, &str)]) -> Statements<Draft> {
    texts.iter().map(|(column, text)| (key(column), *text)).collect()
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
    let issues = vec![
        IssueDraft {
            text: "Kultur\nFaglighed og tilgang".into(),
            statements: statements(&[
                ("goal", "=HYPERLINK(\"x\"); og mere"),
                ("goal", "Mål\ni to linjer"),
                ("monitoring", "APV"),
                ("effect", "'Ro'"),
            ]),
            lines: vec![
                activity("Kursus & <supervision>", "ultimo 2026", "", ActivityStatus::Started),
                LineDraft::loose_owner("Ledelse"),
                activity("- Plan", "", "Teamleder", ActivityStatus::NotStarted),
            ],
            ..IssueDraft::default()
        },
        IssueDraft { statements: statements(&[("goal", "Mål to")]), ..IssueDraft::default() },
        IssueDraft { text: "Struktur".into(), ..IssueDraft::default() },
    ];
    let first = FindingDraft {
        reference_text: "Sundhed og trivsel, kriterium 5, indikator 5.a\nKompetencer, kriterium 10 indikator 10.b"
            .into(),
        text: "Henstilling til, at \"alt\" & <mere>\nstår i to linjer".into(),
        kind: Some(FindingKind::Recommendation),
        ..FindingDraft::default()
    };
    let second = FindingDraft { text: "Pauser holdes".into(), ..FindingDraft::default() };
    plan_of(&PlanDraft {
        title: "Handleplan <2026> & mere".into(),
        year: Some(2026),
        introduction: "Første linje\nAnden linje".into(),
        closing: "Med venlig hilsen".into(),
        blocks: vec![block(first, issues), block(second, Vec::new())],
        ..PlanDraft::default()
    })
}

/// A plan of the other kind, with something in every column.
pub(crate) fn other_plan() -> Plan {
    let issues = vec![
        IssueDraft {
            text: "Bemanding om natten\nog i weekender".into(),
            statements: statements(&[
                ("background", "Huset har to etager"),
                ("gain", "Tryghed for alle"),
                ("risk_2", "=Sygdom\ni to linjer"),
                ("risk_2", "Ferie"),
                ("aim", "- Altid to på vagt"),
                ("proof", "Vagtplanen"),
            ]),
            lines: vec![
                activity("Vikarkorps & <mere>", "uge 40", "Leder", ActivityStatus::Started),
                LineDraft::loose_period("hele 2026"),
                activity("Ny turnus", "", "", ActivityStatus::NotStarted),
                LineDraft::loose_owner("Ledelsen"),
            ],
            ..IssueDraft::default()
        },
        IssueDraft { statements: statements(&[("gain", "Stilhed"), ("risk_2", "Uro")]), ..IssueDraft::default() },
        IssueDraft { text: "Nøgler".into(), ..IssueDraft::default() },
    ];
    let first = FindingDraft {
        reference_text: "Kompetencer, kriterium 10 indikator 10.b".into(),
        text: "Påbud om \"flere\" hænder".into(),
        ..FindingDraft::default()
    };
    let second = FindingDraft { text: "Medicinen tælles".into(), ..FindingDraft::default() };
    plan_of(&PlanDraft {
        template_id: Some(other_template().id),
        title: "Årets risici".into(),
        year: Some(2026),
        introduction: "Forord".into(),
        closing: "Hilsen".into(),
        blocks: vec![block(first, issues), block(second, Vec::new())],
    })
}

/// An activity without follow-up.
pub(crate) fn activity(what: &str, period: &str, owner: &str, status: ActivityStatus) -> LineDraft {
    LineDraft::Activity(ActivityDraft {
        what: what.into(),
        period: period.into(),
        owner_text: owner.into(),
        status,
        ..ActivityDraft::default()
    })
}

/// A finding with its issues.
pub(crate) fn block(finding: FindingDraft, issues: Vec<IssueDraft>) -> BlockDraft {
    BlockDraft { finding, issues, ..BlockDraft::default() }
}

/// What a file brings back of a plan, where it does not name the kind of plan.
pub(crate) fn draft_of(plan: &Plan) -> PlanDraft {
    PlanDraft { template_id: None, ..PlanDraft::from(plan) }
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
        template_id: draft.template_id.clone().unwrap_or_else(|| "handleplan".into()),
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
        kind: block.finding.kind,
        text: block.finding.text.clone(),
        references: References::written(block.finding.reference_text.as_str()),
        due_on: block.finding.due_on,
        extension_requested_on: None,
        extended_to: None,
    };
    Block { id: PartId::new(), version: 1, finding, issues: block.issues.iter().map(issue_of).collect() }
}

fn issue_of(issue: &IssueDraft) -> Issue {
    Issue {
        id: PartId::new(),
        version: 1,
        text: issue.text.clone(),
        statements: issue.statements.iter().map(|(column, draft)| (column, statement(&draft.text))).collect(),
        lines: issue.lines.iter().map(line_of).collect(),
    }
}

fn line_of(line: &LineDraft) -> Line {
    match line {
        LineDraft::Activity(activity) => Line::Activity(Activity {
            id: PartId::new(),
            version: 1,
            what: activity.what.clone(),
            period: period(&activity.period),
            owner_text: activity.owner_text.clone(),
            status: activity.status,
            follow_ups: Vec::new(),
        }),
        LineDraft::Period(loose) => {
            Line::Period(LoosePeriod { id: PartId::new(), version: 1, period: period(&loose.period) })
        }
        LineDraft::Owner(owner) => Line::Owner(statement(&owner.text)),
    }
}

fn period(draft: &PeriodDraft) -> Period {
    let reading = draft.corrected.unwrap_or(Reading::NONE);
    Period { text: draft.text.clone(), reading, is_corrected: draft.corrected.is_some() }
}

/// A statement that stands in the database.
pub(crate) fn statement(text: &str) -> Statement {
    Statement { id: PartId::new(), version: 1, text: text.to_owned() }
}

/// Blocks without what only JSON carries.
pub(crate) fn comparable(mut blocks: Vec<BlockDraft>) -> Vec<BlockDraft> {
    for block in &mut blocks {
        block.finding.kind = None;
        block.finding.due_on = None;
        let lines = block.issues.iter_mut().flat_map(|issue| &mut issue.lines);
        for period in lines.filter_map(LineDraft::period_mut) {
            period.corrected = None;
        }
    }
    blocks
}

/// Blocks without what a table of eight columns does not carry.
pub(crate) fn without_status(blocks: Vec<BlockDraft>) -> Vec<BlockDraft> {
    let mut blocks = comparable(blocks);
    let lines = blocks.iter_mut().flat_map(|block| &mut block.issues).flat_map(|issue| &mut issue.lines);
    for activity in lines.filter_map(LineDraft::activity_mut) {
        activity.status = ActivityStatus::NotStarted;
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
        r#"<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    zip(&[("word/document.xml", &xml)])
}

/// A part of a Word file.
pub(crate) fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
