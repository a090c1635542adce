//! The list of plans.

use crate::{context::Context, layout, paths, ui};
use app::{
    danish_day,
    page::{Page, ROWS},
    plans::PlanLine,
};
use domain::{danish, id::UnitId, plan::PlanHead, role::Ability};
use maud::{Markup, html};

/// Units whose plans can be fetched from here at the most: the topmost, whose files hold those of the others.
const MAX_ARCHIVES: usize = 30;

/// What the page lists.
pub(super) struct Lists {
    pub(super) plans: Page<PlanLine>,
    pub(super) removed: Page<PlanHead>,
    /// The units that have plans in or below them.
    pub(super) with_plans: Vec<UnitId>,
    /// The number of the page, from 1.
    pub(super) page: u64,
}

pub(super) fn page(ctx: &Context, lists: &Lists) -> Markup {
    let actions = html! {
        @if ctx.desk.may_somewhere(Ability::Write) {
            a.button.button-primary href=(paths::NewPlan) { "Ny handleplan" }
            a.button.button-secondary href=(paths::Imports) { "Importér fil" }
        }
    };
    let content = html! {
        (ui::page_header("Handleplaner", &actions))
        @if lists.plans.count == 0 { (nothing(ctx)) } @else {
            (table(ctx, &lists.plans.rows))
            (ui::pages::pages(lists.page, ROWS, lists.plans.count, |page| format!("{}?side={page}", paths::Plans)))
            (archives(ctx, &lists.with_plans))
        }
        @if lists.removed.count > 0 { (removed_plans(ctx, &lists.removed)) }
    };
    layout::page(ctx, "Handleplaner", &content)
}

fn nothing(ctx: &Context) -> Markup {
    let text = "Her er ingen handleplaner endnu. Start fra et tilsyn, eller importér sidste års Word-fil.";
    ui::empty_state(
        text,
        html! {
            @if ctx.desk.may_somewhere(Ability::Write) { a href=(paths::Inspections) { "Gå til tilsyn" } }
        },
    )
}

fn table(ctx: &Context, lines: &[PlanLine]) -> Markup {
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Handleplaner" {
            table.table {
                thead { tr {
                    th scope="col" { "Plan" } th scope="col" { "Enhed" } th scope="col" { "Status" }
                    th scope="col" { "Frist" } th scope="col" { "Fremdrift" } th scope="col" { "Senest ændret" }
                } }
                tbody {
                    @for (head, tally) in lines {
                        tr {
                            td { (ui::link::plan(head)) }
                            td { (ctx.desk.organisation.unit_name(head.unit_id)) }
                            td { (ui::link::plan_state(head)) }
                            td { (head.due_on.map(danish::date).unwrap_or_default()) }
                            td { (ui::state::progress(tally)) }
                            td { (danish::date(danish_day(head.updated_at))) }
                        }
                    }
                }
            }
        }
    }
}

/// Everything of a unit in one file, for those units that have plans in or below them.
fn archives(ctx: &Context, with_plans: &[UnitId]) -> Markup {
    let mut topmost = with_plans.to_vec();
    if topmost.len() > MAX_ARCHIVES {
        topmost.sort_by_key(|&id| ctx.desk.organisation.units.depth(id));
    }
    html! {
        details.pakker {
            summary { "Hent alle planer for en enhed (ZIP)" }
            p { "Filen rummer hver plan som Word, PDF og Excel, de sendte versioner og en indholdsliste." }
            ul {
                @for &id in topmost.iter().take(MAX_ARCHIVES) {
                    li { a href=(paths::UnitArchive { id }) { (ctx.desk.organisation.unit_name(id)) } }
                }
            }
            @if with_plans.len() > MAX_ARCHIVES {
                p {
                    "De " (MAX_ARCHIVES) " øverste enheder er vist. "
                    "En enheds fil rummer også planerne for alle enheder under den."
                }
            }
        }
    }
}

fn removed_plans(ctx: &Context, removed: &Page<PlanHead>) -> Markup {
    html! {
        details.slettede {
            summary { "Slettede handleplaner (" (removed.count) ")" }
            ul {
                @for head in &removed.rows {
                    li {
                        (head.title) ", " (ctx.desk.organisation.unit_name(head.unit_id)) " "
                        @if ctx.desk.may(Ability::Approve, head.unit_id) {
                            (ui::post_button(paths::RestorePlan { id: head.id }, "Gendan", ui::Button::Tertiary))
                        }
                    }
                }
            }
            @if removed.count > removed.rows.len() { p { "De senest slettede " (removed.rows.len()) " er vist." } }
        }
    }
}
