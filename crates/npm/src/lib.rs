//! The packages of npm that build scripts take files from.
//!
//! What belongs here: where they lie, and fetching them once where they are missing. What does not:
//! which files are taken, and what becomes of them.

#![expect(clippy::print_stdout, reason = "cargo listens to what a build script prints")]

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of the packages, with every one of `wanted` in it. Prints what cargo must watch. Build
/// scripts that run at the same time wait for each other, so that npm runs once.
///
/// # Errors
/// A sentence that says what to install or where to look.
pub fn packages(wanted: &[&str]) -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let packages = root.join("node_modules");
    println!("cargo::rerun-if-changed={}", root.join("package-lock.json").display());
    println!("cargo::rerun-if-changed={}", packages.join("dkfds/package.json").display());
    let has_all = || wanted.iter().all(|name| packages.join(name).exists());
    if !has_all() {
        let _turn =
            turn(&root).map_err(|error| format!("could not wait for another build to fetch packages: {error}"))?;
        if !has_all() {
            fetch(&root)?;
        }
    }
    Ok(packages)
}

/// Lasts until it is dropped.
fn turn(root: &Path) -> io::Result<File> {
    let folder = root.join("target");
    std::fs::create_dir_all(&folder)?;
    let file = File::create(folder.join("npm.lock"))?;
    file.lock()?;
    Ok(file)
}

fn fetch(root: &Path) -> Result<(), String> {
    let ran =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(root).status();
    match ran {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("npm ci failed: see its message above, then build again.".into()),
        Err(error) => Err(format!(
            "Install Node.js with npm (on Debian: apt-get install npm), then build again: \
             the look of pages and documents comes from npm ({error})."
        )),
    }
}
