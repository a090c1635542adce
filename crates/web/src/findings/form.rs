//! The form of a finding: on the page of its inspection for the next one, on a page of its own for one to correct.

use std::collections::BTreeSet;

use app::findings::{Found, Home};
use chrono::NaiveDate;
use domain::{
    answer::Refusal,
    change::ChangedField,
    conflict::{Conflict, Record},
    danish,
    finding::{FindingDetails, FindingKind},
    inspection::Inspection,
    quality_model::{Item, QualityModel},
    reference::{self, References},
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    context::Context,
    error::Result,
    layout, paths, typed,
    ui::{
        self,
        conflict::conflict,
        field::{select_with, submit, text_field},
    },
};

/// What the form of a finding sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FindingTyped {
    version: String,
    kind: String,
    text: String,
    references: String,
    item: BTreeSet<String>,
    due_on: String,
    extension_requested_on: String,
    extended_to: String,
}

/// The form with what is wrong, and what somebody else has written meanwhile.
#[derive(Debug, Default)]
pub(crate) struct FindingForm {
    typed: FindingTyped,
    errors: FieldErrors,
    conflict: Option<Conflict<FindingDetails>>,
}

impl From<FindingTyped> for FindingForm {
    fn from(typed: FindingTyped) -> Self {
        Self { typed, ..Self::default() }
    }
}

impl FindingForm {
    /// The form as it opens on a finding.
    pub(super) fn of(details: &FindingDetails, version: i64) -> Self {
        Self::from(FindingTyped {
            version: version.to_string(),
            kind: details.kind.map_or("", FindingKind::key).into(),
            text: details.text.clone(),
            references: details.references.text.clone(),
            item: BTreeSet::new(),
            due_on: typed::shown(details.due_on),
            extension_requested_on: typed::shown(details.extension_requested_on),
            extended_to: typed::shown(details.extended_to),
        })
    }

    /// The form that has met a newer version: it holds what was typed and starts from there.
    pub(super) fn of_conflict(conflict: Conflict<FindingDetails>) -> Self {
        let form = Self::of(&conflict.ours, conflict.version);
        Self { conflict: Some(conflict), ..form }
    }

    /// The version it was opened at.
    pub(super) fn opened_at(&self) -> Result<i64> {
        typed::version(&self.typed.version)
    }

    /// Takes over why the act was refused.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.errors = refusal.0;
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self, model: &QualityModel) -> Option<FindingDetails> {
        let (typed, errors) = (&self.typed, &mut self.errors);
        let text = text::required(&typed.text, MAX_CHARS)
            .map_err(|error| errors.add("text", error.to_string()))
            .unwrap_or_default();
        let written = text::optional(&typed.references, MAX_CHARS)
            .map_err(|error| errors.add("references", error.to_string()))
            .unwrap_or_default();
        let ids = model.items.iter().map(|item| &item.id);
        let ticked: Vec<String> = ids.filter(|id| typed.item.contains(*id)).cloned().collect();
        let references = References::parse(reference::in_full(&written, &ticked, model), model);
        let details = FindingDetails {
            kind: FindingKind::from_key(&typed.kind).or_else(|| FindingKind::from_words(&text)),
            references,
            text,
            due_on: typed::day(&typed.due_on, "due_on", errors),
            extension_requested_on: typed::day(&typed.extension_requested_on, "extension_requested_on", errors),
            extended_to: typed::day(&typed.extended_to, "extended_to", errors),
        };
        for (field, why) in details.contradictions() {
            errors.add(field, why);
        }
        errors.is_empty().then_some(details)
    }
}

/// The form for the next finding, on the page of its inspection.
pub(crate) fn new_form(ctx: &Context, inspection: &Inspection, model: &QualityModel, form: &FindingForm) -> Markup {
    html! {
        details.nyt-fund open[!form.errors.is_empty() || ctx.notice.as_deref() == Some("fund")] {
            summary.button.button-primary { "Tilføj fund" }
            (ui::error_summary(&form.errors))
            form method="post" action=(paths::Findings { id: inspection.id }) {
                (fields(model, form))
                (submit("Gem og tilføj næste", ""))
            }
        }
    }
}

