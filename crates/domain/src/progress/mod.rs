//! Progress (*fremdrift*): how far the activities have come, per theme and unit.
//!
//! Nothing here is stored: it follows from the activities and today's date.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    activity::{self, ActivityStatus},
    id::{PartId, PlanId, UnitId},
    owner,
    period::{Period, PeriodKind},
    plan::{Activity, Block, Issue, Plan, PlanStatus},
};

mod filter;
mod overview;
mod summaries;
mod tally;

pub use filter::{Filter, Flag};
pub use overview::{Overview, overview};
pub use summaries::{ActivitySummaries, PlanSummary, ThemeScore};
pub use tally::{Tally, tally};

/// One activity with what an overview sorts it by.
#[derive(Debug, Clone)]
pub struct ActivitySummary {
    /// The plan it lies in.
    pub plan_id: PlanId,
    /// That plan's title.
    pub plan_title: String,
    /// Where that plan stands.
    pub plan_status: PlanStatus,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// Who inspected, where known.
    pub inspectorate_id: Option<String>,
    /// The plan's year.
    pub year: i32,
    /// The activity.
    pub activity_id: PartId,
    /// *Hvad*.
    pub what: String,
    /// The themes it serves, by [`theme_key`]; empty where its finding names none.
    pub themes: Vec<String>,
    /// The period it goes by.
    pub period: Period,
    /// Its owners as written.
    pub owners: Arc<[String]>,
    /// How far it has come.
    pub status: ActivityStatus,
    /// The day of the newest follow-up.
    pub followed_up_on: Option<NaiveDate>,
}

/// What a theme is called across versions of the model: the part of its identity after the slash.
pub fn theme_key(item_id: &str) -> &str {
    item_id.rsplit('/').next().unwrap_or(item_id)
}

/// The summaries of one plan; `theme_of` gives the theme an item of the plan's model belongs to.
pub fn summaries(
    plan: &Plan,
    inspectorate_id: Option<&str>,
    theme_of: impl Fn(&str) -> Option<String>,
) -> Vec<ActivitySummary> {
    plan.issues().flat_map(|(block, issue)| summaries_of(plan, (block, issue), inspectorate_id, &theme_of)).collect()
}

fn summaries_of(
    plan: &Plan,
    (block, issue): (&Block, &Issue),
    inspectorate_id: Option<&str>,
    theme_of: &impl Fn(&str) -> Option<String>,
) -> Vec<ActivitySummary> {
    let mut themes: Vec<String> = Vec::new();
    for key in block.finding.references.items.iter().filter_map(|id| theme_of(id)) {
        let key = theme_key(&key).to_owned();
        if !themes.contains(&key) {
            themes.push(key);
        }
    }
    // Those who stand for the whole cell are kept once, however many activities they stand for.
    let shared: Arc<[String]> = issue.shared_owners().into();
    let of_activity = |activity: &Activity| {
        let own = owner::split(&activity.owner_text);
        ActivitySummary {
            plan_id: plan.id,
            plan_title: plan.title.clone(),
            plan_status: plan.status,
            unit_id: plan.unit_id,
            inspectorate_id: inspectorate_id.map(Into::into),
            year: plan.year,
            activity_id: activity.id,
            what: activity.what.clone(),
            themes: themes.clone(),
            period: issue.period_of(activity).clone(),
            owners: if own.is_empty() { Arc::clone(&shared) } else { own.into() },
            status: activity.status,
            followed_up_on: activity.follow_ups.iter().map(|note| note.noted_on).max(),
        }
    };
    issue.activities().map(of_activity).collect()
}

impl ActivitySummary {
    /// True where its last day is past and it is not finished.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        activity::is_overdue(&self.period, self.status, today)
    }

    /// True where its time frame gives no time at all.
    pub fn is_undated(&self) -> bool {
        self.period.reading.kind == PeriodKind::Unparseable
    }

    /// True where nobody is named.
    pub fn is_unowned(&self) -> bool {
        self.owners.is_empty()
    }

    /// True where a person with this name and these titles is among its owners.
    pub fn is_owned_by(&self, name: &str, titles_text: &str) -> bool {
        self.owners.iter().any(|words| owner::is_person(words, name, titles_text))
    }
}
