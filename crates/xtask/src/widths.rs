//! Whether every line of Rust keeps within the width that `rustfmt.toml` sets. rustfmt itself passes over texts,
//! comments and what stands in `html!`.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Result, ensure};

use crate::files::read_below;

/// As `max_width` in `rustfmt.toml`.
const MAX_COLUMNS: usize = 120;

/// Fails with all lines that are too long.
pub(crate) fn check() -> Result<()> {
    eprintln!("\n==> widths of lines");
    let sources = read_below(Path::new("."), ".rs")?;
    ensure!(!sources.is_empty(), "there are no sources here");
    let wide = wide_lines(&sources);
    ensure!(wide.is_empty(), "these lines are longer than {MAX_COLUMNS} columns:\n{}", wide.join("\n"));
    Ok(())
}

fn wide_lines(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut wide = Vec::new();
    for (path, text) in sources {
        for (at, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > MAX_COLUMNS {
                wide.push(format!("{path}:{}: {columns}", at + 1));
            }
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_long_as_its_characters_are_many() {
        let text = format!("{}\n{}\n", "å".repeat(MAX_COLUMNS), "å".repeat(MAX_COLUMNS + 1));
        let sources = BTreeMap::from([("src/a.rs".to_owned(), text)]);
        assert_eq!(wide_lines(&sources), ["src/a.rs:2: 121"]);
    }

    #[test]
    fn rustfmt_keeps_the_same_width() {
        assert!(include_str!("../../../rustfmt.toml").contains(&format!("max_width = {MAX_COLUMNS}\n")));
    }
}
