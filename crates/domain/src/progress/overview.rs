//! Numbers per theme and unit.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{ActivitySummary, Filter, Tally};
use crate::id::UnitId;

/// Numbers per theme and unit.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// Each activity counted once.
    pub total: Tally,
    /// Per theme; an activity of two themes counts in both. The empty key holds those without one.
    pub themes: BTreeMap<String, Tally>,
    /// Per theme and unit.
    pub cells: BTreeMap<(String, UnitId), Tally>,
    /// Per unit, each activity counted once.
    pub units: BTreeMap<UnitId, Tally>,
}

/// Counts the summaries that pass the filter. Summaries of one plan that stand together are counted together,
/// which is what makes an overview of thousands of activities a fast page.
pub fn overview<'a>(
    summaries: impl IntoIterator<Item = &'a ActivitySummary>,
    filter: &Filter,
    today: NaiveDate,
) -> Overview {
    let mut overview = Overview::default();
    let mut summaries = summaries.into_iter().peekable();
    while let Some(first) = summaries.next() {
        let passes = filter.lets_plan_through(first);
        let mut tally = Tally::default();
        let mut next = Some(first);
        while let Some(summary) = next {
            if passes && filter.lets_activity_through(summary, today) {
                tally.add(summary, today);
            }
            next = summaries.next_if(|summary| summary.plan_id == first.plan_id && summary.themes == first.themes);
        }
        if tally.total() > 0 {
            overview.add(first, &tally);
        }
    }
    overview
}

impl Overview {
    /// Counts in what was counted of summaries with the unit and themes of this one.
    fn add(&mut self, summary: &ActivitySummary, tally: &Tally) {
        self.total.add_all(tally);
        self.units.entry(summary.unit_id).or_default().add_all(tally);
        let none = [String::new()];
        let themes = if summary.themes.is_empty() { &none[..] } else { &summary.themes };
        for theme in themes {
            self.themes.entry(theme.clone()).or_default().add_all(tally);
            self.cells.entry((theme.clone(), summary.unit_id)).or_default().add_all(tally);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activity::ActivityStatus,
        id::{PartId, PlanId},
        period::Period,
        plan::PlanStatus,
        progress::Flag,
    };

    fn summary(words: &str, owners: &[&str], themes: &[&str], status: ActivityStatus) -> ActivitySummary {
        ActivitySummary {
            plan_id: PlanId::new(),
            plan_title: String::new(),
            plan_status: PlanStatus::Draft,
            unit_id: UnitId(uuid::Uuid::nil()),
            inspectorate_id: None,
            year: 2021,
            activity_id: PartId::new(),
            what: String::new(),
            themes: themes.iter().map(ToString::to_string).collect(),
            period: Period::read(words, 2021),
            owners: owners.iter().map(ToString::to_string).collect(),
            status,
            followed_up_on: None,
        }
    }

    #[test]
    fn counts_once_in_total_and_in_each_theme() {
        let today = "2022-02-01".parse().unwrap();
        let summaries = [
            summary("ultimo 2021", &["Leder"], &["tema-4", "tema-6"], ActivityStatus::Started),
            summary("", &[], &[], ActivityStatus::Done),
        ];
        let counted = overview(&summaries, &Filter::default(), today);
        assert_eq!(
            (counted.total.total(), counted.total.overdue, counted.total.undated, counted.total.unowned),
            (2, 1, 1, 1)
        );
        assert_eq!(counted.themes.len(), 3);
        let only = Filter { flag: Some(Flag::Overdue), theme: Some("tema-6".into()), ..Filter::default() };
        assert_eq!(overview(&summaries, &only, today).total.total(), 1);
        let owner = Filter { owner: Some("leder".into()), ..Filter::default() };
        assert_eq!(overview(&summaries, &owner, today).total.total(), 1);
    }
}
