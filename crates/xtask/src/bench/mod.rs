//! `cargo xtask bench`: what the release build can carry, and how it meets an attack, asked over HTTP and the command
//! line alone. So an older program can be measured beside it: in the same run, on a database of its own.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Error, Result, ensure};

use crate::{setup, step};

mod answer;
mod attacks;
mod data;
mod documents;
mod freeze;
mod http;
mod installation;
mod lanes;
mod pages;
mod postgres;
mod report;
mod request;
mod save;
mod server;
mod watch;
mod writer;

use installation::Subject;
use report::Figures;

/// A part of the figures: its name and what measures it.
type Part = (&'static str, fn(&Subject<'_>, &mut Figures) -> Result<()>);

const PARTS: [Part; 5] = [
    ("pages", pages::run),
    ("documents", documents::run),
    ("save", save::run),
    ("postgres", postgres::run),
    ("attacks", attacks::run),
];

/// What is measured, and beside what.
struct Asked {
    parts: Vec<Part>,
    against: Option<PathBuf>,
    activities: usize,
}

/// Measures the parts that the words name, or all; `--against PROGRAM` measures an older program too, and
/// `--activities N` says how many activities the database holds in which fields are saved.
pub(crate) fn run(words: &[&str]) -> Result<()> {
    let asked = Asked::read(words)?;
    if asked.parts.iter().any(|(name, _)| *name == "pages") {
        setup::wrk()?;
    }
    step::run(&mut step::cargo("build --release --workspace --locked"))?;
    let mut programs = vec![("now", fs::canonicalize("target/release/handleplan")?)];
    if let Some(older) = &asked.against {
        let older = fs::canonicalize(older).with_context(|| format!("there is no program {}", older.display()))?;
        programs.insert(0, ("before", older));
    }
    let folder = env::temp_dir().join(format!("handleplan-bench-{}", std::process::id()));
    let failed: Vec<String> =
        asked.parts.iter().flat_map(|part| measure(*part, &programs, &folder, asked.activities)).collect();
    // A part that failed may have made no folder.
    fs::remove_dir_all(&folder).ok();
    ensure!(failed.is_empty(), "broken off: {}", failed.join(", "));
    Ok(())
}

/// Measures one part for each program and prints its figures; answers where it was broken off.
fn measure((name, part): Part, programs: &[(&'static str, PathBuf)], folder: &Path, activities: usize) -> Vec<String> {
    let (mut columns, mut failed) = (Vec::new(), Vec::new());
    report::title(name);
    for &(column, ref program) in programs {
        let mut figures = if programs.len() == 1 { Figures::alone() } else { Figures::of(column) };
        let own = folder.join(format!("{name}-{column}"));
        let subject = Subject { program, folder: &own, activities };
        let measured = fs::create_dir_all(&own).map_err(Error::from).and_then(|()| part(&subject, &mut figures));
        fs::remove_dir_all(&own).ok();
        if let Err(error) = measured {
            figures.add("broken off", format!("{error:#}"));
            failed.push(format!("{name} ({column})"));
        }
        columns.push(figures);
    }
    report::print_beside(&columns);
    failed
}

impl Asked {
    fn read(words: &[&str]) -> Result<Self> {
        let mut asked = Self { parts: Vec::new(), against: None, activities: data::ACTIVITIES };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--against" => asked.against = Some(words.next().context("--against which program?")?.into()),
                "--activities" => asked.activities = words.next().context("--activities: how many?")?.parse()?,
                name => {
                    let part = PARTS.iter().find(|(part, _)| *part == name);
                    asked.parts.push(*part.with_context(|| format!("there is no part {name}; there are {}", names()))?);
                }
            }
        }
        if asked.parts.is_empty() {
            asked.parts.extend(PARTS);
        }
        Ok(asked)
    }
}

fn names() -> String {
    PARTS.map(|(name, _)| name).join(", ")
}
