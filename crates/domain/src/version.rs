//! What a frozen version holds, beside its files: the plan as it was, and all that printing it needs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{plan::Plan, quality_model::QualityModel, template::PlanTemplate};

/// A plan as it was sent (*øjebliksbillede*). It needs nothing that may change after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The shape of what follows; rises when old snapshots must be read in another way.
    pub format: u32,
    /// The plan.
    pub plan: Plan,
    /// Its kind as it was.
    pub template: PlanTemplate,
    /// The quality model as it was.
    pub model: QualityModel,
    /// The name of the unit then.
    pub unit_name: String,
    /// The day of the visit it answers, where it answers one.
    pub visited_on: Option<NaiveDate>,
}

impl Snapshot {
    /// The shape written today.
    pub const FORMAT: u32 = 1;
}
