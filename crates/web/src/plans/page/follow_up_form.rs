//! The form for how an activity goes, with what was told before.

use domain::{activity::ActivityStatus, danish, plan::Activity};
use maud::{Markup, html};
use serde::Deserialize;

use super::view::PlanView;
use crate::{paths, typed, ui::state};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FollowUpForm {
    pub(crate) status: String,
    pub(crate) noted_on: String,
    pub(crate) text: String,
    /// The version at which the activity was looked at.
    pub(crate) version: String,
}

/// The form, with what was typed and what is wrong with it.
pub(crate) fn form(view: &PlanView<'_>, activity: &Activity, problem: Option<(&FollowUpForm, &str)>) -> Markup {
    let version = problem.map_or_else(|| activity.version.to_string(), |(typed, _)| typed.version.clone());
    let chosen = problem.map_or(activity.status.key(), |(typed, _)| typed.status.as_str());
    let noted_on = problem.map_or_else(|| typed::shown(Some(view.today)), |(typed, _)| typed.noted_on.clone());
    let text = problem.map_or("", |(typed, _)| typed.text.as_str());
    let back = paths::Plan { id: view.plan.id }.at(activity.id);
    html! {
        div.felt.felt-aaben.opfoelgning id={ "p-" (activity.id) } {
            form method="post" action=(paths::FollowUps { id: view.plan.id, part: activity.id }) {
                input type="hidden" name="version" value=(version);
                @if let Some((_, error)) = problem { p.form-error-message role="alert" { (error) } }
                label {
                    span.felt-navn { "Status" }
                    select.form-select name="status" data-felt {
                        @for status in ActivityStatus::ALL {
                            option value=(status.key()) selected[status.key() == chosen] { (status.label()) }
                        }
                    }
                }
                label {
                    span.felt-navn { "Hvordan går det?" }
                    span.spoergsmaal { "Skriv, hvad der er anderledes nu. Kan udelades." }
                    textarea.form-input name="text" rows="3" { "\n" (text) }
                }
                label {
                    span.felt-navn { "Dato" }
                    input.form-input name="noted_on" value=(noted_on) autocomplete="off";
                }
                div.felt-knapper {
                    button.button.button-primary type="submit" { "Gem" }
                    a.button.button-tertiary href=(back) hx-boost="false" data-luk { "Fortryd" }
                    span.tast.kun-script { "Ctrl+Enter gemmer. Esc lukker." }
                }
            }
            @if !activity.follow_ups.is_empty() {
                ul.noter {
                    @for note in activity.follow_ups.iter().rev() {
                        li {
                            strong { (danish::date(note.noted_on)) } " " (state::status(note.status))
                            p { (note.text) }
                            p.small-text { (note.author) }
                        }
                    }
                }
            }
        }
    }
}
