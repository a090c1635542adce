//! Without script a text comes back with every failure there is, and nothing secret ever does.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domain::{id::PlanId, plan::Plan};
use orm::Subject;
use tokio::time::timeout;

use crate::{
    database::futures_all,
    support::{
        App, Browser, PASSPHRASE, Page,
        builders::{Form, a_plan, first_activity, first_goal},
        field, html,
    },
};

/// What somebody has typed, with characters that HTML takes for its own.
const TYPED: &str = "Et mål, der tog lang tid at skrive <b> & tænke over";
pub(crate) const KEPT: &str = "Det er ikke gemt endnu, men det står her. Kopiér det, og sæt det ind igen.";

/// What stands above the texts where the same form may be sent once more.
pub(crate) const SEND_AGAIN: &str =
    "Det er ikke gemt endnu, men det står her. Du kan rette i det, før du vælger »Gem igen«.";

/// Longer than a writer waits before the page says to try again, and no longer than a person does.
const GUARD: Duration = Duration::from_secs(9);

/// Asserts a page of failure that says why, and gives the text back.
#[track_caller]
fn gives_back(page: &Page, status: StatusCode, words: &str) {
    page.refused(status, words);
    page.refused(status, if status == StatusCode::SERVICE_UNAVAILABLE { SEND_AGAIN } else { KEPT });
    let texts = html::elements(&page.body, "textarea");
    let texts: Vec<String> = texts.iter().map(html::Element::text).collect();
    assert!(texts.contains(&TYPED.to_owned()), "»{TYPED}« is not given back: {texts:?}");
    assert!(!page.body.contains(TYPED), "it is escaped");
}

/// A plan, and the form of its first goal as `browser` has opened it and typed in it.
async fn typed_in_a_goal(app: &App, browser: &Browser<'_>) -> (PlanId, Form) {
    let plan = a_plan().written_by(app, browser).await;
    let form = Form::at(browser, &field(plan.id, first_goal(&plan), "text")).await;
    (plan.id, form.with("text", TYPED))
}

fn goal(plan: &Plan) -> &str {
    &plan.blocks[0].issues[0].statements.of("goal")[0].text
}

#[tokio::test]
async fn a_text_comes_back_where_the_part_is_gone() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let (id, form) = typed_in_a_goal(&app, &two).await;
    let removed = first_goal(&app.plan(id).await);
    one.post(&format!("/handleplaner/{id}/dele/{removed}/slet"), &[]).await;
    gives_back(&form.send(&two).await, StatusCode::NOT_FOUND, "Siden findes ikke");
    one.post(&format!("/handleplaner/{id}/dele/{removed}/gendan"), &[]).await;
    form.save(&two).await;
}

#[tokio::test]
async fn a_text_comes_back_where_the_whole_plan_is_gone() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("botilbudsleder").await, app.log_in("afdelingsleder").await);
    let (id, form) = typed_in_a_goal(&app, &two).await;
    one.post(&format!("/handleplaner/{id}/slet"), &[]).await;
    gives_back(&form.send(&two).await, StatusCode::NOT_FOUND, "Siden findes ikke");
}

#[tokio::test]
async fn a_text_comes_back_where_the_right_to_write_is_lost() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, form) = typed_in_a_goal(&app, &browser).await;
    app.change_role("afdelingsleder", "reader").await;
    gives_back(&form.send(&browser).await, StatusCode::FORBIDDEN, "Det har du ikke adgang til");
    assert_eq!(goal(&app.plan(id).await), "Fraværet falder");
}

