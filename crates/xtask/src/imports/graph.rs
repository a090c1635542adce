//! Which files of a crate import which, and where that goes in circles.
//!
//! A module file and its submodules belong together: a child may ask what its parent, or the crate's root, knows. Such
//! a step upwards closes no circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{paths::paths, source::Source};

/// The files that each file imports.
pub(super) type Imports<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The names of a module from the crate's root on; the root has none.
type Module<'a> = Vec<&'a str>;

/// Reads the files, named as they lie below `src`. Each path counts for the file of the deepest module that it names.
pub(super) fn imports(files: &BTreeMap<String, String>) -> Imports<'_> {
    let sources: Vec<(&str, Module<'_>, Source<'_>)> =
        files.iter().map(|(file, text)| (file.as_str(), module(file), Source::read(text))).collect();
    let tests: Vec<Module<'_>> = sources
        .iter()
        .flat_map(|(_, module, source)| source.test_modules.iter().map(move |name| child(module, name)))
        .collect();
    let is_test = |module: &Module<'_>| tests.iter().any(|test| module.starts_with(test));
    let product: Vec<_> = sources.iter().filter(|(_, module, _)| !is_test(module)).collect();
    let modules: BTreeMap<Module<'_>, &str> = product.iter().map(|(file, module, _)| (module.clone(), *file)).collect();
    product
        .iter()
        .map(|(file, module, source)| {
            let imported = paths(&source.tokens).into_iter().filter_map(|path| target(module, &path, &modules));
            (*file, imported.filter(|imported| imported != file).collect())
        })
        .collect()
}

/// The circles, each with all the files that lead to each other.
pub(super) fn circles<'a>(imports: &Imports<'a>) -> Vec<BTreeSet<&'a str>> {
    let reached: Imports<'a> = imports.keys().map(|file| (*file, reachable(file, imports))).collect();
    let is_back = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let mut found: Vec<BTreeSet<&str>> = Vec::new();
    for (file, others) in &reached {
        if is_back(file, file) && !found.iter().any(|circle| circle.contains(file)) {
            found.push(others.iter().copied().filter(|other| is_back(other, file)).collect());
        }
    }
    found
}

/// All files that the file leads to, itself only if it leads back.
fn reachable<'a>(file: &'a str, imports: &Imports<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![file];
    while let Some(at) = waiting.pop() {
        for next in imports.get(at).into_iter().flatten().copied() {
            if !is_above(next, at) && found.insert(next) {
                waiting.push(next);
            }
        }
    }
    found
}

fn is_above(file: &str, other: &str) -> bool {
    module(other).starts_with(&module(file))
}

fn module(file: &str) -> Module<'_> {
    let mut names: Module<'_> = file.strip_suffix(".rs").unwrap_or(file).split('/').collect();
    if names.last() == Some(&"mod") || matches!(names[..], ["lib" | "main"]) {
        names.pop();
    }
    names
}

fn child<'a>(module: &[&'a str], name: &'a str) -> Module<'a> {
    [module, &[name]].concat()
}

/// The file of the deepest module that a path names, seen from the module it stands in.
fn target<'a>(own: &[&'a str], path: &[&'a str], modules: &BTreeMap<Module<'a>, &'a str>) -> Option<&'a str> {
    let (mut module, rest) = match path {
        ["crate", rest @ ..] => (Vec::new(), rest),
        ["self", rest @ ..] => (own.to_vec(), rest),
        ["super", ..] => {
            let steps = path.iter().take_while(|name| **name == "super").count();
            (own[..own.len().saturating_sub(steps)].to_vec(), &path[steps..])
        }
        [name, ..] if modules.contains_key(&child(own, name)) => (own.to_vec(), path),
        _ => return None,
    };
    for name in rest {
        let deeper = child(&module, name);
        if !modules.contains_key(&deeper) {
            break;
        }
        module = deeper;
    }
    modules.get(&module).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each circle's files, in a line.
    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        let circles = circles(&imports(&files));
        circles.iter().map(|circle| circle.iter().copied().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn files_that_import_each_other_are_a_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "fn b() { super::c::d() }"),
            ("c.rs", "use super::{a::{A, C}, d};"),
            ("d.rs", ""),
        ];
        assert_eq!(circles_of(&files), ["a.rs b.rs c.rs"]);
    }

    #[test]
    fn two_circles_are_two() {
        let files = [
            ("a.rs", "use crate::b;"),
            ("b.rs", "use crate::a; use crate::c;"),
            ("c.rs", "use crate::d;"),
            ("d.rs", "use crate::c;"),
        ];
        assert_eq!(circles_of(&files), ["a.rs b.rs", "c.rs d.rs"]);
    }

    #[test]
    fn parent_and_child_are_no_circle() {
        let files = [
            ("main.rs", "mod a; use a::A; struct Top;"),
            ("a/mod.rs", "mod b; mod c; use b::B;"),
            ("a/b.rs", "use super::{A, c::C}; use crate::Top;"),
            ("a/c.rs", "use crate::Top; use super::A;"),
        ];
        assert!(circles_of(&files).is_empty());
    }

    #[test]
    fn a_child_that_a_stranger_leads_back_to_is_in_a_circle() {
        let files = [("a.rs", "mod b; use b::B;"), ("a/b.rs", "use crate::c;"), ("c.rs", "use crate::a::day;")];
        assert_eq!(circles_of(&files), ["a.rs a/b.rs c.rs"]);
    }

    #[test]
    fn tests_may_import_what_they_like() {
        let files = [
            ("a.rs", "#[cfg(test)] mod tests; use crate::b;"),
            ("a/tests.rs", "use crate::b;"),
            ("b.rs", "#[cfg(test)] mod tests { use crate::a; }"),
        ];
        assert!(circles_of(&files).is_empty());
    }
}
