//! What the chosen lines of a spreadsheet ask for: one edit for each cell, and the new lines of each issue.

use std::collections::{HashMap, HashSet};

use documents::{Addition, Edit};
use domain::{
    activity::ActivityStatus,
    answer::Refusal,
    danish,
    draft::{ActivityDraft, LineDraft, PeriodDraft},
    edit::{PartEdit, PartText},
    id::PartId,
    part::{Field, PartKind},
    period::Days,
    plan::{Line, Plan},
    text::{self, MAX_CHARS, TextError},
};

use super::{Change, TOO_OLD};

/// What must be known of a part before it is changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// What it is.
    pub(super) kind: PartKind,
    /// The version of what has its history.
    pub(super) version: i64,
    /// The words of its time frame, where it has one.
    pub(super) period_text: &'a str,
}

/// Every living part of the plan.
pub(super) fn parts(plan: &Plan) -> HashMap<PartId, Part<'_>> {
    let mut parts = HashMap::new();
    let mut add = |id, kind, version, period_text| parts.insert(id, Part { kind, version, period_text });
    for block in &plan.blocks {
        add(block.id, PartKind::Block, block.finding.version, "");
        for issue in &block.issues {
            add(issue.id, PartKind::Issue, issue.version, "");
            for (column, statement) in issue.statements.iter() {
                add(statement.id, PartKind::Statement(column), statement.version, "");
            }
            for line in &issue.lines {
                match line {
                    Line::Activity(part) => add(part.id, line.kind(), part.version, part.period.text.as_str()),
                    Line::Period(part) => add(part.id, line.kind(), part.version, part.period.text.as_str()),
                    Line::Owner(part) => add(part.id, line.kind(), part.version, ""),
                };
            }
        }
    }
    parts
}

/// The days of a time frame as files and pages have them: "2026-01-01/2026-03-31", either may be left out.
pub fn days(text: &str) -> Option<Days> {
    let (start, end) = text.split_once('/')?;
    let day = |text: &str| if text.is_empty() { Some(None) } else { danish::parse_date(text).map(Some) };
    let days = Days { start: day(start)?, end: day(end)? };
    (days != Days::NONE && days.are_in_order()).then_some(days)
}

/// What shall stand in a part, and the lines that say so.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The edit.
    pub(super) edit: PartEdit,
    /// The lines, by their number among the changes.
    pub(super) lines: Vec<usize>,
}

/// What the changes ask for. Words and days of one time frame are saved together.
pub(super) fn wanted(
    changes: &[Change],
    parts: &HashMap<PartId, Part<'_>>,
) -> std::result::Result<Vec<Wanted>, Refusal> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut places: HashMap<(PartId, Field), usize> = HashMap::new();
    let mut seen = HashSet::new();
    for (line, change) in changes.iter().enumerate() {
        let part = parts.get(&change.edit.part_id).ok_or_else(too_old)?;
        let edit = part_edit(change, part)?;
        if !seen.insert((change.edit.part_id, change.edit.field)) {
            return Err(too_old());
        }
        match places.get(&(edit.part_id, edit.value.field)) {
            None => {
                places.insert((edit.part_id, edit.value.field), wanted.len());
                wanted.push(Wanted { edit, lines: vec![line] });
            }
            Some(&at) => {
                let known = &mut wanted[at];
                known.lines.push(line);
                known.edit.version = known.edit.version.min(edit.version);
                if change.edit.field == Field::Reading {
                    known.edit.value.days = edit.value.days;
                } else {
                    known.edit.value.text = edit.value.text;
                }
            }
        }
    }
    Ok(wanted)
}

/// The change as it is saved: days by hand belong to the words of their time frame.
fn part_edit(change: &Change, part: &Part<'_>) -> std::result::Result<PartEdit, Refusal> {
    let Edit { part_id, field, wanted, row, .. } = &change.edit;
    let wanted = text::optional(wanted, MAX_CHARS).map_err(|error| of_row(*row, error))?;
    let value = match field {
        Field::Reading => {
            let by_hand = if wanted.is_empty() { Days::NONE } else { days(&wanted).ok_or_else(too_old)? };
            PartText { field: Field::Period, text: part.period_text.to_owned(), days: Some(by_hand) }
        }
        Field::Status if ActivityStatus::from_key(&wanted).is_none() => return Err(too_old()),
        field => PartText { field: *field, text: wanted, days: None },
    };
    if !part.kind.fields().contains(&value.field) {
        return Err(too_old());
    }
    Ok(PartEdit { part_id: *part_id, version: change.version, value })
}

