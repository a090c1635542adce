//! Parts are added to a plan: typed, pasted, or chosen.

use std::{collections::BTreeSet, sync::Arc};

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
    draft::{ActivityDraft, BlockDraft, FindingDraft, LineDraft},
    edit::{NewParts, Place},
    finding::FindingKind,
    id::PartId,
    part::PartKind,
    paste,
    plan::Plan,
    reference::References,
    role::Ability,
    text::{self, MAX_CHARS},
};
use maud::{Markup, html};

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
    plans::page::{
        self, answer, block,
        new_part_form::{self, NewPartForm},
        view::{Open, PlanView},
        view_of,
    },
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().typed_get(new).typed_post(create)
}

/// Where new parts shall be, as the form says.
fn place_of(ctx: &Context, plan: &Plan, form: &NewPartForm) -> Result<(PartKind, Place)> {
    let template = ctx.desk.template(&plan.template_id)?;
    let kind = PartKind::from_key(&form.kind).filter(|kind| template.has(*kind)).ok_or(Error::NotFound)?;
    let parent_id = form.parent.parse().ok();
    let is_known = match (kind.parent(), parent_id) {
        (None, None) => true,
        (Some(PartKind::Block), Some(id)) => plan.block(id).is_some(),
        (Some(_), Some(id)) => plan.issue(id).is_some(),
        _ => false,
    };
    if is_known { Ok((kind, Place { parent_id, after: form.after.parse().ok() })) } else { Err(Error::NotFound) }
}

async fn new(path: paths::Parts, ctx: Context, Query(form): Query<NewPartForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&ctx, &plan, &form)?;
    if ctx.is_fragment {
        return Ok(again(&ctx, &plan, (kind, place), &form, None).await?.into_response());
    }
    Ok(page::page(&ctx, &plan, Some(Open::NewPart(kind, place))).await?.into_response())
}

