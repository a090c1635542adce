//! Units: the tree, a new unit, another name.

use app::units;
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use domain::{
    answer::Answer,
    role::Ability,
    unit::{NewUnit, UnitDetails},
};
use maud::Markup;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    typed::ListQuery,
};

mod archive;
mod form;
mod list;

use form::{UnitForm, UnitTyped};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(list).typed_post(create).typed_get(edit).typed_post(update).typed_get(archive::fetch)
}

async fn list(_: paths::Units, ctx: Context, Query(query): Query<ListQuery>) -> Result<Markup> {
    ctx.desk.require_somewhere(Ability::Administer)?;
    Ok(list::page(&ctx, &query, &UnitForm::fresh()))
}

async fn create(_: paths::Units, ctx: Context, Form(typed): Form<UnitTyped>) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Administer)?;
    let mut form = UnitForm::from(typed);
    let Some((parent, details)) = form.parse_new(&ctx.desk) else {
        let page = list::page(&ctx, &ListQuery::default(), &form);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    units::create(&ctx.desk, NewUnit { parent_id: Some(parent), details }).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Units, "oprettet")).into_response())
}

async fn edit(path: paths::Unit, ctx: Context) -> Result<Markup> {
    ctx.desk.require(Ability::Administer, path.id)?;
    let unit = ctx.desk.organisation.units.get(path.id).ok_or(Error::NotFound)?;
    Ok(form::edit_page(&ctx, path.id, &UnitForm::of(&UnitDetails::from(unit), unit.version)))
}

async fn update(path: paths::Unit, ctx: Context, Form(typed): Form<UnitTyped>) -> Result<Response> {
    ctx.desk.require(Ability::Administer, path.id)?;
    let mut form = UnitForm::from(typed);
    let opened_at = form.opened_at()?;
    let Some(details) = form.parse() else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::edit_page(&ctx, path.id, &form)).into_response());
    };
    let status = match units::update(&ctx.desk, path.id, opened_at, details).await? {
        Answer::Done(()) => return Ok(Redirect::to(&paths::with_notice(&paths::Units, "gemt")).into_response()),
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Answer::Conflict(conflict) => {
            form = UnitForm::of_conflict(conflict);
            StatusCode::CONFLICT
        }
    };
    Ok((status, form::edit_page(&ctx, path.id, &form)).into_response())
}
