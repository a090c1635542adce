//! Installs what the tests need and this computer lacks, so that it costs nothing the second time.

use std::{env, fs, path::PathBuf, process::Command, time::SystemTime};

use anyhow::{Result, ensure};

use crate::{
    debian,
    host::{find_program, has_program},
    postgres,
    step::{cargo, run, succeeds},
};

/// What a part of the tests cannot do without, beside Rust and Node.js.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// What builds and pages take from npm, and what tests of the script and of pages need from there.
    NpmPackages,
    /// What looks through the dependencies.
    CargoTools,
    /// A database server to start one's own of.
    Postgres,
    /// Chromium, and the programs that open what is fetched there.
    Browser,
}

/// What needs a package, its name, and how to tell that it is here.
type Package = (Need, &'static str, fn() -> bool);

/// Debian's packages.
static PACKAGES: [Package; 7] = [
    (Need::Postgres, "postgresql", || postgres::programs().is_some()),
    (Need::Browser, "chromium", || chromium().is_some()),
    (Need::Browser, "libreoffice-writer", || has_program("lowriter")),
    (Need::Browser, "libreoffice-calc", || has_program("localc")),
    (Need::Browser, "poppler-utils", || has_program("pdftotext") && has_program("pdftoppm")),
    (Need::Browser, "python3", || has_program("python3")),
    (Need::Browser, "unzip", || has_program("unzip")),
];

/// Sees to all needs at once: Debian's packages are asked for in one go.
pub(crate) fn run_for(needs: &[Need]) -> Result<()> {
    debian::install(&missing_packages(needs))?;
    if needs.contains(&Need::NpmPackages) {
        npm_packages()?;
    }
    if needs.contains(&Need::CargoTools) {
        cargo_tools()?;
    }
    Ok(())
}

fn missing_packages(needs: &[Need]) -> Vec<&'static str> {
    let missing = PACKAGES.iter().filter(|(need, _, is_here)| needs.contains(need) && !is_here());
    missing.map(|(_, package, _)| *package).collect()
}

/// The browser: the one that `CHROMIUM` names, else Debian's.
pub(crate) fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| find_program("chromium"))
}

/// The load generator that `cargo xtask bench` uses.
pub(crate) fn wrk() -> Result<()> {
    if has_program("wrk") { Ok(()) } else { debian::install(&["wrk"]) }
}

/// npm writes its own copy of the lock file last of all, so the copy's age is that of the whole folder.
fn npm_packages() -> Result<()> {
    ensure!(node_version() >= Some(20), "Node.js 20 or newer is needed: install it with npm, then try again");
    if modified("node_modules/.package-lock.json") >= modified("package-lock.json") {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts"]))
}

fn node_version() -> Option<u32> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn modified(path: &str) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn cargo_tools() -> Result<()> {
    if !succeeds(&mut cargo("deny --help")) {
        run(&mut cargo("install cargo-deny --locked --version 0.20.2"))?;
    }
    if !succeeds(&mut cargo("machete --help")) {
        run(&mut cargo("install cargo-machete --locked --version 0.9.2"))?;
    }
    Ok(())
}
