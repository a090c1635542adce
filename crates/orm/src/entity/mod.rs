//! The rows of the tables: columns and nothing else, known to this crate alone.
#![expect(unreachable_pub, reason = "the derives of sea-orm want public names")]
#![expect(clippy::struct_field_names, reason = "a column is called as its table calls it")]

pub mod activity;
pub mod activity_owner;
pub mod activity_theme;
pub mod change;
pub mod counter;
pub mod finding;
pub mod finding_reference;
pub mod follow_up;
pub mod import;
pub mod inspection;
pub mod inspection_unit;
pub mod inspectorate;
pub mod model_item;
pub mod part;
pub mod plan;
pub mod plan_owner;
pub mod plan_version;
pub mod quality_model;
pub mod remark;
pub mod role;
pub mod score;
pub mod session;
pub mod step;
pub mod theme_score;
pub mod unit;
pub mod unit_above;
pub mod user;
pub mod version_file;
pub mod waiver;
