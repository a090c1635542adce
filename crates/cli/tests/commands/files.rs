//! `handleplan import` and `handleplan export`.

use std::fs;

use crate::support::{Installation, is_a_number};

const CSV: &str = "Tema;Emne;Mål;Hvad;Hvornår;Hvem;Bemærkninger\n\
                   Sundhed og trivsel;Et emne;Et mål;En aktivitet;ultimo marts;Leder;Et ord til\n";

const JSON: &str = r#"{
  "format": "handleplan",
  "version": 1,
  "plan": {
    "title": "Handleplan for Havtornen",
    "year": 2026,
    "introduction": "Skrevet sammen med medarbejderne.",
    "closing": "",
    "blocks": [
      {
        "reference_text": "Organisation og ledelse, kriterium 9, indikator 9.b",
        "text": "Henstilling til, at ledelsen nedbringer sygefraværet",
        "kind": "recommendation",
        "due_on": "2026-12-01",
        "issues": [
          {
            "text": "Fraværet er højt",
            "goals": ["Fraværet er under 5 %"],
            "lines": [
              {
                "line": "activity",
                "what": "Omsorgssamtaler",
                "period_text": "inden udgangen af juni",
                "owner_text": "Afdelingsleder",
                "status": "started"
              },
              {"line": "period", "period_text": "ultimo 2026"},
              {"line": "owner", "owner_text": "LMU"}
            ],
            "monitoring": ["Fraværstal hver måned"],
            "effects": ["Færre vikarer"]
          }
        ]
      }
    ]
  }
}
"#;

/// An installation with a plan in it, and the plan's number.
fn with_a_plan() -> (Installation, String) {
    let (installation, _) = Installation::with_a_home();
    installation.write("plan.json", JSON);
    let id = installation.run(&["import", "plan.json", "--unit", "Bostedet Havtornen"]).done();
    assert!(is_a_number(id.trim()), "{id}");
    (installation, id.trim().to_owned())
}

#[test]
fn an_import_tells_the_plans_number_first_and_then_what_had_no_clear_place() {
    let (installation, home) = Installation::with_a_home();
    installation.write("plan.csv", CSV);
    let told = installation.run(&["import", "plan.csv", "--unit", &home, "--year", "2031"]).done();
    let lines: Vec<&str> = told.lines().collect();
    assert!(is_a_number(lines[0]), "{told}");
    assert!(lines[1..].contains(&"Kolonnen »Dokumentation« findes ikke i filen."), "{told}");
    assert!(told.contains("Teksten fra kolonnen »Bemærkninger« er lagt under Dokumentation"), "{told}");
    let exported = installation.run(&["export", lines[0], "--format", "json"]).done();
    assert!(exported.contains("\"year\": 2031") && exported.contains("Bemærkninger: Et ord til"), "{exported}");
}

