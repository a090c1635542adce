//! The parts a plan is built from, and the fields of each that one can write in.

use serde::{Deserialize, Serialize};

/// What sort of part it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A finding and all that answers it (*tema*).
    Block,
    /// An issue (*emne*).
    Issue,
    /// A goal (*mål*).
    Goal,
    /// An activity (*aktivitet*).
    Activity,
    /// A time frame that stands in the cell without belonging to one activity.
    LoosePeriod,
    /// An owner who stands in the cell without belonging to one activity.
    LooseOwner,
    /// How the goals are followed (*dokumentation*).
    Monitoring,
    /// An expected effect (*forventet effekt*).
    Effect,
}

impl PartKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Block,
        Self::Issue,
        Self::Goal,
        Self::Activity,
        Self::LoosePeriod,
        Self::LooseOwner,
        Self::Monitoring,
        Self::Effect,
    ];

    /// The Danish word for one.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Block => "Fund",
            Self::Issue => "Emne",
            Self::Goal => "Mål",
            Self::Activity => "Aktivitet",
            Self::LoosePeriod => "Tidsramme",
            Self::LooseOwner => "Ansvarlig",
            Self::Monitoring => "Dokumentation",
            Self::Effect => "Forventet effekt",
        }
    }

    /// The word in addresses and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Issue => "issue",
            Self::Goal => "goal",
            Self::Activity => "activity",
            Self::LoosePeriod => "loose_period",
            Self::LooseOwner => "loose_owner",
            Self::Monitoring => "monitoring",
            Self::Effect => "effect",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The kind of part it lies under; none for a block, which lies under the plan.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Block => None,
            Self::Issue => Some(Self::Block),
            _ => Some(Self::Issue),
        }
    }

    /// True for kinds that share one sequence with `other` under their issue: activities stand among
    /// the loose periods and owners of the same cells.
    pub const fn shares_order_with(self, other: Self) -> bool {
        matches!((self.is_line(), other.is_line()), (true, true)) || self as u8 == other as u8
    }

    const fn is_line(self) -> bool {
        matches!(self, Self::Activity | Self::LoosePeriod | Self::LooseOwner)
    }

    /// The fields one can write in, in the order of the page.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Block => &[Field::References, Field::Text],
            Self::Activity => &[Field::Text, Field::Period, Field::Owner, Field::Status],
            Self::LoosePeriod => &[Field::Period],
            Self::LooseOwner => &[Field::Owner],
            _ => &[Field::Text],
        }
    }
}

/// A field of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The text itself: of an activity *Hvad*.
    Text,
    /// *Hvornår*, in words.
    Period,
    /// The reading of the period, where a person has set it: "2026-01-01/2026-03-31".
    Reading,
    /// *Hvem*.
    Owner,
    /// *Status*, by key.
    Status,
    /// The words that name themes, criteria and indicators.
    References,
    /// Where it stands among its siblings.
    Position,
    /// Whether it has been deleted.
    Deleted,
    /// Whether and when it was made.
    Created,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Period,
        Self::Reading,
        Self::Owner,
        Self::Status,
        Self::References,
        Self::Position,
        Self::Deleted,
        Self::Created,
    ];

    /// The word in addresses and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Period => "period",
            Self::Reading => "reading",
            Self::Owner => "owner",
            Self::Status => "status",
            Self::References => "references",
            Self::Position => "position",
            Self::Deleted => "deleted",
            Self::Created => "created",
        }
    }

    /// The field whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}
