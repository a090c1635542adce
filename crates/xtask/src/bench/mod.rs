//! `cargo xtask bench`: what the release build can carry, and how it meets an attack, asked over HTTP and the command
//! line alone. So an older program can be measured beside it: in the same run, on a database of its own.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Error, Result, ensure};

use crate::{setup, step};

mod answer;
mod asked;
mod attacks;
mod compare;
mod data;
mod documents;
mod freeze;
mod growth;
mod history;
mod http;
mod installation;
mod lanes;
mod machine;
mod pages;
mod postgres;
mod report;
mod request;
mod save;
mod server;
mod watch;
mod writer;
mod wrk;

use asked::Asked;
use history::Run;
use installation::Subject;
use report::Figures;

/// A part of the figures: its name and what measures it.
type Part = (&'static str, fn(&Subject<'_>, &mut Figures) -> Result<()>);

const PARTS: [Part; 7] = [
    ("pages", pages::run),
    ("documents", documents::run),
    ("save", save::run),
    ("postgres", postgres::run),
    ("attacks", attacks::run),
    (growth::NAMES[0], growth::run),
    (growth::NAMES[1], growth::run_on_postgres),
];

/// Measures the parts that the words name, and keeps the figures; with `--compare` it says instead what became slower.
pub(crate) fn run(words: &[&str]) -> Result<()> {
    match *words {
        ["--compare"] => compare::run(None),
        ["--compare", commit] => compare::run(Some(commit)),
        _ => measure(&Asked::read(words)?),
    }
}

fn measure(asked: &Asked) -> Result<()> {
    if asked.parts.iter().any(|(name, _)| *name == "pages") {
        setup::wrk()?;
    }
    let mut run = Run::now()?;
    step::run(&mut step::cargo("build --release --workspace --locked"))?;
    let mut programs = vec![("now", fs::canonicalize("target/release/handleplan")?)];
    if let Some(older) = &asked.against {
        let older = fs::canonicalize(older).with_context(|| format!("there is no program {}", older.display()))?;
        programs.insert(0, ("before", older));
    }
    let folder = env::temp_dir().join(format!("handleplan-bench-{}", std::process::id()));
    let failed: Vec<String> =
        asked.parts.iter().flat_map(|part| measure_part(*part, &programs, &folder, asked, &mut run)).collect();
    // A part that failed may have made no folder.
    fs::remove_dir_all(&folder).ok();
    if asked.is_as_usual() {
        history::append(&run)?;
    }
    ensure!(failed.is_empty(), "broken off: {}", failed.join(", "));
    Ok(())
}

/// Measures one part for each program, prints its figures and keeps those of the last; answers where it was broken off.
fn measure_part(
    (name, part): Part,
    programs: &[(&'static str, PathBuf)],
    folder: &Path,
    asked: &Asked,
    run: &mut Run,
) -> Vec<String> {
    let (mut columns, mut failed) = (Vec::new(), Vec::new());
    report::title(name);
    for &(column, ref program) in programs {
        let mut figures = if programs.len() == 1 { Figures::alone() } else { Figures::of(column) };
        let own = folder.join(format!("{name}-{column}"));
        let subject = Subject { program, folder: &own, activities: asked.activities, sizes: &asked.sizes };
        let measured = fs::create_dir_all(&own).map_err(Error::from).and_then(|()| part(&subject, &mut figures));
        fs::remove_dir_all(&own).ok();
        if let Err(error) = measured {
            figures.add("broken off", format!("{error:#}"));
            failed.push(format!("{name} ({column})"));
        }
        columns.push(figures);
    }
    report::print_beside(&columns);
    if let Some(figures) = columns.pop() {
        run.add(name, figures.into_rows());
    }
    failed
}
