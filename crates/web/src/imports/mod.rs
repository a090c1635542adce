//! Imports: a file is read, shown, corrected, and only then becomes a plan.

use std::sync::Arc;

use app::import::{self, Opened};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{answer::Answer, draft::PlanDraft, role::Ability};
use maud::Markup;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths, typed,
};

mod form;
mod preview;
pub(crate) mod upload;

/// Where hearing out ends.
const MAX_HEARD: usize = 300 * 1024 * 1024;

pub(crate) fn routes() -> Router<AppState> {
    let upload = Router::new().typed_post(upload).layer(DefaultBodyLimit::max(MAX_HEARD));
    Router::new().typed_get(choose).typed_get(show).typed_post(save).typed_post(remove).merge(upload)
}

async fn choose(_: paths::Imports, ctx: Context) -> Result<Markup> {
    ctx.desk.require_somewhere(Ability::Write)?;
    let waiting = import::list(&ctx.desk).await?;
    Ok(upload::page(&ctx, &upload::Uploaded::default(), &waiting, None))
}

async fn upload(
    _: paths::Imports,
    ctx: Context,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Write)?;
    let multipart = multipart
        .map_err(|_| Error::Unprocessable("Vælg en fil, og send den fra siden »Importér handleplan«.".into()))?;
    let mut uploaded = upload::receive(multipart).await?;
    let answer = match uploaded.take_file() {
        Ok(file) => import::bring(&ctx.desk, file).await?,
        Err(why) => Answer::refused("file", why),
    };
    match answer {
        Answer::Done(id) => Ok(Redirect::to(&paths::Import { id }.to_string()).into_response()),
        Answer::Refused(refusal) => {
            let waiting = import::list(&ctx.desk).await?;
            let page = upload::page(&ctx, &uploaded, &waiting, Some(&refusal.sentences()));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

async fn show(path: paths::Import, ctx: Context) -> Result<Markup> {
    let opened = import::find(&ctx.desk, path.id).await?.ok_or(Error::NotFound)?;
    draw(ctx, opened, None, Vec::new()).await
}

async fn save(path: paths::Import, ctx: Context, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    let opened = import::find(&ctx.desk, path.id).await?;
    // Whoever presses twice is told, and not that there is no such page.
    let mut opened = opened.ok_or_else(|| Error::Unprocessable(import::GONE.into()))?;
    let (draft, year) =
        form::read(&fields, &opened.pending.draft).map_err(|too_large| Error::Unprocessable(too_large.to_string()))?;
    let saved = match typed::year(&year) {
        Some(year) => {
            opened.pending.year = year;
            import::save(&ctx.desk, &opened, draft.clone()).await?
        }
        None => Answer::refused("year", import::NO_YEAR),
    };
    match saved {
        Answer::Done(id) => Ok(Redirect::to(&paths::with_notice(&paths::Plan { id }, "importeret")).into_response()),
        Answer::Refused(refusal) => {
            let errors = refusal.0.iter().map(|(_, why)| why.to_owned()).collect();
            let page = draw(ctx, opened, Some(Typed { draft, year }), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

async fn remove(path: paths::RemoveImport, ctx: Context) -> Result<Redirect> {
    import::remove(&ctx.desk, path.id).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Imports, "smidt-vaek")))
}

/// What the form sent.
#[derive(Debug)]
struct Typed {
    draft: PlanDraft,
    year: String,
}

/// Draws the page, with what was typed where anything was, in its turn: a large plan takes its time.
async fn draw(ctx: Context, opened: Opened, typed: Option<Typed>, errors: Vec<String>) -> Result<Markup> {
    let (limits, person) = (Arc::clone(&ctx.desk.app.limits), ctx.user.id.0);
    let page = move |_: &documents::Stop| preview::page(&ctx, &opened, typed.as_ref(), &errors);
    limits.quick.run_for(person, page).await?
}
