//! A kind of plan that the program has never seen: a text in TOML and nothing else. A plan of it is written, checked,
//! sent, compared, printed and brought back like any other.

use std::fs;

use axum::http::StatusCode;
use domain::{
    draft::PlanDraft,
    id::{PartId, PlanId},
    plan::Plan,
    template::PlanTemplate,
};

use crate::{
    approval::{SENDING, step, waive_all},
    imports::texts,
    support::{
        App, Browser,
        builders::{Form, add},
        field, html, id_in,
        imports::fields_of,
    },
};

/// Other columns, other names, another order.
const TEMPLATE: &str = r#"
id = "forandringsplan"
name = "Forandringsplan"

[[columns]]
key = "risk"
name = "Faldgruber"
one = "Faldgrube"
question = "Hvad kan vælte det?"
width = 11

[[columns]]
key = "theme"
name = "Afsæt"
question = "Hvad har tilsynet set?"
width = 13

[[columns]]
key = "proof"
ability = "monitoring"
name = "Kendetegn"
question = "Hvad er tegnet på, at det lykkes?"
width = 11

[[columns]]
key = "issue"
name = "Hovedspor"
question = "Hvad skal være anderledes?"
width = 13

[[columns]]
key = "activity"
name = "Skridt"
question = "Hvad er det næste, vi gør?"
width = 13

[[columns]]
key = "owner"
name = "Bærere"
question = "Hvem bærer det frem?"
width = 10

[[columns]]
key = "period"
name = "Kalender"
question = "Fra hvornår og til hvornår?"
width = 10

[[columns]]
key = "gain"
ability = "effect"
name = "Gevinst i hverdagen"
one = "Gevinst"
question = "Hvad mærker beboerne?"
width = 10

[[columns]]
key = "aim"
ability = "goal"
name = "Pejlemærker"
one = "Pejlemærke"
question = "Hvor vil vi hen?"
width = 9
"#;
const ID: &str = "forandringsplan";
/// The names of its columns in their order.
const NAMES: [&str; 9] = [
    "Faldgruber",
    "Afsæt",
    "Kendetegn",
    "Hovedspor",
    "Skridt",
    "Bærere",
    "Kalender",
    "Gevinst i hverdagen",
    "Pejlemærker",
];

