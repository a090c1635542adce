//! `cargo xtask`: what developers and CI run, in the same words.

mod bench;
mod debian;
mod files;
mod host;
mod imports;
mod links;
mod postgres;
mod quick;
mod selection;
mod setup;
mod step;
mod test;
mod widths;
mod workspace;

use std::{env, path::Path};

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask quick CRATE [FILTER]  format, clippy and tests of one crate, without any set-up
cargo xtask test                  set up, then run every test
cargo xtask test lint             format, widths, clippy, licences, who depends on whom, documentation, links
cargo xtask test rust             the tests in Rust, and on a PostgreSQL of their own those that use a database
cargo xtask test browser          the pages in Chromium; HANDLEPLAN_SCREENSHOTS=1 renews the pictures in docs/billeder
cargo xtask setup [PART]          install what the tests, or one part of them, need beside Rust and Node.js
cargo xtask imports [CRATE]       who imports whom, and which files do so in circles; --check fails if some do
cargo xtask bench [PART ...]      pages a second, saves, documents, memory and attacks, in release
cargo xtask bench growth          pages of one kommune among 1, 10 and 100 (on PostgreSQL: growth-postgres)
cargo xtask bench --compare       what the last run found slower or larger than those before it on this machine";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("xtask lies outside a workspace")?;
    env::set_current_dir(root)?;
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["quick", name] => quick::run_for(name, None),
        ["quick", name, filter] => quick::run_for(name, Some(filter)),
        ["test"] => test::run_part(None),
        ["test", part] => test::run_part(Some(part)),
        ["setup"] => test::set_up(None),
        ["setup", part] => test::set_up(Some(part)),
        ["imports", ref words @ ..] => imports::run(words),
        ["bench", ref words @ ..] => bench::run(words),
        [] | ["help" | "--help" | "-h"] => {
            eprintln!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            bail!("there is no such command: {}", words.join(" "));
        }
    }
}
