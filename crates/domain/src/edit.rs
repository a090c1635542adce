//! What people do with the parts of a plan, as values: new parts and where they go, a field that is saved.

use chrono::{DateTime, Utc};

use crate::{
    change::ChangedField,
    conflict::Record,
    draft::{BlockDraft, IssueDraft, LineDraft, PlanSize},
    id::{FindingId, PartId},
    part::{Field, PartKind},
    period::Days,
    reference::References,
};

/// Where new parts are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The part they lie under; none for blocks.
    pub parent_id: Option<PartId>,
    /// The sibling they follow; none puts them last.
    pub after: Option<PartId>,
}

/// Parts to be.
#[derive(Debug, Clone)]
pub enum NewParts {
    /// Blocks that answer registered findings.
    Findings(Vec<FindingId>),
    /// A block with a finding of its own, and its references as they are read.
    Block(BlockDraft, References),
    /// An issue with all below it.
    Issue(IssueDraft),
    /// Texts of one kind: issues, or statements of one column.
    Statements(PartKind, Vec<String>),
    /// Activities and what stands among them.
    Lines(Vec<LineDraft>),
}

impl NewParts {
    /// How many parts stand beside each other.
    pub fn len(&self) -> usize {
        match self {
            Self::Findings(ids) => ids.len(),
            Self::Block(..) | Self::Issue(_) => 1,
            Self::Statements(_, texts) => texts.len(),
            Self::Lines(lines) => lines.len(),
        }
    }

    /// True where nothing is to be added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How much larger they make a plan.
    pub fn size(&self) -> PlanSize {
        match self {
            Self::Findings(ids) => PlanSize { parts: ids.len(), chars: 0 },
            Self::Block(block, _) => block.into(),
            Self::Issue(issue) => issue.into(),
            Self::Statements(_, texts) => {
                PlanSize { parts: texts.len(), chars: texts.iter().map(|text| text.chars().count()).sum() }
            }
            Self::Lines(lines) => lines.iter().fold(PlanSize::default(), |size, line| size + line.into()),
        }
    }

    /// The kind of part they lie under; none for blocks.
    pub fn parent(&self) -> Option<PartKind> {
        match self {
            Self::Findings(_) | Self::Block(..) => PartKind::Block.parent(),
            Self::Issue(_) => PartKind::Issue.parent(),
            Self::Statements(kind, _) => kind.parent(),
            Self::Lines(_) => PartKind::Activity.parent(),
        }
    }
}

/// Which way a part moves among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// A removed part, as the list of removed parts shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedPart {
    /// Its identity.
    pub id: PartId,
    /// What it is.
    pub kind: PartKind,
    /// Its words.
    pub text: String,
    /// When it was removed.
    pub removed_at: DateTime<Utc>,
}

/// What stands in one field of a part: its words and, of a time frame, the days a person has set by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartText {
    /// The field.
    pub field: Field,
    /// The words; of a status its key.
    pub text: String,
    /// The days set by hand, where the field is a time frame; none leaves them as they are.
    pub days: Option<Days>,
}

/// A field of a part and what shall stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartEdit {
    /// The part.
    pub part_id: PartId,
    /// The version of the part (of a block: of its finding) that the writer saw.
    pub version: i64,
    /// What shall stand there.
    pub value: PartText,
}

impl Record for PartText {
    const FIELDS: &'static [ChangedField] = &[
        ChangedField::Text,
        ChangedField::References,
        ChangedField::Period,
        ChangedField::Reading,
        ChangedField::Owner,
        ChangedField::Status,
    ];

    fn text(&self, field: ChangedField) -> String {
        if field == ChangedField::Reading {
            self.days.filter(|days| *days != Days::NONE).map(|days| days.to_string()).unwrap_or_default()
        } else if field == ChangedField::from(self.field) {
            self.text.clone()
        } else {
            String::new()
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        if field == ChangedField::Reading {
            self.days = from.days;
        } else if field == ChangedField::from(self.field) {
            self.text.clone_from(&from.text);
        }
    }
}
