//! Whoever reads what is printed may have heard enough: `handleplan user list | head -0`.

use std::{io::Write, process::Stdio};

use crate::support::Installation;

#[test]
fn a_reader_who_has_gone_is_no_fault() {
    let (installation, home) = Installation::with_a_home();
    installation.write("plan.csv", "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Et mål;En aktivitet\n");
    let told = installation.run(&["import", "plan.csv", "--unit", &home]).done();
    let plan = told.lines().next().unwrap();
    let commands: [&[&str]; 5] = [
        &["unit", "list"],
        &["user", "list"],
        &["unit", "add", "Bostedet Ager"],
        &["export", plan, "--format", "json"],
        &["export", plan, "--format", "docx"],
    ];
    for arguments in commands {
        let mut command = installation.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        installation.finish(child.wait_with_output().unwrap()).done();
    }
    assert!(installation.run(&["unit", "list"]).done().contains("Bostedet Ager"), "what was to be done was done");
}

#[test]
fn lines_without_end_are_read_no_longer_than_anybody_listens() {
    const MANY: usize = 1_000_000;
    let installation = Installation::new();
    let mut command = installation.command(&["period", "-", "--year", "2026"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut lines = child.stdin.take().unwrap();
    let taken = (0..MANY).take_while(|_| writeln!(lines, "ultimo marts\t2026").is_ok()).count();
    assert!(taken < MANY, "it went on reading");
    // Standard input is still open: the program has ended of its own accord.
    assert!(child.wait().unwrap().success());
    drop(lines);
    installation.finish(child.wait_with_output().unwrap()).done();
}
