//! The page of a plan.

use std::sync::Arc;

use app::{check::Checked, edit};
use axum::{
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{
    danish,
    id::PartId,
    inspection::Inspection,
    part::PartKind,
    plan::{Plan, PlanStatus},
    progress,
    role::Ability,
};
use maud::{Markup, html};

use crate::{context::Context, error::Result, layout, paths, ui};

pub(in crate::plans) mod block;
pub(in crate::plans) mod cell;
pub(in crate::plans) mod editor;
pub(in crate::plans) mod follow_up_form;
pub(in crate::plans) mod new_part_form;
pub(in crate::plans) mod view;

use view::{Open, PlanView};

/// The page, with something open for writing or nothing.
pub(super) async fn page(ctx: &Context, plan: &Arc<Plan>, open: Option<Open>) -> Result<Markup> {
    let unanswered = match open {
        Some(Open::NewPart(PartKind::Block, _)) => edit::unanswered(&ctx.desk, plan).await?,
        _ => Vec::new(),
    };
    let checked = ctx.desk.checked(plan).await?;
    let view = PlanView { unanswered: &unanswered, ..view_of(ctx, plan, &checked, open)? };
    let inspection = match plan.inspection_id {
        Some(id) => Some(app::inspections::of_plan(&ctx.desk, id).await?),
        None => None,
    };
    Ok(markup(ctx, &view, inspection.as_deref()))
}

/// What the parts of the page need to know.
pub(super) fn view_of<'a>(
    ctx: &'a Context,
    plan: &'a Plan,
    checked: &'a Checked,
    open: Option<Open>,
) -> Result<PlanView<'a>> {
    let is_open = plan.status != PlanStatus::Closed;
    Ok(PlanView {
        plan,
        template: ctx.desk.template(&plan.template_id)?,
        today: ctx.desk.today,
        may_write: is_open && ctx.desk.may(Ability::Write, plan.unit_id),
        may_follow_up: is_open && ctx.desk.may(Ability::FollowUp, plan.unit_id),
        may_remark: plan.status == PlanStatus::Proposed && ctx.desk.may(Ability::Approve, plan.unit_id),
        checked,
        unanswered: &[],
        open,
    })
}

/// A part of the page for htmx; a page around it for other browsers.
pub(super) fn answer(ctx: &Context, status: StatusCode, plan: &Plan, markup: &Markup) -> Response {
    if ctx.is_fragment {
        return (status, markup.clone()).into_response();
    }
    let content = html! {
        h1 { (plan.title) }
        div.plan.plan-alene { (markup) }
        p { a href=(paths::Plan { id: plan.id }) { "Tilbage til planen" } }
    };
    (status, layout::page(ctx, &plan.title, &content)).into_response()
}

/// All of the plan's parts, for changes that move more than one field; the part gets the focus.
pub(super) async fn whole_plan(ctx: &Context, plan: &Arc<Plan>, part: PartId) -> Result<Response> {
    let checked = ctx.desk.checked(plan).await?;
    let view = view_of(ctx, plan, &checked, None)?;
    Ok((swap_plan(&format!("d-{part}")), block::plan(&view)).into_response())
}

/// Tells htmx to put the answer in place of the whole plan.
pub(super) fn swap_plan(focus: &str) -> [(HeaderName, String); 3] {
    [
        (HeaderName::from_static("hx-retarget"), "#plan".to_owned()),
        (HeaderName::from_static("hx-reswap"), "outerHTML".to_owned()),
        (HeaderName::from_static("hx-trigger-after-settle"), format!(r#"{{"fokus":"{focus}"}}"#)),
    ]
}

fn markup(ctx: &Context, view: &PlanView<'_>, inspection: Option<&Inspection>) -> Markup {
    let plan = view.plan;
    let content = html! {
        (ui::page_header(&plan.title, actions(view)))
        (facts(ctx, view, inspection))
        @if !plan.introduction.is_empty() { p.bred-tekst { (plan.introduction) } }
        @if plan.blocks.is_empty() {
            p.font-lead { "Planen er tom. Tilføj det første fund herunder, og skriv så emner og aktiviteter." }
        }
        div #fortryd {}
        (block::plan(view))
        @if !plan.closing.is_empty() { p.bred-tekst { (plan.closing) } }
    };
    layout::page(ctx, &plan.title, &content)
}

fn actions(view: &PlanView<'_>) -> Markup {
    let id = view.plan.id;
    html! {
        a.button.button-primary href=(paths::Approval { id }) { "Forløb og godkendelse" }
        a.button.button-secondary href=(paths::Export { id }) { "Hent" }
        details.menu {
            summary.button.button-secondary { "Mere" }
            ul {
                li { a href=(paths::PlanCheck { id }) { "Kontrol før afsendelse" } }
                li { a href=(paths::Versions { id }) { "Versioner og sammenligning" } }
                li { a href=(paths::PlanHistory { id }) { "Historik" } }
                @if view.may_write {
                    li { a href=(paths::Spreadsheet { id }) { "Hent rettet regneark ind" } }
                    li { a href=(paths::RemovedParts { id }) { "Slettede dele" } }
                    li { a href=(paths::PlanFields { id }) { "Ret titel, år og frist" } }
                }
            }
        }
    }
}

fn facts(ctx: &Context, view: &PlanView<'_>, inspection: Option<&Inspection>) -> Markup {
    let (plan, organisation) = (view.plan, &ctx.desk.organisation);
    let tally = progress::tally(plan, ctx.desk.today);
    let is_late = |day: NaiveDate| day < ctx.desk.today && plan.status < PlanStatus::Submitted;
    html! {
        div.planfakta {
            span { (organisation.unit_name(plan.unit_id)) }
            (ui::state::plan_status(plan.status))
            @if let Some(found) = inspection {
                span { "Efter tilsyn: " (ui::link::inspection(found, organisation)) }
            }
            @if let Some(day) = plan.due_on {
                span { "Frist: " (danish::date(day)) @if is_late(day) { " – " strong { "passeret" } } }
            }
            span { "År: " (plan.year) }
            (ui::state::progress(&tally))
        }
        (next(view))
    }
}

/// What is to be done before the plan can go on: the check's findings and the remarks.
fn next(view: &PlanView<'_>) -> Markup {
    let id = view.plan.id;
    let remarks = view.checked.record.open_remarks().count();
    let (blocking_count, _) = view.checked.counts();
    html! {
        @if view.may_write && view.plan.status < PlanStatus::Submitted && !view.plan.blocks.is_empty() {
            p.naeste {
                a href=(paths::PlanCheck { id }) {
                    @if blocking_count > 0 {
                        "Kontrol: " (count(blocking_count, "ting skal rettes", "ting skal rettes"))
                    } @else {
                        "Kontrol: intet hindrer afsendelse"
                    }
                }
                @if remarks > 0 {
                    " · "
                    a href=(paths::Approval { id }) {
                        (count(remarks, "bemærkning venter", "bemærkninger venter"))
                    }
                }
            }
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
