//! What two do in one plan at a time: its fields, its days, its steps, what is let be, and its spreadsheet.

use axum::http::StatusCode;
use domain::{
    id::{PartId, PlanId},
    plan::{Plan, PlanStatus},
};

use crate::{
    approval::{SENDING, waive_all},
    conflicts::{met, opened_by_both},
    support::{
        App, Browser, Page,
        builders::{Form, a_plan, first_activity, first_goal},
        field, html,
    },
};

/// What stands there now, as the editor of a field shows it.
fn theirs(page: &Page) -> Vec<String> {
    let found = html::elements(&page.body, "p");
    found.iter().filter(|p| p.attribute("class").as_deref() == Some("deres")).map(html::Element::text).collect()
}

/// A plan of Ternebakken that both may write in, and the address of a field of its first activity.
async fn a_field(app: &App, writer: &Browser<'_>, name: &str) -> (PlanId, PartId, String) {
    let plan = a_plan().written_by(app, writer).await;
    let activity = first_activity(&plan).id;
    (plan.id, activity, field(plan.id, activity, name))
}

fn period_of(plan: &Plan, id: PartId) -> (String, String) {
    let period = &plan.activity(id).unwrap().period;
    (period.text.clone(), period.reading.describe())
}

fn pair(words: &str, days: &str) -> (String, String) {
    (words.to_owned(), days.to_owned())
}

#[tokio::test]
async fn a_field_shows_both_texts_with_script_and_without() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "text").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("text", "Den enes tekst").save(&one).await;
    let second = second.with("text", "Den andens tekst");
    let in_part = second.send(&two.htmx()).await;
    assert!(!in_part.body.contains("<html"), "htmx is given a part of the page");
    for page in [in_part, second.send(&two).await] {
        let again = met(&page, "Kasper Tangmose", &address);
        assert_eq!(theirs(&page), ["Den enes tekst"]);
        assert_eq!(again.value("text"), "Den andens tekst");
        assert_eq!(app.plan(id).await.activity(activity).unwrap().what, "Den enes tekst");
    }
    met(&second.send(&two).await, "Kasper Tangmose", &address).save(&two).await;
    assert_eq!(app.plan(id).await.activity(activity).unwrap().what, "Den andens tekst");
}

#[tokio::test]
async fn a_field_is_not_met_where_the_other_wrote_the_same_or_elsewhere_in_the_activity() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, what) = a_field(&app, &one, "text").await;
    let (first, second) = opened_by_both(&one, &two, &what).await;
    let owner = Form::at(&two, &field(id, activity, "owner")).await;
    first.with("text", "Fælles tekst").save(&one).await;
    second.with("text", "Fælles tekst").save(&two).await;
    owner.with("text", "LMU").save(&two).await;
    let plan = app.plan(id).await;
    let found = plan.activity(activity).unwrap();
    assert_eq!((found.what.as_str(), found.owner_text.as_str()), ("Fælles tekst", "LMU"));
}

#[tokio::test]
async fn days_set_by_hand_are_never_overwritten_unseen() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "period").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("start", "1/6-2026").with("end", "30/6-2026").save(&one).await;
    let page = second.with("start", "1/7-2026").with("end", "31/7-2026").send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    assert_eq!(theirs(&page), ["1.–30. juni 2026"]);
    assert!(page.text().contains("Dagene er sat til"), "{}", page.text());
    assert_eq!((again.value("start"), again.value("end")), ("1/7-2026", "31/7-2026"));
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når haven er klar", "1.–30. juni 2026"));
    again.save(&two).await;
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når haven er klar", "1.–31. juli 2026"));
}

#[tokio::test]
async fn words_of_one_and_days_of_the_other_are_joined() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "period").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("text", "når drivhuset er klar").save(&one).await;
    second.with("start", "1/7-2026").with("end", "31/7-2026").save(&two).await;
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når drivhuset er klar", "1.–31. juli 2026"));
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("start", "1/8-2026").with("end", "31/8-2026").save(&one).await;
    second.with("text", "når laden er klar").save(&two).await;
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når laden er klar", "1.–31. august 2026"));
}

