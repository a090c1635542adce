//! Where in a plan a text stands.

use crate::{
    part::{Field, PartKind},
    template::{ColumnKey, Holds},
};

/// Where in a plan a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The plan's title.
    Title,
    /// The text before the table.
    Introduction,
    /// The text after the table.
    Closing,
    /// The words that name themes, criteria and indicators.
    References,
    /// The finding, which is the report's own text.
    Finding,
    /// *Emne*.
    Issue,
    /// A column of statements.
    Statement(ColumnKey),
    /// *Hvad*.
    What,
    /// *Hvornår* of an activity.
    Period,
    /// *Hvem* of an activity.
    Owner,
    /// *Hvornår* of the whole cell.
    LoosePeriod,
    /// *Hvem* of the whole cell.
    LooseOwner,
    /// A line of follow-up on an activity.
    FollowUp,
    /// Who wrote a line of follow-up.
    FollowUpAuthor,
}

impl Place {
    /// The kind of part that holds it; none for the plan's own texts.
    pub const fn kind(self) -> Option<PartKind> {
        match self {
            Self::Title | Self::Introduction | Self::Closing => None,
            Self::References | Self::Finding => Some(PartKind::Block),
            Self::Issue => Some(PartKind::Issue),
            Self::Statement(column) => Some(PartKind::Statement(column)),
            Self::What | Self::Period | Self::Owner | Self::FollowUp | Self::FollowUpAuthor => Some(PartKind::Activity),
            Self::LoosePeriod => Some(PartKind::LoosePeriod),
            Self::LooseOwner => Some(PartKind::LooseOwner),
        }
    }

    /// The field of that part; none for the plan's own texts and for follow-up.
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Title | Self::Introduction | Self::Closing | Self::FollowUp | Self::FollowUpAuthor => None,
            Self::References => Some(Field::References),
            Self::Finding | Self::Issue | Self::Statement(_) | Self::What => Some(Field::Text),
            Self::Period | Self::LoosePeriod => Some(Field::Period),
            Self::Owner | Self::LooseOwner => Some(Field::Owner),
        }
    }

    /// The column it is printed in; none for what does not stand in the table.
    pub fn column(self) -> Option<Holds> {
        self.kind().zip(self.field()).map(|(kind, field)| Holds::of_field(kind, field))
    }

    /// True for what stands in the table and is the home's own answer.
    pub fn is_answer(self) -> bool {
        self.column().is_some_and(|column| column != Holds::Theme)
    }

    /// True for the text that makes its part what it is, of which each part has one: every finding, issue, statement,
    /// line and line of follow-up.
    pub const fn is_main(self) -> bool {
        matches!(
            self,
            Self::Finding
                | Self::Issue
                | Self::Statement(_)
                | Self::What
                | Self::LoosePeriod
                | Self::LooseOwner
                | Self::FollowUp
        )
    }
}
