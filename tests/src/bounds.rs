//! What one person can ask for is bounded: nobody's names, files, documents or log-ins hold up everybody else.

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use domain::{
    draft::{ActivityDraft, BlockDraft, FindingDraft, IssueDraft, LineDraft, PlanDraft},
    id::{PlanId, UnitId},
};
use tokio::{sync::oneshot, time::timeout};

use crate::{
    approval::{SENDING, step},
    database::futures_all,
    support::{
        App, Browser, Page,
        builders::{Form, a_plan, first_activity, first_goal},
        column, field, html, id_in,
        imports::{fields_of, waiting},
    },
};

/// Far more than anything here takes, and far less than it took when nothing bounded it.
const GUARD: Duration = Duration::from_secs(20);

const TOO_MANY_PARTS: &str = "Planen er for stor. Den har mere end 5.000 dele";
const TRY_AGAIN: &str = "Prøv igen om lidt";

/// What comes of something that must not take long. What blocks the thread ends late instead of never: it is caught
/// too.
async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let done = timeout(GUARD, future).await;
    assert!(begun.elapsed() < GUARD, "{what} took {:?}", begun.elapsed());
    done.unwrap_or_else(|_| panic!("{what} was not answered"))
}

async fn soon_ok(browser: &Browser<'_>, address: &str) -> Page {
    let page = soon(address, browser.get(address)).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
    page
}

/// 1,250 names of six letters: the first third of them named once, the others twice.
fn names(activity: usize) -> String {
    let letter = |number: usize, place: u32| ('a'..='z').nth(number / 26_usize.pow(place) % 26).unwrap();
    let name = |number: usize| (0..6).map(|place| letter(number, place % 4)).collect::<String>();
    let number = |at: usize| if at < 417 { at } else { 417 + (at - 417) / 2 };
    (0..1_250).map(|at| name(activity * 1_250 + number(at))).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn thousands_of_names_under_hvem_hold_up_nobody() {
    let app = App::demo().await;
    let (writer, reader) = (app.log_in("afdelingsleder").await, app.log_in("laeser").await);
    let mut plans = Vec::new();
    for title in ["Første plan", "Anden plan"] {
        let activities = (0..12).map(|at| (format!("Aktivitet {at}"), names(at)));
        let form = a_plan().titled(title).activities(activities);
        let plan = soon(title, Box::pin(form.written_by(&app, &writer))).await;
        assert_eq!(plan.activities().count(), 12);
        assert!(first_activity(&plan).owner_text.len() > 8_000, "the names are all kept");
        plans.push(plan);
    }
    for plan in &plans {
        let address = format!("/handleplaner/{}", plan.id);
        soon_ok(&reader, &address).await;
        let page = soon_ok(&reader, &format!("{address}/kontrol")).await;
        assert!(page.text().contains("Kontrol før afsendelse"), "{}", page.text());
        let goal = field(plan.id, first_goal(plan), "text");
        let typed = [("version", "1"), ("text", "Et nyt mål")];
        let htmx = writer.htmx();
        let (saved, other) = tokio::join!(soon("a saved field", htmx.post(&goal, &typed)), soon_ok(&reader, &address));
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        assert!(saved.body.contains("Et nyt mål") && other.text().contains(&plan.title));
    }
    let (_, page) = tokio::join!(soon_ok(&reader, "/overblik"), soon_ok(&reader, "/log-ind"));
    assert!(page.text().contains("Log ind"));
}

#[tokio::test]
async fn sixty_who_log_in_at_once_are_all_answered() {
    let app = App::demo().await;
    let (app, stranger) = (&app, app.stranger());
    let tries = (0..60).map(|at| async move {
        let email = format!("ukendt{at}@handleplan.example");
        app.stranger().post("/log-ind", &[("email", &email), ("password", "fire små grønne stole")]).await
    });
    let (pages, shown) = tokio::join!(soon("60 log-ins", futures_all(tries)), soon_ok(&stranger, "/log-ind"));
    assert!(shown.text().contains("Adgangssætning"));
    assert_eq!(pages.len(), 60);
    for page in &pages {
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, "E-mail og adgangssætning passer ikke sammen");
    }
    soon("a log-in", app.log_in("laeser")).await;
}

