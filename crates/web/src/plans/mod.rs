//! Plans: list, make, show, change.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use chrono::Datelike;
use domain::{
    access::Ability,
    draft::{BlockDraft, PlanDraft},
    finding::Finding,
    id::{InspectionId, UnitId},
    part::PartKind,
    plan::{Plan, PlanStatus},
};
use maud::{Markup, html};
use orm::plans::{self, NewPlan, PlanFacts};
use serde::Deserialize;

use crate::{
    AppState,
    checking::Checked,
    context::Context,
    error::{Error, Result},
    paths,
};

mod adder;
mod approval;
mod arrange;
mod block;
mod cell;
mod check;
mod editor;
pub(crate) mod export;
mod fields;
mod follow_up;
mod follow_ups;
mod form;
mod history;
mod list;
mod parts;
mod remarks;
mod removed;
mod show;
mod spreadsheet;
mod versions;
mod view;

pub(crate) use form::day;
use view::{Open, PlanView};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_post(create)
        .typed_get(new)
        .typed_get(show)
        .typed_get(edit)
        .typed_post(update)
        .typed_post(remove)
        .typed_post(restore)
        .typed_get(history::of_plan)
        .typed_get(history::of_part)
        .typed_get(removed::list)
        .merge(parts::routes())
        .merge(fields::routes())
        .merge(arrange::routes())
        .merge(follow_ups::routes())
        .merge(approval::routes())
        .merge(check::routes())
        .merge(remarks::routes())
        .merge(versions::routes())
        .merge(spreadsheet::routes())
        .merge(export::routes())
}

async fn list(_: paths::Plans, ctx: Context) -> Result<Response> {
    let unit_ids = ctx.units_where(Ability::Read);
    let heads = plans::list(ctx.store(), &unit_ids).await?;
    let removed = plans::list_removed(ctx.store(), &ctx.units_where(Ability::Write)).await?;
    let facts = orm::progress::facts(&ctx.view).await?;
    Ok(list::page(&ctx, &heads, &removed, &facts).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewPlanQuery {
    inspection: String,
}

async fn new(_: paths::NewPlan, ctx: Context, Query(query): Query<NewPlanQuery>) -> Result<Response> {
    if !ctx.may_somewhere(Ability::Write) {
        return Err(Error::Forbidden);
    }
    let form = form::NewPlanForm::for_inspection(&ctx, query.inspection.parse().ok()).await?;
    Ok(form::new_page(&ctx, &form).into_response())
}

async fn create(_: paths::Plans, ctx: Context, Form(typed): Form<form::NewPlanTyped>) -> Result<Response> {
    let mut form = form::NewPlanForm::for_inspection(&ctx, typed.inspection.parse::<InspectionId>().ok()).await?;
    let unit_id = typed.unit.parse::<UnitId>().ok().filter(|&id| ctx.may(Ability::Write, id) && form.takes(&ctx, id));
    let parsed = form.parse(typed, ctx.today.year());
    let (Ok(facts), Some(unit_id)) = (parsed, unit_id) else {
        if unit_id.is_none() {
            form.errors.add("unit", "Vælg den enhed, planen gælder for.");
        }
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::new_page(&ctx, &form)).into_response());
    };
    let blocks =
        form.chosen().map(|finding| BlockDraft { finding_id: Some(finding.id), ..BlockDraft::default() }).collect();
    let draft = PlanDraft {
        title: facts.title.clone(),
        introduction: facts.introduction.clone(),
        blocks,
        ..PlanDraft::default()
    };
    let model_id = form.inspection.as_ref().map_or(orm::seeds::CURRENT_MODEL, |found| found.facts.model_id.as_str());
    let new = NewPlan {
        unit_id,
        inspection_id: form.inspection.as_ref().map(|found| found.id),
        model: ctx.model(model_id)?,
        template_id: orm::templates::DEFAULT,
        year: facts.year,
        due_on: facts.due_on,
        status: PlanStatus::Draft,
    };
    let id = plans::insert(ctx.store(), new, &draft, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::Plan { id }.to_string()).into_response())
}

