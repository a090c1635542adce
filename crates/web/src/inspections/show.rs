//! The page of an inspection: facts, findings, scores, plans.

use domain::{access::Ability, danish, finding::Finding, inspection::Inspection};
use maud::{Markup, html};
use orm::plans::PlanHead;

use super::scores;
use crate::{
    context::Context,
    error::Result,
    findings::{self, FindingForm},
    layout, paths, ui,
};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) inspection: &'a Inspection,
    pub(super) findings: &'a [Finding],
    pub(super) removed: &'a [Finding],
    pub(super) plans: &'a [PlanHead],
    pub(super) form: &'a FindingForm,
}

pub(super) fn page(ctx: &Context, shown: &Shown<'_>) -> Result<Markup> {
    let inspection = shown.inspection;
    let id = inspection.id;
    let may_write = inspection.facts.unit_ids.iter().any(|&unit| ctx.may(Ability::Write, unit));
    let model = ctx.model(&inspection.facts.model_id)?;
    let actions = html! {
        @if may_write {
            a.button.button-primary href={ (paths::NewPlan) "?inspection=" (id) } { "Skriv handleplan" }
            a.button.button-secondary href=(paths::Scores { id }) { "Bedømmelser" }
            a.button.button-secondary href=(paths::EditInspection { id }) { "Ret tilsyn" }
        }
    };
    let title = ui::link::inspection_name(inspection, &ctx.organisation);
    let content = html! {
        (ui::page_header(&title, &actions))
        (facts(ctx, inspection))
        (plans(ctx, shown.plans))
        h2 { "Fund" }
        @if shown.findings.is_empty() { p { "Der er ikke registreret fund endnu." } }
        ol.fundliste { @for finding in shown.findings { (finding_row(ctx, finding, may_write)) } }
        @if may_write { (findings::new_form(ctx, inspection, model, shown.form)) }
        @if may_write && !shown.removed.is_empty() { (removed(shown.removed)) }
        h2 { "Bedømmelser" }
        @if inspection.scores.is_empty() { p { "Der er ikke tastet bedømmelser." } }
        @else { (scores::table(model, &inspection.scores)) }
    };
    Ok(layout::page(ctx, &title, &content))
}

fn facts(ctx: &Context, inspection: &Inspection) -> Markup {
    let facts = &inspection.facts;
    let units: Vec<String> = facts.unit_ids.iter().map(|&id| ctx.organisation.unit_name(id).to_owned()).collect();
    let model = ctx.organisation.model(&facts.model_id).map_or("", |model| model.name.as_str());
    let days = [
        ("Besøg", Some(facts.visited_on)),
        ("Rapport", facts.reported_on),
        ("Høringsfrist", facts.hearing_due_on),
        ("Frist for handleplan", facts.plan_due_on),
    ];
    html! {
        dl.fakta {
            dt { "Enheder" } dd { (danish::and_list(&units)) }
            dt { "Art" } dd { (facts.kind.label()) ", " @if facts.is_announced { "anmeldt" } @else { "uanmeldt" } }
            @for (name, day) in days { @if let Some(day) = day { dt { (name) } dd { (danish::date(day)) } } }
            @if !facts.case_number.is_empty() { dt { "Sagsnummer" } dd { (facts.case_number) } }
            dt { "Kvalitetsmodel" } dd { (model) }
            @if !facts.note.is_empty() { dt { "Bemærkning" } dd { (facts.note) } }
        }
    }
}

fn plans(ctx: &Context, plans: &[PlanHead]) -> Markup {
    html! {
        @if !plans.is_empty() {
            h2 { "Handleplaner" }
            ul { @for head in plans {
                li { (ui::link::plan(head)) ", " (ctx.organisation.unit_name(head.unit_id)) " " (ui::link::plan_state(head)) }
            } }
        }
    }
}

fn finding_row(ctx: &Context, finding: &Finding, may_write: bool) -> Markup {
    html! {
        li id={ "fund-" (finding.id) } {
            p { (ui::state::finding_kind(finding.kind)) " " (ui::state::due(finding, ctx.today)) }
            p.ord { (finding.text) }
            @if !finding.reference_text.is_empty() { p.henvisning.ord { (finding.reference_text) } }
            @if may_write {
                div.handlinger-smaa {
                    a href=(paths::Finding { id: finding.id }) { "Ret" }
                    (ui::post_button(paths::RemoveFinding { id: finding.id }, "Slet", "button-tertiary"))
                }
            }
        }
    }
}

fn removed(removed: &[Finding]) -> Markup {
    html! {
        details.slettede {
            summary { "Slettede fund (" (removed.len()) ")" }
            ul { @for finding in removed {
                li { (finding.text) " " (ui::post_button(paths::RestoreFinding { id: finding.id }, "Gendan", "button-tertiary")) }
            } }
        }
    }
}
