//! Two who save at the same instant: one is first, the other is told so with a form, and nothing happens twice.

use axum::http::StatusCode;
use domain::{id::PartId, plan::Plan};

use crate::{
    approval::{SENDING, step, waive_all},
    database::futures_all,
    support::{
        App, Browser, Page, an_inspection,
        builders::{Form, a_plan, first_goal},
        field, html,
        imports::fields_of,
    },
};

/// Sends both forms at once.
async fn at_once((one, first): (&Browser<'_>, Form), (two, second): (&Browser<'_>, Form)) -> [Page; 2] {
    let (first, second) = tokio::join!(first.send(one), second.send(two));
    [first, second]
}

/// Asserts that of two saves one was done and the other met it, and answers the form that came back.
#[track_caller]
fn one_meets_the_other(mut pages: [Page; 2], action: &str) -> Form {
    pages.sort_by_key(|page| page.status);
    let [done, met] = &pages;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    met.refused(StatusCode::CONFLICT, "har rettet");
    assert!(!met.text().contains("Nummer til support"), "a bare page: {}", met.text());
    Form::on(met, action)
}

/// Opens a form twice, saves it twice at once with other words in one field, and once more after the other was seen.
/// Answers what stood in the field of the form that came back.
async fn raced(one: &Browser<'_>, two: &Browser<'_>, address: &str, name: &str) -> String {
    let (first, second) = (Form::at(one, address).await, Form::at(two, address).await);
    let first = first.with(name, "Den enes ord");
    let second = second.with(name, "Den andens ord");
    let again = one_meets_the_other(at_once((one, first), (two, second)).await, address);
    again.save(two).await;
    again.value(name).to_owned()
}

/// Saves a form twice at once, each time with another field changed.
async fn joined(one: &Browser<'_>, two: &Browser<'_>, address: &str, fields: [(&str, &str); 2]) {
    let (first, second) = (Form::at(one, address).await, Form::at(two, address).await);
    let [(name, value), (other, another)] = fields;
    for page in at_once((one, first.with(name, value)), (two, second.with(other, another))).await {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{address}: {}", page.text());
    }
}

const WORDS: [&str; 2] = ["Den enes ord", "Den andens ord"];

#[tokio::test]
async fn a_finding_saved_twice_at_once_is_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (_, finding) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/fund/{finding}");
    let kept = raced(&one, &two, &address, "text").await;
    assert!(WORDS.contains(&kept.as_str()), "{kept}");
    joined(&one, &two, &address, [("due_on", "02-05-2026"), ("kind", "condition")]).await;
    let found = orm::findings::get(&app.store, finding).await.unwrap();
    assert_eq!((found.text, found.due_on), (kept, "2026-05-02".parse().ok()));
    assert_eq!(found.kind, domain::finding::FindingKind::from_key("condition"));
}

#[tokio::test]
async fn an_inspection_saved_twice_at_once_is_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, _) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/tilsyn/{id}/rediger");
    let kept = raced(&one, &two, &address, "note").await;
    joined(&one, &two, &address, [("case_number", "26/17"), ("plan_due_on", "20-04-2026")]).await;
    let found = orm::inspections::get(&app.store, id).await.unwrap().details;
    assert_eq!((found.note, found.case_number.as_str()), (kept, "26/17"));
    assert_eq!(found.plan_due_on, "2026-04-20".parse().ok());
}

#[tokio::test]
async fn scores_saved_twice_at_once_are_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, _) = an_inspection(&one, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/tilsyn/{id}/bedoemmelser");
    let item = "sociale-tilbud-2020/9.a";
    let (first, second) = (Form::at(&one, &address).await, Form::at(&two, &address).await);
    let pages = at_once((&one, first.with(item, "2")), (&two, second.with(item, "4"))).await;
    let again = one_meets_the_other(pages, &address);
    again.save(&two).await;
    let found = orm::inspections::get(&app.store, id).await.unwrap().scores;
    assert_eq!(found[item].value().to_string(), again.value(item));
}

