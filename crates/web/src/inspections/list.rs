//! The list of inspections.

use std::collections::HashMap;

use domain::{access::Ability, danish, finding::Finding, id::InspectionId, inspection::Inspection};
use maud::{Markup, html};

use crate::{context::Context, layout, paths, ui};

pub(super) fn page(
    ctx: &Context,
    found: &[Inspection],
    findings: &[Finding],
    plans: &HashMap<InspectionId, usize>,
) -> Markup {
    let actions = html! {
        @if ctx.may_somewhere(Ability::Write) { a.button.button-primary href=(paths::NewInspection) { "Registrér tilsyn" } }
    };
    let content = html! {
        (ui::page_header("Tilsyn", &actions))
        @if found.is_empty() {
            (ui::empty_state("Der er ikke registreret noget tilsyn endnu.", ""))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Tilsyn" {
                table.table {
                    thead { tr {
                        th scope="col" { "Tilsyn" } th scope="col" { "Enheder" } th scope="col" { "Art" } th scope="col" { "Fund" }
                        th scope="col" { "Frist for handleplan" } th scope="col" { "Handleplaner" }
                    } }
                    tbody { @for inspection in found { (row(ctx, inspection, findings, plans)) } }
                }
            }
        }
    };
    layout::page(ctx, "Tilsyn", &content)
}

fn row(ctx: &Context, inspection: &Inspection, findings: &[Finding], plans: &HashMap<InspectionId, usize>) -> Markup {
    let facts = &inspection.facts;
    let units: Vec<String> = facts.unit_ids.iter().map(|&id| ctx.organisation.unit_name(id).to_owned()).collect();
    let count = findings.iter().filter(|finding| finding.inspection_id == Some(inspection.id)).count();
    let plan_count = plans.get(&inspection.id).copied().unwrap_or_default();
    html! {
        tr {
            td { (ui::link::inspection(inspection, &ctx.organisation)) }
            td { (danish::and_list(&units)) }
            td { (facts.kind.label()) ", " @if facts.is_announced { "anmeldt" } @else { "uanmeldt" } }
            td { (count) }
            td { (facts.plan_due_on.map(danish::date).unwrap_or_default())
                @if plan_count == 0 && facts.plan_due_on.is_some_and(|day| day < ctx.today) { " – " strong { "passeret" } } }
            td { @if plan_count == 0 { span.mangler { "Ingen endnu" } } @else { (plan_count) } }
        }
    }
}
