//! Files in and out: what is read is shown, corrected, saved; what leaves comes back the same.

use axum::http::StatusCode;
use documents::{Format, ReadContext};
use domain::{
    activity::ActivityStatus,
    draft::{FollowUpDraft, PlanDraft},
};

use crate::support::{
    App,
    builders::Form,
    html, id_in,
    imports::{fields_of, waiting},
};

#[tokio::test]
async fn each_format_leaves_and_comes_back_as_the_same_plan() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let before = PlanDraft::from(&plan);
    for format in ["docx", "csv", "json"] {
        let file = browser.get(&format!("/handleplaner/{}/eksport.{format}", plan.id)).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.headers.get("content-disposition").unwrap().to_str().unwrap().contains(&format!(".{format}\"")));
        let shown = browser.upload(plan.unit_id, &format!("plan.{format}"), &file.bytes).await;
        let page = browser.get(shown.location()).await;
        assert!(
            page.text().contains(&format!("{} fund og {} aktiviteter", before.blocks.len(), before.activity_count())),
            "{format}"
        );
        let fields = fields_of(&page.body);
        let made = browser.post(shown.location(), &html::pairs(&fields)).await;
        let again = PlanDraft::from(&app.plan(id_in(made.location())).await);
        assert_eq!(texts(&again), texts(&before), "{format}");
        if format == "json" {
            let mut told = progress(&before);
            for note in told.iter_mut().flat_map(|(_, notes)| notes) {
                note.author = format!("{} (importeret af Kasper Tangmose)", note.author);
            }
            assert_eq!(progress(&again), told);
            assert!(progress(&before).iter().filter(|(_, notes)| !notes.is_empty()).count() > 5, "nothing to lose");
        }
    }
}

/// How far each activity of a plan has come, and the follow-up that tells of it.
fn progress(draft: &PlanDraft) -> Vec<(ActivityStatus, Vec<FollowUpDraft>)> {
    draft.activities().map(|activity| (activity.status, activity.follow_ups.clone())).collect()
}

/// Every text of a plan that a printed table carries.
pub(crate) fn texts(draft: &PlanDraft) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &draft.blocks {
        texts.extend([block.finding.reference_text.clone(), block.finding.text.clone()]);
        for issue in &block.issues {
            texts.push(issue.text.clone());
            texts.extend(issue.statements.iter().map(|(column, statement)| format!("{column}: {}", statement.text)));
            for line in &issue.lines {
                let cells = [line.what(), line.period_text(), line.owner_text()];
                texts.push(cells.map(Option::unwrap_or_default).join("|"));
            }
        }
    }
    texts
}

#[tokio::test]
async fn what_cannot_be_read_is_said_in_danish() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let file = browser.get(&format!("/handleplaner/{}/eksport.docx", app.draft_plan().await.id)).await.bytes;
    let old_word = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 512]].concat();
    let cases: [(&str, &[u8], &str); 8] = [
        ("plan.docx", b"", "ikke er tom"),
        ("plan.docx", b"dette er ikke en Word-fil", "Word"),
        ("plan.docx", &old_word, ".docx"),
        ("plan.docx", &file[..file.len() / 2], "Word"),
        ("plan.pdf", b"%PDF-1.7", "En PDF kan ikke hentes ind"),
        ("plan.odt", b"PK", "skal være en Word-fil"),
        ("plan.json", b"{\"format\":\"andet\"}", "JSON"),
        ("plan.csv", b"a;b;c\n1;2;3\n", "tabel"),
    ];
    for (name, bytes, words) in cases {
        let page = browser.upload(unit, name, bytes).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, words);
    }
    let foreign = app.unit("Bostedet Hasselkrogen").await;
    browser.upload(foreign, "plan.docx", &file).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg den enhed");
}

#[tokio::test]
async fn a_file_of_200_megabytes_is_heard_out_and_refused() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let page = browser.upload(unit, "plan.docx", &vec![b'x'; 200 * 1024 * 1024]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Filen er for stor");
}

