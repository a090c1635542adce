//! The rows of the sheet *Aktiviteter*, before they are written.
//!
//! Each activity is a row, and so is all that would be missing otherwise: a period or owner that stands
//! for a whole cell, an issue without activities, a finding without issues.

use chrono::NaiveDate;
use domain::{
    activity::FollowUp,
    id::PartId,
    period::Period,
    plan::{Activity, Line, Plan},
    quality_model::QualityModel,
    text,
};

use crate::rows::{self, SharedLines};

use super::{
    columns::Column,
    days::{DayRange, day_text},
};

/// A row.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Its number in the plan: finding, issue, line.
    pub(super) number: String,
    /// Where it stands.
    pub(super) place: rows::Row<'a>,
    range: DayRange,
}

/// The rows of a plan.
pub(super) fn rows(plan: &Plan) -> Vec<Row<'_>> {
    let places = rows::rows(plan, SharedLines::Apart);
    // Numbers are as long as the longest, so that they stand in order when the sheet is sorted by them.
    let digits = [0, 1, 2].map(|level| {
        let most = places.iter().filter_map(|place| numbers(place)[level]).max();
        most.unwrap_or(0).to_string().len()
    });
    let mut shared = None;
    let rows = places.into_iter().map(|place| {
        if place.starts_issue {
            shared = None;
        }
        let numbers = numbers(&place).into_iter().flatten().zip(digits);
        let padded: Vec<String> = numbers.map(|(number, digits)| format!("{number:0digits$}")).collect();
        Row { number: padded.join("."), place, range: range(&place, &mut shared) }
    });
    rows.collect()
}

fn numbers(place: &rows::Row<'_>) -> [Option<usize>; 3] {
    [Some(place.block_number), place.issue_number, place.line_number]
}

impl<'a> Row<'a> {
    /// The line; none for an issue without lines.
    pub(super) fn line(&self) -> Option<&'a Line> {
        self.place.lines.first()
    }

    /// The identity of what the row is about.
    pub(super) fn id(&self) -> PartId {
        let issue = self.place.issue.map(|issue| issue.id);
        self.line().map(Line::id).or(issue).unwrap_or(self.place.block.id)
    }

    /// The identity of what the column's cell belongs to.
    pub(super) fn id_of(&self, column: Column) -> PartId {
        match self.place.issue {
            _ if column.is_of_finding() => self.place.block.id,
            Some(issue) if column.is_of_issue() => issue.id,
            _ => self.id(),
        }
    }

    /// True where the cell says again what the row above says.
    pub(super) fn is_repeated(&self, column: Column) -> bool {
        (column.is_of_finding() && !self.place.starts_block) || (column.is_of_issue() && !self.place.starts_issue)
    }

    /// What stands in a column, text by text.
    pub(super) fn texts(&self, column: Column, model: &QualityModel) -> Vec<String> {
        if let Some(holds) = column.holds() {
            return self.place.texts(holds);
        }
        let finding = &self.place.block.finding;
        let texts = match column {
            Column::Number => vec![self.number.clone()],
            Column::Themes => vec![themes(&finding.references.items, model).join("; ")],
            Column::References => vec![finding.references.text.clone()],
            Column::Finding => vec![finding.text.clone()],
            Column::Kind => finding.kind.map(|kind| kind.label().to_owned()).into_iter().collect(),
            Column::Status => self.activity().map(|activity| activity.status.label().to_owned()).into_iter().collect(),
            Column::FollowUps => self.activity().map(follow_up_texts).unwrap_or_default(),
            Column::Id => vec![self.id().to_string()],
            _ => self.day(column).map(day_text).into_iter().collect(),
        };
        tidied(&texts)
    }

    /// The day that stands in a column of days.
    pub(super) fn day(&self, column: Column) -> Option<NaiveDate> {
        match column {
            Column::DueOn => self.place.block.finding.current_due_on(),
            Column::Start => self.range.0,
            Column::End => self.range.1,
            Column::FollowedUpOn => self.activity()?.follow_ups.iter().map(|note| note.noted_on).max(),
            _ => None,
        }
    }

    /// The days its line goes by.
    pub(super) const fn range(&self) -> DayRange {
        self.range
    }

    /// The activity it is about.
    pub(super) fn activity(&self) -> Option<&'a Activity> {
        self.line().and_then(Line::activity)
    }
}

/// The days a line goes by: an activity without its own goes by those that stand for the whole cell. These are found
/// once and `shared`: to look for them again for each activity would take the square of their number.
fn range(place: &rows::Row<'_>, shared: &mut Option<DayRange>) -> DayRange {
    let days = |period: &Period| (period.reading.start, period.reading.end);
    match (place.issue, place.lines.first()) {
        (Some(issue), Some(Line::Activity(activity))) => {
            let has_own = !activity.period.text.is_empty() || !activity.period.reading.is_undated();
            let of_cell = || days(issue.period_of(activity));
            if has_own { days(&activity.period) } else { *shared.get_or_insert_with(of_cell) }
        }
        (_, Some(Line::Period(loose))) => days(&loose.period),
        _ => (None, None),
    }
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

#[cfg(test)]
mod tests {
    use domain::{period::Reading, plan::LoosePeriod};

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
        assert_eq!(rows[0].texts(Column::Statements(sample::key("goal")), &sample::model()).len(), 2);
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
    fn activities_without_days_go_by_those_of_the_cell() {
        let mut plan = sample::plan();
        let end = NaiveDate::from_ymd_opt(2026, 3, 31);
        let period = Period { text: "marts".into(), reading: Reading::from_days(None, end), is_corrected: true };
        let loose = Line::Period(LoosePeriod { id: PartId::new(), version: 1, period });
        plan.blocks[0].issues[0].lines.push(loose);
        let ranges: Vec<DayRange> = rows(&plan).iter().take(4).map(Row::range).collect();
        assert_eq!(ranges, [(None, None), (None, None), (None, end), (None, end)]);
    }

    #[test]
    fn names_the_themes_of_a_finding() {
        let mut plan = sample::plan();
        plan.blocks[0].finding.references.items = vec!["10.b".into(), "5.a".into()];
        let themes = rows(&plan)[0].texts(Column::Themes, &sample::model());
        assert_eq!(themes, ["Sundhed og trivsel; Kompetencer"]);
    }
}
