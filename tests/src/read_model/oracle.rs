//! The same questions answered the long way: every plan is loaded whole, and its activities are looked at one by one.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use app::{Desk, Store};
use chrono::{Days, NaiveDate};
use domain::{
    access::Reach,
    activity::ActivityStatus,
    id::{PlanId, UnitId},
    inspection::{Inspection, average},
    organisation::Organisation,
    owner,
    period::PeriodKind,
    plan::{Activity, Block, Issue, Line, Plan, PlanHead, PlanStatus},
    progress::{ActivitySummary, ComparedUnit, Filter, Flag, Overview, Tally, ThemeScore},
};
use orm::activities::Window;

use crate::support::App;

/// Units that are compared one by one at the most.
const COMPARED: usize = 60;
/// The characters of a name at the most.
const MAX_NAME_CHARS: usize = 200;

/// An activity with all that is asked of it.
struct Entry {
    summary: ActivitySummary,
    year: i32,
    plan_status: PlanStatus,
    inspectorate: Option<String>,
    themes: BTreeSet<String>,
}

/// Every inspection as it stands, the newest visit first.
pub(super) async fn visits(store: &Store) -> Vec<Inspection> {
    let everywhere = Reach { tops: Vec::new(), unit_ids: Vec::new(), is_everywhere: true };
    let (heads, _) = orm::inspections::page(store, &everywhere, Window { skip: 0, take: 10_000 }).await.unwrap();
    let mut visits = Vec::new();
    for head in heads {
        visits.push(orm::inspections::get(store, head.id).await.unwrap());
    }
    visits
}

/// All plans and inspections as they stand.
pub(super) struct Oracle {
    organisation: Arc<Organisation>,
    plans: Vec<Arc<Plan>>,
    inspections: Vec<Inspection>,
    entries: Vec<Entry>,
    today: NaiveDate,
}

/// Four lists of somebody's work, each whole.
pub(super) type Work = [Vec<ActivitySummary>; 4];

impl Oracle {
    /// Loads everything, whatever the program has in memory.
    pub(super) async fn of(app: &App) -> Self {
        let fresh = app.store.with_empty_cache();
        let view = fresh.view().await.unwrap();
        let organisation = orm::organisation::get(&view).await.unwrap();
        let units: Vec<UnitId> = organisation.units.iter().map(|unit| unit.id).collect();
        let mut plans = Vec::new();
        for head in orm::plans::list(&fresh, &units).await.unwrap() {
            plans.push(orm::plans::get(&view, head.id).await.unwrap());
        }
        let inspections = visits(&fresh).await;
        let mut oracle = Self { organisation, plans, inspections, entries: Vec::new(), today: app.clock.today() };
        oracle.entries = oracle.plans.iter().flat_map(|plan| oracle.entries_of(plan)).collect();
        oracle
    }

    fn entries_of(&self, plan: &Plan) -> Vec<Entry> {
        let visit = self.inspections.iter().find(|inspection| Some(inspection.id) == plan.inspection_id);
        let entry = |(block, issue, activity): (&Block, &Issue, &Activity)| Entry {
            summary: summary(plan, issue, activity),
            year: plan.year,
            plan_status: plan.status,
            inspectorate: visit.map(|inspection| inspection.details.inspectorate_id.clone()),
            themes: self.themes(block),
        };
        plan.activities().map(entry).collect()
    }

    /// The themes that a finding refers to, whichever version of the model they are of.
    fn themes(&self, block: &Block) -> BTreeSet<String> {
        let theme = |item: &String| self.organisation.models.iter().find_map(|model| model.theme_of(item));
        let keys =
            block.finding.references.items.iter().filter_map(theme).filter_map(|theme| theme.id.rsplit('/').next());
        let themes: BTreeSet<String> = keys.map(ToOwned::to_owned).collect();
        if themes.is_empty() { [String::new()].into() } else { themes }
    }

    /// The units that somebody may read, in and below the one that is chosen.
    fn seen(&self, desk: &Desk, chosen: Option<UnitId>) -> Vec<UnitId> {
        let above = |unit: UnitId, top: UnitId| self.organisation.units.line_up(unit).any(|above| above.id == top);
        let may_read =
            |unit: UnitId| desk.user().is_none_or(|user| user.grants.iter().any(|grant| above(unit, grant.unit_id)));
        let all = self.organisation.units.iter().map(|unit| unit.id);
        all.filter(|&unit| may_read(unit) && chosen.is_none_or(|chosen| above(unit, chosen))).collect()
    }

