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
    draft::{BlockDraft, LineDraft},
    edit::{NewParts, Place},
    finding::FindingKind,
    part::PartKind,
    paste,
    plan::Plan,
    reference,
    role::Ability,
    text::{self, MAX_CHARS},
};
use maud::html;

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
fn place_of(plan: &Plan, form: &NewPartForm) -> Result<(PartKind, Place)> {
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

async fn new(path: paths::Parts, ctx: Context, Query(form): Query<NewPartForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&plan, &form)?;
    if ctx.is_fragment {
        let unanswered = edit::unanswered(&ctx.desk, &plan).await?;
        let checked = ctx.desk.checked(&plan).await?;
        let view = PlanView { unanswered: &unanswered, ..view_of(&ctx, &plan, &checked, None)? };
        return Ok(new_part_form::open(&view, kind, place, &form, None).into_response());
    }
    page::page(&ctx, &plan, Some(Open::Adder(kind, place))).await
}

async fn create(path: paths::Parts, ctx: Context, Form(form): Form<NewPartForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let (kind, place) = place_of(&plan, &form)?;
    let open = edit::unanswered(&ctx.desk, &plan).await?;
    let new = match new_parts(&ctx, &plan, kind, &form) {
        Ok(Some(NewParts::Findings(ids))) if !ids.iter().all(|id| open.iter().any(|finding| finding.id == *id)) => {
            return refuse_new(
                &ctx,
                &plan,
                (kind, place),
                &form,
                "Fundet er allerede i planen, eller det hører til et andet tilsyn.",
            )
            .await;
        }
        Ok(Some(new)) => new,
        // An empty line ends the adding; in the middle of a list nothing is left behind.
        Ok(None) if ctx.is_fragment && place.after.is_some() => return Ok(html! {}.into_response()),
        Ok(None) if ctx.is_fragment => {
            let checked = ctx.desk.checked(&plan).await?;
            return Ok(new_part_form::closed(&view_of(&ctx, &plan, &checked, None)?, kind, place).into_response());
        }
        Ok(None) => return Ok(Redirect::to(&paths::Plan { id: path.id }.to_string()).into_response()),
        Err(error) => return refuse_new(&ctx, &plan, (kind, place), &form, &error).await,
    };
    let (made, revision) = match edit::add(&ctx.desk, &plan, place, new).await? {
        Answer::Done(done) => done,
        Answer::Refused(refusal) => {
            return refuse_new(&ctx, &plan, (kind, place), &form, &refusal.sentences()).await;
        }
        Answer::Conflict(_) => return Err(Error::Changed),
    };
    if !ctx.is_fragment {
        let at = made.last().copied();
        return Ok(Redirect::to(
            &at.map_or_else(|| paths::Plan { id: path.id }.to_string(), |at| paths::Plan { id: path.id }.at(at)),
        )
        .into_response());
    }
    let plan = ctx.plan_at(&plan, revision).await?;
    let open = edit::unanswered(&ctx.desk, &plan).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let view = PlanView { unanswered: &open, ..view_of(&ctx, &plan, &checked, None)? };
    let next = Place { after: place.after.and(made.last().copied()), ..place };
    Ok(html! {
        @for id in &made { @if let Some(part) = block::part(&view, *id) { (part) } }
        (new_part_form::open(&view, kind, next, &NewPartForm::default(), None))
    }
    .into_response())
}

/// The form again, with what was typed and what is wrong.
async fn refuse_new(
    ctx: &Context,
    plan: &Arc<Plan>,
    at: (PartKind, Place),
    form: &NewPartForm,
    error: &str,
) -> Result<Response> {
    let open = edit::unanswered(&ctx.desk, plan).await?;
    let checked = ctx.desk.checked(plan).await?;
    let view = PlanView { unanswered: &open, ..view_of(ctx, plan, &checked, None)? };
    let markup = new_part_form::open(&view, at.0, at.1, form, Some(error));
    Ok(answer(ctx, StatusCode::UNPROCESSABLE_ENTITY, plan, &markup))
}

/// The parts the form means; none where nothing was typed.
fn new_parts(
    ctx: &Context,
    plan: &Plan,
    kind: PartKind,
    form: &NewPartForm,
) -> std::result::Result<Option<NewParts>, String> {
    let wrong = |error: text::TextError| error.to_string();
    match kind {
        PartKind::Block if !form.finding.is_empty() => {
            if !(form.text.trim().is_empty() && form.references.trim().is_empty()) {
                return Err(
                    "Tilføj fundene fra tilsynet og dit eget fund hver for sig: fjern krydserne eller teksten.".into(),
                );
            }
            let ids: std::result::Result<BTreeSet<_>, _> = form.finding.iter().map(|id| id.parse()).collect();
            let ids = ids.map_err(|_| "Vælg fund fra listen.".to_owned())?;
            Ok(Some(NewParts::Findings(ids.into_iter().collect())))
        }
        PartKind::Block => {
            let reference_text = text::optional(&form.references, MAX_CHARS).map_err(wrong)?;
            let text = text::optional(&form.text, MAX_CHARS).map_err(wrong)?;
            if reference_text.is_empty() && text.is_empty() {
                return Ok(None);
            }
            let model = ctx.desk.model(&plan.model_id).map_err(|_| "Kvalitetsmodellen mangler.".to_owned())?;
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
