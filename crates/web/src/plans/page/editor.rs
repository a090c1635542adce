//! The form that changes one field where it stands, and both texts where somebody else was first.

use app::danish_moment;
use domain::{
    change::ChangedField,
    conflict::{Conflict, Record},
    edit::PartText,
    id::{PartId, UserId},
    part::{Field, PartKind},
    period::{Days, Period, Reading},
    template::Holds,
};
use maud::{Markup, html};

use super::{
    new_part_form,
    view::{Cell, PlanView, find_period},
};
use crate::{
    paths::{self, FieldKey},
    ui::conflict::{KEEP_MINE, is_own, keep_theirs},
};

/// The form as it comes back: what was typed, and why it was not saved.
#[derive(Debug, Clone)]
pub(crate) struct Again<'a> {
    pub(crate) typed: &'a str,
    /// The version it was opened at: what is wrong with a form shows nobody what others have saved since.
    pub(crate) version: &'a str,
    /// Whether each line is to be one of its own.
    pub(crate) split: bool,
    /// The first and last day as typed, where those were set by hand.
    pub(crate) days: [&'a str; 2],
    pub(crate) error: Option<&'a str>,
    pub(crate) conflict: Option<&'a Conflict<PartText>>,
    /// Who looks at it.
    pub(crate) reader: UserId,
}

/// The form that changes a field.
pub(crate) fn field(view: &PlanView<'_>, cell: &Cell<'_>, again: Option<&Again<'_>>) -> Markup {
    let address = paths::Field { id: view.plan.id, part: cell.id, field: FieldKey(cell.field) };
    let back = paths::Plan { id: view.plan.id }.at(cell.id);
    let conflict = again.and_then(|again| Some((again.conflict?, again.reader)));
    let version = match again {
        Some(Again { conflict: Some(conflict), .. }) => conflict.version.to_string(),
        Some(again) => again.version.to_owned(),
        None => cell.version.to_string(),
    };
    html! {
        div.felt.felt-aaben id=(cell.dom_id()) {
            form method="post" action=(address) data-ret {
                input type="hidden" name="version" value=(version);
                input type="hidden" name="field" value=(cell.field.key());
                @if let Some(error) = again.and_then(|again| again.error) {
                    p.form-error-message role="alert" { (error) }
                }
                @if let Some((met, reader)) = conflict { (both_texts(met, reader)) }
                (input(view, cell, again))
                div.felt-knapper {
                    button.button.button-primary type="submit" {
                        @if conflict.is_some() { (KEEP_MINE) } @else { "Gem" }
                    }
                    a.button.button-tertiary href=(back) hx-boost="false" data-luk {
                        @if let Some((met, reader)) = conflict { (keep_theirs(met, reader)) } @else { "Fortryd" }
                    }
                    @if conflict.is_none() {
                        span.tast.kun-script { "Enter gemmer og går videre. Skift+Enter giver ny linje. Esc lukker." }
                    }
                }
                @if conflict.is_none() { (arrange(view, cell)) }
            }
        }
    }
}

fn both_texts(conflict: &Conflict<PartText>, reader: UserId) -> Markup {
    html! {
        div.konflikt role="alert" {
            p {
                strong {
                    @if is_own(conflict, reader) { "Du har selv rettet feltet i et andet vindue" }
                    @else { (conflict.author.name) " har rettet feltet" }
                    " den " (danish_moment(conflict.changed_at)) ", mens du skrev."
                }
                " Vælg, hvad der skal stå."
            }
            @for &field in &conflict.fields {
                p.felt-navn { @if field == ChangedField::Reading { "Dagene er sat til" } @else { "Der står nu" } }
                p.deres { (theirs(&conflict.theirs, field)) }
            }
        }
    }
}

fn theirs(value: &PartText, field: ChangedField) -> String {
    let words = match value.days.filter(|_| field == ChangedField::Reading) {
        Some(days) if days == Days::NONE => "ingen dage; de læses af ordene".into(),
        Some(days) => Reading::from_days(days.start, days.end).describe(),
        None => value.text(field),
    };
    if words.is_empty() { "(tomt)".into() } else { words }
}

