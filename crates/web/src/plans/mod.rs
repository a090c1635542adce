//! Plans: list, make, show, change what is told of them; their parts, their life and their files in folders below.

use app::plans::{self, FreshPlan};
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use chrono::Datelike;
use domain::{
    answer::Answer,
    id::{InspectionId, UnitId},
    plan::PlanDetails,
    role::Ability,
    validation::FieldErrors,
};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Result, done},
    paths, templates,
    typed::{self, PageQuery},
};

mod details_form;
mod edit;
mod files;
mod list;
mod new_form;
mod page;
mod removed;
mod review;

use details_form::{DetailsForm, DetailsTyped};
use new_form::{NewPlanForm, NewPlanTyped};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_post(create)
        .typed_get(new)
        .typed_get(show)
        .typed_get(edit_details)
        .typed_post(update)
        .typed_post(remove)
        .typed_post(restore)
        .typed_get(removed::list)
        .merge(edit::routes())
        .merge(review::routes())
        .merge(files::routes())
}

async fn list(_: paths::Plans, ctx: Context, Query(query): Query<PageQuery>) -> Result<Response> {
    ctx.kept(ctx.desk.of_all_plans(), async || {
        let page = query.page();
        let lists = list::Lists {
            plans: plans::list(&ctx.desk, page).await?,
            removed: plans::list_removed(&ctx.desk).await?,
            with_plans: plans::units_with_plans(&ctx.desk).await?,
            page,
        };
        Ok(list::page(&ctx, &lists))
    })
    .await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewPlanQuery {
    inspection: String,
}

async fn new(_: paths::NewPlan, ctx: Context, Query(query): Query<NewPlanQuery>) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Write)?;
    let form = NewPlanForm::for_inspection(&ctx, query.inspection.parse().ok()).await?;
    Ok(new_form::new_page(&ctx, &form).into_response())
}

async fn create(_: paths::Plans, ctx: Context, Form(typed): Form<NewPlanTyped>) -> Result<Response> {
    ctx.desk.require_somewhere(Ability::Write)?;
    let mut form = NewPlanForm::for_inspection(&ctx, typed.inspection.parse::<InspectionId>().ok()).await?;
    let may_write = |&id: &UnitId| ctx.desk.may(Ability::Write, id) && form.takes(&ctx, id);
    let unit_id = typed.unit.parse::<UnitId>().ok().filter(may_write);
    if unit_id.is_none() {
        form.errors.add("unit", "Vælg den enhed, planen gælder for.");
    }
    let template_id = templates::chosen(&ctx, &typed.template);
    if template_id.is_none() {
        form.errors.add("template", templates::NO_TEMPLATE);
    }
    let parsed = form.parse(typed, ctx.desk.today.year());
    let (Some(details), Some(unit_id), Some(template_id)) = (parsed, unit_id, template_id) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, new_form::new_page(&ctx, &form)).into_response());
    };
    let findings = form.chosen().map(|finding| finding.id).collect();
    let inspection = form.inspection.as_ref().map(|found| (found.id, found.details.model_id.clone()));
    let fresh = FreshPlan { unit_id, inspection, template_id, details, findings };
    let id = plans::create(&ctx.desk, fresh).await?;
    Ok(Redirect::to(&paths::Plan { id }.to_string()).into_response())
}

async fn show(path: paths::Plan, ctx: Context) -> Result<Response> {
    ctx.kept(ctx.desk.of_plan(path.id).await?, async || {
        let plan = ctx.desk.plan(path.id, Ability::Read).await?;
        page::page(&ctx, &plan, None).await
    })
    .await
}

async fn edit_details(path: paths::PlanFields, ctx: Context) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let form = DetailsForm::of(&PlanDetails::from(&*plan), plan.revision);
    Ok(details_form::page(&ctx, &plan, &form).into_response())
}

async fn update(path: paths::PlanFields, ctx: Context, Form(typed): Form<DetailsTyped>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let opened_at = typed::version(&typed.version)?;
    let mut errors = FieldErrors::default();
    let Some(details) = details_form::parse(&typed, &mut errors) else {
        let form = DetailsForm { typed, errors, conflict: None };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, details_form::page(&ctx, &plan, &form)).into_response());
    };
    match plans::update(&ctx.desk, &plan, opened_at, details).await? {
        Answer::Done(_) => Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "gemt")).into_response()),
        Answer::Refused(refusal) => {
            // It has been closed, maybe since it was read.
            let plan = ctx.desk.plan_now(path.id).await?;
            let form = DetailsForm { typed, errors: refusal.0, conflict: None };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, details_form::page(&ctx, &plan, &form)).into_response())
        }
        Answer::Conflict(conflict) => {
            let form = DetailsForm::of_conflict(conflict);
            Ok((StatusCode::CONFLICT, details_form::page(&ctx, &plan, &form)).into_response())
        }
    }
}

async fn remove(path: paths::RemovePlan, ctx: Context) -> Result<Redirect> {
    done(plans::remove(&ctx.desk, path.id).await?)?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plans, "slettet")))
}

async fn restore(path: paths::RestorePlan, ctx: Context) -> Result<Redirect> {
    done(plans::restore(&ctx.desk, path.id).await?)?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "gendannet")))
}
