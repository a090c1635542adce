//! What holds for a comparison of two whole plans.

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::{
    ChangeKind::{self, Added, Kept, Moved, Removed},
    Comparison, Counts, LineDiff, TextDiff,
};
use crate::{
    activity::{ActivityStatus, FollowUp},
    finding::{Finding, FindingKind},
    id::{FindingId, FollowUpId, PartId, PlanId, UnitId},
    part::PartKind,
    period::{Period, Reading},
    plan::{Activity, Block, Issue, Line, LoosePeriod, Plan, PlanStatus, Statement, Statements},
    reference::References,
    template::sample,
};

fn compare(before: &Plan, after: &Plan) -> Comparison {
    super::compare(before, after, &sample::template())
}

fn id(number: u128) -> PartId {
    PartId(Uuid::from_u128(number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn statement(number: u128, text: &str) -> Statement {
    Statement { id: id(number), version: 1, text: text.to_owned() }
}

fn activity(number: u128, what: &str) -> Activity {
    Activity {
        id: id(number),
        version: 1,
        what: what.to_owned(),
        period: Period::read("", 2026),
        owner_text: "Ledelsen".to_owned(),
        status: ActivityStatus::NotStarted,
        follow_ups: Vec::new(),
    }
}

fn lines(numbers: &[u128]) -> Vec<Line> {
    numbers.iter().map(|&number| Line::Activity(activity(number, &format!("Tiltag {number}")))).collect()
}

fn issue(number: u128, lines: Vec<Line>) -> Issue {
    Issue { id: id(number), version: 1, text: format!("Emne {number}"), statements: Statements::default(), lines }
}

fn block(number: u128, issues: Vec<Issue>) -> Block {
    let finding = Finding {
        id: FindingId(Uuid::from_u128(number)),
        version: 1,
        inspection_id: None,
        kind: None,
        text: format!("Fund {number}"),
        references: References::default(),
        due_on: None,
        extension_requested_on: None,
        extended_to: None,
    };
    Block { id: id(number), version: 1, finding, issues }
}

fn plan(blocks: Vec<Block>) -> Plan {
    Plan {
        id: PlanId(Uuid::nil()),
        revision: 1,
        unit_id: UnitId(Uuid::nil()),
        inspection_id: None,
        model_id: "m".into(),
        template_id: "handleplan".into(),
        title: "Plan".into(),
        year: 2026,
        status: PlanStatus::Draft,
        due_on: None,
        introduction: String::new(),
        closing: String::new(),
        updated_at: DateTime::UNIX_EPOCH,
        blocks,
    }
}

/// A plan of one finding and one issue with these lines.
fn plan_of(lines: Vec<Line>) -> Plan {
    plan(vec![block(1, vec![issue(2, lines)])])
}

fn text(before: &str, after: &str) -> TextDiff {
    TextDiff { before: before.to_owned(), after: after.to_owned() }
}

fn change_kinds(lines: &[LineDiff]) -> Vec<(u128, ChangeKind)> {
    lines.iter().map(|line| (line.id.0.as_u128(), line.change_kind)).collect()
}

fn first_lines(comparison: &Comparison) -> &[LineDiff] {
    &comparison.blocks[0].issues[0].lines
}

#[test]
fn a_plan_is_the_same_as_itself() {
    let plan = plan_of(lines(&[11, 12]));
    let comparison = compare(&plan, &plan);
    assert!(comparison.is_same() && !comparison.is_changed());
    assert!(comparison.only_changed().blocks.is_empty());
}

#[test]
fn moving_one_of_five_marks_one() {
    let before = plan_of(lines(&[11, 12, 13, 14, 15]));
    let comparison = compare(&before, &plan_of(lines(&[11, 13, 14, 15, 12])));
    assert_eq!(change_kinds(first_lines(&comparison)), [(11, Kept), (13, Kept), (14, Kept), (15, Kept), (12, Moved)]);
    assert_eq!(comparison.counts(), Counts { moved: 1, ..Counts::default() });
    let comparison = compare(&before, &plan_of(lines(&[15, 11, 12, 13, 14])));
    assert_eq!(comparison.counts(), Counts { moved: 1, ..Counts::default() });
}

#[test]
fn what_moved_to_another_issue_is_shown_once_beside_its_old_words() {
    let before = plan(vec![block(1, vec![issue(2, lines(&[11, 12])), issue(3, lines(&[21]))])]);
    let reworded = Line::Activity(activity(12, "Nyt tiltag"));
    let received = [lines(&[21]), vec![reworded]].concat();
    let after = plan(vec![block(1, vec![issue(2, lines(&[11])), issue(3, received)])]);
    let comparison = compare(&before, &after);
    let issues = &comparison.blocks[0].issues;
    assert_eq!(change_kinds(&issues[0].lines), [(11, Kept)]);
    assert_eq!(change_kinds(&issues[1].lines), [(21, Kept), (12, Moved)]);
    assert_eq!(issues[1].lines[1].what, text("Tiltag 12", "Nyt tiltag"));
    assert_eq!(comparison.counts(), Counts { moved: 1, changed: 1, ..Counts::default() });
}

#[test]
fn what_was_removed_stays_where_it_stood() {
    let before = plan_of(lines(&[11, 12, 13, 14, 15]));
    let comparison = compare(&before, &plan_of(lines(&[12, 15, 16])));
    assert_eq!(
        change_kinds(first_lines(&comparison)),
        [(11, Removed), (12, Kept), (13, Removed), (14, Removed), (15, Kept), (16, Added)]
    );
    assert_eq!(first_lines(&comparison)[0].what, text("Tiltag 11", ""));
    assert_eq!(comparison.counts(), Counts { added: 1, removed: 3, ..Counts::default() });
}

#[test]
fn a_new_finding_is_added_with_all_that_answers_it() {
    let mut new = block(4, vec![issue(5, lines(&[41]))]);
    new.finding.kind = Some(FindingKind::ImprovementNotice);
    new.finding.due_on = Some(day("2026-06-04"));
    new.issues[0].statements.push(sample::key("goal"), statement(42, "Trivsel"));
    let before = plan(vec![block(1, vec![])]);
    let comparison = compare(&before, &plan(vec![new, block(1, vec![])]));
    let added = &comparison.blocks[0];
    assert_eq!(
        (added.change_kind, added.issues[0].change_kind, added.issues[0].of(sample::key("goal"))[0].change_kind),
        (Added, Added, Added)
    );
    assert_eq!((&added.kind, &added.deadline), (&text("", "Påbud"), &text("", "4. juni 2026")));
    assert_eq!(comparison.blocks[1].change_kind, Kept);
    assert_eq!(comparison.counts(), Counts { added: 4, ..Counts::default() });
}

#[test]
fn a_removed_finding_goes_with_all_but_what_was_moved_out_of_it() {
    let before = plan(vec![block(1, vec![]), block(4, vec![issue(5, lines(&[41])), issue(6, lines(&[61]))])]);
    let comparison = compare(&before, &plan(vec![block(1, vec![issue(6, lines(&[61]))])]));
    assert_eq!(comparison.blocks[0].issues[0].change_kind, Moved);
    assert_eq!(change_kinds(first_lines(&comparison)), [(61, Kept)]);
    let gone = &comparison.blocks[1];
    assert_eq!((gone.change_kind, gone.issues.len(), gone.issues[0].change_kind), (Removed, 1, Removed));
    assert_eq!(change_kinds(&gone.issues[0].lines), [(41, Removed)]);
    assert_eq!(comparison.counts(), Counts { removed: 3, moved: 1, ..Counts::default() });
}

#[test]
fn status_and_follow_up_leave_the_words_the_same() {
    let before = plan_of(lines(&[11, 12]));
    let mut followed_up = activity(11, "Tiltag 11");
    followed_up.status = ActivityStatus::Started;
    followed_up.follow_ups = vec![FollowUp {
        id: FollowUpId(Uuid::from_u128(1)),
        noted_on: day("2026-02-01"),
        text: "Går godt".into(),
        status: ActivityStatus::Started,
        author: "Lise".into(),
        created_at: DateTime::UNIX_EPOCH,
    }];
    let after = plan_of([vec![Line::Activity(followed_up)], lines(&[12])].concat());
    let comparison = compare(&before, &after);
    assert!(!comparison.is_same());
    assert_eq!(comparison.counts(), Counts { followed_up: 1, ..Counts::default() });
    let line = &first_lines(&comparison)[0];
    assert_eq!(line.status, Some((ActivityStatus::NotStarted, ActivityStatus::Started)));
    assert_eq!(line.notes.len(), 1);
    assert!(compare(&after, &after).blocks[0].issues[0].lines[0].notes.is_empty());
}

#[test]
fn the_plans_own_words_are_compared_too() {
    let before = plan_of(lines(&[11]));
    let after = Plan { due_on: Some(day("2026-06-04")), ..before.clone() };
    let comparison = compare(&before, &after);
    assert_eq!(comparison.due_on, text("", "4. juni 2026"));
    assert!(!comparison.is_same());
    assert_eq!(comparison.counts(), Counts::default());
}

#[test]
fn a_reading_set_by_hand_is_a_change_of_the_period() {
    let loose = |end: &str, is_corrected| {
        let period =
            Period { text: "ultimo 2021".into(), reading: Reading::from_days(None, Some(day(end))), is_corrected };
        Line::Period(LoosePeriod { id: id(11), version: 1, period })
    };
    let owner = |words| Line::Owner(statement(12, words));
    let before = plan_of(vec![loose("2021-12-31", false), owner("Leder")]);
    let after = plan_of(vec![loose("2022-03-31", true), owner("Ledelsen")]);
    let comparison = compare(&before, &after);
    let lines = first_lines(&comparison);
    assert_eq!(lines[0].period, text("ultimo 2021 (senest 31. december 2021)", "ultimo 2021 (senest 31. marts 2022)"));
    assert_eq!((lines[0].kind, lines[0].status), (PartKind::LoosePeriod, None));
    assert_eq!(lines[1].owner, text("Leder", "Ledelsen"));
    assert_eq!(compare(&before, &before).blocks[0].issues[0].lines[0].period, text("ultimo 2021", "ultimo 2021"));
}

#[test]
fn only_the_changed_is_left_in_its_frame() {
    let others = || block(4, vec![issue(5, lines(&[41]))]);
    let before = plan(vec![block(1, vec![issue(2, lines(&[11, 12])), issue(3, vec![])]), others()]);
    let mut after = before.clone();
    after.blocks[0].issues[0].lines[1] = Line::Activity(activity(12, "Nyt tiltag"));
    let changed = compare(&before, &after).only_changed();
    assert_eq!((changed.blocks.len(), changed.blocks[0].change_kind, changed.blocks[0].issues.len()), (1, Kept, 1));
    assert_eq!(change_kinds(first_lines(&changed)), [(12, Kept)]);
    assert_eq!(changed.counts(), Counts { changed: 1, ..Counts::default() });
}
