//! What the workbook holds.

use chrono::NaiveDate;
use domain::{
    activity::{ActivityStatus, FollowUp},
    id::FollowUpId,
    period::Reading,
};

use super::{book, edits, first_activity, opened, place, saved, statements, table, text, written};
use crate::{
    Format, ReadContext, Stop,
    tests::sample,
    xlsx::{
        Edits,
        book::{HIDDEN, Value},
        columns::{Column, Columns},
        read_edits,
    },
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn comes_back_as_the_same_plan() {
    let (plan, model, template) = (sample::plan(), sample::model(), sample::template());
    let context = ReadContext { model: &model, template: &template };
    for bytes in [written(&plan), saved(&opened(&plan))] {
        let import = Format::Xlsx.read(&bytes, &context).unwrap();
        assert_eq!(import.draft, sample::draft_of(&plan));
        assert!(import.notes.is_empty(), "{:?}", import.notes);
    }
}

#[test]
fn no_text_is_ever_computed() {
    let plan = sample::plan();
    let file = written(&plan);
    let sheet = sample::part(&file, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "));
    let goals = text(&mut opened(&plan), 2, statements("goal"));
    assert_eq!(goals, "=HYPERLINK(\"x\"); og mere\n\nMål\ni to linjer");
}

#[test]
fn days_are_days() {
    let mut plan = sample::plan();
    plan.blocks[0].finding.due_on = Some(day("2026-05-01"));
    let activity = first_activity(&mut plan);
    activity.period.reading = Reading::from_days(Some(day("2026-01-01")), Some(day("2026-03-31")));
    activity.follow_ups.push(FollowUp {
        id: FollowUpId::new(),
        noted_on: day("2026-02-03"),
        text: "Holdt".into(),
        status: ActivityStatus::Started,
        author: "Lise Krogh".into(),
        created_at: chrono::DateTime::UNIX_EPOCH,
    });
    let mut book = opened(&plan);
    let days = [(Column::DueOn, "2026-05-01"), (Column::Start, "2026-01-01"), (Column::End, "2026-03-31")];
    for (column, expected) in days.into_iter().chain([(Column::FollowedUpOn, "2026-02-03")]) {
        assert_eq!(table(&mut book).value(1, place(column)), Some(&Value::Day(day(expected))), "{column:?}");
    }
    assert_eq!(text(&mut book, 2, Column::FollowUps), "03-02-2026 Lise Krogh: Holdt");
    assert_eq!(edits(&book, &plan), Edits::default());
}

#[test]
fn every_row_says_which_finding_and_issue_it_belongs_to() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    let columns = Columns::of(&sample::template());
    let headings: Vec<String> = columns.iter().map(|column| text(&mut book, 1, column)).collect();
    assert_eq!(headings[..4], ["Nr.", "Tema", "Henvisning", "Fund"]);
    for row in 2..=4 {
        assert_eq!(text(&mut book, row, Column::Finding), plan.blocks[0].finding.text);
        assert_eq!(text(&mut book, row, Column::Issue), plan.blocks[0].issues[0].text);
    }
    assert_eq!(text(&mut book, 2, Column::Status), "Igangsat");
    assert_eq!(text(&mut book, 7, Column::Id), plan.blocks[1].id.to_string());
}

#[test]
fn cells_that_do_not_say_again_what_stands_above_change_nothing() {
    let (plan, model, template) = (sample::plan(), sample::model(), sample::template());
    let (mut book, columns) = (opened(&plan), Columns::of(&template));
    for row in [2, 3] {
        let cells = table(&mut book).rows.get_mut(&row).unwrap();
        for column in columns.iter().filter(|column| column.is_of_finding() || column.is_of_issue()) {
            cells.remove(&place(column));
        }
    }
    assert_eq!(edits(&book, &plan), Edits::default());
    let import = Format::Xlsx.read(&saved(&book), &ReadContext { model: &model, template: &template }).unwrap();
    assert_eq!(import.draft, sample::draft_of(&plan));
}

#[test]
fn what_was_exported_is_kept_out_of_sight() {
    let file = written(&sample::plan());
    assert!(sample::part(&file, "xl/workbook.xml").contains("veryHidden"));
    let book = book::open(&file).unwrap();
    assert!(!book.page(HIDDEN).unwrap().is_visible);
}

#[test]
fn the_file_says_what_it_is() {
    let core = sample::part(&written(&sample::plan()), "docProps/core.xml");
    for words in ["Handleplan &lt;2026&gt; &amp; mere", "Bostedet &lt;X&gt;", "2026-03-12T00:00:00Z"] {
        assert!(core.contains(words), "{core}");
    }
}

#[test]
fn more_than_a_cell_holds_is_not_lost() {
    let mut plan = sample::plan();
    let goals = (0..7).map(|number| sample::statement(&format!("{number} {}", "x".repeat(9_990))));
    plan.blocks[0].issues[0].statements.set(sample::key("goal"), goals);
    let (model, template) = (sample::model(), sample::template());
    let file = written(&plan);
    let import = Format::Xlsx.read(&file, &ReadContext { model: &model, template: &template }).unwrap();
    assert_eq!(import.draft, sample::draft_of(&plan));
    assert_eq!(edits(&book::open(&file).unwrap(), &plan), Edits::default());
}

#[test]
fn columns_nobody_has_seen_come_back_untouched() {
    let (plan, template) = (sample::other_plan(), sample::other_template());
    let file = crate::xlsx::write(&sample::print_input(&plan, &template), &Stop::default()).unwrap();
    let book = book::open(&file).unwrap();
    assert_eq!(read_edits(&saved(&book), &plan, &template).unwrap(), Edits::default());
}

#[test]
fn a_plan_without_anything_is_a_workbook_too() {
    let mut plan = sample::plan();
    plan.blocks.clear();
    assert_eq!(edits(&opened(&plan), &plan), Edits::default());
}
