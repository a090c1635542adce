//! About the program, and the licences of what its pages are built on.

use axum::Router;
use axum_extra::routing::RouterExt;
use maud::{Markup, html};

use crate::{AppState, assets, context::Context, frame, layout, paths};

/// What the pages and papers are built on, each with the file of its licence.
const LICENCES: [(&str, &str); 4] = [
    ("Det Fælles Designsystem", "licences/dkfds.txt"),
    ("IBM Plex Sans", "licences/plex.txt"),
    ("DejaVu Sans (i PDF-filer)", "licences/dejavu.txt"),
    ("htmx", "licences/htmx.txt"),
];

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show)
}

async fn show(_: paths::About, ctx: Option<Context>) -> Markup {
    let content = html! {
        h1 { "Om Handleplan" }
        p { "Handleplan holder styr på handleplaner efter tilsyn i botilbud. Version " (env!("CARGO_PKG_VERSION")) "." }
        p { "Siderne er bygget på Det Fælles Designsystem (DKFDS) med skrifttypen IBM Plex Sans og på htmx." }
        @for (name, file) in LICENCES {
            details { summary { "Licens: " (name) } pre.licens { (assets::text(file)) } }
        }
    };
    match ctx {
        Some(ctx) => layout::page(&ctx, "Om Handleplan", &content),
        None => frame::bare("Om Handleplan", &content),
    }
}
