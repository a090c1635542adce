//! Icons of the design system's sprite.

use maud::{Markup, html};

use crate::assets;

/// The icon called `name`; decoration only, the words beside it carry the meaning.
pub(crate) fn icon(name: &str) -> Markup {
    html! {
        svg.icon-svg focusable="false" aria-hidden="true" {
            use href={ (assets::address("img/all-svg-icons.svg")) "#" (name) } {}
        }
    }
}
