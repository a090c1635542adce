//! The page of an inspection: what is told of it, findings, scores, plans.

use app::page::Page;
use domain::{danish, finding::Finding, inspection::Inspection, plan::PlanHead, role::Ability};
use maud::{Markup, html};

use super::scores;
use crate::{
    context::Context,
    error::Result,
    findings::form::{FindingForm, new_form},
    layout, paths, ui,
};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) inspection: &'a Inspection,
    pub(super) findings: &'a [Finding],
    pub(super) removed: &'a Page<Finding>,
    pub(super) plans: &'a [PlanHead],
    pub(super) form: &'a FindingForm,
}

pub(super) fn page(ctx: &Context, shown: &Shown<'_>) -> Result<Markup> {
    let inspection = shown.inspection;
    let id = inspection.id;
    let may_write = inspection.details.unit_ids.iter().any(|&unit| ctx.desk.may(Ability::Write, unit));
    let model = ctx.desk.model(&inspection.details.model_id)?;
    let actions = html! {
        @if may_write {
            a.button.button-primary href={ (paths::NewPlan) "?inspection=" (id) } { "Skriv handleplan" }
            a.button.button-secondary href=(paths::Scores { id }) { "Bedømmelser" }
            a.button.button-secondary href=(paths::EditInspection { id }) { "Ret tilsyn" }
        }
    };
    let title = ui::link::inspection_name(inspection, &ctx.desk.organisation);
    let content = html! {
        (ui::page_header(&title, &actions))
        (details(ctx, inspection))
        (plans(ctx, shown.plans))
        h2 { "Fund" }
        @if shown.findings.is_empty() { p { "Der er ikke registreret fund endnu." } }
        ol.fundliste { @for finding in shown.findings { (finding_row(ctx, finding, may_write)) } }
        @if may_write { (new_form(ctx, inspection, model, shown.form)) }
        @if may_write && shown.removed.count > 0 { (removed(shown.removed)) }
        h2 { "Bedømmelser" }
        @if inspection.scores.is_empty() { p { "Der er ikke tastet bedømmelser." } }
        @else { (scores::table(model, &inspection.scores)) }
    };
    Ok(layout::page(ctx, &title, &content))
}

fn details(ctx: &Context, inspection: &Inspection) -> Markup {
    let (details, organisation) = (&inspection.details, &ctx.desk.organisation);
    let units: Vec<String> = details.unit_ids.iter().map(|&id| organisation.unit_name(id).to_owned()).collect();
    let model = organisation.model(&details.model_id).map_or("", |model| model.name.as_str());
    let days = [
        ("Besøg", Some(details.visited_on)),
        ("Rapport", details.reported_on),
        ("Høringsfrist", details.hearing_due_on),
        ("Frist for handleplan", details.plan_due_on),
    ];
    html! {
        dl.fakta {
            dt { "Enheder" } dd { (danish::and_list(&units)) }
            dt { "Art" } dd { (details.kind.label()) ", " @if details.is_announced { "anmeldt" } @else { "uanmeldt" } }
            @for (name, day) in days { @if let Some(day) = day { dt { (name) } dd { (danish::date(day)) } } }
            @if !details.case_number.is_empty() { dt { "Sagsnummer" } dd { (details.case_number) } }
            dt { "Kvalitetsmodel" } dd { (model) }
            @if !details.note.is_empty() { dt { "Bemærkning" } dd { (details.note) } }
        }
    }
}

fn plans(ctx: &Context, plans: &[PlanHead]) -> Markup {
    let unit_name = |head: &PlanHead| ctx.desk.organisation.unit_name(head.unit_id);
    html! {
        @if !plans.is_empty() {
            h2 { "Handleplaner" }
            ul { @for head in plans {
                li { (ui::link::plan(head)) ", " (unit_name(head)) " " (ui::link::plan_state(head)) }
            } }
        }
    }
}

fn finding_row(ctx: &Context, finding: &Finding, may_write: bool) -> Markup {
    html! {
        li id={ "fund-" (finding.id) } {
            p { (ui::state::finding_kind(finding.kind)) " " (ui::state::due(finding, ctx.desk.today)) }
            p.ord { (finding.text) }
            @if !finding.references.text.is_empty() { p.henvisning.ord { (finding.references.text) } }
            @if may_write {
                div.handlinger-smaa {
                    a href=(paths::Finding { id: finding.id }) { "Ret" }
                    (ui::post_button(paths::RemoveFinding { id: finding.id }, "Slet", ui::Button::Tertiary))
                }
            }
        }
    }
}

fn removed(removed: &Page<Finding>) -> Markup {
    html! {
        details.slettede {
            summary { "Slettede fund (" (removed.count) ")" }
            ul { @for finding in &removed.rows {
                @let restore = paths::RestoreFinding { id: finding.id };
                li { (finding.text) " " (ui::post_button(restore, "Gendan", ui::Button::Tertiary)) }
            } }
            @if removed.count > removed.rows.len() { p { "De senest slettede " (removed.rows.len()) " er vist." } }
        }
    }
}
