//! Components: values in, markup out; no request, no store.

pub(crate) mod chart;
pub(crate) mod conflict;
pub(crate) mod field;
pub(crate) mod icon;
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

/// A button that sends its own small form.
pub(crate) fn post_button(address: impl std::fmt::Display, label: &str, class: &str) -> Markup {
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

/// A message set apart from the page: "info", "success", "warning" or "error".
pub(crate) fn alert(kind: &str, text: impl Render) -> Markup {
    html! {
        div class={ "alert alert-" (kind) } role=(if kind == "error" { "alert" } else { "status" }) {
            div.alert-text { (text) }
        }
    }
}
