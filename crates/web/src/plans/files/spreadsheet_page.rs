//! The pages of a spreadsheet that comes back: the form that sends it, what was changed in it, and what to do where
//! others have changed the same meanwhile.

use app::{
    danish_moment,
    spreadsheet::{Change, Changes},
};
use documents::{Addition, Problem, Stop};
use domain::{
    activity::ActivityStatus,
    comparison::TextDiff,
    danish,
    part::Field,
    plan::Plan,
    template::{Holds, PlanTemplate},
    text,
};
use maud::{Markup, html};

use super::spreadsheet_line;
use crate::{
    context::Context,
    error::Result,
    imports::upload::MAX_FILE,
    layout, paths,
    plans::page::view,
    ui::{self, field::submit},
};

const UPLOAD: &str = "Hent rettet regneark ind";
const CHANGES: &str = "Ændringer i regnearket";
const AGAIN: &str = "Planen er ændret imens";
/// As much of an issue as a person knows it by.
const MAX_ISSUE_CHARS: usize = 81;

pub(super) fn upload(ctx: &Context, plan: &Plan, error: Option<&str>) -> Markup {
    let content = html! {
        h1 { (UPLOAD) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        p.font-lead {
            "Har du rettet i planens regneark i Excel eller LibreOffice, kan du hente rettelserne ind her. Du ser hver "
            "ændring, før noget gemmes."
        }
        @if let Some(error) = error { (ui::alert(ui::Alert::Error, html! { p { (error) } })) }
        form method="post" action=(paths::Spreadsheet { id: plan.id }) enctype="multipart/form-data" {
            div.form-group {
                label.form-label for="file" { "Regneark" }
                span.form-hint #file-hint { "Excel-filen (.xlsx), der er hentet fra denne plan, på højst 20 MB" }
                input #file type="file" name="file" accept=".xlsx" required aria-describedby="file-hint"
                    data-max-bytes=(MAX_FILE);
            }
            (submit("Se ændringerne", &paths::Plan { id: plan.id }.to_string()))
        }
        p { "Har du ikke regnearket? " a href=(paths::ExportXlsx { id: plan.id }) { "Hent planen som Excel" } }
    };
    layout::page(ctx, UPLOAD, &content)
}

/// What was changed in the file, to be chosen from.
pub(super) fn changes(ctx: &Context, plan: &Plan, found: &Changes, stop: &Stop) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    let has_changes = has_changes(found);
    // What somebody else has changed meanwhile is only taken over by choice.
    let is_ticked = |change: &Change| !change.edit.is_conflict();
    let content = html! {
        h1 { (CHANGES) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if !found.problems.is_empty() { (problems(plan, &found.problems)) }
        @else if !has_changes {
            p.font-lead { "Der er ikke ændret noget i regnearket, som ikke allerede står i planen." }
        }
        (missing(plan, found))
        @if found.problems.is_empty() && has_changes {
            p.font-lead {
                "Sæt hak ved det, der skal stå i planen. Nye ord er understreget; ord, der går ud, er streget over."
            }
            @if found.more > 0 {
                p { "Her står de første " (found.edits.len() + found.additions.len()) " ændringer. Der er " (found.more)
                    " mere i regnearket. Tag disse over, og send så regnearket igen." }
            }
            (form(template, plan, found, is_ticked, stop))
        }
        @if !has_changes || !found.problems.is_empty() {
            p { a href=(paths::Spreadsheet { id: plan.id }) { "Send et andet regneark" } }
        }
    };
    Ok(layout::page(ctx, CHANGES, &content))
}

/// What was chosen, against what stands in the plan by now: others were first, and nothing is taken over yet.
pub(super) fn again(ctx: &Context, plan: &Plan, found: &Changes, stop: &Stop) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    // What somebody else has changed meanwhile is only taken over by choice.
    let is_ticked = |change: &Change| change.met.is_none();
    let content = html! {
        h1 { (AGAIN) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        div.konflikt role="alert" tabindex="-1" data-fokus {
            p {
                strong { "Intet er taget over endnu." }
                " Andre har rettet i planen, siden du så ændringerne. Linjer, som de har rettet imens, står uden hak. "
                "Sæt hak ved det, der skal stå i planen, og tag det over."
            }
            @if !found.problems.is_empty() { (list(&found.problems)) }
        }
        @if has_changes(found) { (form(template, plan, found, is_ticked, stop)) }
        p {
            "Her står de ændringer, du satte hak ved. "
            a href=(paths::Spreadsheet { id: plan.id }) { "Send regnearket igen" }
            " for at se dem alle."
        }
    };
    Ok(layout::page(ctx, AGAIN, &content))
}

fn has_changes(found: &Changes) -> bool {
    !found.edits.is_empty() || !found.additions.is_empty()
}

fn list(problems: &[Problem]) -> Markup {
    html! {
        ul {
            @for problem in problems {
                li {
                    "Række " (problem.row)
                    @if !problem.column.is_empty() { ", " (problem.column) }
                    ": " (problem.message)
                }
            }
        }
    }
}

fn problems(plan: &Plan, problems: &[Problem]) -> Markup {
    html! {
        div.alert.alert-error role="alert" tabindex="-1" data-fokus {
            div.alert-text {
                h2.alert-heading { "Regnearket kan ikke tages over endnu" }
                p { "Intet er ændret i planen »" (plan.title) "«. Ret dette i regnearket, gem det, og send det igen." }
                (list(problems))
            }
        }
    }
}

fn missing(plan: &Plan, found: &Changes) -> Markup {
    let address = paths::Plan { id: plan.id };
    html! {
        @if !found.missing.is_empty() {
            details {
                summary {
                    @if found.missing.len() == 1 {
                        "Én række fra planen er ikke i regnearket. Den bliver stående i planen."
                    } @else {
                        (found.missing.len()) " rækker fra planen er ikke i regnearket. De bliver stående i planen."
                    }
                }
                ul {
                    @for id in &found.missing { li { a href=(address.at(*id)) { (view::first_words(plan, *id)) } } }
                }
                p { "Skal de væk, så slet dem i planen." }
            }
        }
    }
}

/// The lines, each with a checkbox that sends all of it. Where nobody waits for the page any more it ends early.
fn form(
    template: &PlanTemplate,
    plan: &Plan,
    found: &Changes,
    is_ticked: impl Fn(&Change) -> bool,
    stop: &Stop,
) -> Markup {
    let edits = found.edits.iter().take_while(|_| !stop.is_set());
    html! {
        form method="post" action=(paths::TakeSpreadsheet { id: plan.id }) {
            ol.regnearksliste {
                @for change in edits { (change_line(template, plan, change, is_ticked(change))) }
                @for addition in &found.additions { (addition_line(plan, addition)) }
            }
            (submit("Tag de valgte ændringer over", &paths::Plan { id: plan.id }.to_string()))
        }
    }
}

fn change_line(template: &PlanTemplate, plan: &Plan, change: &Change, is_ticked: bool) -> Markup {
    let edit = &change.edit;
    let kind = plan.kind_of(edit.part_id).map_or("Del", |kind| template.label(kind));
    let (field, value) = (field_name(template, edit.field), spreadsheet_line::of_change(change));
    let words = TextDiff { before: shown(edit.field, &edit.current), after: shown(edit.field, &edit.wanted) };
    html! {
        li {
            label.valg {
                input type="checkbox" name="edit" value=(value) checked[is_ticked];
                " Række " (edit.row) ": " (kind) " »" (view::first_words(plan, edit.part_id)) "«, " (field)
            }
            @if let Some(met) = &change.met {
                p.fejl {
                    (met.author) " har rettet feltet den " (danish_moment(met.changed_at))
                    ". Sætter du hak, skriver du over det."
                }
            } @else if edit.is_conflict() {
                p.fejl {
                    "Feltet er også ændret i planen, siden regnearket blev hentet. Sætter du hak, skriver du over det."
                }
            }
            p.ordforskel { (ui::paper::runs(&words.runs())) }
        }
    }
}

fn addition_line(plan: &Plan, addition: &Addition) -> Markup {
    let activity = &addition.activity;
    let issue = plan.issue(addition.issue_id).map_or("", |issue| issue.text.as_str());
    let more = [&activity.period.text, &activity.owner_text].into_iter().filter(|text| !text.is_empty());
    html! {
        li {
            label.valg {
                input type="checkbox" name="new" value=(spreadsheet_line::of_addition(addition)) checked;
                " Række " (addition.row) ": Ny aktivitet"
            }
            p.ordforskel {
                ins { (activity.what) }
                @for text in more { " – " ins { (text) } }
                " – " (activity.status.label())
                @if let Some(reading) = activity.period.corrected { " – " (reading.describe()) }
            }
            @if !issue.is_empty() { p.lille { "Under emnet »" (text::shortened(issue, MAX_ISSUE_CHARS)) "«" } }
        }
    }
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

fn field_name(template: &PlanTemplate, field: Field) -> String {
    match field {
        Field::Period => text::in_sentence(template.column_name(Holds::Period)),
        Field::Owner => text::in_sentence(template.column_name(Holds::Owner)),
        Field::Reading => "start og slut".to_owned(),
        Field::Status => "status".to_owned(),
        Field::References => "henvisning".to_owned(),
        _ => "tekst".to_owned(),
    }
}
