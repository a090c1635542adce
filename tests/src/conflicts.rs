//! A save that somebody else was before: nothing is overwritten unseen, and nobody is asked without need.
//!
//! Each form is opened by two, saved by the first, and sent by the second. What both have changed comes back as 409
//! with both texts and the other's name, and is saved once it has been seen; what only one has touched is joined.

use axum::http::StatusCode;
use domain::{
    finding::FindingKind,
    id::{InspectionId, UnitId},
};

use crate::support::{
    App, Browser, Page, an_inspection,
    builders::{Form, a_finding, a_plan},
    html,
};

/// The form at an address as each of two opens it, before either has saved.
pub(crate) async fn opened_by_both(one: &Browser<'_>, two: &Browser<'_>, address: &str) -> (Form, Form) {
    (Form::at(one, address).await, Form::at(two, address).await)
}

/// Asserts that a save met somebody else's, and answers the form that came back with what was typed.
#[track_caller]
pub(crate) fn met(page: &Page, who: &str, action: &str) -> Form {
    page.refused(StatusCode::CONFLICT, &format!("{who} har rettet"));
    assert!(!page.text().contains("Nummer til support"), "a bare page: {}", page.text());
    Form::on(page, action)
}

/// What a page shows of a conflict: each field with what stands there and what was typed.
fn differing(page: &Page) -> Vec<[String; 3]> {
    let fields = html::elements(&page.body, "div");
    let fields = fields.iter().filter(|div| div.attribute("class").as_deref() == Some("konflikt-felt"));
    let texts = fields.map(|field| {
        let (name, words) = (html::elements(field.inner(), "p"), html::elements(field.inner(), "dd"));
        [name[0].text(), words[0].text(), words[1].text()]
    });
    texts.collect()
}

#[tokio::test]
async fn a_finding_shows_every_field_that_both_have_changed() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (_, finding) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/fund/{finding}");
    let (first, second) = opened_by_both(&one, &two, &address).await;
    let typed = |form: Form, kind: &str, texts: [&str; 2], days: [&str; 3]| {
        let form = form.with("kind", kind).with("text", texts[0]).with("references", texts[1]);
        form.with("due_on", days[0]).with("extension_requested_on", days[1]).with("extended_to", days[2])
    };
    let days = ["02-05-2026", "03-05-2026", "04-05-2026"];
    typed(first, "improvement_notice", ["Den enes fund", "5.a"], days).save(&one).await;
    let days = ["12-05-2026", "13-05-2026", "14-05-2026"];
    let page = typed(second, "condition", ["Den andens fund", "10.b"], days).send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    let references = ["Sundhed og trivsel, kriterium 5, indikator 5.a", "Kompetencer, kriterium 10, indikator 10.b"];
    let wanted = [
        ["Art", "Påbud", "Vilkår"],
        ["Fundets tekst", "Den enes fund", "Den andens fund"],
        ["Tema, kriterium og indikator", references[0], references[1]],
        ["Frist fra tilsynet", "2. maj 2026", "12. maj 2026"],
        ["Forlængelse søgt", "3. maj 2026", "13. maj 2026"],
        ["Forlænget til", "4. maj 2026", "14. maj 2026"],
    ];
    assert_eq!(differing(&page), wanted);
    assert_eq!(orm::findings::get(&app.store, finding).await.unwrap().text, "Den enes fund");
    again.save(&two).await;
    let found = orm::findings::get(&app.store, finding).await.unwrap();
    assert_eq!((found.text.as_str(), found.kind), ("Den andens fund", Some(FindingKind::Condition)));
    assert_eq!(found.references.items, ["sociale-tilbud-2020/10.b"]);
}

#[tokio::test]
async fn fields_of_a_finding_that_only_one_has_touched_are_joined() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (inspection, _) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let finding = a_finding().improvement_notice().due_on("01-05-2026").registered_by(&app, &one, inspection).await;
    let (first, second) = opened_by_both(&one, &two, &format!("/fund/{finding}")).await;
    first.with("due_on", "01-06-2026").with("references", "5.a").save(&one).await;
    second.with("text", "Påbud om bemandingen").with("extension_requested_on", "11-03-2026").save(&two).await;
    let found = orm::findings::get(&app.store, finding).await.unwrap();
    assert_eq!((found.text.as_str(), found.kind), ("Påbud om bemandingen", Some(FindingKind::ImprovementNotice)));
    assert_eq!((found.due_on, found.extension_requested_on), ("2026-06-01".parse().ok(), "2026-03-11".parse().ok()));
    assert_eq!(found.references.items, ["sociale-tilbud-2020/5.a"]);
}

