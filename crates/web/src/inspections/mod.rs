//! Inspections: register, show, correct, score.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    access::Ability,
    finding::Finding,
    id::InspectionId,
    inspection::{Inspection, Score, Scores},
    quality_model::Level,
};
use maud::Markup;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    paths,
};

mod form;
mod list;
mod scores;
mod show;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_get(new)
        .typed_post(create)
        .typed_get(show)
        .typed_get(edit)
        .typed_post(update)
        .typed_get(edit_scores)
        .typed_post(set_scores)
}

/// The inspection and its findings, if the user may do this in one of the units visited.
pub(crate) async fn find(ctx: &Context, id: InspectionId, ability: Ability) -> Result<(Inspection, Vec<Finding>)> {
    let inspection = orm::inspections::get(ctx.store(), id).await?;
    let units = &inspection.facts.unit_ids;
    if !units.iter().any(|&unit| ctx.may(Ability::Read, unit)) {
        return Err(Error::NotFound);
    }
    if !units.iter().any(|&unit| ctx.may(ability, unit)) {
        return Err(Error::Forbidden);
    }
    let findings = orm::findings::list(ctx.store(), &[id]).await?;
    Ok((inspection, findings))
}

async fn list(_: paths::Inspections, ctx: Context) -> Result<Markup> {
    let found = orm::inspections::list(ctx.store(), &ctx.units_where(Ability::Read)).await?;
    let ids: Vec<InspectionId> = found.iter().map(|inspection| inspection.id).collect();
    let findings = orm::findings::list(ctx.store(), &ids).await?;
    let plans = orm::plans::count_by_inspection(ctx.store(), &ids).await?;
    Ok(list::page(&ctx, &found, &findings, &plans))
}

async fn new(_: paths::NewInspection, ctx: Context) -> Result<Markup> {
    if !ctx.may_somewhere(Ability::Write) {
        return Err(Error::Forbidden);
    }
    Ok(form::page(&ctx, None, &form::InspectionForm::fresh(&ctx)))
}

async fn create(_: paths::Inspections, ctx: Context, Form(typed): Form<form::InspectionTyped>) -> Result<Response> {
    if !ctx.may_somewhere(Ability::Write) {
        return Err(Error::Forbidden);
    }
    let mut form = form::InspectionForm::from(typed);
    let Some(facts) = form.parse(&ctx) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, None, &form)).into_response());
    };
    let id = orm::inspections::insert(ctx.store(), facts, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Inspection { id }, "oprettet")).into_response())
}

async fn show(path: paths::Inspection, ctx: Context) -> Result<Markup> {
    let (inspection, findings) = find(&ctx, path.id, Ability::Read).await?;
    show_page(&ctx, &inspection, &findings, &crate::findings::FindingForm::default()).await
}

/// The page of an inspection, with the form for the next finding as it was typed.
pub(crate) async fn show_page(
    ctx: &Context,
    inspection: &Inspection,
    findings: &[Finding],
    form: &crate::findings::FindingForm,
) -> Result<Markup> {
    let removed = orm::findings::list_removed(ctx.store(), inspection.id).await?;
    let seen = ctx.units_where(Ability::Read);
    let mut plans = orm::plans::list_of_inspection(ctx.store(), inspection.id).await?;
    plans.retain(|plan| seen.contains(&plan.unit_id));
    let page = show::Shown { inspection, findings, removed: &removed, plans: &plans, form };
    show::page(ctx, &page)
}

async fn edit(path: paths::EditInspection, ctx: Context) -> Result<Markup> {
    let (inspection, _) = find(&ctx, path.id, Ability::Write).await?;
    Ok(form::page(&ctx, Some(path.id), &form::InspectionForm::from(&inspection).keeping(&ctx, &inspection)))
}

async fn update(
    path: paths::EditInspection,
    ctx: Context,
    Form(typed): Form<form::InspectionTyped>,
) -> Result<Response> {
    let (inspection, _) = find(&ctx, path.id, Ability::Write).await?;
    let mut form = form::InspectionForm::from(typed).keeping(&ctx, &inspection);
    let Some(facts) = form.parse(&ctx) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form::page(&ctx, Some(path.id), &form)).into_response());
    };
    if form.version() != inspection.version {
        form.meet(&ctx, &inspection);
        return Ok((StatusCode::CONFLICT, form::page(&ctx, Some(path.id), &form)).into_response());
    }
    orm::inspections::update(ctx.store(), path.id, inspection.version, facts, &ctx.stamp()).await?;
    Ok(Redirect::to(&paths::with_notice(&paths::Inspection { id: path.id }, "gemt")).into_response())
}

async fn edit_scores(path: paths::Scores, ctx: Context) -> Result<Markup> {
    let (inspection, _) = find(&ctx, path.id, Ability::Write).await?;
    let typed = inspection.scores.iter().map(|(item, score)| (item.clone(), score.value().to_string())).collect();
    scores::page(&ctx, &inspection, &typed, None)
}

async fn set_scores(path: paths::Scores, ctx: Context, Form(typed): Form<Vec<(String, String)>>) -> Result<Response> {
    let (inspection, _) = find(&ctx, path.id, Ability::Write).await?;
    let model = ctx.model(&inspection.facts.model_id)?;
    let typed: scores::Typed = typed.into_iter().collect();
    let mut parsed = Scores::new();
    for item in model.items.iter().filter(|item| item.is_scored && item.level != Level::Theme) {
        let text = typed.get(&item.id).map_or("", |text| text.trim());
        match text.parse().ok().and_then(Score::new) {
            Some(score) => drop(parsed.insert(item.id.clone(), score)),
            None if text.is_empty() || text == "-" => {}
            None => {
                let error = format!(
                    "»{}« ved {} er ikke en bedømmelse. Skriv 1, 2, 3, 4 eller 5, eller lad feltet stå tomt.",
                    text, item.number
                );
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, scores::page(&ctx, &inspection, &typed, Some(&error))?)
                    .into_response());
            }
        }
    }
    let version = typed.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    match orm::inspections::set_scores(ctx.store(), path.id, version, &parsed, &ctx.stamp()).await {
        Ok(()) => Ok(Redirect::to(&paths::with_notice(&paths::Inspection { id: path.id }, "gemt")).into_response()),
        Err(orm::Error::Conflict) => {
            let error = "En anden har ændret tilsynet imens. Se dine tal igennem, og gem igen, hvis de skal gælde.";
            Ok((StatusCode::CONFLICT, scores::page(&ctx, &inspection, &typed, Some(error))?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
