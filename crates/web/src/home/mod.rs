//! My work: what is late, what is due now, what is due soon, and what waits for a follow-up.

use app::{overview::MyWork, page::Page, plans::list_of_status};
use axum::{Router, response::Response};
use axum_extra::{extract::Query, routing::RouterExt};
use domain::{
    danish,
    plan::{PlanHead, PlanStatus},
    progress::{ActivitySummary, Urgency},
    role::{Ability, Role},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{AppState, context::Context, error::Result, layout, paths, ui};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HomeQuery {
    #[serde(rename = "vis")]
    show: String,
}

/// Plans that wait for somebody to take a step with them, or to go on writing.
struct Plans {
    proposed: Page<PlanHead>,
    approved: Page<PlanHead>,
    drafts: Page<PlanHead>,
}

async fn show(_: paths::Home, ctx: Context, Query(query): Query<HomeQuery>) -> Result<Response> {
    ctx.kept(ctx.desk.of_all_plans(), async || my_work(&ctx, &query).await).await
}

async fn my_work(ctx: &Context, query: &HomeQuery) -> Result<Markup> {
    let is_staff_only = ctx.user.grants.iter().all(|grant| grant.role == Role::Staff);
    let only_mine = if query.show.is_empty() { is_staff_only } else { query.show == "mine" };
    let work = app::overview::my_work(&ctx.desk, only_mine).await?;
    let plans = Plans {
        proposed: list_of_status(&ctx.desk, Ability::Approve, PlanStatus::Proposed).await?,
        approved: list_of_status(&ctx.desk, Ability::Approve, PlanStatus::Approved).await?,
        drafts: list_of_status(&ctx.desk, Ability::Write, PlanStatus::Draft).await?,
    };
    Ok(page(ctx, &work, only_mine, &plans))
}

fn page(ctx: &Context, work: &MyWork, only_mine: bool, waiting: &Plans) -> Markup {
    let first_name = ctx.user.name.split(' ').next().unwrap_or_default();
    let content = html! {
        (ui::page_header(format!("Hej {first_name}"), ""))
        nav.faneblade aria-label="Hvis aktiviteter" {
            a href={ (paths::Home) "?vis=mine" } aria-current=[only_mine.then_some("true")] { "Mine aktiviteter" }
            a href={ (paths::Home) "?vis=alle" } aria-current=[(!only_mine).then_some("true")] {
                "Alle i mine enheder"
            }
        }
        @if work.lists.iter().all(|list| list.count == 0) { (nothing(only_mine)) }
        (plans(ctx, "Planer, der venter på din godkendelse", &waiting.proposed))
        (plans(ctx, "Planer, du kan sende til tilsynet", &waiting.approved))
        @for (urgency, list) in Urgency::ALL.into_iter().zip(&work.lists) { (section(ctx, urgency, list)) }
        (plans(ctx, "Planer under arbejde", &waiting.drafts))
    };
    layout::page(ctx, "Mit arbejde", &content)
}

fn nothing(only_mine: bool) -> Markup {
    let text = if only_mine { "Du har ingen aktiviteter, der venter." } else { "Ingen aktiviteter venter." };
    ui::empty_state(text, "")
}

fn plans(ctx: &Context, title: &str, plans: &Page<PlanHead>) -> Markup {
    html! {
        @if plans.count > 0 {
            section.arbejde {
                h2 { (title) }
                ul { @for head in &plans.rows { (plan(ctx, head)) } }
                @if plans.count > plans.rows.len() {
                    p { "De første " (plans.rows.len()) " er vist. " a href=(paths::Plans) { "Se alle handleplaner" } }
                }
            }
        }
    }
}

fn plan(ctx: &Context, head: &PlanHead) -> Markup {
    html! {
        li {
            (ui::link::plan(head)) ", " (ctx.desk.organisation.unit_name(head.unit_id))
            @if let Some(day) = head.due_on { " – frist " (danish::date(day)) }
            @if head.status != PlanStatus::Draft {
                " – "
                a href=(paths::Approval { id: head.id }) {
                    "Gå til forløbet" span.sr-only { " for " (head.title) }
                }
            }
        }
    }
}

fn section(ctx: &Context, urgency: Urgency, list: &Page<ActivitySummary>) -> Markup {
    let (title, class) = match urgency {
        Urgency::Late => ("Overskredet", "sen"),
        Urgency::Now => ("Frist inden for en uge", "nu"),
        Urgency::Soon => ("Frist inden for en måned", "snart"),
        Urgency::Silent => ("Uden frist – og uden opfølgning i tre måneder", "stille"),
    };
    html! {
        @if list.count > 0 {
            section class={ "arbejde arbejde-" (class) } {
                h2 { (title) " " span.antal { "(" (list.count) ")" } }
                ul.arbejdsliste {
                    @for summary in &list.rows { (row(ctx, summary)) }
                }
                @if list.count > list.rows.len() {
                    p {
                        "De første " (list.rows.len()) " er vist. "
                        a href=(paths::Overview) { "Se alle i overblikket" }
                    }
                }
            }
        }
    }
}

fn row(ctx: &Context, summary: &ActivitySummary) -> Markup {
    html! {
        li {
            div.hvad { (ui::link::activity(summary.plan_id, summary.activity_id, &summary.what)) }
            div.fakta-linje {
                (ui::state::status(summary.status))
                @if summary.period.text.is_empty() { span.mangler { "Uden dato" } }
                @else {
                    span {
                        (summary.period.text) " "
                        (ui::state::reading(&summary.period, summary.status, ctx.desk.today))
                    }
                }
                span {
                    @if summary.owners.is_empty() { span.mangler { "Uden ansvarlig" } }
                    @else { (danish::and_list(&summary.owners)) }
                }
                span.enhed { (ctx.desk.organisation.unit_name(summary.unit_id)) }
            }
        }
    }
}
