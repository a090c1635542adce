//! What one does with the parts of a plan: add, write, move, copy, remove, restore, follow up.

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{
    extract::{Form, Query},
    routing::RouterExt,
};
use domain::{
    access::Ability,
    activity::ActivityStatus,
    draft::{BlockDraft, LineDraft},
    finding::FindingKind,
    id::PartId,
    part::{Field, PartKind},
    paste, reference,
    text::{self, MAX_CHARS},
};
use maud::{Markup, html};
use orm::{
    follow_ups::{self, NewFollowUp},
    parts::{self, Direction, FieldEdit, NewParts, Place, Saved},
};
use serde::Deserialize;

use super::{
    Plan, adder, block, cell, editor, follow_up, page,
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
    Router::new()
        .typed_get(new)
        .typed_post(create)
        .typed_get(edit)
        .typed_post(update)
        .typed_post(shift)
        .typed_post(copy)
        .typed_post(remove)
        .typed_post(restore)
        .typed_get(new_follow_up)
        .typed_post(follow_up)
        .typed_get(read_period)
}

/// Where new parts shall be, as the form says.
fn place_of(plan: &Plan, form: &adder::NewPartForm) -> Result<(PartKind, Place)> {
    let kind = PartKind::from_key(&form.kind).ok_or(Error::NotFound)?;
    let parent_id = form.parent.parse().ok();
    let is_known = match (kind.parent(), parent_id) {
        (None, None) => true,
        (Some(PartKind::Block), Some(id)) => plan.block(id).is_some(),
        (Some(_), Some(id)) => plan.issue(id).is_some(),
        _ => false,
    };
    if is_known { Ok((kind, Place { parent_id, after: form.after.parse().ok() })) } else { Err(Error::NotFound) }
}

async fn new(path: paths::Parts, ctx: Context, Query(form): Query<adder::NewPartForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&plan, &form)?;
    if ctx.is_fragment {
        let view = view_of(&ctx, &plan, None)?;
        return Ok(adder::open(&view, kind, place, &form, None).into_response());
    }
    page(&ctx, &plan, Some(Open::Adder(kind, place))).await
}

async fn create(path: paths::Parts, ctx: Context, Form(form): Form<adder::NewPartForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&plan, &form)?;
    let new = match new_parts(&ctx, &plan, kind, &form) {
        Ok(Some(new)) => new,
        Ok(None) if ctx.is_fragment => {
            return Ok(adder::closed(&view_of(&ctx, &plan, None)?, kind, place).into_response());
        }
        Ok(None) => return Ok(Redirect::to(&paths::Plan { id: path.id }.to_string()).into_response()),
        Err(error) => return refuse_new(&ctx, &plan, (kind, place), &form, &error).await,
    };
    let made = parts::add(ctx.store(), path.id, place, new, &ctx.stamp()).await?;
    if !ctx.is_fragment {
        let at = made.last().copied();
        return Ok(Redirect::to(
            &at.map_or_else(|| paths::Plan { id: path.id }.to_string(), |at| paths::Plan { id: path.id }.at(at)),
        )
        .into_response());
    }
    let plan = ctx.plan_again(path.id).await?;
    let view = view_of(&ctx, &plan, None)?;
    let next = Place { after: place.after.and(made.last().copied()), ..place };
    Ok(html! {
        @for id in &made { @if let Some(part) = block::part(&view, *id) { (part) } }
        (adder::open(&view, kind, next, &adder::NewPartForm::default(), None))
    }
    .into_response())
}

/// The form again, with what was typed and what is wrong.
async fn refuse_new(
    ctx: &Context,
    plan: &Arc<Plan>,
    at: (PartKind, Place),
    form: &adder::NewPartForm,
    error: &str,
) -> Result<Response> {
    let view = view_of(ctx, plan, None)?;
    let markup = adder::open(&view, at.0, at.1, form, Some(error));
    answer(ctx, StatusCode::UNPROCESSABLE_ENTITY, plan, &markup)
}

/// A part of the page for htmx; a page around it for other browsers.
fn answer(ctx: &Context, status: StatusCode, plan: &Plan, markup: &Markup) -> Result<Response> {
    if ctx.is_fragment {
        return Ok((status, markup.clone()).into_response());
    }
    let content = html! {
        h1 { (plan.title) }
        div.plan.plan-alene { (markup) }
        p { a href=(paths::Plan { id: plan.id }) { "Tilbage til planen" } }
    };
    Ok((status, crate::layout::page(ctx, &plan.title, &content)).into_response())
}

