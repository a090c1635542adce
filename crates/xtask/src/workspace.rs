//! Our own packages, as cargo describes them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::step::{cargo, output};

/// A package of this workspace.
pub(crate) struct Package {
    pub(crate) name: String,
    /// Where its Cargo.toml lies.
    pub(crate) folder: PathBuf,
    pub(crate) targets: Vec<Target>,
    /// The other packages of this workspace that it asks for.
    pub(crate) dependencies: Vec<Dependency>,
}

/// What cargo can build and test of a package.
#[derive(PartialEq, Eq)]
pub(crate) enum Target {
    Library,
    Program(String),
    Test(String),
}

/// A package that another one asks for, and when.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dependency {
    pub(crate) purpose: Purpose,
    pub(crate) name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    Product,
    Build,
    Tests,
}

/// All packages, by name.
pub(crate) fn packages() -> Result<Vec<Package>> {
    let described: Value = serde_json::from_str(&output(&mut cargo("metadata --no-deps --format-version 1"))?)?;
    let packages: Option<Vec<Package>> =
        described["packages"].as_array().and_then(|packages| packages.iter().map(package).collect());
    let mut packages = packages.context("cargo describes its packages in another way than it did")?;
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(packages)
}

/// The package of that name, or in the folder of that name.
pub(crate) fn find<'a>(packages: &'a [Package], name: &str) -> Result<&'a Package> {
    packages.iter().find(|package| package.name == name || package.folder.ends_with(name)).with_context(|| {
        let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
        format!("there is no crate {name}; there are {}", names.join(", "))
    })
}

fn package(described: &Value) -> Option<Package> {
    let mut dependencies: Vec<Dependency> =
        described["dependencies"].as_array()?.iter().filter_map(dependency).collect();
    dependencies.sort();
    Some(Package {
        name: described["name"].as_str()?.to_owned(),
        folder: Path::new(described["manifest_path"].as_str()?).parent()?.to_owned(),
        targets: described["targets"].as_array()?.iter().filter_map(target).collect(),
        dependencies,
    })
}

/// A build script is no target of its own: cargo builds it with whatever it is for.
fn target(described: &Value) -> Option<Target> {
    let name = described["name"].as_str()?.to_owned();
    match described["kind"][0].as_str()? {
        "lib" => Some(Target::Library),
        "bin" => Some(Target::Program(name)),
        "test" => Some(Target::Test(name)),
        _ => None,
    }
}

/// Only our own packages have a path.
fn dependency(described: &Value) -> Option<Dependency> {
    described["path"].as_str()?;
    let purpose = match described["kind"].as_str() {
        None => Purpose::Product,
        Some("build") => Purpose::Build,
        Some(_) => Purpose::Tests,
    };
    Some(Dependency { purpose, name: described["name"].as_str()?.to_owned() })
}
