//! Imports: a file is read, shown, corrected, and only then becomes a plan.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use chrono::Datelike;
use documents::{Format, Import};
use domain::{
    access::Ability,
    draft::PlanDraft,
    id::{ImportId, UnitId},
    plan::PlanStatus,
};
use maud::Markup;
use orm::{
    imports::{self, PendingImport},
    plans::{self, NewPlan},
};
use serde::{Deserialize, Serialize};

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

mod form;
mod preview;
pub(crate) mod upload;

/// Where hearing out ends.
const MAX_HEARD: usize = 300 * 1024 * 1024;
/// How long reading a file may take, in seconds.
const MAX_SECONDS: u64 = 30;

pub(crate) fn routes() -> Router<AppState> {
    let upload = Router::new().typed_post(upload).layer(DefaultBodyLimit::max(MAX_HEARD));
    Router::new().typed_get(choose).typed_get(show).typed_post(save).merge(upload)
}

/// What waits between reading and saving.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    draft: PlanDraft,
    notes: Vec<String>,
    model_id: String,
    year: i32,
}

async fn choose(_: paths::Imports, ctx: Context) -> Result<Markup> {
    if !ctx.may_somewhere(Ability::Write) {
        return Err(Error::Forbidden);
    }
    Ok(upload::page(&ctx, &upload::Uploaded::default(), None))
}

async fn upload(
    _: paths::Imports,
    ctx: Context,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    if !ctx.may_somewhere(Ability::Write) {
        return Err(Error::Forbidden);
    }
    let multipart =
        multipart.map_err(|_| Error::Unclear("Vælg en fil, og send den fra siden »Importér handleplan«.".into()))?;
    let uploaded = upload::receive(multipart).await?;
    match read(&ctx, &uploaded).await? {
        Ok((unit_id, pending)) => {
            let id = ImportId::new();
            let body = serde_json::to_string(&pending).map_err(|error| Error::Internal(error.to_string()))?;
            let file_name = uploaded.file_name.clone();
            let new = PendingImport { id, user_id: ctx.user.id, unit_id, file_name, body };
            imports::remove_older_than(ctx.store(), ctx.now - chrono::TimeDelta::days(30)).await?;
            imports::insert(ctx.store(), new, &ctx.stamp()).await?;
            Ok(Redirect::to(&paths::Import { id }.to_string()).into_response())
        }
        Err(error) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, upload::page(&ctx, &uploaded, Some(&error))).into_response())
        }
    }
}

/// What the file holds, or a sentence that says why it cannot be read.
async fn read(ctx: &Context, uploaded: &upload::Uploaded) -> Result<std::result::Result<(UnitId, Pending), String>> {
    let unit_id = uploaded.unit.parse::<UnitId>().ok().filter(|&id| ctx.may(Ability::Write, id));
    let Some(unit_id) = unit_id else { return Ok(Err("Vælg den enhed, planen gælder for.".into())) };
    if uploaded.is_too_large {
        return Ok(Err(
            "Filen er for stor. Der kan modtages filer på højst 20 MB; en handleplan i Word fylder sjældent over 1 MB."
                .into(),
        ));
    }
    if uploaded.bytes.is_empty() {
        return Ok(Err("Vælg en fil, der ikke er tom.".into()));
    }
    let Some(format) = Format::from_name(&uploaded.file_name) else {
        return Ok(Err("Filen skal være en Word-fil (.docx), et regneark (.xlsx eller CSV) eller en JSON-fil herfra. Åbn den i Word eller Excel, og gem den på ny.".into()));
    };
    let typed_year = uploaded.year.trim().parse().ok().filter(|year| (2000..=2100).contains(year));
    let model_id = if uploaded.model.is_empty() { orm::seeds::CURRENT_MODEL } else { &uploaded.model };
    let Some(model) = ctx.organisation.model(model_id).cloned() else {
        return Ok(Err("Vælg en kvalitetsmodel fra listen.".into()));
    };
    let model_id = model.id.clone();
    let template = orm::templates::get(orm::templates::DEFAULT)?;
    let bytes = uploaded.bytes.clone();
    let work = upload::in_turn(move || format.read(&bytes, &documents::Context { model: &model, template }));
    let Ok(done) = tokio::time::timeout(std::time::Duration::from_secs(MAX_SECONDS), work).await else {
        return Ok(Err("Filen tog for lang tid at læse. Gem den på ny i Word, og prøv igen.".into()));
    };
    match done? {
        Ok(Import { draft, notes }) => {
            let year = typed_year.or(draft.year).or(draft.named_year()).unwrap_or(ctx.today.year());
            Ok(Ok((unit_id, Pending { draft, notes, model_id, year })))
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// What waits, if it is this user's and they may still write in its unit.
async fn find(ctx: &Context, id: ImportId) -> Result<(PendingImport, Pending)> {
    let found = imports::get(ctx.store(), id, ctx.user.id).await?;
    ctx.require(Ability::Write, found.unit_id)?;
    let pending = serde_json::from_str(&found.body).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((found, pending))
}

async fn show(path: paths::Import, ctx: Context) -> Result<Markup> {
    let (found, pending) = find(&ctx, path.id).await?;
    preview::page(&ctx, &found, &pending, &pending.draft, &[])
}

async fn save(path: paths::Import, ctx: Context, Form(fields): Form<Vec<(String, String)>>) -> Result<Response> {
    let (found, pending) = find(&ctx, path.id).await?;
    let (typed, year) = form::read(&fields, &pending.draft);
    let mut errors: Vec<String> = Vec::new();
    if typed.title.trim().is_empty() {
        errors.push("Titlen: Skriv en titel.".into());
    }
    let year = year.trim().parse().ok().filter(|year| (2000..=2100).contains(year)).unwrap_or(pending.year);
    let draft = match typed.clone().tidied() {
        Ok(draft) if errors.is_empty() => draft,
        Ok(_) => return refuse(&ctx, &found, &pending, &typed, &errors),
        Err(found_errors) => {
            errors.extend(found_errors.iter().map(ToString::to_string));
            return refuse(&ctx, &found, &pending, &typed, &errors);
        }
    };
    let new = NewPlan {
        unit_id: found.unit_id,
        inspection_id: None,
        model: ctx.model(&pending.model_id)?,
        template_id: orm::templates::DEFAULT,
        year,
        due_on: None,
        status: PlanStatus::Draft,
    };
    let id = plans::insert(ctx.store(), new, &draft, &ctx.stamp()).await?;
    imports::remove(ctx.store(), path.id).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plan { id }, "importeret")).into_response())
}

fn refuse(
    ctx: &Context,
    found: &PendingImport,
    pending: &Pending,
    typed: &PlanDraft,
    errors: &[String],
) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, preview::page(ctx, found, pending, typed, errors)?).into_response())
}
