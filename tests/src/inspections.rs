//! Inspections: registered, corrected, scored.

use axum::http::StatusCode;
use chrono::{Days, NaiveDate};
use domain::{
    id::{InspectionId, UnitId},
    inspection::{InspectionDetails, InspectionKind},
};

use crate::support::{App, Browser, an_inspection, day, id_in};

#[tokio::test]
async fn is_registered_with_a_finding_and_becomes_a_plan() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let (id, finding_id) = an_inspection(&browser, unit).await;
    let page = browser.get(&format!("/tilsyn/{id}")).await;
    for words in [
        "Socialtilsyn Midt, 1. marts 2026",
        "15. april 2026",
        "Organisation og ledelse, kriterium 9, indikator 9.b og 9.c",
        "Henstilling",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let finding = orm::findings::get(&app.store, finding_id).await.unwrap();
    assert_eq!(finding.references.items, ["sociale-tilbud-2020/9.b", "sociale-tilbud-2020/9.c"]);
    assert_eq!(finding.due_on, Some(day("2026-05-01")));

    let form = browser.get(&format!("/handleplaner/ny?inspection={id}")).await;
    assert!(form.body.contains("15-04-2026"));
    let (unit, inspection, finding) = (unit.to_string(), id.to_string(), finding_id.to_string());
    let typed = [
        ("inspection", inspection.as_str()),
        ("unit", &unit),
        ("title", "Min plan"),
        ("year", "2026"),
        ("finding", &finding),
    ];
    let made = browser.post("/handleplaner", &typed).await;
    let plan = browser.get(made.location()).await;
    assert!(plan.text().contains("Henstilling til, at ledelsen nedbringer fraværet"));
    browser
        .post(&format!("/fund/{finding_id}/slet"), &[])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "indgår i en handleplan");
}

#[tokio::test]
async fn tells_every_fault_at_once_and_keeps_what_was_typed() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    let foreign = app.unit("Bostedet Hasselkrogen").await.to_string();
    browser.post("/tilsyn", &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg mindst én enhed");
    let long = "x".repeat(10_001);
    let typed = [
        ("unit", unit.as_str()),
        ("inspectorate", "findes-ikke"),
        ("model", "sociale-tilbud-2020"),
        ("kind", "ukendt"),
        ("visited_on", "31-02-2026"),
        ("plan_due_on", "i morgen"),
        ("case_number", "<script>alert(1)</script>"),
        ("note", &long),
    ];
    let page = browser.post("/tilsyn", &typed).await;
    for words in ["Vælg et tilsyn fra listen", "Vælg tilsynets art", "Datoen findes ikke", "Teksten er for lang"] {
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, words);
    }
    assert!(
        page.body.contains("value=\"31-02-2026\"") && page.body.contains("&lt;script&gt;") && page.body.contains(&long)
    );
    let base = [
        ("unit", foreign.as_str()),
        ("inspectorate", "socialtilsyn-midt"),
        ("model", "sociale-tilbud-2020"),
        ("kind", "operational"),
    ];
    let page = browser.post("/tilsyn", &[&base[..], &[("visited_on", "01-03-2026")]].concat()).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg mindst én enhed");
    let base = [("unit", unit.as_str()), base[1], base[2], base[3]];
    let page = browser.post("/tilsyn", &[&base[..], &[("visited_on", "01-03-2027")]].concat()).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Besøget ligger i fremtiden");
    let page = browser
        .post("/tilsyn", &[&base[..], &[("visited_on", "01-03-2026"), ("reported_on", "01-02-2026")]].concat())
        .await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "ligger før besøget");
}

