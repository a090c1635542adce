//! What the demo is made of, as `seeds/demo.toml` tells it. Every day is counted from the day it is filled in.

use std::collections::HashMap;

use domain::{
    activity::ActivityStatus, finding::FindingKind, inspection::InspectionKind, plan::PlanStatus, role::Role,
    unit::UnitKind,
};
use serde::Deserialize;

use crate::install::story::Earlier;

#[derive(Debug, Deserialize)]
pub(super) struct Demo {
    pub(super) units: Vec<UnitSeed>,
    pub(super) users: Vec<UserSeed>,
    pub(super) inspections: Vec<InspectionSeed>,
    pub(super) plans: Vec<PlanSeed>,
    pub(super) earlier: Vec<Earlier>,
}

#[derive(Debug, Deserialize)]
pub(super) struct UnitSeed {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: UnitKind,
    pub(super) parent: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct UserSeed {
    pub(super) email: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) titles_text: String,
    pub(super) grants: Vec<GrantSeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GrantSeed {
    pub(super) role: Role,
    pub(super) unit: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct InspectionSeed {
    pub(super) key: String,
    pub(super) units: Vec<String>,
    pub(super) inspectorate: String,
    pub(super) model: String,
    pub(super) kind: InspectionKind,
    pub(super) is_announced: bool,
    pub(super) visited_days_ago: i64,
    pub(super) reported_days_ago: Option<i64>,
    pub(super) hearing_due_in: Option<i64>,
    pub(super) plan_due_in: Option<i64>,
    #[serde(default)]
    pub(super) case_number: String,
    #[serde(default)]
    pub(super) note: String,
    /// By the numbers of their indicators.
    #[serde(default)]
    pub(super) scores: HashMap<String, u8>,
    #[serde(default)]
    pub(super) findings: Vec<FindingSeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FindingSeed {
    pub(super) key: String,
    pub(super) kind: FindingKind,
    pub(super) references: Vec<String>,
    pub(super) text: String,
    pub(super) due_in: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlanSeed {
    pub(super) unit: String,
    pub(super) inspection: Option<String>,
    pub(super) title: String,
    pub(super) status: PlanStatus,
    #[serde(default)]
    pub(super) introduction: String,
    pub(super) due_in: Option<i64>,
    pub(super) blocks: Vec<BlockSeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct BlockSeed {
    pub(super) finding: Option<String>,
    #[serde(default)]
    pub(super) reference_text: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) kind: Option<FindingKind>,
    #[serde(default)]
    pub(super) issues: Vec<IssueSeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct IssueSeed {
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) goals: Vec<String>,
    #[serde(default)]
    pub(super) monitoring: Vec<String>,
    #[serde(default)]
    pub(super) effects: Vec<String>,
    #[serde(default)]
    pub(super) activities: Vec<ActivitySeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ActivitySeed {
    pub(super) what: String,
    #[serde(default)]
    pub(super) when: String,
    #[serde(default)]
    pub(super) who: String,
    /// Each tells how far it has come; without any it has not begun.
    #[serde(default)]
    pub(super) follow_ups: Vec<FollowUpSeed>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FollowUpSeed {
    pub(super) days_ago: i64,
    pub(super) status: ActivityStatus,
    pub(super) text: String,
}
