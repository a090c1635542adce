//! The form of what is told of a plan besides its parts.

use domain::{
    approval,
    change::ChangedField,
    conflict::{Conflict, Record},
    danish,
    plan::{Plan, PlanDetails},
    role::Ability,
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    context::Context,
    layout, paths, typed,
    ui::{
        self,
        conflict::conflict,
        field::{Width, text_field},
    },
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DetailsTyped {
    /// The revision of the plan that the form was opened at.
    pub(super) version: String,
    pub(super) title: String,
    pub(super) year: String,
    pub(super) due_on: String,
    pub(super) introduction: String,
    pub(super) closing: String,
}

/// The form, with what is wrong with it or what it met.
pub(super) struct DetailsForm {
    pub(super) typed: DetailsTyped,
    pub(super) errors: FieldErrors,
    pub(super) conflict: Option<Conflict<PlanDetails>>,
}

impl DetailsForm {
    /// The form of what stands there at a version.
    pub(super) fn of(details: &PlanDetails, version: i64) -> Self {
        let typed = DetailsTyped {
            version: version.to_string(),
            title: details.title.clone(),
            year: details.year.to_string(),
            due_on: typed::shown(details.due_on),
            introduction: details.introduction.clone(),
            closing: details.closing.clone(),
        };
        Self { typed, errors: FieldErrors::default(), conflict: None }
    }

    /// The form after it met a newer version: what was typed, starting from there.
    pub(super) fn of_conflict(conflict: Conflict<PlanDetails>) -> Self {
        let form = Self::of(&conflict.ours, conflict.version);
        Self { conflict: Some(conflict), ..form }
    }
}

/// What is meant; what is wrong with it goes to `errors`.
pub(super) fn parse(typed: &DetailsTyped, errors: &mut FieldErrors) -> Option<PlanDetails> {
    let mut take = |field: &str, result: Result<String, text::TextError>| {
        result.map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
    };
    let title = take("title", text::title(&typed.title));
    let introduction = take("introduction", text::optional(&typed.introduction, MAX_CHARS));
    let closing = take("closing", text::optional(&typed.closing, MAX_CHARS));
    let year = typed::year(&typed.year);
    if year.is_none() {
        errors.add("year", "Skriv et årstal, fx 2026.");
    }
    let due_on = typed::day(&typed.due_on, "due_on", errors);
    errors.is_empty().then_some(PlanDetails { title, year: year?, due_on, introduction, closing })
}

/// What stands in a field, as a person reads it.
fn words(details: &PlanDetails, field: ChangedField) -> String {
    match field {
        ChangedField::DueOn => details.due_on.map(danish::date).unwrap_or_default(),
        _ => details.text(field),
    }
}

/// Where a field stands in the form, and what the form calls it.
const fn place(field: ChangedField) -> (&'static str, &'static str) {
    match field {
        ChangedField::DueOn => ("due_on", "Frist fra tilsynet"),
        _ => (field.key(), field.label()),
    }
}

pub(super) fn page(ctx: &Context, plan: &Plan, form: &DetailsForm) -> Markup {
    let content = html! {
        h1 { "Ret planens oplysninger" }
        @match approval::may_be_written(plan.status) {
            Ok(()) => (open(ctx, plan, form)),
            Err(refusal) => (closed(plan, form, refusal)),
        }
    };
    layout::page(ctx, "Ret planens oplysninger", &content)
}

/// The form of a plan that may be written in, and the way to remove the plan.
fn open(ctx: &Context, plan: &Plan, form: &DetailsForm) -> Markup {
    let back = paths::Plan { id: plan.id }.to_string();
    html! {
        @if let Some(met) = &form.conflict { (conflict(met, ctx.user.id, words, place)) }
        (ui::error_summary(&form.errors))
        form method="post" action=(paths::PlanFields { id: plan.id }) {
            (fields(&form.typed, &form.errors))
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, "Gem", &back))
        }
        @if ctx.desk.may(Ability::Approve, plan.unit_id) {
            section.farezone {
                h2 { "Slet planen" }
                p { "Planen forsvinder fra lister og overblik. Den kan gendannes fra siden med handleplaner." }
                (ui::post_button(paths::RemovePlan { id: plan.id }, "Slet handleplanen", ui::Button::Warning))
            }
        }
    }
}

/// What is told of a plan that nobody writes in now, and what was typed before that was known.
fn closed(plan: &Plan, form: &DetailsForm, refusal: approval::Refusal) -> Markup {
    let was_sent = !form.errors.is_empty();
    let kind = if was_sent { ui::Alert::Error } else { ui::Alert::Warning };
    let why = html! {
        p { (refusal.to_string()) }
        @if was_sent { p { "Intet er gemt. Det, du har skrevet, står her, så du kan kopiere det." } }
    };
    html! {
        (ui::alert(kind, why))
        (fields(&form.typed, &FieldErrors::default()))
        p { a href=(paths::Plan { id: plan.id }) { "Tilbage til planen" } }
    }
}

fn fields(typed: &DetailsTyped, errors: &FieldErrors) -> Markup {
    let year = text_field("year", "År").value(&typed.year).hint("Det år, tidsrammer uden årstal gælder");
    let introduction = text_field("introduction", "Indledning").rows(5).value(&typed.introduction);
    let closing = text_field("closing", "Afslutning").rows(5).value(&typed.closing);
    html! {
        input type="hidden" name="version" value=(typed.version);
        (text_field("title", "Titel").value(&typed.title).errors(errors).required())
        (year.width(Width::Xs).errors(errors).required())
        (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(errors))
        (introduction.hint("Tekst over tabellen").errors(errors))
        (closing.hint("Tekst under tabellen").errors(errors))
    }
}
