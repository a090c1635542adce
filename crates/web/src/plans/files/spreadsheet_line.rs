//! A line of the page of changes as the value of its checkbox: one JSON object with all that the line needs.

use std::collections::HashSet;

use app::spreadsheet::{self, Change, Changes};
use documents::{Addition, Edit};
use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, PeriodDraft},
    id::PartId,
    part::Field,
    period::{Days, Reading},
};
use serde::{Deserialize, Serialize};

/// A changed field.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditLine {
    row: u32,
    part: PartId,
    version: i64,
    field: Field,
    /// What stood there when the workbook was made, where that is not what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    /// What stood in the plan when the page was shown.
    seen: String,
    wanted: String,
}

/// An added activity.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdditionLine {
    row: u32,
    issue: PartId,
    what: String,
    period: String,
    owner: String,
    status: ActivityStatus,
    days: String,
}

/// What the page of changes sends back: the lines that are ticked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TakeForm {
    edit: Vec<String>,
    new: Vec<String>,
}

impl TakeForm {
    /// True where nothing is ticked.
    pub(super) fn is_empty(&self) -> bool {
        self.edit.is_empty() && self.new.is_empty()
    }

    /// What is ticked; none where no page of ours has sent it.
    pub(super) fn parse(&self) -> Option<Changes> {
        let edits = once(&self.edit).map(change).collect::<Option<_>>()?;
        let additions = once(&self.new).map(addition).collect::<Option<_>>()?;
        Some(Changes { edits, additions, ..Changes::default() })
    }
}

/// The value of the checkbox of a changed field.
pub(super) fn of_change(change: &Change) -> String {
    let Edit { row, part_id, field, base, current, wanted } = &change.edit;
    value(&EditLine {
        row: *row,
        part: *part_id,
        version: change.version,
        field: *field,
        base: (base != current).then(|| base.clone()),
        seen: current.clone(),
        wanted: wanted.clone(),
    })
}

/// The value of the checkbox of an added activity.
pub(super) fn of_addition(addition: &Addition) -> String {
    let activity = &addition.activity;
    let days = activity.period.corrected.map(|reading| Days { start: reading.start, end: reading.end }.to_string());
    value(&AdditionLine {
        row: addition.row,
        issue: addition.issue_id,
        what: activity.what.clone(),
        period: activity.period.text.clone(),
        owner: activity.owner_text.clone(),
        status: activity.status,
        days: days.unwrap_or_default(),
    })
}

// Plain texts and numbers are always written; an empty value would come back as no line of ours.
fn value(line: &impl Serialize) -> String {
    serde_json::to_string(line).unwrap_or_default()
}

/// The lines, each once, however often a form says it.
fn once(lines: &[String]) -> impl Iterator<Item = &str> {
    let mut seen = HashSet::new();
    lines.iter().map(String::as_str).filter(move |line| seen.insert(*line))
}

fn change(line: &str) -> Option<Change> {
    let EditLine { row, part: part_id, version, field, base, seen: current, wanted } =
        serde_json::from_str(line).ok()?;
    let base = base.unwrap_or_else(|| current.clone());
    Some(Change { edit: Edit { row, part_id, field, base, current, wanted }, version, met: None })
}

fn addition(line: &str) -> Option<Addition> {
    let AdditionLine { row, issue: issue_id, what, period, owner: owner_text, status, days } =
        serde_json::from_str(line).ok()?;
    let corrected = match days.as_str() {
        "" => None,
        days => {
            let Days { start, end } = spreadsheet::days(days)?;
            Some(Reading::from_days(start, end))
        }
    };
    let period = PeriodDraft { text: period, corrected };
    let activity = ActivityDraft { what, period, owner_text, status, ..ActivityDraft::default() };
    Some(Addition { row, issue_id, activity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(edit: &[&str], new: &[&str]) -> TakeForm {
        let lines = |lines: &[&str]| lines.iter().map(|&line| line.to_owned()).collect();
        TakeForm { edit: lines(edit), new: lines(new) }
    }

    #[test]
    fn a_line_comes_back_as_it_was_shown_and_once() {
        let texts = |base: &str| (base.to_owned(), "Leder »\"<\\".to_owned(), "Team\nog leder".to_owned());
        for base in ["Leder »\"<\\", "Vikar"] {
            let (base, current, wanted) = texts(base);
            let edit = Edit { row: 7, part_id: PartId::new(), field: Field::Owner, base, current, wanted };
            let change = Change { edit, version: 3, met: None };
            let line = of_change(&change);
            assert_eq!(sent(&[&line, &line], &[]).parse().unwrap().edits, [change]);
        }
        for days in ["", "2026-05-01/", "2026-05-01/2026-06-30"] {
            let by_hand = spreadsheet::days(days).map(|days| Reading::from_days(days.start, days.end));
            let activity = ActivityDraft {
                what: "Kursus".into(),
                period: PeriodDraft { text: "maj".into(), corrected: by_hand },
                owner_text: "Leder".into(),
                status: ActivityStatus::Started,
                ..ActivityDraft::default()
            };
            let addition = Addition { row: 8, issue_id: PartId::new(), activity };
            let line = of_addition(&addition);
            assert_eq!(sent(&[], &[&line, &line]).parse().unwrap().additions, [addition]);
        }
    }

    #[test]
    fn what_no_page_of_ours_sends_is_no_line() {
        let id = PartId::new();
        let edit = |field: &str, more: &str| {
            format!(r#"{{"row":2,"part":"{id}","version":1,"field":"{field}","seen":"","wanted":"x"{more}}}"#)
        };
        assert!(sent(&[&edit("owner", "")], &[]).parse().is_some());
        let deep = "[".repeat(100_000);
        for line in ["", "0", "{}", "null", &deep, &edit("hvem", ""), &edit("owner", r#","more":1"#)] {
            assert!(sent(&[line], &[]).parse().is_none(), "{line}");
            assert!(sent(&[], &[line]).parse().is_none(), "{line}");
        }
        let new = |status: &str, days: &str| {
            format!(
                r#"{{"row":2,"issue":"{id}","what":"x","period":"","owner":"","status":"{status}","days":"{days}"}}"#
            )
        };
        assert!(sent(&[], &[&new("done", "")]).parse().is_some());
        for line in [new("næsten", ""), new("done", "i dag"), new("done", "2026-06-30/2026-05-01")] {
            assert!(sent(&[], &[&line]).parse().is_none(), "{line}");
        }
    }
}
