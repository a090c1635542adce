//! The tree of a plan: findings, their issues, and what stands under each. One family of types for the plan that
//! stands in the database and for the one that is still to be made ([`Draft`](crate::draft::Draft)).

use serde::{Deserialize, Serialize};

use super::{Kept, Stage, Statement, Statements};
use crate::{activity::ActivityStatus, part::PartKind};

/// A finding and all in the plan that answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Block<S: Stage = Kept> {
    /// Its identity.
    pub id: S::Id,
    /// Rises with each save of its place in the plan.
    pub version: S::Version,
    /// The finding it answers.
    pub finding: S::Finding,
    /// Its issues.
    pub issues: Vec<Issue<S>>,
}

/// An issue (*emne*): what must change, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Issue<S: Stage = Kept> {
    /// Its identity.
    pub id: S::Id,
    /// Rises with each save.
    pub version: S::Version,
    /// Its words; empty where it goes on with the issue above it.
    pub text: String,
    /// What stands in the columns of statements: goals (*mål*), documentation, expected effects ….
    #[serde(flatten)]
    pub statements: Statements<S>,
    /// Activities and what stands among them.
    pub lines: Vec<Line<S>>,
}

/// One line across the columns *Hvad*, *Hvornår* and *Hvem*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case", bound = "")]
pub enum Line<S: Stage = Kept> {
    /// An activity with its own period and owner.
    Activity(Activity<S>),
    /// A period that belongs to the whole cell.
    Period(LoosePeriod<S>),
    /// An owner who belongs to the whole cell.
    Owner(Statement<S>),
}

/// A time frame that stands in the cell without belonging to one activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct LoosePeriod<S: Stage = Kept> {
    /// Its identity.
    pub id: S::Id,
    /// Rises with each save.
    pub version: S::Version,
    /// The time frame.
    pub period: S::Period,
}

/// An activity (*aktivitet*): what is done, when, by whom, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Activity<S: Stage = Kept> {
    /// Its identity.
    pub id: S::Id,
    /// Rises with each save.
    pub version: S::Version,
    /// What is done (*Hvad*).
    pub what: String,
    /// When (*Hvornår*); empty words where nothing is said.
    pub period: S::Period,
    /// Who (*Hvem*), in words; [`crate::owner::split`] tells the owners apart.
    pub owner_text: String,
    /// How far it has come.
    pub status: ActivityStatus,
    /// The follow-up, oldest first.
    pub follow_ups: Vec<S::FollowUp>,
}

impl<S: Stage> Issue<S> {
    /// Its activities.
    pub fn activities(&self) -> impl Iterator<Item = &Activity<S>> {
        self.lines.iter().filter_map(Line::activity)
    }

    /// True where nothing is written in it at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.statements.is_empty() && self.lines.is_empty()
    }
}

impl<S: Stage> Line<S> {
    /// What sort of part it is.
    pub const fn kind(&self) -> PartKind {
        match self {
            Self::Activity(_) => PartKind::Activity,
            Self::Period(_) => PartKind::LoosePeriod,
            Self::Owner(_) => PartKind::LooseOwner,
        }
    }

    /// Its identity.
    pub fn id(&self) -> S::Id {
        match self {
            Self::Activity(activity) => activity.id,
            Self::Period(loose) => loose.id,
            Self::Owner(loose) => loose.id,
        }
    }

    /// The version it is at.
    pub fn version(&self) -> S::Version {
        match self {
            Self::Activity(activity) => activity.version,
            Self::Period(loose) => loose.version,
            Self::Owner(loose) => loose.version,
        }
    }

    /// The activity it is, where it is one.
    pub fn activity(&self) -> Option<&Activity<S>> {
        match self {
            Self::Activity(activity) => Some(activity),
            Self::Period(_) | Self::Owner(_) => None,
        }
    }

    /// The activity it is, to be changed, where it is one.
    pub fn activity_mut(&mut self) -> Option<&mut Activity<S>> {
        match self {
            Self::Activity(activity) => Some(activity),
            Self::Period(_) | Self::Owner(_) => None,
        }
    }

    /// *Hvad*; none where it stands in other columns alone.
    pub fn what(&self) -> Option<&str> {
        self.activity().map(|activity| activity.what.as_str())
    }

    /// The time frame; none for an owner of the whole cell.
    pub fn period(&self) -> Option<&S::Period> {
        match self {
            Self::Activity(activity) => Some(&activity.period),
            Self::Period(loose) => Some(&loose.period),
            Self::Owner(_) => None,
        }
    }

    /// *Hvornår*, in words; none for an owner of the whole cell.
    pub fn period_text(&self) -> Option<&str> {
        self.period().map(S::period_words)
    }

    /// *Hvem*, in words; none for a period of the whole cell.
    pub fn owner_text(&self) -> Option<&str> {
        match self {
            Self::Activity(activity) => Some(&activity.owner_text),
            Self::Owner(loose) => Some(&loose.text),
            Self::Period(_) => None,
        }
    }
}
