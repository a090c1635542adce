//! Findings: register quickly one after the other, correct, remove, restore.

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::{
    access::Ability,
    finding::{Finding, FindingKind},
    id::FindingId,
    inspection::Inspection,
    quality_model::QualityModel,
    reference,
    text::{self, MAX_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use orm::findings::{self, FindingFacts};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    inspections, layout, paths,
    plans::day,
    ui::{
        self,
        field::{select_with, submit, text_field},
    },
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().typed_post(create).typed_get(edit).typed_post(update).typed_post(remove).typed_post(restore)
}

/// What the form of a finding sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FindingTyped {
    version: String,
    kind: String,
    text: String,
    references: String,
    item: Vec<String>,
    due_on: String,
    extension_requested_on: String,
    extended_to: String,
}

/// The form with what is wrong.
#[derive(Debug, Default)]
pub(crate) struct FindingForm {
    typed: FindingTyped,
    errors: FieldErrors,
}

impl From<&Finding> for FindingForm {
    fn from(finding: &Finding) -> Self {
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default();
        let typed = FindingTyped {
            version: finding.version.to_string(),
            kind: finding.kind.map_or("", FindingKind::key).into(),
            text: finding.text.clone(),
            references: finding.reference_text.clone(),
            item: Vec::new(),
            due_on: day(finding.due_on),
            extension_requested_on: day(finding.extension_requested_on),
            extended_to: day(finding.extended_to),
        };
        Self { typed, errors: FieldErrors::default() }
    }
}

impl FindingForm {
    /// What is meant, or none with every fault noted.
    fn parse(&mut self, model: &QualityModel) -> Option<FindingFacts> {
        let (typed, errors) = (&self.typed, &mut self.errors);
        let text = text::required(&typed.text, MAX_CHARS)
            .map_err(|error| errors.add("text", error.to_string()))
            .unwrap_or_default();
        let written =
            text::optional(&typed.references, MAX_CHARS).map_err(|error| errors.add("references", error.to_string()));
        let written = written.unwrap_or_default();
        let ticked: Vec<String> = typed.item.iter().filter(|id| model.get(id).is_some()).cloned().collect();
        let short = shorthand(&written, model);
        let lines = [short.unwrap_or(written), reference::describe(&ticked, model)];
        let reference_text = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let facts = FindingFacts {
            kind: FindingKind::from_key(&typed.kind).or_else(|| FindingKind::from_words(&text)),
            references: reference::parse(&reference_text, model),
            text,
            reference_text,
            due_on: day(&typed.due_on, "due_on", errors),
            extension_requested_on: day(&typed.extension_requested_on, "extension_requested_on", errors),
            extended_to: day(&typed.extended_to, "extended_to", errors),
        };
        if facts.extended_to.zip(facts.due_on).is_some_and(|(later, due)| later < due) {
            errors.add("extended_to", "Den nye frist ligger før den oprindelige.");
        }
        errors.is_empty().then_some(facts)
    }
}

/// "9.b 9.c 5" in full words, where nothing but numbers is typed: the quick way in.
fn shorthand(written: &str, model: &QualityModel) -> Option<String> {
    let words: Vec<&str> = written.split([' ', ',', '\n']).filter(|word| !word.is_empty() && *word != "og").collect();
    let id_of = |word: &&str| {
        let number = word.trim_end_matches('.').to_lowercase();
        let is_exact = |item: &&domain::quality_model::Item| {
            item.number == number && item.level != domain::quality_model::Level::Theme
                || item.number.replace('.', "") == number && item.level == domain::quality_model::Level::Indicator
        };
        model.items.iter().find(is_exact).map(|item| item.id.clone())
    };
    let ids: Option<Vec<String>> = words.iter().map(id_of).collect();
    ids.filter(|ids| !ids.is_empty()).map(|ids| reference::describe(&ids, model))
}

/// The form for the next finding, on the page of its inspection.
pub(crate) fn new_form(ctx: &Context, inspection: &Inspection, model: &QualityModel, form: &FindingForm) -> Markup {
    html! {
        details.nyt-fund open[!form.errors.is_empty() || ctx.notice.as_deref() == Some("fund")] {
            summary.button.button-primary { "Tilføj fund" }
            (ui::error_summary(&form.errors))
            form method="post" action=(paths::Findings { id: inspection.id }) {
                (fields(model, form))
                (submit("Gem og tilføj næste", ""))
            }
        }
    }
}

