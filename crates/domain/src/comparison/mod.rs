//! Comparison (*sammenligning*) of two states of one plan: what was added, removed, moved, reworded
//! and followed up. Parts keep their identity, so they are matched by it and never by likeness.
//!
//! What belongs here: the difference as values. What does not: how it is shown, and where the two
//! states come from.

use serde::Serialize;

use crate::{
    activity::{ActivityStatus, FollowUp},
    id::PartId,
    part::PartKind,
    plan::Plan,
    template::{ColumnKey, PlanTemplate},
};

mod order;
mod summary;
mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use summary::Counts;
pub use words::{Mark, Run, TextDiff};

/// What differs from one state of a plan to a later one, in the order of the later and of the columns of its kind.
pub fn compare(before: &Plan, after: &Plan, template: &PlanTemplate) -> Comparison {
    tree::comparison(before, after, template)
}

/// What differs between two states of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The title.
    pub title: TextDiff,
    /// The year its time frames mean.
    pub year: TextDiff,
    /// When it must be with the inspectorate, in Danish; empty where no day is set.
    pub due_on: TextDiff,
    /// The text before the table.
    pub introduction: TextDiff,
    /// The text after the table.
    pub closing: TextDiff,
    /// Its findings.
    pub blocks: Vec<BlockDiff>,
}

/// What differs in a finding and all in the plan that answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockDiff {
    /// The identity of the block.
    pub id: PartId,
    /// How the block fared.
    pub change_kind: ChangeKind,
    /// The words that name themes, criteria and indicators.
    pub references: TextDiff,
    /// The finding's text.
    pub text: TextDiff,
    /// The Danish word for the sort of finding; empty where none is given.
    pub kind: TextDiff,
    /// The deadline in force (*frist*), in Danish; empty where there is none.
    pub deadline: TextDiff,
    /// Its issues.
    pub issues: Vec<IssueDiff>,
}

/// What differs in an issue (*emne*) and all below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueDiff {
    /// The identity of the issue.
    pub id: PartId,
    /// How the issue fared.
    pub change_kind: ChangeKind,
    /// Its words.
    pub text: TextDiff,
    /// What stands in each column of statements, in the order of the kind of plan; empty where nothing does.
    pub statements: Vec<(ColumnKey, Vec<PartDiff>)>,
    /// Activities and what stands among them.
    pub lines: Vec<LineDiff>,
}

/// What differs in a statement, such as a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartDiff {
    /// The identity of the part.
    pub id: PartId,
    /// What sort of part it is.
    pub kind: PartKind,
    /// How it fared.
    pub change_kind: ChangeKind,
    /// Its words.
    pub text: TextDiff,
}

/// What differs in one line across the columns *Hvad*, *Hvornår* and *Hvem*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineDiff {
    /// The identity of the line.
    pub id: PartId,
    /// What sort of part it is.
    pub kind: PartKind,
    /// How it fared.
    pub change_kind: ChangeKind,
    /// *Hvad*; empty for a period or an owner of the whole cell.
    pub what: TextDiff,
    /// *Hvornår*, with the reading in parentheses where a person has set it in either state.
    pub period: TextDiff,
    /// *Hvem*.
    pub owner: TextDiff,
    /// The status before and after, where an activity of both states has come to another.
    pub status: Option<(ActivityStatus, ActivityStatus)>,
    /// The follow-up (*opfølgning*) that has come since.
    pub notes: Vec<FollowUp>,
}

/// How a part fared from one state to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Still where it was.
    Kept,
    /// *Flyttet*: under another part, or past its neighbours.
    Moved,
    /// *Tilføjet*.
    Added,
    /// *Slettet*.
    Removed,
}

impl ChangeKind {
    /// The Danish word; none for what is still where it was.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::Moved => "Flyttet",
            Self::Added => "Tilføjet",
            Self::Removed => "Slettet",
        }
    }
}
