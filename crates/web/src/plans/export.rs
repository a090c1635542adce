//! A plan as a file to take away.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::{extract::Query, routing::RouterExt};
use documents::{Format, Sheet};
use domain::{access::Ability, id::PlanId};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(docx).typed_get(csv).typed_get(json)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ExportQuery {
    questions: String,
}

async fn docx(path: paths::ExportDocx, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Docx, !query.questions.is_empty()).await
}

async fn csv(path: paths::ExportCsv, ctx: Context) -> Result<Response> {
    file(&ctx, path.id, Format::Csv, false).await
}

async fn json(path: paths::ExportJson, ctx: Context) -> Result<Response> {
    file(&ctx, path.id, Format::Json, false).await
}

async fn file(ctx: &Context, id: PlanId, format: Format, with_questions: bool) -> Result<Response> {
    let plan = ctx.plan(id, Ability::Read).await?;
    let template = orm::templates::get(&plan.template_id)?;
    let unit_name = ctx.organisation.unit_name(plan.unit_id).to_owned();
    let printed_on = ctx.today;
    let name = format!("Handleplan {unit_name} {printed_on}.{}", format.extension());
    let written = tokio::task::spawn_blocking(move || {
        let sheet = Sheet { plan: &plan, template, unit_name: &unit_name, printed_on, with_questions };
        format.write(&sheet)
    });
    let bytes = written
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(|error| Error::Internal(error.to_string()))?;
    let disposition = HeaderValue::from_str(&attachment(&name)).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((
        [(header::CONTENT_TYPE, HeaderValue::from_static(format.mime())), (header::CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}

/// The header that names a file: in plain letters for old programs, and as it is for the rest.
fn attachment(name: &str) -> String {
    let plain = name
        .replace('æ', "ae")
        .replace('ø', "oe")
        .replace('å', "aa")
        .replace('Æ', "Ae")
        .replace('Ø', "Oe")
        .replace('Å', "Aa");
    let plain: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || " -_.".contains(*c)).collect();
    let full: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", full.replace('+', "%20"))
}
