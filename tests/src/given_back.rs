//! Every field in which a person writes comes back from a page of failure, under its name, and no secret does.
//!
//! The fields are read from the product's own pages. A form that no page here shows fails the test, unless it is one
//! without words.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};

use crate::{
    approval::step,
    support::{App, Browser, Page, html},
    unsent::KEPT,
};

/// What nobody may be shown again. What was found in a plan (`words`) is sent by the page of the check itself.
const NEVER: [&str; 4] = ["password", "old", "code", "words"];
/// What a text is called whose field the product does not know.
const UNKNOWN: &str = "Din tekst";
/// An address that answers nothing, whatever is sent to it.
const NOWHERE: &str = "/findes-ikke";

/// Addresses whose forms hold no words of a person: buttons, boxes, files and figures. Moving, copying and removing a
/// part are buttons of its field's form.
const WORDLESS: [&str; 16] = [
    "/fund/{id}/gendan",
    "/fund/{id}/slet",
    "/handleplaner/{id}/bemaerkninger/{remark}/rettet",
    "/handleplaner/{id}/dele/{part}/flyt",
    "/handleplaner/{id}/dele/{part}/gendan",
    "/handleplaner/{id}/dele/{part}/kopier",
    "/handleplaner/{id}/dele/{part}/slet",
    "/handleplaner/{id}/fravigelser/{waiver}/fjern",
    "/handleplaner/{id}/gendan",
    "/handleplaner/{id}/regneark",
    "/handleplaner/{id}/regneark/overtag",
    "/handleplaner/{id}/slet",
    "/import/{id}/slet",
    "/log-ud",
    "/min-konto/log-ud-overalt",
    "/tilsyn/{id}/bedoemmelser",
];

/// Where a form leads to, and the fields in which one writes.
struct Written {
    action: String,
    names: Vec<String>,
}

/// The forms of a page that are posted.
fn forms(page: &Page) -> Vec<Written> {
    let forms = html::elements(&page.body, "form").into_iter();
    let posted = forms.filter(|form| form.attribute("method").as_deref() == Some("post"));
    posted.map(|form| Written { action: form.attribute("action").unwrap(), names: names(&form) }).collect()
}

/// The names of the fields one writes in. A score is a figure, in a field that is named after an item of the model.
fn names(form: &html::Element<'_>) -> Vec<String> {
    let is_line = |input: &html::Element<'_>| {
        matches!(input.attribute("type").as_deref(), None | Some("text" | "email" | "password"))
    };
    let lines = html::elements(form.inner(), "input").into_iter().filter(is_line);
    let fields = lines.chain(html::elements(form.inner(), "textarea"));
    fields.filter_map(|field| field.attribute("name")).filter(|name| !name.contains('/')).collect()
}

/// The addresses that show an administrator every form.
async fn addresses(app: &App, admin: &Browser<'_>) -> Vec<String> {
    let plan = app.draft_plan().await;
    let approved = step(app, admin, plan.id, "approve", &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text());
    let (block, issue, activity) = plan.activities().next().unwrap();
    let (inspection, of_plan) = (plan.inspection_id.unwrap(), format!("/handleplaner/{}", plan.id));
    let csv = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Et mål;Gåture\n";
    let brought = admin.upload(plan.unit_id, "plan.csv", csv.as_bytes()).await;
    let elsewhere = ["/min-konto", "/brugere/ny", "/enheder", "/tilsyn/nyt", "/handleplaner/ny", "/import"];
    let mut addresses = Vec::from(elsewhere.map(str::to_owned));
    addresses.extend([
        brought.location().to_owned(),
        format!("/brugere/{}", app.user("laeser").await),
        format!("/enheder/{}", plan.unit_id),
        format!("/tilsyn/{inspection}"),
        format!("/tilsyn/{inspection}/rediger"),
        format!("/tilsyn/{inspection}/bedoemmelser"),
        format!("/handleplaner/ny?inspection={inspection}"),
        format!("/fund/{}", block.finding.id),
        format!("{of_plan}/oplysninger"),
        format!("{of_plan}/forloeb"),
        format!("{of_plan}/kontrol"),
        format!("{of_plan}/regneark"),
        format!("{of_plan}/dele/{}/felt/references", block.id),
        format!("{of_plan}/dele/{}/opfoelgning", activity.id),
        format!("{of_plan}/dele/{}/bemaerkninger/text", activity.id),
        format!("{of_plan}/dele?kind=block"),
        format!("{of_plan}/dele?kind=issue&parent={}", block.id),
    ]);
    let fields = ["text", "period", "owner"].map(|name| format!("{of_plan}/dele/{}/felt/{name}", activity.id));
    let kinds = ["goal", "activity", "monitoring", "effect"];
    addresses.extend(fields);
    addresses.extend(kinds.map(|kind| format!("{of_plan}/dele?kind={kind}&parent={}", issue.id)));
    addresses
}

