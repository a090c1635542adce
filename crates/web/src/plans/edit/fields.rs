//! A field of a part is opened, saved, or meets somebody else's newer text.

use std::sync::Arc;

use app::edit;
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
    answer::Answer,
    change::ChangedField,
    conflict::Conflict,
    edit::PartText,
    id::PartId,
    part::{Field, PartKind},
    plan::Plan,
    role::Ability,
    text,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::field_form::{FieldForm, ShowQuery};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    plans::page::{
        self, answer, cell, editor,
        view::{self, Open, PlanView},
        view_of,
    },
    typed,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(edit).typed_post(update).typed_get(read_period)
}

async fn edit(path: paths::Field, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let found = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return Ok(page::page(&ctx, &plan, Some(Open::Field(path.part, path.field.0))).await?.into_response());
    }
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let markup = if query.show.is_empty() { editor::field(&view, &found, None) } else { cell::closed(&view, &found) };
    Ok(markup.into_response())
}

async fn update(path: paths::Field, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    let typed = match form.parse(path.part, path.field.0)? {
        Ok(typed) => typed,
        Err(error) => return refuse(&ctx, &plan, (path.part, path.field.0), &form, FieldProblem::Fault(&error)).await,
    };
    let revision = match edit::save(&ctx.desk, &plan, typed.edit, typed.rest).await? {
        Answer::Done(revision) => revision,
        Answer::Refused(refusal) => return Err(refusal.into()),
        Answer::Conflict(conflict) => {
            return refuse(&ctx, &plan, (path.part, path.field.0), &form, FieldProblem::Conflict(&conflict)).await;
        }
    };
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    // What stands for the whole cell, and lines that were split off, show elsewhere on the page too.
    let is_shared = matches!(plan.kind_of(path.part), Some(PartKind::LoosePeriod | PartKind::LooseOwner));
    let plan = ctx.desk.plan_at(plan.id, revision).await?;
    if is_shared || !form.split.is_empty() {
        return page::whole_plan(&ctx, &plan, path.part).await;
    }
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let found = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    Ok(html! { (cell::closed(&view, &found)) (overdue_mark(&view, path.part)) }.into_response())
}

/// The mark of being overdue, where the change may have moved it.
fn overdue_mark(view: &PlanView<'_>, id: PartId) -> Markup {
    let found = view.plan.activities().find(|(_, _, activity)| activity.id == id);
    html! { @if let Some((_, issue, activity)) = found { (cell::overdue(view, issue, activity, true)) } }
}

/// Why a form comes back.
pub(super) enum FieldProblem<'a> {
    /// What is wrong with it.
    Fault(&'a str),
    /// Somebody else was first.
    Conflict(&'a Conflict<PartText>),
}

/// The form again with what was typed, what is wrong with it, or both texts.
pub(super) async fn refuse(
    ctx: &Context,
    plan: &Arc<Plan>,
    (id, field): (PartId, Field),
    form: &FieldForm,
    problem: FieldProblem<'_>,
) -> Result<Response> {
    let checked = ctx.desk.checked(plan).await?;
    let view = view_of(ctx, plan, &checked, None)?;
    let found = view::find_cell(plan, id, field).ok_or(Error::NotFound)?;
    let (status, error, conflict) = match problem {
        FieldProblem::Fault(error) => (StatusCode::UNPROCESSABLE_ENTITY, Some(error), None),
        FieldProblem::Conflict(conflict) => (StatusCode::CONFLICT, None, Some(conflict)),
    };
    let (text, [start, end]) = typed_again(form, field, conflict);
    let again = editor::Again {
        typed: &text,
        version: &form.version,
        split: !form.split.is_empty(),
        days: [&start, &end],
        error,
        conflict,
        reader: ctx.user.id,
    };
    Ok(answer(ctx, status, plan, &editor::field(&view, &found, Some(&again))))
}

/// What the form holds when it comes back: what was typed, but for what only the others have touched. That is joined,
/// so that saving again does not take back what nobody was shown.
fn typed_again(form: &FieldForm, field: Field, conflict: Option<&Conflict<PartText>>) -> (String, [String; 2]) {
    let (mut text, mut days) = (form.text.clone(), [form.start.clone(), form.end.clone()]);
    if let Some(conflict) = conflict {
        if !conflict.fields.contains(&field.into()) {
            text.clone_from(&conflict.ours.text);
        }
        if let Some(joined) = conflict.ours.days.filter(|_| !conflict.fields.contains(&ChangedField::Reading)) {
            days = [typed::shown(joined.start), typed::shown(joined.end)];
        }
    }
    (text, days)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PeriodQuery {
    period: String,
    text: String,
    year: i32,
}

async fn read_period(_: paths::ReadPeriod, _: Context, Query(query): Query<PeriodQuery>) -> Result<Markup> {
    let words = text::tidy(if query.period.is_empty() { &query.text } else { &query.period });
    let reading = (!words.is_empty()).then(|| domain::period::read(&words, query.year).describe());
    Ok(html! { (reading.unwrap_or_default()) })
}