#[tokio::test]
async fn two_passphrases_are_looked_at_at_one_time_and_the_third_waits() {
    let app = App::demo().await;
    let mut busy = Vec::new();
    for _ in 0..2 {
        let (limits, (begin, has_begun)) = (Arc::clone(&app.program.limits), oneshot::channel());
        let (go, told) = mpsc::channel::<()>();
        let work = async move {
            let hash = move |_: &documents::Stop| {
                begin.send(()).unwrap();
                // Until the other end is dropped.
                told.recv().is_err()
            };
            limits.hashing.run(hash).await
        };
        busy.push((tokio::spawn(work), go));
        has_begun.await.unwrap();
    }
    let waited = timeout(Duration::from_millis(500), app.log_in("laeser")).await;
    assert!(waited.is_err(), "a third is looked at beside the two");
    soon_ok(&app.stranger(), "/log-ind").await;
    for (work, go) in busy {
        drop(go);
        assert!(work.await.unwrap().unwrap());
    }
    soon("a log-in", app.log_in("laeser")).await;
}

async fn a_writer(app: &App) -> (Browser<'_>, UnitId) {
    (app.log_in("afdelingsleder").await, app.unit("Bostedet Ternebakken").await)
}

const CSV: &str = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Et mål;Gåture\n";

#[tokio::test]
async fn a_small_file_that_is_a_huge_plan_is_refused_and_nothing_of_it_is_kept() {
    let app = App::demo().await;
    let (browser, unit) = a_writer(&app).await;
    let blocks = vec!["{}"; 300_000].join(",");
    let json = format!(r#"{{"format":"handleplan","version":1,"plan":{{"blocks":[{blocks}]}}}}"#);
    let cell = format!("Emne;Hvad\nKultur;\"{}\"\n", "x\n".repeat(200_000));
    let open = format!("Emne;Hvad;Hvem\nKultur;\"Kursus;Ledelse\n{}", "x;Møde;y\n".repeat(200_000));
    let quote = "uden makker i den række, der begynder på linje 2";
    for (name, file, words) in
        [("plan.json", json, TOO_MANY_PARTS), ("plan.csv", cell, TOO_MANY_PARTS), ("plan.csv", open, quote)]
    {
        let page = soon(name, browser.upload(unit, name, file.as_bytes())).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, words);
        assert!(page.body.len() < 100_000, "the file is not written back");
    }
    assert!(waiting(&app).await.is_empty());
}

#[tokio::test]
async fn a_form_that_names_one_finding_twenty_thousand_times_is_refused() {
    let app = App::demo().await;
    let (browser, unit) = a_writer(&app).await;
    let shown = browser.upload(unit, "plan.csv", CSV.as_bytes()).await;
    let long = "ord ".repeat(2_000);
    let mut fields = vec![("title", "Plan"), ("introduction", long.as_str())];
    fields.resize(20_000, ("block", "0"));
    let page = soon("the form", browser.post(shown.location(), &fields)).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, TOO_MANY_PARTS);
    let fields = fields_of(&browser.get(shown.location()).await.body);
    let saved = browser.post(shown.location(), &html::pairs(&fields)).await;
    assert_eq!(app.plan(id_in(saved.location())).await.activities().count(), 1, "the import still waits");
}

#[tokio::test]
async fn five_imports_of_one_person_wait_and_one_can_be_thrown_away() {
    let app = App::demo().await;
    let (browser, unit) = a_writer(&app).await;
    for at in 1..=5 {
        let brought = browser.upload(unit, &format!("plan {at}.csv"), CSV.as_bytes()).await;
        assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text());
    }
    let page = browser.upload(unit, "plan 6.csv", CSV.as_bytes()).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Du har allerede 5 filer, der venter på at blive gemt.");
    assert!(page.text().contains("plan 3.csv") && !page.text().contains("plan 6.csv"), "{}", page.text());
    assert_eq!(waiting(&app).await.len(), 5);

    let forms = Form::all_on(&page);
    let throw_away = forms.iter().find(|form| form.action().ends_with("/slet")).unwrap();
    let foreign = app.log_in("botilbudsleder").await;
    throw_away.send(&foreign).await;
    assert_eq!(waiting(&app).await.len(), 5, "nobody throws another's away");
    throw_away.save(&browser).await;
    assert_eq!(waiting(&app).await.len(), 4);
    let brought = browser.upload(unit, "plan 6.csv", CSV.as_bytes()).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text());
}

