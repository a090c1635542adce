//! Every component in every state, in development only: the design system and a target for tests.
//!
//! A component stands here by the very call that shows it. So what no example calls is not shown, and the tests look
//! for every public function of the components among the calls.

mod chart;
mod conflict;
mod example;
mod field;
mod link;
mod paper;
mod parts;
mod sample;
mod state;

use maud::{Markup, html};

use crate::{context::Context, layout, paths, ui};
use example::Example;

pub(crate) async fn show(_: paths::Showcase, ctx: Context) -> Markup {
    let (today, now) = (ctx.desk.today, ctx.desk.now);
    let groups = [
        ("Sidens dele", parts::examples()),
        ("Links", link::examples(today, now)),
        ("Tilstande", state::examples(today)),
        ("Felter", field::examples()),
        ("Når en anden var først", conflict::examples(now)),
        ("Dokumenter", paper::examples(today)),
        ("Diagrammer", chart::examples()),
    ];
    let content = html! {
        (ui::page_header("Komponenter", ""))
        @for (name, examples) in &groups {
            section {
                h2 { (name) }
                @for example in examples { (shown(example)) }
            }
        }
    };
    layout::page(&ctx, "Komponenter", &content)
}

/// What the state is called and how it is called for, and below it what comes of that.
fn shown(example: &Example) -> Markup {
    html! {
        div data-komponent=(example.component()) data-tilstand=(example.state) {
            p { strong { (example.state) } " " code { (example.call) } }
            div { (example.markup) }
        }
    }
}
