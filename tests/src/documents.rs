//! Documents and archives as they leave the product, and the spreadsheet that comes back.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use domain::{activity::ActivityStatus, id::PlanId, plan::PlanStatus};
use serde_json::json;
use zip::ZipArchive;

use crate::support::{App, Browser, Page, builders::Form, field};

#[tokio::test]
async fn each_document_leaves_in_each_of_its_formats() {
    let app = App::demo().await;
    let browser = app.log_in("laeser").await;
    let id = app.draft_plan().await.id;
    let sent_first = browser.get(&format!("/handleplaner/{id}/eksport.pdf?dokument=siden-sidst")).await;
    sent_first.refused(StatusCode::UNPROCESSABLE_ENTITY, "ikke sendt endnu");
    app.send(id, PlanStatus::Submitted).await;
    for document in ["handleplan", "siden-sidst", "resume"] {
        let page = browser.get(&format!("/handleplaner/{id}/eksport?dokument={document}")).await;
        assert_eq!(page.status, StatusCode::OK, "{document}");
        for (ending, magic) in [("docx", &b"PK"[..]), ("pdf", b"%PDF-1.7")] {
            let file = browser.get(&format!("/handleplaner/{id}/eksport.{ending}?dokument={document}")).await;
            assert!(file.bytes.starts_with(magic), "{document} {ending}: {}", file.status);
            let name = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(name.contains("Bostedet%20Ternebakken%20tilsyn%20"), "{name}");
        }
    }
    let wrong = browser.get(&format!("/handleplaner/{id}/eksport.csv?dokument=resume")).await;
    wrong.refused(StatusCode::UNPROCESSABLE_ENTITY, "Word eller PDF");
    assert_eq!(browser.get(&format!("/handleplaner/{id}/eksport?dokument=x")).await.status, StatusCode::NOT_FOUND);
    for address in ["sammenlign?fra=7", "versioner/7", "versioner/1/filer/9"] {
        let page = browser.get(&format!("/handleplaner/{id}/{address}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
    }
}

/// What is in a ZIP file, by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().to_owned(), bytes);
    }
    files
}

/// All that stands in a Word or Excel file, markup and all.
fn content(file: &[u8]) -> String {
    unpacked(file).values().map(|part| String::from_utf8_lossy(part)).collect()
}

