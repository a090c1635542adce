//! The table of themes and units: a column a unit where there are few, a row a unit where there are many.

use domain::{
    danish,
    progress::{ComparedUnit, Flag, Overview},
};
use maud::{Markup, html};

use super::OverviewQuery;
use crate::{context::Context, paths, ui};

/// A theme as the page lists it: its key and its name.
pub(super) type Theme = (String, String);

/// Units that stand beside each other at the most.
const MAX_COLUMNS: usize = 25;
/// Units below each other on one page.
const ROWS: u64 = 100;

const CAPTION: &str = "Gennemførte aktiviteter af alle, overskredne, og den seneste bedømmelse (1–5).";

pub(super) fn table(ctx: &Context, query: &OverviewQuery, themes: &[Theme], counted: &Overview) -> Markup {
    if counted.units.len() > MAX_COLUMNS {
        return below_each_other(ctx, query, themes, counted);
    }
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Tema og enhed" {
            table.table.tal.matrix {
                caption { (CAPTION) }
                thead { tr {
                    th scope="col" { "Tema" }
                    @for unit in &counted.units { th scope="col" { (name(ctx, *unit)) } }
                } }
                tbody {
                    @for (key, name) in themes {
                        tr {
                            th scope="row" { (name) }
                            @for unit in &counted.units { (cell(query, key, *unit, counted)) }
                        }
                    }
                }
            }
        }
    }
}

fn below_each_other(ctx: &Context, query: &OverviewQuery, themes: &[Theme], counted: &Overview) -> Markup {
    let rows = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let skipped = usize::try_from(query.page() - 1).unwrap_or(usize::MAX).saturating_mul(rows);
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Tema og enhed" {
            table.table.tal.matrix {
                caption { (CAPTION) }
                thead { tr {
                    th scope="col" { "Enhed" }
                    @for (_, name) in themes { th scope="col" { (name) } }
                } }
                tbody {
                    @for unit in counted.units.iter().skip(skipped).take(rows) {
                        tr {
                            th scope="row" { (link(ctx, query, *unit)) }
                            @for (key, _) in themes { (cell(query, key, *unit, counted)) }
                        }
                    }
                }
            }
        }
        (ui::pages::pages(query.page(), ROWS, counted.units.len(), |page| query.page_address(paths::Overview, page)))
    }
}

/// A unit's name, leading to the overview of what lies below it.
fn link(ctx: &Context, query: &OverviewQuery, unit: ComparedUnit) -> Markup {
    let narrowed = OverviewQuery { unit: unit.id.to_string(), ..query.clone() };
    html! {
        @if unit.is_with_below { a href=(narrowed.page_address(paths::Overview, 1)) { (name(ctx, unit)) } }
        @else { (name(ctx, unit)) }
    }
}

fn name(ctx: &Context, unit: ComparedUnit) -> &str {
    ctx.desk.organisation.unit_name(unit.id)
}

fn cell(query: &OverviewQuery, key: &str, unit: ComparedUnit, counted: &Overview) -> Markup {
    let place = (key.to_owned(), unit.id);
    let id = unit.id.to_string();
    let address = |more: Option<(&str, &str)>| {
        let mut all = vec![("tema", key), ("enhed", id.as_str())];
        all.extend(more);
        query.activities(&all)
    };
    html! {
        td {
            @if let Some(tally) = counted.cells.get(&place) {
                a href=(address(None)) { (tally.finished()) " af " (tally.total()) }
                @if tally.overdue > 0 {
                    " "
                    a.sen href=(address(Some(("maerke", Flag::Overdue.key())))) {
                        "! " (tally.overdue) span.sr-only { " overskredet" }
                    }
                }
            } @else { span.nul { "–" span.sr-only { "ingen" } } }
            @if let Some(score) = counted.scores.get(&place) {
                span.score { "Score " (danish::decimal(score.average)) }
            }
        }
    }
}
