//! The check before a plan is sent (*kontrol før afsendelse*): what in it is wrong or left open.
//!
//! What belongs here: which flaws a plan has, and which of them a waiver covers. What does not: whether
//! the plan may be sent by whom, and how a flaw is shown. One file holds one family of rules.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::{
    finding::Finding,
    id::PartId,
    part::Field,
    plan::{Issue, Plan},
    quality_model::QualityModel,
    template::{Holds, PlanTemplate},
};

mod activities;
mod answers;
mod contradiction;
mod copies;
mod cpr_numbers;
mod goals;
mod names;
mod owners;
mod passage;
mod periods;
mod references;
mod rule;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod unfinished;
mod waiver;
mod wording;

pub use rule::{Rule, Severity};
pub use waiver::{CheckResult, Waiver, sort_by_waivers};

use names::Known;
use passage::Passage;

/// One thing in a plan that is wrong or left open (*mangel*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The rule that found it.
    pub rule: Rule,
    /// The part it stands in; none for the plan's own title, introduction and closing.
    pub part_id: Option<PartId>,
    /// The field of that part, where it is about one.
    pub field: Option<Field>,
    /// The words it is about, as they stand; a waiver is bound to them.
    pub words: String,
    /// What is wrong and what to do, in plain Danish.
    pub message: String,
}

/// What a plan is checked by.
#[derive(Debug, Clone, Copy)]
pub struct CheckInput<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its kind, which says what its columns can do and how they are called.
    pub template: &'a PlanTemplate,
    /// The version of the quality model its references are of.
    pub model: &'a QualityModel,
    /// The day of the check.
    pub today: NaiveDate,
    /// Owners in the unit's other plans, and the names and titles of people.
    pub known_owners: &'a [String],
    /// Findings of the inspection the plan answers that neither it nor another plan holds.
    pub missing: &'a [Finding],
    /// True for a plan that has never been sent to the inspectorate.
    pub is_new: bool,
}

/// Every flaw of a plan, in the order of the plan: its title and introduction, its parts from left to
/// right and down, its closing. No flaw comes twice.
///
/// It is asked at every save, so each rule reads each text a fixed number of times, whatever the size of
/// the plan; where a rule compares texts with each other or could tell of one place without end, a
/// constant of its file says where it stops.
pub fn check(input: &CheckInput<'_>) -> Vec<Flaw> {
    let (plan, template) = (input.plan, input.template);
    let passages = passage::all(plan, template);
    let known = Known::of(input);
    let mut flaws = answers::flaws(plan, template, input.missing);
    flaws.extend(activities::flaws(plan, template));
    flaws.extend(periods::flaws(input));
    flaws.extend(goals::flaws(plan, template));
    flaws.extend(contradiction::flaws(plan, template));
    flaws.extend(references::flaws(plan, input.model));
    flaws.extend(owners::flaws(plan, input.known_owners));
    flaws.extend(copies::flaws(&passages));
    flaws.extend(in_texts(&passages, &known));
    let places = places(plan, template);
    let place = |flaw: &Flaw| flaw.part_id.and_then(|id| places.get(&id).copied());
    flaws.sort_by_cached_key(|flaw| (place(flaw), flaw.rule));
    flaws.extend(in_texts(&passage::closing(plan, template), &known));
    once_each(flaws)
}

/// What the rules find that look at each text by itself.
fn in_texts(passages: &[Passage<'_>], known: &Known<'_>) -> Vec<Flaw> {
    let mut flaws = unfinished::flaws(passages);
    flaws.extend(cpr_numbers::flaws(passages));
    flaws.extend(names::flaws(passages, known));
    flaws
}

/// The place of each part: the plan's own texts have none, which sorts first.
fn places(plan: &Plan, template: &PlanTemplate) -> HashMap<PartId, usize> {
    let mut ids = Vec::new();
    for block in &plan.blocks {
        ids.push(block.id);
        for issue in &block.issues {
            ids.push(issue.id);
            ids.extend(below(issue, template));
        }
    }
    ids.into_iter().enumerate().map(|(at, id)| (id, at)).collect()
}

/// What stands under an issue from left to right; what no column shows comes last.
fn below(issue: &Issue, template: &PlanTemplate) -> Vec<PartId> {
    let statements = issue.statements.iter().map(|(column, statement)| (Holds::Statements(column), statement.id));
    let lines = issue.lines.iter().map(|line| (Holds::Activity, line.id()));
    let mut parts: Vec<(Holds, PartId)> = statements.chain(lines).collect();
    parts.sort_by_cached_key(|(column, _)| template.column_position(*column));
    parts.into_iter().map(|(_, id)| id).collect()
}

fn once_each(flaws: Vec<Flaw>) -> Vec<Flaw> {
    let are_first: Vec<bool> = {
        let mut seen = HashSet::new();
        flaws.iter().map(|flaw| seen.insert((flaw.rule, flaw.part_id, flaw.field, flaw.words.as_str()))).collect()
    };
    flaws.into_iter().zip(are_first).filter_map(|(flaw, is_first)| is_first.then_some(flaw)).collect()
}
