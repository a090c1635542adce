//! Progress per theme and unit, and the activities behind each number.

use std::{collections::HashSet, sync::Arc};

use axum::Router;
use axum_extra::{extract::Query, routing::RouterExt};
use domain::{
    activity::ActivityStatus,
    id::UnitId,
    plan::PlanStatus,
    progress::{ActivitySummaries, ActivitySummary, Filter, Flag, overview},
    role::Ability,
};
use maud::Markup;
use serde::Deserialize;

use crate::{AppState, context::Context, error::Result, paths};

mod activities;
mod filter;
mod show;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_get(list)
}

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OverviewQuery {
    #[serde(rename = "enhed")]
    pub(crate) unit: String,
    #[serde(rename = "tilsyn")]
    pub(crate) inspectorate: String,
    #[serde(rename = "aar")]
    pub(crate) year: String,
    pub(crate) plan: String,
    #[serde(rename = "ansvarlig")]
    pub(crate) owner: String,
    #[serde(rename = "tema")]
    pub(crate) theme: Option<String>,
    pub(crate) status: String,
    #[serde(rename = "maerke")]
    pub(crate) flag: String,
}

impl OverviewQuery {
    /// The filter the address means, within the units one may see.
    fn filter(&self, ctx: &Context) -> Filter {
        let chosen = self.unit.parse::<UnitId>().ok();
        let seen = ctx.desk.units_where(Ability::Read).into_iter();
        let units = seen.filter(|&id| chosen.is_none_or(|top| ctx.desk.organisation.units.is_within(id, top)));
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            unit_ids: Some(units.collect::<HashSet<_>>()),
            inspectorate_id: given(&self.inspectorate),
            year: self.year.parse().ok(),
            plan_status: PlanStatus::from_key(&self.plan),
            owner: given(&self.owner),
            theme: self.theme.clone(),
            status: ActivityStatus::from_key(&self.status),
            flag: Flag::from_key(&self.flag),
        }
    }
}

async fn show(_: paths::Overview, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Markup> {
    let summaries = app::plans::summaries(&ctx.desk).await?;
    let filter = Filter { theme: None, status: None, flag: None, ..query.filter(&ctx) };
    let counted = overview(summaries.iter(), &filter, ctx.desk.today);
    Ok(show::page(&ctx, &query, &counted, &summaries))
}

async fn list(_: paths::OverviewActivities, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Markup> {
    let summaries: Arc<ActivitySummaries> = app::plans::summaries(&ctx.desk).await?;
    let filter = query.filter(&ctx);
    let mut found: Vec<&ActivitySummary> =
        summaries.iter().filter(|summary| filter.lets_through(summary, ctx.desk.today)).collect();
    found.sort_by_key(|summary| (summary.period.reading.end.is_none(), summary.period.reading.end));
    Ok(activities::page(&ctx, &query, &found))
}
