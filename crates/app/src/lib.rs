//! What people, commands and jobs do: one file an act.
//!
//! What belongs here: who asks, whether they may, what the domain says to it, one write, and the answer. What does
//! not: requests, pages and words on a command line (they translate), rules (the domain's), statements (the store's).

mod clock;
mod desk;
mod error;
mod join;
mod limit;
mod reading;

pub mod archive;
pub mod check;
pub mod edit;
pub mod findings;
pub mod follow_ups;
pub mod history;
pub mod import;
pub mod inspections;
pub mod install;
pub mod log_in;
pub mod overview;
pub mod page;
pub mod passwords;
pub mod plans;
pub mod print;
pub mod review;
pub mod spreadsheet;
pub mod submit;
pub mod templates;
pub mod units;
pub mod users;

pub use clock::{Clock, danish_day, danish_moment};
pub use desk::{App, Desk, Label, Principal};
pub use error::{Error, Result};
pub use limit::Limit;
pub use orm::{Error as StoreError, Store, View, compare_danish, hash::sha256, sessions};
