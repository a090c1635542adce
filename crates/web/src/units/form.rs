//! The forms of a unit: below the list for a new one, on a page of its own for one to change.

use app::Desk;
use domain::{
    answer::Refusal,
    conflict::{Conflict, Record},
    id::UnitId,
    organisation::Organisation,
    role::Ability,
    text,
    unit::{Unit, UnitDetails, UnitKind},
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    context::Context,
    error::Result,
    layout, paths, typed,
    ui::{
        self,
        conflict::conflict,
        field::{select_with, submit, text_field},
        link,
    },
};

/// What the forms send.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct UnitTyped {
    version: String,
    name: String,
    kind: String,
    parent: String,
}

/// The form with what is wrong, and what somebody else has written meanwhile.
#[derive(Debug, Default)]
pub(super) struct UnitForm {
    typed: UnitTyped,
    errors: FieldErrors,
    conflict: Option<Conflict<UnitDetails>>,
}

impl From<UnitTyped> for UnitForm {
    fn from(typed: UnitTyped) -> Self {
        Self { typed, ..Self::default() }
    }
}

impl UnitForm {
    /// The form of a unit that is not there yet.
    pub(super) fn fresh() -> Self {
        Self::from(UnitTyped { kind: UnitKind::Facility.key().into(), ..UnitTyped::default() })
    }

    /// The form as it opens on a unit.
    pub(super) fn of(details: &UnitDetails, version: i64) -> Self {
        Self::from(UnitTyped {
            version: version.to_string(),
            name: details.name.clone(),
            kind: details.kind.key().into(),
            parent: String::new(),
        })
    }

    /// The form that has met a newer version: it holds what was typed and starts from there.
    pub(super) fn of_conflict(conflict: Conflict<UnitDetails>) -> Self {
        let form = Self::of(&conflict.ours, conflict.version);
        Self { conflict: Some(conflict), ..form }
    }

    /// The version it was opened at.
    pub(super) fn opened_at(&self) -> Result<i64> {
        typed::version(&self.typed.version)
    }

    /// Takes over why the act was refused.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.errors = refusal.0;
    }

    /// What is meant of a new unit: where it belongs and what is told of it; or none with every fault noted.
    pub(super) fn parse_new(&mut self, desk: &Desk) -> Option<(UnitId, UnitDetails)> {
        let details = self.parse();
        let parent = self.typed.parent.parse::<UnitId>().ok().filter(|&id| desk.may(Ability::Administer, id));
        if parent.is_none() {
            self.errors.add("parent", "Vælg den enhed, den nye hører under.");
        }
        parent.zip(details)
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self) -> Option<UnitDetails> {
        let name = text::title(&self.typed.name).map_err(|error| self.errors.add("name", error.to_string()));
        let kind = UnitKind::from_key(&self.typed.kind);
        if kind.is_none() {
            self.errors.add("kind", "Vælg, hvad enheden er.");
        }
        Some(UnitDetails { name: name.ok()?, kind: kind? })
    }
}

/// The form for a new unit below one of these.
pub(super) fn new_form(kept: &[&Unit], organisation: &Organisation, form: &UnitForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let parents = kept.iter().map(|unit| link::unit_option(unit, organisation));
    html! {
        h2 { "Ny enhed" }
        (ui::error_summary(errors))
        form method="post" action=(paths::Units) {
            (text_field("name", "Navn").value(&typed.name).errors(errors).required())
            (select_with("kind", "Art", &typed.kind, kinds(), errors))
            (select_with("parent", "Hører under", &typed.parent, parents, errors))
            (submit("Opret enhed", ""))
        }
    }
}

/// The page that changes a unit.
pub(super) fn edit_page(ctx: &Context, id: UnitId, form: &UnitForm) -> Markup {
    let (typed, errors) = (&form.typed, &form.errors);
    let content = html! {
        h1 { "Ret enhed" }
        @if let Some(met) = &form.conflict {
            (conflict(met, ctx.user.id, UnitDetails::text, |field| (field.key(), field.label())))
        }
        (ui::error_summary(errors))
        form method="post" action=(paths::Unit { id }) {
            input type="hidden" name="version" value=(typed.version);
            (text_field("name", "Navn").value(&typed.name).errors(errors).required())
            (select_with("kind", "Art", &typed.kind, kinds(), errors))
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, "Gem", &paths::Units.to_string()))
        }
    };
    layout::page(ctx, "Ret enhed", &content)
}

fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    UnitKind::ALL.into_iter().map(|kind| (kind.key(), kind.label()))
}
