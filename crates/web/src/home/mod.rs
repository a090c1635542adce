//! My work: what is late, what is due now, what is due soon, and what waits for a follow-up.

use std::collections::HashSet;

use axum::Router;
use axum_extra::{extract::Query, routing::RouterExt};
use chrono::{Days, NaiveDate};
use domain::{
    id::UnitId,
    period::PeriodKind,
    plan::PlanHead,
    plan::PlanStatus,
    progress::ActivitySummary,
    role::{Ability, Role},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{AppState, context::Context, error::Result, layout, paths, ui};

/// Days ahead that count as now.
const NOW: u64 = 7;
/// Days ahead that count as soon.
const SOON: u64 = 30;
/// Days after which work that runs all the time asks for a follow-up.
const SILENT: u64 = 90;
/// Rows shown of each list.
const ROWS: usize = 50;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HomeQuery {
    #[serde(rename = "vis")]
    show: String,
}

/// The lists of the page.
#[derive(Default)]
struct Lists<'a> {
    late: Vec<&'a ActivitySummary>,
    now: Vec<&'a ActivitySummary>,
    soon: Vec<&'a ActivitySummary>,
    silent: Vec<&'a ActivitySummary>,
}

impl<'a> Lists<'a> {
    fn sort(summaries: impl Iterator<Item = &'a ActivitySummary>, today: NaiveDate) -> Self {
        let mut lists = Self::default();
        let (now, soon, silent) = (today + Days::new(NOW), today + Days::new(SOON), today - Days::new(SILENT));
        for summary in summaries {
            let reading = summary.period.reading;
            let end = reading.end.filter(|_| !matches!(reading.kind, PeriodKind::Ongoing | PeriodKind::Recurring));
            match end {
                Some(_) if summary.is_overdue(today) => lists.late.push(summary),
                Some(end) if end <= now => lists.now.push(summary),
                Some(end) if end <= soon => lists.soon.push(summary),
                None if summary.followed_up_on.is_none_or(|on| on < silent) => lists.silent.push(summary),
                _ => {}
            }
        }
        for list in [&mut lists.late, &mut lists.now, &mut lists.soon] {
            list.sort_by_key(|summary| summary.period.reading.end);
        }
        lists.silent.sort_by_key(|summary| summary.followed_up_on);
        lists
    }

    fn is_empty(&self) -> bool {
        [&self.late, &self.now, &self.soon, &self.silent].iter().all(|list| list.is_empty())
    }
}

async fn show(_: paths::Home, ctx: Context, Query(query): Query<HomeQuery>) -> Result<Markup> {
    let summaries = app::plans::summaries(&ctx.desk).await?;
    let is_staff_only = ctx.user.grants.iter().all(|grant| grant.role == Role::Staff);
    let only_mine = if query.show.is_empty() { is_staff_only } else { query.show == "mine" };
    let seen: HashSet<UnitId> = ctx.desk.units_where(Ability::Read).into_iter().collect();
    let open = summaries.iter().filter(|summary| {
        !summary.status.is_finished()
            && summary.plan_status != PlanStatus::Closed
            && seen.contains(&summary.unit_id)
            && (!only_mine || summary.is_owned_by(&ctx.user.name, &ctx.user.titles_text))
    });
    let lists = Lists::sort(open, ctx.desk.today);
    let heads = app::plans::list(&ctx.desk, Ability::Write).await?;
    Ok(page(&ctx, &lists, only_mine, &heads))
}

fn page(ctx: &Context, lists: &Lists<'_>, only_mine: bool, heads: &[PlanHead]) -> Markup {
    let first_name = ctx.user.name.split(' ').next().unwrap_or_default();
    let content = html! {
        (ui::page_header(format!("Hej {first_name}"), ""))
        nav.faneblade aria-label="Hvis aktiviteter" {
            a href={ (paths::Home) "?vis=mine" } aria-current=[only_mine.then_some("true")] { "Mine aktiviteter" }
            a href={ (paths::Home) "?vis=alle" } aria-current=[(!only_mine).then_some("true")] { "Alle i mine enheder" }
        }
        @if lists.is_empty() {
            (ui::empty_state(if only_mine { "Du har ingen aktiviteter, der venter." } else { "Ingen aktiviteter venter." }, ""))
        }
        @for (status, title) in [(PlanStatus::Proposed, "Planer, der venter på din godkendelse"), (PlanStatus::Approved, "Planer, du kan sende til tilsynet")] {
            (plans(ctx, title, heads.iter().filter(|head| head.status == status && ctx.desk.may(Ability::Approve, head.unit_id))))
        }
        (section(ctx, "Overskredet", "sen", &lists.late))
        (section(ctx, "Frist inden for en uge", "nu", &lists.now))
        (section(ctx, "Frist inden for en måned", "snart", &lists.soon))
        (section(ctx, "Uden frist – og uden opfølgning i tre måneder", "stille", &lists.silent))
        (plans(ctx, "Planer under arbejde", heads.iter().filter(|head| head.status == PlanStatus::Draft)))
    };
    layout::page(ctx, "Mit arbejde", &content)
}

fn plans<'a>(ctx: &Context, title: &str, heads: impl Iterator<Item = &'a PlanHead>) -> Markup {
    let mut heads = heads.peekable();
    html! {
        @if heads.peek().is_some() {
            section.arbejde {
                h2 { (title) }
                ul { @for head in heads {
                    li {
                        (ui::link::plan(head)) ", " (ctx.desk.organisation.unit_name(head.unit_id))
                        @if let Some(day) = head.due_on { " – frist " (domain::danish::date(day)) }
                        @if head.status != PlanStatus::Draft { " – " a href=(paths::Approval { id: head.id }) { "Gå til forløbet" span.sr-only { " for " (head.title) } } }
                    }
                } }
            }
        }
    }
}

fn section(ctx: &Context, title: &str, class: &str, summaries: &[&ActivitySummary]) -> Markup {
    html! {
        @if !summaries.is_empty() {
            section class={ "arbejde arbejde-" (class) } {
                h2 { (title) " " span.antal { "(" (summaries.len()) ")" } }
                ul.arbejdsliste {
                    @for summary in summaries.iter().take(ROWS) { (row(ctx, summary)) }
                }
                @if summaries.len() > ROWS { p { "De første " (ROWS) " er vist. " a href=(paths::Overview) { "Se alle i overblikket" } } }
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
                @else { span { (summary.period.text) " " (ui::state::reading(&summary.period, summary.status, ctx.desk.today)) } }
                span { @if summary.owners.is_empty() { span.mangler { "Uden ansvarlig" } } @else { (domain::danish::and_list(&summary.owners)) } }
                span.enhed { (ctx.desk.organisation.unit_name(summary.unit_id)) }
            }
        }
    }
}
