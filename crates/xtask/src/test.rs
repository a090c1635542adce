//! `cargo xtask test`: everything that must hold before a change lands.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    imports, links,
    postgres::Postgres,
    selection::{AS_FOR_TESTS, selections},
    setup::{self, Need},
    step::{cargo, run},
    widths, workspace,
};

/// The database that the product's tests run on; SQLite where it is not set.
const DATABASE: &str = "HANDLEPLAN_TEST_DATABASE";

/// The crates whose tests open a database, and so can tell PostgreSQL from SQLite.
const ON_A_DATABASE: [&str; 2] = ["orm", "tests"];

/// A part of the tests: its name, what must be installed for it, and what runs it.
struct Part {
    name: &'static str,
    needs: &'static [Need],
    run: fn() -> Result<()>,
}

static PARTS: [Part; 3] = [
    Part { name: "lint", needs: &[Need::NpmPackages, Need::CargoTools], run: lint },
    Part { name: "rust", needs: &[Need::NpmPackages, Need::Postgres], run: rust },
    Part { name: "browser", needs: &[Need::NpmPackages, Need::Browser], run: browser },
];

/// Runs the part of that name, or all of them in order, and stops at the first step that fails.
pub(crate) fn run_part(name: Option<&str>) -> Result<()> {
    set_up(name)?;
    chosen(name)?.iter().try_for_each(|part| (part.run)())
}

/// Installs what the part of that name needs, or what all of them need.
pub(crate) fn set_up(name: Option<&str>) -> Result<()> {
    let needs: Vec<Need> = chosen(name)?.iter().flat_map(|part| part.needs).copied().collect();
    setup::run_for(&needs)
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static Part>> {
    let chosen: Vec<&Part> = PARTS.iter().filter(|part| name.is_none_or(|name| name == part.name)).collect();
    ensure!(!chosen.is_empty(), "the parts of the tests are lint, rust and browser");
    Ok(chosen)
}

fn lint() -> Result<()> {
    run(&mut cargo("fmt --all --check"))?;
    links::check()?;
    widths::check()?;
    imports::run(&["--check"])?;
    run(&mut cargo("clippy --workspace --all-targets --locked -- -D warnings"))?;
    run(&mut cargo("deny check licenses bans sources"))?;
    run(&mut cargo("machete"))?;
    script()?;
    let documentation = format!("doc --workspace --no-deps --lib --bins {AS_FOR_TESTS} --locked");
    run(cargo(&documentation).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The types of the pages' script and of its tests, and those tests, which need no browser.
fn script() -> Result<()> {
    for project in [".", "tests/script"] {
        run(Command::new("node").args(["node_modules/typescript/bin/tsc", "--project", project]))?;
    }
    run(Command::new("node").arg("--test").args(node_tests("tests/script")?))
}

/// Everything once, and what opens a database once more on PostgreSQL. The second time nothing is built: the same
/// programs run again, since the same features are chosen (see `selection`).
fn rust() -> Result<()> {
    run(cargo("test --workspace --locked").env_remove(DATABASE))?;
    let packages = workspace::packages()?;
    let postgres = Postgres::start()?;
    for name in ON_A_DATABASE {
        for selection in selections(&packages, workspace::find(&packages, name)?) {
            run(cargo(&format!("test {selection} --locked")).env(DATABASE, postgres.url()))?;
        }
    }
    Ok(())
}

fn browser() -> Result<()> {
    run(&mut cargo(&format!("build --workspace --bins {AS_FOR_TESTS} --locked")))?;
    let program = env::current_exe()?.with_file_name("handleplan");
    let chromium = setup::chromium().context("there is no chromium here")?;
    run(Command::new("node")
        .args(["--test", "--test-concurrency=1"])
        .args(node_tests("tests/browser")?)
        .env("HANDLEPLAN_BIN", program)
        .env("CHROMIUM", chromium))
}

/// The files of tests in a folder, for `node --test`.
fn node_tests(folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    ensure!(!files.is_empty(), "there are no tests in {folder}");
    files.sort();
    Ok(files)
}
