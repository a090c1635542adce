//! What pages ask of the database: so many statements however much there is, and each by an index.

use app::inspections;
use axum::http::StatusCode;
use domain::{
    id::{InspectionId, PlanId, UnitId},
    inspection::{InspectionDetails, InspectionKind, Score},
    plan::PlanDetails,
    reference::References,
    unit::{NewUnit, UnitDetails, UnitKind},
};
use orm::Sent;
use serde_json::{Value as Json, json};

use crate::support::{App, Browser, day, imports::imported};

const MODEL: &str = "sociale-tilbud-2020";

/// Each page with the statements it takes of a program that has just started, and of one that has shown it before. Two
/// of them say who asks and whether what is in memory holds; six load the organisation.
const PAGES: [(&str, usize, usize); 12] = [
    ("/", 19, 13),
    ("/?vis=mine", 19, 13),
    ("/overblik", 13, 7),
    ("/overblik?enhed=UNIT", 13, 7),
    ("/overblik?aar=2026&ansvarlig=Leder", 13, 7),
    ("/overblik/aktiviteter", 10, 4),
    ("/overblik/aktiviteter?tema=tema-5&maerke=overdue", 10, 4),
    ("/handleplaner", 14, 8),
    ("/tilsyn", 13, 7),
    ("/handleplaner/IMPORTED", 20, 2),
    ("/handleplaner/ANSWER", 24, 2),
    ("/handleplaner/IMPORTED/historik", 16, 4),
];

/// Tables that grow with what people write.
const LARGE: [&str; 20] = [
    "activity",
    "activity_owner",
    "activity_theme",
    "change",
    "finding",
    "finding_reference",
    "follow_up",
    "inspection",
    "inspection_unit",
    "part",
    "plan",
    "plan_owner",
    "progress",
    "progress_follow_up",
    "remark",
    "score",
    "step",
    "theme_score",
    "unit_above",
    "waiver",
];

/// A home with two plans: one that was taken in, and one that answers an inspection.
struct Home {
    unit: UnitId,
    imported: PlanId,
    answer: PlanId,
}

async fn a_unit(app: &App, name: &str, parent: UnitId) -> UnitId {
    let details = UnitDetails { name: name.to_owned(), kind: UnitKind::Facility };
    app::units::create(&app.desk().await, NewUnit { parent_id: Some(parent), details }).await.unwrap()
}

fn a_plan() -> Json {
    let activity = |what: &str, period: &str, owner: &str| {
        json!({ "line": "activity", "what": what, "period_text": period, "owner_text": owner, "status": "started",
            "follow_ups": [{ "noted_on": "2026-01-15", "text": "Godt i gang", "status": "started" }] })
    };
    let lines = [
        activity("Gåture", "ultimo 2025", "Leder"),
        activity("Vejledning", "15. marts 2026", "Birgitte Ravnkær"),
        activity("Sparring", "når haven er klar", ""),
    ];
    let issue = json!({ "text": "Et emne", "lines": lines });
    json!({ "title": "En plan", "blocks": [{ "reference_text": "9.b", "text": "Et fund", "issues": [issue] }] })
}

/// An inspection with scores and a finding, and the plan that answers it.
async fn an_answer(app: &App, unit: UnitId) -> PlanId {
    let desk = app.desk().await;
    let details = InspectionDetails {
        unit_ids: vec![unit],
        inspectorate_id: "socialtilsyn-midt".into(),
        model_id: MODEL.into(),
        kind: InspectionKind::Operational,
        is_announced: true,
        visited_on: day("2026-02-01"),
        reported_on: None,
        case_number: String::new(),
        hearing_due_on: None,
        plan_due_on: None,
        note: String::new(),
    };
    let inspection: InspectionId = inspections::create(&desk, &details).await.unwrap();
    let scores = [(format!("{MODEL}/9.b"), Score::new(3).unwrap())].into();
    inspections::set_scores(&desk, inspection, 1, scores).await.unwrap();
    let finding = domain::finding::FindingDetails {
        text: "Et fund".into(),
        references: References { text: "9.b".into(), items: vec![format!("{MODEL}/9.b")] },
        ..Default::default()
    };
    let finding = app::findings::create(&desk, inspection, &finding).await.unwrap();
    let (introduction, closing) = (String::new(), String::new());
    let details = PlanDetails { title: "Et svar".into(), year: 2026, due_on: None, introduction, closing };
    let inspection = Some((inspection, MODEL.to_owned()));
    let template_id = app::templates::DEFAULT.to_owned();
    let fresh = app::plans::FreshPlan { unit_id: unit, inspection, template_id, details, findings: vec![finding] };
    app::plans::create(&desk, fresh).await.unwrap()
}

