//! The page of progress per theme and unit.

use app::overview::Choices;
use domain::{
    activity::ActivityStatus,
    danish,
    progress::{Flag, Overview, Tally, theme_key},
};
use maud::{Markup, html};

use super::{
    OverviewQuery, filter,
    units::{self, Theme},
};
use crate::{context::Context, layout, ui};

const NOTHING: &str = "Der er ingen aktiviteter her. Vælg en anden afgrænsning, eller skriv en handleplan.";

pub(super) fn page(ctx: &Context, query: &OverviewQuery, counted: &Overview, choices: &Choices) -> Markup {
    let themes = themes(ctx, counted);
    let empty = Tally::default();
    let bars: Vec<(String, &Tally)> =
        themes.iter().map(|(key, name)| (name.clone(), counted.themes.get(key).unwrap_or(&empty))).collect();
    let content = html! {
        (ui::page_header("Overblik", ""))
        (filter::form(ctx, query, choices))
        @if counted.total.total() == 0 {
            (ui::empty_state(NOTHING, ""))
        } @else {
            (overdue_links(query, &counted.total))
            h2 { "Fremdrift pr. tema" }
            (ui::chart::status_bars("Aktiviteter pr. tema efter status", &bars))
            (theme_table(query, &themes, counted))
            h2 { "Tema og enhed" }
            (units::table(ctx, query, &themes, counted))
        }
    };
    layout::page(ctx, "Overblik", &content)
}

/// The themes of every version of the model that has activities, and all of the current one.
fn themes(ctx: &Context, counted: &Overview) -> Vec<Theme> {
    let mut themes: Vec<Theme> = Vec::new();
    for model in &ctx.desk.organisation.models {
        for item in model.themes() {
            let key = theme_key(&item.id).to_owned();
            if !themes.iter().any(|(known, _)| *known == key) {
                let name = if item.number.is_empty() {
                    item.title.clone()
                } else {
                    format!("{}. {}", item.number, item.title)
                };
                themes.push((key, name));
            }
        }
    }
    if counted.themes.contains_key("") {
        themes.push((String::new(), "Uden tema".into()));
    }
    themes
}

/// Where it burns: four numbers before anything else.
fn overdue_links(query: &OverviewQuery, total: &Tally) -> Markup {
    let box_of = |number: usize, words: &str, more: &[(&str, &str)], class: &str| {
        html! { li class=(class) { a href=(query.activities(more)) { strong { (number) } " " (words) } } }
    };
    let hot = |number: usize| if number > 0 { "varm" } else { "rolig" };
    html! {
        ul.noegletal {
            (box_of(total.total(), "aktiviteter i alt", &[], "rolig"))
            (box_of(total.overdue, "overskredet", &[("maerke", Flag::Overdue.key())], hot(total.overdue)))
            (box_of(total.undated, "uden dato", &[("maerke", Flag::Undated.key())], hot(total.undated)))
            (box_of(total.unowned, "uden ansvarlig", &[("maerke", Flag::Unowned.key())], hot(total.unowned)))
        }
    }
}

fn theme_table(query: &OverviewQuery, themes: &[Theme], counted: &Overview) -> Markup {
    let empty = Tally::default();
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Aktiviteter pr. tema" {
            table.table.tal {
                caption { "Antal aktiviteter pr. tema. En aktivitet med to temaer tæller med under begge." }
                thead { tr {
                    th scope="col" { "Tema" } th scope="col" { "I alt" }
                    @for status in ActivityStatus::ALL { th scope="col" { (status.label()) } }
                    @for flag in Flag::ALL { th scope="col" { (flag.label()) } }
                    th scope="col" { "Seneste opfølgning" }
                } }
                tbody {
                    @for (key, name) in themes {
                        (theme_row(query, name, Some(key), counted.themes.get(key).unwrap_or(&empty)))
                    }
                }
                tfoot { (theme_row(query, "Alle, talt én gang", None, &counted.total)) }
            }
        }
    }
}

fn theme_row(query: &OverviewQuery, name: &str, key: Option<&String>, tally: &Tally) -> Markup {
    let number = |count: usize, more: (&str, &str)| {
        let mut all: Vec<(&str, &str)> = key.map(|key| ("tema", key.as_str())).into_iter().collect();
        if !more.0.is_empty() {
            all.push(more);
        }
        html! { td { @if count == 0 { span.nul { "0" } } @else { a href=(query.activities(&all)) { (count) } } } }
    };
    html! {
        tr {
            th scope="row" { (name) }
            (number(tally.total(), ("", "")))
            @for status in ActivityStatus::ALL { (number(tally.count(status), ("status", status.key()))) }
            @for (flag, count) in Flag::ALL.into_iter().zip([tally.overdue, tally.undated, tally.unowned]) {
                (number(count, ("maerke", flag.key())))
            }
            td { (tally.followed_up_on.map(danish::date).unwrap_or_default()) }
        }
    }
}