/// The kind of plan, as an installation reads its own from a folder.
fn template() -> PlanTemplate {
    let folder = std::env::temp_dir().join(format!("handleplan-slags-{}", uuid::Uuid::now_v7()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("forandringsplan.toml"), TEMPLATE).unwrap();
    let found = app::templates::read_folder(&folder).unwrap();
    fs::remove_dir_all(folder).unwrap();
    found.into_iter().next().unwrap()
}

/// A plan of that kind, as afdelingsleder writes it: all but how its goals are followed.
async fn written(app: &App, browser: &Browser<'_>) -> Plan {
    let form = Form::open(browser, "/handleplaner/ny", "/handleplaner").await;
    assert_eq!(form.value("template"), "handleplan", "the usual kind is chosen unless another is");
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    let form = form.with("unit", &unit).with("template", ID).with("title", "Rolige nætter").with("year", "2026");
    let id: PlanId = id_in(form.send(browser).await.location());
    let references = ("references", "Organisation og ledelse, kriterium 9, indikator 9.c");
    add(browser, id, &[("kind", "block"), references, ("text", "Henstilling om nattevagten")]).await;
    let block = app.plan(id).await.blocks[0].id.to_string();
    add(browser, id, &[("kind", "issue"), ("parent", &block), ("text", "Nattevagten er alene")]).await;
    let issue = app.plan(id).await.blocks[0].issues[0].id.to_string();
    for (kind, text) in [
        ("risk", "Sygdom om vinteren\nNye beboere"),
        ("gain", "Beboerne sover bedre"),
        ("aim", "Ingen er alene om natten"),
    ] {
        add(browser, id, &[("kind", kind), ("parent", &issue), ("text", text)]).await;
    }
    let activity = [("text", "Faste makkere"), ("period", "ultimo 2026"), ("owner", "Afdelingsleder")];
    add(browser, id, &[&[("kind", "activity"), ("parent", issue.as_str())], &activity[..]].concat()).await;
    app.plan(id).await
}

/// The one issue of such a plan.
fn issue_of(plan: &Plan) -> PartId {
    plan.blocks[0].issues[0].id
}

/// Says how the goals are followed.
async fn add_proof(browser: &Browser<'_>, plan: &Plan) {
    let parent = issue_of(plan).to_string();
    add(browser, plan.id, &[("kind", "proof"), ("parent", &parent), ("text", "Vagtplanen viser to navne")]).await;
}

#[tokio::test]
async fn is_written_on_a_page_that_shows_its_columns_in_their_order() {
    let app = App::demo_with(template()).await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = written(&app, &browser).await;
    let (id, issue) = (plan.id, &plan.blocks[0].issues[0]);
    assert_eq!((plan.template_id.as_str(), issue.statements.len()), (ID, 4));
    assert_eq!(issue.statements.texts("risk"), ["Sygdom om vinteren", "Nye beboere"]);

    let page = browser.get(&format!("/handleplaner/{id}")).await;
    let headings = html::elements(&page.body, "h4").iter().map(html::Element::text).collect::<Vec<_>>();
    assert_eq!(headings, ["Faldgruber", "Kendetegn", "Aktiviteter", "Gevinst i hverdagen", "Pejlemærker"]);
    for words in ["Hovedspor", "Skridt Bærere Kalender Status", "+ Tilføj faldgrube", "+ Tilføj kendetegn"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    for words in ["Dokumentation", "Forventede effekt"] {
        assert!(!page.text().contains(words), "{words}: {}", page.text());
    }
    let adder = browser.get(&format!("/handleplaner/{id}/dele?kind=risk&parent={}", issue.id)).await;
    assert!(adder.text().contains("Hvad kan vælte det?"), "{}", adder.text());

    let first = issue.statements.of("risk")[0].id;
    Form::at(&browser, &field(id, first, "text")).await.with("text", "Sygdom").save(&browser).await;
    assert_eq!(app.plan(id).await.blocks[0].issues[0].statements.texts("risk"), ["Sygdom", "Nye beboere"]);
    let of_another = [("kind", "goal"), ("parent", &issue.id.to_string()), ("text", "Ned")];
    let refused = browser.post(&format!("/handleplaner/{id}/dele"), &of_another).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "this kind of plan has no such column");
    browser.post(&format!("/handleplaner/{id}/dele/{first}/slet"), &[]).await;
    let removed = browser.get(&format!("/handleplaner/{id}/slettet")).await.text();
    assert!(removed.contains("Faldgrube – Sygdom"), "{removed}");
}

#[tokio::test]
async fn is_checked_sent_and_compared_under_its_own_names() {
    let app = App::demo_with(template()).await;
    let (leader, manager) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = written(&app, &leader).await;
    let id = plan.id;
    let check = format!("/handleplaner/{id}/kontrol");
    let unfollowed = "Der står ikke under Kendetegn, hvordan målet »Ingen er alene om natten« følges.";
    let found = leader.get(&check).await.text();
    assert!(found.contains(unfollowed), "{found}");
    add_proof(&leader, &plan).await;
    let found = leader.get(&check).await.text();
    assert!(!found.contains(unfollowed), "{found}");

    waive_all(&app, &manager, id).await;
    for (act, more) in [("approve", &[][..]), ("submit", &SENDING[..])] {
        let taken = step(&app, &manager, id, act, more).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{act}: {}", taken.text());
    }
    let gain = app.plan(id).await.blocks[0].issues[0].statements.of("gain")[0].id;
    let form = Form::at(&leader, &field(id, gain, "text")).await;
    form.with("text", "Beboerne sover trygt").save(&leader).await;

    let sent = leader.get(&format!("/handleplaner/{id}/versioner/1")).await;
    let head = html::elements(&sent.body, "thead")[0];
    let names = html::elements(head.inner(), "th").iter().map(html::Element::text).collect::<Vec<_>>();
    assert_eq!(names, NAMES);
    assert!(sent.text().contains("Beboerne sover bedre") && !sent.text().contains("trygt"), "{}", sent.text());
    for (at, magic) in [(0, &b"PK"[..]), (1, b"%PDF")] {
        let file = leader.get(&format!("/handleplaner/{id}/versioner/1/filer/{at}")).await;
        assert!(file.bytes.starts_with(magic), "{}", file.status);
    }
    let compared = leader.get(&format!("/handleplaner/{id}/sammenlign?fra=1")).await;
    assert!(compared.body.contains("<ins>") && compared.text().contains("1 tekst er ændret"), "{}", compared.text());
    assert!(compared.text().contains("Gevinst"), "{}", compared.text());
}

#[tokio::test]
async fn leaves_in_every_format_and_comes_back_whole() {
    let app = App::demo_with(template()).await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = written(&app, &browser).await;
    add_proof(&browser, &plan).await;
    let before = PlanDraft::from(&app.plan(plan.id).await);
    let export = async |ending: &str| {
        let file = browser.get(&format!("/handleplaner/{}/eksport.{ending}", plan.id)).await;
        assert_eq!(file.status, StatusCode::OK, "{ending}: {}", file.text());
        file
    };
    assert!(export("pdf").await.bytes.starts_with(b"%PDF"));
    let csv = export("csv").await.body;
    assert!(csv.contains(&format!("Fund nr.;Emne nr.;{};Status\r\n", NAMES.join(";"))), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&export("json").await.body).unwrap();
    assert_eq!(json["plan"]["template"], ID);
    assert_eq!(json["plan"]["blocks"][0]["issues"][0]["aim"][0], "Ingen er alene om natten");

    let unit = plan.unit_id.to_string();
    // A file of ours in JSON names its kind of plan; of the others whoever brings them says it.
    for (ending, kind) in [("docx", ID), ("xlsx", ID), ("csv", ID), ("json", "")] {
        let file = export(ending).await;
        let fields = [("unit", unit.as_str()), ("template", kind)];
        let shown = browser.upload_with(&fields, &format!("plan.{ending}"), &file.bytes).await;
        let page = browser.get(shown.location()).await;
        assert!(page.text().contains("1 fund og 1 aktiviteter"), "{ending}: {}", page.text());
        let fields = fields_of(&page.body);
        assert!(fields.iter().any(|(name, text)| name == "column.gain" && text == "Beboerne sover bedre"), "{ending}");
        let made = browser.post(shown.location(), &html::pairs(&fields)).await;
        let again = app.plan(id_in(made.location())).await;
        assert_eq!(again.template_id, ID, "{ending}");
        assert_eq!(texts(&PlanDraft::from(&again)), texts(&before), "{ending}");
    }
}

#[tokio::test]
async fn a_choice_is_offered_where_there_is_one_and_must_be_met() {
    let app = App::demo_with(template()).await;
    let browser = app.log_in("afdelingsleder").await;
    assert_eq!(Form::at(&browser, "/import").await.value("template"), "");
    let form = Form::open(&browser, "/handleplaner/ny", "/handleplaner").await;
    let refused = form.with("template", "drejebog").send(&browser).await;
    refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg slags plan fra listen.");
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    let file = b"Tema;Emne;Hvad\nSundhed og trivsel;Et emne;Noget\n";
    let refused = browser.upload_with(&[("unit", &unit), ("template", "drejebog")], "plan.csv", file).await;
    refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skabelonen »drejebog« findes ikke");

    let usual = App::demo().await;
    let browser = usual.log_in("afdelingsleder").await;
    for address in ["/handleplaner/ny", "/import"] {
        let page = browser.get(address).await.text();
        assert!(!page.contains("Slags plan"), "{page}");
    }
}
