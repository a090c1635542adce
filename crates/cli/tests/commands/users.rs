//! `handleplan user`, and what `handleplan check` says of users.

use crate::support::{Answer, Installation, PASSPHRASE, is_a_number};

const LISE: &str = "lise@handleplan.example";

/// Adds Lise with what more is told of her.
fn add_lise(installation: &Installation, more: &[&str]) -> Answer {
    let arguments = [&["user", "add", LISE, "--name", "Lise Krogh", "--password-stdin"], more].concat();
    installation.run_with(&arguments, &format!("{PASSPHRASE}\n"))
}

#[test]
fn a_user_is_added_and_listed_with_their_roles() {
    let (installation, home) = Installation::with_a_home();
    let id = add_lise(&installation, &["--role", "afdelingsleder", "--unit", &home]).done();
    assert!(is_a_number(id.trim()), "{id}");
    let added = installation.run(&["user", "add", " Aage@Handleplan.example ", "--name", "Aage Å"]).done();
    let lines: Vec<&str> = added.lines().collect();
    assert!(lines[0].strip_prefix("Adgangssætning: ").is_some_and(|words| words.chars().count() >= 14), "{added}");
    assert!(lines.len() == 2 && is_a_number(lines[1]), "{added}");
    let expected = "lise@handleplan.example\tLise Krogh\tAfdelingsleder i Bostedet Havtornen\n\
                    aage@handleplan.example\tAage Å\t\n";
    assert_eq!(installation.run(&["user", "list"]).done(), expected);
}

#[test]
fn a_user_who_cannot_be_is_refused_and_nothing_is_stored() {
    let (installation, home) = Installation::with_a_home();
    let add = |email: &str, name: &str, more: &[&str]| {
        let arguments = [&["user", "add", email, "--name", name, "--password-stdin"], more].concat();
        installation.run_with(&arguments, &format!("{PASSPHRASE}\n"))
    };
    add("lise", "Lise", &[]).refused("e-mail");
    add(LISE, " ", &[]).refused("Navnet: ");
    add(LISE, "Lise", &["--role", "direktør", "--unit", &home]).refused("Rollen direktør kendes ikke; vælg læser");
    add(LISE, "Lise", &["--role", "læser", "--unit", "Månen"]).refused("Enheden Månen findes ikke");
    let short = ["user", "add", LISE, "--name", "Lise", "--password-stdin"];
    installation.run_with(&short, "kort\n").refused("Adgangssætningen skal være på mindst 14 tegn");
    installation.run_with(&short, "").refused("Adgangssætningen skal være på mindst 14 tegn");
    assert_eq!(installation.run(&["user", "list"]).done(), "");
    add(LISE, "Lise", &[]).done();
    add(LISE, "En anden", &[]).refused("Der er allerede en bruger med adressen lise@handleplan.example");
}

#[test]
fn a_passphrase_is_given_anew() {
    let (installation, _) = Installation::with_a_home();
    add_lise(&installation, &[]).done();
    let new = ["user", "passwd", "Lise@Handleplan.example"];
    let from_stdin = ["user", "passwd", LISE, "--password-stdin"];
    assert!(installation.run(&new).done().starts_with("Adgangssætning: "));
    assert_eq!(installation.run_with(&from_stdin, "fem små grønne stole\r\n").done(), "", "who gave it knows it");
    installation.run_with(&from_stdin, "kort\n").refused("mindst 14 tegn");
    installation
        .run(&["user", "passwd", "nils@handleplan.example"])
        .refused("Der er ingen bruger med adressen nils@handleplan.example");
}

#[test]
fn a_role_is_given_and_taken_and_somebody_always_administers() {
    let (installation, home) = Installation::with_a_home();
    installation.run(&["unit", "add", "Nord", "--parent", &home, "--kind", "department"]).done();
    add_lise(&installation, &["--role", "administrator", "--unit", &home]).done();
    let role = |more: &[&str]| installation.run(&[&["user", "role", LISE], more].concat());
    let roles = || {
        let listed = installation.run(&["user", "list"]).done();
        listed.trim_end().rsplit('\t').next().unwrap_or_default().to_owned()
    };
    assert_eq!(role(&["læser", "--unit", "Nord"]).done(), "");
    assert!(roles().contains("Administrator i Bostedet Havtornen") && roles().contains("Læser i Nord"), "{}", roles());
    role(&["læser", "--unit", "Nord"]).done();
    assert_eq!(roles().matches("Læser").count(), 1, "given twice it is held once");
    role(&["læser", "--unit", "Nord", "--remove"]).done();
    assert_eq!(roles(), "Administrator i Bostedet Havtornen");
    role(&["administrator", "--unit", &home, "--remove"]).refused("Så er der ingen, der administrerer toppen");
    role(&["kaptajn", "--unit", &home]).refused("Rollen kaptajn kendes ikke");
    role(&["læser", "--unit", "Syd"]).refused("Enheden Syd findes ikke");
    installation.run(&["user", "role", "nils@handleplan.example", "læser", "--unit", &home]).refused("ingen bruger");
    assert_eq!(roles(), "Administrator i Bostedet Havtornen");
}

#[test]
fn check_wants_somebody_who_can_administer() {
    let (installation, home) = Installation::with_a_home();
    let (told, why) = installation.run(&["check"]).failed();
    assert!(told.contains("Enheder: 1. Brugere: 0."), "{told}");
    assert!(why.contains("Ingen kan administrere") && why.lines().count() == 1, "{why}");
    add_lise(&installation, &["--role", "administrator", "--unit", &home]).done();
    let told = installation.run(&["check"]).done();
    for line in [
        "Database: svarer",
        "Kvalitetsmodel: 2 udgaver",
        "Skabeloner: handleplan",
        "Enheder: 1. Brugere: 1.",
        "Sendte versioner: 0",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}
