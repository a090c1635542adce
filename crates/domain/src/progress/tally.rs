//! Numbers of activities.

use chrono::NaiveDate;

use super::ActivitySummary;
use crate::{
    activity::{self, ActivityStatus},
    owner,
    period::PeriodKind,
    plan::Plan,
};

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
    /// Counts one activity in.
    pub fn add(&mut self, summary: &ActivitySummary, today: NaiveDate) {
        self.by_status[summary.status as usize] += 1;
        self.overdue += usize::from(summary.is_overdue(today));
        self.undated += usize::from(summary.is_undated());
        self.unowned += usize::from(summary.is_unowned());
        self.followed_up_on = self.followed_up_on.max(summary.followed_up_on);
    }

    /// Counts all that another tally has counted in.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (count, more) in self.by_status.iter_mut().zip(other.by_status) {
            *count += more;
        }
        self.overdue += other.overdue;
        self.undated += other.undated;
        self.unowned += other.unowned;
        self.followed_up_on = self.followed_up_on.max(other.followed_up_on);
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
