//! The hidden sheet *Grundlag*: what every part said when the workbook was made.
//!
//! Without it nobody could tell what a person changed in the sheet from what others changed in the plan
//! in the meantime. A plan as it stands now is looked up in the same form.

use std::collections::{HashMap, HashSet};

use domain::{
    finding::FindingKind,
    id::PartId,
    part::{Field, PartKind},
    period::Period,
    plan::{Block, Issue, Line, Plan},
    text,
};
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::{Stop, WriteError};

use super::{
    book::{Book, HIDDEN, Page, Value},
    columns::Column,
    days::{DayRange, day_text, range_text},
    long_texts::{LongTexts, Place},
    rows::{self, Row, follow_up_texts, tidied},
};

/// The days shown beside the time frame.
pub(super) const DAYS: &str = "days";
/// What sort of finding, in Danish.
pub(super) const KIND: &str = "kind";
/// The inspectorate's deadline.
pub(super) const DUE_ON: &str = "due_on";
/// The follow-up as the sheet shows it.
pub(super) const FOLLOW_UPS: &str = "follow_ups";
/// The day of the newest follow-up.
pub(super) const FOLLOWED_UP_ON: &str = "followed_up_on";

/// What the first cell of the sheet says, and the form of all below it.
const MARK: &str = "handleplan";
const VERSION: &str = "1";

/// What every part of a plan says.
#[derive(Debug, Clone, Default)]
pub(super) struct Baseline {
    plan_id: String,
    revision: String,
    order: Vec<PartId>,
    parts: HashMap<PartId, Part>,
    below: HashMap<PartId, Vec<PartId>>,
}

#[derive(Debug, Clone)]
struct Part {
    kind: PartKind,
    above: Option<PartId>,
    texts: Vec<(String, String)>,
}

impl Baseline {
    /// What the plan says now.
    pub(super) fn of(plan: &Plan, long: &mut LongTexts) -> Self {
        let mut baseline =
            Self { plan_id: plan.id.to_string(), revision: plan.revision.to_string(), ..Self::default() };
        for row in rows::rows(plan) {
            baseline.add_row(&row, long);
        }
        baseline
    }

    /// What the sheet says; none where it is missing or cannot be read.
    pub(super) fn read(book: &Book) -> Option<Self> {
        let page = book.page(HIDDEN)?;
        let mut rows = page.rows.keys().map(|row| strings(page, *row));
        let [mark, plan_id, revision, version, _] = rows.next()?;
        if mark != MARK || version != VERSION {
            return None;
        }
        let mut baseline = Self { plan_id, revision, ..Self::default() };
        for [id, kind, above, field, words] in rows {
            if let (Ok(id), Some(kind)) = (id.parse::<PartId>(), PartKind::from_key(&kind)) {
                baseline.add(id, kind, above.parse().ok());
                baseline.set(id, &field, &words);
            }
        }
        Some(baseline)
    }

    /// Writes the sheet.
    pub(super) fn write(&self, worksheet: &mut Worksheet, stop: &Stop) -> Result<(), WriteError> {
        worksheet.set_name(HIDDEN)?.set_very_hidden(true);
        write_row(worksheet, 0, [MARK, &self.plan_id, &self.revision, VERSION, ""])?;
        let mut row = 1;
        for id in &self.order {
            stop.check()?;
            let Some(part) = self.parts.get(id) else { continue };
            let above = part.above.map(|id| id.to_string()).unwrap_or_default();
            for (field, words) in &part.texts {
                write_row(worksheet, row, [&id.to_string(), part.kind.key(), &above, field, words])?;
                row += 1;
            }
        }
        Ok(())
    }

    /// The identity of the plan.
    pub(super) fn plan_id(&self) -> &str {
        &self.plan_id
    }

    /// What sort of part has this identity.
    pub(super) fn kind(&self, id: PartId) -> Option<PartKind> {
        self.parts.get(&id).map(|part| part.kind)
    }

    /// The part it lies under.
    pub(super) fn above(&self, id: PartId) -> Option<PartId> {
        self.parts.get(&id).and_then(|part| part.above)
    }

    /// What a field says; none where the part is not known.
    pub(super) fn text(&self, id: PartId, field: &str) -> Option<&str> {
        let part = self.parts.get(&id)?;
        let found = part.texts.iter().find(|(name, _)| name == field);
        Some(found.map(|(_, words)| words.as_str()).unwrap_or_default())
    }

    /// The parts of one kind right under another that say anything, in order.
    pub(super) fn children(&self, above: PartId, kind: PartKind) -> Vec<PartId> {
        let says_anything = |id: &PartId| {
            self.kind(*id) == Some(kind) && self.text(*id, Field::Text.key()).is_some_and(|words| !words.is_empty())
        };
        let below = self.below.get(&above).map(Vec::as_slice).unwrap_or_default();
        below.iter().copied().filter(says_anything).collect()
    }

