//! Units: the tree, a new unit, another name.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    access::Ability,
    id::UnitId,
    text,
    unit::{Unit, UnitKind},
    validation::FieldErrors,
};
use maud::{Markup, html};
use orm::units::{self, NewUnit};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    layout, paths,
    ui::{
        self,
        field::{select_with, submit, text_field},
        link,
    },
};

mod archive;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(list).typed_post(create).typed_get(edit).typed_post(update).typed_get(archive::fetch)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct UnitForm {
    name: String,
    kind: String,
    parent: String,
}

async fn list(_: paths::Units, ctx: Context) -> Result<Markup> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    Ok(list_page(
        &ctx,
        &UnitForm { kind: UnitKind::Facility.key().into(), ..UnitForm::default() },
        &FieldErrors::default(),
    ))
}

fn list_page(ctx: &Context, form: &UnitForm, errors: &FieldErrors) -> Markup {
    let kept = ctx.units_where(Ability::Administer);
    let units: Vec<&Unit> = ctx.organisation.units.iter().filter(|unit| kept.contains(&unit.id)).collect();
    let parents = units.iter().map(|unit| link::unit_option(unit, &ctx.organisation));
    let content = html! {
        h1 { "Enheder" }
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Enheder" { table.table {
            thead { tr { th scope="col" { "Navn" } th scope="col" { "Art" } th scope="col" { "Nummer" } } }
            tbody { @for unit in &units { tr {
                td { a href=(paths::Unit { id: unit.id }) { (link::unit_option(unit, &ctx.organisation).1) } }
                td { (unit.kind.label()) }
                td { code.small-text { (unit.id) } }
            } } }
        } }
        h2 { "Ny enhed" }
        (ui::error_summary(errors))
        form method="post" action=(paths::Units) {
            (text_field("name", "Navn").value(&form.name).errors(errors).required())
            (select_with("kind", "Art", &form.kind, kinds(), errors))
            (select_with("parent", "Hører under", &form.parent, parents, errors))
            (submit("Opret enhed", ""))
        }
    };
    layout::page(ctx, "Enheder", &content)
}

fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    UnitKind::ALL.into_iter().map(|kind| (kind.key(), kind.label()))
}

fn parse(form: &UnitForm, errors: &mut FieldErrors) -> (String, UnitKind) {
    let name = text::title(&form.name).map_err(|error| errors.add("name", error.to_string())).unwrap_or_default();
    let kind = UnitKind::from_key(&form.kind);
    if kind.is_none() {
        errors.add("kind", "Vælg, hvad enheden er.");
    }
    (name, kind.unwrap_or(UnitKind::Facility))
}

async fn create(_: paths::Units, ctx: Context, Form(form): Form<UnitForm>) -> Result<Response> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    let mut errors = FieldErrors::default();
    let (name, kind) = parse(&form, &mut errors);
    let parent_id = form.parent.parse::<UnitId>().ok().filter(|&id| ctx.may(Ability::Administer, id));
    if parent_id.is_none() {
        errors.add("parent", "Vælg den enhed, den nye hører under.");
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, list_page(&ctx, &form, &errors)).into_response());
    }
    units::insert(ctx.store(), NewUnit { parent_id, kind, name }, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Units, "oprettet")).into_response())
}

async fn edit(path: paths::Unit, ctx: Context) -> Result<Markup> {
    ctx.require(Ability::Administer, path.id)?;
    let unit = ctx.organisation.units.get(path.id).ok_or(Error::NotFound)?;
    let form = UnitForm { name: unit.name.clone(), kind: unit.kind.key().into(), parent: String::new() };
    Ok(edit_page(&ctx, path.id, &form, &FieldErrors::default()))
}

fn edit_page(ctx: &Context, id: UnitId, form: &UnitForm, errors: &FieldErrors) -> Markup {
    let content = html! {
        h1 { "Ret enhed" }
        (ui::error_summary(errors))
        form method="post" action=(paths::Unit { id }) {
            (text_field("name", "Navn").value(&form.name).errors(errors).required())
            (select_with("kind", "Art", &form.kind, kinds(), errors))
            (submit("Gem", &paths::Units.to_string()))
        }
    };
    layout::page(ctx, "Ret enhed", &content)
}

async fn update(path: paths::Unit, ctx: Context, Form(form): Form<UnitForm>) -> Result<Response> {
    ctx.require(Ability::Administer, path.id)?;
    let mut errors = FieldErrors::default();
    let (name, kind) = parse(&form, &mut errors);
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, edit_page(&ctx, path.id, &form, &errors)).into_response());
    }
    units::update(ctx.store(), path.id, &name, kind, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Units, "gemt")).into_response())
}