#[tokio::test]
async fn a_text_comes_back_where_there_is_no_form_to_meet_it_in() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let plan = a_plan().activities([("Møder".to_owned(), String::new())]).written_by(&app, &one).await;
    let check = two.get(&format!("/handleplaner/{}/kontrol", plan.id)).await;
    let mut forms = Form::all_on(&check).into_iter();
    let waiver = forms.find(|form| form.values("rule") == ["activity_without_owner"]).unwrap();
    let owner = field(plan.id, first_activity(&plan).id, "owner");
    Form::at(&one, &owner).await.with("text", "TRIO").save(&one).await;
    let met = waiver.with("reason", TYPED).send(&two).await;
    gives_back(&met, StatusCode::CONFLICT, "En anden har ændret det imens");
}

#[tokio::test]
async fn a_text_comes_back_where_the_plan_is_closed_meanwhile() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder-hasselkrogen").await;
    let plan = app.plan_of("Bostedet Hasselkrogen").await;
    let address = field(plan.id, first_goal(&plan), "text");
    let page = browser.post(&address, &[("version", "1"), ("text", TYPED)]).await;
    gives_back(&page, StatusCode::UNPROCESSABLE_ENTITY, "Planen er afsluttet. Botilbudslederen kan genåbne den");
}

#[tokio::test]
async fn a_text_comes_back_where_the_database_is_gone() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (_, form) = typed_in_a_goal(&app, &browser).await;
    app.store.clone().close().await.unwrap();
    let page = form.send(&browser).await;
    gives_back(&page, StatusCode::SERVICE_UNAVAILABLE, "ingen forbindelse til databasen");
    assert!(page.headers.contains_key(header::RETRY_AFTER));
}

/// Asks for every page that only reads, while somebody holds a plan, and waits for none of them.
async fn all_can_be_read(browser: &Browser<'_>, id: PlanId) {
    let plan = format!("/handleplaner/{id}");
    let below = ["", "/forloeb", "/kontrol", "/historik", "/eksport", "/eksport.docx", "/versioner"];
    let below = below.map(|page| format!("{plan}{page}"));
    let above = ["/", "/overblik", "/overblik/aktiviteter", "/handleplaner", "/tilsyn", "/sundhed", "/log-ind"];
    for address in above.into_iter().chain(below.iter().map(String::as_str)) {
        let page = timeout(Duration::from_secs(3), browser.get(address)).await;
        let page = page.unwrap_or_else(|_| panic!("{address} waits for a writer"));
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
    }
}

#[tokio::test]
async fn a_plan_that_another_holds_asks_its_writer_to_try_again_and_holds_up_nobody_else() {
    let app = App::demo().await;
    let (writer, reader) = (app.log_in("afdelingsleder").await, app.log_in("laeser").await);
    let (id, form) = typed_in_a_goal(&app, &writer).await;
    let (other, in_other) = typed_in_a_goal(&app, &writer).await;
    let held = app.store.begin(Subject::Plan(id), &app.stamp()).await.unwrap();
    // SQLite has one writer at a time, whatever it writes.
    let writes_side_by_side = app.url.starts_with("postgres");
    let write_elsewhere = async {
        if writes_side_by_side {
            let saved = timeout(Duration::from_secs(3), in_other.send(&writer)).await;
            assert_eq!(saved.expect("it waits for another plan").status, StatusCode::SEE_OTHER);
        }
    };
    let in_part = writer.htmx();
    let (page, in_part, (), ()) = tokio::join!(
        timeout(GUARD, form.send(&writer)),
        timeout(GUARD, form.send(&in_part)),
        all_can_be_read(&reader, id),
        write_elsewhere
    );
    let (page, in_part) = (page.expect("it waits for ever"), in_part.expect("it waits for ever"));
    gives_back(&page, StatusCode::SERVICE_UNAVAILABLE, "Prøv igen om lidt");
    assert_eq!(page.headers[header::RETRY_AFTER], "10");
    in_part.refused(StatusCode::SERVICE_UNAVAILABLE, "Prøv igen om lidt");
    assert!(!in_part.body.contains("<html"), "htmx keeps the text in the page it stands in");

    drop(held);
    assert_eq!(goal(&app.plan(id).await), "Fraværet falder");
    form.save(&writer).await;
    assert_eq!(goal(&app.plan(id).await), TYPED);
    assert_eq!(goal(&app.plan(other).await) == TYPED, writes_side_by_side);
}

