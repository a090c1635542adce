//! Identities: one type per kind of thing, so that a unit is never mistaken for a plan.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identity; identities made later sort later.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A unit (*enhed*).
    UnitId;
    /// A person with a log-in (*bruger*).
    UserId;
    /// An inspection (*tilsyn*).
    InspectionId;
    /// A finding of a report (*fund*).
    FindingId;
    /// An action plan (*handleplan*).
    PlanId;
    /// A part of a plan: a block, an issue, a goal, an activity ….
    PartId;
    /// A dated line of follow-up (*opfølgning*).
    FollowUpId;
    /// An import that awaits its author's corrections (*kladde til import*).
    ImportId;
    /// A reason why a flaw the check finds is let be (*fravigelse*).
    WaiverId;
    /// A remark at a cell of a plan (*bemærkning*).
    RemarkId;
    /// A step in the life of a plan (*skridt*).
    StepId;
    /// A frozen version of a plan (*version*).
    VersionId;
}
