//! Documents as they will be printed.

use chrono::NaiveDate;
use documents::paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Style, Table};
use domain::comparison::{Mark, Run};

use super::example::{Example, example};
use crate::ui::paper;

pub(super) fn examples(printed_on: NaiveDate) -> Vec<Example> {
    let empty = paper_of("Et tomt dokument", printed_on, vec![Piece::Table(table(Vec::new()))]);
    let pieces = vec![
        Piece::Paragraph(Paragraph { style: Style::Text, runs: compared() }),
        Piece::Heading { text: "En overskrift".into() },
        Piece::Table(table(rows())),
    ];
    let full = paper_of("Et dokument", printed_on, pieces);
    vec![
        example!("Med det hele", paper::paper(&full)),
        example!("Uden rækker", paper::paper(&empty)),
        example!("Ens, fjernet og tilføjet", paper::runs(&compared())),
    ]
}

fn paper_of(title: &str, printed_on: NaiveDate, pieces: Vec<Piece>) -> Paper {
    Paper {
        title: title.into(),
        subtitle: "Sådan ser det ud".into(),
        unit_name: "Bostedet".into(),
        printed_on,
        page: Page::Landscape,
        pieces,
    }
}

/// Words that stay, go and come.
fn compared() -> Vec<Run> {
    let run = |text: &str, mark| Run { text: text.into(), mark };
    vec![run("Sygefraværet ", Mark::Same), run("reduceres", Mark::Removed), run("falder", Mark::Added)]
}

fn table(rows: Vec<Row>) -> Table {
    let column = |name: &str, question: &str| Column { name: name.into(), question: question.into(), width: 500 };
    let columns = vec![column("Tema", "Hvad handler det om?"), column("Hvad", "Hvad gør vi?")];
    Table { caption: "En tabel".into(), columns, has_questions: true, rows }
}

/// A heading that takes two rows, beside cells that join each other; below them a row whose heading is empty.
fn rows() -> Vec<Row> {
    let words = |style, text: &str| vec![Paragraph::plain(style, text)];
    let heading = Cell { rows: 2, is_heading: true, ..Cell::of(words(Style::Reference, "Sundhed og trivsel")) };
    let first = Cell { joins_below: true, ..Cell::of(words(Style::Part, "Samtaler om fravær")) };
    let second = Cell { joins_above: true, joins_below: true, ..Cell::of(words(Style::Part, "Møder i teamet")) };
    let last = Cell { joins_above: true, ..Cell::of(words(Style::Part, "Opsamling")) };
    let no_heading = Cell { is_heading: true, ..Cell::of(Vec::new()) };
    let row = |cells| Row { cells, ..Row::default() };
    vec![row(vec![heading, first]), row(vec![Cell::default(), second]), row(vec![no_heading, last])]
}
