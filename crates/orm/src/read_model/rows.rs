//! The rows of a plan's activities: from its tree, and as they are stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    activity::ends_on,
    owner,
    period::PeriodKind,
    plan::{Activity, Block, Issue, Plan, PlanStatus},
    progress::theme_key,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, sea_query::Query,
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{activity, activity_owner, activity_theme, inspection},
    sql::Sql,
};

use super::owners::is_name;

/// The theme under which every activity is counted once.
pub(crate) const ALL_THEMES: &str = "*";
/// The theme of activities whose finding names none.
const NO_THEME: &str = "";

/// An activity as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) row: activity::Model,
    pub(super) themes: BTreeSet<String>,
    pub(super) owners: BTreeSet<String>,
}

impl Counted {
    /// What of it is counted as progress.
    pub(super) fn progress(&self) -> impl PartialEq + '_ {
        let row = &self.row;
        (&self.themes, row.unit_id, &row.status, row.ends, row.is_undated, row.is_unowned)
    }

    /// What of it is counted as followed up.
    pub(super) fn follow_up(&self) -> impl PartialEq + '_ {
        (&self.themes, self.row.unit_id, self.row.followed_up_on)
    }
}

/// What is asked of other tables to count plans: who inspected, and the themes that references belong to.
pub(super) struct Surroundings {
    inspectorates: HashMap<Uuid, String>,
    themes: HashMap<String, String>,
}

#[derive(FromQueryResult)]
struct ItemTheme {
    item: String,
    theme: String,
}

impl Surroundings {
    pub(super) async fn of(tx: &DatabaseTransaction, plans: &[Plan]) -> Result<Self> {
        let visits: BTreeSet<Uuid> = plans.iter().filter_map(|plan| plan.inspection_id).map(|id| id.0).collect();
        let inspectorates = if visits.is_empty() {
            Vec::new()
        } else {
            inspection::Entity::find().filter(inspection::Column::Id.is_in(visits)).all(tx).await?
        };
        let items: BTreeSet<&str> = plans
            .iter()
            .flat_map(|plan| &plan.blocks)
            .flat_map(|block| block.finding.references.items.iter().map(String::as_str))
            .collect();
        Ok(Self {
            inspectorates: inspectorates.into_iter().map(|row| (row.id, row.inspectorate_id)).collect(),
            themes: themes_of(tx, items).await?,
        })
    }

    /// The rows of a plan, by the identity of its activities.
    pub(super) fn count(&self, plan: &Plan) -> BTreeMap<Uuid, Counted> {
        let inspectorate = plan.inspection_id.and_then(|id| self.inspectorates.get(&id.0));
        let of_issue = |(block, issue): (_, _)| {
            let themes = self.themes(block);
            let counted = move |activity| (counted(plan, inspectorate, issue, activity), themes.clone());
            issue.activities().map(counted)
        };
        plan.issues()
            .flat_map(of_issue)
            .map(|((row, owners), themes)| (row.id, Counted { row, themes, owners }))
            .collect()
    }

    fn themes(&self, block: &Block) -> BTreeSet<String> {
        let known = block.finding.references.items.iter().filter_map(|item| self.themes.get(item));
        let mut themes: BTreeSet<String> = known.map(|theme| theme_key(theme).to_owned()).collect();
        if themes.is_empty() {
            themes.insert(NO_THEME.to_owned());
        }
        themes.insert(ALL_THEMES.to_owned());
        themes
    }
}

fn counted(
    plan: &Plan,
    inspectorate: Option<&String>,
    issue: &Issue,
    activity: &Activity,
) -> (activity::Model, BTreeSet<String>) {
    let (period, owners) = (issue.period_of(activity), issue.owners_of(activity));
    let reading = period.reading;
    let is_open = !activity.status.is_finished();
    let row = activity::Model {
        id: activity.id.0,
        plan_id: plan.id.0,
        unit_id: plan.unit_id.0,
        year: plan.year,
        plan_status: plan.status.key().to_owned(),
        inspectorate_id: inspectorate.cloned(),
        status: activity.status.key().to_owned(),
        period_text: period.text.clone(),
        period_start: reading.start,
        period_end: reading.end,
        period_kind: reading.kind.key().to_owned(),
        is_period_corrected: period.is_corrected,
        owner_text: owners.join("\n"),
        followed_up_on: activity.follow_ups.iter().map(|note| note.noted_on).max(),
        ends: ends_on(period, activity.status),
        is_undated: reading.kind == PeriodKind::Unparseable,
        is_unowned: owners.is_empty(),
        is_awaited: is_open && plan.status != PlanStatus::Closed,
    };
    let names = owners.iter().filter(|name| is_name(name));
    (row, names.map(|name| owner::normal(name)).collect())
}

/// The theme that each item of a quality model belongs to.
async fn themes_of(tx: &DatabaseTransaction, items: BTreeSet<&str>) -> Result<HashMap<String, String>> {
    if items.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        tx.get_database_backend(),
        "WITH RECURSIVE line (item, id, parent_id) AS (SELECT id, id, parent_id FROM model_item WHERE id IN ",
    );
    sql.bind_all(items.into_iter().map(ToOwned::to_owned)).push(
        " UNION SELECT line.item, model_item.id, model_item.parent_id FROM line \
         JOIN model_item ON model_item.id = line.parent_id) \
         SELECT item, id AS theme FROM line WHERE parent_id IS NULL",
    );
    let found = ItemTheme::find_by_statement(sql.statement()).all(tx).await?;
    Ok(found.into_iter().map(|row| (row.item, row.theme)).collect())
}

/// The rows of these plans as they are stored.
pub(super) async fn stored(tx: &DatabaseTransaction, plan_ids: &[Uuid]) -> Result<BTreeMap<Uuid, Counted>> {
    let found = activity::Entity::find().filter(activity::Column::PlanId.is_in(plan_ids.to_vec())).all(tx).await?;
    let mut counted: BTreeMap<Uuid, Counted> = found
        .into_iter()
        .map(|row| (row.id, Counted { row, themes: BTreeSet::new(), owners: BTreeSet::new() }))
        .collect();
    let of_plans = || {
        Query::select()
            .column(activity::Column::Id)
            .from(activity::Entity)
            .and_where(activity::Column::PlanId.is_in(plan_ids.to_vec()))
            .to_owned()
    };
    let themes = activity_theme::Entity::find().filter(activity_theme::Column::ActivityId.in_subquery(of_plans()));
    for row in themes.all(tx).await? {
        if let Some(counted) = counted.get_mut(&row.activity_id) {
            counted.themes.insert(row.theme);
        }
    }
    let owners = activity_owner::Entity::find().filter(activity_owner::Column::ActivityId.in_subquery(of_plans()));
    for row in owners.all(tx).await? {
        if let Some(counted) = counted.get_mut(&row.activity_id) {
            counted.owners.insert(row.owner);
        }
    }
    Ok(counted)
}
