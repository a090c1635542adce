//! One's own account: passphrase, and logging out everywhere.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{answer::Answer, validation::FieldErrors};
use maud::{Markup, html};
use serde::Deserialize;
use tower_sessions::Session;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    layout, paths, session,
    ui::{
        self,
        field::{submit, text_field},
    },
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_post(set_password).typed_post(log_out_everywhere)
}

async fn show(_: paths::Account, ctx: Context) -> Markup {
    page(&ctx, &FieldErrors::default())
}

fn page(ctx: &Context, errors: &FieldErrors) -> Markup {
    let user = &ctx.user;
    let password = text_field("password", "Ny adgangssætning")
        .secret("new-password")
        .hint("Mindst 14 tegn. Brug gerne fire-fem tilfældige ord.");
    let content = html! {
        h1 { "Min konto" }
        (ui::error_summary(errors))
        dl.fakta {
            dt { "Navn" } dd { (user.name) }
            dt { "E-mail" } dd { (user.email) }
            @if !user.titles_text.is_empty() { dt { "Roller i planer" } dd { (user.titles_text) } }
            dt { "Adgang" }
            dd { ul.unstyled-list { @for grant in &user.grants {
                li { (grant.role.label()) " i " (ctx.desk.organisation.unit_name(grant.unit_id)) }
            } } }
        }
        h2 { "Ny adgangssætning" }
        form method="post" action=(paths::AccountPassword) {
            (text_field("old", "Nuværende adgangssætning").secret("current-password").errors(errors).required())
            (password.errors(errors).required())
            (submit("Skift adgangssætning", ""))
        }
        h2 { "Log ud overalt" }
        p { "Slutter alle dine log-ind, også på andre computere. Du bliver logget ind igen her." }
        (ui::post_button(paths::AccountSessions, "Log ud alle andre steder", ui::Button::Secondary))
    };
    layout::page(ctx, "Min konto", &content)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    old: String,
    password: String,
}

async fn set_password(
    _: paths::AccountPassword,
    ctx: Context,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    match app::users::change_passphrase(&ctx.desk, form.old, form.password).await? {
        Answer::Done(generation) => {
            session::log_in(&session, ctx.user.id, generation).await?;
            Ok(Redirect::to(&paths::with_notice(&paths::Account, "ny-adgangssaetning")).into_response())
        }
        Answer::Refused(refusal) => Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, &refusal.0)).into_response()),
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

async fn log_out_everywhere(_: paths::AccountSessions, ctx: Context, session: Session) -> Result<Redirect> {
    let generation = app::users::log_out_everywhere(&ctx.desk).await?;
    session::log_in(&session, ctx.user.id, generation).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Account, "logget-ud")))
}
