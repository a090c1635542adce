//! `cargo xtask imports [CRATE] [--check]`: who imports whom, and which files do so in circles.

#![expect(clippy::print_stdout, reason = "who imports whom is the answer")]

mod graph;
mod paths;
mod source;

use std::collections::BTreeSet;

use anyhow::{Result, bail, ensure};

use crate::{
    files::read_below,
    workspace::{self, Package, Purpose, find},
};
use graph::{Imports, circles, imports};

/// The crates and their circles; of a crate that is named, its files as well. With `--check`, a circle is a failure.
pub(crate) fn run(words: &[&str]) -> Result<()> {
    let names: Vec<&str> = words.iter().copied().filter(|word| *word != "--check").collect();
    let packages = workspace::packages()?;
    let chosen: Vec<&Package> = match names[..] {
        [] => packages.iter().collect(),
        [name] => vec![find(&packages, name)?],
        _ => bail!("cargo xtask imports takes one crate, or none for all"),
    };
    for package in &chosen {
        print_dependencies(package);
    }
    println!();
    let mut count = 0;
    for package in chosen {
        let files = read_below(&package.folder.join("src"), ".rs")?;
        let imports = imports(&files);
        if !names.is_empty() {
            print_files(&imports);
        }
        count += print_circles(&package.name, &imports);
    }
    println!("circles: {count}");
    ensure!(count == 0 || !words.contains(&"--check"), "files import each other in circles");
    Ok(())
}

/// A line for what the product needs, and one each for what its build and its tests need besides.
fn print_dependencies(package: &Package) {
    for (purpose, remark) in [(Purpose::Product, ""), (Purpose::Build, " (build)"), (Purpose::Tests, " (tests)")] {
        let needed = package.dependencies.iter().filter(|needed| needed.purpose == purpose);
        let needed: Vec<&str> = needed.map(|needed| needed.name.as_str()).collect();
        if !needed.is_empty() {
            println!("{}{remark} -> {}", package.name, needed.join(" "));
        } else if package.dependencies.is_empty() && purpose == Purpose::Product {
            println!("{} -> none of ours", package.name);
        }
    }
}

fn print_files(imports: &Imports<'_>) {
    for (file, imported) in imports.iter().filter(|(_, imported)| !imported.is_empty()) {
        println!("{file} -> {}", joined(imported));
    }
    println!();
}

/// Each circle, and which imports close it; answers how many there are.
fn print_circles(name: &str, imports: &Imports<'_>) -> usize {
    let circles = circles(imports);
    for circle in &circles {
        println!("circle in {name}: {}", joined(circle));
        for (file, imported) in imports.iter().filter(|(file, _)| circle.contains(*file)) {
            println!("    {file} -> {}", joined(&(imported & circle)));
        }
    }
    circles.len()
}

fn joined(files: &BTreeSet<&str>) -> String {
    files.iter().copied().collect::<Vec<_>>().join(" ")
}
