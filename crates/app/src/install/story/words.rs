//! The words that the demo's plans had before they were sent, and those that they have today.

use domain::{
    draft::{ActivityDraft, IssueDraft, LineDraft, PlanDraft},
    edit::{PartEdit, PartText},
    id::PartId,
    part::Field,
    plan::{Issue, Plan},
};
use serde::Deserialize;

/// Words of a sent plan as they are today, and what stood there when it was sent; nothing where they are new.
#[derive(Debug, Deserialize)]
pub(in crate::install) struct Earlier {
    now: String,
    before: String,
}

/// What stood where these words stand now.
fn before<'a>(now: &'a str, earlier: &'a [Earlier]) -> &'a str {
    earlier.iter().find(|words| words.now == now).map_or(now, |words| words.before.as_str())
}

/// True where the activity has come into the plan since it was sent.
pub(super) fn is_new(activity: &ActivityDraft, earlier: &[Earlier]) -> bool {
    before(&activity.what, earlier).is_empty()
}

/// The plan as it was first written: in the words it had then, and with all work yet to be done.
pub(super) fn as_first_written(today: &PlanDraft, earlier: &[Earlier]) -> PlanDraft {
    let mut first = today.clone();
    for issue in first.blocks.iter_mut().flat_map(|block| &mut block.issues) {
        issue.lines.retain(|line| line.activity().is_none_or(|activity| !is_new(activity, earlier)));
        for (_, statement) in issue.statements.iter_mut() {
            statement.text = before(&statement.text, earlier).to_owned();
        }
        for activity in issue.lines.iter_mut().filter_map(LineDraft::activity_mut) {
            let (what, owner_text) = (before(&activity.what, earlier), before(&activity.owner_text, earlier));
            *activity = ActivityDraft { what: what.to_owned(), owner_text: owner_text.to_owned(), ..unbegun(activity) };
        }
    }
    first
}

/// The activity before anybody has begun on it.
pub(super) fn unbegun(activity: &ActivityDraft) -> ActivityDraft {
    ActivityDraft {
        what: activity.what.clone(),
        period: activity.period.clone(),
        owner_text: activity.owner_text.clone(),
        ..ActivityDraft::default()
    }
}

/// What must be written for a plan with the same parts to say what it says today.
pub(super) fn edits(plan: &Plan, today: &PlanDraft) -> Vec<PartEdit> {
    plan.issues().zip(today.issues()).flat_map(|((_, issue), today)| edits_in(issue, today)).collect()
}

fn edits_in(issue: &Issue, today: &IssueDraft) -> Vec<PartEdit> {
    let mut edits = Vec::new();
    let mut compare = |(part_id, version): (PartId, i64), field, was: &str, now: &str| {
        if was != now {
            let value = PartText { field, text: now.to_owned(), days: None };
            edits.push(PartEdit { part_id, version, value });
        }
    };
    for ((_, statement), (_, now)) in issue.statements.iter().zip(today.statements.iter()) {
        compare((statement.id, statement.version), Field::Text, &statement.text, &now.text);
    }
    for (activity, now) in issue.activities().zip(today.activities()) {
        let part = (activity.id, activity.version);
        compare(part, Field::Text, &activity.what, &now.what);
        compare(part, Field::Owner, &activity.owner_text, &now.owner_text);
    }
    edits
}

#[cfg(test)]
mod tests {
    use domain::{activity::ActivityStatus, draft::BlockDraft, template::ColumnKey};

    use super::*;

    fn activity(what: &str, owner: &str) -> LineDraft {
        let status = ActivityStatus::Done;
        LineDraft::Activity(ActivityDraft { what: what.into(), owner_text: owner.into(), status, ..Default::default() })
    }

    #[test]
    fn a_plan_was_first_written_in_earlier_words_without_what_is_new() {
        let earlier = |now: &str, before: &str| Earlier { now: now.into(), before: before.into() };
        let words = [earlier("Samme dag", "Inden en uge"), earlier("Stedfortræder", ""), earlier("Alle", "Leder")];
        let mut issue = IssueDraft {
            lines: vec![activity("Stedfortræder", "Leder"), activity("Møde", "Alle")],
            ..IssueDraft::default()
        };
        issue.statements.extend(ColumnKey::parse("goal").unwrap(), ["Samme dag", "Ro"]);
        let block = BlockDraft { issues: vec![issue], ..BlockDraft::default() };
        let today = PlanDraft { blocks: vec![block], ..PlanDraft::default() };
        let first = as_first_written(&today, &words);
        let issue = &first.blocks[0].issues[0];
        assert_eq!(issue.statements.texts("goal"), ["Inden en uge", "Ro"]);
        let expected = ActivityDraft { what: "Møde".into(), owner_text: "Leder".into(), ..ActivityDraft::default() };
        assert!(issue.activities().eq([&expected]));
    }
}
