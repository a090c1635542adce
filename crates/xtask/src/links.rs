//! Whether the links in the project's Markdown documents lead somewhere: to a file, and to a heading in it. What other
//! places on the net hold is not looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Result, ensure};

use crate::files::read_below;

/// The names of the headings of each document.
type Anchors<'a> = BTreeMap<&'a str, BTreeSet<String>>;

/// Fails with all links that lead nowhere.
pub(crate) fn check() -> Result<()> {
    eprintln!("\n==> links in the documents");
    let documents = read_below(Path::new("."), ".md")?;
    let dead = dead_links(&documents, |path| Path::new(path).exists());
    ensure!(dead.is_empty(), "these links lead nowhere:\n{}", dead.join("\n"));
    Ok(())
}

fn dead_links(documents: &BTreeMap<String, String>, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let anchors: Anchors<'_> = documents.iter().map(|(path, text)| (path.as_str(), anchors(text))).collect();
    let mut dead = Vec::new();
    for (document, text) in documents {
        for (number, line) in prose(text) {
            let targets =
                targets(line).into_iter().filter(|target| !leads_somewhere(document, target, &anchors, &exists));
            dead.extend(targets.map(|target| format!("{document}:{number}: {target}")));
        }
    }
    dead
}

fn leads_somewhere(document: &str, target: &str, anchors: &Anchors<'_>, exists: &impl Fn(&str) -> bool) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = match (path, anchor) {
        ("", None) => None,
        ("", Some(_)) => Some(document.to_owned()),
        _ => from_root(document, path),
    };
    match (path, anchor) {
        (None, _) => false,
        // What comes after # in a file that is no document, a line of code say, is the reader's program's affair.
        (Some(path), Some(anchor)) => {
            anchors.get(path.as_str()).map_or_else(|| exists(&path), |known| known.contains(anchor))
        }
        (Some(path), None) => exists(&path),
    }
}

/// The path from the project's root on, unless it leads out of the project.
fn from_root(document: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = if path.starts_with('/') { Vec::new() } else { document.split('/').collect() };
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            _ => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The lines outside blocks of code, with their numbers.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut block = None;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let fence = ["```", "~~~"].into_iter().find(|fence| line.trim_start().starts_with(fence));
        match (block, fence) {
            (None, None) => found.push((at + 1, line)),
            (None, Some(_)) => block = fence,
            (Some(_), _) if block == fence => block = None,
            (Some(_), _) => {}
        }
    }
    found
}

/// What the links, pictures and definitions of a line point to; between backticks there are none.
fn targets(line: &str) -> Vec<&str> {
    let words = line.split('`').step_by(2);
    let links = words.flat_map(|words| words.split("](").skip(1)).filter_map(|link| Some(link.split_once(')')?.0));
    let definition =
        line.strip_prefix('[').filter(|rest| !rest.starts_with('^')).and_then(|rest| rest.split_once("]: "));
    links.chain(definition.map(|(_, target)| target)).map(without_title).collect()
}

fn without_title(link: &str) -> &str {
    link.split_whitespace().next().unwrap_or_default()
}

/// The names that GitHub gives to headings; one that comes again is numbered.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for heading in prose(text).into_iter().filter_map(|(_, line)| heading(line)) {
        let name = anchor(heading);
        let before = seen.entry(name.clone()).or_insert(0);
        found.insert(if *before == 0 { name } else { format!("{name}-{before}") });
        *before += 1;
    }
    found
}

fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let depth = line.len() - words.len();
    ((1..=6).contains(&depth) && words.starts_with(' ')).then(|| words.trim())
}

/// Small letters, figures, `-` and `_`; spaces become `-`. æ, ø, å and é are letters as good as any.
fn anchor(heading: &str) -> String {
    // Of a link in a heading only the words count.
    let words = heading.split("](").enumerate().map(|(at, piece)| match piece.split_once(')') {
        Some((_, rest)) if at > 0 => rest,
        _ => piece,
    });
    let words = words.collect::<String>().to_lowercase();
    let kept = |letter: char| (letter.is_alphanumeric() || matches!(letter, '-' | '_')).then_some(letter);
    words.chars().filter_map(|letter| if letter == ' ' { Some('-') } else { kept(letter) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dead links of `docs/a.md`, where `docs/b.md`, `README.md` and `docs/x.png` exist beside it.
    fn dead_in(text: &str) -> Vec<String> {
        let documents = [("docs/a.md", text), ("docs/b.md", "# B\n## Når to skriver"), ("README.md", "# Top")];
        let documents = documents.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        dead_links(&documents, |path| ["docs/a.md", "docs/b.md", "README.md", "docs/x.png"].contains(&path))
    }

    #[test]
    fn finds_files_beside_and_above() {
        assert!(dead_in("[b](b.md), [top](../README.md) and ![x](x.png \"Et billede\")\n\n[d]: ./b.md").is_empty());
        assert_eq!(dead_in("Se\n[c](c.md)"), ["docs/a.md:2: c.md"]);
        assert_eq!(dead_in("![y](y.png)"), ["docs/a.md:1: y.png"]);
        assert_eq!(dead_in("[d]: c.md"), ["docs/a.md:1: c.md"]);
        assert_eq!(dead_in("[out](../../README.md)"), ["docs/a.md:1: ../../README.md"]);
    }

    #[test]
    fn finds_headings_here_and_in_other_documents() {
        assert!(dead_in("# Log ind\n[her](#log-ind), [der](b.md#når-to-skriver)").is_empty());
        assert_eq!(dead_in("[her](#log-ud)"), ["docs/a.md:1: #log-ud"]);
        assert_eq!(dead_in("[der](b.md#naar-to-skriver)"), ["docs/a.md:1: b.md#naar-to-skriver"]);
    }

    #[test]
    fn leaves_the_net_and_code_alone() {
        assert!(dead_in("[n](https://example.org/x) [m](mailto:a@b.example)").is_empty());
        assert!(dead_in("`[c](c.md)`\n```md\n[c](c.md)\n# C\n```\n").is_empty());
        assert_eq!(dead_in("[`c`](c.md)"), ["docs/a.md:1: c.md"]);
    }

    #[test]
    fn names_headings_as_github_does() {
        assert_eq!(anchor("Få planen godkendt, og send den"), "få-planen-godkendt-og-send-den");
        assert_eq!(anchor("Registrér `tilsyn` – [igen](b.md)"), "registrér-tilsyn--igen");
        let numbered: BTreeSet<String> = ["fund", "fund-1", "åbn_ø"].map(String::from).into();
        assert_eq!(anchors("# Fund\n## Fund\n#tag\n### Åbn_Ø\n```\n# no\n```"), numbered);
    }
}
