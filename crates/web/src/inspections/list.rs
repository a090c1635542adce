//! The list of inspections.

use app::{
    inspections::InspectionLine,
    page::{Page, ROWS},
};
use domain::{danish, role::Ability};
use maud::{Markup, html};

use crate::{context::Context, layout, paths, ui};

const COLUMNS: [&str; 6] = ["Tilsyn", "Enheder", "Art", "Fund", "Frist for handleplan", "Handleplaner"];

/// The page with this number, from 1, of the inspections.
pub(super) fn page(ctx: &Context, found: &Page<InspectionLine>, page: u64) -> Markup {
    let actions = html! {
        @if ctx.desk.may_somewhere(Ability::Write) {
            a.button.button-primary href=(paths::NewInspection) { "Registrér tilsyn" }
        }
    };
    let content = html! {
        (ui::page_header("Tilsyn", &actions))
        @if found.count == 0 {
            (ui::empty_state("Der er ikke registreret noget tilsyn endnu.", ""))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Tilsyn" {
                table.table {
                    thead { tr {
                        @for name in COLUMNS { th scope="col" { (name) } }
                    } }
                    tbody { @for line in &found.rows { (row(ctx, line)) } }
                }
            }
            (ui::pages::pages(page, ROWS, found.count, |page| format!("{}?side={page}", paths::Inspections)))
        }
    };
    layout::page(ctx, "Tilsyn", &content)
}

fn row(ctx: &Context, line: &InspectionLine) -> Markup {
    let (head, organisation) = (&line.head, &ctx.desk.organisation);
    let units: Vec<String> = head.unit_ids.iter().map(|&id| organisation.unit_name(id).to_owned()).collect();
    let is_late = line.plan_count == 0 && head.plan_due_on.is_some_and(|day| day < ctx.desk.today);
    html! {
        tr {
            td { (ui::link::inspection_head(head, organisation)) }
            td { (danish::and_list(&units)) }
            td { (head.kind.label()) ", " @if head.is_announced { "anmeldt" } @else { "uanmeldt" } }
            td { (line.finding_count) }
            td {
                (head.plan_due_on.map(danish::date).unwrap_or_default())
                @if is_late { " – " strong { "passeret" } }
            }
            td { @if line.plan_count == 0 { span.mangler { "Ingen endnu" } } @else { (line.plan_count) } }
        }
    }
}
