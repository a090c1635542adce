//! The overview: progress per theme and unit, and the activities behind each number.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Reach,
    id::UnitId,
    progress::{ActivitySummary, ComparedUnit, Filter, Overview, Tally, Urgency},
    role::Ability,
    unit::UnitTree,
};
pub use orm::read_model::Difference;
use orm::{
    activities::{self, Work},
    progress::{self, Cells},
    read_model,
};

use crate::{
    Desk, Error, Result,
    page::{Page, ROWS, window},
};

/// Units that are compared one by one at the most; among more, those right below the topmost are.
const MAX_COMPARED: usize = 60;

/// What an overview can be narrowed to.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The years of the plans, the last first.
    pub years: Vec<i32>,
    /// Who is named under *Hvem*; nobody where there are too many units to know them.
    pub owners: Vec<String>,
}

/// Somebody's work: what is most urgent of each sort, and how much there is.
#[derive(Debug, Clone)]
pub struct MyWork {
    /// In the order of [`Urgency::ALL`].
    pub lists: [Page<ActivitySummary>; 4],
}

/// What an overview of the units one may read can be narrowed to.
pub async fn choices(desk: &Desk) -> Result<Choices> {
    let reach = desk.reach(Ability::Read);
    let years = orm::plans::years(desk.store(), &reach).await?;
    // Who reads a whole region knows few of the thousands who are named there by name.
    let knows_them = reach.unit_ids.len() <= MAX_COMPARED;
    let owners = if knows_them { orm::owners::named_within(desk.store(), &reach).await? } else { Vec::new() };
    Ok(Choices { years, owners })
}

/// Progress of the units one may read, in and below `unit` where one is chosen.
pub async fn overview(desk: &Desk, unit: Option<UnitId>, filter: &Filter) -> Result<Overview> {
    let reach = reach(desk, unit);
    let units = &desk.organisation.units;
    let compared = compared(&reach, units);
    let (cells, followed_up) = if filter.is_of_counts() {
        // What lies below is counted with each, so that what is a unit's own is what those below leave.
        let mut asked: BTreeSet<UnitId> = reach.tops.iter().copied().collect();
        for unit in &compared {
            asked.insert(unit.id);
            asked.extend(units.children(unit.id).map(|child| child.id).filter(|_| !unit.is_with_below));
        }
        let asked: Vec<UnitId> = asked.into_iter().collect();
        let cells = progress::below(desk.store(), &asked, desk.today).await?;
        (cells, progress::followed_up_on(desk.store(), &reach).await?)
    } else {
        let own = progress::filtered(desk.store(), &reach, filter, desk.today).await?;
        let followed_up = progress::filtered_follow_up(desk.store(), &reach, filter, desk.today).await?;
        (rolled_up(own, units), followed_up)
    };
    let mut overview = counted(&cells, &reach, &compared, units);
    overview.total.followed_up_on = followed_up.get(&None).copied();
    for (theme, tally) in &mut overview.themes {
        tally.followed_up_on = followed_up.get(&Some(theme.clone())).copied();
    }
    let shown: Vec<UnitId> = overview.units.iter().map(|unit| unit.id).collect();
    overview.scores = progress::scores(desk.store(), &shown).await?;
    Ok(overview)
}

/// The activities that pass, by their last day, on a page from 1 on.
pub async fn list(desk: &Desk, unit: Option<UnitId>, filter: &Filter, page: u64) -> Result<Page<ActivitySummary>> {
    let (reach, store) = (reach(desk, unit), desk.store());
    let rows = activities::list(store, &reach, filter, desk.today, window(page, ROWS)).await?;
    Ok(Page { rows, count: activities::count(store, &reach, filter, desk.today).await? })
}

/// What waits for somebody in the units they may read: what is theirs, or all of it.
pub async fn my_work(desk: &Desk, is_mine: bool) -> Result<MyWork> {
    let reach = desk.reach(Ability::Read);
    let owners = desk.user().filter(|_| is_mine);
    let owners = owners.map(|user| domain::owner::names_of_person(&user.name, &user.titles_text));
    let work = Work { reach: &reach, owners: owners.as_deref(), today: desk.today };
    let [late, now, soon, silent] = activities::count_waiting(desk.store(), &work).await?;
    let of = async |urgency, count| {
        let rows = activities::waiting(desk.store(), &work, urgency, ROWS).await?;
        Result::Ok(Page { rows, count })
    };
    let (late, now) = (of(Urgency::Late, late).await?, of(Urgency::Now, now).await?);
    Ok(MyWork { lists: [late, now, of(Urgency::Soon, soon).await?, of(Urgency::Silent, silent).await?] })
}

