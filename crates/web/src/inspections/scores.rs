//! The scores of a report: typed down a list with the keyboard alone, and shown with their averages.

use std::collections::HashMap;

use domain::{
    danish,
    inspection::{Inspection, Scores, average},
    quality_model::{Item, Level, QualityModel},
};
use maud::{Markup, html};

use crate::{context::Context, error::Result, layout, paths, ui};

/// What was typed, by the identity of the item.
pub(super) type Typed = HashMap<String, String>;

pub(super) fn page(ctx: &Context, inspection: &Inspection, typed: &Typed, error: Option<&str>) -> Result<Markup> {
    let model = ctx.model(&inspection.facts.model_id)?;
    let version =
        typed.get("version").filter(|_| error.is_none()).cloned().unwrap_or_else(|| inspection.version.to_string());
    let content = html! {
        h1 { "Bedømmelser" }
        p { (ui::link::inspection(inspection, &ctx.organisation)) }
        @if let Some(error) = error { (ui::alert("error", html! { p { (error) } })) }
        p #hjaelp { "Skriv 1–5 ved hver indikator; markøren springer selv videre. Lad feltet stå tomt, hvor rapporten ikke har en bedømmelse. Pil op og ned skifter felt." }
        form.bedoemmelser method="post" action=(paths::Scores { id: inspection.id }) data-bedoemmelser {
            input type="hidden" name="version" value=(version);
            @for theme in model.themes().filter(|theme| theme.is_scored) {
                fieldset {
                    legend { "Tema " (theme.number) ". " (theme.title) }
                    @for criterion in model.children(&theme.id) { (criterion_rows(model, criterion, typed)) }
                }
            }
            (ui::field::submit("Gem bedømmelser", &paths::Inspection { id: inspection.id }.to_string()))
        }
    };
    Ok(layout::page(ctx, "Bedømmelser", &content))
}

fn criterion_rows(model: &QualityModel, criterion: &Item, typed: &Typed) -> Markup {
    let indicators: Vec<&Item> = model.children(&criterion.id).collect();
    html! {
        p.kriterium { "Kriterium " (criterion.number) ". " (criterion.title) }
        @if indicators.is_empty() { (input(criterion, typed)) }
        @for indicator in indicators { (input(indicator, typed)) }
    }
}

fn input(item: &Item, typed: &Typed) -> Markup {
    let value = typed.get(&item.id).map_or("", String::as_str);
    html! {
        div.bedoemmelse {
            label for=(item.id) {
                strong { (item.number) } " " (item.title)
                @if !item.applies_to.is_empty() { " " em { "(" (item.applies_to) ")" } }
            }
            input.form-input id=(item.id) name=(item.id) value=(value) inputmode="numeric" maxlength="1" autocomplete="off";
        }
    }
}

/// The scores with the averages of criteria and themes.
pub(super) fn table(model: &QualityModel, scores: &Scores) -> Markup {
    let shown = |item: &Item| average(model, scores, &item.id);
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Bedømmelser" {
            table.table.table--compact.bedoemt {
                caption { "Kriteriets tal er gennemsnittet af dets indikatorer, temaets er gennemsnittet af dets kriterier." }
                thead { tr { th scope="col" { "Tema, kriterium, indikator" } th scope="col" { "Bedømmelse" } } }
                tbody {
                    @for item in model.items.iter().filter(|item| shown(item).is_some()) {
                        tr class=(item.level.key()) {
                            th scope="row" { (item.level.label()) " " (item.number) " " span.weight-normal { (item.title) } }
                            td { @match (item.level, shown(item)) {
                                (Level::Indicator, Some(value)) => (format!("{value:.0}")),
                                (_, value) => (value.map(danish::decimal).unwrap_or_default()),
                            } }
                        }
                    }
                }
            }
        }
    }
}
