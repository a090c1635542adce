//! The versions of a plan: as they were sent, their files, and what differs between them and today.

use std::sync::Arc;

use app::print::{self, PrintJob};
use axum::{
    Router,
    response::{IntoResponse, Response},
};
use axum_extra::{extract::Query, routing::RouterExt};
use documents::{Document, Format};
use domain::{approval::PlanRecord, danish, plan::Plan, role::Ability};
use maud::{Markup, html};

use super::steps_page::version_line;
use crate::{
    AppState,
    context::Context,
    download::attachment,
    error::{Error, Result},
    layout, paths,
    plans::files::{compared::CompareQuery, export},
    ui::{self, field::select},
};

pub(in crate::plans) fn routes() -> Router<AppState> {
    Router::new().typed_get(list).typed_get(show).typed_get(file).typed_get(compare)
}

async fn list(path: paths::Versions, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let record = &checked.record;
    let none = "Planen er ikke sendt endnu. Når den sendes til tilsynet, gemmes den her, som den så ud.";
    let onward = html! { a href=(paths::Approval { id: plan.id }) { "Gå til forløb og godkendelse" } };
    let content = html! {
        h1 { "Versioner" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if record.versions.is_empty() {
            (ui::empty_state(none, onward))
        } @else {
            (compare_form(record, &plan, &CompareQuery::default()))
            ul.versioner {
                @for version in record.versions.iter().rev() {
                    li {
                        p { (version_line(&plan, version)) }
                        (files(&plan, version.number, record))
                    }
                }
            }
        }
    };
    Ok(layout::page(&ctx, "Versioner", &content))
}

fn files(plan: &Plan, number: u32, record: &PlanRecord) -> Markup {
    html! {
        @if let Some(version) = record.version(number) {
            ul.filer {
                @for (at, file) in version.files.iter().enumerate() {
                    li {
                        a href=(paths::VersionFile { id: plan.id, number, file: at }) { (file.name) }
                        span.lille { " " (size(file.size)) ", SHA-256 " code.hash { (file.hash) } }
                    }
                }
            }
            p.lille { "Versionens samlede SHA-256: " code.hash { (version.hash) } }
        }
    }
}

/// "12 kB" or "1,2 MB".
fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_000);
    if kilobytes < 1_000 {
        format!("{kilobytes} kB")
    } else {
        format!("{},{} MB", kilobytes / 1_000, kilobytes % 1_000 / 100)
    }
}

async fn show(path: paths::Version, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let job = Arc::new(PrintJob::of_version(&ctx.desk, &checked.record, path.number).await?);
    let paper = job.paper(&ctx.desk, Document::Plan, false).await?;
    let title = format!("Version {}", path.number);
    let content = html! {
        h1 { (title) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if let Some(version) = checked.record.version(path.number) { p { (version_line(&plan, version)) } }
        (files(&plan, path.number, &checked.record))
        p { a href={ (paths::Comparison { id: plan.id }) "?fra=" (path.number) } { "Se, hvad der er ændret siden" } }
        (ui::paper::paper(&paper))
    };
    Ok(layout::page(&ctx, &title, &content))
}

async fn file(path: paths::VersionFile, ctx: Context) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let version = checked.record.version(path.number).ok_or(Error::NotFound)?;
    let (name, bytes) = print::version_file(&ctx.desk, version.id, path.file).await?;
    let format = Format::from_name(&name).ok_or_else(|| Error::Internal(format!("a version holds {name}")))?;
    attachment(&name, format.mime(), bytes)
}

async fn compare(path: paths::Comparison, ctx: Context, Query(query): Query<CompareQuery>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let job = Arc::new(query.print_job(&ctx, &plan).await?);
    let paper = job.paper(&ctx.desk, Document::SinceLast, false).await?;
    let address = |format| {
        let to = export::address(plan.id, format);
        format!("{to}?dokument={}&fra={}&til={}", Document::SinceLast.key(), number(&query.from), number(&query.to))
    };
    let content = html! {
        (ui::page_header("Hvad er ændret?", html! {
            a.button.button-secondary href=(address(Format::Docx)) { "Hent som Word" }
            a.button.button-secondary href=(address(Format::Pdf)) { "Hent som PDF" }
        }))
        p {
            a href=(paths::Plan { id: plan.id }) { (plan.title) }
            " · "
            a href=(paths::Versions { id: plan.id }) { "Alle versioner" }
        }
        (compare_form(&checked.record, &plan, &query))
        (ui::paper::paper(&paper))
    };
    Ok(layout::page(&ctx, "Hvad er ændret?", &content).into_response())
}

/// The number as it was typed, if it is one.
fn number(typed: &str) -> String {
    typed.parse::<u32>().map(|number| number.to_string()).unwrap_or_default()
}

fn compare_form(record: &PlanRecord, plan: &Plan, query: &CompareQuery) -> Markup {
    let versions = || {
        record.versions.iter().rev().map(|version| {
            let words = format!("Version {}, sendt {}", version.number, danish::date(version.submission.sent_on));
            (version.number.to_string(), words)
        })
    };
    let from = if query.from.is_empty() {
        record.last_version().map(|version| version.number.to_string()).unwrap_or_default()
    } else {
        query.from.clone()
    };
    let until = std::iter::once((String::new(), "Planen i dag".to_owned())).chain(versions());
    html! {
        form.sammenlign method="get" action=(paths::Comparison { id: plan.id }) {
            (select("fra", "Sammenlign", &from, versions()))
            (select("til", "med", &query.to, until))
            button.button.button-secondary type="submit" { "Vis forskelle" }
        }
    }
}
