//! Changes that can be taken over.

use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, PeriodDraft},
    part::Field,
    period::Reading,
    plan::Statements,
};

use super::{
    edits, first_activity, insert_row, opened, place, reverse_rows, saved, set, set_value, statements, table, text,
};
use crate::{
    Stop,
    tests::sample,
    xlsx::{
        Edit, Edits,
        book::{self, HIDDEN, Value},
        columns::{Column, Columns},
        read_edits, write,
    },
};

fn texts(edits: &Edits) -> Vec<(u32, Field, &str, &str)> {
    assert!(edits.problems.is_empty(), "{:?}", edits.problems);
    edits.edits.iter().map(|edit| (edit.row, edit.field, edit.base.as_str(), edit.wanted.as_str())).collect()
}

#[test]
fn nothing_changed_is_nothing() {
    let plan = sample::plan();
    assert_eq!(edits(&opened(&plan), &plan), Edits::default());
}

#[test]
fn every_field_of_an_activity() {
    let mut plan = sample::plan();
    let mut book = opened(&plan);
    set(&mut book, 2, Column::Activity, " Kursus  \r\nog mere");
    set_value(&mut book, 2, Column::Period, Value::Number("2027".into()));
    set(&mut book, 2, Column::Owner, "Lise");
    set(&mut book, 2, Column::Status, "gennemført");
    let found = edits(&book, &plan);
    assert_eq!(
        texts(&found),
        [
            (2, Field::Text, "Kursus & <supervision>", "Kursus\nog mere"),
            (2, Field::Period, "ultimo 2026", "2027"),
            (2, Field::Owner, "", "Lise"),
            (2, Field::Status, "started", "done"),
        ]
    );
    assert!(found.edits.iter().all(|edit| edit.part_id == first_activity(&mut plan).id && !edit.is_conflict()));
}

#[test]
fn what_others_changed_meanwhile_is_told_apart() {
    let mut plan = sample::plan();
    let mut book = opened(&plan);
    set(&mut book, 2, Column::Activity, "Kursus i maj");
    set(&mut book, 2, Column::Owner, "Lise");
    let activity = first_activity(&mut plan);
    activity.what = "Kursus i juni".into();
    activity.owner_text = "Lise".into();
    activity.status = ActivityStatus::Done;
    let found = edits(&book, &plan);
    let [Edit { field: Field::Text, current, .. }] = found.edits.as_slice() else { panic!("{found:?}") };
    assert_eq!(current, "Kursus i juni");
    assert!(found.edits[0].is_conflict());
}

#[test]
fn days_set_by_hand_are_a_reading() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    set_value(&mut book, 2, Column::Start, Value::Day("2026-01-01".parse().unwrap()));
    set(&mut book, 2, Column::End, "31-03-2026");
    set_value(&mut book, 4, Column::End, Value::Day("2026-06-30".parse().unwrap()));
    assert_eq!(
        texts(&edits(&book, &plan)),
        [(2, Field::Reading, "", "2026-01-01/2026-03-31"), (4, Field::Reading, "", "/2026-06-30")]
    );
}

#[test]
fn a_reading_set_by_hand_can_be_taken_away() {
    let mut plan = sample::plan();
    let period = &mut first_activity(&mut plan).period;
    period.reading = Reading::from_days(None, "2026-03-31".parse().ok());
    period.is_corrected = true;
    let mut book = opened(&plan);
    table(&mut book).rows.get_mut(&1).unwrap().remove(&place(Column::End));
    assert_eq!(texts(&edits(&book, &plan)), [(2, Field::Reading, "/2026-03-31", "")]);
}

#[test]
fn owners_and_issues_and_findings() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    set(&mut book, 3, Column::Owner, "Leder");
    set(&mut book, 4, Column::Issue, "Kultur");
    set(&mut book, 5, Column::Finding, "Henstilling");
    set(&mut book, 7, Column::References, "Kompetencer");
    let found = edits(&book, &plan);
    assert_eq!(
        texts(&found).into_iter().map(|(row, field, _, wanted)| (row, field, wanted)).collect::<Vec<_>>(),
        [
            (3, Field::Owner, "Leder"),
            (4, Field::Text, "Kultur"),
            (5, Field::Text, "Henstilling"),
            (7, Field::References, "Kompetencer"),
        ]
    );
    assert_eq!(found.edits[1].part_id, plan.blocks[0].issues[0].id);
    assert_eq!(found.edits[2].part_id, plan.blocks[0].id);
}

