//! `cargo xtask setup`: installs what the tests need and this machine lacks.

use std::{env, fs, os::unix::fs::MetadataExt, path::PathBuf, process::Command, time::SystemTime};

use anyhow::{Result, bail, ensure};

use crate::{
    postgres,
    step::{cargo, run, succeeds},
};

/// Asks for everything and installs only what is missing, so that it costs nothing the second time.
pub(crate) fn run_all() -> Result<()> {
    debian_packages()?;
    npm_packages()?;
    cargo_tools()
}

/// The browser: the one that `CHROMIUM` names, else Debian's.
pub(crate) fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| find_program("chromium"))
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn debian_packages() -> Result<()> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if postgres::programs().is_none() {
        missing.push("postgresql");
    }
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// The load generator that `cargo xtask bench` uses.
pub(crate) fn wrk() -> Result<()> {
    if find_program("wrk").is_some() { Ok(()) } else { install(&["wrk"]) }
}

fn install(missing: &[&str]) -> Result<()> {
    let names = missing.join(" ");
    ensure!(find_program("apt-get").is_some(), "missing here, and there is no apt-get to install it with: {names}");
    run(&mut apt_get("update")?)?;
    run(&mut apt_get(&format!("install --yes --no-install-recommends {names}"))?)
}

fn apt_get(arguments: &str) -> Result<Command> {
    let mut command = if is_root() {
        Command::new("env")
    } else if let Some(sudo) = find_program("sudo") {
        let mut command = Command::new(sudo);
        command.arg("env");
        command
    } else {
        bail!("`apt-get {arguments}` must run as root, and there is no sudo: run it as root, then try again");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments.split_whitespace());
    Ok(command)
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
        run(&mut cargo("install cargo-machete --locked"))?;
    }
    Ok(())
}

fn find_program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|program| program.is_file())
}
