//! Findings: register quickly one after the other, correct, remove, restore.

use app::findings;
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{answer::Answer, finding::FindingDetails, role::Ability};
use maud::Markup;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    inspections::page::show_page,
    paths,
};

pub(crate) mod form;

use form::{FindingForm, FindingTyped, way_back};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_post(create).typed_get(edit).typed_post(update).typed_post(remove).typed_post(restore)
}

async fn create(path: paths::Findings, ctx: Context, Form(typed): Form<FindingTyped>) -> Result<Response> {
    let inspection = app::inspections::require(&ctx.desk, path.id, Ability::Write).await?;
    let mut form = FindingForm::from(typed);
    let Some(details) = form.parse(ctx.desk.model(&inspection.details.model_id)?) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show_page(&ctx, &inspection, &form).await?).into_response());
    };
    findings::create(&ctx.desk, path.id, &details).await?;
    let onward = format!("{}#text", paths::with_notice(&paths::Inspection { id: path.id }, "fund"));
    Ok(Redirect::to(&onward).into_response())
}

async fn edit(path: paths::Finding, ctx: Context) -> Result<Markup> {
    let found = findings::find(&ctx.desk, path.id).await?;
    let form = FindingForm::of(&FindingDetails::from(&found.finding), found.finding.version);
    form::page(&ctx, &found, &form)
}

async fn update(path: paths::Finding, ctx: Context, Form(typed): Form<FindingTyped>) -> Result<Response> {
    let found = findings::find(&ctx.desk, path.id).await?;
    let mut form = FindingForm::from(typed);
    let opened_at = form.opened_at()?;
    let Some(details) = form.parse(ctx.desk.model(&found.model_id)?) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, &found, &form)?).into_response());
    };
    let status = match findings::update(&ctx.desk, &found, opened_at, details).await? {
        Answer::Done(()) => {
            return Ok(Redirect::to(&paths::with_notice(&way_back(&found.home), "gemt")).into_response());
        }
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Answer::Conflict(conflict) => {
            form = FindingForm::of_conflict(conflict);
            StatusCode::CONFLICT
        }
    };
    Ok((status, form::page(&ctx, &found, &form)?).into_response())
}

async fn remove(path: paths::RemoveFinding, ctx: Context) -> Result<Redirect> {
    let found = findings::find(&ctx.desk, path.id).await?;
    let answer = findings::remove(&ctx.desk, &found).await?;
    done(answer, &paths::with_notice(&way_back(&found.home), "slettet"))
}

async fn restore(path: paths::RestoreFinding, ctx: Context) -> Result<Redirect> {
    let found = findings::find(&ctx.desk, path.id).await?;
    let answer = findings::restore(&ctx.desk, &found).await?;
    done(answer, &paths::with_notice(&way_back(&found.home), "gendannet"))
}

fn done(answer: Answer<()>, onward: &str) -> Result<Redirect> {
    match answer {
        Answer::Done(()) => Ok(Redirect::to(onward)),
        Answer::Refused(refusal) => Err(refusal.into()),
        Answer::Conflict(_) => Err(Error::Changed),
    }
}
