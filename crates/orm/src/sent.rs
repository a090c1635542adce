//! Statements as they were sent to the database, and how it goes about them; for tests and benches.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Error, Result, Store};

/// A statement as it was sent to the database, with its values.
#[derive(Debug, Clone)]
pub struct Sent(pub(crate) Statement);

impl Sent {
    /// Its words, without its values.
    pub fn text(&self) -> &str {
        &self.0.sql
    }
}

impl Store {
    /// How the database would go about a statement, a line a step.
    ///
    /// The tables of a test are so small that any way is as good. PostgreSQL therefore shows which indexes there are
    /// for the statement: it goes from row to row, and reads a table from end to end only where nothing else is left.
    pub async fn explain(&self, sent: &Sent) -> Result<Vec<String>> {
        let tx = self.read().await?;
        let (words, column) = match tx.get_database_backend() {
            DbBackend::Postgres => ("EXPLAIN", "QUERY PLAN"),
            _ => ("EXPLAIN QUERY PLAN", "detail"),
        };
        if tx.get_database_backend() == DbBackend::Postgres {
            for way in ["seqscan", "hashjoin", "mergejoin"] {
                tx.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await?;
            }
        }
        let explained = Statement { sql: format!("{words} {}", sent.text()), ..sent.0.clone() };
        let steps = tx.query_all_raw(explained).await?;
        tx.commit().await?;
        steps.iter().map(|step| step.try_get("", column).map_err(Error::from)).collect()
    }
}
