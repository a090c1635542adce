//! What an overview is narrowed to.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::ActivitySummary;
use crate::{activity::ActivityStatus, id::UnitId, owner, plan::PlanStatus};

/// A mark an overview can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// *Overskredet*.
    Overdue,
    /// *Uden dato*.
    Undated,
    /// *Uden ansvarlig*.
    Unowned,
}

impl Flag {
    /// Every mark.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Undated, Self::Unowned];

    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overskredet",
            Self::Undated => "Uden dato",
            Self::Unowned => "Uden ansvarlig",
        }
    }

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Undated => "undated",
            Self::Unowned => "unowned",
        }
    }

    /// The mark whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.key() == key)
    }
}

/// What an overview is narrowed to; an empty one lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these units.
    pub unit_ids: Option<HashSet<UnitId>>,
    /// Only plans after this inspectorate's visits.
    pub inspectorate_id: Option<String>,
    /// Only plans of this year.
    pub year: Option<i32>,
    /// Only plans that stand here.
    pub plan_status: Option<PlanStatus>,
    /// Only activities of this owner, in any spelling.
    pub owner: Option<String>,
    /// Only activities of this theme; the empty key means those without one.
    pub theme: Option<String>,
    /// Only activities that have come this far.
    pub status: Option<ActivityStatus>,
    /// Only activities with this mark.
    pub flag: Option<Flag>,
}

impl Filter {
    /// True where the summary passes.
    pub fn lets_through(&self, summary: &ActivitySummary, today: NaiveDate) -> bool {
        self.lets_plan_through(summary) && self.lets_activity_through(summary, today)
    }

    /// True where the plan the summary is of passes.
    pub(super) fn lets_plan_through(&self, summary: &ActivitySummary) -> bool {
        self.unit_ids.as_ref().is_none_or(|ids| ids.contains(&summary.unit_id))
            && self.inspectorate_id.as_ref().is_none_or(|id| summary.inspectorate_id.as_ref() == Some(id))
            && self.year.is_none_or(|year| year == summary.year)
            && self.plan_status.is_none_or(|status| status == summary.plan_status)
    }

    pub(super) fn lets_activity_through(&self, summary: &ActivitySummary, today: NaiveDate) -> bool {
        self.status.is_none_or(|status| status == summary.status)
            && self.theme.as_ref().is_none_or(|key| match key.as_str() {
                "" => summary.themes.is_empty(),
                key => summary.themes.iter().any(|theme| theme == key),
            })
            && self.flag.is_none_or(|flag| match flag {
                Flag::Overdue => summary.is_overdue(today),
                Flag::Undated => summary.is_undated(),
                Flag::Unowned => summary.is_unowned(),
            })
            && self.owner.as_ref().is_none_or(|wanted| {
                let wanted = owner::normal(wanted);
                summary.owners.iter().any(|words| owner::normal(words) == wanted)
            })
    }
}