async fn show(path: paths::Plan, ctx: Context) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Read).await?;
    page(&ctx, &plan, None).await
}

/// The page of a plan, with something open for writing or nothing.
async fn page(ctx: &Context, plan: &Arc<Plan>, open: Option<Open>) -> Result<Response> {
    let unanswered = match open {
        Some(Open::Adder(PartKind::Block, _)) => unanswered(ctx, plan).await?,
        _ => Vec::new(),
    };
    let checked = ctx.checked(plan).await?;
    let view = PlanView { unanswered: &unanswered, ..view_of(ctx, plan, &checked, open)? };
    let inspection = match plan.inspection_id {
        Some(id) => Some(orm::inspections::get_cached(&ctx.view, id).await?),
        None => None,
    };
    Ok(show::page(ctx, &view, inspection.as_deref()).into_response())
}

/// The findings of the plan's inspection that it does not answer yet.
async fn unanswered(ctx: &Context, plan: &Plan) -> Result<Vec<Finding>> {
    let Some(id) = plan.inspection_id else { return Ok(Vec::new()) };
    let mut findings = orm::findings::list(ctx.store(), &[id]).await?;
    findings.retain(|finding| !plan.blocks.iter().any(|block| block.finding.id == finding.id));
    Ok(findings)
}

fn view_of<'a>(ctx: &Context, plan: &'a Plan, checked: &'a Checked, open: Option<Open>) -> Result<PlanView<'a>> {
    Ok(PlanView {
        plan,
        template: orm::templates::get(&plan.template_id)?,
        today: ctx.today,
        may_write: ctx.may(Ability::Write, plan.unit_id),
        may_follow_up: ctx.may(Ability::FollowUp, plan.unit_id),
        may_remark: plan.status == PlanStatus::Proposed && ctx.may(Ability::Approve, plan.unit_id),
        checked,
        unanswered: &[],
        open,
    })
}

async fn edit(path: paths::PlanFields, ctx: Context) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    Ok(form::edit_page(&ctx, &plan, &form::PlanForm::from(&*plan)).into_response())
}

async fn update(path: paths::PlanFields, ctx: Context, Form(typed): Form<form::PlanTyped>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let mut form = form::PlanForm::from(typed);
    let Ok(facts) = form.parse() else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::edit_page(&ctx, &plan, &form)).into_response());
    };
    if form.typed.revision != plan.revision.to_string() && form.base() != Some(PlanFacts::from(&*plan)) {
        form.errors.add("title", "En anden har ændret oplysningerne imens. Se de nye under hvert felt, og gem igen, hvis din tekst skal stå.");
        form.show_current(&plan);
        return Ok((StatusCode::CONFLICT, form::edit_page(&ctx, &plan, &form)).into_response());
    }
    plans::update(ctx.store(), path.id, &PlanFacts::from(&*plan), facts, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "gemt")).into_response())
}

async fn remove(path: paths::RemovePlan, ctx: Context) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Approve).await?;
    plans::set_removed(ctx.store(), plan.id, true, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plans, "slettet")).into_response())
}

async fn restore(path: paths::RestorePlan, ctx: Context, State(_): State<AppState>) -> Result<Response> {
    ctx.require(Ability::Approve, plans::unit_of(ctx.store(), path.id).await?)?;
    plans::set_removed(ctx.store(), path.id, false, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "gendannet")).into_response())
}

/// A part of the page for htmx; a page around it for other browsers.
pub(super) fn answer(ctx: &Context, status: StatusCode, plan: &Plan, markup: &Markup) -> Response {
    if ctx.is_fragment {
        return (status, markup.clone()).into_response();
    }
    let content = html! {
        h1 { (plan.title) }
        div.plan.plan-alene { (markup) }
        p { a href=(paths::Plan { id: plan.id }) { "Tilbage til planen" } }
    };
    (status, crate::layout::page(ctx, &plan.title, &content)).into_response()
}
