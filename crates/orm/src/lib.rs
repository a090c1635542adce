//! The store of Handleplan: loads and saves whole things, and writes the history in the same transaction.
//!
//! What belongs here: rows, queries, transactions, and the cache of what was loaded.
//! What does not: decisions (they are the domain's) and anything a person sees.

use domain::plan::Plan;

mod cache;
mod collation;
mod entity;
mod rows;
mod store;

pub mod changes;
pub mod demo;
pub mod dossiers;
pub mod findings;
pub mod follow_ups;
pub mod imports;
pub mod inspections;
pub mod organisation;
pub mod parts;
pub mod passwords;
pub mod plans;
pub mod progress;
pub mod quality_models;
pub mod seeds;
pub mod sessions;
pub mod steps;
pub mod templates;
pub mod units;
pub mod users;
pub mod versions;

pub use collation::compare as compare_danish;
pub use store::{Store, View, create_database};

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// Somebody has changed it since the version the change started from.
    #[error("changed by somebody else since")]
    Conflict,
    /// A rule of the store forbids it; the sentence is Danish and meant for the person.
    #[error("{0}")]
    Refused(String),
    /// A row breaks a rule of the domain.
    #[error("a row breaks a rule: {0}")]
    Corrupt(String),
    /// The database did not answer as it should.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl Error {
    /// True where the database cannot be reached, as opposed to refusing one statement.
    pub fn is_lost_connection(&self) -> bool {
        matches!(self, Self::Database(sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_)))
    }
}

/// What the functions here answer.
pub type Result<T> = std::result::Result<T, Error>;

/// A plan as the cache hands it out.
pub type SharedPlan = std::sync::Arc<Plan>;
