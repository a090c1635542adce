//! Lists the kinds of plan in `seeds/templates`: whatever lies there is built in.

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = here.join("../../seeds/templates");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path.display().to_string());
        }
    }
    paths.sort_unstable();
    let listed: Vec<String> = paths.iter().map(|path| format!("include_str!({path:?})")).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("templates.rs"), format!("&[{}]", listed.join(", ")))
}
