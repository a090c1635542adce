//! Inspections: register, show, correct, score.

use app::inspections;
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use domain::{answer::Answer, id::InspectionId, role::Ability};
use maud::Markup;

use crate::{AppState, context::Context, error::Result, findings::form::FindingForm, paths, typed::PageQuery};

mod form;
mod list;
pub(crate) mod page;
mod scores;
mod show;

use form::{InspectionForm, InspectionTyped};
use scores::ScoresForm;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_get(new)
        .typed_post(create)
        .typed_get(show)
        .typed_get(edit)
        .typed_post(update)
        .typed_get(edit_scores)
        .typed_post(set_scores)
}

async fn list(_: paths::Inspections, ctx: Context, Query(query): Query<PageQuery>) -> Result<Markup> {
    let page = query.page();
    Ok(list::page(&ctx, &inspections::list(&ctx.desk, page).await?, page))
}

async fn new(_: paths::NewInspection, ctx: Context) -> Result<Markup> {
    ctx.desk.require_somewhere(Ability::Write)?;
    Ok(form::page(&ctx, None, &InspectionForm::fresh(&ctx)))
}

async fn create(_: paths::Inspections, ctx: Context, Form(typed): Form<InspectionTyped>) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Write)?;
    let mut form = InspectionForm::from(typed);
    let Some(details) = form.parse(&ctx) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, None, &form)).into_response());
    };
    let id = inspections::create(&ctx.desk, &details).await?;
    Ok(onward(id, "oprettet"))
}

async fn show(path: paths::Inspection, ctx: Context) -> Result<Markup> {
    let inspection = inspections::require(&ctx.desk, path.id, Ability::Read).await?;
    page::show_page(&ctx, &inspection, &FindingForm::default()).await
}

async fn edit(path: paths::EditInspection, ctx: Context) -> Result<Markup> {
    let inspection = inspections::require(&ctx.desk, path.id, Ability::Write).await?;
    let form = InspectionForm::of(&inspection.details, inspection.version).with_locked_units(&ctx, &inspection.details);
    Ok(form::page(&ctx, Some(path.id), &form))
}

async fn update(path: paths::EditInspection, ctx: Context, Form(typed): Form<InspectionTyped>) -> Result<Response> {
    let inspection = inspections::require(&ctx.desk, path.id, Ability::Write).await?;
    let mut form = InspectionForm::from(typed).with_locked_units(&ctx, &inspection.details);
    let opened_at = form.opened_at()?;
    let Some(details) = form.parse(&ctx) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, Some(path.id), &form)).into_response());
    };
    let status = match inspections::update(&ctx.desk, path.id, opened_at, details).await? {
        Answer::Done(()) => return Ok(onward(path.id, "gemt")),
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Answer::Conflict(conflict) => {
            form = InspectionForm::of_conflict(&ctx, conflict);
            StatusCode::CONFLICT
        }
    };
    Ok((status, form::page(&ctx, Some(path.id), &form)).into_response())
}

async fn edit_scores(path: paths::Scores, ctx: Context) -> Result<Markup> {
    let inspection = inspections::require(&ctx.desk, path.id, Ability::Write).await?;
    scores::page(&ctx, &inspection, &ScoresForm::of(&inspection.scores, inspection.version))
}

async fn set_scores(path: paths::Scores, ctx: Context, Form(sent): Form<Vec<(String, String)>>) -> Result<Response> {
    let inspection = inspections::require(&ctx.desk, path.id, Ability::Write).await?;
    let mut form = ScoresForm::from(sent);
    let opened_at = form.opened_at()?;
    let Some(scores) = form.parse(ctx.desk.model(&inspection.details.model_id)?) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, scores::page(&ctx, &inspection, &form)?).into_response());
    };
    let status = match inspections::set_scores(&ctx.desk, path.id, opened_at, scores).await? {
        Answer::Done(()) => return Ok(onward(path.id, "gemt")),
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Answer::Conflict(conflict) => {
            form = ScoresForm::of_conflict(conflict);
            StatusCode::CONFLICT
        }
    };
    Ok((status, scores::page(&ctx, &inspection, &form)?).into_response())
}

fn onward(id: InspectionId, notice: &str) -> Response {
    Redirect::to(&paths::with_notice(&paths::Inspection { id }, notice)).into_response()
}
