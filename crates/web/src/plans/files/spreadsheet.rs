//! A plan's spreadsheet comes back after somebody has worked in it: what was changed there is shown, and
//! taken over where the person says so.

use std::sync::Arc;

use app::spreadsheet::{self, Changes, Taken};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use documents::Stop;
use domain::{answer::Answer, plan::Plan, role::Ability};
use maud::Markup;

use super::{spreadsheet_line::TakeForm, spreadsheet_page};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    imports::upload::{self, MAX_FILE},
    paths,
};

pub(super) fn routes() -> Router<AppState> {
    let receiving = Router::new().typed_post(receive).layer(DefaultBodyLimit::max(2 * MAX_FILE));
    Router::new().typed_get(form).typed_post(take).merge(receiving)
}

async fn form(path: paths::Spreadsheet, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    Ok(spreadsheet_page::upload(&ctx, &plan, None))
}

async fn receive(
    path: paths::Spreadsheet,
    ctx: Context,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let multipart = multipart.map_err(|_| Error::Unprocessable("Vælg en fil, og send den fra denne side.".into()))?;
    let uploaded = upload::receive(multipart).await?;
    let answer = if uploaded.is_too_large {
        Answer::refused("file", "Filen er for stor. Der kan modtages filer på højst 20 MB.")
    } else {
        spreadsheet::read(&ctx.desk, &plan, &uploaded.file_name, uploaded.bytes).await?
    };
    match answer {
        Answer::Done(found) => {
            let status = if found.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, draw(ctx, plan, found, spreadsheet_page::changes).await?).into_response())
        }
        Answer::Refused(refusal) => {
            let page = spreadsheet_page::upload(&ctx, &plan, Some(&refusal.sentences()));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

async fn take(path: paths::TakeSpreadsheet, ctx: Context, Form(form): Form<TakeForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    if form.is_empty() {
        return Err(Error::Unprocessable(
            "Sæt hak ved mindst én ændring, før du tager dem over. Gå tilbage, og vælg.".into(),
        ));
    }
    let chosen = form.parse().ok_or_else(|| Error::Unprocessable(spreadsheet::TOO_OLD.into()))?;
    match spreadsheet::take_over(&ctx.desk, &plan, chosen).await? {
        Taken::Done => Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: plan.id }, "overtaget")).into_response()),
        Taken::Refused(refusal) => Err(refusal.into()),
        Taken::Newer(found) => {
            Ok((StatusCode::CONFLICT, draw(ctx, plan, found, spreadsheet_page::again).await?).into_response())
        }
    }
}

/// Draws a page in its turn: to compare many long texts word by word takes its time.
async fn draw(
    ctx: Context,
    plan: Arc<Plan>,
    found: Changes,
    page: fn(&Context, &Plan, &Changes, &Stop) -> Result<Markup>,
) -> Result<Markup> {
    let (limits, person) = (Arc::clone(&ctx.desk.app.limits), ctx.user.id.0);
    limits.quick.run_for(person, move |stop| page(&ctx, &plan, &found, stop)).await?
}
