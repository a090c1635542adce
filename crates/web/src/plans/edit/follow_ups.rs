//! Dated lines that tell how an activity goes.

use app::{
    danish_moment,
    follow_ups::{self, NewFollowUp},
};
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
    conflict::Conflict,
    edit::PartText,
    id::PartId,
    plan::Plan,
    role::Ability,
    text::{self, MAX_CHARS},
};

use super::field_form::ShowQuery;
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    plans::page::{
        self, answer, cell,
        follow_up_form::{self, FollowUpForm},
        view::Open,
        view_of,
    },
    typed,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(new_follow_up).typed_post(follow_up)
}

async fn new_follow_up(path: paths::FollowUps, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::FollowUp).await?;
    let found = plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return Ok(page::page(&ctx, &plan, Some(Open::FollowUp(path.part))).await?.into_response());
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

async fn follow_up(path: paths::FollowUps, ctx: Context, Form(mut form): Form<FollowUpForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::FollowUp).await?;
    let activity = plan.activity(path.part).ok_or(Error::NotFound)?;
    let version = typed::version(&form.version)?;
    let saved = match parse(&form) {
        Ok(new) => follow_ups::create(&ctx.desk, path.id, path.part, new, version).await?,
        Err(error) => Answer::refused("", error),
    };
    let (status, why) = match saved {
        Answer::Done(revision) => return done(&ctx, &plan, path.part, revision).await,
        Answer::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.sentences()),
        Answer::Conflict(conflict) => {
            form.version = conflict.version.to_string();
            (StatusCode::CONFLICT, other_status(&conflict))
        }
    };
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    Ok(answer(&ctx, status, &plan, &follow_up_form::form(&view, activity, Some((&form, &why)))))
}

/// What the form says where somebody else has set another status since it was opened.
fn other_status(conflict: &Conflict<PartText>) -> String {
    let label = ActivityStatus::from_key(&conflict.theirs.text).map_or("", ActivityStatus::label);
    format!(
        "{} har sat status til »{label}« den {}, mens du skrev. Intet er gemt endnu. Vælg den status, der skal stå, og \
         gem igen.",
        conflict.author.name,
        danish_moment(conflict.changed_at),
    )
}

async fn done(ctx: &Context, plan: &Plan, id: PartId, revision: i64) -> Result<Response> {
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: plan.id }.at(id)).into_response());
    }
    let plan = ctx.desk.plan_at(plan.id, revision).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(ctx, &plan, &checked, None)?;
    let (_, issue, activity) = plan.activities().find(|(_, _, activity)| activity.id == id).ok_or(Error::NotFound)?;
    Ok(cell::progress(&view, issue, activity).into_response())
}

fn parse(form: &FollowUpForm) -> std::result::Result<NewFollowUp, String> {
    let status = ActivityStatus::from_key(&form.status).ok_or("Vælg en status.")?;
    let text = text::optional(&form.text, MAX_CHARS).map_err(|error| error.to_string())?;
    let noted_on = domain::danish::parse_date(&form.noted_on).ok_or("Datoen findes ikke. Skriv den som 12-03-2026.")?;
    Ok(NewFollowUp { noted_on, text, status })
}
