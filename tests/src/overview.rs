//! Every number of the overview leads to exactly the activities it counts, and each filter to those it names.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    activity::ActivityStatus,
    id::PartId,
    period::PeriodKind,
    plan::{Activity, Block, Issue, Plan, PlanStatus},
};

use crate::support::{App, Browser, Page, field, html};

#[tokio::test]
async fn every_number_leads_to_exactly_those_activities() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let page = browser.get("/overblik").await;
    let mut checked = 0;
    for link in html::elements(&page.body, "a") {
        let (address, words) = (link.attribute("href").unwrap_or_default(), link.text());
        if !address.starts_with("/overblik/aktiviteter") {
            continue;
        }
        // "12", "3 af 12" and "! 2 overskredet" all name the number of the list.
        let number: usize = words
            .split(|c: char| !c.is_ascii_digit())
            .rfind(|digits| !digits.is_empty())
            .unwrap_or_else(|| panic!("no number in {words}"))
            .parse()
            .unwrap();
        let list = browser.get(&address).await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text().contains(&format!("Aktiviteter ({number})")), "{address}: {words}");
        assert_eq!(listed_on_all_pages(&browser, &address).await.len(), number, "{address}");
        checked += 1;
    }
    assert!(checked > 40, "only {checked} numbers");
}

/// The activities that a list leads to, on as many pages as it has.
async fn listed_on_all_pages(browser: &Browser<'_>, address: &str) -> BTreeSet<PartId> {
    let mut address = address.to_owned();
    let mut all = BTreeSet::new();
    loop {
        let page = browser.get(&address).await;
        let found = listed(&page);
        assert!(found.is_disjoint(&all), "{address} shows again what another page shows");
        all.extend(found);
        let links = html::elements(&page.body, "a");
        let Some(next) = links.iter().find(|link| link.attribute("rel").as_deref() == Some("next")) else { break };
        address = next.attribute("href").unwrap();
    }
    all
}

/// The activities a page leads to.
fn listed(page: &Page) -> BTreeSet<PartId> {
    let addresses = html::elements(&page.body, "a").into_iter().filter_map(|link| link.attribute("href"));
    addresses.filter_map(|address| address.split_once("#d-").map(|(_, id)| id.parse().unwrap())).collect()
}

/// A plan, and whose visit it answers.
struct Answer {
    plan: Plan,
    inspectorate: Option<String>,
}

/// An activity where it stands.
struct Place<'a> {
    answer: &'a Answer,
    block: &'a Block,
    issue: &'a Issue,
    activity: &'a Activity,
}

fn is_of_theme_4(place: &Place<'_>) -> bool {
    // Theme 4 holds the criteria 4 to 7: "…/tema-4", "…/k5", "…/6.a".
    place.block.finding.references.items.iter().filter_map(|id| id.rsplit('/').next()).any(|number| {
        let criterion = number.trim_start_matches('k').split('.').next();
        number == "tema-4" || matches!(criterion, Some("4" | "5" | "6" | "7"))
    })
}

fn is_owned_by(place: &Place<'_>, name: &str) -> bool {
    place.issue.owners_of(place.activity).iter().any(|owner| owner.eq_ignore_ascii_case(name))
}

fn is_unowned(place: &Place<'_>) -> bool {
    place.issue.owners_of(place.activity).is_empty()
}

fn is_undated(place: &Place<'_>) -> bool {
    place.issue.period_of(place.activity).reading.kind == PeriodKind::Unparseable
}

fn is_late(place: &Place<'_>, today: NaiveDate) -> bool {
    let reading = place.issue.period_of(place.activity).reading;
    let is_open = !matches!(place.activity.status, ActivityStatus::Done | ActivityStatus::Embedded);
    let goes_on = matches!(reading.kind, PeriodKind::Ongoing | PeriodKind::Recurring);
    is_open && !goes_on && reading.end.is_some_and(|end| end < today)
}

