//! What this computer has, and who runs here.

use std::{env, fs, os::unix::fs::MetadataExt, path::PathBuf};

/// Where the program of that name lies, if the shell would find it.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Whether the shell would find a program of that name.
pub(crate) fn has_program(name: &str) -> bool {
    find_program(name).is_some()
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
