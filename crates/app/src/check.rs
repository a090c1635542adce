//! The check of a plan, computed once however many ask, kept for as long as nothing it hangs on has changed, and what
//! it says at each place.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use domain::{
    approval::{PlanRecord, Readiness, Remark},
    check::{self, CheckInput, CheckResult, Flaw},
    finding::Finding,
    id::{FindingId, PartId, PlanId},
    owner,
    part::Field,
    plan::Plan,
};
use moka::{future, sync};

use crate::{Desk, Error, Result};

/// Plans whose check is kept at the most.
const MAX_KEPT: u64 = 1_000;

/// The checks that still hold.
#[derive(Debug)]
pub(crate) struct Checks {
    checked: future::Cache<Key, Arc<Checked>>,
    /// What surrounds a plan, and the counters at which that was known.
    surroundings: sync::Cache<PlanId, (Label, Known)>,
}

/// What a check is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    plan_id: PlanId,
    revision: i64,
    models: i64,
    today: NaiveDate,
    surroundings: Arc<Surroundings>,
}

/// The counters of what surrounds plans and of the organisation.
type Label = (i64, i64);

/// What a check looks at outside its plan, as far as it tells one check from another.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Surroundings {
    owners: Vec<String>,
    /// The findings of the inspection that no plan answers, each at its version.
    missing: Vec<(FindingId, i64)>,
}

/// What surrounds a plan, and the findings that no plan answers, read at once.
type Known = (Arc<Surroundings>, Arc<Vec<Finding>>);

/// What the check found in a plan, and what accompanies the plan.
#[derive(Debug)]
pub struct Checked {
    /// What the check found.
    pub flaws: Vec<Flaw>,
    /// What accompanies the plan.
    pub record: Arc<PlanRecord>,
    /// The open flaws at each place, by their number among the flaws.
    places: HashMap<(PartId, Option<Field>), Vec<usize>>,
    blocking_count: usize,
    advice: usize,
}

impl Default for Checks {
    fn default() -> Self {
        Self { checked: future::Cache::new(MAX_KEPT), surroundings: sync::Cache::new(MAX_KEPT) }
    }
}

impl Checks {
    /// What the check finds in the plan as it stands.
    pub(crate) async fn of(&self, desk: &Desk, plan: &Arc<Plan>) -> Result<Arc<Checked>> {
        let (surroundings, missing) = self.surroundings(desk, plan).await?;
        let models = desk.view.organisation();
        let key = Key { plan_id: plan.id, revision: plan.revision, models, today: desk.today, surroundings };
        if let Some(kept) = self.checked.get(&key).await {
            return Ok(kept);
        }
        let surroundings = Arc::clone(&key.surroundings);
        let compute = Box::pin(async {
            let record = orm::plan_records::get(desk.store(), plan).await?;
            compute(desk, plan, surroundings, missing, record).await
        });
        let checked = self.checked.try_get_with(key, compute).await;
        checked.map_err(Arc::unwrap_or_clone)
    }

    /// What surrounds the plan: as it is known, while none of it has changed, or asked for anew.
    async fn surroundings(&self, desk: &Desk, plan: &Plan) -> Result<Known> {
        let label = (desk.view.surroundings(), desk.view.organisation());
        if let Some((_, kept)) = self.surroundings.get(&plan.id).filter(|(at, _)| *at == label) {
            return Ok(kept);
        }
        let missing = unanswered(desk, plan).await?;
        let surroundings = Arc::new(Surroundings {
            owners: known_owners(desk, plan).await?,
            missing: missing.iter().map(|finding| (finding.id, finding.version)).collect(),
        });
        let known = (surroundings, Arc::new(missing));
        self.surroundings.insert(plan.id, (label, known.clone()));
        Ok(known)
    }
}

