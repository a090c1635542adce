//! The form of a new plan, after an inspection or free.

use app::templates::DEFAULT;
use domain::{
    finding::Finding,
    id::{FindingId, InspectionId, UnitId},
    inspection::Inspection,
    plan::PlanDetails,
    role::Ability,
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::details_form::{DetailsTyped, parse};
use crate::{
    context::Context,
    error::Result,
    layout, paths, templates, typed,
    ui::{
        self,
        field::{Width, checkboxes, select_with, submit, text_field},
        link,
    },
};

/// What the form of a new plan sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPlanTyped {
    pub(crate) inspection: String,
    pub(crate) unit: String,
    pub(crate) template: String,
    title: String,
    year: String,
    due_on: String,
    introduction: String,
    finding: Vec<String>,
}

/// The form of a new plan, after an inspection or free.
pub(crate) struct NewPlanForm {
    pub(crate) inspection: Option<Inspection>,
    findings: Vec<Finding>,
    typed: NewPlanTyped,
    pub(crate) errors: FieldErrors,
}

impl NewPlanForm {
    pub(super) async fn for_inspection(ctx: &Context, id: Option<InspectionId>) -> Result<Self> {
        let Some(id) = id else {
            let units = ctx.desk.units_where(Ability::Write);
            let typed = NewPlanTyped {
                template: DEFAULT.into(),
                unit: units.first().map(ToString::to_string).unwrap_or_default(),
                year: ctx.desk.today.format("%Y").to_string(),
                title: "Handleplan".into(),
                ..NewPlanTyped::default()
            };
            return Ok(Self { inspection: None, findings: Vec::new(), typed, errors: FieldErrors::default() });
        };
        let inspection = app::inspections::require(&ctx.desk, id, Ability::Read).await?;
        let findings = app::inspections::findings(&ctx.desk, &[id]).await?;
        let unit = inspection.details.unit_ids.iter().find(|&&id| ctx.desk.may(Ability::Write, id));
        let who = link::inspection_name(&inspection, &ctx.desk.organisation);
        let typed = NewPlanTyped {
            inspection: id.to_string(),
            template: DEFAULT.into(),
            unit: unit.map(ToString::to_string).unwrap_or_default(),
            title: format!("Handleplan efter tilsyn: {who}"),
            year: inspection.details.visited_on.format("%Y").to_string(),
            due_on: typed::shown(inspection.details.plan_due_on),
            finding: findings.iter().map(|finding| finding.id.to_string()).collect(),
            ..NewPlanTyped::default()
        };
        Ok(Self { inspection: Some(inspection), findings, typed, errors: FieldErrors::default() })
    }

    /// What is meant, or every fault.
    pub(super) fn parse(&mut self, typed: NewPlanTyped, this_year: i32) -> Option<PlanDetails> {
        self.typed = typed;
        let year = if self.typed.year.trim().is_empty() { this_year.to_string() } else { self.typed.year.clone() };
        let typed = DetailsTyped {
            title: self.typed.title.clone(),
            year,
            due_on: self.typed.due_on.clone(),
            introduction: self.typed.introduction.clone(),
            ..DetailsTyped::default()
        };
        parse(&typed, &mut self.errors)
    }

    /// True where a plan after the inspection may be this unit's: one it visited, above or below.
    pub(super) fn takes(&self, ctx: &Context, unit: UnitId) -> bool {
        let units = &ctx.desk.organisation.units;
        self.inspection.as_ref().is_none_or(|found| {
            found
                .details
                .unit_ids
                .iter()
                .any(|&visited| units.is_within(unit, visited) || units.is_within(visited, unit))
        })
    }

    /// The findings ticked, in the order of the report.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| self.is_chosen(finding.id))
    }

    fn is_chosen(&self, id: FindingId) -> bool {
        self.typed.finding.contains(&id.to_string())
    }
}

pub(super) fn new_page(ctx: &Context, form: &NewPlanForm) -> Markup {
    let typed = &form.typed;
    let organisation = &ctx.desk.organisation;
    let units = ctx.desk.units_where(Ability::Write).into_iter().filter(|&id| form.takes(ctx, id));
    let units = units.filter_map(|id| organisation.units.get(id));
    let options = units.map(|unit| link::unit_option(unit, organisation));
    let findings = form.findings.iter().map(|finding| {
        let words = html! { (ui::state::finding_kind(finding.kind)) " " (finding.text) };
        (finding.id.to_string(), words, form.is_chosen(finding.id))
    });
    let year = text_field("year", "År").value(&typed.year).hint("Det år, tidsrammer uden årstal gælder");
    let introduction = text_field("introduction", "Indledning").rows(4).value(&typed.introduction);
    let content = html! {
        h1 { "Ny handleplan" }
        (ui::error_summary(&form.errors))
        form method="post" action=(paths::Plans) {
            @if let Some(found) = &form.inspection {
                p { "Planen svarer på " (link::inspection(found, &ctx.desk.organisation)) "." }
                input type="hidden" name="inspection" value=(found.id);
            } @else {
                p {
                    "En plan uden tilsyn, fx efter en selvevaluering. Er der et tilsyn bag, så start fra "
                    a href=(paths::Inspections) { "tilsynet" }
                    "."
                }
            }
            (select_with("unit", "Enhed", &typed.unit, options, &form.errors))
            (templates::choice(ctx, &typed.template, &form.errors))
            (text_field("title", "Titel").value(&typed.title).errors(&form.errors).required())
            (year.width(Width::Xs).errors(&form.errors).required())
            (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(&form.errors))
            @if form.inspection.is_some() {
                (checkboxes(
                    "finding", "Fund, som planen svarer på", "Rækkefølgen kan ændres bagefter.", findings, &form.errors,
                ))
            }
            (introduction.hint("Tekst over tabellen").errors(&form.errors))
            (submit("Opret handleplan", &paths::Plans.to_string()))
        }
    };
    layout::page(ctx, "Ny handleplan", &content)
}
