//! `cargo xtask bench --compare`: what the last run found slower or larger than the runs before it on the same machine.

use anyhow::{Context, Result};

use super::{
    history::{self, Run},
    report,
};

/// What two runs of one program may well differ by, as a part of the earlier figure.
const NOISE: f64 = 0.10;
const LABEL: usize = 56;
const COLUMN: usize = 12;

/// Which way a figure gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    Less,
    More,
}

/// A figure of the last run, beside the newest one before it.
struct Pair<'a> {
    name: &'a str,
    before: &'a str,
    now: &'a str,
    commit: &'a str,
    /// By how much more or less it is, as a part of what it was.
    change: f64,
    better: Better,
}

/// Says what has changed since the newest earlier runs, or since those of one commit.
pub(super) fn run(commit: Option<&str>) -> Result<()> {
    report::lines(&compared(&history::read()?, commit)?);
    Ok(())
}

fn compared(runs: &[Run], commit: Option<&str>) -> Result<Vec<String>> {
    let (last, before) = runs.split_last().with_context(|| format!("{} holds no run yet", history::FILE))?;
    let earlier: Vec<&Run> = before
        .iter()
        .filter(|run| run.machine == last.machine && commit.is_none_or(|commit| run.commit.starts_with(commit)))
        .collect();
    let pairs: Vec<Pair<'_>> =
        last.figures.iter().filter_map(|(name, value)| Pair::of(name, value, &earlier)).collect();
    let (worse, rest): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.gain() < -NOISE);
    let (better, same): (Vec<_>, Vec<_>) = rest.into_iter().partition(|pair| pair.gain() > NOISE);
    let mut lines = vec![format!("{} of {} on {}", last.commit, last.day, last.machine)];
    lines.extend(told("slower or larger", &worse));
    lines.extend(told("faster or smaller", &better));
    lines.push(String::new());
    let alone = last.figures.len() - pairs.len();
    lines.push(format!("within {:.0} %: {}; with nothing to compare: {alone}", NOISE * 100.0, same.len()));
    Ok(lines)
}

fn told(title: &str, pairs: &[&Pair<'_>]) -> Vec<String> {
    let mut lines = vec![String::new(), format!("{title}: {}", pairs.len())];
    lines.extend(pairs.iter().map(|pair| pair.line()));
    lines
}

impl<'a> Pair<'a> {
    /// Nothing where no earlier run has the figure, or where neither more nor less of it is better.
    fn of(name: &'a str, now: &'a str, earlier: &[&'a Run]) -> Option<Self> {
        let (number, unit) = amount(now)?;
        let of_run = |run: &&'a Run| Some((run.figure(name)?, run.commit.as_str()));
        let (before, commit) = earlier.iter().rev().find_map(of_run)?;
        let (was, was_unit) = amount(before)?;
        let change = (was > 0.0 && unit == was_unit).then(|| number / was - 1.0)?;
        Some(Self { name, before, now, commit, change, better: better(unit)? })
    }

    /// By how much it has become better, as a part of what it was.
    fn gain(&self) -> f64 {
        match self.better {
            Better::More => self.change,
            Better::Less => -self.change,
        }
    }

    fn line(&self) -> String {
        let Self { name, before, now, commit, change, .. } = self;
        let percent = format!("{:+.0} %", change * 100.0);
        format!("  {name:<LABEL$}{:>COLUMN$} → {:<COLUMN$}{percent:>8}  since {commit}", short(before), short(now))
    }
}

/// The number of a figure, and its unit.
fn amount(value: &str) -> Option<(f64, &str)> {
    let mut words = value.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?))
}

fn better(unit: &str) -> Option<Better> {
    match unit {
        "ms" | "s" | "MiB" => Some(Better::Less),
        "/s" => Some(Better::More),
        _ => None,
    }
}

/// The number and its unit, without what else is said.
fn short(value: &str) -> &str {
    value.split_once(" (").map_or(value, |(short, _)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(commit: &str, machine: &str, figures: &[(&str, &str)]) -> Run {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let figures = figures.iter().map(owned).collect();
        Run { day: "2026-11-28".to_owned(), commit: commit.to_owned(), machine: machine.to_owned(), figures }
    }

    fn compare(runs: &[Run], commit: Option<&str>) -> String {
        compared(runs, commit).unwrap().join("\n")
    }

    #[test]
    fn more_is_worse_for_time_and_better_for_rates() {
        let runs = [
            run("a", "here", &[("first", "10.0 ms"), ("rate", "100 /s"), ("memory", "80 MiB (peak 90)"), ("n", "5")]),
            run("b", "here", &[("first", "12.0 ms"), ("rate", "120 /s"), ("memory", "84 MiB (peak 99)"), ("n", "9")]),
        ];
        let told = compare(&runs, None);
        let (worse, better) = told.split_once("faster or smaller: 1").unwrap();
        assert!(worse.contains("slower or larger: 1\n  first"), "{told}");
        assert!(worse.contains("10.0 ms → 12.0 ms") && worse.contains("+20 %  since a"), "{told}");
        assert!(better.contains("\n  rate"), "{told}");
        assert!(told.ends_with("within 10 %: 1; with nothing to compare: 1"), "{told}");
    }

    #[test]
    fn the_newest_earlier_run_of_the_same_machine_counts() {
        let runs = [
            run("a", "here", &[("first", "5 ms")]),
            run("b", "here", &[("other", "5 ms")]),
            run("c", "there", &[("first", "90 ms")]),
            run("d", "here", &[("first", "10 ms"), ("new", "1 ms")]),
        ];
        assert!(compare(&runs, None).contains("5 ms → 10 ms"));
        assert!(compare(&runs, Some("a")).contains("since a"));
        assert!(compare(&runs, Some("b")).ends_with("with nothing to compare: 2"));
        assert!(compared(&[], None).is_err());
    }
}
