//! What overviews are counted from: every activity of every plan, and the newest scores.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use super::ActivitySummary;
use crate::{
    id::{PlanId, UnitId},
    owner,
    quality_model::QualityModel,
};

/// The summaries of every plan, and the newest scores of every unit.
#[derive(Debug, Default)]
pub struct ActivitySummaries {
    plans: Vec<PlanSummary>,
    scores: HashMap<UnitId, BTreeMap<String, ThemeScore>>,
    years: BTreeSet<i32>,
    owners: BTreeSet<(UnitId, String)>,
    models: Vec<QualityModel>,
}

/// The newest score of a theme in a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeScore {
    /// The mean, 1 to 5.
    pub average: f64,
    /// The day of the visit it is from.
    pub visited_on: NaiveDate,
}

/// The activities of one plan at one revision.
#[derive(Debug, Clone)]
pub struct PlanSummary {
    /// The plan.
    pub id: PlanId,
    /// Its revision.
    pub revision: i64,
    /// Its activities.
    pub summaries: Arc<Vec<ActivitySummary>>,
}

impl ActivitySummaries {
    /// Every activity of every plan.
    pub fn iter(&self) -> impl Iterator<Item = &ActivitySummary> {
        self.plans.iter().flat_map(|plan| plan.summaries.iter())
    }

    /// The newest score of a theme in a unit.
    pub fn score(&self, unit_id: UnitId, theme: &str) -> Option<ThemeScore> {
        self.scores.get(&unit_id)?.get(theme).copied()
    }

    /// The years of the plans.
    pub fn years(&self) -> &BTreeSet<i32> {
        &self.years
    }

    /// The summaries of these plans, with the newest scores of every unit.
    pub fn new(
        plans: Vec<PlanSummary>,
        scores: HashMap<UnitId, BTreeMap<String, ThemeScore>>,
        models: Vec<QualityModel>,
    ) -> Self {
        let (years, owners) = named(&plans);
        Self { plans, scores, years, owners, models }
    }

    /// The quality models that the themes were read by.
    pub fn models(&self) -> &[QualityModel] {
        &self.models
    }

    /// The summaries plan by plan, to build the next from.
    pub fn plans(&self) -> &[PlanSummary] {
        &self.plans
    }

    /// The owners named in each unit's plans, in one spelling each.
    pub fn owners(&self) -> &BTreeSet<(UnitId, String)> {
        &self.owners
    }
}

fn named(plans: &[PlanSummary]) -> (BTreeSet<i32>, BTreeSet<(UnitId, String)>) {
    let summaries = || plans.iter().flat_map(|plan| plan.summaries.iter());
    let mut spellings: BTreeMap<(UnitId, String), String> = BTreeMap::new();
    for summary in summaries() {
        for name in summary.owners.iter() {
            spellings.entry((summary.unit_id, owner::normal(name))).or_insert_with(|| name.clone());
        }
    }
    let years = summaries().map(|summary| summary.year).collect();
    (years, spellings.into_iter().map(|((unit, _), name)| (unit, name)).collect())
}
