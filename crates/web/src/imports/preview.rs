//! What was read from a file, each text where it will stand, open for correction.

use app::import::Opened;
use domain::{
    draft::{BlockDraft, IssueDraft, LineDraft},
    finding::FindingKind,
    period,
    quality_model::QualityModel,
    reference,
};
use maud::{Markup, html};

use super::Typed;
use crate::{context::Context, error::Result, layout, paths, ui};

pub(super) fn page(ctx: &Context, opened: &Opened, typed: Option<&Typed>, errors: &[String]) -> Result<Markup> {
    let Opened { waiting, pending } = opened;
    let draft = typed.map_or(&pending.draft, |typed| &typed.draft);
    let year = typed.map_or_else(|| pending.year.to_string(), |typed| typed.year.clone());
    let model = ctx.desk.model(&pending.model_id)?;
    let content = html! {
        h1 { "Se det igennem, før det gemmes" }
        p {
            "»" (waiting.file_name) "« til " strong { (ctx.desk.organisation.unit_name(waiting.unit_id)) } ". Læst: "
            (draft.blocks.len()) " fund og " (draft.activity_count()) " aktiviteter. "
            "Ret direkte i felterne; en tom linje skiller to mål fra hinanden. Intet er gemt endnu."
        }
        @if !errors.is_empty() {
            (ui::alert("error", listed("Det kan ikke gemmes endnu:", errors)))
        }
        @if !pending.redacted.is_empty() { (notes("Tal, der ligner CPR-numre, er fjernet", &pending.redacted)) }
        @if !pending.notes.is_empty() { (notes("Tekst uden en klar plads", &pending.notes)) }
        form.import method="post" action=(paths::Import { id: waiting.id }) {
            (line_field("Titel", "title", &draft.title))
            (line_field("År", "year", &year))
            (area("Tekst før tabellen", "introduction", &draft.introduction))
            @for (at, part) in draft.blocks.iter().enumerate() { (block(part, at, model, pending.year)) }
            (area("Tekst efter tabellen", "closing", &draft.closing))
            (ui::field::buttons("Gem som handleplan", &paths::Imports.to_string(), "Luk uden at gemme rettelserne"))
        }
    };
    Ok(layout::page(ctx, "Se det igennem", &content))
}

fn notes(heading: &str, sentences: &[String]) -> Markup {
    ui::alert("warning", listed(heading, sentences))
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

fn block(block: &BlockDraft, at: usize, model: &QualityModel, year: i32) -> Markup {
    let references = reference::parse(&block.reference_text, model);
    let known = references
        .iter()
        .filter_map(|id| model.get(id))
        .map(|item| format!("{} {}", item.level.label().to_lowercase(), item.number));
    let known: Vec<String> = known.collect();
    html! {
        fieldset.import-fund {
            legend { "Fund " (at + 1) }
            input type="hidden" name="block" value=(at);
            (area("Henvisning til kvalitetsmodellen", "references", &block.reference_text))
            p.laesning {
                @if known.is_empty() { "Ingen henvisning genkendt" }
                @else { "Genkendt: " (domain::danish::and_list(&known)) }
            }
            label.import-felt {
                span { "Art" }
                select.form-select name="kind" {
                    option value="" { "Ikke angivet" }
                    @for kind in FindingKind::ALL {
                        option value=(kind.key()) selected[block.kind == Some(kind)] { (kind.label()) }
                    }
                }
            }
            (area("Fundets tekst", "text", &block.text))
            @for (at, part) in block.issues.iter().enumerate() { (issue(part, at, year)) }
        }
    }
}

fn issue(issue: &IssueDraft, at: usize, year: i32) -> Markup {
    html! {
        fieldset.import-emne {
            legend { "Emne " (at + 1) }
            input type="hidden" name="issue" value=(at);
            (area("Emne", "issue_text", &issue.text))
            (area("Mål", "goals", &issue.goals.join("\n\n")))
            ol.import-linjer {
                @for (at, part) in issue.lines.iter().enumerate() { (line(part, &at.to_string(), year)) }
                (line(&LineDraft::Activity(domain::draft::ActivityDraft::default()), "", year))
            }
            (area("Dokumentation", "monitoring", &issue.monitoring.join("\n\n")))
            (area("Forventet effekt", "effects", &issue.effects.join("\n\n")))
        }
    }
}

fn line(line: &LineDraft, at: &str, year: i32) -> Markup {
    let (what, when, who) = match line {
        LineDraft::Activity(activity) => {
            (activity.what.as_str(), activity.period_text.as_str(), activity.owner_text.as_str())
        }
        LineDraft::Period { period_text, .. } => ("", period_text.as_str(), ""),
        LineDraft::Owner { owner_text } => ("", "", owner_text.as_str()),
    };
    html! {
        li {
            input type="hidden" name="line" value=(at);
            (area("Hvad", "what", what))
            div {
                (area("Hvornår", "when", when))
                @if !when.is_empty() { span.laesning { (period::read(when, year).describe()) } }
            }
            (area("Hvem", "who", who))
            @if !matches!(line, LineDraft::Activity(_)) {
                p.faelles { "Står for hele emnet, fordi teksten ikke hører til én aktivitet. Flyt den gerne." }
            }
        }
    }
}
