//! Logging in and out, and the first start.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use domain::{
    access::{Grant, Role},
    change::{Author, Stamp},
    text,
    unit::UnitKind,
    user,
    validation::FieldErrors,
};
use maud::{Markup, html};
use orm::{
    passwords,
    units::{self, NewUnit},
    users::{self, UserFacts},
};
use serde::Deserialize;
use tower_sessions::Session;

use crate::{
    AppState,
    error::Result,
    layout, paths, session,
    ui::{
        self,
        field::{submit, text_field},
    },
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(show)
        .typed_post(log_in)
        .typed_post(log_out)
        .typed_get(first_start)
        .typed_post(make_administrator)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogInQuery {
    videre: String,
}

async fn show(_: paths::LogIn, State(state): State<AppState>, Query(query): Query<LogInQuery>) -> Result<Response> {
    if users::is_empty(&state.store).await? {
        return Ok(Redirect::to(&paths::FirstStart.to_string()).into_response());
    }
    Ok(page("", &query.videre, None).into_response())
}

fn page(email: &str, onward: &str, error: Option<&str>) -> Markup {
    layout::bare(
        "Log ind",
        &html! {
            h1 { "Log ind" }
            @if let Some(error) = error { (ui::alert("error", html! { p { (error) } })) }
            form method="post" action=(paths::LogIn) {
                input type="hidden" name="videre" value=(onward);
                (text_field("email", "E-mail").email().value(email).required())
                (text_field("password", "Adgangssætning").secret("current-password").required())
                (submit("Log ind", ""))
            }
        },
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogInForm {
    email: String,
    password: String,
    videre: String,
}

async fn log_in(
    _: paths::LogIn,
    State(state): State<AppState>,
    session: Session,
    Form(form): Form<LogInForm>,
) -> Result<Response> {
    let email = form.email.trim().to_lowercase();
    if !state.throttle.allows(&email) {
        let words = "Der er prøvet for mange gange med den adresse. Vent et par minutter, og prøv igen.";
        return Ok((StatusCode::TOO_MANY_REQUESTS, page(&form.email, &form.videre, Some(words))).into_response());
    }
    let Some(id) = users::log_in(&state.store, &email, form.password).await? else {
        let words = "E-mail og adgangssætning passer ikke sammen. Prøv igen, eller bed din administrator om en ny adgangssætning.";
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&form.email, &form.videre, Some(words))).into_response());
    };
    let organisation = orm::organisation::get(&state.store.view().await?).await?;
    let generation = organisation.user(id).map_or(0, |user| user.session_generation);
    session::log_in(&session, id, generation).await?;
    // Only an address of our own: one slash and no scheme.
    let is_ours = form.videre.starts_with('/') && !form.videre.starts_with("//") && !form.videre.contains('\\');
    let onward = if is_ours { form.videre } else { paths::Home.to_string() };
    Ok(Redirect::to(&onward).into_response())
}

async fn log_out(_: paths::LogOut, session: Session) -> Result<Redirect> {
    session::log_out(&session).await?;
    Ok(Redirect::to(&paths::LogIn.to_string()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FirstStartForm {
    code: String,
    organisation: String,
    name: String,
    email: String,
    password: String,
}

async fn first_start(_: paths::FirstStart, State(state): State<AppState>) -> Result<Response> {
    if !users::is_empty(&state.store).await? {
        return Ok(Redirect::to(&paths::LogIn.to_string()).into_response());
    }
    Ok(first_start_page(&FirstStartForm::default(), &FieldErrors::default()).into_response())
}

fn first_start_page(form: &FirstStartForm, errors: &FieldErrors) -> Markup {
    layout::bare(
        "Første start",
        &html! {
            h1 { "Velkommen til Handleplan" }
            p { "Opret den første administrator. Engangskoden står i det vindue, hvor programmet er startet." }
            (ui::error_summary(errors))
            form method="post" action=(paths::FirstStart) {
                (text_field("code", "Engangskode").value(&form.code).width("input-width-s").errors(errors).required())
                (text_field("organisation", "Driftsherre").hint("Kommunen, regionen eller organisationen bag botilbuddene").value(&form.organisation).errors(errors).required())
                (text_field("name", "Dit navn").value(&form.name).errors(errors).required())
                (text_field("email", "Din e-mail").email().value(&form.email).errors(errors).required())
                (text_field("password", "Adgangssætning").secret("new-password").hint("Mindst 14 tegn. Brug gerne fire-fem tilfældige ord.").errors(errors).required())
                (submit("Opret administrator", ""))
            }
        },
    )
}

async fn make_administrator(
    _: paths::FirstStart,
    State(state): State<AppState>,
    session: Session,
    Form(form): Form<FirstStartForm>,
) -> Result<Response> {
    if !users::is_empty(&state.store).await? {
        return Ok(Redirect::to(&paths::LogIn.to_string()).into_response());
    }
    let mut errors = FieldErrors::default();
    let code_is_right = state.throttle.allows("første start")
        && state.setup_code.as_deref().is_some_and(|code| code == form.code.trim());
    if !code_is_right {
        errors.add("code", "Koden passer ikke. Se den i vinduet, hvor programmet er startet.");
    }
    let mut title = |field: &str, typed: &str| {
        text::title(typed).map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
    };
    let (organisation, name) = (title("organisation", &form.organisation), title("name", &form.name));
    let email = user::parse_email(&form.email);
    if email.is_none() {
        errors.add("email", "Skriv en e-mail, fx navn@kommune.dk.");
    }
    let email = email.unwrap_or_default();
    if let Err(error) = user::check_passphrase(&form.password, &email) {
        errors.add("password", error.to_string());
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, first_start_page(&form, &errors)).into_response());
    }
    let stamp = Stamp { author: Author { user_id: None, name: name.clone() }, at: state.clock.now() };
    let unit = NewUnit { parent_id: None, kind: UnitKind::Provider, name: organisation };
    let unit_id = units::insert(&state.store, unit, &stamp).await?;
    let hash = passwords::hash(form.password).await?;
    let grants = vec![Grant { role: Role::Administrator, unit_id }];
    let facts = UserFacts { email, name, titles_text: String::new(), grants, is_active: true };
    let id = users::insert(&state.store, facts, Some(hash), &stamp).await?;
    session::log_in(&session, id, 0).await?;
    Ok(Redirect::to(&paths::Units.to_string()).into_response())
}
