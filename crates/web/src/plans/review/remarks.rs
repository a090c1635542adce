//! Remarks at the cells of a plan: written by those who decide on it, put right by those who write it.

use app::review;
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::answer::Answer;
use domain::{
    plan::Plan,
    role::Ability,
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result, done},
    layout,
    paths::{self, FieldKey},
    plans::page::view::{self, Cell},
    ui::{
        self,
        field::{submit, text_field},
    },
};

pub(in crate::plans) fn routes() -> Router<AppState> {
    Router::new().typed_get(new).typed_post(create).typed_post(settle)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct RemarkForm {
    text: String,
}

async fn new(path: paths::Remarks, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Approve).await?;
    let cell = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    page(&ctx, &plan, &cell, "", &FieldErrors::default())
}

async fn create(path: paths::Remarks, ctx: Context, Form(form): Form<RemarkForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Approve).await?;
    let cell = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    match text::required(&form.text, MAX_CHARS) {
        Err(error) => errors.add("text", error.to_string()),
        Ok(text) => match review::remark(&ctx.desk, path.id, path.part, path.field.0, text).await? {
            Answer::Done(_) => return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response()),
            Answer::Refused(refusal) => errors = refusal.0,
            Answer::Conflict(_) => return Err(Error::Changed),
        },
    }
    let page = page(&ctx, &plan, &cell, &form.text, &errors)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn settle(path: paths::SettleRemark, ctx: Context) -> Result<Response> {
    let part = done(review::settle_remark(&ctx.desk, path.id, path.remark).await?)?;
    Ok(Redirect::to(&paths::Plan { id: path.id }.at(part)).into_response())
}

fn page(ctx: &Context, plan: &Plan, cell: &Cell<'_>, typed: &str, errors: &FieldErrors) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    let path = paths::Remarks { id: plan.id, part: cell.id, field: FieldKey(cell.field) };
    let content = html! {
        h1 { "Skriv en bemærkning" }
        p { a href=(paths::Plan { id: plan.id }.at(cell.id)) { (plan.title) } }
        p { "Bemærkningen står ved feltet i planen, til den er rettet." }
        (ui::error_summary(errors))
        p.felt-navn { (view::place_name(template, cell)) }
        blockquote.nu { @if cell.text.is_empty() { "(ikke udfyldt)" } @else { (cell.text) } }
        form method="post" action=(path) {
            (text_field("text", "Bemærkning").rows(4).value(typed).errors(errors).required())
            (submit("Gem bemærkningen", &paths::Plan { id: plan.id }.at(cell.id)))
        }
    };
    Ok(layout::page(ctx, "Skriv en bemærkning", &content))
}
