//! Findings: registered quickly, corrected, removed, brought back.

use axum::http::StatusCode;

use crate::support::{App, an_inspection};

#[tokio::test]
async fn says_what_is_wrong_and_keeps_the_text() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, _) = an_inspection(&browser, app.unit("Bostedet Ternebakken").await).await;
    let address = format!("/tilsyn/{id}/fund");
    browser.post(&address, &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv en tekst her");
    let page = browser.post(&address, &[("text", "Påbud om bemanding"), ("due_on", "32-01-2026")]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Datoen findes ikke");
    assert!(page.body.contains("Påbud om bemanding") && page.body.contains("32-01-2026"));
    let page = browser.post(&address, &[("text", "Borgeren 010190-1234 skal")]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR-nummer");
}

#[tokio::test]
async fn refers_to_several_themes_in_words_numbers_or_ticks() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, finding) = an_inspection(&browser, app.unit("Bostedet Ternebakken").await).await;
    let form = [
        ("version", "1"),
        ("text", "Påbud om bemanding"),
        ("references", "Sundhed og trivsel, kriterium 5, indikator 5.a"),
        ("item", "sociale-tilbud-2020/10.b"),
        ("due_on", "01-05-2026"),
        ("extended_to", "01-06-2026"),
    ];
    assert_eq!(browser.post(&format!("/fund/{finding}"), &form).await.location(), format!("/tilsyn/{id}?besked=gemt"));
    let found = orm::findings::get(&app.store, finding).await.unwrap();
    assert_eq!(found.references.items, ["sociale-tilbud-2020/5.a", "sociale-tilbud-2020/10.b"]);
    let text = browser.get(&format!("/tilsyn/{id}")).await.text();
    assert!(text.contains("Påbud") && text.contains("1. juni 2026 (forlænget)"), "{text}");
    let again = browser.post(&format!("/fund/{finding}"), &form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the same words twice are no conflict: {}", again.text());
    let other = [&form[..1], &[("text", "Påbud om nattevagten")], &form[2..]].concat();
    let page = browser.post(&format!("/fund/{finding}"), &other).await;
    page.refused(StatusCode::CONFLICT, "Du har selv rettet det samme i et andet vindue");
}

#[tokio::test]
async fn what_is_removed_comes_back() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, finding) = an_inspection(&browser, app.unit("Bostedet Ternebakken").await).await;
    browser.post(&format!("/fund/{finding}/slet"), &[]).await;
    let text = browser.get(&format!("/tilsyn/{id}")).await.text();
    assert!(text.contains("Slettede fund (1)"));
    browser.post(&format!("/fund/{finding}/gendan"), &[]).await;
    assert!(!browser.get(&format!("/tilsyn/{id}")).await.text().contains("Slettede fund"));
}
