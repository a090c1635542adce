//! Parts move, are copied, removed and brought back; what stands in the open field is saved with it.

use std::sync::Arc;

use app::edit::{self, Arrangement};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    answer::Answer,
    edit::{Direction, PartEdit},
    id::{PartId, PlanId},
    part::Field,
    plan::Plan,
    role::Ability,
    text,
};
use maud::html;

use super::{
    field_form::FieldForm,
    fields::{FieldProblem, refuse},
};
use crate::{
    AppState,
    context::Context,
    error::{self, Error, Result},
    paths,
    plans::page::{self, block, swap_plan, view, view_of},
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_post(shift).typed_post(copy).typed_post(remove).typed_post(restore)
}

async fn shift(path: paths::MovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    // Who may not write is told so before anything else.
    ctx.desk.plan(path.id, Ability::Write).await?;
    let arrangement = match form.way.as_str() {
        "up" => Arrangement::Shift(Direction::Up),
        "down" => Arrangement::Shift(Direction::Down),
        _ => {
            let to = form.to.parse();
            Arrangement::MoveTo(
                to.map_err(|_| Error::Unprocessable("Vælg først, hvor delen skal flyttes hen.".into()))?,
            )
        }
    };
    match arrange(&ctx, (path.id, path.part), &form, arrangement).await? {
        Arranged::Done(plan, part) => done(&ctx, &plan, part).await,
        Arranged::Refused(response) => Ok(response),
    }
}

async fn copy(path: paths::CopyPart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    match arrange(&ctx, (path.id, path.part), &form, Arrangement::Copy).await? {
        Arranged::Done(plan, part) => done(&ctx, &plan, part).await,
        Arranged::Refused(response) => Ok(response),
    }
}

async fn remove(path: paths::RemovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = match arrange(&ctx, (path.id, path.part), &form, Arrangement::Remove).await? {
        Arranged::Done(plan, _) => plan,
        Arranged::Refused(response) => return Ok(response),
    };
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "slettet")).into_response());
    }
    let checked = ctx.desk.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let undo = html! {
        (block::plan(&view))
        div #fortryd hx-swap-oob="true" {
            form.fortryd method="post" action=(paths::RestorePart { id: path.id, part: path.part }) {
                span role="status" { "Slettet." }
                button.button.button-secondary type="submit" { "Fortryd" }
            }
        }
    };
    Ok((swap_plan(&format!("d-{}", path.part)), undo).into_response())
}

async fn restore(path: paths::RestorePart, ctx: Context) -> Result<Redirect> {
    error::done(edit::restore(&ctx.desk, path.id, path.part).await?)?;
    Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)))
}

/// What came of arranging a part: the plan as it stands now and the part one looks at, or the page that says why not.
enum Arranged {
    Done(Arc<Plan>, PartId),
    Refused(Response),
}

async fn arrange(
    ctx: &Context,
    (plan_id, id): (PlanId, PartId),
    form: &FieldForm,
    arrangement: Arrangement,
) -> Result<Arranged> {
    let plan = ctx.desk.plan(plan_id, Ability::Write).await?;
    let field = Field::from_key(&form.field).unwrap_or(Field::Text);
    let open = match open_field(&plan, id, form)? {
        Ok(open) => open,
        Err(error) => {
            let page = refuse(ctx, &plan, (id, field), form, FieldProblem::Fault(&error)).await?;
            return Ok(Arranged::Refused(page));
        }
    };
    match edit::arrange(&ctx.desk, &plan, id, open, arrangement).await? {
        Answer::Done((part, revision)) => Ok(Arranged::Done(ctx.desk.plan_at(plan.id, revision).await?, part)),
        Answer::Refused(refusal) => Err(refusal.into()),
        Answer::Conflict(conflict) => {
            let page = refuse(ctx, &plan, (id, field), form, FieldProblem::Conflict(&conflict)).await?;
            Ok(Arranged::Refused(page))
        }
    }
}

/// What is to be saved of the open field, where anything was typed in it.
fn open_field(plan: &Plan, id: PartId, form: &FieldForm) -> Result<std::result::Result<Option<PartEdit>, String>> {
    let Some(field) = Field::from_key(&form.field) else { return Ok(Ok(None)) };
    let Some(found) = view::find_cell(plan, id, field) else { return Ok(Ok(None)) };
    let typed = match form.parse(id, field)? {
        Ok(typed) => typed,
        Err(error) => return Ok(Err(error)),
    };
    let stored =
        view::find_period(plan, id).filter(|_| field == Field::Period).map(domain::period::Period::days_by_hand);
    let is_same = text::tidy(&form.text) == found.text && typed.edit.value.days == stored;
    Ok(Ok((!is_same).then_some(typed.edit)))
}

async fn done(ctx: &Context, plan: &Arc<Plan>, part: PartId) -> Result<Response> {
    if ctx.is_fragment {
        page::whole_plan(ctx, plan, part).await
    } else {
        Ok(Redirect::to(&paths::Plan { id: plan.id }.at(part)).into_response())
    }
}
