//! One's own account: passphrase, and logging out everywhere.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{user, validation::FieldErrors};
use maud::{Markup, html};
use orm::{passwords, users};
use serde::Deserialize;
use tower_sessions::Session;

use crate::{
    AppState,
    context::Context,
    error::Result,
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
    let content = html! {
        h1 { "Min konto" }
        (ui::error_summary(errors))
        dl.fakta {
            dt { "Navn" } dd { (user.name) }
            dt { "E-mail" } dd { (user.email) }
            @if !user.titles_text.is_empty() { dt { "Roller i planer" } dd { (user.titles_text) } }
            dt { "Adgang" }
            dd { ul.unstyled-list { @for grant in &user.grants {
                li { (grant.role.label()) " i " (ctx.organisation.unit_name(grant.unit_id)) }
            } } }
        }
        h2 { "Ny adgangssætning" }
        form method="post" action=(paths::AccountPassword) {
            (text_field("old", "Nuværende adgangssætning").secret("current-password").errors(errors).required())
            (text_field("password", "Ny adgangssætning").secret("new-password").hint("Mindst 14 tegn. Brug gerne fire-fem tilfældige ord.").errors(errors).required())
            (submit("Skift adgangssætning", ""))
        }
        h2 { "Log ud overalt" }
        p { "Slutter alle dine log-ind, også på andre computere. Du bliver logget ind igen her." }
        (ui::post_button(paths::AccountSessions, "Log ud alle andre steder", "button-secondary"))
    };
    layout::page(ctx, "Min konto", &content)
}

#[derive(Debug, Default, Deserialize)]
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
    let mut errors = FieldErrors::default();
    if !users::has_passphrase(ctx.store(), ctx.user.id, form.old).await? {
        errors.add("old", "Den nuværende adgangssætning passer ikke.");
    }
    if let Err(error) = user::check_passphrase(&form.password, &ctx.user.email) {
        errors.add("password", error.to_string());
    }
    if !errors.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, &errors)).into_response());
    }
    let hash = passwords::hash(form.password).await?;
    let generation = users::set_password(ctx.store(), ctx.user.id, hash, &ctx.stamp()).await?;
    session::log_in(&session, ctx.user.id, generation).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Account, "ny-adgangssaetning")).into_response())
}

async fn log_out_everywhere(_: paths::AccountSessions, ctx: Context, session: Session) -> Result<Redirect> {
    let generation = users::log_out_everywhere(ctx.store(), ctx.user.id, &ctx.stamp()).await?;
    session::log_in(&session, ctx.user.id, generation).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Account, "logget-ud")))
}
