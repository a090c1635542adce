//! Reads our own workbook as a new plan: the numbers tell exactly where a finding and an issue begin.

use std::collections::BTreeMap;

use domain::{
    activity::ActivityStatus,
    danish,
    draft::{
        ActivityDraft, BlockDraft, FindingDraft, IssueDraft, LineDraft, PeriodDraft, PlanDraft, PlanSize,
        left_over::{self, LeftOver},
        plan_year,
    },
    finding::FindingKind,
    period::{self, Reading},
    template::PlanTemplate,
};

use crate::{DEFAULT_TITLE, Import, ReadContext, ReadError, budget::Budget, headings::STATUS, notes::Notes};

use super::{
    about,
    book::{Book, Value},
    columns::{Column, Columns},
    days::DayRange,
    long_texts,
    native_sheet::{NativeRow, NativeSheet},
    numbers::{Numbered, numbered},
};

/// What our own workbook holds; none where it is not ours.
pub(super) fn read(book: &Book, context: &ReadContext<'_>) -> Result<Option<Import>, ReadError> {
    let columns = Columns::of(context.template);
    let Some(sheet) = NativeSheet::find(book, &columns) else { return Ok(None) };
    let about = about::read(book);
    let mut reader = Reader {
        sheet: &sheet,
        columns: &columns,
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
    let draft = PlanDraft { title, year: about.year, introduction, closing, blocks, ..PlanDraft::default() };
    Ok(Some(Import { draft, notes: reader.notes.finish() }))
}

struct Reader<'s> {
    sheet: &'s NativeSheet<'s>,
    columns: &'s Columns,
    template: &'s PlanTemplate,
    long_texts: BTreeMap<usize, Vec<String>>,
    year: Option<i32>,
    notes: Notes,
    budget: Budget,
}

impl Reader<'_> {
    fn finding(&mut self, rows: &[Numbered<'_>]) -> Result<BlockDraft, ReadError> {
        let kind = self.shared(rows, Column::Kind);
        let finding = FindingDraft {
            finding_id: None,
            reference_text: self.shared(rows, Column::References),
            text: self.shared(rows, Column::Finding),
            kind: FindingKind::ALL.into_iter().find(|known| known.label() == kind).or(FindingKind::from_words(&kind)),
            due_on: rows.iter().find_map(|row| day(&row.cells, Column::DueOn)),
        };
        let mut block = BlockDraft { finding, ..BlockDraft::default() };
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
        let mut issue = IssueDraft { text: self.shared(rows, Column::Issue), ..IssueDraft::default() };
        for (key, _) in self.template.statement_columns() {
            issue.statements.extend(key, self.shared_list(rows, Column::Statements(key)));
        }
        let shared = only_loose_range(rows);
        for row in rows {
            issue.lines.extend(self.lines(&row.cells, shared));
            self.add_left_over(&mut issue, &row.cells);
        }
        issue
    }

    /// What all rows say that belong together; where they differ, the first of them.
    fn shared(&mut self, rows: &[Numbered<'_>], column: Column) -> String {
        let mut texts = rows.iter().map(|row| row.cells.text(column)).filter(|text| !text.is_empty());
        let first = texts.next().unwrap_or_default();
        if texts.any(|text| text != first) {
            let heading = self.columns.heading(column);
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
            let period = PeriodDraft { text: period_text, corrected };
            let status = ActivityStatus::from_words(&status).unwrap_or_default();
            let activity = ActivityDraft { what, period, owner_text, status, ..ActivityDraft::default() };
            return vec![LineDraft::Activity(activity)];
        }
        let mut lines = Vec::new();
        if !period_text.is_empty() || range != (None, None) {
            let corrected = self.corrected(&period_text, range, None);
            lines.push(LineDraft::loose_period(PeriodDraft { text: period_text, corrected }));
        }
        if !owner_text.is_empty() {
            lines.push(LineDraft::loose_owner(owner_text));
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

    /// Adds words without a place of their own: a status nobody knows, and columns that are not ours.
    fn add_left_over(&mut self, issue: &mut IssueDraft, row: &NativeRow<'_>) {
        let status = row.text(Column::Status);
        let is_known = status.is_empty() || ActivityStatus::from_words(&status).is_some();
        let mut said = self.sheet.others(row);
        if !is_known {
            said.push((STATUS.to_owned(), status));
        }
        let left_over = LeftOver::of(self.template);
        for (heading, words) in said {
            left_over.add(issue, left_over::headed(&heading, &words));
            self.note(left_over.note(&heading));
        }
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
