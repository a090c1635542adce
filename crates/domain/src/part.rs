//! The parts a plan is built from, and the fields of each that one can write in.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::column_key::ColumnKey;

/// What sort of part it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A finding and all that answers it (*tema*).
    Block,
    /// An issue (*emne*).
    Issue,
    /// An activity (*aktivitet*).
    Activity,
    /// A time frame that stands in the cell without belonging to one activity.
    LoosePeriod,
    /// An owner who stands in the cell without belonging to one activity.
    LooseOwner,
    /// One text of a column of statements, such as a goal (*mål*).
    Statement(ColumnKey),
}

impl PartKind {
    /// The word in addresses and the database; of a statement the key of its column.
    pub fn key(&self) -> &str {
        match self {
            Self::Block => "block",
            Self::Issue => "issue",
            Self::Activity => "activity",
            Self::LoosePeriod => "loose_period",
            Self::LooseOwner => "loose_owner",
            Self::Statement(column) => column.as_str(),
        }
    }

    /// The kind whose [`key`](Self::key) is `key`. Whether a plan has such statements its template knows.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "block" => Some(Self::Block),
            "issue" => Some(Self::Issue),
            "activity" => Some(Self::Activity),
            "loose_period" => Some(Self::LoosePeriod),
            "loose_owner" => Some(Self::LooseOwner),
            _ => ColumnKey::parse(key).map(Self::Statement),
        }
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
    pub fn shares_order_with(self, other: Self) -> bool {
        (self.is_line() && other.is_line()) || self == other
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
            Self::Issue | Self::Statement(_) => &[Field::Text],
        }
    }
}

impl Serialize for PartKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for PartKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_key(&text).ok_or_else(|| de::Error::custom(format_args!("»{text}« er ingen slags del")))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    #[test]
    fn every_kind_of_the_first_template_is_known_by_its_key() {
        for kind in sample::template().kinds() {
            assert_eq!(PartKind::from_key(kind.key()), Some(kind));
            assert_eq!(serde_json::from_value::<PartKind>(serde_json::to_value(kind).unwrap()).unwrap(), kind);
        }
        assert_eq!(PartKind::from_key("goal").unwrap().key(), "goal");
        assert_eq!(PartKind::from_key("Goal"), None);
    }

    #[test]
    fn what_stands_in_one_sequence_is_told_by_its_column() {
        let [goal, effect] = ["goal", "effect"].map(|key| PartKind::Statement(sample::key(key)));
        assert!(goal.shares_order_with(goal) && !goal.shares_order_with(effect));
        assert!(PartKind::Activity.shares_order_with(PartKind::LooseOwner));
        assert!(!PartKind::Issue.shares_order_with(PartKind::Block));
        assert_eq!((goal.parent(), goal.fields()), (Some(PartKind::Issue), &[Field::Text][..]));
    }
}
