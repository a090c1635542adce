//! The life of a plan: where it stands, who did what, and the next step.

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    access::Ability,
    approval::{self, Act, Submission},
    plan::{Plan, PlanStatus},
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::Markup;
use orm::steps::{self, NewStep};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths, submission,
};

mod show;

pub(super) use show::version_line;

/// The longest way of sending and number of a case.
const MAX_SHORT: usize = 200;

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(show_page).typed_post(take)
}

/// What the form of a step sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    pub(super) act: String,
    pub(super) revision: String,
    pub(super) message: String,
    pub(super) sent_on: String,
    pub(super) channel: String,
    pub(super) case_number: String,
}

async fn show_page(path: paths::Approval, ctx: Context) -> Result<Markup> {
    let plan = ctx.plan(path.id, Ability::Read).await?;
    let form = fresh(&ctx, &plan).await?;
    page(&ctx, &plan, &form, &FieldErrors::default()).await
}

/// The form before anybody has written in it.
async fn fresh(ctx: &Context, plan: &Plan) -> Result<StepForm> {
    let case_number = match plan.inspection_id {
        Some(id) => orm::inspections::get_cached(&ctx.view, id).await?.facts.case_number.clone(),
        None => String::new(),
    };
    Ok(StepForm { sent_on: ctx.today.format("%d-%m-%Y").to_string(), case_number, ..StepForm::default() })
}

async fn page(ctx: &Context, plan: &Plan, form: &StepForm, errors: &FieldErrors) -> Result<Markup> {
    let checked = ctx.checked(plan).await?;
    Ok(show::page(ctx, plan, &checked, form, errors))
}

async fn take(path: paths::Approval, ctx: Context, Form(form): Form<StepForm>) -> Result<Response> {
    // No step is taken by one who may not write.
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let act = Act::from_key(&form.act).ok_or_else(|| Error::Unclear("Vælg, hvad der skal ske med planen.".into()))?;
    ctx.require(act.ability(), plan.unit_id)?;
    // Who approves or sends must have seen what is approved and sent.
    if form.revision != plan.revision.to_string() {
        return changed_meanwhile(&ctx, &plan, &form).await;
    }
    let mut errors = FieldErrors::default();
    let message = text::optional(&form.message, MAX_CHARS).map_err(|error| errors.add("message", error.to_string()));
    let submission = (act == Act::Submit).then(|| parse_submission(&ctx, &form, &mut errors));
    let leads_to = decide(&ctx, &plan, act, message.as_deref().unwrap_or_default()).await?;
    let leads_to = leads_to.map_err(|refusal| errors.add("act", refusal.to_string()));
    let (Ok(message), Ok(leads_to), true) = (message, leads_to, errors.is_empty()) else {
        let page = page(&ctx, &plan, &form, &errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let step = NewStep { act, leads_to, message: &message };
    let taken: Result<()> = match submission {
        Some(submission) => {
            submission::submit(&ctx.view, &plan, submission, step, &ctx.stamp()).await.map_err(Into::into)
        }
        None => steps::take(ctx.store(), &plan, step, &ctx.stamp()).await.map_err(Into::into),
    };
    match taken {
        Err(Error::Conflict) => {
            let plan = ctx.plan_again(path.id).await?;
            return changed_meanwhile(&ctx, &plan, &form).await;
        }
        taken => taken?,
    }
    Ok(Redirect::to(&paths::with_notice(&paths::Approval { id: path.id }, act.key())).into_response())
}

/// The page as it stands now, with what was typed.
async fn changed_meanwhile(ctx: &Context, plan: &Plan, form: &StepForm) -> Result<Response> {
    let mut errors = FieldErrors::default();
    errors.add(
        "act",
        "Planen er ændret, siden du åbnede siden. Se den igen, og tryk så en gang til, hvis det stadig er rigtigt.",
    );
    Ok((StatusCode::CONFLICT, page(ctx, plan, form, &errors).await?).into_response())
}

/// What the domain says to the step.
async fn decide(
    ctx: &Context,
    plan: &Arc<Plan>,
    act: Act,
    message: &str,
) -> Result<std::result::Result<PlanStatus, approval::Refusal>> {
    let checked = ctx.checked(plan).await?;
    let verdict = checked.verdict();
    Ok(approval::take(act, &checked.standing(plan, &verdict), message))
}

fn parse_submission(ctx: &Context, form: &StepForm, errors: &mut FieldErrors) -> Submission {
    let sent_on = domain::danish::parse_date(&form.sent_on);
    match sent_on {
        None => errors.add("sent_on", "Skriv den dag, planen sendes, som 12-03-2026."),
        Some(day) if day > ctx.today => {
            errors.add("sent_on", "Dagen ligger i fremtiden. Skriv den dag, planen er sendt.");
        }
        Some(_) => {}
    }
    let mut short = |field: &str, words: &str, is_required: bool| {
        // On one line before it is judged, for a line break may hide what must not be there.
        let words = text::one_line(words);
        let parsed = if is_required { text::required(&words, MAX_SHORT) } else { text::optional(&words, MAX_SHORT) };
        parsed.map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
    };
    let channel = short("channel", &form.channel, true);
    let case_number = short("case_number", &form.case_number, false);
    Submission { sent_on: sent_on.unwrap_or(ctx.today), channel, sent_by: ctx.user.name.clone(), case_number }
}
