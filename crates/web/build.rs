//! Gathers the files browsers fetch: those of npm's packages and our own, under one address that
//! holds the hash of them all, each also compressed. Nothing is bundled: the modules of our script lie
//! below `js`, alone there, and import each other by the path from one to the other.
#![expect(clippy::panic, reason = "a build script speaks to cargo by printing and stops a build by panicking")]

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// Files and folders of npm's packages, and the address each gets.
const FROM_NPM: [(&str, &str); 8] = [
    ("dkfds/dist/css/dkfds.min.css", "css/dkfds.min.css"),
    ("dkfds/dist/img/svg-icons", "img/svg-icons"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/woff2", "fonts/IBMPlexSans/complete/woff2"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/woff2/license.txt", "licences/plex.txt"),
    ("dkfds/LICENSE.md", "licences/dkfds.txt"),
    ("dejavu-fonts-ttf/LICENSE", "licences/dejavu.txt"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("htmx.org/LICENSE", "licences/htmx.txt"),
];

/// The faces of the typeface that the style sheet asks for.
const FACES: [&str; 8] =
    ["Regular", "Italic", "Medium", "MediumItalic", "SemiBold", "SemiBoldItalic", "Bold", "BoldItalic"];

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=assets");
    let packages = npm::packages(&FROM_NPM.map(|(from, _)| from)).unwrap_or_else(|message| panic!("{message}"));

    let mut files = Vec::new();
    for (from, to) in FROM_NPM {
        gather(&packages.join(from), to, &mut files);
    }
    gather(&here.join("assets"), "", &mut files);
    files.sort();
    write_table(&files).unwrap_or_else(|error| panic!("could not write the table of assets: {error}"));
}

fn gather(from: &Path, to: &str, files: &mut Vec<(String, PathBuf)>) {
    if from.is_dir() {
        let entries = fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        for entry in entries.flatten() {
            let name = entry.file_name();
            let to = format!("{to}/{}", name.to_string_lossy());
            gather(&entry.path(), to.trim_start_matches('/'), files);
        }
    } else if !to.contains("IBMPlexSans-") || FACES.iter().any(|face| to.ends_with(&format!("-{face}.woff2"))) {
        files.push((to.to_owned(), from.to_owned()));
    }
}

/// The style sheet lists the regular face in formats of old browsers first, and today's would ask for
/// those in vain: they are not carried along.
fn without_old_fonts(bytes: Vec<u8>) -> Vec<u8> {
    const OLD: [&str; 2] = [
        "url(../fonts/IBMPlexSans/complete/eot/IBMPlexSans-Regular.eot),",
        "url(../fonts/IBMPlexSans/complete/woff/IBMPlexSans-Regular.woff) format(\"woff\"),",
    ];
    match String::from_utf8(bytes) {
        Ok(text) => OLD.iter().fold(text, |text, old| text.replace(old, "")).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn write_table(files: &[(String, PathBuf)]) -> std::io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut hash = Sha256::new();
    let mut rows = Vec::new();
    for (at, (name, path)) in files.iter().enumerate() {
        let mut bytes = fs::read(path)?;
        if name == "css/dkfds.min.css" {
            bytes = without_old_fonts(bytes);
        }
        hash.update(name);
        hash.update(&bytes);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        fs::write(out.join(format!("{at}.gz")), gzip.finish()?)?;
        fs::write(out.join(format!("{at}.bin")), &bytes)?;
        writeln!(
            rows,
            "    Asset {{ name: {name:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{at}.bin\")), \
             gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{at}.gz\")) }},"
        )?;
    }
    let hash: String = format!("{:x}", hash.finalize()).chars().take(16).collect();
    let rows = String::from_utf8_lossy(&rows);
    let table = format!("const HASH: &str = {hash:?};\nconst ASSETS: &[Asset] = &[\n{rows}];\n");
    fs::write(out.join("assets.rs"), table)
}
