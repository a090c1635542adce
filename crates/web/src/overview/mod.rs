//! Progress per theme and unit, and the activities behind each number.

use axum::{Router, response::Response};
use axum_extra::{extract::Query, routing::RouterExt};
use domain::{
    activity::ActivityStatus,
    id::UnitId,
    plan::PlanStatus,
    progress::{Filter, Flag},
};
use serde::Deserialize;

use crate::{AppState, context::Context, error::Result, paths, typed};

mod activities;
mod filter;
mod show;
mod units;

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
    #[serde(rename = "side")]
    pub(crate) page: String,
}

impl OverviewQuery {
    /// The filter the address means.
    fn filter(&self) -> Filter {
        // No name holds the sign that no database takes.
        let given = |text: &str| (!text.is_empty()).then(|| text.replace('\0', " "));
        Filter {
            inspectorate_id: given(&self.inspectorate),
            year: self.year.parse().ok(),
            plan_status: PlanStatus::from_key(&self.plan),
            owner: given(&self.owner),
            theme: self.theme.as_deref().map(|key| key.replace('\0', " ")),
            status: ActivityStatus::from_key(&self.status),
            flag: Flag::from_key(&self.flag),
        }
    }

    /// The page of a list, from 1.
    fn page(&self) -> u64 {
        typed::page(&self.page)
    }

    /// The unit chosen, where one is.
    fn chosen(&self) -> Option<UnitId> {
        self.unit.parse().ok()
    }
}

async fn show(_: paths::Overview, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Response> {
    ctx.kept(ctx.desk.of_all_plans(), async || {
        let filter = Filter { theme: None, status: None, flag: None, ..query.filter() };
        let counted = app::overview::overview(&ctx.desk, query.chosen(), &filter).await?;
        let choices = app::overview::choices(&ctx.desk).await?;
        Ok(show::page(&ctx, &query, &counted, &choices))
    })
    .await
}

async fn list(_: paths::OverviewActivities, ctx: Context, Query(query): Query<OverviewQuery>) -> Result<Response> {
    ctx.kept(ctx.desk.of_all_plans(), async || {
        let found = app::overview::list(&ctx.desk, query.chosen(), &query.filter(), query.page()).await?;
        Ok(activities::page(&ctx, &query, &found))
    })
    .await
}
