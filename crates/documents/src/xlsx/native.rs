//! Reads our own workbook as a new plan: the numbers tell exactly where a finding and an issue begin.

use std::collections::BTreeMap;

use domain::{
    activity::ActivityStatus,
    danish,
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft, PlanSize, plan_year},
    finding::FindingKind,
    period::{self, Reading},
    template::PlanTemplate,
};

use crate::{DEFAULT_TITLE, Import, ReadContext, ReadError, budget::Budget, headings::STATUS, notes::Notes};

use super::{
    about,
    book::{Book, Value},
    columns::Column,
    days::DayRange,
    long_texts,
    native_sheet::{NativeRow, NativeSheet},
    numbers::{Numbered, numbered},
};

/// What our own workbook holds; none where it is not ours.
pub(super) fn read(book: &Book, context: &ReadContext<'_>) -> Result<Option<Import>, ReadError> {
    let Some(sheet) = NativeSheet::find(book, context.template) else { return Ok(None) };
    let about = about::read(book);
    let mut reader = Reader {
        sheet: &sheet,
        template: context.template,
        long_texts: long_texts::read(book)?,
        year: about.year.and_then(plan_year),
        notes: Notes::default(),
        budget: Budget::of_plan(),
    };
    let rows = numbered(&sheet);
    let findings = rows.chunk_by(|above, below| above.number.finding == below.number.finding);
    let blocks = findings.map(|rows| reader.finding(rows)).collect::<Result<_, _>>()?;
    if rows.iter().any(|row| !row.cells.is_empty(Column::FollowUps)) {
        reader.note("Opfølgningen er ikke hentet med ind; den hører til den plan, filen kom fra.".to_owned());
    }
    let title = if about.title.is_empty() { DEFAULT_TITLE.to_owned() } else { about.title };
    let (introduction, closing) = (about.introduction, about.closing);
    let draft = PlanDraft { title, year: about.year, introduction, closing, blocks };
    Ok(Some(Import { draft, notes: reader.notes.finish() }))
}

struct Reader<'s> {
    sheet: &'s NativeSheet<'s>,
    template: &'s PlanTemplate,
    long_texts: BTreeMap<usize, Vec<String>>,
    year: Option<i32>,
    notes: Notes,
    budget: Budget,
}

