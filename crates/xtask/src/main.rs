//! `cargo xtask`: what developers and CI run, in the same words.

mod bench;
mod postgres;
mod setup;
mod step;
mod test;

use std::{env, path::Path};

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask setup           install what the tests need: Chromium, PostgreSQL, npm packages, cargo-deny, cargo-machete
cargo xtask test            set up, then run every test
cargo xtask test lint       format, clippy, licences, who depends on whom, documentation
cargo xtask test rust       the tests in Rust, on SQLite and on a PostgreSQL of their own
cargo xtask test browser    the pages in Chromium; HANDLEPLAN_SCREENSHOTS=1 renews the pictures in docs/billeder
cargo xtask bench           pages a second, time to the first page and memory, in release";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("xtask lies outside a workspace")?;
    env::set_current_dir(root)?;
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["setup"] => setup::run_all(),
        ["bench"] => bench::run(),
        ["test"] => test::run_part(None),
        ["test", part] => test::run_part(Some(part)),
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