/// The page that corrects a finding.
pub(super) fn page(ctx: &Context, found: &Found, form: &FindingForm) -> Result<Markup> {
    let content = html! {
        h1 { "Ret fund" }
        @if let Some(met) = &form.conflict { (conflict(met, ctx.user.id, words, place)) }
        (ui::error_summary(&form.errors))
        form method="post" action=(paths::Finding { id: found.finding.id }) {
            input type="hidden" name="version" value=(form.typed.version);
            (fields(ctx.desk.model(&found.model_id)?, form))
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, "Gem", &way_back(&found.home)))
        }
    };
    Ok(layout::page(ctx, "Ret fund", &content))
}

/// Where one goes from a finding: to what it belongs to.
pub(super) fn way_back(home: &Home) -> String {
    match home {
        Home::Inspection(id) => paths::Inspection { id: *id }.to_string(),
        Home::Plan(id) => paths::Plan { id: *id }.to_string(),
    }
}

/// What stands in a field, as a person reads it.
fn words(details: &FindingDetails, field: ChangedField) -> String {
    let day = |day: Option<NaiveDate>| day.map(danish::date).unwrap_or_default();
    match field {
        ChangedField::DueOn => day(details.due_on),
        ChangedField::ExtensionRequestedOn => day(details.extension_requested_on),
        ChangedField::ExtendedTo => day(details.extended_to),
        _ => details.text(field),
    }
}

/// Where a field stands in the form, and what the form calls it.
const fn place(field: ChangedField) -> (&'static str, &'static str) {
    let label = match field {
        ChangedField::Text => "Fundets tekst",
        ChangedField::References => "Tema, kriterium og indikator",
        ChangedField::DueOn => "Frist fra tilsynet",
        _ => field.label(),
    };
    (field.key(), label)
}

fn fields(model: &QualityModel, form: &FindingForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let kinds = std::iter::once(("", "Læses af teksten"))
        .chain(FindingKind::ALL.into_iter().map(|kind| (kind.key(), kind.label())));
    let text = text_field("text", "Fundets tekst").rows(4).hint("Som der står i rapporten").value(&typed.text);
    let references = text_field("references", "Tema, kriterium og indikator")
        .rows(2)
        .hint("Skriv numre som »9.b 9.c 5.a«, eller skriv teksten af fra rapporten")
        .value(&typed.references);
    let requested = text_field("extension_requested_on", "Forlængelse søgt").day().value(&typed.extension_requested_on);
    html! {
        (text.errors(errors).required())
        (references.errors(errors))
        (item_choice(model, &typed.item))
        div.felter {
            (select_with("kind", "Art", &typed.kind, kinds, errors))
            (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(errors))
            (requested.errors(errors))
            (text_field("extended_to", "Forlænget til").day().value(&typed.extended_to).errors(errors))
        }
    }
}

fn item_choice(model: &QualityModel, ticked: &BTreeSet<String>) -> Markup {
    let items_of = |theme: &Item| {
        let theme = theme.id.clone();
        model.items.iter().filter(move |item| model.theme_of(&item.id).is_some_and(|of| of.id == theme))
    };
    let label = |item: &Item| format!("{} {} {}", item.level.label(), item.number, item.title);
    html! {
        details.vaelg-henvisning {
            summary { "Vælg fra kvalitetsmodellen" }
            @for theme in model.themes() {
                fieldset {
                    legend { (theme.number) " " (theme.title) }
                    @for item in items_of(theme) {
                        div.form-group-checkbox {
                            input.form-checkbox type="checkbox" id={ "v-" (item.id) } name="item" value=(item.id)
                                checked[ticked.contains(&item.id)];
                            label for={ "v-" (item.id) } { (label(item)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_told_in_the_words_of_a_person() {
        let details = FindingDetails {
            kind: Some(FindingKind::ImprovementNotice),
            text: "Bemandingen".into(),
            due_on: NaiveDate::from_ymd_opt(2024, 6, 4),
            ..FindingDetails::default()
        };
        let told = FindingDetails::FIELDS.iter().map(|&field| words(&details, field)).collect::<Vec<_>>();
        assert_eq!(told, ["Påbud", "Bemandingen", "", "4. juni 2024", "", ""]);
    }
}
