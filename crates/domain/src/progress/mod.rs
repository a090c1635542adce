//! Progress (*fremdrift*): how far the activities have come, per theme and unit.
//!
//! What belongs here: what is counted, and what a count can be narrowed to. What does not: the counting of many plans,
//! which the store does by rows that each write keeps true.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::{
    activity::{self, ActivityStatus},
    id::{PartId, PlanId, UnitId},
    owner,
    period::{Period, PeriodKind},
    plan::{Plan, PlanStatus},
};

/// One activity as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivitySummary {
    /// The plan it lies in.
    pub plan_id: PlanId,
    /// That plan's title.
    pub plan_title: String,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The activity.
    pub activity_id: PartId,
    /// *Hvad*.
    pub what: String,
    /// The period it goes by.
    pub period: Period,
    /// Its owners as written.
    pub owners: Vec<String>,
    /// How far it has come.
    pub status: ActivityStatus,
    /// The day of the newest follow-up.
    pub followed_up_on: Option<NaiveDate>,
}

/// The newest score of a theme in a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeScore {
    /// The mean, 1 to 5.
    pub average: f64,
    /// The day of the visit it is from.
    pub visited_on: NaiveDate,
}

/// What a theme is called across versions of the model: the part of its identity after the slash.
pub fn theme_key(item_id: &str) -> &str {
    item_id.rsplit('/').next().unwrap_or(item_id)
}

/// What a unit's open activities wait for, in the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Urgency {
    /// *Overskredet*: the last day is past.
    Late,
    /// The last day is within a week.
    Now,
    /// The last day is within a month.
    Soon,
    /// Without a last day, and without a follow-up for three months.
    Silent,
}

impl Urgency {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Late, Self::Now, Self::Soon, Self::Silent];

    /// The first and the last of the last days it means, as far as it means any.
    pub fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let after = |days| today.checked_add_days(Days::new(days));
        match self {
            Self::Late => (None, today.pred_opt()),
            Self::Now => (Some(today), after(7)),
            Self::Soon => (after(8), after(30)),
            Self::Silent => (None, None),
        }
    }

    /// The first day whose follow-up is still new.
    pub fn silent_before(today: NaiveDate) -> NaiveDate {
        today.checked_sub_days(Days::new(90)).unwrap_or(NaiveDate::MIN)
    }
}

/// A mark an overview can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// *Overskredet*.
    Overdue,
    /// *Uden dato*.
    Undated,
    /// *Uden ansvarlig*.
    Unowned,
}

impl Flag {
    /// Every mark.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Undated, Self::Unowned];

    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overskredet",
            Self::Undated => "Uden dato",
            Self::Unowned => "Uden ansvarlig",
        }
    }

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Undated => "undated",
            Self::Unowned => "unowned",
        }
    }

    /// The mark whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.key() == key)
    }
}

/// What activities are narrowed to; an empty one lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only plans after this inspectorate's visits.
    pub inspectorate_id: Option<String>,
    /// Only plans of this year.
    pub year: Option<i32>,
    /// Only plans that stand here.
    pub plan_status: Option<PlanStatus>,
    /// Only activities of this owner, in any spelling.
    pub owner: Option<String>,
    /// Only activities of this theme; the empty key means those without one.
    pub theme: Option<String>,
    /// Only activities that have come this far.
    pub status: Option<ActivityStatus>,
    /// Only activities with this mark.
    pub flag: Option<Flag>,
}

impl Filter {
    /// True where it asks for nothing but themes, statuses and marks, which are counted for every unit.
    pub const fn is_of_counts(&self) -> bool {
        self.inspectorate_id.is_none() && self.year.is_none() && self.plan_status.is_none() && self.owner.is_none()
    }
}

/// Numbers of activities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// By status, in the order of [`ActivityStatus::ALL`].
    pub by_status: [usize; 5],
    /// Overdue.
    pub overdue: usize,
    /// Without a date.
    pub undated: usize,
    /// Without an owner.
    pub unowned: usize,
    /// The day of the newest follow-up.
    pub followed_up_on: Option<NaiveDate>,
}

impl Tally {
    /// Counts all that another tally has counted in.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.by_status.iter_mut().zip(other.by_status) {
            *count += more;
        }
        self.overdue += other.overdue;
        self.undated += other.undated;
        self.unowned += other.unowned;
        self.followed_up_on = self.followed_up_on.max(other.followed_up_on);
    }

    /// Takes out what another tally counts and this one does too.
    pub fn subtract(&mut self, other: &Self) {
        for (count, less) in self.by_status.iter_mut().zip(other.by_status) {
            *count = count.saturating_sub(less);
        }
        self.overdue = self.overdue.saturating_sub(other.overdue);
        self.undated = self.undated.saturating_sub(other.undated);
        self.unowned = self.unowned.saturating_sub(other.unowned);
    }

    /// All activities.
    pub fn total(&self) -> usize {
        self.by_status.iter().sum()
    }

    /// How many have come this far.
    pub fn count(&self, status: ActivityStatus) -> usize {
        self.by_status[status as usize]
    }

    /// How many are finished.
    pub fn finished(&self) -> usize {
        ActivityStatus::ALL.into_iter().filter(|status| status.is_finished()).map(|status| self.count(status)).sum()
    }
}

/// Numbers per theme and unit.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// Each activity counted once.
    pub total: Tally,
    /// Per theme; an activity of two themes counts in both. The empty key holds those without one.
    pub themes: BTreeMap<String, Tally>,
    /// The units that are compared, in the order of the tree.
    pub units: Vec<ComparedUnit>,
    /// Per theme and compared unit.
    pub cells: BTreeMap<(String, UnitId), Tally>,
    /// The newest score per theme and compared unit.
    pub scores: BTreeMap<(String, UnitId), ThemeScore>,
}

/// A unit that an overview compares with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComparedUnit {
    /// The unit.
    pub id: UnitId,
    /// True where the units below it are counted in it.
    pub is_with_below: bool,
}

/// The numbers of one plan.
pub fn tally(plan: &Plan, today: NaiveDate) -> Tally {
    let mut tally = Tally::default();
    for (_, issue) in plan.issues() {
        let is_shared = !issue.shared_owners().is_empty();
        for activity in issue.activities() {
            let period = issue.period_of(activity);
            tally.by_status[activity.status as usize] += 1;
            tally.overdue += usize::from(activity::is_overdue(period, activity.status, today));
            tally.undated += usize::from(period.reading.kind == PeriodKind::Unparseable);
            tally.unowned += usize::from(!is_shared && owner::split(&activity.owner_text).is_empty());
            let newest = activity.follow_ups.iter().map(|note| note.noted_on).max();
            tally.followed_up_on = tally.followed_up_on.max(newest);
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_a_month_is_of_one_urgency() {
        let today: NaiveDate = "2026-03-12".parse().unwrap();
        for days in -40..=40 {
            let day = today + chrono::Duration::days(days);
            let is_in = |urgency: &Urgency| match urgency.days(today) {
                (None, None) => false,
                (from, to) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
            };
            let found: Vec<Urgency> = Urgency::ALL.into_iter().filter(is_in).collect();
            assert_eq!(found.len(), usize::from(days <= 30), "{days}");
        }
        assert_eq!(Urgency::silent_before(today).to_string(), "2025-12-12");
    }

    #[test]
    fn a_theme_is_one_across_versions_of_the_model() {
        assert_eq!(theme_key("sociale-tilbud-2020/tema-4"), "tema-4");
    }
}