#[tokio::test]
async fn where_only_the_days_are_met_the_others_words_are_joined_and_not_taken_back() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "period").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("text", "når drivhuset er klar").with("start", "1/6-2026").with("end", "30/6-2026").save(&one).await;
    let page = second.with("start", "1/7-2026").with("end", "31/7-2026").send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    assert_eq!(theirs(&page), ["1.–30. juni 2026"]);
    assert_eq!(again.value("text"), "når drivhuset er klar");
    again.save(&two).await;
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når drivhuset er klar", "1.–31. juli 2026"));
}

#[tokio::test]
async fn where_only_the_words_are_met_the_others_days_are_joined_and_not_taken_back() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "period").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("text", "når drivhuset er klar").with("start", "1/6-2026").with("end", "30/6-2026").save(&one).await;
    let page = second.with("text", "når laden er klar").send(&two).await;
    let again = met(&page, "Kasper Tangmose", &address);
    assert_eq!(theirs(&page), ["når drivhuset er klar"]);
    assert_eq!(again.value("text"), "når laden er klar");
    again.save(&two).await;
    assert_eq!(period_of(&app.plan(id).await, activity), pair("når laden er klar", "1.–30. juni 2026"));
}

#[tokio::test]
async fn a_field_with_a_fault_keeps_the_version_it_was_opened_at() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&app, &one).await;
    let address = field(plan.id, first_goal(&plan), "text");
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("text", "Den enes mål").save(&one).await;
    let faulty = second.clone().with("text", "Borger 010190-1234 trives").ticked("split", "1");
    for browser in [two.htmx(), two.clone()] {
        let refused = faulty.send(&browser).await;
        refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR-nummer");
        let mended = Form::on(&refused, &address);
        assert_eq!(mended.value("text"), "Borger 010190-1234 trives");
        assert_eq!(mended.value("version"), second.value("version"), "the other's text has been shown to nobody");
        assert_eq!(mended.values("split"), ["1"], "the box stays ticked");
        let page = mended.with("text", "Den andens mål").send(&browser).await;
        let again = met(&page, "Kasper Tangmose", &address);
        assert_eq!(theirs(&page), ["Den enes mål"]);
        assert_eq!(again.value("text"), "Den andens mål");
        assert_eq!(app.plan(plan.id).await.blocks[0].issues[0].statements.of("goal")[0].text, "Den enes mål");
    }
}

#[tokio::test]
async fn a_time_frame_with_a_fault_keeps_the_version_it_was_opened_at() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, activity, address) = a_field(&app, &one, "period").await;
    let (first, second) = opened_by_both(&one, &two, &address).await;
    first.with("start", "1/6-2026").with("end", "30/6-2026").save(&one).await;
    let faulty = second.clone().with("start", "31/4-2026").with("end", "31/7-2026");
    for browser in [two.htmx(), two.clone()] {
        let refused = faulty.send(&browser).await;
        refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "Datoen findes ikke");
        let mended = Form::on(&refused, &address);
        assert_eq!((mended.value("start"), mended.value("end")), ("31/4-2026", "31/7-2026"));
        assert_eq!(mended.value("version"), second.value("version"), "the other's days have been shown to nobody");
        let page = mended.with("start", "1/7-2026").send(&browser).await;
        met(&page, "Kasper Tangmose", &address);
        assert_eq!(theirs(&page), ["1.–30. juni 2026"]);
        assert_eq!(period_of(&app.plan(id).await, activity), pair("når haven er klar", "1.–30. juni 2026"));
    }
}

/// The form of one step among those on the page of a plan's life.
#[track_caller]
fn step_form(page: &Page, act: &str) -> Form {
    let found = Form::all_on(page).into_iter().find(|form| form.values("act") == [act]);
    found.unwrap_or_else(|| panic!("no step {act}: {}", page.text()))
}

fn filled(form: Form, typed: &[(&str, &str)]) -> Form {
    typed.iter().fold(form, |form, (name, value)| form.with(name, value))
}

const STEP_IS_OLD: &str = "Planen er ændret, siden du åbnede siden. Se den igen, og tryk så en gang til, hvis det \
                           stadig er rigtigt.";

