//! Components: values in, markup out; no request, no store.

pub(crate) mod chart;
pub(crate) mod conflict;
pub(crate) mod field;
pub(crate) mod link;
pub(crate) mod pages;
pub(crate) mod paper;
pub(crate) mod showcase;
pub(crate) mod state;

use domain::validation::FieldErrors;
use maud::{Markup, Render, html};

/// The heading of a page with what one can do there.
pub(crate) fn page_header(title: impl Render, actions: impl Render) -> Markup {
    html! {
        div.sidehoved {
            h1 { (title) }
            div.handlinger { (actions) }
        }
    }
}

/// What stands where a list has nothing to show.
pub(crate) fn empty_state(text: impl Render, action: impl Render) -> Markup {
    html! {
        div.tomt {
            p { (text) }
            (action)
        }
    }
}

/// What a button promises.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Button {
    /// Something one can do here.
    Secondary,
    /// The same in a row of a list, where it must not shout.
    Tertiary,
    /// Something goes away.
    Warning,
}

/// A button that sends its own small form.
pub(crate) fn post_button(address: impl std::fmt::Display, label: &str, button: Button) -> Markup {
    let class = match button {
        Button::Secondary => "button-secondary",
        Button::Tertiary => "button-tertiary",
        Button::Warning => "button-warning",
    };
    html! {
        form.knapform method="post" action=(address.to_string()) {
            button type="submit" class={ "button " (class) } { (label) }
        }
    }
}

/// The list of everything that is wrong with a form, each leading to its field.
pub(crate) fn error_summary(errors: &FieldErrors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.alert.alert-error role="alert" aria-labelledby="fejl-titel" tabindex="-1" data-fokus {
                div.alert-text {
                    h2.alert-heading #fejl-titel { "Der er noget, der skal rettes" }
                    p { "Intet er gemt endnu. Det, du har skrevet, står her stadig." }
                    ul {
                        @for (field, message) in errors.iter() {
                            li { a href={ "#" (field) } { (message) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a message is about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Alert {
    /// It is done.
    Success,
    /// Something to know before one goes on.
    Warning,
    /// It was not done.
    Error,
}

/// A message set apart from the page.
pub(crate) fn alert(alert: Alert, text: impl Render) -> Markup {
    let (class, role) = match alert {
        Alert::Success => ("alert-success", "status"),
        Alert::Warning => ("alert-warning", "status"),
        Alert::Error => ("alert-error", "alert"),
    };
    html! {
        div class={ "alert " (class) } role=(role) {
            div.alert-text { (text) }
        }
    }
}
