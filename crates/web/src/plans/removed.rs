//! The removed parts of a plan, and the way back for each.

use app::{danish_moment, edit};
use axum::response::{IntoResponse, Response};
use domain::role::Ability;
use maud::html;

use crate::{context::Context, error::Result, layout, paths, ui};

pub(super) async fn list(path: paths::RemovedParts, ctx: Context) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let template = ctx.desk.template(&plan.template_id)?;
    let removed = edit::list_removed(&ctx.desk, &plan).await?;
    let content = html! {
        h1 { "Slettede dele" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if removed.count == 0 {
            (ui::empty_state("Intet er slettet i planen.", ""))
        } @else {
            ul.slettede-dele {
                @for part in &removed.rows {
                    @let restore = paths::RestorePart { id: plan.id, part: part.id };
                    li {
                        p { strong { (template.label(part.kind)) } " – " (part.text) }
                        p.small-text { "Slettet " (danish_moment(part.removed_at)) }
                        (ui::post_button(restore, "Gendan", ui::Button::Secondary))
                    }
                }
            }
            @if removed.count > removed.rows.len() {
                p { "De senest slettede " (removed.rows.len()) " af " (removed.count) " er vist." }
            }
        }
    };
    Ok(layout::page(&ctx, "Slettede dele", &content).into_response())
}