    fn entries<'a>(&'a self, seen: &'a [UnitId], filter: &'a Filter) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .iter()
            .filter(move |entry| seen.contains(&entry.summary.unit_id) && entry.passes(filter, self.today))
    }

    /// What the overview says.
    pub(super) fn overview(&self, desk: &Desk, chosen: Option<UnitId>, filter: &Filter) -> Overview {
        let seen = self.seen(desk, chosen);
        let mut overview = Overview::default();
        for entry in self.entries(&seen, filter) {
            entry.count(&mut overview.total, self.today);
            for theme in &entry.themes {
                entry.count(overview.themes.entry(theme.clone()).or_default(), self.today);
            }
        }
        for (unit, held) in self.compared(&seen) {
            let mut themes: BTreeMap<String, Tally> = BTreeMap::new();
            for entry in self.entries(&held, filter) {
                for theme in &entry.themes {
                    entry.count(themes.entry(theme.clone()).or_default(), self.today);
                }
            }
            if themes.is_empty() {
                continue;
            }
            overview.units.push(unit);
            // When it was last followed up is told of themes alone.
            let cell = |(theme, tally): (String, Tally)| ((theme, unit.id), Tally { followed_up_on: None, ..tally });
            overview.cells.extend(themes.into_iter().map(cell));
            overview.scores.extend(self.scores(unit.id).into_iter().map(|(theme, score)| ((theme, unit.id), score)));
        }
        overview
    }

    /// The units that are compared, each with those whose activities are counted in it.
    fn compared(&self, seen: &[UnitId]) -> Vec<(ComparedUnit, Vec<UnitId>)> {
        let by_itself = |&id: &UnitId| (ComparedUnit { id, is_with_below: false }, vec![id]);
        if seen.len() <= COMPARED {
            return seen.iter().map(by_itself).collect();
        }
        let units = &self.organisation.units;
        let parent = |id: UnitId| units.get(id).and_then(|unit| unit.parent_id);
        let is_top = |id: &&UnitId| parent(**id).is_none_or(|parent| !seen.contains(&parent));
        let mut compared = Vec::new();
        for top in seen.iter().filter(is_top) {
            compared.push(by_itself(top));
            for &child in seen.iter().filter(|id| parent(**id) == Some(*top)) {
                let is_below = |id: &&UnitId| units.line_up(**id).any(|above| above.id == child);
                let below = seen.iter().filter(is_below).copied().collect();
                compared.push((ComparedUnit { id: child, is_with_below: true }, below));
            }
        }
        compared
    }

    /// The newest score of each theme in a unit.
    fn scores(&self, unit: UnitId) -> BTreeMap<String, ThemeScore> {
        let mut visits: Vec<&Inspection> =
            self.inspections.iter().filter(|visit| visit.details.unit_ids.contains(&unit)).collect();
        visits.sort_by_key(|visit| (visit.details.visited_on, visit.id));
        let mut newest = BTreeMap::new();
        // A newer visit takes the place of an older one.
        for visit in visits {
            let Some(model) = self.organisation.model(&visit.details.model_id) else { continue };
            for theme in model.themes() {
                if let Some(average) = average(model, &visit.scores, &theme.id) {
                    let key = theme.id.rsplit('/').next().unwrap_or_default().to_owned();
                    newest.insert(key, ThemeScore { average, visited_on: visit.details.visited_on });
                }
            }
        }
        newest
    }

    /// Every activity of a list, by its last day.
    pub(super) fn list(&self, desk: &Desk, chosen: Option<UnitId>, filter: &Filter) -> Vec<ActivitySummary> {
        let seen = self.seen(desk, chosen);
        let mut listed: Vec<ActivitySummary> = self.entries(&seen, filter).map(|entry| entry.summary.clone()).collect();
        listed.sort_by_key(|summary| {
            let end = summary.period.reading.end;
            (end.is_none(), end, summary.activity_id)
        });
        listed
    }

    /// What waits for somebody: late, within a week, within a month, and without a day or a word of it.
    pub(super) fn work(&self, desk: &Desk, is_mine: bool) -> Work {
        let (seen, filter) = (self.seen(desk, None), Filter::default());
        let mine = desk.user().filter(|_| is_mine).map(|user| owner::names_of_person(&user.name, &user.titles_text));
        let is_awaited = |entry: &&Entry| {
            let is_theirs =
                |names: &Vec<String>| entry.summary.owners.iter().any(|name| names.contains(&owner::normal(name)));
            let is_open = entry.plan_status != PlanStatus::Closed && !is_finished(entry.summary.status);
            is_open && mine.as_ref().is_none_or(is_theirs)
        };
        let mut lists = Work::default();
        for entry in self.entries(&seen, &filter).filter(is_awaited) {
            let days = |count| self.today + Days::new(count);
            let list = match (entry.ends(), entry.summary.followed_up_on) {
                (Some(end), _) if end < self.today => 0,
                (Some(end), _) if end <= days(7) => 1,
                (Some(end), _) if end <= days(30) => 2,
                (None, last) if last.is_none_or(|last| last < self.today - Days::new(90)) => 3,
                _ => continue,
            };
            lists[list].push(entry.summary.clone());
        }
        for list in &mut lists[..3] {
            list.sort_by_key(|summary| (summary.period.reading.end, summary.activity_id));
        }
        lists[3].sort_by_key(|summary| (summary.followed_up_on, summary.activity_id));
        lists
    }

    /// The plans that somebody may read, the last changed first, each with how far it has come.
    pub(super) fn plans(&self, desk: &Desk) -> Vec<(PlanHead, Tally)> {
        let seen = self.seen(desk, None);
        let mut plans: Vec<&Arc<Plan>> = self.plans.iter().filter(|plan| seen.contains(&plan.unit_id)).collect();
        plans.sort_by_key(|plan| Reverse((plan.updated_at, plan.id)));
        let line = |plan: &Arc<Plan>| {
            let mut tally = Tally::default();
            for entry in self.entries.iter().filter(|entry| entry.summary.plan_id == plan.id) {
                entry.count(&mut tally, self.today);
            }
            let Tally { by_status, overdue, .. } = tally;
            (head(plan), Tally { by_status, overdue, ..Tally::default() })
        };
        plans.into_iter().map(line).collect()
    }

    /// The years of those plans, the last first.
    pub(super) fn years(&self, desk: &Desk) -> Vec<i32> {
        let years: BTreeSet<i32> = self.plans(desk).into_iter().map(|(head, _)| head.year).collect();
        years.into_iter().rev().collect()
    }

    /// The spellings of everybody who is named under *Hvem* in those plans, by the one that compares.
    pub(super) fn owners(&self, desk: &Desk) -> BTreeMap<String, BTreeSet<String>> {
        let seen = self.seen(desk, None);
        let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for name in self.plans.iter().filter(|plan| seen.contains(&plan.unit_id)).flat_map(|plan| names(plan)) {
            owners.entry(owner::normal(&name)).or_default().insert(name);
        }
        owners
    }

    /// Every living plan with its unit, and who is named in the unit's others.
    pub(super) fn named_beside(&self) -> Vec<(UnitId, PlanId, BTreeSet<String>)> {
        let beside = |plan: &Arc<Plan>| {
            let others = self.plans.iter().filter(|other| other.unit_id == plan.unit_id && other.id != plan.id);
            (plan.unit_id, plan.id, others.flat_map(|other| names(other)).collect())
        };
        self.plans.iter().map(beside).collect()
    }

    /// Filters of the overview that mean something here, and one of two at once.
    pub(super) fn filters(&self) -> Vec<Filter> {
        let none = Filter::default();
        let of_entry = |entry: &Entry| {
            let inspectorate_id = entry.inspectorate.clone().or(Some("andet-tilsyn".into()));
            [
                Filter { inspectorate_id, ..none.clone() },
                Filter { year: Some(entry.year), ..none.clone() },
                Filter { plan_status: Some(entry.plan_status), ..none.clone() },
            ]
        };
        let mut filters = vec![
            Filter { owner: Some("AFDELINGSLEDER".into()), ..none.clone() },
            Filter { owner: Some("konst.  AFTALEHOLDER".into()), year: Some(2026), ..none.clone() },
        ];
        for filter in self.entries.iter().flat_map(of_entry) {
            if !filters.contains(&filter) {
                filters.push(filter);
            }
        }
        filters
    }

    /// Every filter that only lists know: themes, statuses and marks, and some together with others.
    pub(super) fn list_filters(&self) -> Vec<Filter> {
        let themes: BTreeSet<&String> = self.entries.iter().flat_map(|entry| &entry.themes).collect();
        let themes = themes.into_iter().map(|theme| Filter { theme: Some(theme.clone()), ..Filter::default() });
        let statuses = ActivityStatus::ALL.map(|status| Filter { status: Some(status), ..Filter::default() });
        let flags = Flag::ALL.map(|flag| Filter { flag: Some(flag), ..Filter::default() });
        let mixed = flags.clone().map(|filter| Filter {
            theme: Some("tema-5".into()),
            year: Some(2026),
            plan_status: Some(PlanStatus::Draft),
            ..filter
        });
        themes.chain(statuses).chain(flags).chain(mixed).collect()
    }
}

