//! Progress (*fremdrift*): how far the activities have come, per theme and unit.
//!
//! Nothing here is stored: it follows from the activities and today's date.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;

use crate::{
    activity::{self, Activity, ActivityStatus},
    id::{PartId, PlanId, UnitId},
    owner,
    period::{Period, PeriodKind},
    plan::{Block, Issue, Plan, PlanStatus},
};

mod summaries;

pub use summaries::{ActivitySummaries, PlanSummary, ThemeScore};

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
    plan.issues().flat_map(|(block, issue)| facts_of(plan, (block, issue), inspectorate_id, &theme_of)).collect()
}

fn facts_of(
    plan: &Plan,
    (block, issue): (&Block, &Issue),
    inspectorate_id: Option<&str>,
    theme_of: &impl Fn(&str) -> Option<String>,
) -> Vec<ActivitySummary> {
    let mut themes: Vec<String> = Vec::new();
    for key in block.finding.references.iter().filter_map(|id| theme_of(id)) {
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

/// What an overview is narrowed to; an empty one lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these units.
    pub unit_ids: Option<HashSet<UnitId>>,
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
    /// True where the summary passes.
    pub fn lets_through(&self, summary: &ActivitySummary, today: NaiveDate) -> bool {
        self.lets_plan_through(summary) && self.lets_activity_through(summary, today)
    }

    /// True where the plan the summary is of passes.
    fn lets_plan_through(&self, summary: &ActivitySummary) -> bool {
        self.unit_ids.as_ref().is_none_or(|ids| ids.contains(&summary.unit_id))
            && self.inspectorate_id.as_ref().is_none_or(|id| summary.inspectorate_id.as_ref() == Some(id))
            && self.year.is_none_or(|year| year == summary.year)
            && self.plan_status.is_none_or(|status| status == summary.plan_status)
    }

    fn lets_activity_through(&self, summary: &ActivitySummary, today: NaiveDate) -> bool {
        self.status.is_none_or(|status| status == summary.status)
            && self.theme.as_ref().is_none_or(|key| match key.as_str() {
                "" => summary.themes.is_empty(),
                key => summary.themes.iter().any(|theme| theme == key),
            })
            && self.flag.is_none_or(|flag| match flag {
                Flag::Overdue => summary.is_overdue(today),
                Flag::Undated => summary.is_undated(),
                Flag::Unowned => summary.is_unowned(),
            })
            && self.owner.as_ref().is_none_or(|wanted| {
                let wanted = owner::normal(wanted);
                summary.owners.iter().any(|words| owner::normal(words) == wanted)
            })
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
    /// Counts one activity in.
    pub fn add(&mut self, summary: &ActivitySummary, today: NaiveDate) {
        self.by_status[summary.status as usize] += 1;
        self.overdue += usize::from(summary.is_overdue(today));
        self.undated += usize::from(summary.is_undated());
        self.unowned += usize::from(summary.is_unowned());
        self.followed_up_on = self.followed_up_on.max(summary.followed_up_on);
    }

    /// Counts all that another tally has counted in.
    fn add_all(&mut self, other: &Self) {
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
