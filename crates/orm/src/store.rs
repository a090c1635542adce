//! The connection, the transactions and the counters that tell whether what is in memory still holds.

use std::{sync::Arc, time::Duration};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    AccessMode, ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, EntityTrait, ExprTrait, IsolationLevel, QueryFilter, SqliteTransactionMode, TransactionOptions,
    TransactionTrait, sea_query::Expr,
};

use crate::{Error, Result, cache::Cache, entity::revision, seeds};

/// The store: the database and what has been loaded from it.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: DatabaseConnection,
    pub(crate) cache: Arc<Cache>,
}

/// What a write changes, and thus what in memory no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counter {
    /// Units, users, roles, quality models, inspectorates.
    Organisation,
    /// Inspections, findings and plans.
    Plans,
}

/// The store as it stood when a request began.
#[derive(Debug, Clone)]
pub struct View {
    pub(crate) store: Store,
    pub(crate) organisation: i64,
    pub(crate) plans: i64,
}

impl Store {
    /// Opens `sqlite://…` or `postgres://…`, brings the tables up to date and adds the seeds they lack.
    pub async fn connect(url: &str) -> Result<Self> {
        let db = Database::connect(options(url)).await?;
        Migrator::up(&db, None).await?;
        let store = Self { db, cache: Arc::default() };
        seeds::plant(&store).await?;
        Ok(store)
    }

    /// Calls `count` for each statement sent from now on through this handle; for tests and benches.
    pub fn on_query(&mut self, count: impl Fn() + Send + Sync + 'static) {
        self.db.set_metric_callback(move |_| count());
    }

    /// The same database with nothing in memory, as after a start; for tests and benches.
    #[must_use]
    pub fn forgetful(&self) -> Self {
        Self { db: self.db.clone(), cache: Arc::default() }
    }

    /// The store as it stands now; one query.
    pub async fn view(&self) -> Result<View> {
        let rows = revision::Entity::find().all(&self.db).await?;
        let value = |name| {
            rows.iter()
                .find(|row| row.name == name)
                .map(|row| row.value)
                .ok_or_else(|| Error::Corrupt(format!("no revision {name}")))
        };
        Ok(View {
            store: self.clone(),
            organisation: value(Counter::Organisation.name())?,
            plans: value(Counter::Plans.name())?,
        })
    }

    /// Answers where the database does.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.db.ping().await?)
    }

    /// Closes the connections.
    pub async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }

    /// A transaction that writes. It raises its counter first, which makes writers wait for each
    /// other on both databases, so that what is read in it stays true until it ends.
    pub(crate) async fn begin(&self, counter: Counter) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        raise(&tx, counter).await?;
        Ok(tx)
    }

    /// A transaction that reads one state of the database.
    pub(crate) async fn read(&self) -> Result<DatabaseTransaction> {
        let mut options = TransactionOptions::default();
        if self.db.get_database_backend() == DbBackend::Postgres {
            options.isolation_level = Some(IsolationLevel::RepeatableRead);
            options.access_mode = Some(AccessMode::ReadOnly);
        }
        Ok(self.db.begin_with_options(options).await?)
    }
}

impl View {
    /// The store it is of.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Two counters that rise with each change of the organisation, and of an inspection, a finding or a
    /// plan: what was made of them before no longer holds.
    pub const fn counters(&self) -> (i64, i64) {
        (self.organisation, self.plans)
    }
}

impl Counter {
    const fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Plans => "plans",
        }
    }
}

pub(crate) async fn raise(tx: &DatabaseTransaction, counter: Counter) -> Result<()> {
    revision::Entity::update_many()
        .col_expr(revision::Column::Value, Expr::col(revision::Column::Value).add(1))
        .filter(revision::Column::Name.eq(counter.name()))
        .exec(tx)
        .await?;
    Ok(())
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    let is_memory = url.contains(":memory:");
    options
        .sqlx_logging(false)
        .max_connections(if is_memory { 1 } else { 8 })
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
        });
    // A database in memory lives as long as its one connection.
    if is_memory {
        options.idle_timeout(None).max_lifetime(None);
    }
    options
}

/// Makes a new database on a PostgreSQL server; for tests, which want one each.
pub async fn create_database(server_url: &str, name: &str) -> Result<()> {
    let server = Database::connect(options(server_url)).await?;
    server.execute_unprepared(&format!("CREATE DATABASE \"{}\"", name.replace('"', ""))).await?;
    Ok(server.close().await?)
}