#[tokio::test]
async fn a_text_no_plan_can_take_is_named_by_its_place_and_the_rest_is_kept() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let csv = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Borgeren trives;Noget\n";
    let shown = browser.upload(unit, "plan.csv", csv.as_bytes()).await;
    let form = Form::open(&browser, shown.location(), shown.location()).await;
    let refused = form.with("column.goal", "Borger 010190-1234 trives").send(&browser).await;
    refused.refused(
        StatusCode::UNPROCESSABLE_ENTITY,
        "Fund 1, emne 1, mål 1: Teksten ser ud til at indeholde et CPR-nummer",
    );
    let again = Form::on(&refused, shown.location());
    assert_eq!((again.value("issue_text"), again.value("column.goal")), ("Et emne", "Borger 010190-1234 trives"));
    let other = app.log_in("botilbudsleder").await;
    other.get(shown.location()).await.refused(StatusCode::NOT_FOUND, "findes ikke");
}

const CSV: &str = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Borgerne trives;Gåture\n";
const NO_YEAR: &str = "Skriv et årstal fra 2000 til 2100.";

#[tokio::test]
async fn a_year_that_cannot_be_is_told_and_never_replaced() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let shown = browser.upload(unit, "plan.csv", CSV.as_bytes()).await;
    let mut form = Form::open(&browser, shown.location(), shown.location()).await;
    for year in ["20255", "1999", "i år", ""] {
        let refused = form.with("year", year).send(&browser).await;
        refused.refused(StatusCode::UNPROCESSABLE_ENTITY, NO_YEAR);
        form = Form::on(&refused, shown.location());
        assert_eq!(form.value("year"), year);
    }
    let refused = form.with("year", "2025").with("column.goal", "Borger 010190-1234 trives").send(&browser).await;
    refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR-nummer");
    let form = Form::on(&refused, shown.location());
    assert_eq!(form.value("year"), "2025", "a fault elsewhere does not bring the file's year back");
    let saved = form.with("column.goal", "Borgerne trives").send(&browser).await;
    let plan = app.plan(id_in(saved.location())).await;
    assert_eq!((plan.year, plan.blocks[0].issues[0].statements.of("goal")[0].text.as_str()), (2025, "Borgerne trives"));
}

#[tokio::test]
async fn a_file_is_not_read_for_a_year_that_cannot_be() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    for year in ["20255", "1999", "i år"] {
        let refused = browser.upload_for(unit, year, "plan.csv", CSV.as_bytes()).await;
        refused.refused(StatusCode::UNPROCESSABLE_ENTITY, NO_YEAR);
        assert_eq!(Form::on(&refused, "/import").value("year"), year);
    }
    assert!(waiting(&app).await.is_empty());
    let shown = browser.upload_for(unit, " 2025 ", "plan.csv", CSV.as_bytes()).await;
    let form = Form::open(&browser, shown.location(), shown.location()).await;
    assert_eq!(form.value("year"), "2025");
}

#[tokio::test]
async fn formulas_leave_as_text() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let issue = plan.blocks[0].issues[0].id.to_string();
    for text in ["=1+1", "+45 12", "-x", "@SUM(A1)"] {
        browser
            .post(
                &format!("/handleplaner/{}/dele", plan.id),
                &[("kind", "activity"), ("parent", &issue), ("text", text)],
            )
            .await;
    }
    let file = browser.get(&format!("/handleplaner/{}/eksport.csv", plan.id)).await;
    assert!(file.bytes.starts_with(&[0xef, 0xbb, 0xbf]));
    assert!(!file.body.contains(";=1+1") && file.body.contains("'=1+1"));
    let organisation = app.organisation().await;
    let template = app.program.templates.get("handleplan").unwrap();
    let context = ReadContext { model: &organisation.models[0], template };
    let read = Format::Csv.read(&file.bytes, &context).unwrap();
    assert!(texts(&read.draft).contains(&"=1+1||".to_owned()));
}