/// An inspection of Ternebakken, and the address of the form that corrects it.
async fn an_inspection_form(app: &App, browser: &Browser<'_>) -> (InspectionId, String) {
    let (id, _) = an_inspection(browser, app.unit("Bostedet Ternebakken").await).await;
    (id, format!("/tilsyn/{id}/rediger"))
}

#[tokio::test]
async fn an_inspection_shows_every_field_that_both_have_changed() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("botilbudsleder").await, app.log_in("admin").await);
    let (id, address) = an_inspection_form(&app, &one).await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    let typed = |form: Form, unit: UnitId, days: [&str; 4], words: [&str; 5]| {
        let form = form.ticked("unit", &unit.to_string()).with("visited_on", days[0]).with("reported_on", days[1]);
        let form = form.with("hearing_due_on", days[2]).with("plan_due_on", days[3]).with("case_number", words[0]);
        form.with("note", words[1]).with("kind", words[2]).with("inspectorate", words[3]).with("model", words[4])
    };
    let (hasselkrogen, fyrlunden) =
        (app.unit("Bostedet Hasselkrogen").await, app.unit("Bofællesskabet Fyrlunden").await);
    let days = ["02-03-2026", "04-03-2026", "06-03-2026", "08-04-2026"];
    let words = ["26/1", "Den enes note", "intensified", "socialtilsyn-syd", "sociale-tilbud-2025"];
    typed(first, hasselkrogen, days, words).save(&one).await;
    let days = ["03-03-2026", "05-03-2026", "07-03-2026", "09-04-2026"];
    let words = ["26/2", "Den andens note", "economic", "socialtilsyn-nord", "sociale-tilbud-2020"];
    let page = typed(second, fyrlunden, days, words).send(&two).await;
    let again = met(&page, "Birgitte Ravnkær", &address);
    let wanted = [
        [
            "Enheder, som tilsynet besøgte",
            "Bostedet Hasselkrogen Bostedet Ternebakken",
            "Bofællesskabet Fyrlunden Bostedet Ternebakken",
        ],
        ["Tilsyn", "Socialtilsyn Syd", "Socialtilsyn Nord"],
        ["Tilsynets art", "Skærpet tilsyn", "Økonomisk tilsyn"],
        ["Besøgsdato", "2. marts 2026", "3. marts 2026"],
        ["Rapportens dato", "4. marts 2026", "5. marts 2026"],
        ["Høringsfrist", "6. marts 2026", "7. marts 2026"],
        ["Frist for handleplan", "8. april 2026", "9. april 2026"],
        ["Tilsynets sagsnummer", "26/1", "26/2"],
        ["Bemærkning", "Den enes note", "Den andens note"],
    ];
    assert_eq!(differing(&page), wanted, "and not the model, which the second has not touched");
    assert_eq!(again.value("model"), "sociale-tilbud-2025");
    again.save(&two).await;
    let found = orm::inspections::get(&app.store, id).await.unwrap().details;
    assert!(found.unit_ids.contains(&fyrlunden) && !found.unit_ids.contains(&hasselkrogen));
    assert_eq!((found.note.as_str(), found.case_number.as_str()), ("Den andens note", "26/2"));
    assert_eq!((found.plan_due_on, found.model_id.as_str()), ("2026-04-09".parse().ok(), "sociale-tilbud-2025"));
}

#[tokio::test]
async fn fields_of_an_inspection_that_only_one_has_touched_are_joined() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("botilbudsleder").await, app.log_in("admin").await);
    let (id, address) = an_inspection_form(&app, &one).await;
    let hasselkrogen = app.unit("Bostedet Hasselkrogen").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.ticked("unit", &hasselkrogen.to_string()).with("case_number", "26/77").save(&one).await;
    second.with("plan_due_on", "20-04-2026").with("note", "Set sammen med afdelingslederen").save(&two).await;
    let found = orm::inspections::get(&app.store, id).await.unwrap().details;
    assert!(found.unit_ids.contains(&hasselkrogen));
    assert_eq!((found.case_number.as_str(), found.plan_due_on), ("26/77", "2026-04-20".parse().ok()));
    assert_eq!(found.note, "Set sammen med afdelingslederen");
}

