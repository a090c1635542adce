//! The store of Handleplan: loads and saves whole things, and writes the history in the same transaction.
//!
//! What belongs here: rows, queries, the guard of writes, and the cache of what was loaded.
//! What does not: decisions (they are the domain's), seeds, and anything a person reads.

use domain::plan::Plan;

mod cache;
mod carried;
mod collation;
mod entity;
mod error;
mod finding_rows;
mod inspection_rows;
mod plan_tree;
mod queue;
mod rows;
mod sent;
mod sql;
mod store;
mod subject;
mod view;
mod write;

pub mod activities;
pub mod changes;
pub mod findings;
pub mod follow_ups;
pub mod hash;
pub mod imports;
pub mod inspections;
pub mod organisation;
pub mod owners;
pub mod parts;
pub mod plan_records;
pub mod plans;
pub mod progress;
pub mod quality_models;
pub mod read_model;
pub mod remarks;
pub mod sessions;
pub mod steps;
pub mod units;
pub mod users;
pub mod versions;
pub mod waivers;

pub use collation::compare as compare_danish;
pub use error::{Error, Result};
pub use queue::MAX_WAIT_SECONDS;
pub use sent::Sent;
pub use store::{Store, create_database};
pub use subject::Subject;
pub use view::View;
pub use write::Write;

/// A plan as the cache hands it out.
pub type SharedPlan = std::sync::Arc<Plan>;

/// Rows sent in one statement: SQLite takes 32,766 values in one, and an activity has 18.
const ROWS_AT_ONCE: usize = 1_000;

#[cfg(test)]
mod tests;
