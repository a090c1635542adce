//! History (*historik*): who changed what, when, from what, to what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{PlanId, UserId};

/// Who makes a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The user; none where the command line makes it.
    pub user_id: Option<UserId>,
    /// The name that stands in the history even after the user is gone.
    pub name: String,
}

/// Who writes, and when: what every write carries into the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub author: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// The kind of thing a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A part of a plan.
    Part,
    /// A plan's own fields.
    Plan,
    /// A finding.
    Finding,
    /// An inspection.
    Inspection,
    /// A unit.
    Unit,
    /// A user.
    User,
}

impl Subject {
    /// The word in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Plan => "plan",
            Self::Finding => "finding",
            Self::Inspection => "inspection",
            Self::Unit => "unit",
            Self::User => "user",
        }
    }

    /// The subject whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Part, Self::Plan, Self::Finding, Self::Inspection, Self::Unit, Self::User]
            .into_iter()
            .find(|subject| subject.key() == key)
    }
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of thing was changed.
    pub subject: Subject,
    /// Which one.
    pub subject_id: Uuid,
    /// The plan it belongs to, where it belongs to one.
    pub plan_id: Option<PlanId>,
    /// The field, by key.
    pub field: String,
    /// The version it brought the thing to.
    pub version: i64,
    /// The value before.
    pub from: String,
    /// The value after.
    pub to: String,
    /// Who made it.
    pub author: Author,
    /// When.
    pub changed_at: DateTime<Utc>,
}