#[tokio::test]
async fn scores_show_the_indicators_at_which_the_two_differ() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, _) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/tilsyn/{id}/bedoemmelser");
    let (first, second) = opened_by_both(&one, &two, &address).await;
    let typed = |form: Form, scores: [&str; 3]| {
        let items = ["9.a", "9.b", "9.c"].map(|number| format!("sociale-tilbud-2020/{number}"));
        items.iter().zip(scores).fold(form, |form, (item, score)| form.with(item, score))
    };
    typed(first, ["3", "2", ""]).save(&one).await;
    typed(second.clone(), ["3", "2", ""]).save(&two).await;
    let page = typed(second, ["4", "2", "5"]).send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    assert_eq!(differing(&page), [["Bedømmelser", "9.a: 3 9.c: ikke bedømt", "9.a: 4 9.c: 5"]]);
    let score = async || {
        let scores = orm::inspections::get(&app.store, id).await.unwrap().scores;
        scores.get("sociale-tilbud-2020/9.a").map(|score| score.value())
    };
    assert_eq!(score().await, Some(3));
    again.save(&two).await;
    assert_eq!(score().await, Some(4));
}

#[tokio::test]
async fn a_plans_own_fields_are_met_one_by_one_and_joined_where_they_can_be() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().titled("Fælles plan").written_by(&app, &one).await;
    let address = format!("/handleplaner/{}/oplysninger", plan.id);
    let (first, second) = opened_by_both(&one, &two, &address).await;
    let typed = first.with("title", "Den enes titel").with("year", "2025").with("introduction", "Den enes indledning");
    typed.save(&one).await;
    let page = second.with("title", "Den andens titel").with("closing", "Den andens afslutning").send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    assert_eq!(differing(&page), [["Titel", "Den enes titel", "Den andens titel"]]);
    assert_eq!((again.value("year"), again.value("introduction")), ("2025", "Den enes indledning"));
    assert_eq!(app.plan(plan.id).await.title, "Den enes titel");
    again.save(&two).await;
    let found = app.plan(plan.id).await;
    assert_eq!((found.title.as_str(), found.year), ("Den andens titel", 2025));
    assert_eq!((found.introduction.as_str(), found.closing.as_str()), ("Den enes indledning", "Den andens afslutning"));
}

#[tokio::test]
async fn the_roles_of_a_user_are_met_and_joined_with_all_else() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("admin").await, app.second_administrator().await);
    let id = app.user("medarbejder").await;
    let address = format!("/brugere/{id}");
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("role.0", "reader").with("titles", "Superbruger").save(&one).await;
    let page = second.with("role.0", "department_manager").with("name", "Ida Lyngdahl Holm").send(&two).await;
    let again = met(&page, "Signe Hjortlev", &address);
    let roles = ["Adgang", "Læser i Bostedet Ternebakken", "Afdelingsleder i Bostedet Ternebakken"];
    assert_eq!(differing(&page), [roles]);
    assert_eq!(again.value("titles"), "Superbruger", "what only the other touched is joined");
    let role = async || app.organisation().await.user(id).unwrap().grants[0].role.key();
    assert_eq!(role().await, "reader");
    again.save(&two).await;
    assert_eq!(role().await, "department_manager");
    let organisation = app.organisation().await;
    let found = organisation.user(id).unwrap();
    assert_eq!((found.name.as_str(), found.titles_text.as_str()), ("Ida Lyngdahl Holm", "Superbruger"));
}

#[tokio::test]
async fn the_name_of_a_unit_is_met_and_joined_with_what_it_is() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("admin").await, app.second_administrator().await);
    let id = app.unit("Bofællesskabet Fyrlunden").await;
    let address = format!("/enheder/{id}");
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("name", "Fyrhuset").with("kind", "department").save(&one).await;
    let page = second.with("name", "Fyrtårnet").send(&two).await;
    let again = met(&page, "Signe Hjortlev", &address);
    assert_eq!(differing(&page), [["Navn", "Fyrhuset", "Fyrtårnet"]]);
    assert_eq!(again.value("kind"), "department");
    assert_eq!(app.unit("Fyrhuset").await, id);
    again.save(&two).await;
    assert_eq!(app.unit("Fyrtårnet").await, id);
    let organisation = app.organisation().await;
    assert_eq!(organisation.units.get(id).unwrap().kind.key(), "department");
}
