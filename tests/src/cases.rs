//! The real cases, where they lie beside the project.

use std::{path::PathBuf, sync::Arc};

use axum::http::StatusCode;
use documents::{Context, Document, Format, Sheet};
use domain::{
    draft::PlanDraft,
    period,
    plan::{Plan, PlanStatus},
    quality_model::QualityModel,
};
use orm::plans::NewPlan;

use crate::support::App;

fn cases() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    folder.exists().then_some(folder)
}

#[test]
fn time_frames_are_read_as_the_cases_say() {
    let Some(cases) = cases() else { return };
    let table = std::fs::read_to_string(cases.join("periods/periods.tsv")).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let reading = period::read(columns[0], columns[1].parse().unwrap());
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        count += 1;
        if (day(reading.start).as_str(), day(reading.end).as_str(), reading.kind.key())
            != (columns[2], columns[3], columns[4])
        {
            wrong.push(format!("{line} -> {reading:?}"));
        }
    }
    assert!(wrong.len() * 20 <= count, "{} of {count} are wrong: {wrong:#?}", wrong.len());
}

#[tokio::test]
async fn the_word_file_is_read_and_written_with_every_paragraph_in_order() {
    let Some(cases) = cases() else { return };
    let folder = cases.join("auning-allingaabro");
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("handleplan.json")).unwrap()).unwrap();
    let app = App::demo().await;
    let organisation = orm::organisation::get(&app.store.view().await.unwrap()).await.unwrap();
    let model = organisation.model("sociale-tilbud-2020").unwrap();
    let template = orm::templates::get("handleplan").unwrap();
    let context = Context { model, template };
    let bytes = std::fs::read(folder.join("handleplan.docx")).unwrap();
    let read = Format::Docx.read(&bytes, &context).unwrap().draft.tidied().unwrap();
    assert_eq!(read.title, expected["title"].as_str().unwrap());
    assert_eq!(read.blocks.len(), 4);
    assert_eq!(read.named_year(), Some(2021));

    let plan = inserted(&app, model, &read).await;
    assert_eq!(plan.blocks[3].finding.references, ["sociale-tilbud-2020/5.a", "sociale-tilbud-2020/10.b"]);
    let sheet = Sheet {
        plan: &plan,
        template,
        model,
        unit_name: "X",
        printed_on: app.clock.today(),
        with_questions: false,
        visited_on: None,
        version: None,
        last_sent: None,
    };
    let written = Document::Plan.write(Format::Docx, &sheet).unwrap();
    let again = Format::Docx.read(&written, &context).unwrap().draft;
    assert_eq!(again.blocks, read.blocks);

    for column in 0..8 {
        let wanted: Vec<&str> = expected["rows"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row[column].as_array().unwrap())
            .map(|paragraph| paragraph.as_str().unwrap())
            .collect();
        assert_eq!(paragraphs(&again, column), wanted, "column {column}");
    }
}

/// What was read, as a plan of Ternebakken.
async fn inserted(app: &App, model: &QualityModel, draft: &PlanDraft) -> Arc<Plan> {
    let new = NewPlan {
        unit_id: app.unit("Bostedet Ternebakken").await,
        inspection_id: None,
        model,
        template_id: "handleplan",
        year: 2021,
        due_on: None,
        status: PlanStatus::Draft,
    };
    let id = orm::plans::insert(&app.store, new, draft, &app.stamp()).await.unwrap();
    app.plan(id).await
}

