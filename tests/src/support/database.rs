//! A database for each test, of the kind the environment asks for: a copy of one that was made once.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

use app::{App, Clock, Store, install};
use tokio::sync::OnceCell;

use super::now;

/// What a database has in it before the test begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// The tables and the seeds, and nobody.
    Seeds,
    /// The demo organisation with its story, too.
    Demo,
}

impl Content {
    const fn name(self) -> &'static str {
        match self {
            Self::Seeds => "seeds",
            Self::Demo => "demo",
        }
    }

    fn made(self) -> &'static OnceCell<()> {
        static SEEDS: OnceCell<()> = OnceCell::const_new();
        static DEMO: OnceCell<()> = OnceCell::const_new();
        match self {
            Self::Seeds => &SEEDS,
            Self::Demo => &DEMO,
        }
    }
}

/// The address of a new database with this content.
pub(super) async fn database(content: Content) -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    content.made().get_or_init(|| Box::pin(make(content))).await;
    let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
    match server() {
        None => {
            let file = folder().join(format!("{name}.db"));
            std::fs::copy(folder().join(format!("{}.db", content.name())), &file).unwrap();
            format!("sqlite://{}", file.display())
        }
        Some(server) => {
            let (name, template) = (of_process(&name), of_process(content.name()));
            orm::create_database(&server, &name, Some(&template)).await.unwrap();
            url_of(&server, &name)
        }
    }
}

async fn make(content: Content) {
    let url = match server() {
        None => {
            std::fs::create_dir_all(folder()).unwrap();
            format!("sqlite://{}/{}.db", folder().display(), content.name())
        }
        Some(server) => {
            let name = of_process(content.name());
            orm::create_database(&server, &name, None).await.unwrap();
            url_of(&server, &name)
        }
    };
    let app = App::new(Store::connect(&url).await.unwrap(), Clock::Fixed(now()));
    install::seeds::install(&app).await.unwrap();
    if content == Content::Demo {
        assert!(!install::demo::install(&app).await.unwrap().is_empty());
    }
    // Only a database that nobody has open can be copied.
    app.store.close().await.unwrap();
}

fn server() -> Option<String> {
    std::env::var("HANDLEPLAN_TEST_DATABASE").ok()
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("handleplan-tests-{}", std::process::id()))
}

/// Names of one process's databases, so that two may run against one server.
fn of_process(name: &str) -> String {
    format!("handleplan_{}_{name}", std::process::id())
}

fn url_of(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Deletes the file of a test's database; PostgreSQL's go with their server.
pub(super) fn forget(url: &str) {
    if let Some(file) = url.strip_prefix("sqlite://") {
        for ending in ["", "-wal", "-shm"] {
            // What is not there need not be deleted.
            drop(std::fs::remove_file(format!("{file}{ending}")));
        }
        drop(std::fs::remove_dir(folder()));
    }
}
