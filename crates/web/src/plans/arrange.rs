//! Parts move, are copied, removed and brought back.

use axum::{
    Router,
    http::HeaderName,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{access::Ability, id::PartId};
use maud::html;
use orm::parts::{self, Direction};

use super::{
    block,
    fields::{FieldForm, save_open},
    view_of,
};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_post(shift).typed_post(copy).typed_post(remove).typed_post(restore)
}

async fn shift(path: paths::MovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    match form.way.as_str() {
        "up" => parts::shift(ctx.store(), path.id, path.part, Direction::Up, &ctx.stamp()).await?,
        "down" => parts::shift(ctx.store(), path.id, path.part, Direction::Down, &ctx.stamp()).await?,
        _ => {
            let to = form.to.parse().map_err(|_| Error::Unclear("Vælg først, hvor delen skal flyttes hen.".into()))?;
            parts::move_to(ctx.store(), path.id, path.part, to, &ctx.stamp()).await?;
        }
    }
    done(&ctx, path.id, path.part).await
}

async fn copy(path: paths::CopyPart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    let made = parts::copy(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    done(&ctx, path.id, made).await
}

async fn remove(path: paths::RemovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    parts::remove(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "slettet")).into_response());
    }
    let plan = ctx.plan_again(path.id).await?;
    let checked = ctx.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let undo = html! {
        (block::plan(&view))
        div #fortryd hx-swap-oob="true" {
            form.fortryd method="post" action=(paths::RestorePart { id: path.id, part: path.part }) {
                span role="status" { "Slettet." }
                button.button.button-secondary type="submit" { "Fortryd" }
            }
        }
    };
    Ok((swap_plan(&format!("d-{}", path.part)), undo).into_response())
}

async fn restore(path: paths::RestorePart, ctx: Context) -> Result<Response> {
    ctx.plan(path.id, Ability::Write).await?;
    parts::restore(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response())
}

async fn done(ctx: &Context, id: domain::id::PlanId, part: PartId) -> Result<Response> {
    if ctx.is_fragment {
        whole_plan(ctx, id, part).await
    } else {
        Ok(Redirect::to(&paths::Plan { id }.at(part)).into_response())
    }
}

/// All of the plan's parts, for changes that move more than one field; the part gets the focus.
pub(super) async fn whole_plan(ctx: &Context, id: domain::id::PlanId, part: PartId) -> Result<Response> {
    let plan = ctx.plan_again(id).await?;
    let checked = ctx.checked(&plan).await?;
    let view = view_of(ctx, &plan, &checked, None)?;
    Ok((swap_plan(&format!("d-{part}")), block::plan(&view)).into_response())
}

fn swap_plan(focus: &str) -> [(HeaderName, String); 3] {
    [
        (HeaderName::from_static("hx-retarget"), "#plan".to_owned()),
        (HeaderName::from_static("hx-reswap"), "outerHTML".to_owned()),
        (HeaderName::from_static("hx-trigger-after-settle"), format!(r#"{{"fokus":"{focus}"}}"#)),
    ]
}
