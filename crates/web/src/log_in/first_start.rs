//! The first start: the first to come with the code makes the organisation and becomes its administrator.

use app::log_in::FirstStart;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use domain::{answer::Answer, validation::FieldErrors};
use maud::{Markup, html};
use serde::Deserialize;
use tower_sessions::Session;

use crate::{
    AppState,
    error::{Error, Result},
    frame, paths, session,
    ui::{
        self,
        field::{Width, submit, text_field},
    },
};

const TOO_OFTEN: &str = "For mange forsøg. Vent et par minutter, og prøv igen.";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FirstStartTyped {
    code: String,
    organisation: String,
    name: String,
    email: String,
    password: String,
}

impl From<&FirstStartTyped> for FirstStart {
    fn from(typed: &FirstStartTyped) -> Self {
        Self {
            code: typed.code.clone(),
            organisation: typed.organisation.clone(),
            name: typed.name.clone(),
            email: typed.email.clone(),
            passphrase: typed.password.clone(),
        }
    }
}

pub(super) async fn show(_: paths::FirstStart, State(state): State<AppState>) -> Result<Response> {
    if !app::users::is_empty(&state.app).await? {
        return Ok(Redirect::to(&paths::LogIn.to_string()).into_response());
    }
    Ok(page(&FirstStartTyped::default(), &FieldErrors::default(), None).into_response())
}

pub(super) async fn make_administrator(
    _: paths::FirstStart,
    State(state): State<AppState>,
    session: Session,
    Form(typed): Form<FirstStartTyped>,
) -> Result<Response> {
    if !app::users::is_empty(&state.app).await? {
        return Ok(Redirect::to(&paths::LogIn.to_string()).into_response());
    }
    if !state.throttle.allows_first_start() {
        let page = page(&typed, &FieldErrors::default(), Some(TOO_OFTEN));
        return Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response());
    }
    match app::log_in::first_start(&state.app, &state.setup_code, FirstStart::from(&typed)).await? {
        Answer::Done(id) => {
            session::log_in(&session, id, 0).await?;
            Ok(Redirect::to(&paths::Units.to_string()).into_response())
        }
        Answer::Refused(refusal) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&typed, &refusal.0, None)).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

fn page(typed: &FirstStartTyped, errors: &FieldErrors, problem: Option<&str>) -> Markup {
    let code = text_field("code", "Engangskode").value(&typed.code).width(Width::S);
    let organisation = text_field("organisation", "Driftsherre")
        .hint("Kommunen, regionen eller organisationen bag botilbuddene")
        .value(&typed.organisation);
    let hint = if errors.is_empty() && problem.is_none() {
        "Mindst 14 tegn. Brug gerne fire-fem tilfældige ord."
    } else {
        "Adgangssætningen skal skrives igen. Mindst 14 tegn. Brug gerne fire-fem tilfældige ord."
    };
    let password = text_field("password", "Adgangssætning").secret("new-password").hint(hint);
    frame::bare(
        "Første start",
        &html! {
            h1 { "Velkommen til Handleplan" }
            p { "Opret den første administrator. Engangskoden står i det vindue, hvor programmet er startet." }
            @if let Some(problem) = problem { (ui::alert(ui::Alert::Error, html! { p { (problem) } })) }
            (ui::error_summary(errors))
            form method="post" action=(paths::FirstStart) {
                (code.errors(errors).required())
                (organisation.errors(errors).required())
                (text_field("name", "Dit navn").value(&typed.name).errors(errors).required())
                (text_field("email", "Din e-mail").email().value(&typed.email).errors(errors).required())
                (password.errors(errors).required())
                (submit("Opret administrator", ""))
            }
        },
    )
}
