//! What guards every page: headers, origins, assets, pages of failure.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use crate::support::App;

#[tokio::test]
async fn every_page_forbids_frames_and_foreign_scripts() {
    let app = App::demo().await;
    let browser = app.log_in("laeser").await;
    for address in ["/", "/om", "/findes-ikke", "/handleplaner"] {
        let page = browser.get(address).await;
        let policy = page.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(
            policy.contains("default-src 'self'")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe")
        );
        assert_eq!(page.headers.get(header::X_CONTENT_TYPE_OPTIONS).unwrap(), "nosniff");
        assert_eq!(page.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
        assert!(!page.body.contains("style=\"") && !page.body.contains("onclick"));
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://ond.example")] {
        let request =
            browser.request(Method::POST, "/min-konto/log-ud-overalt").header(name, value).body(Body::empty()).unwrap();
        let page = browser.send(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.text().contains("Formularen kom ikke fra denne adresse"), "{}", page.text());
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn assets_are_compressed_and_kept_for_ever() {
    let app = App::empty().await;
    let page = app.stranger().get("/foerste-start").await;
    let sheet = page.links().into_iter().find(|link| link.ends_with("dkfds.min.css")).unwrap();
    let request = app
        .stranger()
        .request(Method::GET, &sheet)
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    let asset = app.stranger().send(request).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert_eq!(asset.headers.get(header::CONTENT_ENCODING).unwrap(), "gzip");
    assert!(asset.headers.get(header::CACHE_CONTROL).unwrap().to_str().unwrap().contains("immutable"));
    assert!(asset.bytes.len() < 60_000);
    assert_eq!(app.stranger().get("/assets/x/../../Cargo.toml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn failures_are_danish_pages_with_the_number_of_the_log() {
    let app = App::demo().await;
    let browser = app.log_in("laeser").await;
    let page = browser.get("/handleplaner/ikke-et-nummer").await;
    assert!(page.status.is_client_error());
    assert!(page.text().contains("Nummer til support"));
    browser.get("/findes-ikke").await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    browser.post("/kvalitetsmodel", &[]).await.refused(StatusCode::METHOD_NOT_ALLOWED, "Gå tilbage");
    let huge = "x".repeat(5 * 1024 * 1024);
    let page = browser.post("/log-ind", &[("email", &huge)]).await;
    page.refused(StatusCode::PAYLOAD_TOO_LARGE, "for stort");
}