    /// The parts that had a row of their own, in order.
    pub(super) fn rows(&self) -> Vec<PartId> {
        let parents: HashSet<PartId> =
            self.parts.values().filter(|part| has_rows(part.kind)).filter_map(|part| part.above).collect();
        let has_row = |id: &PartId| self.kind(*id).is_some_and(has_rows) && !parents.contains(id);
        self.order.iter().copied().filter(has_row).collect()
    }

    fn add(&mut self, id: PartId, kind: PartKind, above: Option<PartId>) {
        self.parts.entry(id).or_insert_with(|| {
            self.order.push(id);
            if let Some(above) = above {
                self.below.entry(above).or_default().push(id);
            }
            Part { kind, above, texts: Vec::new() }
        });
    }

    fn set(&mut self, id: PartId, field: &str, words: &str) {
        if let Some(part) = self.parts.get_mut(&id) {
            part.texts.push((field.to_owned(), words.to_owned()));
        }
    }

    fn set_field(&mut self, id: PartId, field: Field, words: &str) {
        self.set(id, field.key(), &text::tidy(words));
    }

    fn add_row(&mut self, row: &Row<'_>, long: &mut LongTexts) {
        let block = row.place.block;
        if row.place.starts_block {
            self.add_finding(block);
        }
        let Some(issue) = row.place.issue else { return };
        if row.place.starts_issue {
            self.add_issue(issue, block.id);
        }
        if let Some(line) = row.line() {
            self.add_line(issue.id, line, row.range());
        }
        if let Some(activity) = row.activity() {
            let place = Place { id: activity.id, column: Column::FollowUps, row_number: &row.number };
            let shown = long.fit(&place, &tidied(&follow_up_texts(activity)));
            self.set(activity.id, FOLLOW_UPS, &shown);
            let newest = activity.follow_ups.iter().map(|note| note.noted_on).max();
            self.set(activity.id, FOLLOWED_UP_ON, &newest.map(day_text).unwrap_or_default());
        }
    }

    fn add_finding(&mut self, block: &Block) {
        let finding = &block.finding;
        self.add(block.id, PartKind::Block, None);
        self.set_field(block.id, Field::References, &finding.references.text);
        self.set_field(block.id, Field::Text, &finding.text);
        self.set(block.id, KIND, finding.kind.map(FindingKind::label).unwrap_or_default());
        self.set(block.id, DUE_ON, &finding.current_due_on().map(day_text).unwrap_or_default());
    }

    fn add_issue(&mut self, issue: &Issue, block_id: PartId) {
        self.add(issue.id, PartKind::Issue, Some(block_id));
        self.set_field(issue.id, Field::Text, &issue.text);
        for (column, statement) in issue.statements.iter() {
            self.add(statement.id, PartKind::Statement(column), Some(issue.id));
            self.set_field(statement.id, Field::Text, &statement.text);
        }
    }

    fn add_line(&mut self, issue_id: PartId, line: &Line, range: DayRange) {
        let id = line.id();
        self.add(id, line.kind(), Some(issue_id));
        match line {
            Line::Activity(activity) => {
                self.set_field(id, Field::Text, &activity.what);
                self.set_period(id, &activity.period);
                self.set_field(id, Field::Owner, &activity.owner_text);
                self.set_field(id, Field::Status, activity.status.key());
            }
            Line::Period(loose) => self.set_period(id, &loose.period),
            Line::Owner(loose) => self.set_field(id, Field::Owner, &loose.text),
        }
        self.set(id, DAYS, &range_text(range));
    }

    fn set_period(&mut self, id: PartId, period: &Period) {
        let reading = (period.reading.start, period.reading.end);
        self.set_field(id, Field::Period, &period.text);
        self.set_field(id, Field::Reading, &if period.is_corrected { range_text(reading) } else { String::new() });
    }
}

fn has_rows(kind: PartKind) -> bool {
    matches!(
        kind,
        PartKind::Block | PartKind::Issue | PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner
    )
}

fn write_row(worksheet: &mut Worksheet, row: u32, words: [&str; 5]) -> Result<(), XlsxError> {
    for (column, words) in (0_u16..).zip(words) {
        worksheet.write_string(row, column, words)?;
    }
    Ok(())
}

fn strings(page: &Page, row: u32) -> [String; 5] {
    [0, 1, 2, 3, 4].map(|column| page.value(row, column).map(Value::text).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn says_what_the_plan_says() {
        let plan = sample::plan();
        let baseline = Baseline::of(&plan, &mut LongTexts::default());
        let issue = &plan.blocks[0].issues[0];
        let activity = issue.lines[0].id();
        assert_eq!(baseline.text(activity, Field::Status.key()), Some("started"));
        assert_eq!(baseline.text(activity, Field::Reading.key()), Some(""));
        assert_eq!(baseline.above(activity), Some(issue.id));
        assert_eq!(baseline.children(issue.id, PartKind::Statement(sample::key("goal"))).len(), 2);
        assert_eq!(baseline.text(PartId::new(), "text"), None);
        let rows: Vec<PartId> = rows::rows(&plan).iter().map(Row::id).collect();
        assert_eq!(baseline.rows(), rows);
    }
}