impl Entry {
    fn passes(&self, filter: &Filter, today: NaiveDate) -> bool {
        let is_owned_by =
            |wanted: &String| self.summary.owners.iter().any(|name| owner::normal(name) == owner::normal(wanted));
        filter.inspectorate_id.as_ref().is_none_or(|id| self.inspectorate.as_ref() == Some(id))
            && filter.year.is_none_or(|year| self.year == year)
            && filter.plan_status.is_none_or(|status| self.plan_status == status)
            && filter.owner.as_ref().is_none_or(is_owned_by)
            && filter.theme.as_ref().is_none_or(|theme| self.themes.contains(theme))
            && filter.status.is_none_or(|status| self.summary.status == status)
            && filter.flag.is_none_or(|flag| match flag {
                Flag::Overdue => self.is_overdue(today),
                Flag::Undated => self.is_undated(),
                Flag::Unowned => self.summary.owners.is_empty(),
            })
    }

    fn count(&self, tally: &mut Tally, today: NaiveDate) {
        tally.by_status[self.summary.status as usize] += 1;
        tally.overdue += usize::from(self.is_overdue(today));
        tally.undated += usize::from(self.is_undated());
        tally.unowned += usize::from(self.summary.owners.is_empty());
        tally.followed_up_on = tally.followed_up_on.max(self.summary.followed_up_on);
    }

