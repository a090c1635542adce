//! Settings: flags before the environment before `handleplan.toml`.

use std::{fs, io::ErrorKind, net::SocketAddr, path::Path};

use anyhow::Context;
use orm::Store;
use serde::Deserialize;

const FILE: &str = "handleplan.toml";
const DATABASE: &str = "sqlite://data/handleplan.db";

/// The settings in force.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The database.
    pub(crate) database_url: String,
    /// The address to listen on, where the file says.
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    listen: Option<SocketAddr>,
}

impl Configuration {
    /// The settings; a flag or the environment has given `database_url`, if it is there.
    pub(crate) fn read(path: Option<&Path>, database_url: Option<String>) -> anyhow::Result<Self> {
        let wanted = path.unwrap_or(Path::new(FILE));
        let file: File = match fs::read_to_string(wanted) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("Filen {} kan ikke læses", wanted.display()))?,
            Err(error) if error.kind() == ErrorKind::NotFound && path.is_none() => File::default(),
            Err(error) => return Err(error).with_context(|| format!("Filen {} kan ikke åbnes", wanted.display())),
        };
        let database_url = database_url.or(file.database_url).unwrap_or_else(|| DATABASE.into());
        Ok(Self { database_url, listen: file.listen })
    }

    /// The store, with its folder made and its tables up to date.
    pub(crate) async fn store(&self) -> anyhow::Result<Store> {
        if let Some(path) = self.database_url.strip_prefix("sqlite://") {
            let path = Path::new(path.split('?').next().unwrap_or(path));
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder).with_context(|| format!("Mappen {} kan ikke oprettes", folder.display()))?;
            }
        }
        Store::connect(&self.database_url)
            .await
            .context("Databasen kan ikke åbnes; se, om adressen er rigtig, og om databasen kører")
    }
}
