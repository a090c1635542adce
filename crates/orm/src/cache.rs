//! What has been loaded, kept for as long as its revision or counter stands, and no more than there is room for.

use std::sync::{Arc, PoisonError, RwLock};

use domain::{
    approval::PlanRecord,
    draft::PlanSize,
    id::{InspectionId, PlanId},
    inspection::Inspection,
    organisation::Organisation,
    plan::Plan,
};
use moka::{future, sync};
use tokio::sync::Mutex;

use crate::{Error, Result, carried::Carried};

/// The characters of plans that are kept in memory; a plan of 50 activities has about 12,000.
const MAX_PLAN_CHARS: u64 = 10_000_000;
/// What a part of a plan takes in memory beside its text, in characters.
const CHARS_OF_PART: usize = 250;
/// Smaller things kept of each kind.
const MAX_KEPT: u64 = 2_000;

/// A plan at one revision.
type PlanAt = (PlanId, i64);

#[derive(Debug)]
pub(crate) struct Cache {
    pub(crate) organisation: Latest<Organisation>,
    plans: future::Cache<PlanAt, Arc<Plan>>,
    plan_records: future::Cache<PlanAt, Arc<PlanRecord>>,
    /// The revision that a plan is known to have at a counter.
    revisions: sync::Cache<PlanId, (i64, i64)>,
    inspections: sync::Cache<InspectionId, (i64, Arc<Inspection>)>,
}

impl Default for Cache {
    fn default() -> Self {
        let weight = |chars: usize, parts: usize| u32::try_from(chars + parts * CHARS_OF_PART).unwrap_or(u32::MAX);
        let weigh = move |_: &PlanAt, plan: &Arc<Plan>| {
            let size = PlanSize::from(&**plan);
            weight(size.chars, size.parts + 1)
        };
        let weigh_dossier = move |_: &PlanAt, record: &Arc<PlanRecord>| {
            let remarks = record.remarks.iter().map(|remark| remark.text.len());
            let steps = record.steps.iter().map(|step| step.message.len());
            let waivers = record.waivers.iter().map(|waiver| waiver.words.len() + waiver.reason.len());
            let texts = || remarks.clone().chain(steps.clone()).chain(waivers.clone());
            weight(texts().sum(), texts().count() + 1)
        };
        Self {
            organisation: Latest::default(),
            plans: future::Cache::builder().weigher(weigh).max_capacity(MAX_PLAN_CHARS).build(),
            plan_records: future::Cache::builder().weigher(weigh_dossier).max_capacity(MAX_PLAN_CHARS).build(),
            revisions: sync::Cache::new(MAX_KEPT * 10),
            inspections: sync::Cache::new(MAX_KEPT),
        }
    }
}

impl Cache {
    /// The plan at a revision. However many ask for it at once, it is loaded once.
    pub(crate) async fn plan(&self, at: PlanAt, load: impl Future<Output = Result<Plan>>) -> Result<Arc<Plan>> {
        self.plans.try_get_with(at, async { load.await.map(Arc::new) }).await.map_err(shared)
    }

    /// What accompanies the plan at a revision, loaded once.
    pub(crate) async fn record(
        &self,
        at: PlanAt,
        load: impl Future<Output = Result<PlanRecord>>,
    ) -> Result<Arc<PlanRecord>> {
        self.plan_records.try_get_with(at, async { load.await.map(Arc::new) }).await.map_err(shared)
    }

    /// The revision of a plan, if it is known at this counter or a later one.
    pub(crate) fn revision(&self, counter: i64, id: PlanId) -> Option<i64> {
        self.revisions.get(&id).filter(|(at, _)| *at >= counter).map(|(_, revision)| revision)
    }

    pub(crate) fn put_revision(&self, counter: i64, id: PlanId, revision: i64) {
        // A request with an older view must not put its older counter in a newer one's place.
        if self.revisions.get(&id).is_none_or(|(at, _)| at < counter) {
            self.revisions.insert(id, (counter, revision));
        }
    }

    /// The inspection, if it was loaded at this counter or a later one.
    pub(crate) fn inspection(&self, counter: i64, id: InspectionId) -> Option<Arc<Inspection>> {
        self.inspections.get(&id).filter(|(at, _)| *at >= counter).map(|(_, inspection)| inspection)
    }

    pub(crate) fn put_inspection(&self, counter: i64, inspection: &Arc<Inspection>) {
        if self.inspections.get(&inspection.id).is_none_or(|(at, _)| at < counter) {
            self.inspections.insert(inspection.id, (counter, Arc::clone(inspection)));
        }
    }

    /// Carries a plan in memory on to its next revision, where all that has changed is known.
    pub(crate) async fn carry_on(&self, carried: &Carried) {
        let (before, after) = ((carried.id, carried.revision), (carried.id, carried.revision + 1));
        let Some(plan) = self.plans.get(&before).await else { return };
        let Some(plan) = carried.apply(&plan) else { return };
        self.plans.insert(after, Arc::new(plan)).await;
        self.plans.invalidate(&before).await;
        if let Some(record) = self.plan_records.get(&before).await {
            self.plan_records.insert(after, record).await;
            self.plan_records.invalidate(&before).await;
        }
    }
}

fn shared(error: Arc<Error>) -> Error {
    Arc::unwrap_or_clone(error)
}

/// One value of its kind, the counter it was loaded at, and the turn of the one who loads the next.
#[derive(Debug)]
pub(crate) struct Latest<T> {
    kept: RwLock<Option<(i64, Arc<T>)>>,
    loading: Mutex<()>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { kept: RwLock::default(), loading: Mutex::default() }
    }
}

impl<T> Latest<T> {
    /// The value at this counter or a later one. However many ask for it at once, it is loaded once.
    pub(crate) async fn get(&self, counter: i64, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let fresh = || self.kept().filter(|(at, _)| *at >= counter).map(|(_, value)| value);
        if let Some(value) = fresh() {
            return Ok(value);
        }
        let _turn = self.loading.lock().await;
        if let Some(value) = fresh() {
            return Ok(value);
        }
        let value = Arc::new(load.await?);
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some((counter, Arc::clone(&value)));
        Ok(value)
    }

    fn kept(&self) -> Option<(i64, Arc<T>)> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