#[test]
fn one_goal_of_several() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    let goals = text(&mut book, 3, statements("goal")).replace("i to linjer", "i to linjer og mere");
    set(&mut book, 3, statements("goal"), &goals);
    let found = edits(&book, &plan);
    assert_eq!(texts(&found), [(3, Field::Text, "Mål\ni to linjer", "Mål\ni to linjer og mere")]);
    assert_eq!(found.edits[0].part_id, plan.blocks[0].issues[0].statements.of("goal")[1].id);
}

#[test]
fn a_column_of_another_kind_of_plan() {
    let (mut plan, template) = (sample::plan(), sample::other_template());
    let issue = &mut plan.blocks[0].issues[0];
    issue.statements = Statements::default();
    issue.statements.push(sample::key("risk_2"), sample::statement("Ferie"));
    let mut book = book::open(&write(&sample::print_input(&plan, &template), &Stop::default()).unwrap()).unwrap();
    let at = usize::from(Columns::of(&template).position(statements("risk_2")));
    table(&mut book).rows.get_mut(&1).unwrap().insert(at, Value::Text("Sygdom".into()));
    let found = read_edits(&saved(&book), &plan, &template).unwrap();
    assert_eq!(texts(&found), [(2, Field::Text, "Ferie", "Sygdom")]);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    set(&mut book, 2, Column::Activity, "Kursus");
    reverse_rows(&mut book);
    assert_eq!(texts(&edits(&book, &plan)), [(7, Field::Text, "Kursus & <supervision>", "Kursus")]);
}

#[test]
fn a_row_put_in_is_an_activity_of_the_issue_above() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    insert_row(&mut book, 3);
    set(&mut book, 3, Column::Activity, "Møder");
    set(&mut book, 3, Column::Status, "Afventer");
    set_value(&mut book, 3, Column::Start, Value::Day("2026-01-01".parse().unwrap()));
    let found = edits(&book, &plan);
    assert!(texts(&found).is_empty());
    let [addition] = found.additions.as_slice() else { panic!("{found:?}") };
    assert_eq!((addition.row, addition.issue_id), (3, plan.blocks[0].issues[0].id));
    let corrected = Some(Reading::from_days("2026-01-01".parse().ok(), None));
    let activity = ActivityDraft {
        what: "Møder".into(),
        period: PeriodDraft { corrected, ..PeriodDraft::default() },
        status: ActivityStatus::Waiting,
        ..ActivityDraft::default()
    };
    assert_eq!(addition.activity, activity);
}

#[test]
fn a_row_at_the_end_says_where_it_belongs() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    let (finding, issue) = (text(&mut book, 6, Column::Finding), text(&mut book, 6, Column::Issue));
    reverse_rows(&mut book);
    set(&mut book, 9, Column::Finding, &finding);
    set(&mut book, 9, Column::Issue, &issue);
    set(&mut book, 9, Column::Activity, "Møder");
    let found = edits(&book, &plan);
    assert!(texts(&found).is_empty());
    assert_eq!(found.additions[0].issue_id, plan.blocks[0].issues[2].id);
}

#[test]
fn an_issue_without_activities_gets_one_in_its_own_row() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    set(&mut book, 6, Column::Activity, "Ny plan");
    let found = edits(&book, &plan);
    assert_eq!((found.additions[0].issue_id, found.problems.len()), (plan.blocks[0].issues[2].id, 0));
}

#[test]
fn a_row_taken_out_is_only_told() {
    let plan = sample::plan();
    let mut book = opened(&plan);
    table(&mut book).rows.remove(&3);
    let found = edits(&book, &plan);
    assert_eq!(found.missing, [plan.blocks[0].issues[0].lines[2].id()]);
    assert!(texts(&found).is_empty());
}

#[test]
fn without_the_hidden_sheet_the_plan_is_the_measure() {
    let mut plan = sample::plan();
    let mut book = opened(&plan);
    book.pages.retain(|page| page.name != HIDDEN);
    first_activity(&mut plan).what = "Kursus".into();
    assert_eq!(texts(&edits(&book, &plan)), [(2, Field::Text, "Kursus", "Kursus & <supervision>")]);
}
