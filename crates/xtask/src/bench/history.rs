//! The figures of all runs, in a file that a spreadsheet opens: a line a run, in cells parted by tabs.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
};

use anyhow::{Context, Result};

use super::machine;

/// The file.
pub(super) const FILE: &str = "docs/bench.tsv";

const HEAD: &str = "day\tcommit\tmachine\tfigures\n";

/// The figures of one run.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) day: String,
    pub(super) commit: String,
    pub(super) machine: String,
    /// Each with its part and label, and its number, its unit and what else there is to say.
    pub(super) figures: Vec<(String, String)>,
}

impl Run {
    /// A run of today's program on this machine, before anything is measured.
    pub(super) fn now() -> Result<Self> {
        // Each run changes the history itself.
        let (day, commit, machine) = (machine::day()?, machine::commit(FILE)?, machine::described()?);
        Ok(Self { day, commit, machine, figures: Vec::new() })
    }

    /// Adds the figures of a part. What is no number is no figure, such as why a part was broken off.
    pub(super) fn add(&mut self, part: &str, rows: Vec<(String, String)>) {
        let numbers = rows.into_iter().filter(|(_, value)| value.starts_with(|first: char| first.is_ascii_digit()));
        self.figures.extend(numbers.map(|(label, value)| (format!("{part} {label}"), value)));
    }

    /// What a figure was.
    pub(super) fn figure(&self, name: &str) -> Option<&str> {
        self.figures.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn line(&self) -> String {
        let figures = self.figures.iter().map(|(name, value)| format!("{name}={value}"));
        let own = [&self.day, &self.commit, &self.machine].into_iter().cloned();
        let cells: Vec<String> = own.chain(figures).map(|cell| cell.replace(['\t', '\n'], " ")).collect();
        cells.join("\t")
    }

    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let mut own = || Some(cells.next()?.to_owned());
        let (day, commit, machine) = (own()?, own()?, own()?);
        let figure = |cell: &str| cell.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        Some(Self { day, commit, machine, figures: cells.filter_map(figure).collect() })
    }
}

/// Writes a run below those before it.
pub(super) fn append(run: &Run) -> Result<()> {
    if run.figures.is_empty() {
        return Ok(());
    }
    let mut file = OpenOptions::new().append(true).create(true).open(FILE).with_context(|| FILE)?;
    let head = if file.metadata()?.len() == 0 { HEAD } else { "" };
    Ok(file.write_all(format!("{head}{}\n", run.line()).as_bytes())?)
}

/// All runs, the newest last.
pub(super) fn read() -> Result<Vec<Run>> {
    match fs::read_to_string(FILE) {
        Ok(text) => Ok(text.lines().skip(1).filter_map(Run::read).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).context(FILE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run() -> Run {
        let words = |text: &str| text.to_owned();
        Run { day: words("2026-11-28"), commit: words("a4d4f5a+"), machine: words("A processor"), figures: Vec::new() }
    }

    #[test]
    fn a_run_is_read_as_it_was_written() {
        let mut run = run();
        let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        run.add("pages", vec![row("my work", "3012 /s"), row("memory after load", "77 MiB (peak 83)")]);
        let line = run.line();
        assert_eq!(
            line,
            "2026-11-28\ta4d4f5a+\tA processor\tpages my work=3012 /s\tpages memory after load=77 MiB (peak 83)"
        );
        assert_eq!(Run::read(&line), Some(run));
    }

    #[test]
    fn a_reason_is_no_figure_and_a_cell_is_one_line() {
        let mut run = run();
        run.add("save", vec![("broken off".to_owned(), "no\nsuch page".to_owned())]);
        assert!(run.figures.is_empty());
        run.commit = "a\tb\nc".to_owned();
        assert_eq!(run.line(), "2026-11-28\ta b c\tA processor");
    }
}
