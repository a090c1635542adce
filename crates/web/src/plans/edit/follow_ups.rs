//! Dated lines that tell how an activity goes.

use app::follow_ups::{self, NewFollowUp};
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
    activity::ActivityStatus,
    answer::Answer,
    role::Ability,
    text::{self, MAX_CHARS},
};

use super::field_form::ShowQuery;
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    plans::page::{self, answer, cell, follow_up_form, view::Open, view_of},
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(new_follow_up).typed_post(follow_up)
}

async fn new_follow_up(path: paths::FollowUps, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::FollowUp).await?;
    let found = plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return page::page(&ctx, &plan, Some(Open::FollowUp(path.part))).await;
    }
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let markup = if query.show.is_empty() {
        follow_up_form::form(&view, found.2, None)
    } else {
        cell::progress(&view, found.1, found.2)
    };
    Ok(markup.into_response())
}

async fn follow_up(
    path: paths::FollowUps,
    ctx: Context,
    Form(form): Form<follow_up_form::FollowUpForm>,
) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::FollowUp).await?;
    let activity = plan.activity(path.part).ok_or(Error::NotFound)?;
    let told = match parse(&form) {
        Ok(new) => follow_ups::tell(&ctx.desk, path.id, path.part, new).await?,
        Err(error) => Answer::refused("", error),
    };
    let revision = match told {
        Answer::Done(revision) => revision,
        Answer::Conflict(_) => return Err(Error::Changed),
        Answer::Refused(refusal) => {
            let checked = ctx.desk.checked(&plan).await?;
            let view = view_of(&ctx, &plan, &checked, None)?;
            let markup = follow_up_form::form(&view, activity, Some((&form, &refusal.sentences())));
            return Ok(answer(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &plan, &markup));
        }
    };
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    let plan = ctx.plan_at(&plan, revision).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let (_, issue, activity) =
        plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    Ok(cell::progress(&view, issue, activity).into_response())
}

fn parse(form: &follow_up_form::FollowUpForm) -> std::result::Result<NewFollowUp, String> {
    let status = ActivityStatus::from_key(&form.status).ok_or("Vælg en status.")?;
    let text = text::optional(&form.text, MAX_CHARS).map_err(|error| error.to_string())?;
    let noted_on = domain::danish::parse_date(&form.noted_on).ok_or("Datoen findes ikke. Skriv den som 12-03-2026.")?;
    Ok(NewFollowUp { noted_on, text, status })
}
