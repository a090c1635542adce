//! Settings: flags before the environment before `handleplan.toml`; and the program opened with them.

use std::{
    fs,
    io::ErrorKind,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context;
use app::{App, Clock, Store, install, templates};
use serde::Deserialize;

use crate::database_file::{self, CANNOT_BE_OPENED};

const FILE: &str = "handleplan.toml";
const DATABASE: &str = "sqlite://data/handleplan.db";

/// The settings in force.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The database.
    pub(crate) database_url: String,
    /// The address to listen on, where the file says.
    pub(crate) listen: Option<SocketAddr>,
    /// The folder with the installation's own kinds of plan, where there is one.
    pub(crate) templates: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    templates: Option<PathBuf>,
}

impl Configuration {
    /// The settings; a flag or the environment has given `database_url` and `templates`, if they are there.
    pub(crate) fn read(
        path: Option<&Path>,
        database_url: Option<String>,
        templates: Option<PathBuf>,
    ) -> anyhow::Result<Self> {
        let wanted = path.unwrap_or(Path::new(FILE));
        let file: File = match fs::read_to_string(wanted) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("Filen {} kan ikke læses", wanted.display()))?,
            Err(error) if error.kind() == ErrorKind::NotFound && path.is_none() => File::default(),
            Err(error) => return Err(error).with_context(|| format!("Filen {} kan ikke åbnes", wanted.display())),
        };
        let database_url = database_url.or(file.database_url).unwrap_or_else(|| DATABASE.into());
        Ok(Self { database_url, listen: file.listen, templates: templates.or(file.templates) })
    }

    /// Does the work with the program on its database, and closes the database whatever comes of the work: SQLite then
    /// writes what it keeps beside the file into the file, so that a copy of the file is a copy of the database.
    pub(crate) async fn with_app<T>(&self, work: impl AsyncFnOnce(&App) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let app = self.app().await?;
        let done = match install::seeds::install(&app).await {
            Ok(()) => work(&app).await,
            Err(error) => Err(error.into()),
        };
        let closed = app.store.close().await.context("Databasen kunne ikke lukkes");
        done.and_then(|done| closed.map(|()| done))
    }

    /// The program on its database, with its tables up to date.
    async fn app(&self) -> anyhow::Result<App> {
        // Nothing is opened where a kind of plan cannot be used.
        let own = self.templates.as_deref().map(templates::read_folder).transpose()?.unwrap_or_default();
        database_file::prepare(&self.database_url)?;
        let store = Store::connect(&self.database_url).await.context(CANNOT_BE_OPENED)?;
        Ok(App::new(store, Clock::System).with_templates(own)?)
    }
}