#[tokio::test]
async fn a_plans_fields_saved_twice_at_once_are_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let id = a_plan().written_by(&app, &one).await.id;
    let address = format!("/handleplaner/{id}/oplysninger");
    let kept = raced(&one, &two, &address, "title").await;
    joined(&one, &two, &address, [("year", "2025"), ("closing", "Afslutning")]).await;
    let plan = app.plan(id).await;
    assert_eq!((&plan.title, plan.year, plan.closing.as_str()), (&kept, 2025, "Afslutning"));
}

#[tokio::test]
async fn a_field_saved_twice_at_once_is_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&app, &one).await;
    let kept = raced(&one, &two, &field(plan.id, first_goal(&plan), "text"), "text").await;
    assert_eq!(goals(&app.plan(plan.id).await), [kept]);
}

#[tokio::test]
async fn a_unit_saved_twice_at_once_is_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("admin").await, app.second_administrator().await);
    let id = app.unit("Bofællesskabet Fyrlunden").await;
    let address = format!("/enheder/{id}");
    let kept = raced(&one, &two, &address, "name").await;
    joined(&one, &two, &address, [("name", "Fyrhuset"), ("kind", "department")]).await;
    assert_ne!(kept, "Fyrhuset");
    let organisation = app.organisation().await;
    let unit = organisation.units.get(id).unwrap();
    assert_eq!((unit.name.as_str(), unit.kind.key()), ("Fyrhuset", "department"));
}

#[tokio::test]
async fn a_user_saved_twice_at_once_is_saved_once_and_met_once() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("admin").await, app.second_administrator().await);
    let id = app.user("medarbejder").await;
    let address = format!("/brugere/{id}");
    let kept = raced(&one, &two, &address, "titles").await;
    joined(&one, &two, &address, [("name", "Ida Holm"), ("role.0", "reader")]).await;
    let organisation = app.organisation().await;
    let user = organisation.user(id).unwrap();
    assert_eq!((&user.titles_text, user.name.as_str()), (&kept, "Ida Holm"));
    assert_eq!(user.grants.iter().map(|grant| grant.role.key()).collect::<Vec<_>>(), ["reader"]);
}

/// Sends the form of the first start, as a person of their own.
async fn start(app: &App, at: usize) -> Page {
    let (organisation, email) = (format!("Kommune {at}"), format!("leder{at}@aaloese.example"));
    let form = [
        ("code", "kode-1234"),
        ("organisation", organisation.as_str()),
        ("name", "Anna Å"),
        ("email", email.as_str()),
        ("password", "fire små grønne stole"),
    ];
    app.stranger().post("/foerste-start", &form).await
}

#[tokio::test]
async fn six_who_start_first_at_once_make_one_administrator_and_one_organisation() {
    let app = App::empty().await;
    let started = futures_all((0..6).map(|number| start(&app, number))).await;
    let (let_in, kept_out): (Vec<Page>, Vec<Page>) = started.into_iter().partition(|page| page.new_cookie().is_some());
    assert_eq!(let_in.iter().map(Page::location).collect::<Vec<_>>(), ["/enheder"]);
    for page in kept_out {
        let is_told = matches!(page.status, StatusCode::SEE_OTHER | StatusCode::UNPROCESSABLE_ENTITY);
        assert!(is_told, "{} {}", page.status, page.text());
    }
    let organisation = app.organisation().await;
    assert_eq!((organisation.users.len(), organisation.units.iter().count()), (1, 1));
}

