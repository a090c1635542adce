//! The check of a plan, kept for as long as nothing has changed, and what it says at each place.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use domain::{
    approval::{Dossier, Remark, Standing},
    check::{self, Basis, Flaw, Verdict},
    id::{PartId, PlanId, UnitId},
    owner,
    part::Field,
    plan::Plan,
};

use crate::{
    context::Context,
    error::{Error, Result},
};

/// Plans whose check is kept at the most.
const MAX_KEPT: usize = 300;

/// The checks that still hold, each with what it was made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checks(Arc<Mutex<HashMap<PlanId, Kept>>>);

#[derive(Debug)]
struct Kept {
    counters: (i64, i64),
    revision: i64,
    today: NaiveDate,
    checked: Arc<Checked>,
}

/// What the check found in a plan, and what accompanies the plan.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) flaws: Vec<Flaw>,
    pub(crate) dossier: Arc<Dossier>,
    /// The open flaws at each place, by their number among the flaws.
    places: HashMap<(PartId, Option<Field>), Vec<usize>>,
    hinders: usize,
    advice: usize,
}

impl Checks {
    /// What the check finds in the plan as it stands in this view.
    pub(crate) async fn of(&self, ctx: &Context, plan: &Plan) -> Result<Arc<Checked>> {
        let counters = ctx.view.counters();
        if let Some(kept) = self.kept(plan, counters, ctx.today) {
            return Ok(kept);
        }
        let dossier = orm::dossiers::get(&ctx.view, plan).await?;
        let model = ctx.model(&plan.model_id)?;
        let known_owners = known_owners(ctx, plan).await?;
        let is_new = dossier.versions.is_empty();
        let missing = match plan.inspection_id {
            Some(id) => orm::findings::list_unanswered(ctx.store(), id).await?,
            None => Vec::new(),
        };
        let basis = Basis { plan, model, today: ctx.today, known_owners: &known_owners, missing: &missing, is_new };
        let flaws = check::check(&basis);
        let checked = Arc::new(Checked::new(flaws, dossier));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MAX_KEPT {
            all.clear();
        }
        all.insert(
            plan.id,
            Kept { counters, revision: plan.revision, today: ctx.today, checked: Arc::clone(&checked) },
        );
        Ok(checked)
    }

    fn kept(&self, plan: &Plan, counters: (i64, i64), today: NaiveDate) -> Option<Arc<Checked>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |kept: &&Kept| (kept.counters, kept.revision, kept.today) == (counters, plan.revision, today);
        let kept = all.get(&plan.id).filter(holds)?;
        Some(Arc::clone(&kept.checked))
    }
}

impl Checked {
    fn new(flaws: Vec<Flaw>, dossier: Arc<Dossier>) -> Self {
        let mut places: HashMap<(PartId, Option<Field>), Vec<usize>> = HashMap::new();
        let verdict = check::judge(&flaws, &dossier.waivers);
        let (hinders, advice) = (verdict.hinders(), verdict.advice());
        for (at, flaw) in flaws.iter().enumerate() {
            let is_open = verdict.open.iter().any(|open| std::ptr::eq(*open, flaw));
            if let Some(part_id) = flaw.part_id.filter(|_| is_open) {
                places.entry((part_id, flaw.field)).or_default().push(at);
            }
        }
        Self { flaws, dossier, places, hinders, advice }
    }

    /// What is open and what is let be.
    pub(crate) fn verdict(&self) -> Verdict<'_> {
        check::judge(&self.flaws, &self.dossier.waivers)
    }

    /// How many flaws must be put right, and how many are worth a look.
    pub(crate) const fn counts(&self) -> (usize, usize) {
        (self.hinders, self.advice)
    }

    /// The open flaws at a place of the plan, each with its number among all flaws.
    pub(crate) fn at(&self, part_id: PartId, field: Option<Field>) -> impl Iterator<Item = (usize, &Flaw)> {
        self.places.get(&(part_id, field)).into_iter().flatten().filter_map(|at| Some((*at, self.flaws.get(*at)?)))
    }

    /// The remarks at a cell that await an answer.
    pub(crate) fn remarks_at(&self, part_id: PartId, field: Field) -> impl Iterator<Item = &Remark> {
        self.dossier.open_remarks().filter(move |remark| remark.part_id == part_id && remark.field == field)
    }

    /// What the next step of the plan is judged by.
    pub(crate) fn standing<'a>(&self, plan: &Plan, verdict: &'a Verdict<'a>) -> Standing<'a> {
        let hash = orm::steps::words_hash(plan);
        Standing {
            status: plan.status,
            verdict,
            is_as_approved: self.dossier.approved_hash() == Some(hash.as_str()),
            was_sent: !self.dossier.versions.is_empty(),
            has_remarks: self.dossier.open_remarks().next().is_some(),
        }
    }
}

/// The owners of the unit's other plans, and the people of the unit by name and title.
async fn known_owners(ctx: &Context, plan: &Plan) -> Result<Vec<String>> {
    let facts = orm::progress::facts(&ctx.view).await.map_err(Error::from)?;
    let others = facts.iter().filter(|fact| fact.unit_id == plan.unit_id && fact.plan_id != plan.id);
    let mut owners: Vec<String> = others.flat_map(|fact| fact.owners.iter().cloned()).collect();
    let works_here = |at: UnitId| ctx.organisation.units.is_within(plan.unit_id, at);
    for user in ctx.organisation.users.iter().filter(|user| user.grants.iter().any(|grant| works_here(grant.unit_id))) {
        owners.push(user.name.clone());
        owners.extend(owner::split(&user.titles_text));
    }
    owners.sort_unstable();
    owners.dedup();
    Ok(owners)
}
