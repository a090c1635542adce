//! The list of inspections.

use std::collections::HashMap;

use domain::{danish, finding::Finding, id::InspectionId, inspection::Inspection, role::Ability};
use maud::{Markup, html};

use crate::{context::Context, layout, paths, ui};

const COLUMNS: [&str; 6] = ["Tilsyn", "Enheder", "Art", "Fund", "Frist for handleplan", "Handleplaner"];

pub(super) fn page(
    ctx: &Context,
    found: &[Inspection],
    findings: &[Finding],
    plans: &HashMap<InspectionId, usize>,
) -> Markup {
    let actions = html! {
        @if ctx.desk.may_somewhere(Ability::Write) {
            a.button.button-primary href=(paths::NewInspection) { "Registrér tilsyn" }
        }
    };
    let content = html! {
        (ui::page_header("Tilsyn", &actions))
        @if found.is_empty() {
            (ui::empty_state("Der er ikke registreret noget tilsyn endnu.", ""))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Tilsyn" {
                table.table {
                    thead { tr {
                        @for name in COLUMNS { th scope="col" { (name) } }
                    } }
                    tbody { @for inspection in found { (row(ctx, inspection, findings, plans)) } }
                }
            }
        }
    };
    layout::page(ctx, "Tilsyn", &content)
}

fn row(ctx: &Context, inspection: &Inspection, findings: &[Finding], plans: &HashMap<InspectionId, usize>) -> Markup {
    let (details, organisation) = (&inspection.details, &ctx.desk.organisation);
    let units: Vec<String> = details.unit_ids.iter().map(|&id| organisation.unit_name(id).to_owned()).collect();
    let count = findings.iter().filter(|finding| finding.inspection_id == Some(inspection.id)).count();
    let plan_count = plans.get(&inspection.id).copied().unwrap_or_default();
    let is_late = plan_count == 0 && details.plan_due_on.is_some_and(|day| day < ctx.desk.today);
    html! {
        tr {
            td { (ui::link::inspection(inspection, organisation)) }
            td { (danish::and_list(&units)) }
            td { (details.kind.label()) ", " @if details.is_announced { "anmeldt" } @else { "uanmeldt" } }
            td { (count) }
            td {
                (details.plan_due_on.map(danish::date).unwrap_or_default())
                @if is_late { " – " strong { "passeret" } }
            }
            td { @if plan_count == 0 { span.mangler { "Ingen endnu" } } @else { (plan_count) } }
        }
    }
}
