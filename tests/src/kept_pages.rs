//! Pages that are kept as they were rendered: for whom, for how long, and what a browser is told that has one.

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{HeaderValue, Method, StatusCode, header},
};
use domain::{role::Ability, user::UserDetails};

use crate::{
    approval::change_text,
    support::{App, Browser, Page},
};

/// Asks as browsers do: for a packed page, with the tag of the page they have.
async fn ask(browser: &Browser<'_>, address: &str, has: Option<&HeaderValue>) -> Page {
    let mut request = browser.request(Method::GET, address).header(header::ACCEPT_ENCODING, "gzip, br");
    if let Some(tag) = has {
        request = request.header(header::IF_NONE_MATCH, tag);
    }
    browser.send(request.body(Body::empty()).unwrap()).await
}

fn tag(page: &Page) -> HeaderValue {
    page.headers.get(header::ETAG).unwrap_or_else(|| panic!("no tag: {}", page.status)).clone()
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again_and_costs_next_to_nothing() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    let browser = app.log_in("afdelingsleder").await;
    for address in ["/", "/overblik", "/overblik/aktiviteter", "/handleplaner", &format!("/handleplaner/{}", plan.id)] {
        let first = ask(&browser, address, None).await;
        assert_eq!(first.status, StatusCode::OK, "{address}");
        assert_eq!(first.headers.get(header::CONTENT_ENCODING).unwrap(), "gzip", "{address}");
        assert_eq!(first.headers.get(header::CACHE_CONTROL).unwrap(), "no-store", "{address}: many share a computer");
        app.queries.store(0, Ordering::Relaxed);
        let again = ask(&browser, address, None).await;
        assert!(
            app.queries.load(Ordering::Relaxed) <= 2,
            "{address}: the session and the counters are all that is read"
        );
        assert_eq!((&again.bytes, tag(&again)), (&first.bytes, tag(&first)), "{address}");
        let unchanged = ask(&browser, address, Some(&tag(&first))).await;
        assert_eq!((unchanged.status, unchanged.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(tag(&unchanged), tag(&first), "{address}");
    }
}

#[tokio::test]
async fn a_page_is_anew_after_each_change_that_it_shows() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    let browser = app.log_in("afdelingsleder").await;
    let address = format!("/handleplaner/{}", plan.id);
    let before = tag(&ask(&browser, &address, None).await);
    let other = app.log_in("botilbudsleder").await;
    change_text(&other, &plan, "Ord, som ingen har set før").await;
    let after = ask(&browser, &address, Some(&before)).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(tag(&after), before);
    let unpacked = browser.get(&address).await;
    assert!(unpacked.body.contains("Ord, som ingen har set før"));
    assert!(unpacked.headers.get(header::ETAG).is_none(), "what is not packed is not kept");
}

#[tokio::test]
async fn a_page_is_one_persons_and_only_while_they_may_see_it() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    let address = format!("/handleplaner/{}", plan.id);
    let (leader, reader) = (app.log_in("afdelingsleder").await, app.log_in("laeser").await);
    let (theirs, own) = (ask(&leader, &address, None).await, ask(&reader, &address, None).await);
    assert_ne!(tag(&theirs), tag(&own));
    assert_eq!(ask(&reader, &address, Some(&tag(&theirs))).await.status, StatusCode::OK, "another person's page");
    leader.post("/log-ud", &[]).await;
    let gone = ask(&leader, &address, Some(&tag(&theirs))).await;
    assert!(gone.status != StatusCode::OK && gone.status != StatusCode::NOT_MODIFIED, "{}", gone.status);
    assert!(gone.headers.get(header::ETAG).is_none());
}

/// Takes all a person's roles away.
async fn take_roles(app: &App, persona: &str) {
    let id = app.user(persona).await;
    let mut write = app.store.begin(orm::Subject::Organisation, &app.stamp()).await.unwrap();
    let before = orm::users::get_in(&write, id).await.unwrap();
    let details = UserDetails { grants: Vec::new(), ..UserDetails::from(&before) };
    orm::users::update(&mut write, &before, &details).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_part_of_a_page_and_a_failure_are_never_kept() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    let browser = app.log_in("afdelingsleder").await;
    let address = format!("/handleplaner/{}", plan.id);
    let part = ask(&browser.htmx(), &address, None).await;
    assert!(part.headers.get(header::ETAG).is_none());
    let missing = ask(&browser, "/handleplaner/00000000-0000-0000-0000-000000000001", None).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.headers.get(header::ETAG).is_none());
    // Whoever loses the right loses the page, whatever tag they hold.
    let tag = tag(&ask(&browser, &address, None).await);
    take_roles(&app, "afdelingsleder").await;
    let refused = ask(&browser, &address, Some(&tag)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text());
    assert!(!app.desk_of("afdelingsleder").await.may_somewhere(Ability::Read));
}
