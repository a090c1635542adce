//! Users and units, kept by administrators.

use axum::http::StatusCode;

use crate::support::{App, PASSPHRASE, builders::Form};

#[tokio::test]
async fn an_administrator_adds_a_user_who_then_logs_in() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    browser.post("/brugere", &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Giv brugeren mindst én rolle");
    let form = [
        ("name", "Ny Person"),
        ("email", "ny@handleplan.example"),
        ("password", PASSPHRASE),
        ("role.0", "staff"),
        ("unit.0", &unit),
        ("role.1", ""),
        ("unit.1", &unit),
    ];
    assert_eq!(browser.post("/brugere", &form).await.location(), "/brugere?besked=oprettet");
    browser.post("/brugere", &form).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "allerede en bruger med adressen");
    let new = app.log_in("ny").await;
    assert!(new.get("/handleplaner").await.text().contains("Ternebakken"));
    new.get("/brugere").await.refused(StatusCode::FORBIDDEN, "ikke adgang");
}

#[tokio::test]
async fn a_closed_log_in_is_over_at_once() {
    let app = App::demo().await;
    let (admin, reader) = (app.log_in("admin").await, app.log_in("laeser").await);
    let address = format!("/brugere/{}", app.user("laeser").await);
    assert!(admin.get("/brugere").await.links().contains(&address));
    Form::at(&admin, &address).await.ticked("closed", "1").save(&admin).await;
    assert_eq!(reader.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ones_own_address_is_changed_by_whoever_knows_the_passphrase() {
    let app = App::demo().await;
    let admin = app.log_in("admin").await;
    let address = format!("/brugere/{}", app.user("admin").await);
    let form = Form::at(&admin, &address).await.with("email", "anden@handleplan.example");
    for wrong in ["", "en anden adgangssætning"] {
        let page = form.clone().with("old", wrong).send(&admin).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv din nuværende adgangssætning");
        assert!(page.body.contains("anden@handleplan.example"), "what was typed is kept");
    }
    form.with("old", PASSPHRASE).save(&admin).await;
    app.log_in("anden").await;
    // Neither another field nor another's address asks for it.
    Form::at(&admin, &address).await.with("titles", "Administrator").save(&admin).await;
    let other = format!("/brugere/{}", app.user("laeser").await);
    Form::at(&admin, &other).await.with("email", "ny@handleplan.example").save(&admin).await;
}

#[tokio::test]
async fn a_unit_is_added_below_another_and_renamed() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    let parent = app.unit("Område Bo og Støtte").await.to_string();
    browser
        .post("/enheder", &[("name", " "), ("kind", "x")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg, hvad enheden er");
    let made = browser.post("/enheder", &[("name", "Ærøhus"), ("kind", "facility"), ("parent", &parent)]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let id = app.unit("Ærøhus").await;
    Form::at(&browser, &format!("/enheder/{id}")).await.with("name", "Østerhus").save(&browser).await;
    assert_eq!(app.unit("Østerhus").await, id);
    let text = browser.get("/enheder").await.text();
    assert!(text.find("Bofællesskabet").unwrap() < text.find("Østerhus").unwrap());
}
