//! A field of a part is opened, saved, or meets somebody else's newer text.

use std::sync::Arc;

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
    draft::LineDraft,
    id::PartId,
    part::{Field, PartKind},
    paste,
    text::{self, MAX_CHARS},
};
use maud::{Markup, html};
use orm::parts::{self, FieldEdit, NewParts, Place, Saved};
use serde::Deserialize;

use super::{
    Plan, answer,
    arrange::whole_plan,
    cell, editor, page,
    view::{self, Open, PlanView},
    view_of,
};
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(edit).typed_post(update).typed_get(read_period)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ShowQuery {
    pub(super) show: String,
}

async fn edit(path: paths::Field, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let found = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return page(&ctx, &plan, Some(Open::Field(path.part, path.field.0))).await;
    }
    let checked = ctx.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let markup = if query.show.is_empty() { editor::field(&view, &found, None) } else { cell::closed(&view, &found) };
    Ok(markup.into_response())
}

/// What a form that changes a field, or moves the part it stands in, sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FieldForm {
    pub(super) text: String,
    pub(super) version: String,
    pub(super) field: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) was_start: String,
    pub(super) was_end: String,
    pub(super) split: String,
    pub(super) way: String,
    pub(super) to: String,
}

async fn update(path: paths::Field, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save(&ctx, &plan, path.part, path.field.0, &form).await? {
        return Ok(refused);
    }
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    // What stands for the whole cell, and lines that were split off, show elsewhere on the page too.
    let is_shared = matches!(plan.kind_of(path.part), Some(PartKind::LoosePeriod | PartKind::LooseOwner));
    if is_shared || !form.split.is_empty() {
        return whole_plan(&ctx, path.id, path.part).await;
    }
    let plan = ctx.plan_again(path.id).await?;
    let checked = ctx.checked(&plan).await?;
    let view = view_of(&ctx, &plan, &checked, None)?;
    let found = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    Ok(html! { (cell::closed(&view, &found)) (overdue_mark(&view, path.part)) }.into_response())
}

/// The mark of being overdue, where the change may have moved it.
fn overdue_mark(view: &PlanView<'_>, id: PartId) -> Markup {
    let found = view.plan.activities().find(|(_, _, activity)| activity.id == id);
    html! { @if let Some((_, issue, activity)) = found { (cell::overdue(view, issue, activity, true)) } }
}

/// Saves what stands in the open field; answers the form again where that is refused.
async fn save(ctx: &Context, plan: &Arc<Plan>, id: PartId, field: Field, form: &FieldForm) -> Result<Option<Response>> {
    let found = view::find_cell(plan, id, field).ok_or(Error::NotFound)?;
    if let Some(inspection) = plan.block(id).and_then(|block| block.finding.inspection_id) {
        // A registered finding is the inspection's: who may not write there may not write it here.
        crate::inspections::find(ctx, inspection, Ability::Write).await?;
    }
    let checked = ctx.checked(plan).await?;
    let view = view_of(ctx, plan, &checked, None)?;
    let refuse = |status, error: Option<&str>, conflict| {
        let trouble = editor::Trouble { typed: &form.text, days: [&form.start, &form.end], error, conflict };
        Ok(Some(answer(ctx, status, plan, &editor::field(&view, &found, Some(&trouble)))))
    };
    let days = match days(form) {
        Ok(days) => days,
        Err(error) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, Some(error), None),
    };
    let mut lines = match split(form, field) {
        Ok(lines) => lines.into_iter(),
        Err(error) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, Some(&error), None),
    };
    let first = lines.next().unwrap_or_default();
    let version = form
        .version
        .parse()
        .map_err(|_| Error::Unclear("Siden er for gammel. Genindlæs den, og skriv igen.".into()))?;
    let edit = FieldEdit { part_id: id, field, text: first, version };
    let model = ctx.model(&plan.model_id)?;
    match parts::save_field(ctx.store(), plan.id, &edit, model, &ctx.stamp()).await? {
        Saved::Saved => {}
        Saved::Conflict(conflict) => return refuse(StatusCode::CONFLICT, None, Some(&conflict)),
    }
    if field == Field::Period && form.sets_days() {
        correct(ctx, plan, id, days).await?;
    }
    add_split(ctx, plan, (id, found.kind), lines.collect()).await?;
    Ok(None)
}

