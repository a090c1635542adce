//! The rows of the sheet *Aktiviteter*, before they are written.
//!
//! Each activity is a row, and so is all that would be missing otherwise: a period or owner that stands
//! for a whole cell, an issue without activities, a finding without issues.

use chrono::NaiveDate;
use domain::{
    activity::{Activity, FollowUp},
    id::PartId,
    plan::{Block, Issue, Line, Plan, Statement},
    quality_model::QualityModel,
    text,
};

use super::{
    columns::Column,
    days::{DayRange, day_text},
};

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// Its number in the plan: finding, issue, line.
    pub(super) number: String,
    /// The finding.
    pub(super) block: &'a Block,
    /// The issue; none for a finding without issues.
    pub(super) issue: Option<&'a Issue>,
    /// The line; none for an issue without lines.
    pub(super) line: Option<&'a Line>,
    starts_finding: bool,
    starts_issue: bool,
    range: DayRange,
}

/// The rows of a plan.
pub(super) fn rows(plan: &Plan) -> Vec<Row<'_>> {
    let block_digits = digits(plan.blocks.len());
    let issue_digits = digits(plan.blocks.iter().map(|block| block.issues.len()).max().unwrap_or(0));
    let line_digits = digits(plan.issues().map(|(_, issue)| issue.lines.len()).max().unwrap_or(0));
    let blocks = (1_usize..).zip(&plan.blocks);
    let rows = blocks.flat_map(|(number, block)| {
        let row = Row {
            number: format!("{number:0block_digits$}"),
            block,
            issue: None,
            line: None,
            starts_finding: true,
            starts_issue: true,
            range: (None, None),
        };
        finding_rows(row, issue_digits, line_digits)
    });
    rows.collect()
}

// Numbers are as long as the longest, so that they stand in order when the sheet is sorted by them.
fn digits(count: usize) -> usize {
    count.to_string().len()
}

