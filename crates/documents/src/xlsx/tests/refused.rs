//! Changes that cannot be taken over, and what people are told.

use super::{edits, insert_row, opened, place, reverse_rows, saved, set, set_value, statements, table, text};
use crate::{
    ReadError,
    tests::sample,
    xlsx::{
        Edits,
        book::{Book, Range, Value},
        columns::Column,
        read_edits,
    },
};

/// Where the problems are, after a change to the workbook of the sample.
fn places(change: impl FnOnce(&mut Book)) -> Vec<(u32, String)> {
    let plan = sample::plan();
    let mut book = opened(&plan);
    change(&mut book);
    let found = edits(&book, &plan);
    for problem in &found.problems {
        assert!(problem.message.ends_with('.'), "{problem:?}");
    }
    found.problems.into_iter().map(|problem| (problem.row, problem.column)).collect()
}

fn at(row: u32, column: &str) -> Vec<(u32, String)> {
    vec![(row, column.to_owned())]
}

#[test]
fn days_that_could_be_others() {
    for value in [Value::Text("3/14/2026".into()), Value::Number("46000".into()), Value::Text("til marts".into())] {
        assert_eq!(places(|book| set_value(book, 2, Column::Start, value)), at(2, "Start"));
    }
    let turned = places(|book| {
        set_value(book, 2, Column::Start, Value::Day("2026-03-01".parse().unwrap()));
        set_value(book, 2, Column::End, Value::Day("2026-02-01".parse().unwrap()));
    });
    assert_eq!(turned, at(2, "Slut"));
}

#[test]
fn statuses_nobody_knows_and_texts_too_long() {
    assert_eq!(places(|book| set(book, 2, Column::Status, "Næsten")), at(2, "Status"));
    assert_eq!(places(|book| set(book, 2, Column::Activity, &"x".repeat(10_001))), at(2, "Hvad"));
    assert_eq!(places(|book| set(book, 2, Column::Activity, " ")), at(2, "Hvad"));
    assert_eq!(places(|book| set_value(book, 2, Column::Owner, Value::Error("#DIV/0!".into()))), at(2, "Hvem"));
}

#[test]
fn rows_that_are_not_known_again() {
    assert_eq!(places(|book| set(book, 2, Column::Id, "42")), at(2, "Id"));
    assert_eq!(places(|book| set(book, 2, Column::Id, "018f0000-0000-7000-8000-000000000000")), at(2, "Id"));
    let copied = |book: &mut Book| {
        insert_row(book, 3);
        let row = table(book).rows[&1].clone();
        table(book).rows.insert(2, row);
    };
    assert_eq!(places(copied), at(3, "Id"));
}

#[test]
fn two_texts_for_one_issue() {
    let two = |book: &mut Book| {
        set(book, 2, Column::Issue, "Kultur");
        set(book, 3, Column::Issue, "Klima");
    };
    assert_eq!(places(two), at(3, "Emne"));
    assert_eq!(places(|book| set(book, 2, statements("goal"), "Et mål")), at(2, "Mål"));
}

#[test]
fn columns_that_are_only_shown() {
    assert_eq!(places(|book| set(book, 2, Column::FollowUps, "Holdt")), at(2, "Opfølgning"));
    assert_eq!(places(|book| set(book, 2, Column::Kind, "Påbud")), at(2, "Art"));
}

#[test]
fn words_in_a_row_of_something_else() {
    assert_eq!(places(|book| set(book, 3, Column::Activity, "Møder")), at(3, "Hvad"));
    assert_eq!(places(|book| set(book, 7, Column::Issue, "Pauser")), at(7, "Emne"));
}

#[test]
fn new_rows_without_a_place_or_a_task() {
    let loose = |book: &mut Book| {
        reverse_rows(book);
        set(book, 9, Column::Activity, "Møder");
    };
    assert_eq!(places(loose), at(9, "Emne"));
    let strange = |book: &mut Book| {
        set(book, 9, Column::Activity, "Møder");
        set(book, 9, Column::Issue, "Økonomi");
    };
    assert_eq!(places(strange), at(9, "Emne"));
    let idle = |book: &mut Book| {
        insert_row(book, 3);
        set(book, 3, Column::Owner, "Lise");
    };
    assert_eq!(places(idle), at(3, "Hvad"));
}

#[test]
fn a_table_that_is_not_whole() {
    let without = |column: Column| {
        move |book: &mut Book| {
            for cells in table(book).rows.values_mut() {
                cells.remove(&place(column));
            }
        }
    };
    assert_eq!(places(without(Column::Id)), at(1, "Id"));
    assert_eq!(places(without(Column::Owner)), at(1, "Hvem"));
    assert_eq!(places(without(statements("effect"))), at(1, "Forventede effekt"));
    let merged = |book: &mut Book| {
        let at = place(Column::Finding);
        table(book).merged.push(Range { first_row: 1, last_row: 2, first_column: at, last_column: at });
    };
    assert_eq!(places(merged), at(2, "Fund"));
}

#[test]
fn what_was_deleted_in_the_plan_meanwhile() {
    let mut plan = sample::plan();
    let mut book = opened(&plan);
    plan.blocks[0].issues[0].lines.remove(0);
    assert_eq!(edits(&book, &plan), Edits::default());
    set(&mut book, 2, Column::Activity, "Kursus");
    assert_eq!(edits(&book, &plan).problems[0].column, "Hvad");
}

#[test]
fn other_files() {
    let (plan, template) = (sample::plan(), sample::template());
    let other = saved(&opened(&sample::plan()));
    assert_eq!(read_edits(&other, &plan, &template), Err(ReadError::OtherPlan));
    assert_eq!(read_edits(b"", &plan, &template), Err(ReadError::Empty));
    assert_eq!(read_edits(&sample::docx(""), &plan, &template), Err(ReadError::NotExcel));
    let mut book = opened(&plan);
    assert!(!text(&mut book, 1, Column::Id).is_empty());
    book.pages.retain(|page| page.name == "Om planen");
    assert_eq!(read_edits(&saved(&book), &plan, &template), Err(ReadError::NoTable));
}