/// What the rows that overviews and lists are read from say otherwise than the plans and inspections do.
pub async fn differences(desk: &Desk) -> Result<Vec<Difference>> {
    require_program(desk)?;
    Ok(read_model::differences(desk.store()).await?)
}

/// Makes the rows that overviews and lists are read from anew; answers how many plans were counted. Nobody writes
/// meanwhile.
pub async fn rebuild(desk: &Desk) -> Result<usize> {
    require_program(desk)?;
    Ok(read_model::rebuild(desk.store()).await?)
}

/// It is about every plan there is, and no person's to ask for.
fn require_program(desk: &Desk) -> Result<()> {
    if desk.user().is_some() { Err(Error::Forbidden) } else { Ok(()) }
}

/// The units one may read, in and below `unit` where one is chosen.
fn reach(desk: &Desk, unit: Option<UnitId>) -> Reach {
    let reach = desk.reach(Ability::Read);
    match unit {
        Some(unit) => reach.narrowed_to(unit, &desk.organisation.units),
        None => reach,
    }
}

/// Each unit by itself where there are few; else the topmost, each with those right below it and all they hold.
fn compared(reach: &Reach, units: &UnitTree) -> Vec<ComparedUnit> {
    if reach.unit_ids.len() <= MAX_COMPARED {
        return reach.unit_ids.iter().map(|&id| ComparedUnit { id, is_with_below: false }).collect();
    }
    let children = |top: UnitId| units.children(top).map(|child| ComparedUnit { id: child.id, is_with_below: true });
    let with_children = |&top: &UnitId| {
        std::iter::once(ComparedUnit { id: top, is_with_below: false }).chain(children(top)).collect::<Vec<_>>()
    };
    reach.tops.iter().flat_map(with_children).collect()
}

/// Counts what is each unit's own in all above it too.
fn rolled_up(own: Cells, units: &UnitTree) -> Cells {
    let mut cells = Cells::new();
    for ((unit, theme), tally) in own {
        for above in units.line_up(unit) {
            cells.entry((above.id, theme.clone())).or_default().add(&tally);
        }
    }
    cells
}

/// The numbers of the page from what is counted in and below each unit.
fn counted(cells: &Cells, reach: &Reach, compared: &[ComparedUnit], units: &UnitTree) -> Overview {
    let mut overview = Overview::default();
    for ((_, theme), tally) in cells.iter().filter(|((unit, _), _)| reach.tops.contains(unit)) {
        match theme {
            None => overview.total.add(tally),
            Some(theme) => overview.themes.entry(theme.clone()).or_default().add(tally),
        }
    }
    for unit in compared {
        let of_unit = of_unit(cells, *unit, units);
        if !of_unit.is_empty() {
            overview.units.push(*unit);
        }
        overview.cells.extend(of_unit.into_iter().map(|(theme, tally)| ((theme, unit.id), tally)));
    }
    overview
}

/// The numbers of one unit per theme: with all below it, or what is its own.
fn of_unit(cells: &Cells, unit: ComparedUnit, units: &UnitTree) -> BTreeMap<String, Tally> {
    let of = |id: UnitId| {
        let from = (id, Some(String::new()));
        cells.range(from..).take_while(move |((unit, _), _)| *unit == id)
    };
    let mut themes: BTreeMap<String, Tally> =
        of(unit.id).filter_map(|((_, theme), tally)| Some((theme.clone()?, tally.clone()))).collect();
    if !unit.is_with_below {
        for child in units.children(unit.id) {
            for ((_, theme), below) in of(child.id) {
                if let Some(tally) = theme.as_ref().and_then(|theme| themes.get_mut(theme)) {
                    tally.subtract(below);
                }
            }
        }
    }
    themes.retain(|_, tally| tally.total() > 0);
    themes
}