fn fields(model: &QualityModel, form: &FindingForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let kinds = std::iter::once(("", "Læses af teksten"))
        .chain(FindingKind::ALL.into_iter().map(|kind| (kind.key(), kind.label())));
    html! {
        (text_field("text", "Fundets tekst").rows(4).hint("Som der står i rapporten").value(&typed.text).errors(errors).required())
        (text_field("references", "Tema, kriterium og indikator").rows(2).hint("Skriv numre som »9.b 9.c 5.a«, eller skriv teksten af fra rapporten").value(&typed.references).errors(errors))
        details.vaelg-henvisning {
            summary { "Vælg fra kvalitetsmodellen" }
            @for theme in model.themes() {
                fieldset {
                    legend { (theme.number) " " (theme.title) }
                    @for item in model.items.iter().filter(|item| model.theme_of(&item.id).is_some_and(|of| of.id == theme.id)) {
                        div.form-group-checkbox {
                            input.form-checkbox type="checkbox" id={ "v-" (item.id) } name="item" value=(item.id) checked[typed.item.contains(&item.id)];
                            label for={ "v-" (item.id) } { (item.level.label()) " " (item.number) " " (item.title) }
                        }
                    }
                }
            }
        }
        div.felter {
            (select_with("kind", "Art", &typed.kind, kinds, errors))
            (text_field("due_on", "Frist fra tilsynet").day().value(&typed.due_on).errors(errors))
            (text_field("extension_requested_on", "Forlængelse søgt").day().value(&typed.extension_requested_on).errors(errors))
            (text_field("extended_to", "Forlænget til").day().value(&typed.extended_to).errors(errors))
        }
    }
}

async fn create(path: paths::Findings, ctx: Context, Form(typed): Form<FindingTyped>) -> Result<Response> {
    let (inspection, found) = inspections::find(&ctx, path.id, Ability::Write).await?;
    let mut form = FindingForm { typed, errors: FieldErrors::default() };
    let Some(facts) = form.parse(ctx.model(&inspection.facts.model_id)?) else {
        let page = inspections::show_page(&ctx, &inspection, &found, &form).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    findings::insert(ctx.store(), path.id, facts, &ctx.stamp()).await?;
    let onward = format!("{}#text", paths::with_notice(&paths::Inspection { id: path.id }, "fund"));
    Ok(Redirect::to(&onward).into_response())
}

/// The finding, its model and where to go back to, if the user may write there.
async fn find(ctx: &Context, id: FindingId) -> Result<(Finding, String, String)> {
    let finding = findings::get(ctx.store(), id).await?;
    if let Some(inspection_id) = finding.inspection_id {
        let (inspection, _) = inspections::find(ctx, inspection_id, Ability::Write).await?;
        return Ok((finding, inspection.facts.model_id, paths::Inspection { id: inspection_id }.to_string()));
    }
    let plan_id = findings::plan_of(ctx.store(), id).await?.ok_or(Error::NotFound)?;
    let plan = ctx.plan(plan_id, Ability::Write).await?;
    Ok((finding, plan.model_id.clone(), paths::Plan { id: plan_id }.to_string()))
}

async fn edit(path: paths::Finding, ctx: Context) -> Result<Markup> {
    let (finding, model_id, back) = find(&ctx, path.id).await?;
    page(&ctx, path.id, &FindingForm::from(&finding), &model_id, &back)
}

fn page(ctx: &Context, id: FindingId, form: &FindingForm, model_id: &str, back: &str) -> Result<Markup> {
    let content = html! {
        h1 { "Ret fund" }
        (ui::error_summary(&form.errors))
        form method="post" action=(paths::Finding { id }) {
            input type="hidden" name="version" value=(form.typed.version);
            (fields(ctx.model(model_id)?, form))
            (submit("Gem", back))
        }
    };
    Ok(layout::page(ctx, "Ret fund", &content))
}

async fn update(path: paths::Finding, ctx: Context, Form(typed): Form<FindingTyped>) -> Result<Response> {
    let (finding, model_id, back) = find(&ctx, path.id).await?;
    let mut form = FindingForm { typed, errors: FieldErrors::default() };
    let Some(facts) = form.parse(ctx.model(&model_id)?) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&ctx, path.id, &form, &model_id, &back)?).into_response());
    };
    if form.typed.version != finding.version.to_string() {
        form.errors.add(
            "text",
            format!(
                "En anden har rettet fundet imens. Der står nu: »{}«. Gem igen, hvis din tekst skal gælde.",
                finding.text
            ),
        );
        form.typed.version = finding.version.to_string();
        return Ok((StatusCode::CONFLICT, page(&ctx, path.id, &form, &model_id, &back)?).into_response());
    }
    findings::update(ctx.store(), path.id, finding.version, &facts, &ctx.stamp()).await?;
    Ok(Redirect::to(&format!("{back}?besked=gemt")).into_response())
}

async fn remove(path: paths::RemoveFinding, ctx: Context) -> Result<Redirect> {
    let (_, _, back) = find(&ctx, path.id).await?;
    findings::remove(ctx.store(), path.id, &ctx.stamp()).await?;
    Ok(Redirect::to(&format!("{back}?besked=slettet")))
}

async fn restore(path: paths::RestoreFinding, ctx: Context) -> Result<Redirect> {
    let (_, _, back) = find(&ctx, path.id).await?;
    findings::restore(ctx.store(), path.id, &ctx.stamp()).await?;
    Ok(Redirect::to(&format!("{back}?besked=gendannet")))
}
