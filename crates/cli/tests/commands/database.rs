//! The file with the database: whole when a command has ended, its owner's alone, and told of when it is the trouble.

use std::fs;

use crate::support::{Installation, PASSPHRASE};

const CANNOT_BE_OPENED: &str = "Databasen kan ikke åbnes";

/// A home, somebody who administers it, and a plan; answers the plan's number too.
pub(crate) fn filled() -> (Installation, String) {
    let (installation, home) = Installation::with_a_home();
    let user = ["user", "add", "lise@handleplan.example", "--name", "Lise Krogh", "--password-stdin"];
    let role = ["--role", "administrator", "--unit", &home];
    installation.run_with(&[&user[..], &role[..]].concat(), PASSPHRASE).done();
    installation.write("plan.csv", "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Et mål;En aktivitet\n");
    let told = installation.run(&["import", "plan.csv", "--unit", &home]).done();
    let plan = told.lines().next().unwrap().to_owned();
    (installation, plan)
}

#[test]
fn a_copy_of_the_file_alone_is_a_copy_of_the_database() {
    let (installation, plan) = filled();
    let copy = Installation::new();
    fs::create_dir_all(copy.path("data")).unwrap();
    fs::copy(installation.database(), copy.database()).unwrap();
    let commands: [&[&str]; 4] =
        [&["unit", "list"], &["user", "list"], &["export", &plan, "--format", "json"], &["check"]];
    for arguments in commands {
        let told = copy.run(arguments).done();
        assert!(!told.is_empty(), "{arguments:?}");
        assert_eq!(told, installation.run(arguments).done(), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let (installation, _) = filled();
    let mode = |name: &str| fs::metadata(installation.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/handleplan.db")), (0o700, 0o600));
    fs::set_permissions(installation.database(), fs::Permissions::from_mode(0o644)).unwrap();
    installation.run(&["unit", "list"]).done();
    assert_eq!(mode("data/handleplan.db"), 0o600, "one that others could read is closed to them");
}

#[test]
fn one_that_cannot_be_opened_is_not_told_as_a_plan_that_is_missing() {
    let plan = "018f0000-0000-7000-8000-000000000000";
    let commands: [&[&str]; 5] = [
        &["export", plan, "--format", "json"],
        &["export", plan, "--format", "json", "--version", "1"],
        &["unit", "list"],
        &["user", "passwd", "lise@handleplan.example"],
        &["check"],
    ];
    for arguments in commands {
        let installation = Installation::new();
        fs::create_dir_all(installation.path("data")).unwrap();
        fs::write(installation.database(), "Dette er ikke en database, men en seddel om, hvor den ligger.").unwrap();
        installation.run(arguments).refused(CANNOT_BE_OPENED);
        assert!(fs::read(installation.database()).unwrap().starts_with(b"Dette er"), "it is left as it is");
    }
    let installation = Installation::new();
    installation.run(&["unit", "list", "--database-url", "mysql://vært/navn"]).refused(CANNOT_BE_OPENED);
    fs::create_dir_all(installation.database()).unwrap();
    installation.run(&["unit", "list"]).refused(CANNOT_BE_OPENED);
    let installation = Installation::new();
    installation.write("data", "en fil, hvor mappen skal være");
    installation.run(&["unit", "list"]).refused("Mappen data kan ikke oprettes");
}

#[test]
fn a_row_that_cannot_be_read_is_not_told_as_a_plan_that_is_missing() {
    let (installation, plan) = filled();
    installation.tamper("draft", "druft");
    let export = ["export", plan.as_str(), "--format", "json"];
    let told = installation.run(&export).refused("HANDLEPLAN_LOG=debug viser årsagen");
    assert!(!told.contains("ingen plan") && !told.contains("druft"), "{told}");
    let output = installation.command(&export).env("HANDLEPLAN_LOG", "debug").output().unwrap();
    let (printed, told) = installation.finish(output).failed();
    assert!(printed.is_empty() && told.contains("druft"), "{told}");
    installation.tamper("druft", "draft");
    installation.run(&export).done();
}