fn input(view: &PlanView<'_>, cell: &Cell<'_>, again: Option<&Again<'_>>) -> Markup {
    let value = again.map_or(cell.text, |again| again.typed);
    let is_conflict = again.is_some_and(|again| again.conflict.is_some());
    let holds = Holds::of_field(cell.kind, cell.field);
    let name = match (cell.kind, cell.field) {
        (PartKind::Block, Field::References) => "Tema, kriterium og indikator",
        (PartKind::Block, _) => "Fundets tekst",
        _ => view.name(holds),
    };
    let question = view.question(holds);
    let period = find_period(view.plan, cell.id).filter(|_| cell.field == Field::Period);
    let may_split = matches!(cell.kind, PartKind::Statement(_) | PartKind::Activity) && cell.field == Field::Text;
    let is_split = again.is_some_and(|again| again.split);
    html! {
        label {
            @if is_conflict {
                span.felt-navn.dit { "Dit, som ikke er gemt endnu" span.sr-only { " (" (name) ")" } }
            } @else {
                span.felt-navn { (name) }
                span.spoergsmaal { (question) }
            }
            @if cell.field == Field::Period { (new_part_form::period_input(view, value, "text")) }
            @else {
                textarea.form-input name="text" rows=(rows_for(value)) data-felt { "\n" (value) }
            }
        }
        @if let Some(period) = period { (correction(period, again.map(|again| again.days))) }
        @if may_split {
            label.del-op {
                input type="checkbox" name="split" value="1" checked[is_split];
                " Lav hver linje til sin egen"
            }
        }
    }
}

fn rows_for(value: &str) -> usize {
    let wrapped: usize = value.lines().map(|line| line.chars().count() / 60 + 1).sum();
    wrapped.clamp(2, 14)
}

fn correction(period: &Period, typed: Option<[&str; 2]>) -> Markup {
    let day = |day: Option<chrono::NaiveDate>| {
        day.filter(|_| period.is_corrected).map(|day| day.to_string()).unwrap_or_default()
    };
    let stored = [day(period.reading.start), day(period.reading.end)];
    let [start, end] = typed.unwrap_or([&stored[0], &stored[1]]);
    html! {
        details.ret-laesning open[!start.is_empty() || !end.is_empty()] {
            summary { "Læst forkert? Sæt dagene selv" }
            div.dage {
                label {
                    "Første dag"
                    input.form-input name="start" value=(start) placeholder="12-03-2026" autocomplete="off";
                }
                label {
                    "Sidste dag"
                    input.form-input name="end" value=(end) placeholder="31-03-2026" autocomplete="off";
                }
            }
        }
    }
}

/// What one can do with the whole part: it works with what is typed saved first.
fn arrange(view: &PlanView<'_>, cell: &Cell<'_>) -> Markup {
    let (id, part) = (view.plan.id, cell.id);
    let parents = other_parents(view, cell);
    html! {
        div.felt-flyt {
            button type="submit" name="way" value="up" formaction=(paths::MovePart { id, part }) { "Flyt op" }
            button type="submit" name="way" value="down" formaction=(paths::MovePart { id, part }) { "Flyt ned" }
            button type="submit" formaction=(paths::CopyPart { id, part }) { "Kopiér" }
            button.slet type="submit" formaction=(paths::RemovePart { id, part }) { "Slet" }
            a href=(paths::PartHistory { id, part }) hx-boost="false" { "Historik" }
            @if !parents.is_empty() {
                label { "Flyt til " select name="to" {
                    option value="" { "…" }
                    @for (id, words) in &parents { option value=(id) { (words) } }
                } }
                button type="submit" name="way" value="to" formaction=(paths::MovePart { id, part }) { "Flyt" }
            }
        }
    }
}

fn other_parents(view: &PlanView<'_>, cell: &Cell<'_>) -> Vec<(PartId, String)> {
    let short = |text: &str| text.chars().take(60).collect::<String>();
    match cell.kind {
        PartKind::Block => Vec::new(),
        PartKind::Issue => {
            let others = view.plan.blocks.iter().enumerate();
            let others = others.filter(|(_, block)| !block.issues.iter().any(|issue| issue.id == cell.id));
            others.map(|(at, block)| (block.id, format!("Fund {}: {}", at + 1, short(&block.finding.text)))).collect()
        }
        _ => {
            let others = view.plan.issues().filter(|(_, issue)| issue.kind_of(cell.id).is_none());
            others.map(|(_, issue)| (issue.id, format!("Emne: {}", short(&issue.text)))).collect()
        }
    }
}