    /// The last day, where there is one to keep.
    fn ends(&self) -> Option<NaiveDate> {
        let reading = self.summary.period.reading;
        reading.end.filter(|_| !matches!(reading.kind, PeriodKind::Ongoing | PeriodKind::Recurring))
    }

    fn is_overdue(&self, today: NaiveDate) -> bool {
        !is_finished(self.summary.status) && self.ends().is_some_and(|end| end < today)
    }

    fn is_undated(&self) -> bool {
        self.summary.period.reading.kind == PeriodKind::Unparseable
    }
}

fn is_finished(status: ActivityStatus) -> bool {
    matches!(status, ActivityStatus::Done | ActivityStatus::Embedded)
}

fn summary(plan: &Plan, issue: &Issue, activity: &Activity) -> ActivitySummary {
    ActivitySummary {
        plan_id: plan.id,
        plan_title: plan.title.clone(),
        unit_id: plan.unit_id,
        activity_id: activity.id,
        what: activity.what.clone(),
        period: issue.period_of(activity).clone(),
        owners: issue.owners_of(activity),
        status: activity.status,
        followed_up_on: activity.follow_ups.iter().map(|note| note.noted_on).max(),
    }
}

fn head(plan: &Plan) -> PlanHead {
    PlanHead {
        id: plan.id,
        unit_id: plan.unit_id,
        inspection_id: plan.inspection_id,
        title: plan.title.clone(),
        year: plan.year,
        status: plan.status,
        due_on: plan.due_on,
        updated_at: plan.updated_at,
    }
}

/// Everybody whom a plan names, as it spells them.
fn names(plan: &Plan) -> BTreeSet<String> {
    let texts = plan.issues().flat_map(|(_, issue)| issue.lines.iter().filter_map(Line::owner_text));
    texts.flat_map(owner::split).filter(|name| name.chars().count() <= MAX_NAME_CHARS).collect()
}