/// Whether a filter means an activity.
type Rule = Box<dyn Fn(&Place<'_>) -> bool>;

fn rule(means: impl Fn(&Place<'_>) -> bool + 'static) -> Rule {
    Box::new(means)
}

/// Every plan there is.
async fn answers(app: &App) -> Vec<Answer> {
    let organisation = app.organisation().await;
    let units: Vec<_> = organisation.units.iter().map(|unit| unit.id).collect();
    let mut answers = Vec::new();
    for head in orm::plans::list(&app.store, &units).await.unwrap() {
        let plan = app.plan(head.id).await;
        let inspectorate = match plan.inspection_id {
            Some(id) => Some(orm::inspections::get(&app.store, id).await.unwrap().details.inspectorate_id.clone()),
            None => None,
        };
        answers.push(Answer { plan, inspectorate });
    }
    answers
}

fn meant(answers: &[Answer], means: impl Fn(&Place<'_>) -> bool) -> BTreeSet<PartId> {
    let mut ids = BTreeSet::new();
    for answer in answers {
        for (block, issue, activity) in answer.plan.activities() {
            if means(&Place { answer, block, issue, activity }) {
                ids.insert(activity.id);
            }
        }
    }
    ids
}

/// Each filter of the overview, by its query, with what it means.
async fn filters(app: &App) -> Vec<(String, Rule)> {
    let (home, above) = (app.unit("Bostedet Ternebakken").await, app.unit("Botilbuddet Lærkespor").await);
    let below = [app.unit("Lærkespor, Afdeling Ager").await, app.unit("Lærkespor, Afdeling Eng").await];
    let today = app.clock.today();
    let has_status = |status: PlanStatus| rule(move |place| place.answer.plan.status == status);
    vec![
        (format!("enhed={home}"), rule(move |place| place.answer.plan.unit_id == home)),
        (format!("enhed={above}"), rule(move |place| below.contains(&place.answer.plan.unit_id))),
        (
            "tilsyn=socialtilsyn-midt".into(),
            rule(|place| place.answer.inspectorate.as_deref() == Some("socialtilsyn-midt")),
        ),
        ("aar=2025".into(), rule(|place| place.answer.plan.year == 2025)),
        ("plan=draft".into(), has_status(PlanStatus::Draft)),
        ("plan=closed".into(), has_status(PlanStatus::Closed)),
        ("ansvarlig=afdelingsleder".into(), rule(|place| is_owned_by(place, "Afdelingsleder"))),
        ("tema=tema-4".into(), rule(is_of_theme_4)),
        ("status=done".into(), rule(|place| place.activity.status == ActivityStatus::Done)),
        ("maerke=overdue".into(), rule(move |place| is_late(place, today))),
        ("maerke=undated".into(), rule(is_undated)),
        ("maerke=unowned".into(), rule(is_unowned)),
        (
            format!("enhed={home}&ansvarlig=Afdelingsleder&maerke=overdue"),
            rule(move |place| {
                place.answer.plan.unit_id == home && is_owned_by(place, "Afdelingsleder") && is_late(place, today)
            }),
        ),
    ]
}

/// The number of activities the overview counts.
async fn counted(browser: &Browser<'_>, query: &str) -> usize {
    let page = browser.get(&format!("/overblik?{query}")).await;
    let words = html::elements(&page.body, "a").iter().map(html::Element::text).collect::<Vec<_>>();
    let total = words.iter().find_map(|words| words.strip_suffix(" aktiviteter i alt"));
    total.unwrap_or_else(|| panic!("{query}: {}", page.text())).parse().unwrap()
}

#[tokio::test]
async fn each_filter_shows_the_activities_it_means_and_no_others() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let answers = answers(&app).await;
    let all = meant(&answers, |_| true);
    assert_eq!(counted(&browser, "").await, all.len());
    for (query, means) in filters(&app).await {
        let wanted = meant(&answers, means);
        assert!(!wanted.is_empty() && wanted.len() < all.len(), "{query} proves nothing");
        let listed = listed_on_all_pages(&browser, &format!("/overblik/aktiviteter?{query}")).await;
        assert_eq!(listed, wanted, "{query}");
        // Theme, status and mark narrow the list alone: the overview counts by them.
        if !["tema=", "status=", "maerke="].iter().any(|name| query.contains(name)) {
            assert_eq!(counted(&browser, &query).await, wanted.len(), "{query}");
        }
    }
}

#[tokio::test]
async fn a_filter_that_means_nothing_shows_nothing_and_one_that_is_no_filter_does_no_harm() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    for query in ["aar=1999", "tilsyn=socialtilsyn-ukendt", "ansvarlig=Ingen"] {
        let text = browser.get(&format!("/overblik?{query}")).await.text();
        assert!(text.contains("Der er ingen aktiviteter her"), "{query}: {text}");
        let list = browser.get(&format!("/overblik/aktiviteter?{query}")).await;
        assert!(listed(&list).is_empty() && list.text().contains("Ingen aktiviteter passer"), "{query}");
    }
    for hostile in ["enhed=%27%22%3E%3Cscript%3E", "aar=x", "plan=ukendt", "ansvarlig=%00%ff", "tema=%F0%9F%98%80"] {
        assert_eq!(browser.get(&format!("/overblik?{hostile}")).await.status, StatusCode::OK, "{hostile}");
        assert_eq!(browser.get(&format!("/overblik/aktiviteter?{hostile}")).await.status, StatusCode::OK, "{hostile}");
    }
}

/// The heading of each list of work on the page, and how its activities begin.
fn work(page: &Page) -> Vec<(String, Vec<String>)> {
    let start = |text: &str| text.split(' ').take(4).collect::<Vec<_>>().join(" ");
    let sections = html::elements(&page.body, "section")
        .into_iter()
        .filter(|section| section.attribute("class").is_some_and(|class| class.starts_with("arbejde arbejde-")));
    let of = |section: html::Element<'_>| {
        let links = html::elements(section.inner(), "a").into_iter();
        let activities = links.filter(|link| link.attribute("href").is_some_and(|address| address.contains("#d-")));
        let activities: Vec<String> = activities.map(|link| start(&link.text())).collect();
        (html::elements(section.inner(), "h2")[0].text(), activities)
    };
    sections.map(of).collect()
}

