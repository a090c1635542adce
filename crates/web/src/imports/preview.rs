//! What was read from a file, each text where it will stand, open for correction.

use app::import::Opened;
use domain::{
    danish,
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft},
    finding::FindingKind,
    part::Field,
    period,
    quality_model::QualityModel,
    reference::References,
    template::{Column, ColumnKey, Holds, PlanTemplate},
};
use maud::{Markup, html};

use super::Typed;
use crate::{column_fields, context::Context, error::Result, layout, paths, templates, ui};

/// What the texts of a plan are read by.
#[derive(Debug, Clone, Copy)]
struct Reading<'a> {
    template: &'a PlanTemplate,
    model: &'a QualityModel,
    year: i32,
}

pub(super) fn page(ctx: &Context, opened: &Opened, typed: Option<&Typed>, errors: &[String]) -> Result<Markup> {
    let Opened { waiting, pending } = opened;
    let draft = typed.map_or(&pending.draft, |typed| &typed.draft);
    let year = typed.map_or_else(|| pending.year.to_string(), |typed| typed.year.clone());
    let (template, model) = (ctx.desk.template(&pending.template_id)?, ctx.desk.model(&pending.model_id)?);
    let reading = Reading { template, model, year: pending.year };
    let content = html! {
        h1 { "Se det igennem, før det gemmes" }
        p {
            "»" (waiting.file_name) "« til " strong { (ctx.desk.organisation.unit_name(waiting.unit_id)) } ". Læst: "
            (draft.blocks.len()) " fund og " (draft.activity_count()) " aktiviteter. Ret direkte i felterne; en tom "
            "linje skiller to tekster i samme felt fra hinanden. Intet er gemt endnu."
        }
        @if !errors.is_empty() { (ui::alert(ui::Alert::Error, faults(errors))) }
        @if !pending.redacted.is_empty() { (notes("Tal, der ligner CPR-numre, er fjernet", &pending.redacted)) }
        @if !pending.notes.is_empty() { (notes("Tekst uden en klar plads", &pending.notes)) }
        form.import method="post" action=(paths::Import { id: waiting.id }) {
            (line_field("Titel", "title", &draft.title))
            (line_field("År", "year", &year))
            (area("Tekst før tabellen", "introduction", &draft.introduction))
            @for (at, part) in draft.blocks.iter().enumerate() { (block(reading, part, at)) }
            (area("Tekst efter tabellen", "closing", &draft.closing))
            (ui::field::buttons("Gem som handleplan", &paths::Imports.to_string(), "Luk uden at gemme rettelserne"))
        }
    };
    Ok(layout::page(ctx, "Se det igennem", &content))
}

fn faults(sentences: &[String]) -> Markup {
    html! {
        p { strong { "Det kan ikke gemmes endnu:" } }
        ul { @for sentence in sentences { li { (sentence) } } }
    }
}

fn notes(heading: &str, sentences: &[String]) -> Markup {
    ui::alert(ui::Alert::Warning, listed(heading, sentences))
}

fn listed(heading: &str, sentences: &[String]) -> Markup {
    html! {
        p { strong { (heading) } }
        ul { @for sentence in sentences { li { (sentence) } } }
    }
}

fn line_field(label: &str, name: &str, value: &str) -> Markup {
    html! { label.import-felt { span { (label) } input.form-input name=(name) value=(value) autocomplete="off"; } }
}

fn area(label: &str, name: &str, value: &str) -> Markup {
    let rows: usize = value.lines().map(|line| line.chars().count() / 50 + 1).sum();
    html! {
        label.import-felt {
            span { (label) }
            textarea.form-input name=(name) rows=(rows.clamp(1, 16)) { "\n" (value) }
        }
    }
}

fn block(reading: Reading<'_>, block: &BlockDraft, at: usize) -> Markup {
    let finding = &block.finding;
    let references = References::parse(finding.reference_text.as_str(), reading.model);
    let known = references.items.iter().filter_map(|id| reading.model.get(id));
    let known: Vec<String> =
        known.map(|item| format!("{} {}", item.level.label().to_lowercase(), item.number)).collect();
    html! {
        fieldset.import-fund {
            legend { "Fund " (at + 1) }
            input type="hidden" name="block" value=(at);
            (area("Henvisning til kvalitetsmodellen", "references", &finding.reference_text))
            p.laesning {
                @if known.is_empty() { "Ingen henvisning genkendt" }
                @else { "Genkendt: " (danish::and_list(&known)) }
            }
            label.import-felt { span { "Art" } select.form-select name="kind" {
                option value="" { "Ikke angivet" }
                @for kind in FindingKind::ALL {
                    option value=(kind.key()) selected[finding.kind == Some(kind)] { (kind.label()) }
                }
            } }
            (area("Fundets tekst", "text", &finding.text))
            @for (at, part) in block.issues.iter().enumerate() { (issue(reading, part, at)) }
        }
    }
}

fn issue(reading: Reading<'_>, issue: &IssueDraft, at: usize) -> Markup {
    let [above, below] = templates::around_lines(reading.template);
    let next = LineDraft::Activity(ActivityDraft::default());
    html! {
        fieldset.import-emne {
            legend { (reading.template.column_name(Holds::Issue)) " " (at + 1) }
            input type="hidden" name="issue" value=(at);
            (area(reading.template.column_name(Holds::Issue), "issue_text", &issue.text))
            @for column in above { (statements(issue, column)) }
            ol.import-linjer {
                @for (at, part) in issue.lines.iter().enumerate() { (line(reading, part, &at.to_string())) }
                (line(reading, &next, ""))
            }
            @for column in below { (statements(issue, column)) }
        }
    }
}

/// What stands in a column of statements, in one field.
fn statements(issue: &IssueDraft, (key, column): (ColumnKey, &Column)) -> Markup {
    area(&column.one, &column_fields::field_name(key), &issue.statements.texts(key).join("\n\n"))
}

fn line(reading: Reading<'_>, line: &LineDraft, at: &str) -> Markup {
    html! {
        li {
            input type="hidden" name="line" value=(at);
            @for (field, holds) in templates::of_line(reading.template) {
                @let name = reading.template.column_name(holds);
                @match field {
                    Field::Period => (period_field(reading, name, line.period_text().unwrap_or_default())),
                    Field::Owner => (area(name, "who", line.owner_text().unwrap_or_default())),
                    _ => (area(name, "what", line.what().unwrap_or_default())),
                }
            }
            @if line.activity().is_none() {
                p.faelles { "Står for hele emnet, fordi teksten ikke hører til én aktivitet. Flyt den gerne." }
            }
        }
    }
}

fn period_field(reading: Reading<'_>, name: &str, words: &str) -> Markup {
    html! {
        div {
            (area(name, "when", words))
            @if !words.is_empty() { span.laesning { (period::read(words, reading.year).describe()) } }
        }
    }
}
