//! Cases that matter, in words of our own: time frames, and a plan as it comes from Word.

use axum::http::StatusCode;
use chrono::NaiveDate;
use documents::{Document, Format, Import, PrintInput, ReadContext};
use domain::{
    draft::{IssueDraft, PlanDraft},
    period,
    plan::Plan,
    template::{Holds, PlanTemplate},
};

use crate::support::{
    App,
    word::{self, Row},
};

/// Time frames in the forms people write them in, the year of their plan, and how they are meant.
const PERIODS: &str = include_str!("periods.tsv");
/// Those that are read wrong today. One that is mended is struck out here; a new one is a fault.
const KNOWN_MISSES: [&str; 8] = [
    "første tirsdag i maj",
    "04.03.09",
    "ikke før 1. marts",
    "uge 18/19",
    "fra den 5. maj til den 30. maj. 2024",
    "2. tertial 2025",
    "skoleåret 2025/26",
    "d. x. april 20xx",
];

/// The plan of an invented home, in the shape of a real one: a line for each paragraph of a cell, an empty line
/// between the rows. An empty cell under *Tema* or *Emne* goes on with the one above it.
const PLAN: &str = include_str!("word_plan.txt");
const TITLE: &str = "Handleplan vedr. tilsynsrapport fra Socialtilsyn Øst - Bostedet Kildemarken";
/// The version of the quality model of the plan's day.
const MODEL: &str = "sociale-tilbud-2020";

#[test]
fn time_frames_are_read_as_they_are_meant() {
    let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (mut misses, mut readings) = (Vec::new(), Vec::new());
    for line in PERIODS.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [words, year, start, end, kind] = columns[..] else { panic!("{line}") };
        let reading = period::read(words, year.parse().unwrap());
        if [shown(reading.start).as_str(), &shown(reading.end), reading.kind.key()] != [start, end, kind] {
            misses.push(words);
            readings.push(format!("{line} -> {reading:?}"));
        }
    }
    assert_eq!(misses, KNOWN_MISSES, "{readings:#?}");
}

/// The rows of the plan.
fn rows(template: &PlanTemplate) -> Vec<Row> {
    PLAN.split("\n\n").map(|row| row_of(row, template)).collect()
}

fn row_of(lines: &str, template: &PlanTemplate) -> Row {
    let mut row = vec![Vec::new(); template.columns.len()];
    for line in lines.lines() {
        let (name, text) = line.split_once(": ").unwrap();
        let column = template.columns.iter().position(|column| column.name == name).unwrap();
        row[column].push(text.to_owned());
    }
    row
}

/// What is read of the plan as Word saves it.
async fn read(app: &App) -> Import {
    let organisation = app.organisation().await;
    let template = app.program.templates.get("handleplan").unwrap();
    let context = ReadContext { model: organisation.model(MODEL).unwrap(), template };
    let mut import = Format::Docx.read(&word::file(TITLE, template, &rows(template)), &context).unwrap();
    import.draft = import.draft.tidied(template).unwrap();
    import
}

/// A draft as a plan of Ternebakken.
pub(crate) async fn inserted(app: &App, draft: &PlanDraft) -> Plan {
    app.plan(app.insert(draft, 2024).await).await
}

#[tokio::test]
async fn a_word_file_is_read_and_written_with_every_paragraph_in_order() {
    let app = App::demo().await;
    let import = read(&app).await;
    let draft = &import.draft;
    assert_eq!((draft.title.as_str(), draft.named_year()), (TITLE, Some(2024)));
    assert_eq!((draft.introduction.as_str(), draft.closing.as_str()), ("", ""));
    let loose = "7 tidsrammer og 7 ansvarlige kunne ikke knyttes til én aktivitet og gælder hele cellen.";
    assert_eq!(import.notes, [loose]);

    let plan = inserted(&app, draft).await;
    let references =
        plan.blocks.iter().map(|block| block.finding.references.items.join(" ").replace(&format!("{MODEL}/"), ""));
    assert_eq!(references.collect::<Vec<_>>(), ["9.a 9.b", "3.a", "4.a", "6.a 10.a"]);

    let organisation = app.organisation().await;
    let template = app.program.templates.get("handleplan").unwrap();
    let context = ReadContext { model: organisation.model(MODEL).unwrap(), template };
    let input = PrintInput {
        plan: &plan,
        template,
        model: context.model,
        unit_name: "X",
        printed_on: app.clock.today(),
        with_questions: false,
        visited_on: None,
        version: None,
        last_sent: None,
    };
    let written = Document::Plan.write(Format::Docx, &input, &documents::Stop::default()).unwrap();
    let again = Format::Docx.read(&written, &context).unwrap().draft;
    assert_eq!(again.blocks, draft.blocks);
    let rows = rows(template);
    for (at, column) in template.columns.iter().enumerate() {
        let wanted: Vec<&String> = rows.iter().flat_map(|row| &row[at]).collect();
        assert_eq!(paragraphs(&again, column.holds), wanted, "{}", column.name);
    }
}

