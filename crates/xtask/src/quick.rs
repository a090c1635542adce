//! `cargo xtask quick CRATE [FILTER]`: the inner loop. Format, clippy and tests of one crate, without any set-up, in
//! seconds once the tests of all have been built.

use anyhow::Result;

use crate::{
    selection::selections,
    step::{cargo, run},
    workspace::{self, Package, find},
};

/// Stops at the first step that fails. A filter is part of the names of the tests to run.
pub(crate) fn run_for(name: &str, filter: Option<&str>) -> Result<()> {
    let packages = workspace::packages()?;
    let package = find(&packages, name)?;
    run(&mut cargo(&format!("fmt --check --package {}", package.name)))?;
    lint(&packages, package)?;
    test(&packages, package, filter)
}

/// As it is for others, and as it is for its own tests: what only these use is no use.
fn lint(packages: &[Package], package: &Package) -> Result<()> {
    for selection in selections(packages, package) {
        for profile in ["dev", "test"] {
            run(&mut cargo(&format!("clippy {selection} --profile {profile} --locked -- -D warnings")))?;
        }
    }
    Ok(())
}

fn test(packages: &[Package], package: &Package, filter: Option<&str>) -> Result<()> {
    for selection in selections(packages, package) {
        let mut tests = cargo(&format!("test {selection} --locked"));
        run(tests.arg("--").args(filter))?;
    }
    Ok(())
}
