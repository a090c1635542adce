//! The way to add parts: closed it is a link, open it is a form that stays open for the next.

use domain::{
    edit::Place,
    id::{FindingId, PartId},
    part::{Field, PartKind},
    template::Holds,
    text,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::view::{Open, PlanView};
use crate::{paths, templates, ui::state};

/// What a form that adds parts sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPartForm {
    pub(crate) kind: String,
    pub(crate) parent: String,
    pub(crate) after: String,
    pub(crate) text: String,
    pub(crate) period: String,
    pub(crate) owner: String,
    pub(crate) references: String,
    pub(crate) finding: Vec<String>,
}

/// The way to add parts of a kind at the end of a list.
pub(crate) fn closed_or_open(view: &PlanView<'_>, kind: PartKind, place: Place) -> Markup {
    let is_open = view.open == Some(Open::NewPart(kind, place));
    html! {
        @if !view.may_write {}
        @else if is_open { (open(view, kind, place, &NewPartForm::default(), None)) }
        @else { (closed(view, kind, place)) }
    }
}

/// The form right after a part, where that is where one is adding.
pub(crate) fn open_after(view: &PlanView<'_>, kind: PartKind, after: PartId) -> Markup {
    let place = match view.open {
        Some(Open::NewPart(wanted, place)) if wanted == kind && place.after == Some(after) => Some(place),
        _ => None,
    };
    html! {
        @if let Some(place) = place { (open(view, kind, place, &NewPartForm::default(), None)) }
    }
}

/// The link that opens the form.
pub(crate) fn closed(view: &PlanView<'_>, kind: PartKind, place: Place) -> Markup {
    let one = text::in_sentence(view.template.label(kind));
    html! {
        (wrap(kind, "felt tilfoej", &html! {
            a.tilfoej-link href=(address(view, kind, place)) { "+ Tilføj " (one) }
        }))
    }
}

fn address(view: &PlanView<'_>, kind: PartKind, place: Place) -> String {
    let id = |name: &str, id: Option<PartId>| id.map(|id| format!("&{name}={id}")).unwrap_or_default();
    format!(
        "{}?kind={}{}{}",
        paths::Parts { id: view.plan.id },
        kind.key(),
        id("parent", place.parent_id),
        id("after", place.after)
    )
}

/// The form, with what was typed and what is wrong with it.
pub(crate) fn open(
    view: &PlanView<'_>,
    kind: PartKind,
    place: Place,
    typed: &NewPartForm,
    error: Option<&str>,
) -> Markup {
    let parent = place.parent_id.map(|id| id.to_string()).unwrap_or_default();
    let after = place.after.map(|id| id.to_string()).unwrap_or_default();
    let holds = Holds::of_field(kind, Field::Text);
    wrap(
        kind,
        "felt felt-aaben tilfoej-aaben",
        &html! {
            form method="post" action=(paths::Parts { id: view.plan.id }) data-tilfoej {
                input type="hidden" name="kind" value=(kind.key());
                input type="hidden" name="parent" value=(parent);
                input type="hidden" name="after" value=(after);
                @if let Some(error) = error { p.form-error-message role="alert" { (error) } }
                @match kind {
                    PartKind::Block => (block_fields(view, typed)),
                    PartKind::Activity => (activity_fields(view, typed)),
                    _ => (text_area(view.name(holds), view.question(holds), &typed.text)),
                }
                div.felt-knapper {
                    button.button.button-primary type="submit" { "Tilføj" }
                    a.button.button-tertiary href=(paths::Plan { id: view.plan.id }) hx-boost="false" data-luk { "Luk" }
                    span.tast {
                        span.kun-script { "Enter tilføjer og går til næste. " }
                        "Hver linje bliver til én."
                        span.kun-script { " Esc lukker." }
                    }
                }
            }
        },
    )
}

fn text_area(name: &str, question: &str, value: &str) -> Markup {
    html! {
        label {
            span.felt-navn { (name) }
            span.spoergsmaal { (question) }
            textarea.form-input name="text" rows="2" data-felt { "\n" (value) }
        }
    }
}

fn activity_fields(view: &PlanView<'_>, typed: &NewPartForm) -> Markup {
    html! {
        div.linje.linje-ny {
            @for (field, holds) in templates::of_line(view.template) {
                @if field == Field::Text {
                    div { (text_area(view.name(holds), view.question(holds), &typed.text)) }
                } @else {
                    label {
                        span.felt-navn { (view.name(holds)) }
                        span.spoergsmaal { (view.question(holds)) }
                        @if field == Field::Period { (period_input(view, &typed.period, "period")) }
                        @else { input.form-input name="owner" value=(typed.owner) autocomplete="off" data-felt; }
                    }
                }
            }
        }
    }
}

/// The input for words of time, which shows at once how they are read.
pub(crate) fn period_input(view: &PlanView<'_>, value: &str, name: &str) -> Markup {
    let reading = if value.is_empty() { String::new() } else { domain::period::read(value, view.plan.year).describe() };
    html! {
        input.form-input name=(name) value=(value) autocomplete="off" data-felt
            hx-get={ (paths::ReadPeriod) "?year=" (view.plan.year) } hx-trigger="input changed delay:200ms"
            hx-target="next .laesning" hx-swap="innerHTML" hx-push-url="false";
        span.laesning aria-live="polite" { (reading) }
    }
}

fn block_fields(view: &PlanView<'_>, typed: &NewPartForm) -> Markup {
    let is_ticked = |id: FindingId| typed.finding.contains(&id.to_string());
    html! {
        @if !view.unanswered.is_empty() {
            fieldset.fund-valg {
                legend { "Fund fra tilsynet, som planen ikke svarer på endnu" }
                @for finding in view.unanswered {
                    label {
                        input type="checkbox" name="finding" value=(finding.id) checked[is_ticked(finding.id)];
                        " " (state::finding_kind(finding.kind)) " " (finding.text)
                    }
                }
            }
            p { "Eller skriv et nyt:" }
        }
        label {
            span.felt-navn { "Tema, kriterium og indikator" }
            span.spoergsmaal { "Fx Organisation og ledelse, kriterium 9, indikator 9.b" }
            input.form-input name="references" value=(typed.references) autocomplete="off" data-felt;
        }
        label {
            span.felt-navn { "Fundets tekst" }
            span.spoergsmaal { (view.question(Holds::Theme)) }
            textarea.form-input name="text" rows="2" data-felt { "\n" (typed.text) }
        }
    }
}

/// Parts of lists are list items; issues and blocks stand on their own.
fn wrap(kind: PartKind, class: &str, content: &Markup) -> Markup {
    html! {
        @match kind {
            PartKind::Block | PartKind::Issue => div class=(class) { (content) },
            _ => li class=(class) { (content) },
        }
    }
}
