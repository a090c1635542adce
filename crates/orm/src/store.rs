//! The connections to the database: some that read and some that write, so that readers never wait for writers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{
    Error, Result,
    cache::Cache,
    queue::{MAX_WAIT_SECONDS, Queues},
    read_model,
    sent::Sent,
};

const CONNECTIONS: u32 = 8;
const UNRECORDED: u32 = 2;
const MAX_STATEMENT_SECONDS: u64 = 30;
/// Writes that count in the ledger of progress until it is added up.
const WRITES_TO_FOLD: usize = 256;

/// The number under which instances that start at once take turns at the tables.
const MIGRATION_LOCK: i64 = 0x4861_6e64;

/// The store: the database and what has been loaded from it.
#[derive(Debug, Clone)]
pub struct Store {
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    /// Writes without a guard, so that nobody is kept from logging in by those who wait for a plan.
    unrecorded: DatabaseConnection,
    pub(crate) cache: Arc<Cache>,
    pub(crate) queues: Arc<Queues>,
    /// Writes since the ledger of progress was last added up.
    counted: Arc<AtomicUsize>,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Read,
    Write,
    WriteUnrecorded,
}

impl Store {
    /// Opens `sqlite://…` or `postgres://…` and brings the tables up to date.
    pub async fn connect(url: &str) -> Result<Self> {
        let writers = Database::connect(options(url, Purpose::Write)).await?;
        Box::pin(migrate(&writers)).await?;
        // A database in memory lives in its one connection.
        let readers =
            if is_memory(url) { writers.clone() } else { Database::connect(options(url, Purpose::Read)).await? };
        // SQLite has one pen, and one queue for it.
        let unrecorded = match writers.get_database_backend() {
            DbBackend::Postgres => Database::connect(options(url, Purpose::WriteUnrecorded)).await?,
            _ => writers.clone(),
        };
        Ok(Self {
            readers,
            writers,
            unrecorded,
            cache: Arc::default(),
            queues: Arc::default(),
            counted: Arc::default(),
        })
    }

    /// Tells of each statement sent from now on through this handle; for tests and benches.
    pub fn on_query(&mut self, tell: impl Fn(&Sent) + Send + Sync + Clone + 'static) {
        for db in [&mut self.readers, &mut self.unrecorded, &mut self.writers] {
            let tell = tell.clone();
            db.set_metric_callback(move |info| tell(&Sent(info.statement.clone())));
        }
    }

    /// The same database with nothing in memory, as after a start; for tests and benches.
    #[must_use]
    pub fn with_empty_cache(&self) -> Self {
        Self { cache: Arc::default(), queues: Arc::default(), ..self.clone() }
    }

    /// Answers where the database does.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.readers.ping().await?)
    }

    /// Closes the connections. SQLite then writes what it keeps beside the file into the file itself.
    pub async fn close(self) -> Result<()> {
        self.readers.close().await?;
        self.unrecorded.close_by_ref().await?;
        Ok(self.writers.close().await?)
    }

    /// Adds up the ledger of progress after every so many writes that count, beside those who wait for an answer.
    pub(crate) fn fold_now_and_then(&self) {
        if (self.counted.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(WRITES_TO_FOLD) {
            let store = self.clone();
            // What is not added up now is added up the next time: nothing is wrong, and nobody need be told.
            tokio::spawn(async move { read_model::fold(&store).await });
        }
    }

    /// The connections that read.
    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// The connections that write rows without history: sessions, and imports that await their author.
    pub(crate) fn unrecorded(&self) -> &DatabaseConnection {
        &self.unrecorded
    }

    /// A transaction that reads one state of the database.
    pub(crate) async fn read(&self) -> Result<DatabaseTransaction> {
        let mut options = TransactionOptions::default();
        if self.readers.get_database_backend() == DbBackend::Postgres {
            options.isolation_level = Some(IsolationLevel::RepeatableRead);
            options.access_mode = Some(AccessMode::ReadOnly);
        }
        begin(&self.readers, options).await
    }

    /// A transaction that writes, for the guard alone.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction> {
        begin_writing(&self.writers).await
    }
}

/// On SQLite the transaction holds the pen from its beginning: one that reads first and then wants to write would be
/// refused at once where another has written between.
async fn begin_writing(writers: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    begin(writers, options).await
}

/// On PostgreSQL in a task of its own: there a transaction counts as begun only when the server has answered, and one
/// that was given up before that would stay open on its connection.
async fn begin(db: &DatabaseConnection, options: TransactionOptions) -> Result<DatabaseTransaction> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(db.begin_with_options(options).await?);
    }
    let db = db.clone();
    let begun = tokio::spawn(async move { db.begin_with_options(options).await }).await;
    Ok(begun.map_err(|error| Error::Busy(format!("a transaction was not begun: {error}")))??)
}

/// Brings the tables up to date. Instances that start at once take turns.
async fn migrate(writers: &DatabaseConnection) -> Result<()> {
    let tx = begin_writing(writers).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // To wait for another's migrations, or to run them, may take longer than a person would wait.
        tx.execute_unprepared("SET LOCAL lock_timeout = 0").await?;
        tx.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    }
    Migrator::up(&tx, None).await?;
    Ok(tx.commit().await?)
}

fn is_memory(url: &str) -> bool {
    url.contains(":memory:")
}

fn options(url: &str, purpose: Purpose) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // SQLite has one writer at a time; waiting in one queue is fairer, and cheaper, than trying again and again.
    let is_alone = is_memory(url) || (purpose == Purpose::Write && url.starts_with("sqlite"));
    options
        .sqlx_logging(false)
        .max_connections(match purpose {
            _ if is_alone => 1,
            Purpose::Read | Purpose::Write => CONNECTIONS,
            Purpose::WriteUnrecorded => UNRECORDED,
        })
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(MAX_WAIT_SECONDS))
        // A connection to a server may have been lost since it was last used; one to a file is not.
        .test_before_acquire(!url.starts_with("sqlite"))
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(purpose == Purpose::Write)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(MAX_WAIT_SECONDS))
                .pragma("journal_mode", "WAL")
                // What was answered survives a power cut.
                .pragma("synchronous", "FULL");
            if purpose == Purpose::Read { sqlite.pragma("query_only", "ON") } else { sqlite }
        })
        .map_sqlx_postgres_opts(move |postgres| {
            let idle = if purpose == Purpose::Read { MAX_STATEMENT_SECONDS } else { MAX_WAIT_SECONDS };
            postgres.options([
                ("lock_timeout", format!("{MAX_WAIT_SECONDS}s")),
                ("statement_timeout", format!("{MAX_STATEMENT_SECONDS}s")),
                ("idle_in_transaction_session_timeout", format!("{idle}s")),
            ])
        });
    if is_memory(url) {
        options.idle_timeout(None).max_lifetime(None);
    }
    options
}

/// Makes a new database on a PostgreSQL server, empty or as a copy of another; for tests, which want one each.
pub async fn create_database(server_url: &str, name: &str, template: Option<&str>) -> Result<()> {
    let server = Database::connect(options(server_url, Purpose::Write)).await?;
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', ""));
    let like = template.map(|template| format!(" TEMPLATE {}", quoted(template))).unwrap_or_default();
    server.execute_unprepared(&format!("CREATE DATABASE {}{like}", quoted(name))).await?;
    Ok(server.close().await?)
}
