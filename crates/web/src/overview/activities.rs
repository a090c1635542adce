//! The activities behind a number of the overview.

use app::page::{Page, ROWS};
use domain::{
    activity::ActivityStatus,
    danish,
    progress::{ActivitySummary, Flag, theme_key},
    role::Ability,
};
use maud::{Markup, html};

use super::OverviewQuery;
use crate::{context::Context, layout, paths, ui};

pub(super) fn page(ctx: &Context, query: &OverviewQuery, found: &Page<ActivitySummary>) -> Markup {
    let address = |page| query.page_address(paths::OverviewActivities, page);
    let content = html! {
        h1 { "Aktiviteter " span.antal { "(" (found.count) ")" } }
        p { (described(ctx, query)) " " a href=(paths::Overview) { "Til overblikket" } }
        @if found.count == 0 {
            (ui::empty_state("Ingen aktiviteter passer.", ""))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Aktiviteter" {
                table.table {
                    thead { tr {
                        th scope="col" { "Hvad" } th scope="col" { "Hvornår" } th scope="col" { "Hvem" }
                        th scope="col" { "Status" } th scope="col" { "Seneste opfølgning" }
                        th scope="col" { "Enhed" } th scope="col" { "Plan" }
                    } }
                    tbody { @for summary in &found.rows { (row(ctx, summary)) } }
                }
            }
            (ui::pages::pages(query.page(), ROWS, found.count, address))
        }
    };
    layout::page(ctx, "Aktiviteter", &content)
}

fn row(ctx: &Context, summary: &ActivitySummary) -> Markup {
    html! {
        tr {
            td { (ui::link::activity(summary.plan_id, summary.activity_id, &summary.what)) }
            td {
                (summary.period.text) " "
                (ui::state::reading(&summary.period, summary.status, ctx.desk.today))
            }
            td { (danish::and_list(&summary.owners)) }
            td { (ui::state::status(summary.status)) }
            td { (summary.followed_up_on.map(danish::date).unwrap_or_default()) }
            td { (ctx.desk.organisation.unit_name(summary.unit_id)) }
            td { a href=(paths::Plan { id: summary.plan_id }) { (summary.plan_title) } }
        }
    }
}

/// What the address narrows to, in words.
fn described(ctx: &Context, query: &OverviewQuery) -> String {
    let theme = query.theme.as_deref().map(|key| {
        let titles = ctx.desk.organisation.models.iter().flat_map(domain::quality_model::QualityModel::themes);
        titles.into_iter().find(|item| theme_key(&item.id) == key).map_or("Uden tema", |item| item.title.as_str())
    });
    // A unit one may not read does not exist.
    let unit = query.unit.parse().ok().filter(|&id| ctx.desk.may(Ability::Read, id));
    let unit = unit.map(|id| ctx.desk.organisation.unit_name(id));
    let inspectorate = ctx.desk.organisation.inspectorate(&query.inspectorate).map(|found| found.name.as_str());
    let status = ActivityStatus::from_key(&query.status).map(ActivityStatus::label);
    let flag = Flag::from_key(&query.flag).map(Flag::label);
    let plan = domain::plan::PlanStatus::from_key(&query.plan).map(domain::plan::PlanStatus::label);
    let given = |text: &'static str, value: &str| (!value.is_empty()).then(|| format!("{text}{value}"));
    let words = [theme, unit, inspectorate, status, flag, plan].into_iter().flatten().map(ToOwned::to_owned);
    let words: Vec<String> = words
        .chain(given("", &query.year))
        .chain(given("ansvarlig: ", &query.owner))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "Alle aktiviteter.".into() } else { format!("{}.", words.join(" · ")) }
}
