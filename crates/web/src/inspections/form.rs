//! The form of an inspection.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    answer::Refusal,
    change::ChangedField,
    conflict::{Conflict, Record},
    danish,
    id::{InspectionId, UnitId},
    inspection::{InspectionDetails, InspectionKind},
    organisation::Organisation,
    role::Ability,
    text::{self, MAX_CHARS, MAX_TITLE_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;
use validator::Validate;

use crate::{
    context::Context,
    error::Result,
    layout, paths, typed,
    ui::{
        self,
        conflict::conflict,
        field::{Width, checkboxes, select_with, text_field},
        link,
    },
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub(super) struct InspectionTyped {
    version: String,
    unit: BTreeSet<String>,
    #[validate(length(min = 1, message = "Vælg, hvem der har ført tilsyn."))]
    inspectorate: String,
    #[validate(length(min = 1, message = "Vælg, hvilken kvalitetsmodel rapporten bruger."))]
    model: String,
    kind: String,
    announced: String,
    #[validate(length(min = 1, message = "Skriv datoen for besøget."))]
    visited_on: String,
    reported_on: String,
    case_number: String,
    hearing_due_on: String,
    plan_due_on: String,
    note: String,
}

/// The form with what is wrong, and what somebody else has written meanwhile.
#[derive(Debug, Default)]
pub(super) struct InspectionForm {
    typed: InspectionTyped,
    errors: FieldErrors,
    /// Units of the inspection that are another's to change; they stay.
    locked: Vec<UnitId>,
    conflict: Option<Conflict<InspectionDetails>>,
}

impl From<InspectionTyped> for InspectionForm {
    fn from(typed: InspectionTyped) -> Self {
        Self { typed, ..Self::default() }
    }
}

impl InspectionForm {
    /// The form of an inspection that nobody has registered yet.
    pub(super) fn fresh(ctx: &Context) -> Self {
        let units = ctx.desk.units_where(Ability::Write);
        Self::from(InspectionTyped {
            unit: if let [only] = units[..] { BTreeSet::from([only.to_string()]) } else { BTreeSet::new() },
            kind: InspectionKind::Operational.key().into(),
            model: app::install::seeds::CURRENT_MODEL.into(),
            ..InspectionTyped::default()
        })
    }

    /// The form as it opens on an inspection.
    pub(super) fn of(details: &InspectionDetails, version: i64) -> Self {
        Self::from(InspectionTyped {
            version: version.to_string(),
            unit: details.unit_ids.iter().map(ToString::to_string).collect(),
            inspectorate: details.inspectorate_id.clone(),
            model: details.model_id.clone(),
            kind: details.kind.key().into(),
            announced: if details.is_announced { "1".into() } else { String::new() },
            visited_on: typed::shown(Some(details.visited_on)),
            reported_on: typed::shown(details.reported_on),
            case_number: details.case_number.clone(),
            hearing_due_on: typed::shown(details.hearing_due_on),
            plan_due_on: typed::shown(details.plan_due_on),
            note: details.note.clone(),
        })
    }

    /// The form that has met a newer version: it holds what was typed and starts from there.
    pub(super) fn of_conflict(ctx: &Context, conflict: Conflict<InspectionDetails>) -> Self {
        let form = Self::of(&conflict.ours, conflict.version).with_locked_units(ctx, &conflict.ours);
        Self { conflict: Some(conflict), ..form }
    }

    /// The form of an inspection, whose units that are another's to change stay as they are.
    #[must_use]
    pub(super) fn with_locked_units(mut self, ctx: &Context, details: &InspectionDetails) -> Self {
        let units = details.unit_ids.iter().copied();
        self.locked = units.filter(|&unit| !ctx.desk.may(Ability::Write, unit)).collect();
        for unit in &self.locked {
            self.typed.unit.remove(&unit.to_string());
        }
        self
    }

    /// The version it was opened at.
    pub(super) fn opened_at(&self) -> Result<i64> {
        typed::version(&self.typed.version)
    }

    /// Takes over why the act was refused.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.errors = refusal.0;
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self, ctx: &Context) -> Option<InspectionDetails> {
        let (typed, errors) = (&self.typed, &mut self.errors);
        if let Err(found) = typed.validate() {
            errors.add_all(&found);
        }
        let chosen = chosen_units(ctx, &typed.unit, errors);
        let organisation = &ctx.desk.organisation;
        if !typed.inspectorate.is_empty() && organisation.inspectorate(&typed.inspectorate).is_none() {
            errors.add("inspectorate", "Vælg et tilsyn fra listen.");
        }
        if !typed.model.is_empty() && organisation.model(&typed.model).is_none() {
            errors.add("model", "Vælg en kvalitetsmodel fra listen.");
        }
        let kind = InspectionKind::from_key(&typed.kind);
        if kind.is_none() {
            errors.add("kind", "Vælg tilsynets art.");
        }
        let visited_on = typed::day(&typed.visited_on, "visited_on", errors);
        let details = InspectionDetails {
            unit_ids: chosen.into_iter().chain(self.locked.iter().copied()).collect(),
            inspectorate_id: typed.inspectorate.clone(),
            model_id: typed.model.clone(),
            kind: kind.unwrap_or(InspectionKind::Other),
            is_announced: !typed.announced.is_empty(),
            visited_on: visited_on.unwrap_or_default(),
            reported_on: typed::day(&typed.reported_on, "reported_on", errors),
            case_number: text::optional(&text::one_line(&typed.case_number), MAX_TITLE_CHARS)
                .map_err(|error| errors.add("case_number", error.to_string()))
                .unwrap_or_default(),
            hearing_due_on: typed::day(&typed.hearing_due_on, "hearing_due_on", errors),
            plan_due_on: typed::day(&typed.plan_due_on, "plan_due_on", errors),
            note: text::optional(&typed.note, MAX_CHARS)
                .map_err(|error| errors.add("note", error.to_string()))
                .unwrap_or_default(),
        };
        if visited_on.is_some() {
            for (field, message) in details.contradictions(ctx.desk.today) {
                errors.add(field, message);
            }
        }
        errors.is_empty().then_some(details)
    }
}

/// The units ticked: at least one, and each one's own to write in.
fn chosen_units(ctx: &Context, ticked: &BTreeSet<String>, errors: &mut FieldErrors) -> BTreeSet<UnitId> {
    let ids = ticked.iter().map(|id| id.parse::<UnitId>().ok().filter(|&id| ctx.desk.may(Ability::Write, id)));
    let ids: Option<BTreeSet<UnitId>> = ids.collect();
    let chosen = ids.filter(|ids| !ids.is_empty());
    if chosen.is_none() {
        errors.add("unit", "Vælg mindst én enhed, som tilsynet besøgte.");
    }
    chosen.unwrap_or_default()
}

/// What stands in a field, as a person reads it.
fn words(organisation: &Organisation, details: &InspectionDetails, field: ChangedField) -> String {
    let day = |day: Option<NaiveDate>| day.map(danish::date).unwrap_or_default();
    match field {
        ChangedField::Units => {
            let ids: BTreeSet<UnitId> = details.unit_ids.iter().copied().collect();
            let visited = organisation.units.iter().filter(|unit| ids.contains(&unit.id));
            visited.map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("\n")
        }
        ChangedField::Inspectorate => {
            organisation.inspectorate(&details.inspectorate_id).map(|who| who.name.clone()).unwrap_or_default()
        }
        ChangedField::Model => {
            organisation.model(&details.model_id).map(|model| model.name.clone()).unwrap_or_default()
        }
        ChangedField::Announced => if details.is_announced { "Anmeldt" } else { "Uanmeldt" }.into(),
        ChangedField::VisitedOn => danish::date(details.visited_on),
        ChangedField::ReportedOn => day(details.reported_on),
        ChangedField::HearingDueOn => day(details.hearing_due_on),
        ChangedField::PlanDueOn => day(details.plan_due_on),
        _ => details.text(field),
    }
}

/// Where a field stands in the form, and what the form calls it.
const fn place(field: ChangedField) -> (&'static str, &'static str) {
    match field {
        ChangedField::Units => ("unit", "Enheder, som tilsynet besøgte"),
        ChangedField::Kind => ("kind", "Tilsynets art"),
        ChangedField::CaseNumber => ("case_number", "Tilsynets sagsnummer"),
        ChangedField::Model => ("model", "Kvalitetsmodel i rapporten"),
        _ => (field.key(), field.label()),
    }
}

/// The page with the form, of a new inspection or of one to correct.
pub(super) fn page(ctx: &Context, id: Option<InspectionId>, form: &InspectionForm) -> Markup {
    let title = if id.is_some() { "Ret tilsyn" } else { "Registrér tilsyn" };
    let action = id.map_or_else(|| paths::Inspections.to_string(), |id| paths::EditInspection { id }.to_string());
    let back = id.map_or_else(|| paths::Inspections.to_string(), |id| paths::Inspection { id }.to_string());
    let label = if id.is_some() { "Gem" } else { "Registrér tilsyn" };
    let content = html! {
        h1 { (title) }
        @if let Some(met) = &form.conflict {
            (conflict(met, ctx.user.id, |details, field| words(&ctx.desk.organisation, details, field), place))
        }
        (ui::error_summary(&form.errors))
        form method="post" action=(action) {
            input type="hidden" name="version" value=(form.typed.version);
            (fields(ctx, form))
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, label, &back))
        }
    };
    layout::page(ctx, title, &content)
}