#[tokio::test]
async fn an_import_saved_twice_at_once_is_one_plan() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let csv = "Tema;Emne;Mål;Hvad;Hvornår;Hvem\nSundhed og trivsel;E;M;Gåture;ultimo 2026;Afdelingsledelse\n";
    let shown = browser.upload(unit, "plan.csv", csv.as_bytes()).await;
    let fields = fields_of(&browser.get(shown.location()).await.body);
    let count = async || orm::plans::list(&app.store, &[unit]).await.unwrap().len();
    let before = count().await;
    let fields = html::pairs(&fields);
    let (one, two) = tokio::join!(browser.post(shown.location(), &fields), browser.post(shown.location(), &fields));
    assert_eq!(count().await, before + 1);
    let mut pages = [one, two];
    pages.sort_by_key(|page| page.status);
    assert!(pages[0].location().starts_with("/handleplaner/"), "{}", pages[0].location());
    let told = "Importen er allerede gemt eller slettet. Se under Handleplaner.";
    pages[1].refused(StatusCode::UNPROCESSABLE_ENTITY, told);
    browser.post(shown.location(), &fields).await.refused(StatusCode::UNPROCESSABLE_ENTITY, told);
    assert_eq!(count().await, before + 1);
}

#[tokio::test]
async fn a_plan_is_sent_or_removed_and_never_both() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    waive_all(&app, &manager, id).await;
    assert_eq!(step(&app, &manager, id, "approve", &[]).await.status, StatusCode::SEE_OTHER);
    let versions = async || orm::versions::verify(&app.store).await.unwrap().0;
    let before = versions().await;
    let address = format!("/handleplaner/{id}/slet");
    let (sent, removed) = tokio::join!(step(&app, &manager, id, "submit", &SENDING), manager.post(&address, &[]));
    let is_there = manager.get(&format!("/handleplaner/{id}")).await.status == StatusCode::OK;
    assert_eq!(versions().await > before, is_there, "{} {}", sent.status, removed.status);
    for page in [sent, removed] {
        assert!(!page.status.is_server_error(), "{}", page.text());
    }
}

fn goals(plan: &Plan) -> Vec<String> {
    plan.blocks[0].issues[0].statements.of("goal").iter().map(|goal| goal.text.clone()).collect()
}

/// Opens a goal, lets another change it, and presses a button of the part with other words typed.
async fn pressed_too_late(app: &App, button: (&str, &str)) -> (Vec<String>, Page, String) {
    let (one, two) = (app.log_in_cheaply("afdelingsleder").await, app.log_in_cheaply("botilbudsleder").await);
    let plan = a_plan().written_by(app, &one).await;
    let goal: PartId = first_goal(&plan);
    let issue = plan.blocks[0].issues[0].id.to_string();
    let more = [("kind", "goal"), ("parent", issue.as_str()), ("text", "Et andet mål")];
    one.post(&format!("/handleplaner/{}/dele", plan.id), &more).await;
    let address = field(plan.id, goal, "text");
    let (first, second) = (Form::at(&one, &address).await, Form::at(&two, &address).await);
    first.with("text", "Den enes mål").save(&one).await;
    let (way, act) = button;
    let typed = [("field", "text"), ("version", second.value("version")), ("text", "Den andens mål"), ("way", way)];
    let page = two.post(&format!("/handleplaner/{}/dele/{goal}/{act}", plan.id), &typed).await;
    (goals(&app.plan(plan.id).await), page, address)
}

#[tokio::test]
async fn a_part_with_a_stale_open_field_is_not_moved_copied_or_removed_and_the_text_is_kept() {
    let app = App::demo().await;
    for button in [("down", "flyt"), ("", "kopier"), ("", "slet")] {
        let (goals, page, address) = pressed_too_late(&app, button).await;
        assert_eq!(goals, ["Den enes mål", "Et andet mål"], "{button:?}");
        page.refused(StatusCode::CONFLICT, "Kasper Tangmose har rettet feltet");
        assert!(page.text().contains("Den enes mål"), "{}", page.text());
        let again = Form::on(&page, &address);
        assert_eq!(again.value("text"), "Den andens mål", "{button:?}");
        again.save(&app.log_in_cheaply("botilbudsleder").await).await;
    }
}