#[tokio::test]
async fn a_step_from_an_old_page_shows_the_plan_anew_and_keeps_the_message() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let plan = app.draft_plan().await;
    let address = format!("/handleplaner/{}/forloeb", plan.id);
    let old = step_form(&leader.get(&address).await, "propose");
    follow_up(&staff, &plan).await;
    let page = old.with("message", "Se især på emne 2").send(&leader).await;
    page.refused(StatusCode::CONFLICT, STEP_IS_OLD);
    assert_eq!(app.plan(plan.id).await.status, PlanStatus::Draft);
    let again = step_form(&page, "propose");
    assert_eq!(again.value("message"), "Se især på emne 2");
    again.save(&leader).await;
    assert_eq!(app.plan(plan.id).await.status, PlanStatus::Proposed);
}

#[tokio::test]
async fn a_message_is_kept_where_the_step_can_no_longer_be_taken() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("botilbudsleder").await, app.log_in("admin").await);
    let plan = app.plan_of("Bofællesskabet Fyrlunden").await;
    assert_eq!(plan.status, PlanStatus::Proposed);
    let address = format!("/handleplaner/{}/forloeb", plan.id);
    let (first, second) =
        (step_form(&one.get(&address).await, "return"), step_form(&two.get(&address).await, "return"));
    first.with("message", "Hvem har ansvaret?").save(&one).await;
    let page = second.with("message", "Skriv, hvornår der følges op").send(&two).await;
    page.refused(StatusCode::CONFLICT, "Det, du valgte, kan ikke gøres nu, og intet er gemt.");
    assert!(page.body.contains("Skriv, hvornår der følges op"), "the message is lost: {}", page.text());
}

async fn follow_up(staff: &Browser<'_>, plan: &Plan) {
    let address = format!("/handleplaner/{}/dele/{}/opfoelgning", plan.id, first_activity(plan).id);
    Form::at(staff, &address).await.with("status", "started").with("text", "Vi er begyndt").save(staff).await;
}

#[tokio::test]
async fn a_sending_from_an_old_page_sends_nothing_and_keeps_what_was_typed() {
    let app = App::demo().await;
    let (manager, staff) = (app.log_in("botilbudsleder").await, app.log_in("medarbejder").await);
    let plan = app.draft_plan().await;
    waive_all(&app, &manager, plan.id).await;
    let address = format!("/handleplaner/{}/forloeb", plan.id);
    step_form(&manager.get(&address).await, "approve").save(&manager).await;
    let old = filled(step_form(&manager.get(&address).await, "submit"), &SENDING);
    follow_up(&staff, &plan).await;
    let page = old.send(&manager).await;
    page.refused(StatusCode::CONFLICT, STEP_IS_OLD);
    assert_eq!(app.plan(plan.id).await.status, PlanStatus::Approved);
    let again = step_form(&page, "submit");
    for (name, value) in SENDING {
        assert_eq!(again.value(name), value);
    }
    again.save(&manager).await;
    assert_eq!(app.plan(plan.id).await.status, PlanStatus::Submitted);
}

#[tokio::test]
async fn a_flaw_that_has_changed_is_not_let_be_and_the_reason_is_kept() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().activities([("Møder".to_owned(), String::new())]).written_by(&app, &one).await;
    let (id, activity) = (plan.id, first_activity(&plan).id);
    let (check, waivers) = (format!("/handleplaner/{id}/kontrol"), format!("/handleplaner/{id}/fravigelser"));
    let page = two.get(&check).await;
    assert!(page.text().contains("Aktivitet uden ansvarlig"), "{}", page.text());
    let old = waiver_of(&page, "activity_without_owner").with("reason", "Alle gør det sammen");
    assert_eq!(old.action(), waivers);
    Form::at(&one, &field(id, activity, "owner")).await.with("text", "TRIO").save(&one).await;
    let met = old.send(&two).await;
    met.refused(StatusCode::CONFLICT, "ændret");
    assert!(met.body.contains("Alle gør det sammen"), "the reason is lost: {}", met.text());
    assert!(!two.get(&check).await.text().contains("Fraveget med begrundelse"));
    let other = waiver_of(&two.get(&check).await, "goal_without_monitoring").with("reason", "Målet følges af tilsynet");
    other.save(&two).await;
    let text = two.get(&check).await.text();
    assert!(text.contains("Fraveget med begrundelse (1)") && text.contains("Målet følges af tilsynet"), "{text}");
}