impl Reader<'_> {
    fn finding(&mut self, rows: &[Numbered<'_>]) -> Result<BlockDraft, ReadError> {
        let kind = self.shared(rows, Column::Kind);
        let mut block = BlockDraft {
            finding_id: None,
            reference_text: self.shared(rows, Column::References),
            text: self.shared(rows, Column::Finding),
            kind: FindingKind::ALL.into_iter().find(|known| known.label() == kind).or(FindingKind::from_words(&kind)),
            due_on: rows.iter().find_map(|row| day(&row.cells, Column::DueOn)),
            issues: Vec::new(),
        };
        self.budget.take_size(PlanSize::from(&block))?;
        let issues = rows.chunk_by(|above, below| above.number.issue == below.number.issue);
        for rows in issues.filter(|rows| rows[0].number.issue.is_some()) {
            let issue = self.issue(rows);
            self.budget.take_size(PlanSize::from(&issue))?;
            block.issues.push(issue);
        }
        Ok(block)
    }

    fn issue(&mut self, rows: &[Numbered<'_>]) -> IssueDraft {
        let mut issue = IssueDraft {
            text: self.shared(rows, Column::Issue),
            goals: self.shared_list(rows, Column::Goals),
            lines: Vec::new(),
            monitoring: self.shared_list(rows, Column::Monitoring),
            effects: self.shared_list(rows, Column::Effects),
        };
        let shared = only_loose_range(rows);
        for row in rows {
            issue.lines.extend(self.lines(&row.cells, shared));
            issue.monitoring.extend(self.left_over(&row.cells));
        }
        issue
    }

    /// What all rows say that belong together; where they differ, the first of them.
    fn shared(&mut self, rows: &[Numbered<'_>], column: Column) -> String {
        let mut texts = rows.iter().map(|row| row.cells.text(column)).filter(|text| !text.is_empty());
        let first = texts.next().unwrap_or_default();
        if texts.any(|text| text != first) {
            let heading = column.heading(self.template);
            self.note(format!(
                "Rækker, der hører sammen, har ikke samme tekst i kolonnen »{heading}«; den første er brugt."
            ));
        }
        first
    }

    fn shared_list(&mut self, rows: &[Numbered<'_>], column: Column) -> Vec<String> {
        // Said for the note only: the list is taken from the text with its blank lines.
        self.shared(rows, column);
        let filled = rows.iter().find(|row| !row.cells.is_empty(column));
        filled.map(|row| long_texts::whole(&row.cells.raw(column), &self.long_texts)).unwrap_or_default()
    }

    fn lines(&self, row: &NativeRow<'_>, shared: Option<DayRange>) -> Vec<LineDraft> {
        let (what, status) = (row.text(Column::Activity), row.text(Column::Status));
        let (period_text, owner_text) = (row.text(Column::Period), row.text(Column::Owner));
        let range = range(row);
        if !what.is_empty() || !status.is_empty() {
            let corrected = self.corrected(&period_text, range, shared);
            let status = ActivityStatus::from_words(&status).unwrap_or_default();
            let follow_ups = Vec::new();
            return vec![LineDraft::Activity(ActivityDraft {
                what,
                period_text,
                corrected,
                owner_text,
                status,
                follow_ups,
            })];
        }
        let mut lines = Vec::new();
        if !period_text.is_empty() || range != (None, None) {
            let corrected = self.corrected(&period_text, range, None);
            lines.push(LineDraft::Period { period_text, corrected });
        }
        if !owner_text.is_empty() {
            lines.push(LineDraft::Owner { owner_text });
        }
        lines
    }

    /// The days, where they are others than the words give.
    fn corrected(&self, words: &str, range: DayRange, shared: Option<DayRange>) -> Option<Reading> {
        let by_rule = if words.is_empty() {
            shared.unwrap_or_default()
        } else {
            let reading = period::read(words, self.year?);
            (reading.start, reading.end)
        };
        (range != (None, None) && range != by_rule).then(|| Reading::from_days(range.0, range.1))
    }

    /// Words without a place of their own: a status nobody knows, and columns that are not ours.
    fn left_over(&mut self, row: &NativeRow<'_>) -> Vec<String> {
        let status = row.text(Column::Status);
        let is_known = status.is_empty() || ActivityStatus::from_words(&status).is_some();
        let mut said = self.sheet.others(row);
        if !is_known {
            said.push((STATUS.to_owned(), status));
        }
        said.into_iter().map(|(heading, words)| self.told(&heading, words)).collect()
    }

    fn told(&mut self, heading: &str, words: String) -> String {
        if heading.is_empty() {
            self.note("Teksten fra en kolonne uden overskrift er lagt under Dokumentation ved samme emne.".to_owned());
            return words;
        }
        self.note(format!("Teksten fra kolonnen »{heading}« er lagt under Dokumentation ved samme emne."));
        format!("{heading}: {words}")
    }

    fn note(&mut self, note: String) {
        self.notes.add(note);
    }
}

/// The days of the only period that stands for the whole cell: activities without their own show them.
fn only_loose_range(rows: &[Numbered<'_>]) -> Option<DayRange> {
    let is_loose = |row: &&Numbered<'_>| {
        row.cells.is_empty(Column::Activity)
            && row.cells.is_empty(Column::Status)
            && !row.cells.is_empty(Column::Period)
    };
    let mut loose = rows.iter().filter(is_loose);
    match (loose.next(), loose.next()) {
        (Some(only), None) => Some(range(&only.cells)),
        _ => None,
    }
}

fn range(row: &NativeRow<'_>) -> DayRange {
    (day(row, Column::Start), day(row, Column::End))
}

fn day(row: &NativeRow<'_>, column: Column) -> Option<chrono::NaiveDate> {
    match row.value(column)? {
        Value::Day(day) => Some(*day),
        Value::Text(text) => danish::parse_date(text),
        Value::Number(_) | Value::Error(_) => None,
    }
}
