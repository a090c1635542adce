//! The read model: rows that overviews, lists and people's own work are read from, so that a page costs what it shows.
//!
//! The guard of writes keeps them true: whatever changes what is counted of a plan counts it anew in the same
//! transaction. What belongs here: which rows a plan has, and what of them a write changes. What does not: questions,
//! which stand in the room of what they are about.

mod activities;
mod all;
mod counting;
mod differences;
mod ledger;
mod owners;
mod rows;
mod scores;

pub(crate) use counting::{NOT_COUNTED, renew};
pub use counting::{count_the_uncounted, rebuild};
pub use differences::{Difference, differences};
pub(crate) use ledger::fold;
pub(crate) use rows::ALL_THEMES;
pub(crate) use scores::{renew as renew_scores, renew_of_model as renew_scores_of_model};
