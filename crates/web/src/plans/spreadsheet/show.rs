//! The pages of a spreadsheet that comes back: the form that sends it, and what was changed in it.

use documents::{Addition, Edit, Edits, Problem};
use domain::{
    activity::ActivityStatus,
    comparison::TextDiff,
    danish,
    part::{Field, PartKind},
    period::Reading,
    plan::Plan,
};
use maud::{Markup, html};

use crate::{
    context::Context,
    imports::upload::MAX_FILE,
    layout, paths,
    plans::view,
    ui::{self, field::submit},
};

const TITLE: &str = "Hent rettet regneark ind";

pub(super) fn upload(ctx: &Context, plan: &Plan, error: Option<&str>) -> Markup {
    let content = html! {
        h1 { (TITLE) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        p.font-lead { "Har du rettet i planens regneark i Excel eller LibreOffice, kan du hente rettelserne ind her. Du ser hver ændring, før noget gemmes." }
        @if let Some(error) = error { (ui::alert("error", html! { p { (error) } })) }
        form method="post" action=(paths::Spreadsheet { id: plan.id }) enctype="multipart/form-data" {
            div.form-group {
                label.form-label for="file" { "Regneark" }
                span.form-hint #file-hint { "Excel-filen (.xlsx), der er hentet fra denne plan, på højst 20 MB" }
                input #file type="file" name="file" accept=".xlsx" required aria-describedby="file-hint" data-max-bytes=(MAX_FILE);
            }
            (submit("Se ændringerne", &paths::Plan { id: plan.id }.to_string()))
        }
        p { "Har du ikke regnearket? " a href=(paths::ExportXlsx { id: plan.id }) { "Hent planen som Excel" } }
    };
    layout::page(ctx, TITLE, &content)
}

pub(super) fn edits(ctx: &Context, plan: &Plan, found: &Edits) -> Markup {
    let has_changes = !found.edits.is_empty() || !found.additions.is_empty();
    let content = html! {
        h1 { "Ændringer i regnearket" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if !found.problems.is_empty() { (problems(plan, &found.problems)) }
        @else if !has_changes { p.font-lead { "Der er ikke ændret noget i regnearket, som ikke allerede står i planen." } }
        (missing(plan, found))
        @if found.problems.is_empty() && has_changes { (changes(plan, found)) }
        @if !has_changes || !found.problems.is_empty() { p { a href=(paths::Spreadsheet { id: plan.id }) { "Send et andet regneark" } } }
    };
    layout::page(ctx, "Ændringer i regnearket", &content)
}

fn problems(plan: &Plan, problems: &[Problem]) -> Markup {
    html! {
        div.alert.alert-error role="alert" tabindex="-1" data-fokus {
            div.alert-text {
                h2.alert-heading { "Regnearket kan ikke tages over endnu" }
                p { "Intet er ændret i planen »" (plan.title) "«. Ret dette i regnearket, gem det, og send det igen." }
                ul { @for problem in problems { li { "Række " (problem.row) @if !problem.column.is_empty() { ", " (problem.column) } ": " (problem.message) } } }
            }
        }
    }
}

fn missing(plan: &Plan, found: &Edits) -> Markup {
    html! {
        @if !found.missing.is_empty() {
            details {
                summary {
                    @if found.missing.len() == 1 { "Én række fra planen er ikke i regnearket. Den bliver stående i planen." }
                    @else { (found.missing.len()) " rækker fra planen er ikke i regnearket. De bliver stående i planen." }
                }
                ul { @for id in &found.missing { li { a href=(paths::Plan { id: plan.id }.at(*id)) { (view::first_words(plan, *id)) } } } }
                p { "Skal de væk, så slet dem i planen." }
            }
        }
    }
}

fn changes(plan: &Plan, found: &Edits) -> Markup {
    html! {
        p.font-lead { "Sæt hak ved det, der skal stå i planen. Nye ord er understreget; ord, der går ud, er streget over." }
        form method="post" action=(paths::TakeSpreadsheet { id: plan.id }) {
            ol.regnearksliste {
                @for (at, edit) in found.edits.iter().enumerate() { (change(plan, at, edit)) }
                @for (at, addition) in found.additions.iter().enumerate() { (addition_line(plan, at, addition)) }
            }
            (submit("Tag de valgte ændringer over", &paths::Plan { id: plan.id }.to_string()))
        }
    }
}

fn change(plan: &Plan, at: usize, edit: &Edit) -> Markup {
    let kind = plan.kind_of(edit.part_id).map_or("Del", PartKind::label);
    let words = TextDiff { before: shown(edit.field, &edit.current), after: shown(edit.field, &edit.wanted) };
    html! {
        li {
            input type="hidden" name="part" value=(edit.part_id);
            input type="hidden" name="field" value=(edit.field.key());
            input type="hidden" name="seen" value=(edit.current);
            input type="hidden" name="wanted" value=(edit.wanted);
            label.valg {
                // What somebody else has changed meanwhile is only taken over by choice.
                input type="checkbox" name="edit" value=(at) checked[!edit.is_conflict()];
                " Række " (edit.row) ": " (kind) " »" (view::first_words(plan, edit.part_id)) "«, " (field_name(edit.field))
            }
            @if edit.is_conflict() {
                p.fejl { "Feltet er også ændret i planen, siden regnearket blev hentet. Sætter du hak, skriver du over det." }
            }
            p.ordforskel { (ui::paper::runs(&words.runs())) }
        }
    }
}

fn addition_line(plan: &Plan, at: usize, addition: &Addition) -> Markup {
    let activity = &addition.activity;
    let issue = plan.issue(addition.issue_id).map_or("", |issue| issue.text.as_str());
    html! {
        li {
            input type="hidden" name="issue" value=(addition.issue_id);
            input type="hidden" name="what" value=(activity.what);
            input type="hidden" name="period" value=(activity.period_text);
            input type="hidden" name="owner" value=(activity.owner_text);
            input type="hidden" name="status" value=(activity.status.key());
            input type="hidden" name="days" value=(activity.corrected.map(days_text).unwrap_or_default());
            label.valg { input type="checkbox" name="new" value=(at) checked; " Række " (addition.row) ": Ny aktivitet" }
            p.ordforskel { ins { (activity.what) } @if !activity.period_text.is_empty() { " – " ins { (activity.period_text) } } @if !activity.owner_text.is_empty() { " – " ins { (activity.owner_text) } } " – " (activity.status.label()) @if let Some(reading) = activity.corrected { " – " (reading.describe()) } }
            @if !issue.is_empty() { p.lille { "Under emnet »" (short(issue)) "«" } }
        }
    }
}

/// The days set by hand, as a form has them: "2026-01-01/2026-03-31".
pub(super) fn days_text(reading: Reading) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}/{}", day(reading.start), day(reading.end))
}

/// A value as a person reads it.
fn shown(field: Field, value: &str) -> String {
    match field {
        Field::Status => {
            ActivityStatus::from_key(value).map_or_else(|| value.to_owned(), |status| status.label().to_owned())
        }
        Field::Reading => days(value),
        _ => value.to_owned(),
    }
}

fn days(value: &str) -> String {
    let day = |text: &str| text.parse().map(danish::date).unwrap_or_default();
    match value.split_once('/') {
        Some((start, end)) => format!("{} – {}", day(start), day(end)),
        None => "læses af teksten".to_owned(),
    }
}

const fn field_name(field: Field) -> &'static str {
    match field {
        Field::Period => "hvornår",
        Field::Reading => "start og slut",
        Field::Owner => "hvem",
        Field::Status => "status",
        Field::References => "henvisning",
        _ => "tekst",
    }
}

fn short(text: &str) -> String {
    let begun: String = text.chars().take(80).collect();
    if begun.len() < text.len() { format!("{begun}…") } else { begun }
}
