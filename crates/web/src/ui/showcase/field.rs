//! Fields of forms and the buttons under them.

use domain::validation::FieldErrors;

use super::example::{Example, example};
use crate::ui::field::{self, Width};

pub(super) fn examples() -> Vec<Example> {
    let faults = faults();
    let mut found = texts(&faults);
    found.extend(choices(&faults));
    found.extend([
        example!("Med en vej ud", field::submit("Gem", "/")),
        example!("Uden en vej ud", field::submit("Log ind", "")),
        example!("Vejen ud har sine egne ord", field::buttons("Gem min tekst", "/", "Behold den andens")),
        example!("Uden en vej ud", field::buttons("Gem", "", "Fortryd")),
    ]);
    found
}

fn texts(faults: &FieldErrors) -> Vec<Example> {
    vec![
        example!("Kan udelades", field::text_field("plain", "Tekst").value("Det, der står")),
        example!("Skal udfyldes", field::text_field("needed", "Tekst").required()),
        example!("Med hjælpetekst", field::text_field("helped", "Tekst").hint("Som den står i rapporten")),
        example!("Med fejl", field::text_field("wrong", "Tekst").hint("Et par ord").errors(faults).required()),
        example!("Flere af samme navn", field::text_field("plain", "Tekst").id("other")),
        example!("Til et år", field::text_field("year", "År").width(Width::Xs)),
        example!("Til en kode", field::text_field("code", "Engangskode").width(Width::S)),
        example!("Til et nummer", field::text_field("case_number", "Sagsnummer").width(Width::M)),
        example!("Flere linjer", field::text_field("lines", "Beskrivelse").value("To\nlinjer").rows(3)),
        example!("Flere linjer med fejl", field::text_field("wrong_lines", "Beskrivelse").rows(3).errors(faults)),
        example!("Dato", field::text_field("day", "Dato").day()),
        example!("Dato med hjælpetekst", field::text_field("visit", "Besøgsdato").hint("Den første dag").day()),
        example!("Dato med fejl", field::text_field("wrong_day", "Dato").value("i går").day().errors(faults)),
        example!("E-mail", field::text_field("email", "E-mail").value("navn@sted.dk").email().required()),
        example!("E-mail med fejl", field::text_field("wrong_email", "E-mail").email().errors(faults).required()),
        example!("Adgangssætning", field::text_field("secret", "Adgangssætning").secret("current-password").required()),
        example!(
            "Adgangssætning med fejl",
            field::text_field("wrong_secret", "Ny adgangssætning").secret("new-password").errors(faults).required()
        ),
    ]
}

fn choices(faults: &FieldErrors) -> Vec<Example> {
    let none = FieldErrors::default();
    let options = [("a", "Det første"), ("b", "Det andet")];
    let boxes = || [("1".to_owned(), "Det ene", true), ("2".to_owned(), "Det andet", false)];
    vec![
        example!("Et valg", field::select("choice", "Valg", "b", options)),
        example!("Et valg uden fejl", field::select_with("right_choice", "Valg", "a", options, &none)),
        example!("Et valg med fejl", field::select_with("wrong_choice", "Valg", "", options, faults)),
        example!("Flere valg", field::checkboxes("boxes", "Flere valg", "", boxes(), &none)),
        example!("Med hjælpetekst", field::checkboxes("helped_boxes", "Flere valg", "Sæt et eller to", boxes(), &none)),
        example!("Med fejl", field::checkboxes("wrong_boxes", "Flere valg", "Sæt et eller to", boxes(), faults)),
    ]
}

fn faults() -> FieldErrors {
    let mut faults = FieldErrors::default();
    faults.add("wrong", "Skriv en tekst her.");
    faults.add("wrong_lines", "Skriv højst 20.000 tegn.");
    faults.add("wrong_day", "Skriv datoen som 12-03-2026.");
    faults.add("wrong_email", "Skriv en e-mailadresse som navn@sted.dk.");
    faults.add("wrong_secret", "Skriv mindst 12 tegn.");
    faults.add("wrong_choice", "Vælg en af dem.");
    faults.add("wrong_boxes", "Vælg mindst en.");
    faults
}