fn fields(ctx: &Context, form: &InspectionForm) -> Markup {
    let (typed, errors, organisation) = (&form.typed, &form.errors, &ctx.desk.organisation);
    let units = ctx.desk.units_where(Ability::Write).into_iter().filter_map(|id| organisation.units.get(id));
    let units = units.map(|unit| {
        let (id, name) = link::unit_option(unit, organisation);
        let is_ticked = typed.unit.contains(&id);
        (id, name, is_ticked)
    });
    let choose = std::iter::once((String::new(), "Vælg …".to_owned()));
    let inspectorates =
        choose.chain(organisation.inspectorates.iter().map(|found| (found.id.clone(), found.name.clone())));
    let models = organisation.models.iter().map(|model| (model.id.as_str(), model.name.as_str()));
    let kinds = InspectionKind::ALL.into_iter().map(|kind| (kind.key(), kind.label()));
    let case_number = text_field("case_number", "Tilsynets sagsnummer").value(&typed.case_number);
    html! {
        (checkboxes("unit", "Enheder, som tilsynet besøgte", &locked_hint(organisation, &form.locked), units, errors))
        (select_with("inspectorate", "Tilsyn", &typed.inspectorate, inspectorates, errors))
        (select_with("kind", "Tilsynets art", &typed.kind, kinds, errors))
        div.form-group-checkbox {
            input.form-checkbox #announced type="checkbox" name="announced" value="1"
                checked[!typed.announced.is_empty()];
            label for="announced" { "Besøget var anmeldt" }
        }
        div.felter {
            (text_field("visited_on", "Besøgsdato").day().value(&typed.visited_on).errors(errors).required())
            (text_field("reported_on", "Rapportens dato").day().value(&typed.reported_on).errors(errors))
            (text_field("hearing_due_on", "Høringsfrist").day().value(&typed.hearing_due_on).errors(errors))
            (text_field("plan_due_on", "Frist for handleplan").day().value(&typed.plan_due_on).errors(errors))
        }
        (case_number.width(Width::M).errors(errors))
        (select_with("model", "Kvalitetsmodel i rapporten", &typed.model, models, errors))
        (text_field("note", "Bemærkning").rows(3).value(&typed.note).errors(errors))
    }
}

fn locked_hint(organisation: &Organisation, locked: &[UnitId]) -> String {
    let names: Vec<String> = locked.iter().map(|&id| organisation.unit_name(id).to_owned()).collect();
    match &names[..] {
        [] => String::new(),
        names => format!("Tilsynet omfatter også {}, som du ikke kan ændre.", danish::and_list(names)),
    }
}
