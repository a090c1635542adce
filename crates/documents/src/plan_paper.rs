//! The plan as the table the inspectorate knows.

use domain::{
    danish,
    template::{Column as PlanColumn, ColumnKey},
    text,
};

use crate::{
    DEFAULT_TITLE, PrintInput,
    entry::Part,
    paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Table},
    style::Style,
    table::{self, SharedLines},
};

/// The whole plan.
pub(crate) fn paper(input: &PrintInput<'_>) -> Paper {
    let mut pieces = texts(&input.plan.introduction);
    pieces.push(Piece::Table(table(input)));
    pieces.extend(texts(&input.plan.closing));
    Paper {
        title: title(input),
        subtitle: subtitle(input),
        unit_name: text::one_line(input.unit_name),
        printed_on: input.printed_on,
        page: Page::Landscape,
        pieces,
    }
}

/// The plan's title; it always has one on paper.
pub(crate) fn title(input: &PrintInput<'_>) -> String {
    let title = text::one_line(&input.plan.title);
    if title.is_empty() { DEFAULT_TITLE.to_owned() } else { title }
}

/// Each line of a text as a paragraph.
pub(crate) fn texts(text: &str) -> Vec<Piece> {
    text::tidy(text).lines().map(|line| Piece::Paragraph(Paragraph::plain(Style::Text, line))).collect()
}

/// The columns of a kind of plan.
pub(crate) fn columns(columns: &[PlanColumn]) -> Vec<Column> {
    let column = |column: &PlanColumn| Column {
        name: column.name.clone(),
        question: column.question.clone(),
        width: column.width.clamp(1, 1_000),
    };
    columns.iter().map(column).collect()
}

fn subtitle(input: &PrintInput<'_>) -> String {
    let unit = text::one_line(input.unit_name);
    let version = match input.version {
        Some(number) => format!("version {number}"),
        None => format!("arbejdsudgave {}", input.plan.revision),
    };
    let printed = format!("udskrevet {}", danish::date(input.printed_on));
    [unit.as_str(), input.plan.status.label(), &version, &printed]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn table(input: &PrintInput<'_>) -> Table {
    let rows = table::rows(input.plan, SharedLines::WithActivity);
    let mut table = Table {
        caption: title(input),
        columns: columns(&input.template.columns),
        has_questions: input.with_questions,
        rows: rows.iter().map(|row| body_row(row, &input.template.columns)).collect(),
    };
    table.count_rows();
    table.fit_columns();
    table
}

fn body_row(row: &table::Row<'_>, columns: &[PlanColumn]) -> Row {
    let bookmark = row.starts_block.then(|| {
        let parts = row.parts(ColumnKey::Theme);
        let words = parts.first().map(|part| text::one_line(&part.text)).unwrap_or_default();
        format!("Fund {}: {words}", row.block_number)
    });
    Row { cells: columns.iter().map(|column| cell(row, column.key)).collect(), bookmark, ..Row::default() }
}

// Cells of one line each stand without lines between them, so that they look as one cell.
fn cell(row: &table::Row<'_>, key: ColumnKey) -> Cell {
    let is_line = matches!(key, ColumnKey::Activity | ColumnKey::Period | ColumnKey::Owner);
    Cell {
        paragraphs: if row.is_continued(key) { Vec::new() } else { paragraphs(row, key, row.parts(key)) },
        rows: usize::from(!row.is_continued(key)),
        is_heading: matches!(key, ColumnKey::Theme | ColumnKey::Issue),
        joins_above: is_line && !row.starts_issue,
        joins_below: is_line && !row.ends_issue,
    }
}

fn paragraphs(row: &table::Row<'_>, key: ColumnKey, parts: Vec<Part>) -> Vec<Paragraph> {
    if parts.is_empty() && key == ColumnKey::Issue && row.issue_number.is_none() {
        return vec![Paragraph::plain(Style::NoIssue, "")];
    }
    parts.into_iter().map(|part| Paragraph::plain(part.style, part.text)).collect()
}