#[tokio::test]
async fn a_word_files_time_frames_stand_beside_the_activities_they_tell_of() {
    let app = App::demo().await;
    let draft = read(&app).await.draft;
    let goals_of = |issue: &IssueDraft| issue.statements.of("goal").len();
    let shape = draft.blocks.iter().map(|block| block.issues.iter().map(goals_of).collect::<Vec<_>>());
    assert_eq!(shape.collect::<Vec<_>>(), [vec![3, 1, 3, 2, 1], vec![1], vec![3], vec![3]]);
    let start = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let activities = draft.blocks[2].issues[0].activities();
    let lines = activities.map(|activity| (start(&activity.what), start(&activity.period.text)));
    let wanted = [
        ("Ledelsen skal lave", "Oversigt over opgaver,"),
        ("Der skal holdes", "Ønskerunder afsluttes ultimo"),
        ("Ud fra oversigt", "Den ny fordeling"),
        ("Der skrives huskelister/vejledninger", "Skrivning af huskelister,"),
    ];
    let wanted = wanted.map(|(what, period)| (what.to_owned(), period.to_owned()));
    assert_eq!(lines.collect::<Vec<_>>(), wanted);
}

#[tokio::test]
async fn the_check_finds_the_six_flaws_of_the_plan() {
    use domain::check::{self, CheckInput, Rule};
    let app = App::demo().await;
    let plan = inserted(&app, &read(&app).await.draft).await;
    let organisation = app.organisation().await;
    let model = organisation.model(MODEL).unwrap();
    let today = "2024-12-01".parse().unwrap();
    let template = app.program.templates.get("handleplan").unwrap();
    let input = CheckInput { plan: &plan, template, model, today, known_owners: &[], missing: &[], is_new: true };
    let flaws = check::check(&input);
    let mut found: Vec<(Rule, String)> =
        flaws.into_iter().map(|flaw| (flaw.rule, flaw.words.chars().take(24).collect())).collect();
    found.sort();
    let mut wanted = [
        (Rule::UnfinishedText, "Planlægningssamtaler hol"),
        (Rule::Contradiction, "Vikarforbruget falder me"),
        (Rule::ActivityWithoutPeriod, "Kurser, temadage mv. læg"),
        (Rule::ActivityWithoutPeriod, "De små sejre fra hverdag"),
        (Rule::GoalWithoutMonitoring, "Der skal arbejdes med bo"),
        (Rule::CopiedTwice, "Ferieplanen skal ligge f"),
    ]
    .map(|(rule, words)| (rule, words.to_owned()));
    wanted.sort();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn the_plan_goes_through_its_whole_life() {
    use crate::approval::{SENDING, change_text, step, waive_all};
    let app = App::demo().await;
    let id = inserted(&app, &read(&app).await.draft).await.id;
    let manager = app.log_in("botilbudsleder").await;
    assert!(manager.get(&format!("/handleplaner/{id}/kontrol")).await.text().contains("med 8-9 procent"));
    waive_all(&app, &manager, id).await;
    for (act, more) in [("approve", &[][..]), ("submit", &SENDING[..])] {
        let taken = step(&app, &manager, id, act, more).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{act}: {}", taken.text());
    }
    change_text(&manager, &app.plan(id).await, "Brugen af vikarer skal ned på det halve").await;
    let page = manager.get(&format!("/handleplaner/{id}/sammenlign")).await;
    assert!(page.body.contains("<ins>") && page.text().contains("1 tekst er ændret"), "{}", page.text());
    let annex = manager.get(&format!("/handleplaner/{id}/eksport.pdf?dokument=siden-sidst")).await;
    assert!(annex.bytes.starts_with(b"%PDF"));
}

/// The paragraphs of one column of a plan, in the order they are printed.
fn paragraphs(draft: &PlanDraft, column: Holds) -> Vec<&str> {
    let texts = draft.texts().filter(|text| text.place.column() == Some(column));
    texts.flat_map(|text| text.words.lines()).collect()
}
