//! Rows that a person added: each is a new activity of an issue.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, PeriodDraft},
    id::PartId,
    part::PartKind,
    period::{self, Reading},
};

use super::{
    Addition,
    comparison::{EditComparison, too_long},
    day_ranges,
    lines::{self, LINE_COLUMNS},
    sorted::{KnownRow, SortedRows},
};
use crate::xlsx::{columns::Column, days::DayRange, native_sheet::NativeRow};

/// Reads the rows without an identity, and those of issues that had no activities.
pub(super) fn read(comparison: &mut EditComparison<'_>, rows: &SortedRows<'_>, year: i32) {
    for row in rows.known.iter().filter(|row| row.kind == PartKind::Issue) {
        if LINE_COLUMNS.into_iter().any(|column| !row.cells.is_empty(column)) {
            add(comparison, &row.cells, row.id, year);
        }
    }
    if rows.new.is_empty() {
        return;
    }
    let known = KnownTexts::of(&rows.known);
    for row in &rows.new {
        match issue_of(row, rows, &known) {
            Ok(issue_id) => {
                refuse_changed_texts(comparison, row, &known, issue_id);
                add(comparison, row, issue_id, year);
            }
            Err(message) => comparison.problem(row.number, Column::Issue, message),
        }
    }
}

fn add(comparison: &mut EditComparison<'_>, row: &NativeRow<'_>, issue_id: PartId, year: i32) {
    if comparison.now.kind(issue_id) != Some(PartKind::Issue) {
        let message = "Emnet er slettet i Handleplan, siden filen blev hentet. Skriv aktiviteten under et andet emne.";
        return comparison.problem(row.number, Column::Issue, message);
    }
    if let Some(activity) = activity(comparison, row, year) {
        comparison.found.additions.push(Addition { row: row.number, issue_id, activity });
    }
}

fn activity(comparison: &mut EditComparison<'_>, row: &NativeRow<'_>, year: i32) -> Option<ActivityDraft> {
    let texts = [Column::Activity, Column::Period, Column::Owner].map(|column| (column, row.text(column)));
    for (column, text) in &texts {
        if let Some(message) = too_long(text) {
            comparison.problem(row.number, *column, message);
            return None;
        }
    }
    let [(_, what), (_, period_text), (_, owner_text)] = texts;
    if what.is_empty() {
        comparison.problem(row.number, Column::Activity, "Skriv, hvad der skal gøres, eller slet rækken.");
        return None;
    }
    let status = if row.is_empty(Column::Status) { ActivityStatus::default() } else { lines::status(comparison, row)? };
    let range = day_ranges::read(comparison, row, (None, None))?;
    let corrected = corrected(&period_text, range, year);
    let period = PeriodDraft { text: period_text, corrected };
    Some(ActivityDraft { what, period, owner_text, status, ..ActivityDraft::default() })
}

/// The days, where they are others than the words give.
fn corrected(words: &str, range: DayRange, year: i32) -> Option<Reading> {
    let by_rule = period::read(words, year);
    (range != (None, None) && range != (by_rule.start, by_rule.end)).then(|| Reading::from_days(range.0, range.1))
}

/// What the rows of the plan say, to be found again for each row that was added.
#[derive(Debug, Default)]
struct KnownTexts {
    /// The issues with these words of the finding and of the issue; either may be left out.
    issues: HashMap<(String, String), BTreeSet<PartId>>,
    /// All that stands in the rows of an issue.
    texts: HashSet<(PartId, Column, String)>,
}

impl KnownTexts {
    fn of(rows: &[KnownRow<'_>]) -> Self {
        let mut known = Self::default();
        for row in rows {
            if let Some(issue_id) = row.issue_id {
                known.add(&row.cells, issue_id);
            }
        }
        known
    }

    fn add(&mut self, row: &NativeRow<'_>, issue_id: PartId) {
        let (finding, issue) = (row.text(Column::Finding), row.text(Column::Issue));
        for key in [(finding.clone(), String::new()), (String::new(), issue.clone()), (finding, issue)] {
            self.issues.entry(key).or_default().insert(issue_id);
        }
        self.texts.extend(row.columns().map(|column| (issue_id, column, row.text(column))));
    }
}

/// The issue whose finding and words the row repeats; for a row that repeats neither, that of the row above.
fn issue_of(row: &NativeRow<'_>, rows: &SortedRows<'_>, known: &KnownTexts) -> Result<PartId, &'static str> {
    let (finding, issue) = (row.text(Column::Finding), row.text(Column::Issue));
    // The rows stand in the order of the sheet.
    let below = rows.known.partition_point(|known| known.cells.number < row.number);
    let above = rows.known[..below].last().and_then(|known| known.issue_id);
    if finding.is_empty() && issue.is_empty() {
        let is_certain = rows.is_in_order;
        return above
            .filter(|_| is_certain)
            .ok_or("Det kan ikke ses, hvilket emne rækken hører til. Skriv Fund og Emne som i emnets andre rækker.");
    }
    let none = BTreeSet::new();
    let alike = known.issues.get(&(finding, issue)).unwrap_or(&none);
    match (above.filter(|id| alike.contains(id)), alike.len()) {
        (Some(above), _) => Ok(above),
        (None, 1) => alike.first().copied().ok_or("Emnet findes ikke i planen."),
        (None, 0) => Err("Fund og Emne passer ikke til noget emne i filen. Nye emner tilføjes i Handleplan."),
        (None, _) => {
            Err("Fund og Emne passer til flere emner. Sæt rækken ind lige under en aktivitet i det rigtige emne.")
        }
    }
}

// What belongs to the finding or the issue may be repeated in a new row, but not changed there.
fn refuse_changed_texts(
    comparison: &mut EditComparison<'_>,
    row: &NativeRow<'_>,
    known: &KnownTexts,
    issue_id: PartId,
) {
    for column in comparison.columns.iter() {
        let said = row.text(column);
        if said.is_empty() || known.texts.contains(&(issue_id, column, said)) {
            continue;
        }
        match column {
            Column::Kind | Column::DueOn | Column::FollowedUpOn | Column::FollowUps => {
                comparison.refuse(row.number, column);
            }
            Column::References | Column::Statements(_) => {
                let heading = comparison.heading(column);
                let message =
                    format!("»{heading}« er fælles for emnets rækker. Ret det i en af dem, og lad cellen her stå tom.");
                comparison.problem(row.number, column, message);
            }
            _ => {}
        }
    }
}
