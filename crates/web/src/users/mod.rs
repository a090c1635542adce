//! Users: add, change, give a new passphrase.

use app::{page::Page, users};
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
    user::{User, UserDetails},
};
use maud::Markup;
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    typed::ListQuery,
};

mod form;
mod list;
mod roles;

use form::UserForm;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_get(new)
        .typed_post(create)
        .typed_get(edit)
        .typed_post(update)
        .typed_post(set_password)
}

async fn list(_: paths::Users, ctx: Context, Query(query): Query<ListQuery>) -> Result<Markup> {
    let kept = users::list(&ctx.desk)?;
    let is_long = kept.len() as u64 > users::ROWS;
    let users = Page::of(users::named(kept, query.words()), query.page(), users::ROWS);
    Ok(list::page(&ctx, &list::Listed { query: &query, users, is_long }))
}

async fn new(_: paths::NewUser, ctx: Context) -> Result<Markup> {
    ctx.desk.require_somewhere(Ability::Administer)?;
    Ok(form::page(&ctx, &UserForm::default()))
}

async fn create(_: paths::Users, ctx: Context, Form(sent): Form<Vec<(String, String)>>) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Administer)?;
    let mut form = UserForm::sent(None, sent);
    let Some(details) = form.parse(&ctx.desk) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, &form)).into_response());
    };
    match users::create(&ctx.desk, details, form.passphrase()).await? {
        Answer::Done(_) => Ok(Redirect::to(&paths::with_notice(&paths::Users, "oprettet")).into_response()),
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, &form)).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

fn form_of(user: &User) -> UserForm {
    UserForm::of(user.id, &UserDetails::from(user), user.version)
}

async fn edit(path: paths::User, ctx: Context) -> Result<Markup> {
    Ok(form::page(&ctx, &form_of(users::find(&ctx.desk, path.id)?)))
}

async fn update(path: paths::User, ctx: Context, Form(sent): Form<Vec<(String, String)>>) -> Result<Response> {
    users::find(&ctx.desk, path.id)?;
    let mut form = UserForm::sent(Some(path.id), sent);
    let opened_at = form.opened_at()?;
    let Some(details) = form.parse(&ctx.desk) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, &form)).into_response());
    };
    let status = match users::update(&ctx.desk, path.id, opened_at, details, form.own_passphrase()).await? {
        Answer::Done(()) => return Ok(Redirect::to(&paths::with_notice(&paths::Users, "gemt")).into_response()),
        Answer::Refused(refusal) => {
            form.refuse(refusal);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Answer::Conflict(conflict) => {
            form = UserForm::of_conflict(path.id, conflict);
            StatusCode::CONFLICT
        }
    };
    Ok((status, form::page(&ctx, &form)).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PassphraseTyped {
    password: String,
}

async fn set_password(path: paths::UserPassword, ctx: Context, Form(typed): Form<PassphraseTyped>) -> Result<Response> {
    match users::set_passphrase(&ctx.desk, path.id, typed.password).await? {
        Answer::Done(()) => Ok(Redirect::to(&paths::with_notice(&paths::Users, "gemt")).into_response()),
        Answer::Refused(refusal) => {
            let mut form = form_of(users::find(&ctx.desk, path.id)?);
            form.refuse(refusal);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, &form)).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}