/// The new lines of each issue.
pub(super) fn additions(found: &[Addition]) -> std::result::Result<Vec<(PartId, Vec<LineDraft>)>, Refusal> {
    let mut lines: Vec<(PartId, Vec<LineDraft>)> = Vec::new();
    for addition in found {
        let line = new_line(addition)?;
        match lines.iter_mut().find(|(issue_id, _)| *issue_id == addition.issue_id) {
            Some((_, known)) => known.push(line),
            None => lines.push((addition.issue_id, vec![line])),
        }
    }
    Ok(lines)
}

fn new_line(addition: &Addition) -> std::result::Result<LineDraft, Refusal> {
    let text = |words: &str| text::optional(words, MAX_CHARS).map_err(|error| of_row(addition.row, error));
    let ActivityDraft { what, period, owner_text, status, .. } = &addition.activity;
    Ok(LineDraft::Activity(ActivityDraft {
        what: text(what)?,
        period: PeriodDraft { text: text(&period.text)?, corrected: period.corrected },
        owner_text: text(owner_text)?,
        status: *status,
        ..ActivityDraft::default()
    }))
}

fn of_row(row: u32, error: TextError) -> Refusal {
    Refusal::at("", format!("Række {row}: {error}"))
}

fn too_old() -> Refusal {
    Refusal::at("", TOO_OLD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(part_id: PartId, field: Field, wanted: &str) -> Change {
        let (base, current) = (String::new(), String::new());
        let edit = Edit { row: 2, part_id, field, base, current, wanted: wanted.to_owned() };
        Change { edit, version: 3, met: None }
    }

    /// Parts of a plan: an activity with a time frame.
    fn activity(id: PartId) -> HashMap<PartId, Part<'static>> {
        HashMap::from([(id, Part { kind: PartKind::Activity, version: 4, period_text: "uge 44" })])
    }

    #[test]
    fn words_and_days_of_one_time_frame_are_saved_as_one() {
        let id = PartId::new();
        let mut lines = [change(id, Field::Period, "uge 45"), change(id, Field::Reading, "2026-05-01/2026-06-30")];
        for _ in 0..2 {
            let wanted = wanted(&lines, &activity(id)).unwrap();
            assert_eq!((wanted.len(), wanted[0].lines.as_slice()), (1, &[0, 1][..]));
            let PartEdit { version, value, .. } = &wanted[0].edit;
            assert_eq!((*version, value.field, value.text.as_str()), (3, Field::Period, "uge 45"));
            assert_eq!(value.days, days("2026-05-01/2026-06-30"));
            lines.reverse();
        }
    }

    #[test]
    fn days_alone_leave_the_words_and_may_be_taken_away() {
        let id = PartId::new();
        let wanted = wanted(&[change(id, Field::Reading, "")], &activity(id)).unwrap();
        let value = &wanted[0].edit.value;
        assert_eq!((value.text.as_str(), value.days), ("uge 44", Some(Days::NONE)));
    }

    #[test]
    fn what_no_page_of_ours_sends_is_refused() {
        let id = PartId::new();
        let twice = vec![change(id, Field::Owner, "Leder"), change(id, Field::Owner, "Team")];
        let alone = |field, wanted| vec![change(id, field, wanted)];
        for lines in [
            twice,
            alone(Field::Status, "Næsten"),
            alone(Field::Position, "1"),
            alone(Field::References, "9.b"),
            alone(Field::Reading, "2026-06-30/2026-05-01"),
            alone(Field::Reading, "+262142-01-01/"),
            vec![change(PartId::new(), Field::Owner, "Leder")],
        ] {
            assert_eq!(wanted(&lines, &activity(id)).unwrap_err(), too_old(), "{lines:?}");
        }
        let number = wanted(&alone(Field::Owner, "Se 010190-1234"), &activity(id)).unwrap_err().sentences();
        assert!(number.starts_with("Række 2: ") && number.contains("CPR"), "{number}");
    }

    #[test]
    fn days_are_read_where_one_is_given_and_they_are_in_order() {
        assert_eq!(days("2026-05-01/"), Some(Days { start: "2026-05-01".parse().ok(), end: None }));
        for wrong in ["", "/", "2026-05-01", "i dag/i morgen", "1066-10-14/"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
