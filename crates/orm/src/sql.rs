//! Statements that are put together from pieces, each piece with the values it binds.

use domain::{access::Reach, id::UnitId};
use sea_orm::{DbBackend, Statement, Value};

/// A statement in the making.
pub(crate) struct Sql {
    backend: DbBackend,
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(backend: DbBackend, text: &str) -> Self {
        Self { backend, text: text.to_owned(), values: Vec::new() }
    }

    /// Goes on with these words.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Goes on with a value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let number = self.values.len();
        self.push("$").push(&number.to_string())
    }

    /// Goes on with a list of values in brackets, which fits no row where there are none.
    pub(crate) fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        self.push("(");
        for (at, value) in values.into_iter().enumerate() {
            self.push(if at == 0 { "" } else { ", " }).bind(value);
        }
        if self.text.ends_with('(') {
            self.push("NULL");
        }
        self.push(")")
    }

    /// Goes on with the condition that a unit lies within reach; nothing where every unit does.
    ///
    /// PostgreSQL knows how many units it looks for when it is given them, `SQLite` when it is told where they stand.
    pub(crate) fn within(&mut self, column: &str, reach: &Reach) -> &mut Self {
        if reach.is_everywhere {
            return self;
        }
        self.push(" AND ").push(column);
        let uuids = |ids: &[UnitId]| ids.iter().map(|id| id.0).collect::<Vec<_>>();
        if self.backend == DbBackend::Postgres {
            self.push(" = ANY(").bind(uuids(&reach.unit_ids)).push(")")
        } else {
            self.push(" IN (SELECT unit_id FROM unit_above WHERE top_id IN ").bind_all(uuids(&reach.tops)).push(")")
        }
    }

    pub(crate) fn statement(&self) -> Statement {
        Statement::from_sql_and_values(self.backend, &self.text, self.values.clone())
    }
}
