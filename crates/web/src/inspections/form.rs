//! The form of an inspection.

use std::collections::BTreeSet;

use domain::{
    access::Ability,
    id::{InspectionId, UnitId},
    inspection::{Inspection, InspectionFacts, InspectionKind},
    text::{self, MAX_CHARS, MAX_TITLE_CHARS},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;
use validator::Validate;

use crate::{
    context::Context,
    layout, paths,
    plans::day,
    ui::{
        self,
        field::{checkboxes, select_with, submit, text_field},
    },
};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub(crate) struct InspectionTyped {
    version: String,
    unit: Vec<String>,
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

/// The form with what is wrong.
pub(crate) struct InspectionForm {
    typed: InspectionTyped,
    errors: FieldErrors,
    /// Units of the inspection that are another's to change; they stay.
    kept: Vec<UnitId>,
}

impl From<InspectionTyped> for InspectionForm {
    fn from(typed: InspectionTyped) -> Self {
        Self { typed, errors: FieldErrors::default(), kept: Vec::new() }
    }
}

impl From<&Inspection> for InspectionForm {
    fn from(inspection: &Inspection) -> Self {
        let facts = &inspection.facts;
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%d-%m-%Y").to_string()).unwrap_or_default();
        Self::from(InspectionTyped {
            version: inspection.version.to_string(),
            unit: facts.unit_ids.iter().map(ToString::to_string).collect(),
            inspectorate: facts.inspectorate_id.clone(),
            model: facts.model_id.clone(),
            kind: facts.kind.key().into(),
            announced: if facts.is_announced { "1".into() } else { String::new() },
            visited_on: day(Some(facts.visited_on)),
            reported_on: day(facts.reported_on),
            case_number: facts.case_number.clone(),
            hearing_due_on: day(facts.hearing_due_on),
            plan_due_on: day(facts.plan_due_on),
            note: facts.note.clone(),
        })
    }
}

impl InspectionForm {
    pub(super) fn fresh(ctx: &Context) -> Self {
        let units = ctx.units_where(Ability::Write);
        let only = if let [only] = units[..] { vec![only.to_string()] } else { Vec::new() };
        let kind = InspectionKind::Operational.key().into();
        Self::from(InspectionTyped {
            unit: only,
            kind,
            model: orm::seeds::CURRENT_MODEL.into(),
            ..InspectionTyped::default()
        })
    }

    /// The form of an inspection, whose units that are another's to change stay as they are.
    #[must_use]
    pub(super) fn keeping(mut self, ctx: &Context, inspection: &Inspection) -> Self {
        let units = inspection.facts.unit_ids.iter().copied();
        self.kept = units.filter(|&unit| !ctx.may(Ability::Write, unit)).collect();
        let kept: Vec<String> = self.kept.iter().map(ToString::to_string).collect();
        self.typed.unit.retain(|unit| !kept.contains(unit));
        self
    }

    pub(super) fn version(&self) -> i64 {
        self.typed.version.parse().unwrap_or_default()
    }

    /// Says what somebody else has made of it meanwhile, and lets the next save start from there.
    pub(super) fn meet(&mut self, ctx: &Context, now: &Inspection) {
        let facts = &now.facts;
        let who = ctx.organisation.inspectorate(&facts.inspectorate_id).map_or("", |found| found.name.as_str());
        let words = format!(
            "En anden har rettet tilsynet imens. Der står nu: {who}, {}, besøg {}, sagsnummer »{}«, bemærkning »{}«. Gem igen, hvis din udgave skal gælde.",
            facts.kind.label(),
            domain::danish::date(facts.visited_on),
            facts.case_number,
            facts.note
        );
        self.errors.add("visited_on", words);
        self.typed.version = now.version.to_string();
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self, ctx: &Context) -> Option<InspectionFacts> {
        let (typed, errors) = (&self.typed, &mut self.errors);
        if let Err(found) = typed.validate() {
            errors.add_all(&found);
        }
        let chosen: BTreeSet<&String> = typed.unit.iter().collect();
        let known: Vec<UnitId> =
            chosen.iter().filter_map(|id| id.parse().ok()).filter(|&id| ctx.may(Ability::Write, id)).collect();
        if known.is_empty() || known.len() != chosen.len() {
            errors.add("unit", "Vælg mindst én enhed, som tilsynet besøgte.");
        }
        if !typed.inspectorate.is_empty() && ctx.organisation.inspectorate(&typed.inspectorate).is_none() {
            errors.add("inspectorate", "Vælg et tilsyn fra listen.");
        }
        if !typed.model.is_empty() && ctx.organisation.model(&typed.model).is_none() {
            errors.add("model", "Vælg en kvalitetsmodel fra listen.");
        }
        let kind = InspectionKind::from_key(&typed.kind);
        if kind.is_none() {
            errors.add("kind", "Vælg tilsynets art.");
        }
        let visited_on = day(&typed.visited_on, "visited_on", errors);
        let facts = InspectionFacts {
            unit_ids: known.into_iter().chain(self.kept.iter().copied()).collect(),
            inspectorate_id: typed.inspectorate.clone(),
            model_id: typed.model.clone(),
            kind: kind.unwrap_or(InspectionKind::Other),
            is_announced: !typed.announced.is_empty(),
            visited_on: visited_on.unwrap_or_default(),
            reported_on: day(&typed.reported_on, "reported_on", errors),
            case_number: text::optional(&text::one_line(&typed.case_number), MAX_TITLE_CHARS)
                .map_err(|error| errors.add("case_number", error.to_string()))
                .unwrap_or_default(),
            hearing_due_on: day(&typed.hearing_due_on, "hearing_due_on", errors),
            plan_due_on: day(&typed.plan_due_on, "plan_due_on", errors),
            note: text::optional(&typed.note, MAX_CHARS)
                .map_err(|error| errors.add("note", error.to_string()))
                .unwrap_or_default(),
        };
        if visited_on.is_some() {
            for (field, message) in facts.contradictions(ctx.today) {
                errors.add(field, message);
            }
        }
        errors.is_empty().then_some(facts)
    }
}

pub(super) fn page(ctx: &Context, id: Option<InspectionId>, form: &InspectionForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let writable = ctx.units_where(Ability::Write);
    let units = ctx.organisation.units.iter().filter(|unit| writable.contains(&unit.id)).map(|unit| {
        let indent = "\u{a0}\u{a0}".repeat(ctx.organisation.units.depth(unit.id));
        (unit.id.to_string(), format!("{indent}{}", unit.name), typed.unit.contains(&unit.id.to_string()))
    });
    let choose = std::iter::once((String::new(), "Vælg …".to_owned()));
    let inspectorates =
        choose.chain(ctx.organisation.inspectorates.iter().map(|found| (found.id.clone(), found.name.clone())));
    let models = ctx.organisation.models.iter().map(|model| (model.id.clone(), model.name.clone()));
    let kinds = InspectionKind::ALL.into_iter().map(|kind| (kind.key(), kind.label()));
    let kept: Vec<String> = form.kept.iter().map(|&id| ctx.organisation.unit_name(id).to_owned()).collect();
    let kept = match &kept[..] {
        [] => String::new(),
        names => format!("Tilsynet omfatter også {}, som du ikke kan ændre.", domain::danish::and_list(names)),
    };
    let title = if id.is_some() { "Ret tilsyn" } else { "Registrér tilsyn" };
    let action = id.map_or_else(|| paths::Inspections.to_string(), |id| paths::EditInspection { id }.to_string());
    let back = id.map_or_else(|| paths::Inspections.to_string(), |id| paths::Inspection { id }.to_string());
    let content = html! {
        h1 { (title) }
        (ui::error_summary(errors))
        form method="post" action=(action) {
            input type="hidden" name="version" value=(typed.version);
            (checkboxes("unit", "Enheder, som tilsynet besøgte", &kept, units, errors))
            (select_with("inspectorate", "Tilsyn", &typed.inspectorate, inspectorates, errors))
            (select_with("kind", "Tilsynets art", &typed.kind, kinds, errors))
            div.form-group-checkbox {
                input.form-checkbox #announced type="checkbox" name="announced" value="1" checked[!typed.announced.is_empty()];
                label for="announced" { "Besøget var anmeldt" }
            }
            div.felter {
                (text_field("visited_on", "Besøgsdato").day().value(&typed.visited_on).errors(errors).required())
                (text_field("reported_on", "Rapportens dato").day().value(&typed.reported_on).errors(errors))
                (text_field("hearing_due_on", "Høringsfrist").day().value(&typed.hearing_due_on).errors(errors))
                (text_field("plan_due_on", "Frist for handleplan").day().value(&typed.plan_due_on).errors(errors))
            }
            (text_field("case_number", "Tilsynets sagsnummer").value(&typed.case_number).width("input-width-m").errors(errors))
            (select_with("model", "Kvalitetsmodel i rapporten", &typed.model, models, errors))
            (text_field("note", "Bemærkning").rows(3).value(&typed.note).errors(errors))
            (submit(if id.is_some() { "Gem" } else { "Registrér tilsyn" }, &back))
        }
    };
    layout::page(ctx, title, &content)
}
