//! The file that SQLite keeps the database in. It holds hashes, plans and drafts, and is its owner's alone.

use std::{
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;

/// What is said of a database that does not open.
pub(crate) const CANNOT_BE_OPENED: &str = "Databasen kan ikke åbnes; se, om adressen er rigtig, og om databasen kører";

/// What SQLite puts beside the file, for the same people to read as the file.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Makes the folder and the file that a `sqlite:` address names, for their owner alone, and closes to others what is
/// there already. Other addresses name no file.
pub(crate) fn prepare(database_url: &str) -> anyhow::Result<()> {
    let Some(path) = path_of(database_url) else { return Ok(()) };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder).with_context(|| format!("Mappen {} kan ikke oprettes", folder.display()))?;
    }
    make_file(&path).context(CANNOT_BE_OPENED)?;
    close_to_others(&path);
    for ending in COMPANIONS {
        let mut companion = path.clone().into_os_string();
        companion.push(ending);
        close_to_others(Path::new(&companion));
    }
    Ok(())
}

/// The file that the address names, read as the driver of the database reads it.
fn path_of(database_url: &str) -> Option<PathBuf> {
    let rest = database_url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, settings) = rest.split_once('?').unwrap_or((rest, ""));
    if path.is_empty() || path == ":memory:" || settings.contains("mode=memory") {
        return None;
    }
    Some(percent_decoded(path)?.into())
}

/// "100%25.db" is the file `100%.db`.
fn percent_decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut decoded = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let hex = piece.get(..2).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            decoded.push(byte);
            decoded.extend_from_slice(&piece.as_bytes()[2..]);
        } else {
            decoded.push(b'%');
            decoded.extend_from_slice(piece.as_bytes());
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;

    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// SQLite itself would make a file that all on the machine may read.
#[cfg(unix)]
fn make_file(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;

    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

/// Where there are no such rights, the folder's decide, and SQLite makes the file.
#[cfg(not(unix))]
fn make_file(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::{fs, os::unix::fs::PermissionsExt};

    let Ok(found) = fs::metadata(path) else { return };
    let mode = found.permissions().mode();
    if !found.is_file() || mode.trailing_zeros() >= 6 {
        return;
    }
    match fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)) {
        Ok(()) => tracing::warn!(path = %path.display(), "others on this machine could read the database; no more"),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "others on this machine can read the database");
        }
    }
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_file_of_an_address() {
        let path = |url| path_of(url).map(|path| path.display().to_string());
        assert_eq!(path("sqlite://data/handleplan.db"), Some("data/handleplan.db".into()));
        assert_eq!(path("sqlite:///var/lib/h.db?mode=rwc"), Some("/var/lib/h.db".into()));
        assert_eq!(path("sqlite:h%20o%.db"), Some("h o%.db".into()));
        for none in ["sqlite::memory:", "sqlite://:memory:", "sqlite://x?mode=memory", "postgres://vært/navn"] {
            assert_eq!(path(none), None, "{none}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_file_and_what_stands_beside_it_are_their_owners_alone() {
        use std::{fs, os::unix::fs::PermissionsExt};

        let folder = std::env::temp_dir().join(format!("handleplan-{}", std::process::id()));
        let file = folder.join("data/handleplan.db");
        let url = format!("sqlite://{}", file.display());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        prepare(&url).unwrap();
        assert_eq!((mode(&folder.join("data")), mode(&file)), (0o700, 0o600));

        let wal = folder.join("data/handleplan.db-wal");
        fs::write(&wal, "").unwrap();
        for path in [&file, &wal] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        prepare(&url).unwrap();
        assert_eq!((mode(&file), mode(&wal)), (0o600, 0o600));
        fs::remove_dir_all(folder).unwrap();
    }
}
