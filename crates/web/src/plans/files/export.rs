//! A plan as a document to take away: which one, how it looks, and the files.

use std::sync::Arc;

use axum::{Router, response::Response};
use axum_extra::{extract::Query, routing::RouterExt};
use documents::{Document, Format};
use domain::{id::PlanId, plan::Plan, role::Ability};
use maud::{Markup, html};
use serde::Deserialize;

use app::print::{self, PrintJob};

use super::compared::CompareQuery;
use crate::{
    AppState,
    context::Context,
    download::attachment,
    error::{Error, Result},
    layout, paths, ui,
};

pub(in crate::plans) fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_get(docx).typed_get(pdf).typed_get(xlsx).typed_get(csv).typed_get(json)
}

/// Which document, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ExportQuery {
    #[serde(rename = "dokument")]
    document: String,
    questions: String,
    #[serde(rename = "fra")]
    from: String,
    #[serde(rename = "til")]
    to: String,
}

impl ExportQuery {
    fn kind(&self) -> Result<Document> {
        match self.document.as_str() {
            "" => Ok(Document::Plan),
            key => Document::from_key(key).ok_or(Error::NotFound),
        }
    }

    fn with_questions(&self) -> bool {
        !self.questions.is_empty()
    }

    /// What the document is printed from.
    async fn print_job(&self, ctx: &Context, plan: &Plan) -> Result<PrintJob> {
        match self.kind()? {
            Document::SinceLast => {
                CompareQuery { from: self.from.clone(), to: self.to.clone() }.print_job(ctx, plan).await
            }
            Document::Plan | Document::Summary => Ok(PrintJob::of(&ctx.desk, plan, ctx.desk.today).await?),
        }
    }
}

async fn show(path: paths::Export, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let document = query.kind()?;
    let was_sent = print::record(&ctx.desk, &plan).await?.last_version().is_some();
    let preview = if document == Document::SinceLast && !was_sent {
        html! { (ui::empty_state("Planen er ikke sendt endnu, så der er ikke noget at sammenligne med.", "")) }
    } else {
        let job = Arc::new(query.print_job(&ctx, &plan).await?);
        let paper = job.paper(&ctx.desk, document, query.with_questions()).await?;
        html! { (files(plan.id, document, &query)) h2 { "Sådan ser det ud" } (ui::paper::paper(&paper)) }
    };
    let content = html! {
        h1 { "Hent planen" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        nav.faneblade aria-label="Dokumenter" {
            @for kind in Document::ALL {
                @let current = (kind == document).then_some("page");
                a href={ (paths::Export { id: plan.id }) "?dokument=" (kind.key()) } aria-current=[current] {
                    (kind.label())
                }
            }
        }
        p { (document.about()) }
        (preview)
    };
    Ok(layout::page(&ctx, "Hent planen", &content))
}

/// One button for each format; the first is the one most people want.
fn files(id: PlanId, document: Document, query: &ExportQuery) -> Markup {
    let class = |at: usize| if at == 0 { "button-primary" } else { "button-secondary" };
    html! {
        form.hent method="get" action=(address(id, Format::Docx)) {
            input type="hidden" name="dokument" value=(document.key());
            @if document == Document::Plan {
                label.valg {
                    input type="checkbox" name="questions" value="1" checked[query.with_questions()];
                    " Sæt ledespørgsmålene under overskrifterne (Word og PDF)"
                }
            }
            div.handlinger {
                @for (at, format) in document.formats().iter().enumerate() {
                    button class={ "button " (class(at)) } type="submit" formaction=(address(id, *format)) {
                        "Hent som " (format.label())
                    }
                }
            }
        }
    }
}

/// Where the file of a format is.
pub(in crate::plans) fn address(id: PlanId, format: Format) -> String {
    match format {
        Format::Docx => paths::ExportDocx { id }.to_string(),
        Format::Pdf => paths::ExportPdf { id }.to_string(),
        Format::Xlsx => paths::ExportXlsx { id }.to_string(),
        Format::Csv => paths::ExportCsv { id }.to_string(),
        Format::Json => paths::ExportJson { id }.to_string(),
    }
}

async fn docx(path: paths::ExportDocx, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Docx, &query).await
}

async fn pdf(path: paths::ExportPdf, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Pdf, &query).await
}

async fn xlsx(path: paths::ExportXlsx, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Xlsx, &query).await
}

async fn csv(path: paths::ExportCsv, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Csv, &query).await
}

async fn json(path: paths::ExportJson, ctx: Context, Query(query): Query<ExportQuery>) -> Result<Response> {
    file(&ctx, path.id, Format::Json, &query).await
}

async fn file(ctx: &Context, id: PlanId, format: Format, query: &ExportQuery) -> Result<Response> {
    let plan = ctx.desk.plan(id, Ability::Read).await?;
    let job = Arc::new(query.print_job(ctx, &plan).await?);
    let printed = job.print(&ctx.desk, query.kind()?, format, query.with_questions()).await?;
    attachment(&printed.name, format.mime(), printed.bytes)
}
