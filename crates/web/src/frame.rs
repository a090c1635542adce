//! The frame of every page, also of those that know nobody: log-in and failures. It asks for no context.

use maud::{DOCTYPE, Markup, html};

use crate::{assets, htmx, paths};

/// A page without a user: log-in, errors.
pub(crate) fn bare(title: &str, content: &Markup) -> Markup {
    document(
        title,
        &html! {
            (header(&html! {}, &html! {}))
            main.container.smal #indhold tabindex="-1" { (content) }
            (footer())
        },
    )
}

/// The document around everything.
pub(crate) fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="da" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="htmx-config" content=(htmx::CONFIGURATION);
                title { (title) " – Handleplan" }
                link rel="icon" href=(assets::address("img/handleplan.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::address("css/dkfds.min.css"));
                link rel="stylesheet" href=(assets::address("css/handleplan.css"));
                @for module in assets::modules() { link rel="modulepreload" href=(module); }
                script src=(assets::address("htmx/htmx.min.js")) defer {}
                script src=(assets::address(assets::SCRIPT)) type="module" {}
            }
            body { (body) }
        }
    }
}

/// The head of every page, with who is logged in and where one can go, where anybody is.
pub(crate) fn header(person: &Markup, navigation: &Markup) -> Markup {
    html! {
        a.skipnav href="#indhold" { "Gå til indholdet" }
        header.top {
            div.container.top-linje {
                a.maerkenavn href=(paths::Home) { "Handleplan" }
                (person)
            }
            (navigation)
        }
    }
}

/// The foot of every page.
pub(crate) fn footer() -> Markup {
    html! {
        footer.bund { div.container { a href=(paths::About) { "Om Handleplan" } } }
    }
}
