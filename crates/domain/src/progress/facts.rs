//! What overviews are counted from: every activity of every plan, and the newest scores.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use super::ActivityFact;
use crate::{
    id::{PlanId, UnitId},
    owner,
    quality_model::QualityModel,
};

/// The facts of every plan, and the newest scores of every unit.
#[derive(Debug, Default)]
pub struct Facts {
    plans: Vec<PlanFacts>,
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
pub struct PlanFacts {
    /// The plan.
    pub id: PlanId,
    /// Its revision.
    pub revision: i64,
    /// Its activities.
    pub facts: Arc<Vec<ActivityFact>>,
}

impl Facts {
    /// Every activity of every plan.
    pub fn iter(&self) -> impl Iterator<Item = &ActivityFact> {
        self.plans.iter().flat_map(|plan| plan.facts.iter())
    }

    /// The newest score of a theme in a unit.
    pub fn score(&self, unit_id: UnitId, theme: &str) -> Option<ThemeScore> {
        self.scores.get(&unit_id)?.get(theme).copied()
    }

    /// The years of the plans.
    pub fn years(&self) -> &BTreeSet<i32> {
        &self.years
    }

    /// The facts of these plans, with the newest scores of every unit.
    pub fn new(
        plans: Vec<PlanFacts>,
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

    /// The facts plan by plan, to build the next from.
    pub fn plans(&self) -> &[PlanFacts] {
        &self.plans
    }

    /// The owners named in each unit's plans, in one spelling each.
    pub fn owners(&self) -> &BTreeSet<(UnitId, String)> {
        &self.owners
    }
}

fn named(plans: &[PlanFacts]) -> (BTreeSet<i32>, BTreeSet<(UnitId, String)>) {
    let facts = || plans.iter().flat_map(|plan| plan.facts.iter());
    let mut spellings: BTreeMap<(UnitId, String), String> = BTreeMap::new();
    for fact in facts() {
        for name in fact.owners.iter() {
            spellings.entry((fact.unit_id, owner::normal(name))).or_insert_with(|| name.clone());
        }
    }
    let years = facts().map(|fact| fact.year).collect();
    (years, spellings.into_iter().map(|((unit, _), name)| (unit, name)).collect())
}
