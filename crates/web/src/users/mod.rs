//! Users: add, change, give a new passphrase.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    access::{Ability, Grant, Role},
    id::UserId,
    text::{self, MAX_CHARS},
    user::{self, User},
    validation::FieldErrors,
};
use maud::{Markup, html};
use orm::{
    passwords,
    users::{self, UserFacts},
};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    layout, paths,
    ui::{
        self,
        field::{submit, text_field},
        link,
    },
};

/// Rows for roles beyond those a user has.
const SPARE_ROWS: usize = 2;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_get(new)
        .typed_post(create)
        .typed_get(edit)
        .typed_post(update)
        .typed_post(set_password)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct UserForm {
    name: String,
    email: String,
    titles: String,
    password: String,
    closed: String,
    role: Vec<String>,
    unit: Vec<String>,
}

impl From<&User> for UserForm {
    fn from(user: &User) -> Self {
        Self {
            name: user.name.clone(),
            email: user.email.clone(),
            titles: user.titles_text.clone(),
            password: String::new(),
            closed: if user.is_active { String::new() } else { "1".into() },
            role: user.grants.iter().map(|grant| grant.role.key().into()).collect(),
            unit: user.grants.iter().map(|grant| grant.unit_id.to_string()).collect(),
        }
    }
}

/// True where every role the user has lies within what one keeps: only then may one change the user.
fn may_keep(ctx: &Context, user: &User) -> bool {
    ctx.may_somewhere(Ability::Administer)
        && user.grants.iter().all(|grant| ctx.may(Ability::Administer, grant.unit_id))
}

fn find(ctx: &Context, id: UserId) -> Result<&User> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    ctx.organisation.user(id).filter(|user| may_keep(ctx, user)).ok_or(Error::NotFound)
}

async fn list(_: paths::Users, ctx: Context) -> Result<Markup> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    let kept: Vec<&User> = ctx.organisation.users.iter().filter(|user| may_keep(&ctx, user)).collect();
    let content = html! {
        (ui::page_header("Brugere", html! { a.button.button-primary href=(paths::NewUser) { "Ny bruger" } }))
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Brugere" {
            table.table {
                thead { tr { th scope="col" { "Navn" } th scope="col" { "E-mail" } th scope="col" { "Roller" } th scope="col" { "Log-ind" } } }
                tbody { @for user in &kept { tr {
                    td { a href=(paths::User { id: user.id }) { (user.name) } }
                    td { (user.email) }
                    td { @for grant in &user.grants { p { (grant.role.label()) ", " (ctx.organisation.unit_name(grant.unit_id)) } } }
                    td { @if user.is_active { "Åbent" } @else { strong { "Lukket" } } }
                } } }
            }
        }
    };
    Ok(layout::page(&ctx, "Brugere", &content))
}

async fn new(_: paths::NewUser, ctx: Context) -> Result<Markup> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    Ok(page(&ctx, None, &UserForm::default(), &FieldErrors::default()))
}

fn page(ctx: &Context, id: Option<UserId>, form: &UserForm, errors: &FieldErrors) -> Markup {
    let title = if id.is_some() { "Ret bruger" } else { "Ny bruger" };
    let action = id.map_or_else(|| paths::Users.to_string(), |id| paths::User { id }.to_string());
    let content = html! {
        h1 { (title) }
        (ui::error_summary(errors))
        form method="post" action=(action) {
            (text_field("name", "Navn").value(&form.name).errors(errors).required())
            (text_field("email", "E-mail").email().value(&form.email).errors(errors).required())
            (text_field("titles", "Roller i planer").hint("Som de skrives under Hvem, med komma imellem, fx Afdelingsleder, KRAP-ambassadør").value(&form.titles).errors(errors))
            @if id.is_none() {
                (text_field("password", "Første adgangssætning").secret("new-password").hint("Mindst 14 tegn. Giv den videre på en sikker måde; brugeren skifter den selv.").errors(errors).required())
            }
            (roles(ctx, form, errors))
            @if id.is_some() {
                div.form-group-checkbox {
                    input.form-checkbox #closed type="checkbox" name="closed" value="1" checked[!form.closed.is_empty()];
                    label for="closed" { "Luk brugerens log-ind" }
                }
            }
            (submit(if id.is_some() { "Gem" } else { "Opret bruger" }, &paths::Users.to_string()))
        }
        @if let Some(id) = id {
            h2 { "Ny adgangssætning" }
            p { "Brugeren logges ud overalt." }
            form method="post" action=(paths::UserPassword { id }) {
                (text_field("password", "Ny adgangssætning").secret("new-password").hint("Mindst 14 tegn").errors(errors).required())
                (submit("Sæt adgangssætning", ""))
            }
        }
    };
    layout::page(ctx, title, &content)
}