async fn create(path: paths::Parts, ctx: Context, Form(form): Form<NewPartForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&ctx, &plan, &form)?;
    let added = match new_parts(&ctx, &plan, kind, &form) {
        Ok(Some(new)) => edit::add(&ctx.desk, &plan, place, new).await?,
        Ok(None) => return nothing(&ctx, &plan, kind, place).await,
        Err(error) => Answer::refused("", error),
    };
    match added {
        Answer::Done((made, revision)) if ctx.is_fragment => {
            let plan = ctx.desk.plan_at(plan.id, revision).await?;
            let next = Place { after: place.after.and(made.last().copied()), ..place };
            show(&ctx, &plan, (kind, next), &made).await
        }
        Answer::Done((made, _)) => {
            let page = paths::Plan { id: path.id };
            Ok(Redirect::to(&made.last().map_or_else(|| page.to_string(), |at| page.at(*at))).into_response())
        }
        Answer::Refused(refusal) => {
            let markup = again(&ctx, &plan, (kind, place), &form, Some(&refusal.sentences())).await?;
            Ok(answer(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &plan, &markup))
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

/// An empty line ends the adding; in the middle of a list nothing is left behind.
async fn nothing(ctx: &Context, plan: &Arc<Plan>, kind: PartKind, place: Place) -> Result<Response> {
    if !ctx.is_fragment {
        return Ok(Redirect::to(&paths::Plan { id: plan.id }.to_string()).into_response());
    }
    if place.after.is_some() {
        return Ok(html! {}.into_response());
    }
    let checked = ctx.desk.checked(plan).await?;
    Ok(new_part_form::closed(&view_of(ctx, plan, &checked, None)?, kind, place).into_response())
}

/// The parts that were added, and the empty form for the next.
async fn show(ctx: &Context, plan: &Arc<Plan>, at: (PartKind, Place), made: &[PartId]) -> Result<Response> {
    let form = again(ctx, plan, at, &NewPartForm::default(), None).await?;
    let checked = ctx.desk.checked(plan).await?;
    let view = view_of(ctx, plan, &checked, None)?;
    Ok(html! { @for id in made { @if let Some(part) = block::part(&view, *id) { (part) } } (form) }.into_response())
}

/// The form with what was typed, and what is wrong with it.
async fn again(
    ctx: &Context,
    plan: &Arc<Plan>,
    (kind, place): (PartKind, Place),
    form: &NewPartForm,
    error: Option<&str>,
) -> Result<Markup> {
    // Only a new block offers the findings that nobody has answered.
    let unanswered = if kind == PartKind::Block { edit::unanswered(&ctx.desk, plan).await? } else { Vec::new() };
    let checked = ctx.desk.checked(plan).await?;
    let view = PlanView { unanswered: &unanswered, ..view_of(ctx, plan, &checked, None)? };
    Ok(new_part_form::open(&view, kind, place, form, error))
}

/// The parts the form means; none where nothing was typed.
fn new_parts(
    ctx: &Context,
    plan: &Plan,
    kind: PartKind,
    form: &NewPartForm,
) -> std::result::Result<Option<NewParts>, String> {
    match kind {
        PartKind::Block if !form.finding.is_empty() => findings(form).map(Some),
        PartKind::Block => {
            let model = ctx.desk.model(&plan.model_id).map_err(|_| "Kvalitetsmodellen mangler.".to_owned())?;
            let block = block_of(form).map_err(|error| error.to_string())?;
            Ok(block.map(|block| {
                let references = References::parse(block.finding.reference_text.as_str(), model);
                NewParts::Block(block, references)
            }))
        }
        PartKind::Activity => activities(form),
        _ => {
            let lines = paste::lines(&form.text).map_err(|error| error.to_string())?;
            let texts = lines.iter().map(|line| text::required(line, MAX_CHARS));
            let texts: Vec<String> = texts.collect::<std::result::Result<_, _>>().map_err(|error| error.to_string())?;
            Ok((!texts.is_empty()).then_some(NewParts::Statements(kind, texts)))
        }
    }
}

/// The findings that were ticked.
fn findings(form: &NewPartForm) -> std::result::Result<NewParts, String> {
    if !(form.text.trim().is_empty() && form.references.trim().is_empty()) {
        return Err("Tilføj fundene fra tilsynet og dit eget fund hver for sig: fjern krydserne eller teksten.".into());
    }
    let ids: std::result::Result<BTreeSet<_>, _> = form.finding.iter().map(|id| id.parse()).collect();
    let ids = ids.map_err(|_| "Vælg fund fra listen.".to_owned())?;
    Ok(NewParts::Findings(ids.into_iter().collect()))
}

/// A finding of one's own.
fn block_of(form: &NewPartForm) -> std::result::Result<Option<BlockDraft>, text::TextError> {
    let reference_text = text::optional(&form.references, MAX_CHARS)?;
    let text = text::optional(&form.text, MAX_CHARS)?;
    let kind = FindingKind::from_words(&text);
    let is_empty = reference_text.is_empty() && text.is_empty();
    let finding = FindingDraft { reference_text, text, kind, ..FindingDraft::default() };
    Ok((!is_empty).then(|| BlockDraft { finding, ..BlockDraft::default() }))
}

/// One activity, or one a line; what the form says for all stands where a line says nothing of its own.
fn activities(form: &NewPartForm) -> std::result::Result<Option<NewParts>, String> {
    let mut made = paste::activities(&form.text).map_err(|error| error.to_string())?;
    if made.is_empty() && !(form.period.trim().is_empty() && form.owner.trim().is_empty()) {
        made.push(ActivityDraft::default());
    }
    let tidy = |text: &str| text::optional(text, MAX_CHARS).map_err(|error| error.to_string());
    let or = |own: &str, shared: &str| if own.is_empty() { shared.to_owned() } else { own.to_owned() };
    for activity in &mut made {
        activity.what = tidy(&activity.what)?;
        activity.period.text = tidy(&text::one_line(&or(&activity.period.text, &form.period)))?;
        activity.owner_text = tidy(&or(&activity.owner_text, &form.owner))?;
    }
    let lines: Vec<LineDraft> = made.into_iter().map(LineDraft::Activity).collect();
    Ok((!lines.is_empty()).then_some(NewParts::Lines(lines)))
}
