//! Every number of the overview leads to exactly the activities it counts.

use axum::http::StatusCode;

use crate::support::App;

#[tokio::test]
async fn every_number_leads_to_exactly_those_activities() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let page = browser.get("/overblik").await;
    let mut checked = 0;
    for part in page.body.split("<a href=\"/overblik/aktiviteter").skip(1) {
        let (query, rest) = part.split_once("\">").unwrap();
        let words = rest.split("</a>").next().unwrap().replace("<strong>", "").replace("</strong>", "");
        // "12", "3 af 12" and "! 2 overskredet" all name the number of the list.
        let number: usize = words
            .split(|c: char| !c.is_ascii_digit())
            .rfind(|digits| !digits.is_empty())
            .unwrap_or_else(|| panic!("no number in {words}"))
            .parse()
            .unwrap();
        let list = browser.get(&format!("/overblik/aktiviteter{}", query.replace("&amp;", "&"))).await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text().contains(&format!("Aktiviteter ({number})")), "{query}: {words}");
        assert_eq!(list.body.matches("<tr>").count().saturating_sub(1), number, "{query}");
        checked += 1;
    }
    assert!(checked > 40, "only {checked} numbers");
}

#[tokio::test]
async fn is_narrowed_by_unit_inspectorate_year_status_and_owner() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let total = |text: String| -> usize {
        let (before, _) = text.split_once(" aktiviteter i alt").unwrap_or(("0", ""));
        before.rsplit(' ').next().unwrap().parse().unwrap_or(0)
    };
    let all = total(browser.get("/overblik").await.text());
    let unit = app.unit("Bostedet Ternebakken").await;
    for query in [
        format!("enhed={unit}"),
        "tilsyn=socialtilsyn-midt".into(),
        "plan=draft".into(),
        "ansvarlig=Afdelingsleder".into(),
    ] {
        let some = total(browser.get(&format!("/overblik?{query}")).await.text());
        assert!(some > 0 && some < all, "{query}: {some} of {all}");
    }
    assert_eq!(total(browser.get("/overblik?aar=1999").await.text()), 0);
    for hostile in ["enhed=%27%22%3E%3Cscript%3E", "aar=x", "plan=ukendt", "ansvarlig=%00%ff", "tema=%F0%9F%98%80"] {
        assert_eq!(browser.get(&format!("/overblik?{hostile}")).await.status, StatusCode::OK, "{hostile}");
        assert_eq!(browser.get(&format!("/overblik/aktiviteter?{hostile}")).await.status, StatusCode::OK, "{hostile}");
    }
}

#[tokio::test]
async fn home_shows_each_what_is_late_now_and_soon() {
    let app = App::demo().await;
    let leader = app.log_in("afdelingsleder").await.get("/").await.text();
    assert!(leader.contains("Overskredet ("), "{leader}");
    let mine = app.log_in("medarbejder").await.get("/").await;
    assert!(mine.body.contains("aria-current=\"true\">Mine aktiviteter"));
}