#[tokio::test]
async fn many_who_wait_for_one_plan_do_not_use_up_the_connections_of_the_others() {
    let app = App::demo().await;
    let (writer, reader) = (app.log_in("afdelingsleder").await, app.log_in("laeser").await);
    let (id, form) = typed_in_a_goal(&app, &writer).await;
    let held = app.store.begin(Subject::Plan(id), &app.stamp()).await.unwrap();
    let (form, writer) = (&form, &writer);
    let waiting = futures_all((0..10).map(|_| form.send(writer)));
    let (pages, ()) = tokio::join!(timeout(GUARD, waiting), all_can_be_read(&reader, id));
    let pages = pages.expect("they wait for ever");
    assert_eq!(pages.len(), 10);
    for page in pages {
        gives_back(&page, StatusCode::SERVICE_UNAVAILABLE, "Prøv igen om lidt");
    }
    drop(held);
}

const SECRETS: [&str; 3] = ["min hemmelige gamle sætning", "min hemmelige nye sætning", "hemmelig-kode-1234"];

/// Sends a form with secrets and a name, and answers the page of failure, which must not tell them.
async fn secret_form(browser: &Browser<'_>, address: &str) -> Page {
    let form = [
        ("code", SECRETS[2]),
        ("old", SECRETS[0]),
        ("password", SECRETS[1]),
        ("name", "Anna Å"),
        ("organisation", "Åløse Kommune"),
        ("email", "anna@aaloese.example"),
    ];
    let page = browser.post(address, &form).await;
    for secret in SECRETS {
        assert!(!page.body.contains(secret), "{address} tells »{secret}«");
    }
    page
}

#[tokio::test]
async fn no_page_of_failure_tells_a_secret() {
    let app = App::demo().await;
    let (admin, reader) = (app.log_in("admin").await, app.log_in("laeser").await);
    let own = format!("/brugere/{}/adgangssaetning", app.user("laeser").await);
    secret_form(&app.stranger(), "/brugere").await.refused(StatusCode::UNAUTHORIZED, "Anna Å");
    secret_form(&reader, "/brugere").await.refused(StatusCode::FORBIDDEN, "Anna Å");
    secret_form(&reader, &own).await.refused(StatusCode::FORBIDDEN, "ikke adgang");
    assert!(secret_form(&admin, "/brugere/ikke-et-nummer").await.status.is_client_error());
    app.store.clone().close().await.unwrap();
    for address in ["/log-ind", "/min-konto/adgangssaetning", "/foerste-start", "/brugere", own.as_str()] {
        let page = secret_form(&admin, address).await;
        page.refused(StatusCode::SERVICE_UNAVAILABLE, "Anna Å");
    }
}

#[tokio::test]
async fn a_text_from_another_site_is_nobodys() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let (id, _) = typed_in_a_goal(&app, &browser).await;
    let address = field(id, first_goal(&app.plan(id).await), "text");
    let request = browser
        .request(Method::POST, &address)
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("version=1&text=Ord+fra+et+andet+sted"))
        .unwrap();
    let page = browser.send(request).await;
    page.refused(StatusCode::FORBIDDEN, "Formularen kom ikke fra denne adresse");
    assert!(!page.body.contains("Ord fra et andet sted"));
}

#[tokio::test]
async fn the_passphrase_of_a_refused_log_in_is_not_written_back() {
    let app = App::demo().await;
    let form = [("email", "laeser@handleplan.example"), ("password", SECRETS[0])];
    let page = app.stranger().post("/log-ind", &form).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "passer ikke sammen");
    assert!(!page.body.contains(SECRETS[0]) && !page.body.contains(PASSPHRASE));
    assert!(page.body.contains("laeser@handleplan.example"), "what is not secret is");
}