/// Computes the check away from the threads that answer requests.
async fn compute(
    desk: &Desk,
    plan: &Arc<Plan>,
    surroundings: Arc<Surroundings>,
    missing: Arc<Vec<Finding>>,
    record: Arc<PlanRecord>,
) -> Result<Arc<Checked>> {
    let (organisation, templates) = (Arc::clone(&desk.organisation), Arc::clone(&desk.app.templates));
    let (plan, today) = (Arc::clone(plan), desk.today);
    let work = move |_: &documents::Stop| {
        let model =
            organisation.model(&plan.model_id).ok_or_else(|| Error::Internal(format!("no model {}", plan.model_id)))?;
        let input = CheckInput {
            plan: &plan,
            template: templates.get(&plan.template_id)?,
            model,
            today,
            known_owners: &surroundings.owners,
            missing: &missing,
            is_new: record.versions.is_empty(),
        };
        Ok(Arc::new(Checked::new(check::check(&input), record)))
    };
    desk.app.limits.quick.run(work).await?
}

/// The findings of the plan's inspection that no plan answers.
async fn unanswered(desk: &Desk, plan: &Plan) -> Result<Vec<Finding>> {
    match plan.inspection_id {
        Some(id) => Ok(orm::findings::list_unanswered(desk.store(), id).await?),
        None => Ok(Vec::new()),
    }
}

impl Checked {
    fn new(flaws: Vec<Flaw>, record: Arc<PlanRecord>) -> Self {
        let mut places: HashMap<(PartId, Option<Field>), Vec<usize>> = HashMap::new();
        let result = check::sort_by_waivers(&flaws, &record.waivers);
        let (blocking_count, advice) = (result.blocking_count(), result.advice());
        for (number, flaw) in result.numbered() {
            if let Some(part_id) = flaw.part_id {
                places.entry((part_id, flaw.field)).or_default().push(number);
            }
        }
        Self { flaws, record, places, blocking_count, advice }
    }

    /// What is open and what is let be.
    pub fn result(&self) -> CheckResult<'_> {
        check::sort_by_waivers(&self.flaws, &self.record.waivers)
    }

    /// How many flaws must be put right, and how many are worth a look.
    pub const fn counts(&self) -> (usize, usize) {
        (self.blocking_count, self.advice)
    }

    /// The open flaws at a place of the plan, each with its number among all flaws.
    pub fn at(&self, part_id: PartId, field: Option<Field>) -> impl Iterator<Item = (usize, &Flaw)> {
        self.places.get(&(part_id, field)).into_iter().flatten().filter_map(|at| Some((*at, self.flaws.get(*at)?)))
    }

    /// The remarks at a cell that await an answer.
    pub fn remarks_at(&self, part_id: PartId, field: Field) -> impl Iterator<Item = &Remark> {
        self.record.open_remarks().filter(move |remark| remark.part_id == part_id && remark.field == field)
    }

    /// What the next step of the plan is judged by.
    pub fn readiness<'a>(&self, plan: &Plan, result: &'a CheckResult<'a>) -> Readiness<'a> {
        let hash = orm::steps::words_hash(plan);
        Readiness {
            status: plan.status,
            result,
            is_as_approved: self.record.approved_hash() == Some(hash.as_str()),
            was_sent: !self.record.versions.is_empty(),
            has_remarks: self.record.open_remarks().next().is_some(),
        }
    }
}

/// The owners of the unit's other plans, and the people of the unit by name and title.
async fn known_owners(desk: &Desk, plan: &Plan) -> Result<Vec<String>> {
    let cells = orm::owners::named_beside(desk.store(), plan.unit_id, plan.id).await?;
    let mut owners: Vec<String> = cells.iter().flat_map(|text| owner::split(text)).collect();
    let works_here = |user: &&domain::user::User| {
        user.grants.iter().any(|grant| desk.organisation.units.is_within(plan.unit_id, grant.unit_id))
    };
    for user in desk.organisation.users.iter().filter(works_here) {
        owners.push(user.name.clone());
        owners.extend(owner::split(&user.titles_text));
    }
    owners.sort_unstable();
    owners.dedup();
    Ok(owners)
}