#[tokio::test]
async fn an_archive_holds_the_plans_of_its_unit_and_nothing_else() {
    let app = App::demo().await;
    let plan = app.draft_plan().await;
    app.send(plan.id, PlanStatus::Submitted).await;
    let browser = app.log_in("afdelingsleder").await;
    let file = browser.get(&format!("/enheder/{}/handleplaner.zip", plan.unit_id)).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/zip");
    let files = unpacked(&file.bytes);
    let folder = "Handleplan efter tilsyn – Bostedet Ternebakken";
    let name = "Handleplan Bostedet Ternebakken tilsyn 2026-01-31";
    let today = ["docx", "pdf", "xlsx"].map(|ending| format!("{folder}/{name} udgave 2026-03-12.{ending}"));
    let sent = ["docx", "pdf"].map(|ending| format!("{folder}/Sendt/{name} v1.{ending}"));
    let wanted: BTreeSet<&str> = today.iter().chain(&sent).map(String::as_str).chain(["Indhold.pdf"]).collect();
    assert_eq!(files.keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
    for (at, name) in sent.iter().enumerate() {
        let frozen = browser.get(&format!("/handleplaner/{}/versioner/1/filer/{at}", plan.id)).await.bytes;
        assert_eq!(files[name], frozen, "{name}");
    }
    for (name, bytes) in files.iter().filter(|(_, bytes)| !bytes.starts_with(b"%PDF")) {
        let content = content(bytes);
        assert!(content.contains("Ternebakken"), "{name}");
        for other in ["Stenkløveren", "Lærkespor", "Hasselkrogen", "Fyrlunden"] {
            assert!(!content.contains(other), "{name} tells of {other}");
        }
    }
    let above = app.unit("Område Bo og Støtte").await;
    assert_eq!(browser.get(&format!("/enheder/{above}/handleplaner.zip")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_archive_of_a_unit_holds_each_plan_below_it_in_a_folder_of_its_own() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let unit = app.unit("Botilbuddet Lærkespor").await;
    let files = unpacked(&browser.get(&format!("/enheder/{unit}/handleplaner.zip")).await.bytes);
    let folders: BTreeSet<&str> = files.keys().map(|name| name.split('/').next().unwrap()).collect();
    let plans = ["Ager", "Eng"].map(|department| format!("Handleplan efter tilsyn – Lærkespor, Afdeling {department}"));
    let wanted: BTreeSet<&str> = plans.iter().map(String::as_str).chain(["Indhold.pdf"]).collect();
    assert_eq!(folders, wanted);
}

async fn send_back(browser: &Browser<'_>, id: PlanId, bytes: &[u8]) -> Page {
    let head = "--graense\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.xlsx\"\r\n\r\n";
    let body = [head.as_bytes(), bytes, b"\r\n--graense--\r\n"].concat();
    let request = browser.request(Method::POST, &format!("/handleplaner/{id}/regneark"));
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=graense");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn an_untouched_spreadsheet_changes_nothing_and_anothers_is_refused() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let id = app.draft_plan().await.id;
    let file = browser.get(&format!("/handleplaner/{id}/eksport.xlsx")).await.bytes;
    let activity = app.plan(id).await.activities().next().unwrap().2.id;
    let note = Form::at(&browser, &format!("/handleplaner/{id}/dele/{activity}/opfoelgning")).await;
    note.with("status", "done").with("text", "Færdig").save(&browser).await;
    let page = send_back(&browser, id, &file).await;
    assert!(page.text().contains("Der er ikke ændret noget i regnearket"), "{}", page.text());

    let others = app.unit("Bostedet Hasselkrogen").await;
    let other = orm::plans::list(&app.store, &[others]).await.unwrap()[0].id;
    send_back(&browser, other, &file).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "en anden plan");
    send_back(&browser, id, b"").await.refused(StatusCode::UNPROCESSABLE_ENTITY, "ikke er tom");
    let broken = send_back(&browser, id, b"PK\x03\x04 ikke et regneark").await;
    broken.refused(StatusCode::UNPROCESSABLE_ENTITY, "Filen er beskadiget");
    let word = browser.get(&format!("/handleplaner/{id}/eksport.docx")).await.bytes;
    send_back(&browser, id, &word).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Excel");
}

#[tokio::test]
async fn chosen_changes_are_taken_over_together_or_not_at_all() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let (_, issue, activity) = plan.activities().next().unwrap();
    let (id, address) = (plan.id, format!("/handleplaner/{}/regneark/overtag", plan.id));
    let edit = |version: i64, field: &str, seen: &str, wanted: &str| {
        let line = json!({
            "row": 2, "part": activity.id, "version": version, "field": field, "seen": seen, "wanted": wanted,
        });
        line.to_string()
    };
    let new = json!({
        "row": 3, "issue": issue.id, "what": "Ny aktivitet fra regnearket", "period": "ultimo 2026", "owner": "Leder",
        "status": "started", "days": "2026-05-01/2026-06-30",
    });
    let (new, status) = (new.to_string(), edit(activity.version, "status", activity.status.key(), "waiting"));
    let post = async |owner: &str| browser.post(&address, &[("edit", owner), ("edit", &status), ("new", &new)]).await;
    let owner = field(id, activity.id, "owner");
    Form::at(&browser, &owner).await.with("text", "Teamleder").save(&browser).await;
    let stale = edit(activity.version, "owner", &activity.owner_text, "Vagtplanlægger");
    post(&stale).await.refused(StatusCode::CONFLICT, "Intet er taget over endnu");
    let found = app.plan(id).await;
    let now = found.activity(activity.id).unwrap();
    assert_eq!((now.owner_text.as_str(), now.status), ("Teamleder", activity.status));
    assert_eq!(found.activities().count(), plan.activities().count());
    let right = edit(now.version, "owner", "Teamleder", "Vagtplanlægger");
    assert_eq!(post(&right).await.status, StatusCode::SEE_OTHER);
    let found = app.plan(id).await;
    let changed = found.activity(activity.id).unwrap();
    assert_eq!((changed.owner_text.as_str(), changed.status), ("Vagtplanlægger", ActivityStatus::Waiting));
    let new = found.activities().find(|(_, _, activity)| activity.what == "Ny aktivitet fra regnearket").unwrap().2;
    assert_eq!((new.status, new.period.reading.end), (ActivityStatus::Started, "2026-06-30".parse().ok()));
    browser.post(&address, &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "mindst én ændring");
}

#[test]
fn the_guide_shows_the_rights_the_program_follows() {
    let guide = include_str!("../../docs/brugervejledning.md");
    let (_, rest) = guide.split_once("<!-- rettigheder -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- /rettigheder -->").unwrap();
    assert_eq!(table.trim(), domain::rights::markdown().trim());
}
