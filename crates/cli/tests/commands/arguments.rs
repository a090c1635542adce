//! What is typed wrong is told in one Danish sentence.

use crate::support::Installation;

#[test]
fn what_is_not_a_command_is_told_with_the_way_onward() {
    let installation = Installation::new();
    let commands: [&[&str]; 11] = [
        &["flyv"],
        &["unit"],
        &["unit", "flyt"],
        &["unit", "add"],
        &["unit", "list", "for", "meget"],
        &["user", "add", "lise@handleplan.example"],
        &["user", "role", "lise@handleplan.example"],
        &["import", "plan.json"],
        &["export"],
        &["period"],
        &["serve", "--listen", "her"],
    ];
    for arguments in commands {
        let told = installation.run(arguments).misunderstood("se »handleplan --help«");
        assert!(told.starts_with("Kommandoen kunne ikke forstås"), "{told}");
    }
    assert!(installation.run(&["flyv"]).misunderstood("flyv").ends_with(".\n"));
    assert!(!installation.database().exists(), "nothing is opened for it");
}

#[test]
fn what_goes_together_is_asked_for_together() {
    let installation = Installation::new();
    let user = ["user", "add", "lise@handleplan.example", "--name", "Lise Krogh"];
    installation.run(&[&user[..], &["--role", "læser"]].concat()).misunderstood("--unit");
    installation.run(&[&user[..], &["--unit", "Bostedet"]].concat()).misunderstood("--role");
    installation.run(&["export", "--unit", "Bostedet"]).misunderstood("--output");
    installation.run(&["export", "1", "--unit", "Bostedet", "--output", "x.zip"]).misunderstood("[PLAN]");
    installation.run(&["import", "plan.json", "--unit", "Bostedet", "--year", "i år"]).misunderstood("--year");
}

#[test]
fn help_and_version_are_no_faults() {
    let installation = Installation::new();
    let help = installation.run(&["--help"]).done();
    for command in ["serve", "import", "export", "period", "unit", "user", "check"] {
        assert!(help.contains(command), "{command}: {help}");
    }
    assert!(installation.run(&["user", "role", "--help"]).done().contains("--remove"));
    let version = installation.run(&["--version"]).done();
    assert_eq!(version.trim(), concat!("handleplan ", env!("CARGO_PKG_VERSION")));
}
