//! The page of a plan.

use domain::{access::Ability, danish, inspection::Inspection, plan::PlanStatus, progress};
use maud::{Markup, html};

use super::{block, view::PlanView};
use crate::{context::Context, layout, paths, ui};

pub(super) fn page(ctx: &Context, view: &PlanView<'_>, inspection: Option<&Inspection>) -> Markup {
    let plan = view.plan;
    let content = html! {
        (ui::page_header(&plan.title, actions(view)))
        (facts(ctx, view, inspection))
        @if !plan.introduction.is_empty() { p.bred-tekst { (plan.introduction) } }
        @if plan.blocks.is_empty() {
            p.font-lead { "Planen er tom. Tilføj det første fund herunder, og skriv så emner, mål og aktiviteter." }
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
        a.button.button-primary href=(paths::ExportDocx { id }) { "Hent som Word" }
        details.menu {
            summary.button.button-secondary { "Mere" }
            ul {
                li { a href={ (paths::ExportDocx { id }) "?questions=1" } { "Word med ledespørgsmål" } }
                li { a href=(paths::ExportCsv { id }) { "Regneark (CSV)" } }
                li { a href=(paths::ExportJson { id }) { "Data (JSON)" } }
                li { a href=(paths::PlanHistory { id }) { "Historik" } }
                @if view.may_write {
                    li { a href=(paths::RemovedParts { id }) { "Slettede dele" } }
                    li { a href=(paths::PlanFields { id }) { "Ret titel, år og frist" } }
                }
            }
        }
    }
}

fn facts(ctx: &Context, view: &PlanView<'_>, inspection: Option<&Inspection>) -> Markup {
    let plan = view.plan;
    let tally = progress::tally(plan, ctx.today);
    html! {
        div.planfakta {
            span { (ctx.organisation.unit_name(plan.unit_id)) }
            (ui::state::plan_status(plan.status))
            @if let Some(found) = inspection { span { "Efter tilsyn: " (ui::link::inspection(found, &ctx.organisation)) } }
            @if let Some(day) = plan.due_on {
                span { "Frist: " (danish::date(day)) @if day < ctx.today && plan.status < PlanStatus::Submitted { " – " strong { "passeret" } } }
            }
            span { "År: " (plan.year) }
            (ui::state::progress(&tally))
        }
        @if ctx.may(Ability::Approve, plan.unit_id) { (status_form(plan)) }
    }
}

fn status_form(plan: &domain::plan::Plan) -> Markup {
    html! {
        form.statusform method="post" action=(paths::PlanStatus { id: plan.id }) {
            label for="status" { "Planens status" }
            select.form-select #status name="status" {
                @for status in PlanStatus::ALL { option value=(status.key()) selected[status == plan.status] { (status.label()) } }
            }
            button.button.button-secondary type="submit" { "Skift status" }
        }
    }
}
