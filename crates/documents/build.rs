//! Takes the typeface of the documents from npm's packages.
#![expect(clippy::panic, reason = "a build script stops a build by panicking")]

use std::{env, fs, path::PathBuf};

/// The typeface of pages and documents, and one with the characters it lacks.
const FACES: [(&str, &str); 5] = [
    ("dkfds/dist/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf", "regular.ttf"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Italic.ttf", "italic.ttf"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Bold.ttf", "bold.ttf"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-BoldItalic.ttf", "bold_italic.ttf"),
    ("dejavu-fonts-ttf/ttf/DejaVuSans.ttf", "other_signs.ttf"),
];

fn main() {
    let packages = npm::packages(&FACES.map(|(from, _)| from)).unwrap_or_else(|message| panic!("{message}"));
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for (from, to) in FACES {
        let from = packages.join(from);
        fs::copy(&from, out.join(to)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}
