//! Imports: a file is read, waits for its author to look it through, and only then becomes a plan.
//!
//! What waits holds no CPR number: what looks like one is taken out before anything is kept.

use std::time::Duration;

use chrono::{Datelike, TimeDelta};
use documents::{Format, Stop};
use domain::{
    answer::{Answer, Refusal},
    draft::{PlanDraft, Redaction, TooManyNumbers, plan_year},
    id::{ImportId, PlanId, UnitId},
    plan::NewPlan,
    quality_model::QualityModel,
    role::Ability,
    template::PlanTemplate,
    text,
};
use orm::{
    Subject,
    imports::{self, PendingImport},
    plans,
};
use serde::{Deserialize, Serialize};

use crate::{App, Desk, Error, Result, install::seeds::CURRENT_MODEL, reading, templates};

/// What is said where no unit is chosen, or one in which the person may not write.
pub const NO_UNIT: &str = "Vælg den enhed, planen gælder for.";
/// Said where no plan can have the year.
pub const NO_YEAR: &str = "Skriv et årstal fra 2000 til 2100.";
/// What is said where an import no longer waits.
pub const GONE: &str = "Importen er allerede gemt eller slettet. Se under Handleplaner.";

/// The most imports of one person that wait.
pub const MAX_WAITING: usize = 5;
/// How long an import waits, in days.
const MAX_DAYS: i64 = 30;
/// How long reading a file may take.
const MAX_READING: Duration = Duration::from_secs(30);
/// The most of a file's name that is kept, in characters.
const MAX_NAME_CHARS: usize = 200;

/// A file that a plan is to be read from.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, as the one who brings it calls it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The year its time frames mean; none where the file tells.
    pub year: Option<i32>,
    /// The version of the quality model its references are of; none for the current one.
    pub model_id: Option<String>,
    /// The kind of plan; none for the one that the file names, and where it names none, the usual one.
    pub template_id: Option<String>,
}

/// What was read, until its author has looked it through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The plan it is to be.
    pub draft: PlanDraft,
    /// Where text without a clear place was put, in sentences.
    pub notes: Vec<String>,
    /// Where a CPR number was taken out, in sentences.
    #[serde(default)]
    pub redacted: Vec<String>,
    /// The version of the quality model.
    pub model_id: String,
    /// The kind of plan.
    #[serde(default = "default_template")]
    pub template_id: String,
    /// The year.
    pub year: i32,
}

/// An import that waits for its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its identity.
    pub id: ImportId,
    /// The unit it is for.
    pub unit_id: UnitId,
    /// The name of the file.
    pub file_name: String,
}

/// An import that its author looks through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Which one.
    pub waiting: Waiting,
    /// What was read.
    pub pending: Pending,
}

/// Whether what was read is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Nothing is saved.
    Dry,
    /// The plan is made.
    Real,
}

/// A plan that was read and made in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Its identity; none in a dry run.
    pub plan_id: Option<PlanId>,
    /// What it is made of.
    pub draft: PlanDraft,
    /// Where text without a clear place was put, in sentences.
    pub notes: Vec<String>,
}

