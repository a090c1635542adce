//! The list of plans.

use crate::{context::Context, layout, paths, ui};
use app::danish_day;
use domain::{
    danish,
    plan::PlanHead,
    progress::{self, ActivitySummaries, Filter, Tally},
    role::Ability,
};
use maud::{Markup, html};

pub(super) fn page(ctx: &Context, heads: &[PlanHead], removed: &[PlanHead], summaries: &ActivitySummaries) -> Markup {
    let actions = html! {
        @if ctx.desk.may_somewhere(Ability::Write) {
            a.button.button-primary href=(paths::NewPlan) { "Ny handleplan" }
            a.button.button-secondary href=(paths::Imports) { "Importér fil" }
        }
    };
    let content = html! {
        (ui::page_header("Handleplaner", &actions))
        @if heads.is_empty() {
            (ui::empty_state("Her er ingen handleplaner endnu. Start fra et tilsyn, eller importér sidste års Word-fil.", html! {
                @if ctx.desk.may_somewhere(Ability::Write) { a href=(paths::Inspections) { "Gå til tilsyn" } }
            }))
        } @else {
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Handleplaner" {
                table.table {
                    thead { tr {
                        th scope="col" { "Plan" } th scope="col" { "Enhed" } th scope="col" { "Status" }
                        th scope="col" { "Frist" } th scope="col" { "Fremdrift" } th scope="col" { "Senest ændret" }
                    } }
                    tbody {
                        @for head in heads {
                            tr {
                                td { (ui::link::plan(head)) }
                                td { (ctx.desk.organisation.unit_name(head.unit_id)) }
                                td { (ui::link::plan_state(head)) }
                                td { (head.due_on.map(danish::date).unwrap_or_default()) }
                                td { (ui::state::progress(&tally(ctx, head, summaries))) }
                                td { (danish::date(danish_day(head.updated_at))) }
                            }
                        }
                    }
                }
            }
        }
        @if !heads.is_empty() { (archives(ctx, heads)) }
        @if !removed.is_empty() { (removed_plans(ctx, removed)) }
    };
    layout::page(ctx, "Handleplaner", &content)
}

/// Everything of a unit in one file, for those units that have plans in or below them.
fn archives(ctx: &Context, heads: &[PlanHead]) -> Markup {
    let units = &ctx.desk.organisation.units;
    let seen = ctx.desk.units_where(Ability::Read);
    let with_plans = seen.into_iter().filter(|&id| heads.iter().any(|head| units.is_within(head.unit_id, id)));
    html! {
        details.pakker {
            summary { "Hent alle planer for en enhed (ZIP)" }
            p { "Filen rummer hver plan som Word, PDF og Excel, de sendte versioner og en indholdsliste." }
            ul { @for id in with_plans { li { a href=(paths::UnitArchive { id }) { (ctx.desk.organisation.unit_name(id)) } } } }
        }
    }
}

fn tally(ctx: &Context, head: &PlanHead, summaries: &ActivitySummaries) -> Tally {
    let of_plan = summaries.iter().filter(|summary| summary.plan_id == head.id);
    progress::overview(of_plan, &Filter::default(), ctx.desk.today).total
}

fn removed_plans(ctx: &Context, removed: &[PlanHead]) -> Markup {
    html! {
        details.slettede {
            summary { "Slettede handleplaner (" (removed.len()) ")" }
            ul {
                @for head in removed {
                    li {
                        (head.title) ", " (ctx.desk.organisation.unit_name(head.unit_id)) " "
                        @if ctx.desk.may(Ability::Approve, head.unit_id) {
                            (ui::post_button(paths::RestorePlan { id: head.id }, "Gendan", "button-tertiary"))
                        }
                    }
                }
            }
        }
    }
}
