//! The quality model: every version, each line with its source and how sure its wording is.

use axum::Router;
use axum_extra::{extract::Query, routing::RouterExt};
use domain::{
    danish,
    quality_model::{Item, Level, QualityModel},
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    layout, paths, ui,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ModelQuery {
    version: String,
}

async fn show(_: paths::QualityModel, ctx: Context, Query(query): Query<ModelQuery>) -> Result<Markup> {
    let id = if query.version.is_empty() { app::install::seeds::CURRENT_MODEL } else { &query.version };
    let model = ctx.desk.organisation.model(id).ok_or(Error::NotFound)?;
    Ok(page(&ctx, model))
}

fn page(ctx: &Context, model: &QualityModel) -> Markup {
    let content = html! {
        h1 { "Kvalitetsmodel" }
        nav.faneblade aria-label="Udgaver af kvalitetsmodellen" {
            @for other in &ctx.desk.organisation.models {
                @let current = (other.id == model.id).then_some("true");
                a href={ (paths::QualityModel) "?version=" (other.id) } aria-current=[current] { (other.name) }
            }
        }
        p { (validity(model)) }
        p.small-text { "Kilde: " (model.source) }
        p.small-text {
            "Ved hver linje står, om ordlyden er bekræftet. "
            "Slå den efter i bekendtgørelsen, før du citerer en linje, der ikke er."
        }
        @for theme in model.themes() { (theme_section(model, theme)) }
    };
    layout::page(ctx, "Kvalitetsmodel", &content)
}

fn validity(model: &QualityModel) -> String {
    match (model.valid_from, model.valid_to) {
        (Some(from), Some(to)) => format!("Gælder {}.", danish::range(from, to)),
        (Some(from), None) => format!("Gælder fra {}.", danish::date(from)),
        (None, Some(to)) => format!("Gælder til {}.", danish::date(to)),
        (None, None) => "Gyldighedsperioden er ikke bekræftet.".into(),
    }
}

fn theme_section(model: &QualityModel, theme: &Item) -> Markup {
    html! {
        section.tema {
            h2 { @if !theme.number.is_empty() { "Tema " (theme.number) ". " } (theme.title) }
            (source(theme))
            @if !theme.is_scored { p { "Temaet bedømmes ikke med tal." } }
            @for criterion in model.children(&theme.id) {
                h3 { "Kriterium " (criterion.number) }
                (line(criterion))
                ul.indikatorer { @for indicator in model.children(&criterion.id) { li { (line(indicator)) } } }
            }
        }
    }
}

fn line(item: &Item) -> Markup {
    html! {
        p.model-linje {
            @if item.level == Level::Indicator { strong { (item.number) } " " }
            (item.title)
            @if !item.applies_to.is_empty() { " " em { "(" (item.applies_to) ")" } }
        }
        (source(item))
    }
}

fn source(item: &Item) -> Markup {
    html! { p.kilde { (ui::state::wording(item.wording)) " – " (item.source) } }
}