/// The texts the form means: one, or one a line where asked for.
fn split(form: &FieldForm, field: Field) -> std::result::Result<Vec<String>, String> {
    let texts = if form.split.is_empty() || field != Field::Text {
        vec![form.text.clone()]
    } else {
        paste::lines(&form.text).map_err(|error| error.to_string())?
    };
    texts.iter().map(|text| text::optional(text, MAX_CHARS).map_err(|error| error.to_string())).collect()
}

impl FieldForm {
    /// True where the days are not those that stood there when the form was opened.
    fn sets_days(&self) -> bool {
        (self.start.trim(), self.end.trim()) != (self.was_start.trim(), self.was_end.trim())
    }
}

/// The days set by hand, as the form has them.
fn days(form: &FieldForm) -> std::result::Result<[Option<chrono::NaiveDate>; 2], &'static str> {
    let read = |text: &str| match domain::danish::parse_date(text) {
        None if !text.trim().is_empty() => Err("Datoen findes ikke. Skriv den som 12-03-2026."),
        day => Ok(day),
    };
    let days = [read(&form.start)?, read(&form.end)?];
    match days {
        [Some(start), Some(end)] if end < start => Err("Sidste dag ligger før første dag."),
        days => Ok(days),
    }
}

/// Sets the days of a period by hand, or lets the words speak again.
async fn correct(ctx: &Context, plan: &Plan, id: PartId, days: [Option<chrono::NaiveDate>; 2]) -> Result<()> {
    let was_corrected = view::find_period(plan, id).is_some_and(|period| period.is_corrected);
    let is_set = days.iter().any(Option::is_some);
    if !is_set && !was_corrected {
        return Ok(());
    }
    let [start, end] = days.map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    let text = if is_set { format!("{start}/{end}") } else { String::new() };
    let edit = FieldEdit { part_id: id, field: Field::Reading, text, version: i64::MAX };
    parts::save_field(ctx.store(), plan.id, &edit, ctx.model(&plan.model_id)?, &ctx.stamp()).await?;
    Ok(())
}

/// Adds the lines that were split off, right after the part they came from.
async fn add_split(ctx: &Context, plan: &Plan, (id, kind): (PartId, PartKind), rest: Vec<String>) -> Result<()> {
    let Some(parent) = plan.issue_of(id).filter(|_| !rest.is_empty()) else { return Ok(()) };
    let new = match kind {
        PartKind::Activity => {
            let activity = |what| LineDraft::Activity(domain::draft::ActivityDraft { what, ..Default::default() });
            NewParts::Lines(rest.into_iter().map(activity).collect())
        }
        _ => NewParts::Statements(kind, rest),
    };
    parts::add(ctx.store(), plan.id, Place { parent_id: Some(parent.id), after: Some(id) }, new, &ctx.stamp()).await?;
    Ok(())
}

/// Saves what stands in the open field before the part it stands in is moved, copied or removed.
pub(super) async fn save_open(
    ctx: &Context,
    plan: &Arc<Plan>,
    id: PartId,
    form: &FieldForm,
) -> Result<Option<Response>> {
    let Some(field) = Field::from_key(&form.field) else { return Ok(None) };
    let Some(found) = view::find_cell(plan, id, field) else { return Ok(None) };
    let is_same = text::tidy(&form.text) == found.text && !(field == Field::Period && form.sets_days());
    if is_same { Ok(None) } else { save(ctx, plan, id, field, form).await }
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
