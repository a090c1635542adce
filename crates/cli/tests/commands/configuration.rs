//! Flags before the environment before `handleplan.toml` before what is used unless it is told.

use crate::support::Installation;

/// The settings that name this file as the database.
fn settings(name: &str) -> String {
    format!("database_url = \"{}\"\n", url(name))
}

fn url(name: &str) -> String {
    format!("sqlite://{name}")
}

/// Which of these databases the command has made.
fn made<'a>(installation: &Installation, names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| installation.path(name).exists()).collect()
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let names = ["flag.db", "environment.db", "file.db", "data/handleplan.db"];
    let installation = Installation::new();
    installation.run(&["unit", "list"]).done();
    assert_eq!(made(&installation, &names), ["data/handleplan.db"]);

    let installation = Installation::new();
    installation.write("handleplan.toml", settings("file.db"));
    installation.run(&["unit", "list"]).done();
    assert_eq!(made(&installation, &names), ["file.db"]);

    let mut command = installation.command(&["unit", "list"]);
    let output = command.env("HANDLEPLAN_DATABASE_URL", url("environment.db")).output().unwrap();
    installation.finish(output).done();
    assert_eq!(made(&installation, &names), ["environment.db", "file.db"]);

    let mut command = installation.command(&["unit", "list", "--database-url", "sqlite://flag.db"]);
    let output = command.env("HANDLEPLAN_DATABASE_URL", url("fourth.db")).output().unwrap();
    installation.finish(output).done();
    assert_eq!(made(&installation, &names), ["flag.db", "environment.db", "file.db"]);
    assert!(!installation.path("fourth.db").exists());
}

#[test]
fn settings_that_cannot_be_read_are_told_by_their_file() {
    let installation = Installation::new();
    installation.run(&["unit", "list", "--config", "mangler.toml"]).refused("Filen mangler.toml kan ikke åbnes");
    installation.write("forkert.toml", "databse_url = \"sqlite://x.db\"\n");
    installation.run(&["unit", "list", "--config", "forkert.toml"]).refused("Filen forkert.toml kan ikke læses");
    installation.write("handleplan.toml", "listen = 3000\n");
    installation.run(&["check"]).refused("Filen handleplan.toml kan ikke læses");
    assert!(!installation.database().exists());
}
