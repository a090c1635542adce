//! The page of a plan.

use domain::{danish, inspection::Inspection, plan::PlanStatus, progress};
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
        (next(view))
    }
}

/// What is to be done before the plan can go on: the check's findings and the remarks.
fn next(view: &PlanView<'_>) -> Markup {
    let id = view.plan.id;
    let remarks = view.checked.dossier.open_remarks().count();
    let (hinders, _) = view.checked.counts();
    html! {
        @if view.may_write && view.plan.status < PlanStatus::Submitted && !view.plan.blocks.is_empty() {
            p.naeste {
                @if hinders > 0 { a href=(paths::PlanCheck { id }) { "Kontrol: " (count(hinders, "ting skal rettes", "ting skal rettes")) } }
                @else { a href=(paths::PlanCheck { id }) { "Kontrol: intet hindrer afsendelse" } }
                @if remarks > 0 { " · " a href=(paths::Approval { id }) { (count(remarks, "bemærkning venter", "bemærkninger venter")) } }
            }
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
