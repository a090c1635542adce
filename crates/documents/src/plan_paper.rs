//! The plan as the table the inspectorate knows.

use domain::{
    danish,
    template::{Column as PlanColumn, Holds},
    text,
};

use crate::{
    DEFAULT_TITLE, PrintInput,
    paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Table},
    rows::{self, SharedLines},
    style::Style,
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
    let rows = rows::rows(input.plan, SharedLines::WithActivity);
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

fn body_row(row: &rows::Row<'_>, columns: &[PlanColumn]) -> Row {
    let bookmark = row.starts_block.then(|| {
        let parts = row.parts(Holds::Theme);
        let words = parts.first().map(|part| text::one_line(&part.text)).unwrap_or_default();
        format!("Fund {}: {words}", row.block_number)
    });
    Row { cells: columns.iter().map(|column| cell(row, column.holds)).collect(), bookmark, ..Row::default() }
}

// Cells of one line each stand without lines between them, so that they look as one cell.
fn cell(row: &rows::Row<'_>, holds: Holds) -> Cell {
    let is_continued = row.is_continued(holds);
    Cell {
        paragraphs: if is_continued { Vec::new() } else { paragraphs(row, holds) },
        rows: usize::from(!is_continued),
        is_heading: matches!(holds, Holds::Theme | Holds::Issue),
        joins_above: holds.is_of_line() && !row.starts_issue,
        joins_below: holds.is_of_line() && !row.ends_issue,
    }
}

fn paragraphs(row: &rows::Row<'_>, holds: Holds) -> Vec<Paragraph> {
    let parts = row.parts(holds);
    if parts.is_empty() && holds == Holds::Issue && row.issue_number.is_none() {
        return vec![Paragraph::plain(Style::NoIssue, "")];
    }
    parts.into_iter().map(|part| Paragraph::plain(part.style, part.text)).collect()
}
