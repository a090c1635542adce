//! The counters that tell whether what is in memory still holds.
//!
//! A write raises its counter last, and its rows and its counter become visible together. A reader takes the
//! counters before it reads anything else. What it reads may thus be newer than its label, never older: nothing that
//! has changed is ever kept as if it had not.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult, Statement};

use crate::{Error, Result, Store};

/// What a write changes, and thus what in memory no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counter {
    /// Units, users, roles, quality models, inspectorates.
    Organisation,
    /// Inspections, findings and plans.
    Plans,
    /// What the check of one plan sees of others: whom they name, and which findings nobody answers.
    Surroundings,
}

/// The store as it stood when a request began.
#[derive(Debug, Clone)]
pub struct View {
    store: Store,
    organisation: i64,
    plans: i64,
    surroundings: i64,
}

#[derive(FromQueryResult)]
struct Sum {
    name: String,
    value: i64,
}

impl Store {
    /// The store as it stands now; one query.
    pub async fn view(&self) -> Result<View> {
        let db = self.readers();
        let sums = "SELECT name, CAST(SUM(value) AS BIGINT) AS value FROM counter GROUP BY name";
        let sums = Sum::find_by_statement(Statement::from_string(db.get_database_backend(), sums)).all(db).await?;
        let value = |counter: Counter| {
            let found = sums.iter().find(|sum| sum.name == counter.name()).map(|sum| sum.value);
            found.ok_or_else(|| Error::Corrupt(format!("no counter {}", counter.name())))
        };
        let (organisation, plans) = (value(Counter::Organisation)?, value(Counter::Plans)?);
        Ok(View { store: self.clone(), organisation, plans, surroundings: value(Counter::Surroundings)? })
    }
}

impl View {
    /// The store it is of.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Rises with each change of units, users, roles, quality models and inspectorates.
    pub const fn organisation(&self) -> i64 {
        self.organisation
    }

    /// Rises with each change of what the check of one plan sees of others, which most changes of a text are not.
    pub const fn surroundings(&self) -> i64 {
        self.surroundings
    }

    /// Rises with each change of an inspection, a finding or a plan.
    pub const fn plans(&self) -> i64 {
        self.plans
    }
}

impl Counter {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Plans => "plans",
            Self::Surroundings => "surroundings",
        }
    }

    /// Raises the counter, as the last thing before the commit. On PostgreSQL a counter is spread over many rows and
    /// a writer takes one that nobody holds, so that writers neither wait for each other nor for one that has stopped.
    pub(crate) async fn bump(self, tx: &DatabaseTransaction) -> Result<()> {
        let slot = match tx.get_database_backend() {
            DbBackend::Postgres => "(SELECT slot FROM counter WHERE name = $1 LIMIT 1 FOR UPDATE SKIP LOCKED)",
            _ => "0",
        };
        let bump = format!("UPDATE counter SET value = value + 1 WHERE name = $1 AND slot = {slot}");
        let bump = Statement::from_sql_and_values(tx.get_database_backend(), bump, [self.name().into()]);
        match tx.execute_raw(bump).await?.rows_affected() {
            1 => Ok(()),
            _ if tx.get_database_backend() == DbBackend::Postgres => {
                Err(Error::Busy(format!("every row of the counter {} is held", self.name())))
            }
            _ => Err(Error::Corrupt(format!("no counter {}", self.name()))),
        }
    }
}
