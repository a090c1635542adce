//! Action plans (*handleplaner*): per finding the issues, and per issue the activities and what stands in the columns
//! of statements, such as goals, documentation and expected effect.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::{InspectionId, PartId, PlanId, UnitId},
    owner,
    part::PartKind,
    period::Period,
    template::ColumnKey,
};

mod copy;
mod details;
pub(crate) mod lists;
mod place;
mod stage;
mod statements;
pub(crate) mod texts;
mod tree;
mod words;

pub use details::{NewPlan, PlanDetails, PlanHead};
pub use place::Place;
pub use stage::{Kept, Stage};
pub use statements::{Statement, Statements};
pub use texts::Text;
pub use tree::{Activity, Block, Issue, Line, LoosePeriod};

/// Where a plan stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// *Kladde*.
    #[default]
    Draft,
    /// *Til godkendelse*.
    Proposed,
    /// *Godkendt*.
    Approved,
    /// *Sendt til tilsynet*.
    Submitted,
    /// *Fulgt op*.
    FollowedUp,
    /// *Afsluttet*.
    Closed,
}

impl PlanStatus {
    /// Every status, in the order of a plan's life.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Proposed, Self::Approved, Self::Submitted, Self::FollowedUp, Self::Closed];

    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Kladde",
            Self::Proposed => "Til godkendelse",
            Self::Approved => "Godkendt",
            Self::Submitted => "Sendt til tilsynet",
            Self::FollowedUp => "Fulgt op",
            Self::Closed => "Afsluttet",
        }
    }

    /// The word in forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Submitted => "submitted",
            Self::FollowedUp => "followed_up",
            Self::Closed => "closed",
        }
    }

    /// The status whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }
}

/// An action plan (*handleplan*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its identity.
    pub id: PlanId,
    /// Rises with each change of anything in it.
    pub revision: i64,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The inspection it answers; none for a plan that came without one.
    pub inspection_id: Option<InspectionId>,
    /// The version of the quality model its references are of.
    pub model_id: String,
    /// The kind of plan: which columns, in which order, with which questions.
    pub template_id: String,
    /// Its title.
    pub title: String,
    /// The year its time frames mean where they name none.
    pub year: i32,
    /// Where it stands.
    pub status: PlanStatus,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
    /// Text before the table.
    pub introduction: String,
    /// Text after the table.
    pub closing: String,
    /// When anything in it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its findings, in the order the home gives them.
    pub blocks: Vec<Block>,
}

impl Plan {
    /// Every issue with the block it lies in.
    pub fn issues(&self) -> impl Iterator<Item = (&Block, &Issue)> {
        self.blocks.iter().flat_map(|block| block.issues.iter().map(move |issue| (block, issue)))
    }

    /// Every activity with the block and issue it lies in.
    pub fn activities(&self) -> impl Iterator<Item = (&Block, &Issue, &Activity)> {
        self.issues().flat_map(|(block, issue)| issue.activities().map(move |activity| (block, issue, activity)))
    }

    /// The block with this identity.
    pub fn block(&self, id: PartId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The issue with this identity.
    pub fn issue(&self, id: PartId) -> Option<&Issue> {
        self.issues().map(|(_, issue)| issue).find(|issue| issue.id == id)
    }

    /// What sort of part has this identity, if one of the plan's has it.
    pub fn kind_of(&self, id: PartId) -> Option<PartKind> {
        if self.block(id).is_some() {
            return Some(PartKind::Block);
        }
        self.issues().find_map(|(_, issue)| issue.kind_of(id))
    }

    /// The issue a goal, an activity or another part lies in.
    pub fn issue_of(&self, id: PartId) -> Option<&Issue> {
        self.issues().map(|(_, issue)| issue).find(|issue| issue.id != id && issue.kind_of(id).is_some())
    }

    /// Every text of it with its place: the title, the text before the table, the findings, the text after the table.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        texts::of_plan([&self.title, &self.introduction, &self.closing], &self.blocks)
    }

    /// The activity with this identity.
    pub fn activity(&self, id: PartId) -> Option<&Activity> {
        self.activities().map(|(_, _, activity)| activity).find(|activity| activity.id == id)
    }
}

impl Issue {
    /// What sort of part has this identity, if the issue or one below it has it.
    pub fn kind_of(&self, id: PartId) -> Option<PartKind> {
        if self.id == id {
            return Some(PartKind::Issue);
        }
        let statement = self.statement(id).map(|(column, _)| PartKind::Statement(column));
        statement.or_else(|| self.line(id).map(Line::kind))
    }

    /// The statement with this identity, with its column.
    pub fn statement(&self, id: PartId) -> Option<(ColumnKey, &Statement)> {
        self.statements.iter().find(|(_, statement)| statement.id == id)
    }

    /// The line with this identity.
    pub fn line(&self, id: PartId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id() == id)
    }

    /// The period an activity goes by: its own, or the only one that stands for the whole cell.
    pub fn period_of<'a>(&'a self, activity: &'a Activity) -> &'a Period {
        if !activity.period.text.is_empty() || !activity.period.reading.is_undated() {
            return &activity.period;
        }
        let mut loose = self.lines.iter().filter_map(|line| match line {
            Line::Period(loose) => Some(&loose.period),
            _ => None,
        });
        match (loose.next(), loose.next()) {
            (Some(only), None) => only,
            _ => &activity.period,
        }
    }

    /// The owners of an activity: its own, or those who stand for the whole cell.
    pub fn owners_of(&self, activity: &Activity) -> Vec<String> {
        let own = owner::split(&activity.owner_text);
        if own.is_empty() { self.shared_owners() } else { own }
    }

    /// The owners who stand for the whole cell, each once.
    pub fn shared_owners(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.lines
            .iter()
            .filter_map(|line| match line {
                Line::Owner(loose) => Some(owner::split(&loose.text)),
                _ => None,
            })
            .flatten()
            .filter(|name| seen.insert(owner::normal(name)))
            .collect()
    }
}
