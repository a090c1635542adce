//! The words by which cargo builds and tests one package alone, and yet with the features of the whole workspace.
//!
//! Cargo builds a third-party crate with the features that the *chosen* packages ask for. With `--package orm` most of
//! the tree would be built a second time beside what `--workspace` has built. `resolver.feature-unification` in cargo's
//! configuration is meant to mend that, but is not stable in cargo 1.95. So, until it is:
//!
//! - Programs and integration tests have names of their own: they are chosen by name from the whole workspace.
//! - A library has none, since `--lib` means that of each chosen package. It is chosen together with all the packages
//!   that have no library, which `--lib` passes over. They are the program, the tests and xtask. Together they ask for
//!   all that the product and its tests need; xtask adds what only libraries' tests ask for (see its Cargo.toml).
//! - A crate that builds use and the product too would be compiled with debug information or without, as the choice
//!   has it, if the workspace's `[profile.dev.build-override]` did not say which.
//! - `--examples` chooses nothing, for there are none. But it makes cargo count in what tests ask for, also where it
//!   only checks or builds.

use crate::workspace::{Package, Target};

/// Chooses nothing, and makes cargo take the features that tests are built with.
pub(crate) const AS_FOR_TESTS: &str = "--examples";

/// One for the library, one for the programs and integration tests, as far as the package has them.
pub(crate) fn selections(packages: &[Package], package: &Package) -> Vec<String> {
    let mut found = Vec::new();
    if has_library(package) {
        let chosen = packages.iter().filter(|other| !has_library(other)).chain([package]);
        let chosen: Vec<String> = chosen.map(|package| format!("--package {}", package.name)).collect();
        found.push(format!("{} --lib {AS_FOR_TESTS}", chosen.join(" ")));
    }
    let named: Vec<String> = package.targets.iter().filter_map(by_name).collect();
    if !named.is_empty() {
        found.push(format!("--workspace {} {AS_FOR_TESTS}", named.join(" ")));
    }
    found
}

fn has_library(package: &Package) -> bool {
    package.targets.contains(&Target::Library)
}

fn by_name(target: &Target) -> Option<String> {
    match target {
        Target::Library => None,
        Target::Program(name) => Some(format!("--bin {name}")),
        Target::Test(name) => Some(format!("--test {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, targets: Vec<Target>) -> Package {
        Package { name: name.into(), folder: name.into(), targets, dependencies: Vec::new() }
    }

    #[test]
    fn a_library_is_chosen_together_with_all_that_have_none() {
        let packages = [
            package("domain", vec![Target::Library]),
            package("handleplan", vec![Target::Program("handleplan".into())]),
            package("orm", vec![Target::Library]),
            package("tests", vec![Target::Test("product".into())]),
        ];
        let expected = ["--package handleplan --package tests --package orm --lib --examples"];
        assert_eq!(selections(&packages, &packages[2]), expected);
    }

    #[test]
    fn what_has_a_name_is_chosen_from_the_whole_workspace() {
        let packages = [
            package("domain", vec![Target::Library]),
            package("tests", vec![Target::Test("product".into()), Target::Test("commands".into())]),
        ];
        let expected = ["--workspace --test product --test commands --examples"];
        assert_eq!(selections(&packages, &packages[1]), expected);
    }

    #[test]
    fn a_package_with_both_is_chosen_in_two_goes() {
        let packages = [package("web", vec![Target::Library, Target::Test("pages".into())])];
        let expected = ["--package web --lib --examples", "--workspace --test pages --examples"];
        assert_eq!(selections(&packages, &packages[0]), expected);
    }
}
