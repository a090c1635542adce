//! A plan's spreadsheet comes back after somebody has worked in it: what was changed there is shown, and
//! taken over where the person says so.

use std::collections::BTreeSet;

use axum::{
    Router,
    extract::{Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use documents::{Edits, Format, Problem};
use domain::{
    access::Ability,
    activity::ActivityStatus,
    cpr, danish,
    draft::{ActivityDraft, LineDraft},
    id::PartId,
    part::Field,
    period::{Period, Reading},
    plan::Plan,
    text::{self, MAX_CHARS},
};
use maud::Markup;
use orm::parts::{self, FieldEdit, Saved};
use serde::Deserialize;

use super::view;
use crate::{
    AppState,
    context::Context,
    error::{Error, Result},
    imports::upload::{self, MAX_FILE},
    paths,
};

mod show;

/// How long reading may take.
const MAX_SECONDS: u64 = 20;

pub(super) fn routes() -> Router<AppState> {
    let receiving = Router::new().typed_post(receive).layer(axum::extract::DefaultBodyLimit::max(2 * MAX_FILE));
    Router::new().typed_get(form).typed_post(take).merge(receiving)
}

async fn form(path: paths::Spreadsheet, ctx: Context) -> Result<Markup> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    Ok(show::upload(&ctx, &plan, None))
}

async fn receive(
    path: paths::Spreadsheet,
    ctx: Context,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    let multipart = multipart.map_err(|_| Error::Unclear("Vælg en fil, og send den fra denne side.".into()))?;
    let uploaded = upload::receive(multipart).await?;
    let edits = match read(&plan, uploaded).await? {
        Ok(edits) => edits,
        Err(why) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, show::upload(&ctx, &plan, Some(&why))).into_response());
        }
    };
    let status = if edits.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show::edits(&ctx, &plan, &edits)).into_response())
}

/// What was changed in the file, or a sentence that says why it cannot be read.
async fn read(plan: &Plan, uploaded: upload::Uploaded) -> Result<std::result::Result<Edits, String>> {
    if uploaded.is_too_large {
        return Ok(Err("Filen er for stor. Der kan modtages filer på højst 20 MB.".into()));
    }
    if uploaded.bytes.is_empty() {
        return Ok(Err("Vælg en fil, der ikke er tom.".into()));
    }
    if Format::from_name(&uploaded.file_name) != Some(Format::Xlsx) {
        return Ok(Err("Filen skal være det regneark (.xlsx), der er hentet fra denne plan.".into()));
    }
    let (plan, template) = (plan.clone(), orm::templates::get(&plan.template_id)?);
    let work = upload::in_turn(move || documents::read_edits(&uploaded.bytes, &plan, template));
    let Ok(done) = tokio::time::timeout(std::time::Duration::from_secs(MAX_SECONDS), work).await else {
        return Ok(Err("Filen tog for lang tid at læse. Gem den på ny i Excel, og prøv igen.".into()));
    };
    Ok(done?.map(refuse_cpr).map_err(|error| error.to_string()))
}

/// A CPR number is told of where it stands, before anybody chooses to take it over.
fn refuse_cpr(mut edits: Edits) -> Edits {
    let of_edits = edits.edits.iter().map(|edit| (edit.row, edit.wanted.as_str()));
    let of_additions = edits.additions.iter().flat_map(|addition| {
        let activity = &addition.activity;
        [&activity.what, &activity.period_text, &activity.owner_text].map(|text| (addition.row, text.as_str()))
    });
    let found = of_edits.chain(of_additions).filter(|(_, text)| cpr::find(text).is_some());
    let problem = |(row, _)| Problem {
        row,
        column: String::new(),
        message: "Her ser der ud til at stå et CPR-nummer. Fjern det.".into(),
    };
    let problems: Vec<Problem> = found.map(problem).collect();
    edits.problems.extend(problems);
    edits
}

/// What the page of changes sends back: each list in the order of the page; `edit` and `new` name the
/// lines that are chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TakeForm {
    edit: Vec<usize>,
    part: Vec<PartId>,
    field: Vec<String>,
    seen: Vec<String>,
    wanted: Vec<String>,
    new: Vec<usize>,
    issue: Vec<PartId>,
    what: Vec<String>,
    period: Vec<String>,
    owner: Vec<String>,
    status: Vec<String>,
    days: Vec<String>,
}

