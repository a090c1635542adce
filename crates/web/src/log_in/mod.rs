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
use maud::{Markup, html};
use serde::Deserialize;
use tower_sessions::Session;

use crate::{
    AppState,
    error::Result,
    frame, paths, session,
    ui::{
        self,
        field::{submit, text_field},
    },
};

mod first_start;
mod onward;

use onward::onward;

const TOO_OFTEN: &str = "Der er prøvet for mange gange med den adresse. Vent et par minutter, og prøv igen.";
const NO_MATCH: &str =
    "E-mail og adgangssætning passer ikke sammen. Prøv igen, eller bed din administrator om en ny adgangssætning.";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(show)
        .typed_post(log_in)
        .typed_post(log_out)
        .typed_get(first_start::show)
        .typed_post(first_start::make_administrator)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogInQuery {
    #[serde(rename = "videre")]
    onward: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LogInTyped {
    email: String,
    password: String,
    #[serde(rename = "videre")]
    onward: String,
}

async fn show(_: paths::LogIn, State(state): State<AppState>, Query(query): Query<LogInQuery>) -> Result<Response> {
    if app::users::is_empty(&state.app).await? {
        return Ok(Redirect::to(&paths::FirstStart.to_string()).into_response());
    }
    Ok(page("", &query.onward, None).into_response())
}

fn page(email: &str, onward: &str, problem: Option<&str>) -> Markup {
    frame::bare(
        "Log ind",
        &html! {
            h1 { "Log ind" }
            @if let Some(problem) = problem { (ui::alert(ui::Alert::Error, html! { p { (problem) } })) }
            form method="post" action=(paths::LogIn) {
                input type="hidden" name="videre" value=(onward);
                (text_field("email", "E-mail").email().value(email).required())
                (text_field("password", "Adgangssætning").secret("current-password").required())
                (submit("Log ind", ""))
            }
        },
    )
}

async fn log_in(
    _: paths::LogIn,
    State(state): State<AppState>,
    session: Session,
    Form(typed): Form<LogInTyped>,
) -> Result<Response> {
    let again =
        |status: StatusCode, problem: &str| (status, page(&typed.email, &typed.onward, Some(problem))).into_response();
    let email = typed.email.trim().to_lowercase();
    if !state.throttle.allows_log_in(&email) {
        return Ok(again(StatusCode::TOO_MANY_REQUESTS, TOO_OFTEN));
    }
    let Some((id, generation)) = app::log_in::log_in(&state.app, &email, typed.password.clone()).await? else {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, NO_MATCH));
    };
    session::log_in(&session, id, generation).await?;
    let home = paths::Home.to_string();
    Ok(Redirect::to(onward(&typed.onward).unwrap_or(&home)).into_response())
}

async fn log_out(_: paths::LogOut, session: Session) -> Result<Redirect> {
    session::log_out(&session).await?;
    Ok(Redirect::to(&paths::LogIn.to_string()))
}
