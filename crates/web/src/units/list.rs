//! The list of the units that one keeps, with the form for a new one.

use app::page::Page;
use domain::{role::Ability, text, unit::Unit};
use maud::{Markup, html};

use super::form::{UnitForm, new_form};
use crate::{
    context::Context,
    layout, paths,
    typed::ListQuery,
    ui::{self, link, pages},
};

/// Units that are shown at once.
const ROWS: u64 = 200;

pub(super) fn page(ctx: &Context, query: &ListQuery, form: &UnitForm) -> Markup {
    let organisation = &ctx.desk.organisation;
    let kept = ctx.desk.units_where(Ability::Administer).into_iter().filter_map(|id| organisation.units.get(id));
    let kept: Vec<&Unit> = kept.collect();
    let words = query.words();
    let found: Vec<&Unit> = kept.iter().copied().filter(|unit| text::has_words(&unit.name, words)).collect();
    let found = Page::of(found, query.page(), ROWS);
    let content = html! {
        h1 { "Enheder" }
        @if kept.len() as u64 > ROWS { (pages::search(paths::Units, "Navn", "Find enhed", words)) }
        @if found.count == 0 {
            (ui::empty_state("Ingen enhed passer.", ""))
        } @else {
            @if words.is_empty() { (beginning(ctx, &found)) }
            div.table--responsive-scroll tabindex="0" role="region" aria-label="Enheder" { table.table {
                thead { tr { th scope="col" { "Navn" } th scope="col" { "Art" } th scope="col" { "Nummer" } } }
                tbody { @for unit in &found.rows { (row(ctx, unit, words)) } }
            } }
            (pages::pages(query.page(), ROWS, found.count, |page| pages::address(paths::Units, words, page)))
        }
        (new_form(&kept, organisation, form))
    };
    layout::page(ctx, "Enheder", &content)
}

/// Where in the tree the page begins, if not at its top.
fn beginning(ctx: &Context, found: &Page<&Unit>) -> Markup {
    let above = found.rows.first().map(|first| above(ctx, first)).unwrap_or_default();
    html! { @if !above.is_empty() { p { "Under " (above) ":" } } }
}

/// A unit in its place in the tree; one that was looked for stands by itself, with those above it.
fn row(ctx: &Context, unit: &Unit, words: &str) -> Markup {
    html! {
        tr {
            td {
                @if words.is_empty() {
                    a href=(paths::Unit { id: unit.id }) { (link::unit_option(unit, &ctx.desk.organisation).1) }
                } @else {
                    a href=(paths::Unit { id: unit.id }) { (unit.name) } " "
                    span.small-text { (above(ctx, unit)) }
                }
            }
            td { (unit.kind.label()) }
            td { code.small-text { (unit.id) } }
        }
    }
}

/// The units above that one keeps too, from the top: "Åløse Kommune › Område Nord".
fn above(ctx: &Context, unit: &Unit) -> String {
    let above = ctx.desk.organisation.units.line_up(unit.id).skip(1);
    let kept = above.take_while(|unit| ctx.desk.may(Ability::Administer, unit.id));
    let mut names: Vec<&str> = kept.map(|unit| unit.name.as_str()).collect();
    names.reverse();
    names.join(" › ")
}