/// The parts the form means; none where nothing was typed.
fn new_parts(
    ctx: &Context,
    plan: &Plan,
    kind: PartKind,
    form: &adder::NewPartForm,
) -> std::result::Result<Option<NewParts>, String> {
    let wrong = |error: text::TextError| error.to_string();
    match kind {
        PartKind::Block => {
            let reference_text = text::optional(&form.references, MAX_CHARS).map_err(wrong)?;
            let text = text::optional(&form.text, MAX_CHARS).map_err(wrong)?;
            if reference_text.is_empty() && text.is_empty() {
                return Ok(None);
            }
            let model = ctx.model(&plan.model_id).map_err(|_| "Kvalitetsmodellen mangler.".to_owned())?;
            let references = reference::parse(&reference_text, model);
            let kind = FindingKind::from_words(&text);
            Ok(Some(NewParts::Block(BlockDraft { reference_text, text, kind, ..BlockDraft::default() }, references)))
        }
        PartKind::Activity => {
            let mut made = paste::activities(&form.text).map_err(|error| error.to_string())?;
            if made.is_empty() && !(form.period.trim().is_empty() && form.owner.trim().is_empty()) {
                made.push(domain::draft::ActivityDraft::default());
            }
            for activity in &mut made {
                activity.what = text::optional(&activity.what, MAX_CHARS).map_err(wrong)?;
                let or = |own: &str, shared: &str| if own.is_empty() { shared.to_owned() } else { own.to_owned() };
                activity.period_text =
                    text::optional(&text::one_line(&or(&activity.period_text, &form.period)), MAX_CHARS)
                        .map_err(wrong)?;
                activity.owner_text =
                    text::optional(&or(&activity.owner_text, &form.owner), MAX_CHARS).map_err(wrong)?;
            }
            let lines: Vec<LineDraft> = made.into_iter().map(LineDraft::Activity).collect();
            Ok((!lines.is_empty()).then_some(NewParts::Lines(lines)))
        }
        _ => {
            let lines = paste::lines(&form.text).map_err(|error| error.to_string())?;
            let texts: Vec<String> = lines
                .iter()
                .map(|line| text::required(line, MAX_CHARS))
                .collect::<std::result::Result<_, _>>()
                .map_err(wrong)?;
            Ok((!texts.is_empty()).then_some(NewParts::Statements(kind, texts)))
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ShowQuery {
    show: String,
}

async fn edit(path: paths::Field, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let found = view::find_cell(&plan, path.part, path.field.0).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return page(&ctx, &plan, Some(Open::Field(path.part, path.field.0))).await;
    }
    let view = view_of(&ctx, &plan, None)?;
    let markup = if query.show.is_empty() { editor::field(&view, &found, None) } else { cell::closed(&view, &found) };
    Ok(markup.into_response())
}

/// What a form that changes a field, or moves the part it stands in, sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct FieldForm {
    text: String,
    version: String,
    field: String,
    start: String,
    end: String,
    split: String,
    way: String,
    to: String,
}

async fn update(path: paths::Field, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save(&ctx, &plan, path.part, path.field.0, &form).await? {
        return Ok(refused);
    }
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    if !form.split.is_empty() {
        return whole_plan(&ctx, path.id, path.part).await;
    }
    let plan = ctx.plan_again(path.id).await?;
    let view = view_of(&ctx, &plan, None)?;
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
    let view = view_of(ctx, plan, None)?;
    let refuse = |status, error: Option<&str>, conflict| {
        let trouble = editor::Trouble { typed: &form.text, error, conflict };
        answer(ctx, status, plan, &editor::field(&view, &found, Some(&trouble))).map(Some)
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
    if field == Field::Period
        && let Err(error) = correct(ctx, plan, id, form).await?
    {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, Some(&error), None);
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

/// Sets the days of a period by hand, or lets the words speak again.
async fn correct(ctx: &Context, plan: &Plan, id: PartId, form: &FieldForm) -> Result<std::result::Result<(), String>> {
    let read = |text: &str| match domain::danish::parse_date(text) {
        None if !text.trim().is_empty() => {
            Err("Datoen findes ikke. Skriv den som 12-03-2026. Teksten er gemt.".to_owned())
        }
        day => Ok(day),
    };
    let (start, end) = match (read(&form.start), read(&form.end)) {
        (Ok(start), Ok(end)) => (start, end),
        (Err(error), _) | (_, Err(error)) => return Ok(Err(error)),
    };
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        return Ok(Err("Sidste dag ligger før første dag. Teksten er gemt, dagene er ikke.".to_owned()));
    }
    let was_corrected = view::find_period(plan, id).is_some_and(|period| period.is_corrected);
    if start.is_none() && end.is_none() && !was_corrected {
        return Ok(Ok(()));
    }
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = if start.is_none() && end.is_none() { String::new() } else { format!("{}/{}", day(start), day(end)) };
    let edit = FieldEdit { part_id: id, field: Field::Reading, text, version: i64::MAX };
    parts::save_field(ctx.store(), plan.id, &edit, ctx.model(&plan.model_id)?, &ctx.stamp()).await?;
    Ok(Ok(()))
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
async fn save_open(ctx: &Context, plan: &Arc<Plan>, id: PartId, form: &FieldForm) -> Result<Option<Response>> {
    let Some(field) = Field::from_key(&form.field) else { return Ok(None) };
    let Some(found) = view::find_cell(plan, id, field) else { return Ok(None) };
    if text::tidy(&form.text) == found.text { Ok(None) } else { save(ctx, plan, id, field, form).await }
}

async fn shift(path: paths::MovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    match form.way.as_str() {
        "up" => parts::shift(ctx.store(), path.id, path.part, Direction::Up, &ctx.stamp()).await?,
        "down" => parts::shift(ctx.store(), path.id, path.part, Direction::Down, &ctx.stamp()).await?,
        _ => {
            let to = form.to.parse().map_err(|_| Error::Unclear("Vælg først, hvor delen skal flyttes hen.".into()))?;
            parts::move_to(ctx.store(), path.id, path.part, to, &ctx.stamp()).await?;
        }
    }
    done(&ctx, path.id, path.part).await
}

async fn copy(path: paths::CopyPart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    let made = parts::copy(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    done(&ctx, path.id, made).await
}

async fn remove(path: paths::RemovePart, ctx: Context, Form(form): Form<FieldForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if let Some(refused) = save_open(&ctx, &plan, path.part, &form).await? {
        return Ok(refused);
    }
    parts::remove(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: path.id }, "slettet")).into_response());
    }
    let plan = ctx.plan_again(path.id).await?;
    let view = view_of(&ctx, &plan, None)?;
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

async fn restore(path: paths::RestorePart, ctx: Context) -> Result<Response> {
    ctx.plan(path.id, Ability::Write).await?;
    parts::restore(ctx.store(), path.id, path.part, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response())
}

async fn done(ctx: &Context, id: domain::id::PlanId, part: PartId) -> Result<Response> {
    if ctx.is_fragment {
        whole_plan(ctx, id, part).await
    } else {
        Ok(Redirect::to(&paths::Plan { id }.at(part)).into_response())
    }
}

/// All of the plan's parts, for changes that move more than one field; the part gets the focus.
async fn whole_plan(ctx: &Context, id: domain::id::PlanId, part: PartId) -> Result<Response> {
    let plan = ctx.plan_again(id).await?;
    let view = view_of(ctx, &plan, None)?;
    Ok((swap_plan(&format!("d-{part}")), block::plan(&view)).into_response())
}

fn swap_plan(focus: &str) -> [(HeaderName, String); 3] {
    [
        (HeaderName::from_static("hx-retarget"), "#plan".to_owned()),
        (HeaderName::from_static("hx-reswap"), "outerHTML".to_owned()),
        (HeaderName::from_static("hx-trigger-after-settle"), format!(r#"{{"fokus":"{focus}"}}"#)),
    ]
}

async fn new_follow_up(path: paths::FollowUps, ctx: Context, Query(query): Query<ShowQuery>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::FollowUp).await?;
    let found = plan.activities().find(|(_, _, activity)| activity.id == path.part).ok_or(Error::NotFound)?;
    if !ctx.is_fragment {
        return page(&ctx, &plan, Some(Open::FollowUp(path.part))).await;
    }
    let view = view_of(&ctx, &plan, None)?;
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
            let view = view_of(&ctx, &plan, None)?;
            let markup = follow_up::form(&view, activity, Some((&form, &error)));
            return answer(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &plan, &markup);
        }
    };
    follow_ups::insert(ctx.store(), path.id, path.part, new, &ctx.stamp()).await?;
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: path.id }.at(path.part)).into_response());
    }
    let plan = ctx.plan_again(path.id).await?;
    let view = view_of(&ctx, &plan, None)?;
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