#[tokio::test]
async fn scores_are_averaged_as_the_handbook_says() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, _) = an_inspection(&browser, app.unit("Bostedet Ternebakken").await).await;
    let version = orm::inspections::get(&app.store, id).await.unwrap().version.to_string();
    let score = |item: &'static str, value: &'static str| (item, value);
    let address = format!("/tilsyn/{id}/bedoemmelser");
    let typed = [score("sociale-tilbud-2020/9.a", "6"), ("version", version.as_str())];
    browser.post(&address, &typed).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "»6« ved 9.a er ikke en bedømmelse");
    let typed = [
        score("sociale-tilbud-2020/8.a", "5"),
        score("sociale-tilbud-2020/9.a", "3"),
        score("sociale-tilbud-2020/9.b", "2"),
        score("sociale-tilbud-2020/9.c", ""),
        ("version", version.as_str()),
    ];
    assert_eq!(browser.post(&address, &typed).await.status, StatusCode::SEE_OTHER);
    let text = browser.get(&format!("/tilsyn/{id}")).await.text();
    let text = text.rsplit("Bedømmelser").next().unwrap_or_default();
    assert!(text.contains("Tema 5 Organisation og ledelse 3,8"), "{text}");
    assert!(text.contains("Kriterium 9 Tilbuddets daglige drift varetages kompetent 2,5"), "{text}");
    assert!(!text.contains("Indikator 9.c"), "what is unscored is not listed among the scores: {text}");
    let other = [("sociale-tilbud-2020/8.a", "4"), ("version", version.as_str())];
    browser
        .post(&address, &other)
        .await
        .refused(StatusCode::CONFLICT, "Du har selv rettet det samme i et andet vindue");
}

#[tokio::test]
async fn a_correction_that_meets_a_newer_one_shows_both() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let (id, _) = an_inspection(&browser, unit).await;
    let unit = unit.to_string();
    let typed = |note: &'static str| {
        vec![
            ("version", "1"),
            ("unit", unit.as_str()),
            ("inspectorate", "socialtilsyn-midt"),
            ("model", "sociale-tilbud-2020"),
            ("kind", "operational"),
            ("visited_on", "01-03-2026"),
            ("note", note),
        ]
    };
    let address = format!("/tilsyn/{id}/rediger");
    assert_eq!(browser.post(&address, &typed("den første")).await.status, StatusCode::SEE_OTHER);
    let page = browser.post(&address, &typed("den anden")).await;
    page.refused(StatusCode::CONFLICT, "Du har selv rettet det samme i et andet vindue");
    assert!(page.text().contains("den første"), "{}", page.text());
    assert!(page.body.contains("den anden"));
}

#[tokio::test]
async fn an_unknown_inspection_is_not_found() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let id = InspectionId::new();
    browser.get(&format!("/tilsyn/{id}")).await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    browser.get(&format!("/handleplaner/ny?inspection={id}")).await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    let _: InspectionId = id_in(&format!("/tilsyn/{id}"));
}

#[tokio::test]
async fn a_correction_never_throws_anothers_unit_out() {
    let app = App::demo().await;
    let (manager, leader) = (app.log_in("botilbudsleder").await, app.log_in("afdelingsleder").await);
    let own = app.unit("Bostedet Ternebakken").await.to_string();
    let other = app.unit("Bostedet Hasselkrogen").await.to_string();
    let base = [
        ("inspectorate", "socialtilsyn-midt"),
        ("model", "sociale-tilbud-2020"),
        ("kind", "operational"),
        ("visited_on", "01-03-2026"),
    ];
    let units = [("unit", own.as_str()), ("unit", own.as_str()), ("unit", other.as_str())];
    let made = manager.post("/tilsyn", &[&base[..], &units[..]].concat()).await;
    let id: InspectionId = id_in(made.location());
    assert!(leader.get(&format!("/tilsyn/{id}/rediger")).await.text().contains("Hasselkrogen, som du ikke kan ændre"));
    let form = [&base[..], &[("version", "1"), ("unit", own.as_str()), ("note", "hej")]].concat();
    assert_eq!(leader.post(&format!("/tilsyn/{id}/rediger"), &form).await.status, StatusCode::SEE_OTHER);
    let neighbour = app.log_in("afdelingsleder-hasselkrogen").await;
    assert_eq!(neighbour.get(&format!("/tilsyn/{id}")).await.status, StatusCode::OK);
}