fn finding_rows(row: Row<'_>, issue_digits: usize, line_digits: usize) -> Vec<Row<'_>> {
    if row.block.issues.is_empty() {
        return vec![row];
    }
    let issues = (1_usize..).zip(&row.block.issues);
    let rows = issues.flat_map(|(number, issue)| {
        let of_issue = Row {
            number: format!("{}.{number:0issue_digits$}", row.number),
            issue: Some(issue),
            starts_finding: number == 1,
            ..row.clone()
        };
        issue_rows(of_issue, issue, line_digits)
    });
    rows.collect()
}

fn issue_rows<'a>(row: Row<'a>, issue: &'a Issue, line_digits: usize) -> Vec<Row<'a>> {
    if issue.lines.is_empty() {
        return vec![row];
    }
    let lines = (1_usize..).zip(&issue.lines);
    let rows = lines.map(|(number, line)| Row {
        number: format!("{}.{number:0line_digits$}", row.number),
        line: Some(line),
        starts_finding: row.starts_finding && number == 1,
        starts_issue: number == 1,
        range: range(issue, line),
        ..row.clone()
    });
    rows.collect()
}

impl Row<'_> {
    /// The identity of what the row is about.
    pub(super) fn id(&self) -> PartId {
        let issue = self.issue.map(|issue| issue.id);
        self.line.map(Line::id).or(issue).unwrap_or(self.block.id)
    }

    /// The identity of what the column's cell belongs to.
    pub(super) fn id_of(&self, column: Column) -> PartId {
        match self.issue {
            _ if column.is_of_finding() => self.block.id,
            Some(issue) if column.is_of_issue() => issue.id,
            _ => self.id(),
        }
    }

    /// True where the cell says again what the row above says.
    pub(super) fn is_repeated(&self, column: Column) -> bool {
        (column.is_of_finding() && !self.starts_finding) || (column.is_of_issue() && !self.starts_issue)
    }

    /// What stands in a column, text by text.
    pub(super) fn texts(&self, column: Column, model: &QualityModel) -> Vec<String> {
        let finding = &self.block.finding;
        let texts = match column {
            Column::Number => vec![self.number.clone()],
            Column::Themes => vec![themes(&finding.references, model).join("; ")],
            Column::References => vec![finding.reference_text.clone()],
            Column::Finding => vec![finding.text.clone()],
            Column::Kind => finding.kind.map(|kind| kind.label().to_owned()).into_iter().collect(),
            Column::Issue => self.issue.map(|issue| issue.text.clone()).into_iter().collect(),
            Column::Goals => statements(self.issue.map(|issue| issue.goals.as_slice())),
            Column::Monitoring => statements(self.issue.map(|issue| issue.monitoring.as_slice())),
            Column::Effects => statements(self.issue.map(|issue| issue.effects.as_slice())),
            Column::Activity | Column::Period | Column::Owner | Column::Status | Column::FollowUps => {
                self.line.map(|line| line_texts(line, column)).unwrap_or_default()
            }
            Column::DueOn | Column::Start | Column::End | Column::FollowedUpOn => {
                self.day(column).map(day_text).into_iter().collect()
            }
            Column::Id => vec![self.id().to_string()],
        };
        tidied(&texts)
    }

    /// The day that stands in a column of days.
    pub(super) fn day(&self, column: Column) -> Option<NaiveDate> {
        match column {
            Column::DueOn => self.block.finding.current_due_on(),
            Column::Start => self.range.0,
            Column::End => self.range.1,
            Column::FollowedUpOn => match self.line {
                Some(Line::Activity(activity)) => activity.follow_ups.iter().map(|note| note.noted_on).max(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The days its line goes by.
    pub(super) const fn range(&self) -> DayRange {
        self.range
    }
}

/// The days a line goes by: an activity without its own goes by those that stand for the whole cell.
fn range(issue: &Issue, line: &Line) -> DayRange {
    let period = match line {
        Line::Activity(activity) => issue.period_of(activity),
        Line::Period(loose) => &loose.period,
        Line::Owner(_) => return (None, None),
    };
    (period.reading.start, period.reading.end)
}

/// The follow-up of an activity, oldest first: "12-03-2026 Lise Krogh: Kurset er holdt".
pub(super) fn follow_up_texts(activity: &Activity) -> Vec<String> {
    let told = |note: &FollowUp| {
        let author = text::one_line(&note.author);
        let head =
            if author.is_empty() { day_text(note.noted_on) } else { format!("{} {author}", day_text(note.noted_on)) };
        format!("{head}: {}", note.text)
    };
    activity.follow_ups.iter().map(told).collect()
}

/// The texts tidied, without the empty ones.
pub(super) fn tidied(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text::tidy(text)).filter(|text| !text.is_empty()).collect()
}

/// The names of the themes that items lie in, each once, in the order of the model.
fn themes<'m>(references: &[String], model: &'m QualityModel) -> Vec<&'m str> {
    let named: Vec<&str> =
        references.iter().filter_map(|id| model.theme_of(id)).map(|theme| theme.id.as_str()).collect();
    model.themes().filter(|theme| named.contains(&theme.id.as_str())).map(|theme| theme.title.as_str()).collect()
}

fn statements(statements: Option<&[Statement]>) -> Vec<String> {
    statements.unwrap_or_default().iter().map(|statement| statement.text.clone()).collect()
}

fn line_texts(line: &Line, column: Column) -> Vec<String> {
    match (line, column) {
        (Line::Activity(activity), Column::Activity) => vec![activity.what.clone()],
        (Line::Activity(activity), Column::Period) => vec![activity.period.text.clone()],
        (Line::Activity(activity), Column::Owner) => vec![activity.owner_text.clone()],
        (Line::Activity(activity), Column::Status) => vec![activity.status.label().to_owned()],
        (Line::Activity(activity), Column::FollowUps) => follow_up_texts(activity),
        (Line::Period(loose), Column::Period) => vec![loose.period.text.clone()],
        (Line::Owner(loose), Column::Owner) => vec![loose.text.clone()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn nothing_of_a_plan_is_without_a_row() {
        let plan = sample::plan();
        let rows = rows(&plan);
        let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
        assert_eq!(numbers, ["1.1.1", "1.1.2", "1.1.3", "1.2", "1.3", "2"]);
        assert!(rows[1].is_repeated(Column::Issue) && rows[1].is_repeated(Column::Finding));
        assert!(rows[3].is_repeated(Column::Finding) && !rows[3].is_repeated(Column::Issue));
        assert_eq!(rows[1].texts(Column::Owner, &sample::model()), ["Ledelse"]);
        assert_eq!(rows[0].texts(Column::Goals, &sample::model()).len(), 2);
    }

    #[test]
    fn numbers_sort_as_texts() {
        let mut plan = sample::plan();
        let block = plan.blocks[1].clone();
        plan.blocks.resize(12, block);
        let rows = rows(&plan);
        assert_eq!((rows[0].number.as_str(), rows.last().unwrap().number.as_str()), ("01.1.1", "12"));
    }

    #[test]
    fn names_the_themes_of_a_finding() {
        let mut plan = sample::plan();
        plan.blocks[0].finding.references = vec!["10.b".into(), "5.a".into()];
        let themes = rows(&plan)[0].texts(Column::Themes, &sample::model());
        assert_eq!(themes, ["Sundhed og trivsel; Kompetencer"]);
    }
}