#[test]
fn a_dry_run_tells_the_same_and_stores_nothing() {
    let (installation, home) = Installation::with_a_home();
    installation.write("plan.csv", CSV);
    let dry = installation.run(&["import", "plan.csv", "--unit", &home, "--dry-run"]).done();
    assert!(dry.starts_with("(prøvekørsel: intet er gemt)\n1 fund og 1 aktiviteter er læst.\n"), "{dry}");
    assert!(!installation.holds("En aktivitet"));
    let real = installation.run(&["import", "plan.csv", "--unit", &home]).done();
    assert!(installation.holds("En aktivitet"));
    assert_eq!(dry.lines().skip(2).collect::<Vec<_>>(), real.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn a_file_that_holds_no_plan_is_refused_by_what_it_is() {
    let (installation, home) = Installation::with_a_home();
    let import = |name: &str, more: &[&str]| installation.run(&[&["import", name, "--unit", &home], more].concat());
    for (name, content, words) in [
        ("plan.txt", "Tema", "Filen plan.txt skal ende på .docx, .xlsx, .csv eller .json"),
        ("tom.csv", "", "tom"),
        ("andet.csv", "a;b;c\n1;2;3\n", "tabel med overskrifter"),
        ("andet.json", "{\"format\": \"andet\"}", "JSON-filen er ikke en handleplan"),
        ("nyere.json", "{\"format\": \"handleplan\", \"version\": 2}", "JSON-filen har version 2"),
        ("halv.json", "{\"format\": \"handleplan\",\n", "JSON-filen kan ikke læses ved linje"),
        ("plan.docx", "ikke en Word-fil", "Word"),
        ("plan.xlsx", "ikke en Excel-fil", "Excel"),
        (
            "cpr.csv",
            "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Borger 010190-1234 trives;x\n",
            "emne 1, mål 1: Teksten ser ud til",
        ),
    ] {
        installation.write(name, content);
        import(name, &[]).refused(words);
    }
    import("mangler.csv", &[]).refused("Filen mangler.csv kan ikke åbnes");
    installation.write("plan.json", JSON);
    import("plan.json", &["--template", "årsplan"]).refused("Skabelonen »årsplan« findes ikke; der er handleplan.");
    import("plan.json", &["--year", "1726"]).refused("Skriv et årstal fra 2000 til 2100");
    installation.run(&["import", "plan.json", "--unit", "Månen"]).refused("Enheden Månen findes ikke");
    assert!(!installation.holds("Omsorgssamtaler"));
}

#[test]
fn a_plan_leaves_in_every_format_and_comes_back_as_the_same() {
    let (installation, id) = with_a_plan();
    let export = |format: &str| installation.run(&["export", &id, "--format", format]).bytes();
    let formats: [(&str, &[u8]); 5] =
        [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")];
    for (format, beginning) in formats {
        let bytes = export(format);
        assert!(bytes.starts_with(beginning), "{format}");
        let file = format!("plan.{format}");
        let written = installation.run(&["export", &id, "--format", format, "-o", &file]).done();
        assert_eq!(written, "", "what goes into a file is not printed too");
        assert!(fs::read(installation.path(&file)).unwrap().starts_with(beginning), "{format}");
    }
    let again = installation.run(&["import", "plan.json", "--unit", "Bostedet Havtornen"]).done();
    let again = installation.run(&["export", again.trim(), "--format", "json"]).bytes();
    assert_eq!(String::from_utf8(again), String::from_utf8(export("json")));
    for file in ["plan.docx", "plan.csv"] {
        let read = installation.run(&["import", file, "--unit", "Bostedet Havtornen"]).done();
        let exported = installation.run(&["export", read.lines().next().unwrap(), "--format", "json"]).done();
        for words in ["Fraværet er under 5 %", "Omsorgssamtaler", "inden udgangen af juni", "LMU", "Færre vikarer"] {
            assert!(exported.contains(words), "{file}: {words}");
        }
    }
}

#[test]
fn all_plans_of_a_unit_leave_as_one_archive() {
    let (installation, _) = with_a_plan();
    assert_eq!(installation.run(&["export", "--unit", "Bostedet Havtornen", "-o", "alle.zip"]).done(), "");
    assert!(fs::read(installation.path("alle.zip")).unwrap().starts_with(b"PK"));
    installation.run(&["export", "--unit", "Månen", "-o", "månen.zip"]).refused("Enheden Månen findes ikke");
    assert!(!installation.path("månen.zip").exists());
}

#[test]
fn what_cannot_leave_is_told_by_what_is_missing() {
    let (installation, id) = with_a_plan();
    let other = "018f0000-0000-7000-8000-000000000000";
    let export = |arguments: &[&str]| installation.run(&[&["export"], arguments].concat());
    export(&[other, "--format", "json"]).refused(&format!("Der er ingen plan med nummeret {other}"));
    export(&["17", "--format", "json"]).refused("»17« er ikke nummeret på en plan");
    export(&[&id, "--format", "odt"]).refused("Formatet odt kendes ikke; vælg docx, pdf, xlsx, csv eller json");
    export(&[&id, "--format", "pdf", "--version", "7"]).refused("Planen har ingen version 7");
    export(&[&id, "--format", "docx", "--document", "brev"]).refused("Dokumentet brev kendes ikke; vælg handleplan");
    export(&[&id, "--format", "docx", "--document", "siden-sidst"]).refused("Planen er ikke sendt endnu");
    export(&[&id, "--format", "csv", "--document", "resume"]).refused("vælg Word eller PDF");
    export(&[&id, "--format", "json", "-o", "mangler/plan.json"]).refused("Filen mangler/plan.json kan ikke skrives");
}
