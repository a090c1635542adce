//! The forms of a plan's own fields.

use chrono::NaiveDate;
use domain::{
    access::Ability,
    danish,
    finding::Finding,
    id::{FindingId, InspectionId, UnitId},
    inspection::Inspection,
    plan::Plan,
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use orm::plans::PlanFacts;
use serde::Deserialize;

use crate::{
    context::Context,
    error::Result,
    layout, paths,
    ui::{
        self,
        field::{checkboxes, select_with, submit, text_field},
        link,
    },
};

/// What the form of a new plan sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPlanTyped {
    pub(crate) inspection: String,
    pub(crate) unit: String,
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
            let units = ctx.units_where(Ability::Write);
            let typed = NewPlanTyped {
                unit: units.first().map(ToString::to_string).unwrap_or_default(),
                year: ctx.today.format("%Y").to_string(),
                title: "Handleplan".into(),
                ..NewPlanTyped::default()
            };
            return Ok(Self { inspection: None, findings: Vec::new(), typed, errors: FieldErrors::default() });
        };
        let (inspection, findings) = crate::inspections::find(ctx, id, Ability::Read).await?;
        let unit = inspection.facts.unit_ids.iter().find(|&&id| ctx.may(Ability::Write, id));
        let who = link::inspection_name(&inspection, &ctx.organisation);
        let typed = NewPlanTyped {
            inspection: id.to_string(),
            unit: unit.map(ToString::to_string).unwrap_or_default(),
            title: format!("Handleplan efter tilsyn: {who}"),
            year: inspection.facts.visited_on.format("%Y").to_string(),
            due_on: inspection.facts.plan_due_on.map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default(),
            finding: findings.iter().map(|finding| finding.id.to_string()).collect(),
            ..NewPlanTyped::default()
        };
        Ok(Self { inspection: Some(inspection), findings, typed, errors: FieldErrors::default() })
    }

    /// What is meant, or every fault.
    pub(super) fn parse(&mut self, typed: NewPlanTyped, this_year: i32) -> std::result::Result<PlanFacts, ()> {
        self.typed = typed;
        let year = if self.typed.year.trim().is_empty() { this_year.to_string() } else { self.typed.year.clone() };
        let fields = [self.typed.title.as_str(), &year, &self.typed.due_on, &self.typed.introduction, ""];
        parse(fields, &mut self.errors).ok_or(())
    }

    /// True where a plan after the inspection may be this unit's: one it visited, above or below.
    pub(super) fn takes(&self, ctx: &Context, unit: UnitId) -> bool {
        let units = &ctx.organisation.units;
        self.inspection.as_ref().is_none_or(|found| {
            found.facts.unit_ids.iter().any(|&visited| units.is_within(unit, visited) || units.is_within(visited, unit))
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

/// Title, year, deadline, introduction and closing as typed; what is wrong goes to `errors`.
fn parse([title, year, due_on, introduction, closing]: [&str; 5], errors: &mut FieldErrors) -> Option<PlanFacts> {
    let mut take = |field: &str, result: std::result::Result<String, text::TextError>| {
        result.map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
    };
    let title = take("title", text::title(title));
    let introduction = take("introduction", text::optional(introduction, MAX_CHARS));
    let closing = take("closing", text::optional(closing, MAX_CHARS));
    let year = year.trim().parse().ok().filter(|year| (2000..=2100).contains(year));
    if year.is_none() {
        errors.add("year", "Skriv et årstal, fx 2026.");
    }
    let due_on = day(due_on, "due_on", errors);
    errors.is_empty().then_some(PlanFacts { title, year: year?, due_on, introduction, closing })
}

/// The day typed, or none where nothing is.
pub(crate) fn day(typed: &str, field: &str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let day = danish::parse_date(typed);
    if day.is_none() && !typed.trim().is_empty() {
        errors.add(field, "Datoen findes ikke. Skriv den som 12-03-2026.");
    }
    day
}

pub(super) fn new_page(ctx: &Context, form: &NewPlanForm) -> Markup {
    let typed = &form.typed;
    let units = ctx.units_where(Ability::Write);
    let units = ctx.organisation.units.iter().filter(|unit| units.contains(&unit.id));
    let within = |unit: &&domain::unit::Unit| form.takes(ctx, unit.id);
    let options = units.filter(within).map(|unit| link::unit_option(unit, &ctx.organisation));
    let findings = form.findings.iter().map(|finding| {
        let words = html! { (ui::state::finding_kind(finding.kind)) " " (finding.text) };
        (finding.id.to_string(), words, form.is_chosen(finding.id))
    });
    let content = html! {
        h1 { "Ny handleplan" }
        (ui::error_summary(&form.errors))
        form method="post" action=(paths::Plans) {
            @if let Some(found) = &form.inspection {
                p { "Planen svarer på " (link::inspection(found, &ctx.organisation)) "." }
                input type="hidden" name="inspection" value=(found.id);
            } @else {
                p { "En plan uden tilsyn, fx efter en selvevaluering. Er der et tilsyn bag, så start fra " a href=(paths::Inspections) { "tilsynet" } "." }
            }
            (select_with("unit", "Enhed", &typed.unit, options, &form.errors))
            (text_field("title", "Titel").value(&typed.title).errors(&form.errors).required())
            (text_field("year", "År").value(&typed.year).hint("Det år, tidsrammer uden årstal gælder").width("input-width-xs").errors(&form.errors).required())
            (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(&form.errors))
            @if form.inspection.is_some() {
                (checkboxes("finding", "Fund, som planen svarer på", "Rækkefølgen kan ændres bagefter.", findings, &form.errors))
            }
            (text_field("introduction", "Indledning").rows(4).value(&typed.introduction).hint("Tekst over tabellen").errors(&form.errors))
            (submit("Opret handleplan", &paths::Plans.to_string()))
        }
    };
    layout::page(ctx, "Ny handleplan", &content)
}

/// What the form of an existing plan's fields sends; `was_` fields hold what stood there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlanTyped {
    pub(crate) revision: String,
    title: String,
    year: String,
    due_on: String,
    introduction: String,
    closing: String,
    was_title: String,
    was_year: String,
    was_due_on: String,
    was_introduction: String,
    was_closing: String,
}

/// The form of an existing plan's fields.
pub(crate) struct PlanForm {
    pub(crate) typed: PlanTyped,
    pub(crate) errors: FieldErrors,
    current: Option<PlanFacts>,
}

impl From<&Plan> for PlanForm {
    fn from(plan: &Plan) -> Self {
        let day = plan.due_on.map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default();
        let typed = PlanTyped {
            revision: plan.revision.to_string(),
            title: plan.title.clone(),
            year: plan.year.to_string(),
            due_on: day.clone(),
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
            was_title: plan.title.clone(),
            was_year: plan.year.to_string(),
            was_due_on: day,
            was_introduction: plan.introduction.clone(),
            was_closing: plan.closing.clone(),
        };
        Self { typed, errors: FieldErrors::default(), current: None }
    }
}

impl From<PlanTyped> for PlanForm {
    fn from(typed: PlanTyped) -> Self {
        Self { typed, errors: FieldErrors::default(), current: None }
    }
}

impl PlanForm {
    pub(super) fn parse(&mut self) -> std::result::Result<PlanFacts, ()> {
        let typed = &self.typed;
        let fields = [typed.title.as_str(), &typed.year, &typed.due_on, &typed.introduction, &typed.closing];
        parse(fields, &mut self.errors).ok_or(())
    }

    /// What stood in the fields when the form was opened.
    pub(super) fn base(&self) -> Option<PlanFacts> {
        let typed = &self.typed;
        let fields =
            [typed.was_title.as_str(), &typed.was_year, &typed.was_due_on, &typed.was_introduction, &typed.was_closing];
        parse(fields, &mut FieldErrors::default())
    }

    /// Shows what stands in the plan now beside what was typed, and lets the next save start from it.
    pub(super) fn show_current(&mut self, plan: &Plan) {
        let now = Self::from(plan).typed;
        self.typed.revision = now.revision;
        self.typed.was_title = now.was_title;
        self.typed.was_year = now.was_year;
        self.typed.was_due_on = now.was_due_on;
        self.typed.was_introduction = now.was_introduction;
        self.typed.was_closing = now.was_closing;
        self.current = Some(PlanFacts::from(plan));
    }
}

pub(super) fn edit_page(ctx: &Context, plan: &Plan, form: &PlanForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let now = |name: &str, value: &str| {
        html! {
            input type="hidden" name={ "was_" (name) } value=(value);
            @if form.current.is_some() { p.nu { strong { "Der står nu: " } (value) } }
        }
    };
    let content = html! {
        h1 { "Ret planens oplysninger" }
        (ui::error_summary(errors))
        form method="post" action=(paths::PlanFields { id: plan.id }) {
            input type="hidden" name="revision" value=(typed.revision);
            (text_field("title", "Titel").value(&typed.title).errors(errors).required())
            (now("title", &typed.was_title))
            (text_field("year", "År").value(&typed.year).hint("Det år, tidsrammer uden årstal gælder").width("input-width-xs").errors(errors).required())
            (now("year", &typed.was_year))
            (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(errors))
            (now("due_on", &typed.was_due_on))
            (text_field("introduction", "Indledning").rows(5).value(&typed.introduction).hint("Tekst over tabellen").errors(errors))
            (now("introduction", &typed.was_introduction))
            (text_field("closing", "Afslutning").rows(5).value(&typed.closing).hint("Tekst under tabellen").errors(errors))
            (now("closing", &typed.was_closing))
            (submit("Gem", &paths::Plan { id: plan.id }.to_string()))
        }
        @if ctx.may(Ability::Approve, plan.unit_id) {
            section.farezone {
                h2 { "Slet planen" }
                p { "Planen forsvinder fra lister og overblik. Den kan gendannes fra siden med handleplaner." }
                (ui::post_button(paths::RemovePlan { id: plan.id }, "Slet handleplanen", "button-warning"))
            }
        }
    };
    layout::page(ctx, "Ret planens oplysninger", &content)
}
