//! The installation's own kinds of plan: files in a folder, read at each start.

use std::fs;

use crate::support::{Installation, is_a_number};

/// A kind of plan with a column that the usual one does not have, and without three that it has.
const OWN: &str = r#"
id = "tilbud"
name = "Opfølgning på eget tilsyn"

[[columns]]
key = "theme"
name = "Tema"
question = ""
width = 20

[[columns]]
key = "issue"
name = "Emne"
question = ""
width = 20

[[columns]]
key = "activity"
name = "Hvad"
question = ""
width = 20

[[columns]]
key = "risk"
name = "Risici"
one = "Risiko"
question = "Hvad kan gå galt, og hvad gør vi så?"
width = 20

[[columns]]
key = "period"
name = "Hvornår"
question = ""
width = 10

[[columns]]
key = "owner"
name = "Hvem"
question = ""
width = 10
"#;

const CSV: &str = "Tema;Emne;Hvad;Risici;Hvornår;Hvem\n\
                   Sundhed og trivsel;Et emne;En aktivitet;Ferien kommer imellem;ultimo marts;Leder\n";

/// An installation with a home and a kind of plan of its own, which its settings name.
fn with_own() -> (Installation, String) {
    let (installation, home) = Installation::with_a_home();
    fs::create_dir(installation.path("skabeloner")).unwrap();
    installation.write("skabeloner/tilbud.toml", OWN);
    installation.write("skabeloner/LÆS MIG.txt", "Andet end .toml læses ikke.");
    installation.write("handleplan.toml", "templates = \"skabeloner\"\n");
    (installation, home)
}

#[test]
fn a_plan_of_an_own_kind_keeps_what_stands_in_its_columns() {
    let (installation, home) = with_own();
    installation.write("plan.csv", CSV);
    let import = |file: &str, more: &[&str]| {
        let told = installation.run(&[&["import", file, "--unit", &home], more].concat()).done();
        let (id, notes) = told.split_once('\n').unwrap();
        assert!(is_a_number(id), "{told}");
        (id.to_owned(), notes.to_owned())
    };
    let (id, notes) = import("plan.csv", &["--template", "tilbud"]);
    assert!(!notes.contains("Risici"), "{notes}");
    let export = |id: &str, format: &str| installation.run(&["export", id, "--format", format]);
    let exported = export(&id, "json").done();
    assert!(exported.contains("\"template\": \"tilbud\""), "{exported}");
    assert!(exported.contains("\"risk\"") && exported.contains("Ferien kommer imellem"), "{exported}");
    let formats: [(&str, &[u8]); 3] = [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")];
    for (format, beginning) in formats {
        assert!(export(&id, format).bytes().starts_with(beginning), "{format}");
    }
    assert!(export(&id, "csv").done().contains("Ferien kommer imellem"));

    installation.write("plan.json", &exported);
    let (again, notes) = import("plan.json", &[]);
    assert_eq!((export(&again, "json").done(), notes.as_str()), (exported, ""), "the file names its kind");
    let (other, notes) = import("plan.json", &["--template", "handleplan"]);
    assert_eq!(notes, "Teksten fra kolonnen »risk« er lagt under Dokumentation ved samme emne.\n");
    let exported = export(&other, "json").done();
    let is_theirs = exported.contains("\"template\": \"handleplan\"");
    assert!(is_theirs && exported.contains("risk: Ferien kommer imellem"), "{exported}");
}

#[test]
fn the_folder_is_named_by_a_flag_the_environment_or_the_settings() {
    let (installation, _) = with_own();
    let told = |answer: String| answer.lines().find_map(|line| line.strip_prefix("Skabeloner: ")).unwrap().to_owned();
    assert_eq!(told(installation.run(&["check"]).failed().0), "handleplan, tilbud.");
    fs::create_dir(installation.path("tom")).unwrap();
    let mut command = installation.command(&["check"]);
    let output = command.env("HANDLEPLAN_TEMPLATES", "tom").output().unwrap();
    assert_eq!(told(installation.finish(output).failed().0), "handleplan.");
    let mut command = installation.command(&["check", "--templates", "skabeloner"]);
    let output = command.env("HANDLEPLAN_TEMPLATES", "tom").output().unwrap();
    assert_eq!(told(installation.finish(output).failed().0), "handleplan, tilbud.");
}

#[test]
fn a_plan_of_a_kind_that_is_gone_says_so() {
    let (installation, home) = with_own();
    installation.write("plan.csv", CSV);
    let told = installation.run(&["import", "plan.csv", "--unit", &home, "--template", "tilbud"]).done();
    let id = told.lines().next().unwrap();
    let exported = installation.run(&["export", id, "--format", "json"]).done();
    installation.write("plan.json", exported);
    fs::remove_file(installation.path("skabeloner/tilbud.toml")).unwrap();
    let gone = "Skabelonen »tilbud« findes ikke; der er handleplan.";
    installation.run(&["export", id, "--format", "json"]).refused(gone);
    installation.run(&["import", "plan.json", "--unit", &home]).refused(gone);
    installation.run(&["export", "--unit", &home, "-o", "alle.zip"]).done();
}

#[test]
fn one_that_cannot_be_used_stops_the_start_by_file_and_column() {
    for (content, fault) in [
        (OWN.replace("key = \"owner\"", "key = \"who\""), "Kolonnen »owner« mangler."),
        (OWN.replace("one = \"Risiko\"", "name = \"Risiko\""), "Linje 26 kan ikke læses."),
        (OWN.replace("question = \"Hvad kan", "help = \"Hvad kan"), "Kolonnen »risk«: »help« kendes ikke."),
        (OWN.replace("\"tilbud\"", "\"handleplan\""), "har begge nøglen »handleplan«"),
    ] {
        let installation = Installation::new();
        fs::create_dir(installation.path("skabeloner")).unwrap();
        installation.write("skabeloner/tilbud.toml", content);
        let told = installation.run(&["unit", "list", "--templates", "skabeloner"]).refused(fault);
        assert!(told.starts_with("Filen skabeloner/tilbud.toml: "), "{told}");
        assert!(!installation.database().exists(), "nothing is opened for it");
    }
    let installation = Installation::new();
    installation.run(&["serve", "--templates", "mangler"]).refused("Mappen mangler med skabeloner kan ikke læses.");
}