async fn take(path: paths::TakeSpreadsheet, ctx: Context, Form(form): Form<TakeForm>) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Write).await?;
    if form.edit.is_empty() && form.new.is_empty() {
        return Err(Error::Unclear(
            "Sæt hak ved mindst én ændring, før du tager dem over. Gå tilbage, og vælg.".into(),
        ));
    }
    // A line is chosen once, however often a form says so.
    let [chosen, new] = [&form.edit, &form.new].map(|list| list.iter().copied().collect::<BTreeSet<usize>>());
    let edits: Vec<FieldEdit> = chosen.iter().map(|&at| edit(&plan, &form, at)).collect::<Result<_>>()?;
    for edit in &edits {
        if let Some(inspection) = plan.block(edit.part_id).and_then(|block| block.finding.inspection_id) {
            // A registered finding is the inspection's: who may not write there may not write it here.
            crate::inspections::find(&ctx, inspection, Ability::Write).await?;
        }
    }
    let additions = new.iter().map(|&at| addition(&plan, &form, at)).collect::<Result<_>>()?;
    let model = ctx.model(&plan.model_id)?;
    match parts::save_all(ctx.store(), plan.id, (&edits, additions), model, &ctx.stamp()).await? {
        Saved::Saved => {
            Ok(Redirect::to(&paths::with_notice(&paths::Plan { id: plan.id }, "overtaget")).into_response())
        }
        Saved::Conflict(_) => Err(Error::Conflict),
    }
}

/// One chosen change. What stands in the plan must still be what the page showed.
fn edit(plan: &Plan, form: &TakeForm, at: usize) -> Result<FieldEdit> {
    let (Some(&part_id), Some(field), Some(seen), Some(wanted)) =
        (form.part.get(at), form.field.get(at), form.seen.get(at), form.wanted.get(at))
    else {
        return Err(unclear());
    };
    let field = Field::from_key(field).ok_or_else(unclear)?;
    let (current, version) = current(plan, part_id, field).ok_or(Error::Conflict)?;
    if text::tidy(seen) != text::tidy(&current) {
        return Err(Error::Conflict);
    }
    let text = text::optional(wanted, MAX_CHARS).map_err(|error| Error::Unclear(error.to_string()))?;
    match field {
        Field::Status if ActivityStatus::from_key(&text).is_none() => return Err(unclear()),
        Field::Reading if !text.is_empty() && days(&text).is_none() => return Err(unclear()),
        _ => {}
    }
    Ok(FieldEdit { part_id, field, text, version })
}

/// What stands in a field of the plan, and the version it has.
fn current(plan: &Plan, id: PartId, field: Field) -> Option<(String, i64)> {
    match field {
        Field::Status => plan.activity(id).map(|activity| (activity.status.key().to_owned(), activity.version)),
        Field::Reading => {
            let period = view::find_period(plan, id)?;
            let cell = view::find_cell(plan, id, Field::Period)?;
            Some((reading_text(period), cell.version))
        }
        _ => view::find_cell(plan, id, field).map(|cell| (cell.text.to_owned(), cell.version)),
    }
}

/// The days a form has: "2026-01-01/2026-03-31", either may be left out.
fn days(text: &str) -> Option<Reading> {
    let (start, end) = text.split_once('/')?;
    let day = |text: &str| match text {
        "" => Some(None),
        _ => danish::parse_date(text).map(Some),
    };
    let (start, end) = (day(start)?, day(end)?);
    let is_right = (start.is_some() || end.is_some()) && start.zip(end).is_none_or(|(start, end)| start <= end);
    is_right.then(|| Reading::from_days(start, end))
}

/// The days of a period as a form has them; nothing where the words are read by rule.
fn reading_text(period: &Period) -> String {
    if period.is_corrected { show::days_text(period.reading) } else { String::new() }
}

fn addition(plan: &Plan, form: &TakeForm, at: usize) -> Result<(PartId, Vec<LineDraft>)> {
    let (Some(&issue), Some(what), Some(period), Some(owner)) =
        (form.issue.get(at), form.what.get(at), form.period.get(at), form.owner.get(at))
    else {
        return Err(unclear());
    };
    let (Some(status), Some(days)) = (form.status.get(at), form.days.get(at)) else { return Err(unclear()) };
    plan.issue(issue).ok_or(Error::Conflict)?;
    let text = |words: &str| text::optional(words, MAX_CHARS).map_err(|error| Error::Unclear(error.to_string()));
    let activity = ActivityDraft {
        what: text(what)?,
        period_text: text(period)?,
        owner_text: text(owner)?,
        status: ActivityStatus::from_key(status).ok_or_else(unclear)?,
        corrected: if days.is_empty() { None } else { Some(self::days(days).ok_or_else(unclear)?) },
        follow_ups: Vec::new(),
    };
    Ok((issue, vec![LineDraft::Activity(activity)]))
}

fn unclear() -> Error {
    Error::Unclear("Siden er for gammel. Send regnearket igen. Intet er ændret.".into())
}