/// A plan of Ternebakken with so many characters in its goals, and nothing in it that hinders sending.
async fn a_long_plan(app: &App, chars: usize) -> PlanId {
    let goals = vec![(column("goal"), "Borgerne har det godt. ".repeat(400)); chars / 9_200];
    let activity = ActivityDraft {
        what: "Gåture".into(),
        period: "ultimo 2026".into(),
        owner_text: "Leder".into(),
        ..ActivityDraft::default()
    };
    let issue = IssueDraft {
        text: "Emne".into(),
        statements: goals.into_iter().collect(),
        lines: vec![LineDraft::Activity(activity)],
        ..IssueDraft::default()
    };
    let finding = FindingDraft { text: "Fund".into(), ..FindingDraft::default() };
    let block = BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() };
    let draft = PlanDraft { title: "Lang plan".into(), blocks: vec![block], ..PlanDraft::default() };
    app.insert(&draft, 2026).await
}

fn export(id: PlanId, ending: &str) -> String {
    format!("/handleplaner/{id}/eksport.{ending}")
}

#[tokio::test]
async fn two_abandoned_documents_hold_up_nobody_elses() {
    let app = App::demo().await;
    let (reader, other) = (app.log_in("laeser").await, app.log_in("afdelingsleder-hasselkrogen").await);
    let long = export(a_long_plan(&app, 150_000).await, "pdf");
    let short = app.plan_of("Bostedet Hasselkrogen").await.id;
    soon_ok(&reader, "/").await;
    for _ in 0..2 {
        let asked = timeout(Duration::from_millis(300), reader.get(&long)).await;
        assert!(asked.is_err(), "it was done before anybody could leave");
    }
    let (word, pdf) = (export(short, "docx"), export(short, "pdf"));
    let (word, pdf) = tokio::join!(soon_ok(&other, &word), soon_ok(&other, &pdf));
    assert!(word.bytes.starts_with(b"PK") && pdf.bytes.starts_with(b"%PDF"));
    assert!(soon_ok(&reader, &export(short, "pdf")).await.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn one_person_has_one_document_under_way_and_one_waiting() {
    let app = App::demo().await;
    let reader = app.log_in("laeser").await;
    let long = export(a_long_plan(&app, 60_000).await, "pdf");
    let (one, two, three) =
        soon("three PDFs", async { tokio::join!(reader.get(&long), reader.get(&long), reader.get(&long)) }).await;
    let (done, refused): (Vec<Page>, Vec<Page>) =
        [one, two, three].into_iter().partition(|page| page.status == StatusCode::OK);
    assert_eq!((done.len(), refused.len()), (2, 1));
    refused[0].refused(StatusCode::SERVICE_UNAVAILABLE, TRY_AGAIN);
    assert!(done.iter().all(|page| page.bytes.starts_with(b"%PDF")));
}

#[tokio::test]
async fn a_plan_too_long_for_a_pdf_is_told_so_at_once_and_leaves_as_word() {
    let app = App::demo().await;
    let reader = app.log_in("laeser").await;
    let id = a_long_plan(&app, 500_000).await;
    let page = soon("the refusal", reader.get(&export(id, "pdf"))).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Planen er for stor til en PDF");
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Hent den som Word eller Excel");
    assert!(soon_ok(&reader, &export(id, "docx")).await.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn a_plan_too_long_for_a_pdf_is_not_sent_without_it() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let id = a_long_plan(&app, 320_000).await;
    let approved = soon("the approval", Box::pin(step(&app, &manager, id, "approve", &[]))).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text());
    let before = app.plan(id).await;
    let page = soon("the sending", Box::pin(step(&app, &manager, id, "submit", &SENDING))).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Planen er for stor til en PDF");
    for (_, typed) in SENDING {
        assert!(page.body.contains(typed), "»{typed}« is lost: {}", page.text());
    }
    assert_eq!(app.plan(id).await, before, "the plan stays as it is");
    assert!(orm::plan_records::get(&app.store, &before).await.unwrap().versions.is_empty(), "nothing is frozen");
}