fn roles(ctx: &Context, form: &UserForm, errors: &FieldErrors) -> Markup {
    let kept = ctx.units_where(Ability::Administer);
    html! {
        fieldset #role tabindex="-1" class={ "form-group" @if errors.get("role").is_some() { " form-error" } } {
            legend.form-label { "Adgang" }
            span.form-hint { "En rolle gælder enheden og alt under den." }
            @if let Some(error) = errors.get("role") { span.form-error-message { span.sr-only { "Fejl: " } (error) } }
            @for at in 0..form.role.len() + SPARE_ROWS {
                div.rolle {
                    label { span { "Rolle" } select.form-select name="role" {
                        option value="" { "Ingen" }
                        @for role in Role::ALL { option value=(role.key()) selected[form.role.get(at).is_some_and(|held| held == role.key())] { (role.label()) } }
                    } }
                    label { span { "Enhed" } select.form-select name="unit" {
                        @for unit in ctx.organisation.units.iter().filter(|unit| kept.contains(&unit.id)) {
                            option value=(unit.id) selected[form.unit.get(at).is_some_and(|held| *held == unit.id.to_string())] { (link::unit_option(unit, &ctx.organisation).1) }
                        }
                    } }
                }
            }
        }
    }
}

fn parse(ctx: &Context, form: &UserForm, errors: &mut FieldErrors) -> UserFacts {
    let name = text::title(&form.name).map_err(|error| errors.add("name", error.to_string())).unwrap_or_default();
    let email = user::parse_email(&form.email);
    if email.is_none() {
        errors.add("email", "Skriv en e-mail, fx navn@kommune.dk.");
    }
    let titles = text::optional(&text::one_line(&form.titles), MAX_CHARS);
    let titles_text = titles.map_err(|error| errors.add("titles", error.to_string())).unwrap_or_default();
    let grants: Vec<Grant> = form
        .role
        .iter()
        .zip(&form.unit)
        .filter_map(|(role, unit)| Some(Grant { role: Role::from_word(role)?, unit_id: unit.parse().ok()? }))
        .collect();
    if grants.is_empty() {
        errors.add("role", "Giv brugeren mindst én rolle.");
    }
    if !grants.iter().all(|grant| ctx.may(Ability::Administer, grant.unit_id)) {
        errors.add("role", "Du kan kun give roller i de enheder, du administrerer.");
    }
    UserFacts { email: email.unwrap_or_default(), name, titles_text, grants, is_active: form.closed.is_empty() }
}

async fn create(_: paths::Users, ctx: Context, Form(form): Form<UserForm>) -> Result<Response> {
    if !ctx.may_somewhere(Ability::Administer) {
        return Err(Error::Forbidden);
    }
    let mut errors = FieldErrors::default();
    let facts = parse(&ctx, &form, &mut errors);
    if let Err(error) = user::check_passphrase(&form.password, &facts.email) {
        errors.add("password", error.to_string());
    }
    if errors.is_empty() {
        let hash = passwords::hash(form.password.clone()).await?;
        match users::insert(ctx.store(), facts, Some(hash), &ctx.stamp()).await {
            Ok(_) => return Ok(Redirect::to(&paths::with_notice(&paths::Users, "oprettet")).into_response()),
            Err(orm::Error::Refused(why)) => errors.add("email", why),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, None, &form, &errors)).into_response())
}

async fn edit(path: paths::User, ctx: Context) -> Result<Markup> {
    let user = find(&ctx, path.id)?;
    Ok(page(&ctx, Some(path.id), &UserForm::from(user), &FieldErrors::default()))
}

async fn update(path: paths::User, ctx: Context, Form(form): Form<UserForm>) -> Result<Response> {
    let user = find(&ctx, path.id)?;
    let mut errors = FieldErrors::default();
    let facts = parse(&ctx, &form, &mut errors);
    let is_self = user.id == ctx.user.id;
    if is_self && (!facts.is_active || !facts.grants.iter().any(|grant| grant.role == Role::Administrator)) {
        errors.add("role", "Du kan ikke fjerne din egen adgang som administrator. Bed en anden administrator om det.");
    }
    if errors.is_empty() {
        match users::update(ctx.store(), path.id, facts, &ctx.stamp()).await {
            Ok(()) => return Ok(Redirect::to(&paths::with_notice(&paths::Users, "gemt")).into_response()),
            Err(orm::Error::Refused(why)) => errors.add("email", why),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, Some(path.id), &form, &errors)).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    password: String,
}

async fn set_password(path: paths::UserPassword, ctx: Context, Form(form): Form<PasswordForm>) -> Result<Response> {
    let user = find(&ctx, path.id)?;
    let mut errors = FieldErrors::default();
    if let Err(error) = user::check_passphrase(&form.password, &user.email) {
        errors.add("password", error.to_string());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, Some(path.id), &UserForm::from(user), &errors))
            .into_response());
    }
    let hash = passwords::hash(form.password).await?;
    users::set_password(ctx.store(), path.id, hash, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Users, "gemt")).into_response())
}
