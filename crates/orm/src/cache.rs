//! What has been loaded, kept for as long as its counter or revision stands.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    approval::Dossier,
    id::{InspectionId, PlanId},
    inspection::Inspection,
    plan::Plan,
};

use crate::{organisation::Organisation, progress::Facts};

/// Plans kept at the most; a plan of 50 activities takes about 60 kB.
const MAX_PLANS: usize = 300;

#[derive(Debug, Default)]
pub(crate) struct Cache {
    pub(crate) organisation: Slot<Organisation>,
    pub(crate) facts: Slot<Facts>,
    plans: RwLock<HashMap<PlanId, (i64, Arc<Plan>)>>,
    inspections: RwLock<HashMap<InspectionId, (i64, Arc<Inspection>)>>,
    dossiers: RwLock<HashMap<PlanId, (i64, Arc<Dossier>)>>,
}

/// One value and the counter it was loaded at.
#[derive(Debug)]
pub(crate) struct Slot<T>(RwLock<Option<(i64, Arc<T>)>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Slot<T> {
    /// The value, if it was loaded at this counter.
    pub(crate) fn get(&self, counter: i64) -> Option<Arc<T>> {
        self.latest().filter(|(at, _)| *at == counter).map(|(_, value)| value)
    }

    /// The value whatever its counter, to build the next one from.
    pub(crate) fn latest(&self) -> Option<(i64, Arc<T>)> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn put(&self, counter: i64, value: &Arc<T>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((counter, Arc::clone(value)));
    }
}

impl Cache {
    /// The plan and the counter it is known to hold at.
    pub(crate) fn plan(&self, id: PlanId) -> Option<(i64, Arc<Plan>)> {
        self.plans.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub(crate) fn put_plan(&self, counter: i64, plan: &Arc<Plan>) {
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        if plans.len() >= MAX_PLANS && !plans.contains_key(&plan.id) {
            plans.clear();
        }
        plans.insert(plan.id, (counter, Arc::clone(plan)));
    }

    /// The inspection, if it was loaded at this counter.
    pub(crate) fn inspection(&self, counter: i64, id: InspectionId) -> Option<Arc<Inspection>> {
        let inspections = self.inspections.read().unwrap_or_else(PoisonError::into_inner);
        inspections.get(&id).filter(|(at, _)| *at == counter).map(|(_, inspection)| Arc::clone(inspection))
    }

    pub(crate) fn put_inspection(&self, counter: i64, inspection: &Arc<Inspection>) {
        let mut inspections = self.inspections.write().unwrap_or_else(PoisonError::into_inner);
        if inspections.len() >= MAX_PLANS {
            inspections.clear();
        }
        inspections.insert(inspection.id, (counter, Arc::clone(inspection)));
    }

    /// What accompanies the plan, if it was loaded at the plan's revision.
    pub(crate) fn dossier(&self, plan: &Plan) -> Option<Arc<Dossier>> {
        let dossiers = self.dossiers.read().unwrap_or_else(PoisonError::into_inner);
        dossiers.get(&plan.id).filter(|(at, _)| *at == plan.revision).map(|(_, dossier)| Arc::clone(dossier))
    }

    pub(crate) fn put_dossier(&self, plan: &Plan, dossier: &Arc<Dossier>) {
        let mut dossiers = self.dossiers.write().unwrap_or_else(PoisonError::into_inner);
        if dossiers.len() >= MAX_PLANS {
            dossiers.clear();
        }
        dossiers.insert(plan.id, (plan.revision, Arc::clone(dossier)));
    }
}