/// The forms of the pages at these addresses.
async fn forms_at(browser: &Browser<'_>, addresses: &[String]) -> Vec<Written> {
    let mut found = Vec::new();
    for address in addresses {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
        found.extend(forms(&page));
    }
    found
}

/// Every form in which somebody writes.
async fn written() -> Vec<Written> {
    let (app, empty) = (App::demo().await, App::empty().await);
    let admin = app.log_in("admin").await;
    let mut found = forms_at(&admin, &addresses(&app, &admin).await).await;
    found.extend(forms_at(&app.stranger(), &["/log-ind".to_owned()]).await);
    found.extend(forms_at(&empty.stranger(), &["/foerste-start".to_owned()]).await);
    found.retain(|form| !form.names.is_empty());
    found
}

/// True where a path of the router leads to an address.
fn next_status(path: &str, address: &str) -> bool {
    let (path, address): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), address.split('/').collect());
    path.len() == address.len() && path.iter().zip(&address).all(|(part, of)| part.starts_with('{') || part == of)
}

/// What a page of failure gives back: each text, and what it is called.
fn given_back(page: &Page) -> Vec<(String, String)> {
    let labels = html::elements(&page.body, "label");
    let label = |id: &str| labels.iter().find(|label| label.attribute("for").as_deref() == Some(id)).unwrap().text();
    let texts = html::elements(&page.body, "textarea");
    texts.iter().map(|text| (label(&text.attribute("id").unwrap()), text.text())).collect()
}

#[tokio::test]
async fn each_field_in_which_one_writes_comes_back_under_its_name_and_no_secret_does() {
    let found = Box::pin(written()).await;
    let posted = web::paths::ALL.iter().filter(|address| address.methods.contains(&Method::POST));
    let is_met = |path: &str| found.iter().any(|form| next_status(path, &form.action));
    let unmet: BTreeSet<&str> = posted.map(|address| address.path).filter(|path| !is_met(path)).collect();
    assert_eq!(unmet, BTreeSet::from(WORDLESS), "forms with words that are on no page here, or that have got words");

    let names: BTreeSet<&str> = found.iter().flat_map(|form| &form.names).map(String::as_str).chain(NEVER).collect();
    let typed: Vec<(&str, String)> =
        names.iter().enumerate().map(|(at, name)| (*name, format!("ord{at:03}"))).collect();
    let form: Vec<(&str, &str)> = typed.iter().map(|(name, word)| (*name, word.as_str())).collect();
    let app = App::demo().await;
    let page = app.log_in("admin").await.post(NOWHERE, &form).await;
    page.refused(StatusCode::NOT_FOUND, KEPT);
    let back = given_back(&page);
    for (name, word) in form {
        let label = back.iter().find(|(_, text)| text == word).map(|(label, _)| label.as_str());
        if NEVER.contains(&name) {
            assert!(!page.body.contains(word), "»{name}« is given back");
        } else {
            assert!(label.is_some_and(|label| label != UNKNOWN), "»{name}« comes back as {label:?}");
        }
    }
}

#[tokio::test]
async fn a_text_of_one_word_comes_back_under_its_name() {
    let app = App::demo().await;
    let form = [
        ("titles", "Afdelingsleder"),
        ("due_on", "12-03-2026"),
        ("year", "2026"),
        ("issue_text", "Søvn"),
        ("kind", "activity"),
        ("text", " "),
    ];
    let page = app.log_in("admin").await.post(NOWHERE, &form).await;
    page.refused(StatusCode::NOT_FOUND, KEPT);
    let back = given_back(&page);
    let back: Vec<(&str, &str)> = back.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
    let wanted = [("Roller i planer", "Afdelingsleder"), ("Frist", "12-03-2026"), ("År", "2026"), ("Emne", "Søvn")];
    assert_eq!(back, wanted);
}
