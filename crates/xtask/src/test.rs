//! `cargo xtask test`: everything that must hold before a change lands.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    postgres::Postgres,
    setup,
    step::{cargo, run},
};

/// The database that the product's tests run on; SQLite where it is not set.
const DATABASE: &str = "HANDLEPLAN_TEST_DATABASE";

/// A part of the tests: its name and what runs it.
type Part = (&'static str, fn() -> Result<()>);

const PARTS: [Part; 3] = [("lint", lint), ("rust", rust), ("browser", browser)];

/// Runs the part of that name, or all of them in order, and stops at the first step that fails.
pub(crate) fn run_part(name: Option<&str>) -> Result<()> {
    let chosen: Vec<_> = PARTS.iter().filter(|(part, _)| name.is_none_or(|name| name == *part)).collect();
    ensure!(!chosen.is_empty(), "the parts of the tests are lint, rust and browser");
    setup::run_all()?;
    chosen.into_iter().try_for_each(|(_, part)| part())
}

fn lint() -> Result<()> {
    run(&mut cargo("fmt --all --check"))?;
    run(&mut cargo("clippy --workspace --all-targets --locked -- -D warnings"))?;
    run(&mut cargo("deny check licenses bans sources"))?;
    run(&mut cargo("machete"))?;
    run(cargo("doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "-D warnings"))
}

/// Always the whole workspace: another choice of packages is another choice of features, and a second build.
fn rust() -> Result<()> {
    run(cargo("test --workspace --locked").env_remove(DATABASE))?;
    let postgres = Postgres::start()?;
    run(cargo("test --workspace --locked").env(DATABASE, postgres.url()))
}

fn browser() -> Result<()> {
    run(&mut cargo("build --workspace --locked"))?;
    let program = env::current_exe()?.with_file_name("handleplan");
    let chromium = setup::chromium().context("there is no chromium here")?;
    run(Command::new("node")
        .args(["--test", "--test-concurrency=1"])
        .args(browser_tests()?)
        .env("HANDLEPLAN_BIN", program)
        .env("CHROMIUM", chromium))
}

fn browser_tests() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir("tests/browser")? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    ensure!(!files.is_empty(), "there are no tests in tests/browser");
    files.sort();
    Ok(files)
}