#[tokio::test]
async fn the_check_finds_the_flaws_of_the_case() {
    use domain::check::{self, Basis, Rule};
    let Some(cases) = cases() else { return };
    let app = App::demo().await;
    let organisation = orm::organisation::get(&app.store.view().await.unwrap()).await.unwrap();
    let model = organisation.model("sociale-tilbud-2020").unwrap();
    let template = orm::templates::get("handleplan").unwrap();
    let bytes = std::fs::read(cases.join("auning-allingaabro/handleplan.docx")).unwrap();
    let read = Format::Docx.read(&bytes, &Context { model, template }).unwrap().draft.tidied().unwrap();
    let plan = inserted(&app, model, &read).await;
    let today = "2021-12-01".parse().unwrap();
    let flaws = check::check(&Basis { plan: &plan, model, today, known_owners: &[], missing: &[], is_new: true });
    let mut found: Vec<(Rule, String)> =
        flaws.into_iter().map(|flaw| (flaw.rule, flaw.words.chars().take(24).collect())).collect();
    found.sort();
    let mut wanted = [
        (Rule::UnfinishedText, "Sygefraværssamtaler genn"),
        (Rule::Contradiction, "Sygefraværet nedbringes "),
        (Rule::ActivityWithoutPeriod, "Møde- og kursusaktivitet"),
        (Rule::ActivityWithoutPeriod, "De gode historier fra hv"),
        (Rule::GoalWithoutMonitoring, "Der skal arbejdes med at"),
        (Rule::CopiedTwice, "Der skal sikres systemat"),
    ]
    .map(|(rule, words)| (rule, words.to_owned()));
    wanted.sort();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn the_case_goes_through_its_whole_life() {
    use crate::approval::{SENDING, change_text, step, waive_all};
    let Some(cases) = cases() else { return };
    let app = App::demo().await;
    let organisation = orm::organisation::get(&app.store.view().await.unwrap()).await.unwrap();
    let model = organisation.model("sociale-tilbud-2020").unwrap();
    let template = orm::templates::get("handleplan").unwrap();
    let bytes = std::fs::read(cases.join("auning-allingaabro/handleplan.docx")).unwrap();
    let read = Format::Docx.read(&bytes, &Context { model, template }).unwrap().draft.tidied().unwrap();
    let id = inserted(&app, model, &read).await.id;
    let manager = app.log_in("botilbudsleder").await;
    assert!(manager.get(&format!("/handleplaner/{id}/kontrol")).await.text().contains("med 5-6 procent"));
    waive_all(&app, &manager, id).await;
    for (act, more) in [("approve", &[][..]), ("submit", &SENDING[..])] {
        let taken = step(&app, &manager, id, act, more).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{act}: {}", taken.text());
    }
    change_text(&manager, &*app.plan(id).await, "Sygefraværet er højst 6 procent.").await;
    let page = manager.get(&format!("/handleplaner/{id}/sammenlign")).await;
    assert!(page.body.contains("<ins>") && page.text().contains("1 tekst er ændret"), "{}", page.text());
    let annex = manager.get(&format!("/handleplaner/{id}/eksport.pdf?dokument=siden-sidst")).await;
    assert!(annex.bytes.starts_with(b"%PDF"));
}

/// The paragraphs of one column of a plan, in the order they are printed.
fn paragraphs(draft: &PlanDraft, column: usize) -> Vec<String> {
    use domain::draft::LineDraft;
    let lines = |text: &str| text.lines().map(ToOwned::to_owned).collect::<Vec<_>>();
    let mut found = Vec::new();
    for block in &draft.blocks {
        if column == 0 {
            found.extend(lines(&block.reference_text));
            found.extend(lines(&block.text));
        }
        for issue in &block.issues {
            match column {
                1 => found.extend(lines(&issue.text)),
                2 => found.extend(issue.goals.clone()),
                5 => found.extend(issue.monitoring.clone()),
                7 => found.extend(issue.effects.clone()),
                _ => {}
            }
            for line in &issue.lines {
                let cell = match (line, column) {
                    (LineDraft::Activity(activity), 3) => &activity.what,
                    (LineDraft::Activity(activity), 4) => &activity.period_text,
                    (LineDraft::Activity(activity), 6) => &activity.owner_text,
                    (LineDraft::Period { period_text, .. }, 4) => period_text,
                    (LineDraft::Owner { owner_text }, 6) => owner_text,
                    _ => continue,
                };
                found.extend(lines(cell));
            }
        }
    }
    found
}
