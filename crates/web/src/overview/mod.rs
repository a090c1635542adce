//! Progress per theme and unit, and the activities behind each number.

use std::{collections::HashSet, sync::Arc};

use axum::Router;
use axum_extra::{extract::Query, routing::RouterExt};
use domain::{
    access::Ability,
    activity::ActivityStatus,
    id::UnitId,
    plan::PlanStatus,
    progress::{ActivityFact, Filter, Flag, overview},
};
use maud::Markup;
use orm::progress::Facts;
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
    pub(crate) enhed: String,
    pub(crate) tilsyn: String,
    pub(crate) aar: String,
    pub(crate) plan: String,
    pub(crate) ansvarlig: String,
    pub(crate) tema: Option<String>,
    pub(crate) status: String,
    pub(crate) maerke: String,
}

impl OverviewQuery {
    /// The filter the address means, within the units one may see.
    fn filter(&self, ctx: &Context) -> Filter {
        let chosen = self.enhed.parse::<UnitId>().ok();
        let seen = ctx.units_where(Ability::Read).into_iter();
        let units = seen.filter(|&id| chosen.is_none_or(|top| ctx.organisation.units.is_within(id, top)));
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            unit_ids: Some(units.collect::<HashSet<_>>()),
            inspectorate_id: given(&self.tilsyn),
            year: self.aar.parse().ok(),
            plan_status: PlanStatus::from_key(&self.plan),
            owner: given(&self.ansvarlig),
            theme: self.tema.clone(),
            status: ActivityStatus::from_key(&self.status),
            flag: Flag::from_key(&self.maerke),
        }
    }
}

async fn show(_: paths::Overview, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Markup> {
    let facts = orm::progress::facts(&ctx.view).await?;
    let filter = Filter { theme: None, status: None, flag: None, ..query.filter(&ctx) };
    let counted = overview(facts.iter(), &filter, ctx.today);
    Ok(show::page(&ctx, &query, &counted, &facts))
}

async fn list(_: paths::OverviewActivities, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Markup> {
    let facts: Arc<Facts> = orm::progress::facts(&ctx.view).await?;
    let filter = query.filter(&ctx);
    let mut found: Vec<&ActivityFact> = facts.iter().filter(|fact| filter.lets_through(fact, ctx.today)).collect();
    found.sort_by_key(|fact| (fact.period.reading.end.is_none(), fact.period.reading.end));
    Ok(activities::page(&ctx, &query, &found))
}
