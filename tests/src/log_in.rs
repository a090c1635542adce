//! Logging in, out, everywhere; the first start; sessions that end.

use axum::http::{Method, StatusCode, header};

use crate::support::{App, PASSPHRASE};

#[tokio::test]
async fn the_first_start_makes_the_administrator_once() {
    let app = App::empty().await;
    let browser = app.stranger();
    assert_eq!(browser.get("/log-ind").await.location(), "/foerste-start");
    let form = |code| {
        [
            ("code", code),
            ("organisation", "Åløse Kommune"),
            ("name", "Anna Å"),
            ("email", "Anna@aaloese.example"),
            ("password", "fire små grønne stole"),
        ]
    };
    browser
        .post("/foerste-start", &form("gættet"))
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Koden passer ikke");
    browser
        .post("/foerste-start", &[("code", "kode-1234")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv en e-mail");
    let made = browser.post("/foerste-start", &form("kode-1234")).await;
    assert_eq!(made.location(), "/enheder");
    let mut logged_in = app.stranger();
    logged_in.cookie = made.new_cookie();
    assert!(logged_in.get("/enheder").await.text().contains("Åløse Kommune"));
    assert_eq!(browser.post("/foerste-start", &form("kode-1234")).await.location(), "/log-ind");
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_address_get_the_same_answer() {
    let app = App::demo().await;
    let known =
        app.stranger().post("/log-ind", &[("email", "admin@handleplan.example"), ("password", "forkert")]).await;
    let unknown =
        app.stranger().post("/log-ind", &[("email", "ingen@handleplan.example"), ("password", "forkert")]).await;
    known.refused(StatusCode::UNPROCESSABLE_ENTITY, "passer ikke sammen");
    assert_eq!(known.text(), unknown.text());
    assert!(known.new_cookie().is_none());
}

#[tokio::test]
async fn tries_are_throttled_by_address() {
    let app = App::demo().await;
    let form = [("email", "admin@handleplan.example"), ("password", "forkert")];
    let mut last = app.stranger().post("/log-ind", &form).await;
    for _ in 0..12 {
        last = app.stranger().post("/log-ind", &form).await;
    }
    last.refused(StatusCode::TOO_MANY_REQUESTS, "Vent et par minutter");
    app.log_in("laeser").await;
}

#[tokio::test]
async fn one_is_led_on_but_never_out_of_the_house() {
    let app = App::demo().await;
    let shown = app.stranger().get("/overblik?aar=2026").await;
    assert_eq!(shown.location(), "/log-ind?videre=/overblik%3Faar%3D2026");
    for (onward, led) in [
        ("/overblik?aar=2026", "/overblik?aar=2026"),
        ("//ond.example", "/"),
        ("https://ond.example", "/"),
        ("/\\ond.example", "/"),
    ] {
        let form = [("email", "laeser@handleplan.example"), ("password", PASSPHRASE), ("videre", onward)];
        assert_eq!(app.stranger().post("/log-ind", &form).await.location(), led);
    }
}

#[tokio::test]
async fn logging_out_everywhere_ends_every_other_session() {
    let app = App::demo().await;
    let (here, there) = (app.log_in("laeser").await, app.log_in("laeser").await);
    let done = here.post("/min-konto/log-ud-overalt", &[]).await;
    let mut again = app.stranger();
    again.cookie = done.new_cookie();
    assert_eq!(again.get("/").await.status, StatusCode::OK);
    assert_eq!(there.get("/").await.status, StatusCode::SEE_OTHER);
    again.post("/log-ud", &[]).await;
    assert_eq!(again.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_passphrase_wants_the_old_one_and_length() {
    let app = App::demo().await;
    let browser = app.log_in("laeser").await;
    let change = |old, new| [("old", old), ("password", new)];
    browser
        .post("/min-konto/adgangssaetning", &change("forkert", "fire små grønne stole"))
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "nuværende adgangssætning passer ikke");
    browser
        .post("/min-konto/adgangssaetning", &change(PASSPHRASE, "kort"))
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "mindst 14 tegn");
    let done = browser.post("/min-konto/adgangssaetning", &change(PASSPHRASE, "fire små grønne stole")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let form = [("email", "laeser@handleplan.example"), ("password", "fire små grønne stole")];
    assert_eq!(app.stranger().post("/log-ind", &form).await.location(), "/");
}

#[tokio::test]
async fn a_text_sent_after_the_session_has_ended_is_shown_again() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    let parent = plan.blocks[0].issues[0].id.to_string();
    let form = [("kind", "goal"), ("parent", &parent), ("text", "Et mål, der tog lang tid at skrive <b>")];
    let page = app.stranger().post(&format!("/handleplaner/{}/dele", plan.id), &form).await;
    page.refused(StatusCode::UNAUTHORIZED, "ikke gemt endnu, men det står her");
    assert!(page.body.contains("Et mål, der tog lang tid at skrive &lt;b&gt;"));
    let form = [("old", "min hemmelige gamle"), ("password", "min hemmelige nye sætning")];
    let page = app.stranger().post("/min-konto/adgangssaetning", &form).await;
    assert!(!page.body.contains("hemmelige"));
    let form = [("name", "Ny Person"), ("password", "min hemmelige nye sætning")];
    let page = app.stranger().post("/brugere", &form).await;
    assert!(page.body.contains("Ny Person") && !page.body.contains("hemmelige"));
}

#[tokio::test]
async fn the_session_cookie_is_shut_off_from_scripts_and_other_sites() {
    let app = App::demo().await;
    let cookie = |host: &'static str| {
        let app = &app;
        async move {
            let body = format!("email=laeser%40handleplan.example&password={}", PASSPHRASE.replace(' ', "+"));
            let mut request = app.stranger().request(Method::POST, "/log-ind");
            request.headers_mut().unwrap().insert(header::HOST, host.parse().unwrap());
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let page = app.stranger().send(request.body(body.into()).unwrap()).await;
            page.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned()
        }
    };
    let public = cookie("handleplan.aaloese.example").await;
    for word in ["__Host-handleplan=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(public.contains(word), "{public}");
    }
    let local = cookie("127.0.0.1:3000").await;
    assert!(local.starts_with("handleplan=") && local.contains("HttpOnly") && !local.contains("Secure"), "{local}");
}
