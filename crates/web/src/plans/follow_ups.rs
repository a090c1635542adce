//! Dated lines that tell how an activity goes.

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
    access::Ability,
    activity::ActivityStatus,
    text::{self, MAX_CHARS},
};
use orm::follow_ups::{self, NewFollowUp};

use super::{answer, cell, fields::ShowQuery, follow_up, page, view::Open, view_of};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(new_follow_up).typed_post(follow_up)
}

async fn new_follow_up(path: paths::FollowUps, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::FollowUp).await?;
    let found = plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return page(&ctx, &plan, Some(Open::FollowUp(path.part))).await;
    }
    let checked = ctx.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let markup = if query.show.is_empty() {
        follow_up::form(&view, found.2, None)
    } else {
        cell::progress(&view, found.1, found.2)
    };
    Ok(markup.into_response())
}

async fn follow_up(
    path: paths::FollowUps,
    ctx: Context,
    Form(form): Form<follow_up::FollowUpForm>,
) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::FollowUp).await?;
    let activity = plan.activity(path.part).ok_or(Error::NotFound)?;
    let new = match parse_follow_up(&ctx, &form) {
        Ok(new) => new,
        Err(error) => {
            let checked = ctx.checked(&plan).await?;
            let view = view_of(&ctx, &plan, &checked, None)?;
            let markup = follow_up::form(&view, activity, Some((&form, &error)));
            return Ok(answer(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &plan, &markup));
        }
    };
    follow_ups::insert(ctx.store(), path.id, path.part, new, &ctx.stamp()).await?;
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    let plan = ctx.plan_again(path.id).await?;
    let checked = ctx.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let (_, issue, activity) =
        plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    Ok(cell::progress(&view, issue, activity).into_response())
}

fn parse_follow_up(ctx: &Context, form: &follow_up::FollowUpForm) -> std::result::Result<NewFollowUp, String> {
    let status = ActivityStatus::from_key(&form.status).ok_or("Vælg en status.")?;
    let text = text::optional(&form.text, MAX_CHARS).map_err(|error| error.to_string())?;
    let noted_on = domain::danish::parse_date(&form.noted_on).ok_or("Datoen findes ikke. Skriv den som 12-03-2026.")?;
    if noted_on > ctx.today {
        return Err("Datoen ligger i fremtiden. Skriv den dag, det er set.".into());
    }
    Ok(NewFollowUp { noted_on, text, status })
}