async fn a_home(app: &App, unit: UnitId) -> Home {
    Home { unit, imported: imported(app, unit, 2026, &a_plan()).await, answer: an_answer(app, unit).await }
}

impl Home {
    /// The address with the numbers of what is there.
    fn address(&self, address: &str) -> String {
        let unit = self.unit.to_string();
        address
            .replace("UNIT", &unit)
            .replace("IMPORTED", &self.imported.to_string())
            .replace("ANSWER", &self.answer.to_string())
    }
}

/// What the person's page sends to the database.
async fn sent(app: &App, person: &Browser<'_>, address: &str) -> Vec<Sent> {
    let mut browser = app.stranger();
    browser.cookie.clone_from(&person.cookie);
    let (page, sent) = app.listen(browser.get(address)).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
    sent
}

/// How many statements each page takes, of a program that has just started and of the same again.
async fn counts(app: &App, browser: &Browser<'_>, home: &Home) -> Vec<(&'static str, usize, usize)> {
    let mut counts = Vec::new();
    for (page, ..) in PAGES {
        let (address, started) = (home.address(page), app.restarted());
        let cold = sent(&started, browser, &address).await.len();
        counts.push((page, cold, sent(&started, browser, &address).await.len()));
    }
    counts
}

#[tokio::test]
async fn a_page_takes_as_many_statements_however_much_there_is() {
    let app = App::demo().await;
    let above = app.unit("Område Bo og Støtte").await;
    let area = a_unit(&app, "Område Bakke", above).await;
    let browser = app.new_user("Vibe Lundsgaard", "area_manager", area).await;
    let home = a_home(&app, area).await;
    assert_eq!(counts(&app, &browser, &home).await, PAGES);
    for number in 0..10 {
        let unit = a_unit(&app, &format!("Bosted {number}"), area).await;
        a_home(&app, unit).await;
        imported(&app, area, 2025, &a_plan()).await;
    }
    assert_eq!(counts(&app, &browser, &home).await, PAGES);
}

#[tokio::test]
async fn what_a_kommune_asks_is_found_by_indexes() {
    let app = App::demo().await;
    // An area is not all there is: of everything at once a list may well be read from end to end.
    let browser = app.log_in("botilbudsleder").await;
    let home = a_home(&app, app.unit("Bostedet Ternebakken").await).await;
    let filters = [
        "/overblik?tilsyn=socialtilsyn-midt",
        "/overblik?plan=draft",
        "/overblik/aktiviteter?enhed=UNIT",
        "/overblik/aktiviteter?status=started",
        "/overblik/aktiviteter?maerke=undated",
        "/overblik/aktiviteter?maerke=unowned",
        "/overblik/aktiviteter?ansvarlig=Leder&aar=2026&plan=draft&tilsyn=socialtilsyn-midt",
        "/overblik/aktiviteter?side=2",
        "/handleplaner?side=2",
        "/tilsyn?side=2",
        "/handleplaner/IMPORTED/historik?side=2",
        "/handleplaner/IMPORTED/slettet",
    ];
    for page in PAGES.into_iter().map(|(page, ..)| page).chain(filters) {
        let asked = sent(&app.restarted(), &browser, &home.address(page)).await;
        // Of an empty page nothing is asked: "WHERE 1 = 2" finds no row and looks at none.
        let is_of_nothing = |text: &str| text.contains("WHERE ? = ?") || text.contains("WHERE $1 = $2");
        let questions = asked.iter().filter(|sent| sent.text().starts_with("SELECT") && !is_of_nothing(sent.text()));
        for question in questions {
            let steps = app.store.explain(question).await.unwrap();
            let from_end_to_end =
                steps.iter().filter_map(|step| read_from_end_to_end(step)).find(|table| LARGE.contains(table));
            assert_eq!(from_end_to_end, None, "{page}: {}\n{}", question.text(), steps.join("\n"));
        }
    }
}

/// The table that a step of either database reads from its first row to its last.
fn read_from_end_to_end(step: &str) -> Option<&str> {
    let after = step.split_once("Seq Scan on ").map(|(_, after)| after).or_else(|| step.strip_prefix("SCAN "))?;
    after.split(' ').next()
}

#[test]
fn a_step_from_end_to_end_is_known_in_the_words_of_both_databases() {
    let tables = [
        "SCAN activity USING INDEX activity_by_day",
        "->  Seq Scan on activity  (cost=0.00..1.01 rows=1 width=40)",
        "SEARCH activity USING INDEX activity_by_unit (unit_id=?)",
        "->  Index Scan using activity_by_unit on activity  (cost=0.14..8.16 rows=1 width=40)",
    ]
    .map(read_from_end_to_end);
    assert_eq!(tables, [Some("activity"), Some("activity"), None, None]);
}
