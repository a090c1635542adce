//! What the words after `cargo xtask bench` ask for.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{PARTS, Part, data, growth};

/// What is measured, and beside what.
pub(super) struct Asked {
    pub(super) parts: Vec<Part>,
    pub(super) against: Option<PathBuf>,
    /// How many activities the database holds in which fields are saved.
    pub(super) activities: usize,
    /// How many the databases hold in which growth is measured.
    pub(super) sizes: Vec<usize>,
}

impl Asked {
    /// Without the name of a part all are meant that are done within minutes.
    pub(super) fn read(words: &[&str]) -> Result<Self> {
        let sizes = growth::SIZES.to_vec();
        let mut asked = Self { parts: Vec::new(), against: None, activities: data::ACTIVITIES, sizes };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word}: which?"));
            match *word {
                "--against" => asked.against = Some(value()?.into()),
                "--activities" => asked.activities = value()?.parse().context("--activities: how many?")?,
                "--sizes" => asked.sizes = sizes_of(value()?)?,
                name => asked.parts.push(part(name)?),
            }
        }
        if asked.parts.is_empty() {
            asked.parts.extend(PARTS.iter().filter(|(name, _)| !growth::NAMES.contains(name)));
        }
        Ok(asked)
    }

    /// Whether the databases are those that every run uses, so that the figures can stand beside those of other runs.
    pub(super) fn is_as_usual(&self) -> bool {
        self.activities == data::ACTIVITIES
    }
}

fn sizes_of(words: &str) -> Result<Vec<usize>> {
    let mut sizes = words.split(',').map(str::parse).collect::<Result<Vec<usize>, _>>().context("--sizes: which?")?;
    sizes.sort_unstable();
    sizes.dedup();
    Ok(sizes)
}

fn part(name: &str) -> Result<Part> {
    let found = PARTS.iter().find(|(part, _)| *part == name);
    let names = || PARTS.map(|(name, _)| name).join(", ");
    found.copied().with_context(|| format!("there is no part {name}; there are {}", names()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_measured_where_it_is_named() {
        let named =
            |words: &[&str]| Asked::read(words).unwrap().parts.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert!(!named(&[]).iter().any(|name| growth::NAMES.contains(name)));
        assert_eq!(named(&["growth", "--sizes", "5000"]), ["growth"]);
    }

    #[test]
    fn sizes_come_in_order() {
        assert_eq!(Asked::read(&["growth", "--sizes", "50000,5000"]).unwrap().sizes, [5_000, 50_000]);
        assert!(Asked::read(&["growth", "--sizes", "many"]).is_err());
        assert!(Asked::read(&["growht"]).is_err());
    }
}
