//! A document as it will be printed.

use documents::paper::{Cell, Paper, Paragraph, Piece, Style, Table};
use domain::comparison::{Mark, Run};
use maud::{Markup, html};

/// The whole document.
pub(crate) fn paper(paper: &Paper) -> Markup {
    html! {
        div.papir role="region" aria-label=(paper.title) tabindex="0" {
            h2 { (paper.title) }
            p.papir-under { (paper.subtitle) }
            @for piece in &paper.pieces {
                @match piece {
                    Piece::Heading { text } => h3 { (text) },
                    Piece::Paragraph(found) => p { (runs(&found.runs)) },
                    Piece::Table(found) => (table(found)),
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    html! {
        @if !table.rows.is_empty() {
            table.papir-tabel {
                caption.sr-only { (table.caption) }
                thead {
                    tr { @for column in &table.columns { th scope="col" { (column.name) } } }
                    @if table.has_questions {
                        tr.ledespoergsmaal { @for column in &table.columns { td { (column.question) } } }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr { @for found in row.cells.iter().filter(|cell| !cell.is_continued()) { (cell(found)) } }
                    }
                }
            }
        }
    }
}

fn cell(cell: &Cell) -> Markup {
    let span = (cell.rows > 1).then_some(cell.rows);
    let class = match (cell.joins_above, cell.joins_below) {
        (false, false) => None,
        (true, false) => Some("uden-top"),
        (false, true) => Some("uden-bund"),
        (true, true) => Some("uden-top uden-bund"),
    };
    let words = html! { @for found in &cell.paragraphs { (paragraph(found)) } };
    html! {
        @if cell.is_heading && !cell.paragraphs.is_empty() { th scope="row" rowspan=[span] class=[class] { (words) } }
        @else { td rowspan=[span] class=[class] { (words) } }
    }
}

fn paragraph(paragraph: &Paragraph) -> Markup {
    let class = matches!(paragraph.style, Style::Reference | Style::Column).then_some("fed");
    html! { @if !paragraph.text().is_empty() { p class=[class] { (runs(&paragraph.runs)) } } }
}

/// Words with what is new and what is gone marked, by more than colour.
pub(crate) fn runs(runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @match run.mark {
                Mark::Same => (run.text),
                Mark::Added => ins { (run.text) },
                Mark::Removed => del { (run.text) },
            }
        }
    }
}
