//! A database as version 0.1.0 left it: its migrations, the rows it wrote, and what people saw in them.
//!
//! `version_0_1.json` was taken from a database that the released program filled, by its commands and its pages.
//! "tables" holds each table's rows, those of the counters too; "seen" holds what the program showed of them: the
//! plans as it exported them, the units and users as it listed them, the versions as it checked them.

use std::{fmt::Debug, fs, path::PathBuf, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseTransaction, TransactionTrait, Value,
    sea_query::{Expr, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Store, create_database};

const FILLED: &str = include_str!("../version_0_1.json");

/// The server that the tests may make databases on, besides SQLite's files.
const SERVER: &str = "HANDLEPLAN_TEST_DATABASE";

/// The migrations that version 0.1.0 had.
const MIGRATIONS: u32 = 6;

/// What a column holds; in the file the days and moments are texts, and so are the bytes, in base 64.
#[derive(Debug, Clone, Copy)]
enum Holds {
    Id,
    Text,
    Flag,
    Small,
    Number,
    Big,
    Day,
    Moment,
    Bytes,
}

use Holds::{Big, Bytes, Day, Flag, Id, Moment, Number, Small, Text};

type Table = (&'static str, &'static [(&'static str, Holds)]);

/// The tables of version 0.1.0 and their columns, each after those it points at.
const TABLES: [Table; 23] = [
    ("quality_model", &[("id", Text), ("name", Text), ("source", Text), ("valid_from", Day), ("valid_to", Day)]),
    (
        "model_item",
        &[
            ("id", Text),
            ("model_id", Text),
            ("parent_id", Text),
            ("position", Number),
            ("level", Text),
            ("number", Text),
            ("title", Text),
            ("aliases", Text),
            ("applies_to", Text),
            ("source", Text),
            ("wording", Text),
            ("is_scored", Flag),
        ],
    ),
    ("inspectorate", &[("id", Text), ("position", Number), ("name", Text), ("seat", Text)]),
    ("unit", &[("id", Id), ("parent_id", Id), ("kind", Text), ("name", Text)]),
    (
        "users",
        &[
            ("id", Id),
            ("email", Text),
            ("name", Text),
            ("titles_text", Text),
            ("password_hash", Text),
            ("is_active", Flag),
            ("session_generation", Big),
        ],
    ),
    ("role", &[("user_id", Id), ("unit_id", Id), ("role", Text)]),
    ("session", &[("id", Text), ("data", Text), ("expires_at", Moment)]),
    (
        "inspection",
        &[
            ("id", Id),
            ("version", Big),
            ("inspectorate_id", Text),
            ("model_id", Text),
            ("kind", Text),
            ("is_announced", Flag),
            ("visited_on", Day),
            ("reported_on", Day),
            ("case_number", Text),
            ("hearing_due_on", Day),
            ("plan_due_on", Day),
            ("note", Text),
        ],
    ),
    ("inspection_unit", &[("inspection_id", Id), ("unit_id", Id)]),
    ("score", &[("inspection_id", Id), ("item_id", Text), ("value", Small)]),
    (
        "finding",
        &[
            ("id", Id),
            ("version", Big),
            ("inspection_id", Id),
            ("position", Number),
            ("kind", Text),
            ("text", Text),
            ("reference_text", Text),
            ("due_on", Day),
            ("extension_requested_on", Day),
            ("extended_to", Day),
            ("deleted_at", Moment),
        ],
    ),
    ("finding_reference", &[("finding_id", Id), ("item_id", Text), ("position", Number)]),
    (
        "plan",
        &[
            ("id", Id),
            ("revision", Big),
            ("unit_id", Id),
            ("inspection_id", Id),
            ("model_id", Text),
            ("template_id", Text),
            ("title", Text),
            ("year", Number),
            ("status", Text),
            ("due_on", Day),
            ("introduction", Text),
            ("closing", Text),
            ("updated_at", Moment),
            ("deleted_at", Moment),
        ],
    ),
    (
        "part",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("parent_id", Id),
            ("kind", Text),
            ("position", Number),
            ("version", Big),
            ("finding_id", Id),
            ("text", Text),
            ("period_text", Text),
            ("period_start", Day),
            ("period_end", Day),
            ("period_kind", Text),
            ("is_period_corrected", Flag),
            ("owner_text", Text),
            ("status", Text),
            ("deleted_at", Moment),
        ],
    ),
    (
        "follow_up",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("part_id", Id),
            ("noted_on", Day),
            ("text", Text),
            ("status", Text),
            ("author", Text),
            ("created_at", Moment),
        ],
    ),
    (
        "change",
        &[
            ("id", Id),
            ("subject", Text),
            ("subject_id", Id),
            ("plan_id", Id),
            ("field", Text),
            ("version", Big),
            ("from_text", Text),
            ("to_text", Text),
            ("user_id", Id),
            ("author", Text),
            ("changed_at", Moment),
        ],
    ),
    (
        "import",
        &[("id", Id), ("user_id", Id), ("unit_id", Id), ("file_name", Text), ("body", Text), ("created_at", Moment)],
    ),
    (
        "step",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("act", Text),
            ("message", Text),
            ("words_hash", Text),
            ("user_id", Id),
            ("author", Text),
            ("taken_at", Moment),
        ],
    ),
    (
        "remark",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("part_id", Id),
            ("field", Text),
            ("text", Text),
            ("user_id", Id),
            ("author", Text),
            ("made_at", Moment),
            ("settled_by", Text),
            ("settled_at", Moment),
        ],
    ),
    (
        "waiver",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("rule", Text),
            ("part_id", Id),
            ("field", Text),
            ("words", Text),
            ("reason", Text),
            ("user_id", Id),
            ("author", Text),
            ("made_at", Moment),
            ("withdrawn_at", Moment),
        ],
    ),
    (
        "plan_version",
        &[
            ("id", Id),
            ("plan_id", Id),
            ("number", Number),
            ("content", Text),
            ("hash", Text),
            ("sent_on", Day),
            ("channel", Text),
            ("sent_by", Text),
            ("case_number", Text),
            ("frozen_at", Moment),
        ],
    ),
    (
        "version_file",
        &[
            ("id", Id),
            ("version_id", Id),
            ("position", Number),
            ("name", Text),
            ("hash", Text),
            ("size", Big),
            ("bytes", Bytes),
        ],
    ),
    ("revision", &[("name", Text), ("value", Big)]),
];

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
    tx.execute(&insert).await.unwrap();
}

fn value(holds: Holds, json: &Json) -> Value {
    match holds {
        Id => typed(json, parsed::<Uuid>),
        Text => typed(json, |json| json.as_str().map(ToOwned::to_owned)),
        Flag => typed(json, Json::as_bool),
        Small => typed(json, |json| i16::try_from(json.as_i64()?).ok()),
        Number => typed(json, |json| i32::try_from(json.as_i64()?).ok()),
        Big => typed(json, Json::as_i64),
        Day => typed(json, parsed::<NaiveDate>),
        Moment => typed(json, parsed::<DateTime<Utc>>),
        Bytes => typed(json, |json| from_base64(json.as_str()?)),
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
pub(super) fn parsed<T: FromStr<Err: Debug>>(json: &Json) -> Option<T> {
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
