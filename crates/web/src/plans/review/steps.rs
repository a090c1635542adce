//! The life of a plan: where it stands, who did what, and the next step.

use std::sync::Arc;

use app::review::{self, Taken};
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{approval::Transition, plan::Plan, role::Ability, validation::FieldErrors};
use maud::Markup;

use super::{step_form::StepForm, steps_page};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

pub(in crate::plans) fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_post(transition)
}

async fn show(path: paths::Approval, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let case_number = match plan.inspection_id {
        Some(id) => app::inspections::of_plan(&ctx.desk, id).await?.details.case_number.clone(),
        None => String::new(),
    };
    let sent_on = ctx.desk.today.format("%d-%m-%Y").to_string();
    page(&ctx, &plan, &StepForm { sent_on, case_number, ..StepForm::default() }, &FieldErrors::default()).await
}

async fn page(ctx: &Context, plan: &Arc<Plan>, form: &StepForm, errors: &FieldErrors) -> Result<Markup> {
    let checked = ctx.desk.checked(plan).await?;
    steps_page::page(ctx, plan, &checked, form, errors)
}

async fn transition(path: paths::Approval, ctx: Context, Form(form): Form<StepForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let transition = Transition::from_key(&form.act)
        .ok_or_else(|| Error::Unprocessable("Vælg, hvad der skal ske med planen.".into()))?;
    ctx.desk.require(transition.ability(), plan.unit_id)?;
    if form.revision != plan.revision.to_string() {
        return changed_meanwhile(&ctx, &form, &plan).await;
    }
    let mut errors = FieldErrors::default();
    let step = form.parse(&ctx, transition, &mut errors);
    if !errors.is_empty() {
        // What the domain says to the step is told beside the faults of the form.
        if let Err(refusal) = review::readiness_of(&ctx.desk, &plan, &step).await? {
            errors.add("act", refusal.to_string());
        }
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, &plan, &form, &errors).await?).into_response());
    }
    match review::transition(&ctx.desk, &plan, step).await? {
        Taken::Done(_) => {
            Ok(Redirect::to(&paths::with_notice(&paths::Approval { id: path.id }, transition.key())).into_response())
        }
        Taken::Refused(refusal) => {
            errors.add("act", refusal.to_string());
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, &plan, &form, &errors).await?).into_response())
        }
        Taken::Changed => {
            let plan = ctx.desk.plan_now(path.id).await?;
            changed_meanwhile(&ctx, &form, &plan).await
        }
    }
}

/// The page as it stands now, with what was typed.
async fn changed_meanwhile(ctx: &Context, form: &StepForm, plan: &Arc<Plan>) -> Result<Response> {
    let form = StepForm { is_old: true, ..form.clone() };
    Ok((StatusCode::CONFLICT, page(ctx, plan, &form, &FieldErrors::default()).await?).into_response())
}