fn a_visit(unit_ids: Vec<UnitId>, visited_on: NaiveDate) -> InspectionDetails {
    InspectionDetails {
        unit_ids,
        inspectorate_id: "socialtilsyn-midt".into(),
        model_id: "sociale-tilbud-2020".into(),
        kind: InspectionKind::Operational,
        is_announced: false,
        visited_on,
        reported_on: None,
        case_number: String::new(),
        hearing_due_on: None,
        plan_due_on: None,
        note: String::new(),
    }
}

/// The inspections on all pages of the list, the pages one after the other.
async fn listed(browser: &Browser<'_>) -> Vec<InspectionId> {
    let mut all = Vec::new();
    for page in 1.. {
        let links = browser.get(&format!("/tilsyn?side={page}")).await.links();
        let ids = links.iter().filter_map(|link| link.strip_prefix("/tilsyn/")?.parse::<InspectionId>().ok());
        let before = all.len();
        all.extend(ids);
        assert!(all.len() - before <= 50, "page {page}");
        if all.len() == before {
            break;
        }
    }
    all
}

#[tokio::test]
async fn a_long_list_shows_each_inspection_once_to_those_who_may_see_it() {
    let app = App::demo().await;
    let (own, other) = (app.unit("Bostedet Ternebakken").await, app.unit("Bostedet Hasselkrogen").await);
    let desk = app.desk().await;
    let mut made = Vec::new();
    for (number, days) in (0..90).zip(0..) {
        let units = [vec![own, other], vec![own], vec![other]][number % 3].clone();
        let details = a_visit(units.clone(), desk.today - Days::new(days / 2));
        made.push((app::inspections::create(&desk, &details).await.unwrap(), units));
    }
    let mine = |unit: Option<UnitId>| {
        let seen = made.iter().filter(move |(_, units)| unit.is_none_or(|unit| units.contains(&unit)));
        let mut ids: Vec<InspectionId> = seen.map(|(id, _)| *id).collect();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    // A leader of one home, one of both homes, and one who sees everything there is.
    for (persona, unit) in [("afdelingsleder", Some(own)), ("botilbudsleder", None), ("admin", None)] {
        let browser = app.log_in(persona).await;
        let seen = listed(&browser).await;
        let text = browser.get("/tilsyn").await.text();
        assert!(text.contains(&format!("Viser 1–50 af {}", seen.len())), "{persona}: {text}");
        let mut new: Vec<InspectionId> =
            seen.into_iter().filter(|id| made.iter().any(|(made, _)| made == id)).collect();
        // The newest visit comes first.
        let day = |id: &InspectionId| made.iter().position(|(made, _)| made == id).unwrap() / 2;
        assert!(new.is_sorted_by_key(day), "{persona}");
        new.sort_by_key(ToString::to_string);
        assert_eq!(new, mine(unit), "{persona}");
    }
    assert!(listed(&app.new_user("Vibe Lundsgaard", "staff", other).await).await.len() >= 60);
}

#[tokio::test]
async fn the_list_counts_the_findings_and_plans_of_each() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let (id, finding) = an_inspection(&browser, unit).await;
    let row =
        |findings: u8, plans: &str| format!("Driftsorienteret tilsyn, uanmeldt {findings} 15. april 2026 {plans}");
    let text = browser.get("/tilsyn").await.text();
    assert!(text.contains(&row(1, "Ingen endnu")), "{text}");
    let unit = unit.to_string();
    let typed = [("inspection", id.to_string()), ("unit", unit), ("title", "Min plan".into()), ("year", "2026".into())];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(browser.post("/handleplaner", &typed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&format!("/fund/{finding}/slet"), &[]).await.status, StatusCode::SEE_OTHER);
    let text = browser.get("/tilsyn").await.text();
    assert!(text.contains(&row(0, "1")), "{text}");
    let page = browser.get(&format!("/tilsyn/{id}")).await.text();
    assert!(page.contains("Slettede fund (1)"), "{page}");
}
