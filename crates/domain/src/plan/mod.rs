//! Action plans (*handleplaner*): per finding the issues, and per issue goals, activities,
//! documentation and expected effect.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    activity::Activity,
    finding::Finding,
    id::{InspectionId, PartId, PlanId, UnitId},
    owner,
    part::PartKind,
    period::Period,
};

mod copy;
mod details;

pub use details::{NewPlan, PlanDetails, PlanHead};

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

/// A goal, a way of documenting, an expected effect or an owner without an activity: one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its identity.
    pub id: PartId,
    /// Rises with each save.
    pub version: i64,
    /// Its words.
    pub text: String,
}

/// A time frame that stands in the cell without belonging to one activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoosePeriod {
    /// Its identity.
    pub id: PartId,
    /// Rises with each save.
    pub version: i64,
    /// The time frame.
    pub period: Period,
}

/// One line across the columns *Hvad*, *Hvornår* and *Hvem*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// An activity with its own period and owner.
    Activity(Activity),
    /// A period that belongs to the whole cell.
    Period(LoosePeriod),
    /// An owner who belongs to the whole cell.
    Owner(Statement),
}

/// An issue (*emne*): what must change, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Its identity.
    pub id: PartId,
    /// Rises with each save.
    pub version: i64,
    /// Its words; empty where it goes on with the issue above it.
    pub text: String,
    /// The goals (*mål*).
    pub goals: Vec<Statement>,
    /// Activities and what stands among them.
    pub lines: Vec<Line>,
    /// How the goals are followed (*dokumentation*).
    pub monitoring: Vec<Statement>,
    /// What is expected to come of it (*forventet effekt*).
    pub effects: Vec<Statement>,
}

/// A finding and all in the plan that answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its identity.
    pub id: PartId,
    /// Rises with each save of its place in the plan.
    pub version: i64,
    /// The finding it answers.
    pub finding: Finding,
    /// Its issues.
    pub issues: Vec<Issue>,
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

    /// All that is sent of it, as one text: two plans with equal words are one document. Statuses and
    /// follow-up are not sent and not in it.
    pub fn words(&self) -> String {
        let mut words = Words::default();
        words.add('t', [self.title.as_str(), &self.year.to_string(), &self.introduction, &self.closing]);
        for block in &self.blocks {
            words.add('b', [block.finding.reference_text.as_str(), &block.finding.text]);
            for issue in &block.issues {
                words.add('i', [issue.text.as_str()]);
                words.add('g', issue.goals.iter().map(|goal| goal.text.as_str()));
                issue.lines.iter().for_each(|line| words.add_line(line));
                words.add('m', issue.monitoring.iter().map(|monitoring| monitoring.text.as_str()));
                words.add('e', issue.effects.iter().map(|effect| effect.text.as_str()));
            }
        }
        words.0
    }

    /// The activity with this identity.
    pub fn activity(&self, id: PartId) -> Option<&Activity> {
        self.activities().map(|(_, _, activity)| activity).find(|activity| activity.id == id)
    }
}

/// Texts one after the other, so parted that no text can be taken for another's.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add<'a>(&mut self, kind: char, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            self.0.push(kind);
            self.0.push_str(&text.len().to_string());
            self.0.push(':');
            self.0.push_str(text);
        }
    }

    fn add_line(&mut self, line: &Line) {
        match line {
            Line::Activity(activity) => {
                self.add('a', [activity.what.as_str(), &activity.period.text, &activity.owner_text]);
            }
            Line::Period(loose) => self.add('p', [loose.period.text.as_str()]),
            Line::Owner(loose) => self.add('o', [loose.text.as_str()]),
        }
    }
}

impl Issue {
    /// What sort of part has this identity, if the issue or one below it has it.
    pub fn kind_of(&self, id: PartId) -> Option<PartKind> {
        if self.id == id {
            return Some(PartKind::Issue);
        }
        let lists = [
            (PartKind::Goal, &self.goals),
            (PartKind::Monitoring, &self.monitoring),
            (PartKind::Effect, &self.effects),
        ];
        let in_list = |(kind, list): (PartKind, &Vec<Statement>)| list.iter().any(|part| part.id == id).then_some(kind);
        lists.into_iter().find_map(in_list).or_else(|| self.lines.iter().find(|line| line.id() == id).map(Line::kind))
    }

    /// Its activities.
    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.lines.iter().filter_map(|line| match line {
            Line::Activity(activity) => Some(activity),
            _ => None,
        })
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

    /// True where nothing is written in it at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
            && self.goals.is_empty()
            && self.lines.is_empty()
            && self.monitoring.is_empty()
            && self.effects.is_empty()
    }
}

impl Line {
    /// What sort of part it is.
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Activity(_) => PartKind::Activity,
            Self::Period(_) => PartKind::LoosePeriod,
            Self::Owner(_) => PartKind::LooseOwner,
        }
    }

    /// Its identity.
    pub fn id(&self) -> PartId {
        match self {
            Self::Activity(activity) => activity.id,
            Self::Period(loose) => loose.id,
            Self::Owner(loose) => loose.id,
        }
    }
}