/// Reads a file and keeps what it holds until its author has looked it through.
pub async fn bring(desk: &Desk, file: File) -> Result<Answer<ImportId>> {
    let user_id = desk.user().ok_or(Error::Forbidden)?.id;
    sweep(&desk.app).await?;
    if imports::list(desk.store(), user_id).await?.len() >= MAX_WAITING {
        return Ok(too_many());
    }
    let (unit_id, name) = (file.unit_id, file.name.clone());
    let pending = match read(desk, file).await? {
        Ok(pending) => pending,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let template = desk.template(&pending.template_id)?.clone();
    let redact = move |_: &Stop| redacted(&name, pending, &template);
    let (file_name, pending) = match desk.app.limits.quick.run_for(desk.person(), redact).await? {
        Ok(kept) => kept,
        Err(error) => return Ok(Answer::refused("file", error.to_string())),
    };
    let body = serde_json::to_string(&pending).map_err(|error| Error::Internal(error.to_string()))?;
    let id = ImportId::new();
    imports::insert(desk.store(), PendingImport { id, user_id, unit_id, file_name, body }, &desk.stamp()).await?;
    // Two files that came at once may both have found room before; whichever is too many goes again.
    if imports::list(desk.store(), user_id).await?.len() > MAX_WAITING {
        imports::remove(desk.store(), id, user_id).await?;
        return Ok(too_many());
    }
    Ok(Answer::Done(id))
}

/// What awaits the person, the newest first.
pub async fn list(desk: &Desk) -> Result<Vec<Waiting>> {
    let Some(user) = desk.user() else { return Ok(Vec::new()) };
    let found = imports::list(desk.store(), user.id).await?;
    Ok(found.into_iter().map(|(id, unit_id, file_name)| Waiting { id, unit_id, file_name }).collect())
}

/// The import, if it is this person's and they may still write in its unit; none where it no longer waits.
pub async fn find(desk: &Desk, id: ImportId) -> Result<Option<Opened>> {
    desk.require_somewhere(Ability::Write)?;
    let user_id = desk.user().ok_or(Error::Forbidden)?.id;
    let found = match imports::get(desk.store(), id, user_id).await {
        Err(orm::Error::NotFound) => return Ok(None),
        found => found?,
    };
    desk.require(Ability::Write, found.unit_id)?;
    let pending = serde_json::from_str(&found.body).map_err(|error| Error::Internal(error.to_string()))?;
    let waiting = Waiting { id, unit_id: found.unit_id, file_name: found.file_name };
    Ok(Some(Opened { waiting, pending }))
}

/// Makes a plan of an import as its author has corrected it. The import goes in the same write, so that whoever
/// presses twice does not make two plans.
pub async fn save(desk: &Desk, opened: &Opened, typed: PlanDraft) -> Result<Answer<PlanId>> {
    let Opened { waiting, pending } = opened;
    desk.require(Ability::Write, waiting.unit_id)?;
    let template = desk.template(&pending.template_id)?;
    // What no column can hold is from no form of ours.
    let (typed, _) = typed.fitted(template);
    let draft = match tidied(typed, template) {
        Ok(draft) => draft,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let new = new_plan(desk, waiting.unit_id, pending)?;
    let mut write = desk.begin(Subject::New).await?;
    if !imports::take(&write, waiting.id).await? {
        return Ok(Answer::refused("", GONE));
    }
    let id = plans::insert(&mut write, &new, &draft).await?;
    write.commit().await?;
    Ok(Answer::Done(id))
}

/// Throws an import away; nothing happens where that has been done already.
pub async fn remove(desk: &Desk, id: ImportId) -> Result<()> {
    desk.require_somewhere(Ability::Write)?;
    let user_id = desk.user().ok_or(Error::Forbidden)?.id;
    imports::remove(desk.store(), id, user_id).await?;
    Ok(())
}

/// Throws away what nobody has come back for.
pub async fn sweep(app: &App) -> Result<()> {
    Ok(imports::remove_older_than(&app.store, app.clock.now() - TimeDelta::days(MAX_DAYS)).await?)
}

/// Makes a plan of a file at once. Nobody looks it through, so what no plan can take is refused and not taken out.
pub async fn install(desk: &Desk, file: File, run: Run) -> Result<Answer<Installed>> {
    let unit_id = file.unit_id;
    let mut pending = match read(desk, file).await? {
        Ok(pending) => pending,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let template = desk.template(&pending.template_id)?;
    let draft = match tidied(std::mem::take(&mut pending.draft), template) {
        Ok(draft) => draft,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let plan_id = match run {
        Run::Dry => None,
        Run::Real => {
            let new = new_plan(desk, unit_id, &pending)?;
            let mut write = desk.begin(Subject::New).await?;
            let id = plans::insert(&mut write, &new, &draft).await?;
            write.commit().await?;
            Some(id)
        }
    };
    Ok(Answer::Done(Installed { plan_id, draft, notes: pending.notes }))
}

/// What the file holds, or why it cannot be read.
async fn read(desk: &Desk, file: File) -> Result<std::result::Result<Pending, Refusal>> {
    let (format, model, template) = match known(desk, &file) {
        Ok(known) => known,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let File { bytes, year, template_id: told, .. } = file;
    let (model_id, read_by) = (model.id.clone(), template.clone());
    let work = move |_: &Stop| format.read(&bytes, &documents::ReadContext { model: &model, template: &read_by });
    let refuse = |why: &str| Ok(Err(Refusal::at("file", why)));
    let mut import = match reading::in_time(&desk.app.limits.reading, desk.person(), MAX_READING, work).await? {
        None => return refuse("Filen tog for lang tid at læse. Gem den på ny i Word, og prøv igen."),
        Some(Err(error)) => return refuse(&error.to_string()),
        Some(Ok(import)) => import,
    };
    let of_file = import.draft.year.and_then(plan_year).or_else(|| import.draft.named_year());
    let year = year.or(of_file).unwrap_or(desk.today.year());
    let named = import.draft.template_id.take().filter(|_| told.is_none());
    let template = match named.as_deref().map_or(Ok(template), |id| desk.template(id)) {
        Ok(template) => template,
        Err(error) => return refuse(&error.to_string()),
    };
    let (draft, left_out) = import.draft.fitted(template);
    let (draft, to_come) = draft.imported_by(&desk.stamp().author.name, desk.today);
    let notes = import.notes.into_iter().chain(left_out).chain(to_come).collect();
    let template_id = template.id.clone();
    Ok(Ok(Pending { draft, notes, redacted: Vec::new(), model_id, template_id, year }))
}

/// What must be known before a file is read: its format, the quality model it may name, and the kind of plan whose
/// headings its table has.
fn known<'a>(desk: &'a Desk, file: &File) -> std::result::Result<(Format, QualityModel, &'a PlanTemplate), Refusal> {
    if !desk.may(Ability::Write, file.unit_id) {
        return Err(Refusal::at("unit", NO_UNIT));
    }
    if file.bytes.is_empty() {
        return Err(Refusal::at("file", "Vælg en fil, der ikke er tom."));
    }
    let format = Format::from_name(&file.name).ok_or_else(|| {
        let why = "Filen skal være en Word-fil (.docx), et regneark (.xlsx eller CSV) eller en JSON-fil herfra. \
                   Åbn den i Word eller Excel, og gem den på ny.";
        Refusal::at("file", why)
    })?;
    if file.year.is_some_and(|year| plan_year(year).is_none()) {
        return Err(Refusal::at("year", NO_YEAR));
    }
    let model_id = file.model_id.as_deref().unwrap_or(CURRENT_MODEL);
    let model = desk.organisation.model(model_id).cloned();
    let model = model.ok_or_else(|| Refusal::at("model", "Vælg en kvalitetsmodel fra listen."))?;
    let template = desk.template(file.template_id.as_deref().unwrap_or(templates::DEFAULT));
    Ok((format, model, template.map_err(|error| Refusal::at("template", error.to_string()))?))
}

/// The name of the file and what was read from it, both without CPR numbers.
fn redacted(
    name: &str,
    mut pending: Pending,
    template: &PlanTemplate,
) -> std::result::Result<(String, Pending), TooManyNumbers> {
    let mut redaction = Redaction::default();
    let plain = plain_name(name);
    let name = redaction.text(&plain);
    pending.draft = redaction.draft(pending.draft, template);
    pending.notes = pending.notes.iter().map(|note| redaction.text(note)).collect();
    pending.redacted = redaction.finish()?;
    if name != text::tidy(&plain) {
        let told = "Filens navn: Et tal, der ligner et CPR-nummer, er fjernet. Giv også selve filen et andet navn.";
        pending.redacted.insert(0, told.to_owned());
    }
    Ok((name, pending))
}

/// The name without folders and characters nobody sees. Of a long one the end is kept, which tells what it is.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let chars: Vec<char> = name.chars().filter(|char| !char.is_control()).collect();
    chars[chars.len().saturating_sub(MAX_NAME_CHARS)..].iter().collect()
}

/// The draft as it is saved, or everything that is wrong with it.
fn tidied(typed: PlanDraft, template: &PlanTemplate) -> std::result::Result<PlanDraft, Refusal> {
    typed.check_size().map_err(|error| Refusal::at("", error.to_string()))?;
    let mut refusal = Refusal::default();
    if typed.title.trim().is_empty() {
        refusal.0.add("title", "Titlen: Skriv en titel.");
    }
    match typed.tidied(template) {
        Ok(draft) if refusal.0.is_empty() => return Ok(draft),
        Ok(_) => {}
        Err(errors) => {
            for error in errors {
                refusal.0.add("", error.to_string());
            }
        }
    }
    Err(refusal)
}

fn new_plan<'a>(desk: &'a Desk, unit_id: UnitId, pending: &'a Pending) -> Result<NewPlan<'a>> {
    let (model, year) = (desk.model(&pending.model_id)?, pending.year);
    Ok(NewPlan { unit_id, inspection_id: None, model, template_id: &pending.template_id, year, due_on: None })
}

fn too_many() -> Answer<ImportId> {
    let why = format!(
        "Du har allerede {MAX_WAITING} filer, der venter på at blive gemt. Gem en af dem som handleplan, eller smid en \
         væk, og prøv igen."
    );
    Answer::refused("", why)
}

/// What imports were of before they told.
fn default_template() -> String {
    templates::DEFAULT.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::Templates;

    fn template() -> PlanTemplate {
        Templates::built_in().unwrap().get(templates::DEFAULT).unwrap().clone()
    }

    fn pending() -> Pending {
        let body =
            r#"{"draft":{"title":"Plan for 010190-1234"},"notes":["Se 010190-1234."],"model_id":"m","year":2026}"#;
        serde_json::from_str(body).unwrap()
    }

    #[test]
    fn what_waits_holds_no_number_in_any_corner() {
        let (name, kept) = redacted("C:\\sager\\Plan 010190-1234.docx", pending(), &template()).unwrap();
        assert_eq!(name, "Plan [CPR-nummer fjernet].docx");
        assert_eq!(
            (kept.draft.title.as_str(), kept.notes[0].as_str()),
            ("Plan for [CPR-nummer fjernet]", "Se [CPR-nummer fjernet].")
        );
        let told: Vec<&str> = kept.redacted.iter().filter_map(|told| told.split_once(':')).map(|(at, _)| at).collect();
        assert_eq!(told, ["Filens navn", "Titlen"]);
        assert!(!serde_json::to_string(&kept).unwrap().contains("010190"));
    }

    #[test]
    fn an_import_of_an_older_edition_is_a_plan_of_the_usual_kind() {
        assert_eq!((pending().template_id.as_str(), pending().redacted.len()), (templates::DEFAULT, 0));
    }

    #[test]
    fn a_name_is_short_and_tells_what_the_file_is() {
        assert_eq!(plain_name("../../mine\\pl\u{7}an.docx"), "plan.docx");
        let long = plain_name(&format!("{}.docx", "æ".repeat(500)));
        assert_eq!((long.chars().count(), long.ends_with("æ.docx")), (MAX_NAME_CHARS, true));
    }

    #[test]
    fn a_plan_without_a_title_is_refused_with_all_else_that_is_wrong() {
        let introduction = "Om 010190-1234".to_owned();
        let tidied = |draft| tidied(draft, &template());
        let refusal = tidied(PlanDraft { title: " ".into(), introduction, ..PlanDraft::default() }).unwrap_err();
        let told = refusal.sentences();
        assert!(told.starts_with("Titlen: Skriv en titel. Teksten før tabellen: "), "{told}");
        assert!(tidied(PlanDraft { title: "Plan".into(), ..PlanDraft::default() }).is_ok());
    }
}
