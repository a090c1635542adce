//! A database as version 0.1.0 left it: its migrations, the rows it wrote, and what people saw in them.
//!
//! `version_0_1.json` was taken from a database that the released program filled, by its commands and its pages.
//! "tables" holds each table's rows, those of the counters too; "seen" holds what the program showed of them: the
//! plans as it exported them, the units and users as it listed them, the versions as it checked them.

use std::{fs, path::PathBuf, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseTransaction, TransactionTrait, Value,
    sea_query::{Expr, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::tables::{Holds, TABLES, Table};
use crate::{Store, create_database};

const FILLED: &str = include_str!("../version_0_1.json");

/// The server that the tests may make databases on, besides SQLite's files.
const SERVER: &str = "HANDLEPLAN_TEST_DATABASE";

/// The migrations that version 0.1.0 had.
const MIGRATIONS: u32 = 6;

/// A database that version 0.1.0 filled and nobody has opened since.
pub(super) struct Old {
    /// Its address.
    pub(super) url: String,
    /// What people saw.
    pub(super) seen: Json,
    tables: Json,
    /// The folder of its file, where it is a file.
    folder: Option<PathBuf>,
}

impl Old {
    /// One on each database that there is.
    pub(super) async fn on_each_database() -> Vec<Self> {
        let mut made = vec![Self::in_a_file().await];
        if let Ok(server) = std::env::var(SERVER) {
            made.push(Self::on_a_server(&server).await);
        }
        made
    }

    async fn in_a_file() -> Self {
        let folder = std::env::temp_dir().join(format!("handleplan-upgrade-{}", Uuid::now_v7()));
        fs::create_dir_all(&folder).unwrap();
        Self::fill(format!("sqlite://{}/old.db", folder.display()), Some(folder)).await
    }

    async fn on_a_server(server: &str) -> Self {
        let name = format!("handleplan_upgrade_{}", Uuid::now_v7().simple());
        create_database(server, &name, None).await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Self::fill(format!("{base}/{name}"), None).await
    }

    async fn fill(url: String, folder: Option<PathBuf>) -> Self {
        let mut filled: Json = serde_json::from_str(FILLED).unwrap();
        let (tables, seen) = (filled["tables"].take(), filled["seen"].take());
        let mut options = ConnectOptions::new(&url);
        options
            .sqlx_logging(false)
            .max_connections(1)
            // The first migration has prepared the same words with a smaller number in them.
            .map_sqlx_postgres_opts(|postgres| postgres.statement_cache_capacity(0))
            .map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(true).pragma("journal_mode", "WAL"));
        let db = Database::connect(options).await.unwrap();
        Migrator::up(&db, Some(MIGRATIONS)).await.unwrap();
        let tx = db.begin().await.unwrap();
        // The first migration has made the rows of the counters already.
        tx.execute_unprepared("DELETE FROM revision").await.unwrap();
        for table in TABLES {
            for row in tables[table.0].as_array().unwrap() {
                insert(&tx, table, row.as_array().unwrap()).await;
            }
        }
        tx.commit().await.unwrap();
        db.close().await.unwrap();
        Self { url, seen, tables, folder }
    }

    /// Opens it, and thereby brings it up to date.
    pub(super) async fn open(&self) -> Store {
        Store::connect(&self.url).await.unwrap()
    }

    /// What people saw of each plan.
    pub(super) fn plans(&self) -> &[Json] {
        self.seen["plans"].as_array().unwrap()
    }

    /// The rows of a table, as version 0.1.0 wrote them.
    pub(super) fn rows(&self, table: &str) -> &[Json] {
        self.tables[table].as_array().unwrap()
    }

    /// The tables that version 0.1.0 had, but for the counters, which are another table's now.
    pub(super) fn tables() -> impl Iterator<Item = &'static str> {
        TABLES.into_iter().map(|(name, _)| name).filter(|name| *name != "revision")
    }
}

impl Drop for Old {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // What cannot be deleted lies among the temporary files.
            drop(fs::remove_dir_all(folder));
        }
    }
}

async fn insert(tx: &DatabaseTransaction, (table, columns): Table, row: &[Json]) {
    assert_eq!(row.len(), columns.len(), "{table}");
    let values = columns.iter().zip(row).map(|((_, holds), json)| Expr::value(value(*holds, json)));
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns.iter().map(|(name, _)| *name)).values_panic(values);
    let stored = tx.execute(&insert).await;
    assert!(stored.is_ok(), "{table} {row:?}: {stored:?}");
}

fn value(holds: Holds, json: &Json) -> Value {
    match holds {
        Holds::Id => typed(json, parsed::<Uuid>),
        Holds::Text => typed(json, |json| json.as_str().map(ToOwned::to_owned)),
        Holds::Flag => typed(json, Json::as_bool),
        Holds::Small => typed(json, |json| i16::try_from(json.as_i64()?).ok()),
        Holds::Number => typed(json, |json| i32::try_from(json.as_i64()?).ok()),
        Holds::Big => typed(json, Json::as_i64),
        Holds::Day => typed(json, parsed::<NaiveDate>),
        Holds::Moment => typed(json, parsed::<DateTime<Utc>>),
        Holds::Bytes => typed(json, |json| from_base64(json.as_str()?)),
    }
}

/// The value of the column's type, an empty one of that type too.
fn typed<T>(json: &Json, read: impl FnOnce(&Json) -> Option<T>) -> Value
where
    Option<T>: Into<Value>,
{
    let value = if json.is_null() { None } else { Some(read(json).unwrap()) };
    value.into()
}

/// What a text of the file says.
pub(super) fn parsed<T: FromStr>(json: &Json) -> Option<T> {
    json.as_str()?.parse().ok()
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        let worth = DIGITS.iter().position(|known| *known == digit)?;
        bits = (bits << 6) | u32::try_from(worth).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}
