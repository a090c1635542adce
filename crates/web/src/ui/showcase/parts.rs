//! The parts that most pages are put together of.

use domain::validation::FieldErrors;
use maud::html;

use super::example::{Example, example};
use crate::{
    paths,
    ui::{self, Alert, Button, pages},
};

pub(super) fn examples() -> Vec<Example> {
    let action = html! { a.button.button-primary href="/" { "Handling" } };
    let words = html! { p { "En besked." } };
    let none = FieldErrors::default();
    let mut faults = FieldErrors::default();
    faults.add("wrong", "Skriv en tekst her.");
    faults.add("wrong_email", "Skriv en e-mailadresse som navn@sted.dk.");
    vec![
        example!("Med en handling", ui::page_header("Et sidehoved", &action)),
        example!("Uden handlinger", ui::page_header("Et sidehoved", "")),
        example!("Med en vej videre", ui::empty_state("Her er tomt.", &action)),
        example!("Uden en vej videre", ui::empty_state("Her er tomt.", "")),
        example!("Almindelig", ui::post_button(paths::Showcase, "Gendan", Button::Secondary)),
        example!("Diskret", ui::post_button(paths::Showcase, "Fjern", Button::Tertiary)),
        example!("Advarende", ui::post_button(paths::Showcase, "Slet", Button::Warning)),
        example!("Det lykkedes", ui::alert(Alert::Success, &words)),
        example!("Advarsel", ui::alert(Alert::Warning, &words)),
        example!("Fejl", ui::alert(Alert::Error, &words)),
        example!("Med fejl", ui::error_summary(&faults)),
        example!("Uden fejl", ui::error_summary(&none)),
        example!("I midten", pages::pages(2, 50, 120, |page| format!("/ui?side={page}"))),
        example!("Først", pages::pages(1, 50, 51, |page| format!("/ui?side={page}"))),
        example!("For langt", pages::pages(9, 50, 51, |page| format!("/ui?side={page}"))),
        example!("Afgrænset", pages::pages(1, 100, 120, |page| pages::address("/ui", "ærø", page))),
        example!("Kun én side", pages::pages(1, 50, 50, |page| format!("/ui?side={page}"))),
        example!("Med ord", pages::search(paths::Showcase, "Navn eller e-mail", "Find bruger", "lund")),
    ]
}