#[tokio::test]
async fn home_shows_each_what_is_late_now_and_soon() {
    let app = App::demo().await;
    let leader = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let (.., shared) = plan.activities().find(|(.., activity)| activity.owner_text.contains("KRAP")).unwrap();
    let form = [("text", "17. marts 2026"), ("version", &shared.version.to_string())];
    let saved = leader.post(&field(plan.id, shared.id, "period"), &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());

    let list = |heading: &str, activities: &[&str]| {
        (heading.to_owned(), activities.iter().map(|&activity| activity.to_owned()).collect::<Vec<_>>())
    };
    let now = list("Frist inden for en uge (1)", &["Teamet holder faglig sparring"]);
    let all = [
        list("Overskredet (2)", &["Der holdes samtale med", "Der hentes en pris"]),
        now.clone(),
        list("Frist inden for en måned (1)", &["Der skrives et introduktionsprogram"]),
        list(
            "Uden frist – og uden opfølgning i tre måneder (3)",
            &["To erfarne medarbejdere læres", "Nyansatte får en samtale", "Borgerne vælger selv, hvem"],
        ),
    ];
    assert_eq!(work(&leader.get("/").await), all);
    // One who only takes part sees her own first, and the rest when she asks for it.
    let staff = app.log_in("medarbejder").await;
    let mine = staff.get("/").await;
    assert!(mine.body.contains("aria-current=\"true\">Mine aktiviteter"));
    assert_eq!(work(&mine), [now]);
    assert_eq!(work(&staff.get("/?vis=alle").await), all);
}