/// The form that lets the first flaw of a rule be.
#[track_caller]
fn waiver_of(page: &Page, rule: &str) -> Form {
    let found = Form::all_on(page).into_iter().find(|form| form.values("rule") == [rule]);
    found.unwrap_or_else(|| panic!("no flaw {rule}: {}", page.text()))
}

/// A line of a spreadsheet's changes, as the page of changes sends it where it is ticked.
fn a_line(part: PartId, version: i64, field: &str, [seen, wanted]: [&str; 2]) -> String {
    let line = serde_json::json!({
        "row": 4, "part": part, "version": version, "field": field, "seen": seen, "wanted": wanted,
    });
    line.to_string()
}

#[tokio::test]
async fn a_spreadsheet_that_meets_a_newer_text_takes_nothing_over_and_asks_again_about_what_it_met() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&app, &one).await;
    let (id, activity, goal) = (plan.id, first_activity(&plan).id, first_goal(&plan));
    let address = format!("/handleplaner/{id}/regneark/overtag");
    let owner = a_line(activity, 1, "owner", ["Afdelingsleder", "Vagtplanlægger"]);
    let text = a_line(goal, 1, "text", ["Fraværet falder", "Fraværet falder til fem procent"]);
    Form::at(&one, &field(id, activity, "owner")).await.with("text", "LMU").save(&one).await;

    let page = two.post(&address, &[("edit", &owner), ("edit", &text)]).await;
    let again = met(&page, "Kasper Tangmose", &address);
    page.refused(StatusCode::CONFLICT, "Intet er taget over endnu");
    assert_eq!(again.values("edit").len(), 1, "what others have written is not ticked");
    assert!(page.text().contains("LMU") && page.text().contains("Vagtplanlægger"), "{}", page.text());
    let found = app.plan(id).await;
    assert_eq!(found.activity(activity).unwrap().owner_text, "LMU");
    assert_eq!(found.blocks[0].issues[0].statements.of("goal")[0].text, "Fraværet falder");
    again.save(&two).await;
    let found = app.plan(id).await;
    assert_eq!(found.activity(activity).unwrap().owner_text, "LMU");
    assert_eq!(found.blocks[0].issues[0].statements.of("goal")[0].text, "Fraværet falder til fem procent");
}

#[tokio::test]
async fn a_spreadsheet_joins_what_others_wrote_elsewhere_and_tells_what_is_gone() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&app, &one).await;
    let (id, activity, goal) = (plan.id, first_activity(&plan).id, first_goal(&plan));
    let address = format!("/handleplaner/{id}/regneark/overtag");
    Form::at(&one, &field(id, activity, "text")).await.with("text", "Nye ord fra planen").save(&one).await;
    let owner = |seen, wanted| a_line(activity, 1, "owner", [seen, wanted]);
    let joined = two.post(&address, &[("edit", &owner("Afdelingsleder", "LMU"))]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
    let found = app.plan(id).await;
    let changed = found.activity(activity).unwrap();
    assert_eq!((changed.what.as_str(), changed.owner_text.as_str()), ("Nye ord fra planen", "LMU"));

    one.post(&format!("/handleplaner/{id}/dele/{goal}/slet"), &[]).await;
    let version = changed.version;
    let text = a_line(goal, 1, "text", ["Fraværet falder", "Et andet mål"]);
    let owner = a_line(activity, version, "owner", ["LMU", "HR"]);
    let page = two.post(&address, &[("edit", &text), ("edit", &owner)]).await;
    page.refused(StatusCode::CONFLICT, "er slettet i Handleplan imens");
    let again = Form::on(&page, &address);
    assert_eq!(again.values("edit").len(), 1, "what can still be taken over stays ticked");
    again.save(&two).await;
    assert_eq!(app.plan(id).await.activity(activity).unwrap().owner_text, "HR");
}
