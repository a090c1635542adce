//! The life of a plan: checked, proposed, returned, approved, sent, frozen, compared.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::{
    approval::PlanRecord,
    id::PlanId,
    plan::{Plan, PlanStatus},
};

use crate::support::{App, Browser, Page, builders::Form, html};

async fn record(app: &App, id: PlanId) -> Arc<PlanRecord> {
    orm::plan_records::get(&app.store, &app.plan(id).await).await.unwrap()
}

/// Takes a step as the page that shows the plan as it stands now does.
pub(crate) async fn step(app: &App, browser: &Browser<'_>, id: PlanId, act: &str, more: &[(&str, &str)]) -> Page {
    let revision = app.plan(id).await.revision.to_string();
    let form = [&[("act", act), ("revision", revision.as_str())][..], more].concat();
    browser.post(&format!("/handleplaner/{id}/forloeb"), &form).await
}

pub(crate) const SENDING: [(&str, &str); 3] =
    [("sent_on", "12-03-2026"), ("channel", "Digital Post"), ("case_number", "26/00451")];

/// Lets every flaw of the plan be, with a reason.
pub(crate) async fn waive_all(app: &App, browser: &Browser<'_>, id: PlanId) {
    loop {
        let page = browser.get(&format!("/handleplaner/{id}/kontrol")).await;
        let forms = html::elements(&page.body, "form");
        let form = forms.iter().find(|form| form.attribute("action").is_some_and(|to| to.ends_with("/fravigelser")));
        let Some(form) = form else { return };
        let mut fields = html::fields(form);
        fields.retain(|(name, _)| name != "reason");
        fields.push(("reason".into(), "Aftalt med tilsynet".into()));
        let done = browser.post(&format!("/handleplaner/{id}/fravigelser"), &html::pairs(&fields)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(app.plan(id).await.revision < 200);
    }
}

pub(crate) async fn change_text(browser: &Browser<'_>, plan: &Plan, words: &str) {
    let goal = &plan.blocks[0].issues[0].statements.of("goal")[0];
    let address = format!("/handleplaner/{}/dele/{}/felt/text", plan.id, goal.id);
    let saved = browser.post(&address, &[("text", words), ("version", &goal.version.to_string())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_plan_goes_from_draft_to_sent_and_is_frozen_as_it_was() {
    let app = App::demo().await;
    let (leader, manager) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let id = app.draft_plan().await.id;
    let already_sent = orm::versions::verify(&app.store).await.unwrap().0;

    step(&app, &leader, id, "approve", &[]).await.refused(StatusCode::FORBIDDEN, "ikke adgang");
    assert_eq!(step(&app, &leader, id, "propose", &[("message", "Se den gerne")]).await.status, StatusCode::SEE_OTHER);
    step(&app, &manager, id, "return", &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv, hvad der skal");
    let returned = step(&app, &manager, id, "return", &[("message", "Hvem har ansvaret?")]).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER);
    assert_eq!(app.plan(id).await.status, PlanStatus::Draft);
    assert!(leader.get(&format!("/handleplaner/{id}/forloeb")).await.text().contains("Hvem har ansvaret?"));

    step(&app, &leader, id, "propose", &[]).await;
    step(&app, &manager, id, "approve", &[]).await;
    step(&app, &manager, id, "submit", &SENDING).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "skal rettes eller");
    waive_all(&app, &leader, id).await;
    assert_eq!(step(&app, &manager, id, "submit", &SENDING).await.status, StatusCode::SEE_OTHER);

    let found = record(&app, id).await;
    let version = found.last_version().unwrap();
    assert_eq!((version.number, version.submission.case_number.as_str()), (1, "26/00451"));
    assert_eq!(app.plan(id).await.status, PlanStatus::Submitted);
    let files = [0, 1].map(|at| format!("/handleplaner/{id}/versioner/1/filer/{at}"));
    let mut sent = Vec::new();
    for file in &files {
        sent.push(leader.get(file).await.bytes);
    }
    assert!(sent[0].starts_with(b"PK") && sent[1].starts_with(b"%PDF"));

    change_text(&leader, &app.plan(id).await, "Et helt andet mål for sygefraværet.").await;
    let page = leader.get(&format!("/handleplaner/{id}/sammenlign?fra=1")).await;
    assert!(page.body.contains("<ins>") && page.body.contains("<del>"), "{}", page.text());
    for (file, bytes) in files.iter().zip(&sent) {
        assert_eq!(&leader.get(file).await.bytes, bytes);
    }
    let old = leader.get(&format!("/handleplaner/{id}/versioner/1")).await.text();
    assert!(!old.contains("Et helt andet mål"));
    assert_eq!(orm::versions::verify(&app.store).await.unwrap(), (already_sent + 1, vec![]));
}

#[tokio::test]
async fn only_the_plan_that_was_approved_is_sent() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    waive_all(&app, &manager, id).await;
    step(&app, &manager, id, "approve", &[]).await;
    change_text(&manager, &app.plan(id).await, "Alle får svar den samme uge").await;
    waive_all(&app, &manager, id).await;
    step(&app, &manager, id, "submit", &SENDING).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Godkend den igen");
    assert!(record(&app, id).await.versions.is_empty());
    step(&app, &manager, id, "reopen", &[]).await;
    step(&app, &manager, id, "approve", &[]).await;
    assert_eq!(step(&app, &manager, id, "submit", &SENDING).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn follow_up_after_approval_does_not_hinder_sending() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    waive_all(&app, &manager, id).await;
    step(&app, &manager, id, "approve", &[]).await;
    let activity = app.plan(id).await.activities().next().unwrap().2.id;
    let note = Form::at(&manager, &format!("/handleplaner/{id}/dele/{activity}/opfoelgning")).await;
    note.with("status", "started").with("text", "Vi er begyndt").save(&manager).await;
    assert_eq!(step(&app, &manager, id, "submit", &SENDING).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_step_from_an_old_page_or_with_bad_words_changes_nothing() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    let address = format!("/handleplaner/{id}/forloeb");
    let old = manager.post(&address, &[("act", "approve"), ("revision", "0")]).await;
    old.refused(StatusCode::CONFLICT, "ændret");
    manager
        .post(&address, &[("act", "fly"), ("revision", "1")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg");
    step(&app, &manager, id, "close", &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "kan ikke gøres nu");
    waive_all(&app, &manager, id).await;
    step(&app, &manager, id, "approve", &[]).await;
    let bad = [("sent_on", "31-02-2026"), ("channel", ""), ("case_number", &"9".repeat(300))];
    let page = step(&app, &manager, id, "submit", &bad).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv den dag, planen sendes");
    assert!(page.body.contains("31-02-2026"));
    let future = [("sent_on", "13-03-2026"), ("channel", "E-mail")];
    step(&app, &manager, id, "submit", &future).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "fremtiden");
    let long = "x".repeat(10_001);
    step(&app, &manager, id, "reopen", &[("message", &long)])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "10000 tegn");
    assert_eq!(app.plan(id).await.status, PlanStatus::Approved);
}

#[tokio::test]
async fn two_who_send_at_once_make_one_version() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    waive_all(&app, &manager, id).await;
    step(&app, &manager, id, "approve", &[]).await;
    let (one, two) =
        tokio::join!(step(&app, &manager, id, "submit", &SENDING), step(&app, &manager, id, "submit", &SENDING));
    let mut found = [one.status, two.status];
    found.sort();
    assert_eq!(found[0], StatusCode::SEE_OTHER);
    assert!(matches!(found[1], StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY), "{found:?}");
    assert_eq!(record(&app, id).await.versions.len(), 1);
}

#[tokio::test]
async fn a_remark_stands_at_its_cell_until_it_is_put_right() {
    let app = App::demo().await;
    let (leader, manager) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = app.draft_plan().await;
    let (id, part) = (plan.id, plan.activities().next().unwrap().2.id);
    step(&app, &leader, id, "propose", &[]).await;
    let address = format!("/handleplaner/{id}/dele/{part}/bemaerkninger/period");
    assert!(manager.get(&format!("/handleplaner/{id}")).await.body.contains(&address));
    manager.post(&address, &[("text", " ")]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv en tekst her");
    manager.post(&address, &[("text", "Hvornår <b>præcis</b>?")]).await;
    assert_eq!(step(&app, &manager, id, "return", &[]).await.status, StatusCode::SEE_OTHER);
    let page = leader.get(&format!("/handleplaner/{id}")).await;
    assert!(page.body.contains("Hvornår &lt;b&gt;præcis&lt;/b&gt;?"));
    let remark = record(&app, id).await.remarks[0].id;
    leader.post(&format!("/handleplaner/{id}/bemaerkninger/{remark}/rettet"), &[]).await;
    assert!(!leader.get(&format!("/handleplaner/{id}")).await.body.contains("præcis"));
    assert!(record(&app, id).await.remarks[0].settled.is_some());
}
