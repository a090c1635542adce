//! The guard of every write. It locks what is written and nobody else, and its commit raises revisions and counter.
//!
//! There is no other way to a transaction that writes things with a history, so that none of it can be forgotten:
//! each change goes through [`Write::record`], and what is not committed is undone when the guard is dropped.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};

use domain::{
    change::{ChangedField, Stamp, Subject as Kind},
    conflict::FieldChange,
    id::{InspectionId, PlanId},
    plan::PlanStatus,
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::Expr,
};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::{
    Error, MAX_WAIT_SECONDS, Result, Store,
    carried::Carried,
    entity::{change, counter, inspection, part, plan},
    read_model, rows,
    subject::{Subject, shows},
    view::Counter,
};

/// A write under way.
#[derive(Debug)]
pub struct Write {
    tx: DatabaseTransaction,
    store: Store,
    stamp: Stamp,
    subject: Subject,
    /// The plans that the write touches, with the revision each had.
    plans: BTreeMap<PlanId, i64>,
    plan: Option<plan::Model>,
    recorded: HashSet<(Uuid, ChangedField)>,
    edited: HashMap<Uuid, part::Model>,
    _turn: Option<OwnedMutexGuard<()>>,
}

/// What a change is of, and the version it brings it to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) kind: Kind,
    pub(crate) id: Uuid,
    pub(crate) plan_id: Option<PlanId>,
    pub(crate) version: i64,
}

impl Store {
    /// Begins a write of `subject`: waits, for [`MAX_WAIT_SECONDS`](crate::MAX_WAIT_SECONDS) at the most, until nobody
    /// else writes there. What is read of the subject through the guard stays true until it is committed.
    pub async fn begin(&self, subject: Subject, stamp: &Stamp) -> Result<Write> {
        // One limit for all that may be waited for: the queue, a connection and each lock.
        let begun = tokio::time::timeout(Duration::from_secs(MAX_WAIT_SECONDS), self.begin_at_last(subject, stamp));
        begun.await.unwrap_or_else(|_| Err(Error::Busy(format!("{subject:?} is being written by others"))))
    }

    async fn begin_at_last(&self, subject: Subject, stamp: &Stamp) -> Result<Write> {
        let turn = match subject.queue() {
            Some(id) => Some(self.queues.turn(id).await),
            None => None,
        };
        let tx = self.begin_writing().await?;
        let mut write = Write {
            tx,
            store: self.clone(),
            stamp: stamp.clone(),
            subject,
            plans: BTreeMap::new(),
            plan: None,
            recorded: HashSet::new(),
            edited: HashMap::new(),
            _turn: turn,
        };
        write.lock().await?;
        Ok(write)
    }
}

impl Write {
    /// Who writes, and when.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// The transaction.
    pub(crate) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// The plan that is worked on, if it has not been removed.
    pub(crate) fn live_plan(&self) -> Result<&plan::Model> {
        self.plan.as_ref().filter(|plan| plan.deleted_at.is_none()).ok_or(Error::NotFound)
    }

    /// The plan that is worked on, removed or not.
    pub(crate) fn any_plan(&self) -> Result<&plan::Model> {
        self.plan.as_ref().ok_or(Error::NotFound)
    }

    /// A change of the plan's own fields brings it to the revision it will have.
    pub(crate) fn plan_target(&self) -> Result<Target> {
        let plan = self.any_plan()?;
        let id = PlanId(plan.id);
        Ok(Target { kind: Kind::Plan, id: plan.id, plan_id: Some(id), version: plan.revision + 1 })
    }

    /// Where the plan that is worked on stands.
    pub fn plan_status(&self) -> Result<PlanStatus> {
        rows::plan_status(&self.live_plan()?.status)
    }

    /// The inspection that is held, where one is.
    pub(crate) fn inspection_id(&self) -> Option<InspectionId> {
        self.subject.inspection()
    }

    /// The plan that is worked on, where one is.
    pub(crate) fn plan_id(&self) -> Option<PlanId> {
        self.subject.plan()
    }

    /// The revision of the plan that is worked on, as it was when the write began.
    pub fn plan_revision(&self) -> Result<i64> {
        Ok(self.any_plan()?.revision)
    }

    /// Locks in one order — organisation, inspection, plans by identity — so that no two wait for each other.
    async fn lock(&mut self) -> Result<()> {
        if self.subject == Subject::Organisation {
            let row = counter::Entity::find_by_id((Counter::Organisation.name().to_owned(), 0)).lock_exclusive();
            row.one(&self.tx).await?.ok_or_else(|| Error::Corrupt("no counter organisation".into()))?;
        }
        if let Some(id) = self.subject.inspection() {
            let row = inspection::Entity::find_by_id(id.0).lock_exclusive();
            row.one(&self.tx).await?.ok_or(Error::NotFound)?;
        }
        let mut wanted = plan::Entity::find().order_by_asc(plan::Column::Id).lock_exclusive();
        wanted = match self.subject {
            Subject::Plan(id) => wanted.filter(plan::Column::Id.eq(id.0)),
            Subject::PlanAndInspection(id, of) => wanted.filter(plan::Column::Id.eq(id.0).or(shows(of))),
            Subject::Inspection(of) => wanted.filter(shows(of)),
            Subject::InspectionAlone(_) | Subject::Organisation | Subject::New => return Ok(()),
        };
        for row in wanted.all(&self.tx).await? {
            self.plans.insert(PlanId(row.id), row.revision);
            if self.subject.plan() == Some(PlanId(row.id)) {
                self.plan = Some(row);
            }
        }
        if self.subject.plan().is_some() && self.plan.is_none() { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Writes changes into the history.
    pub(crate) async fn record(
        &mut self,
        target: Target,
        changes: impl IntoIterator<Item = FieldChange>,
    ) -> Result<()> {
        self.record_all(changes.into_iter().map(|change| (target, change))).await
    }

    /// Writes changes of several things into the history, in one statement.
    pub(crate) async fn record_all(&mut self, changes: impl IntoIterator<Item = (Target, FieldChange)>) -> Result<()> {
        let mut rows = Vec::new();
        for (target, made) in changes {
            self.recorded.insert((target.id, made.field));
            rows.push(change::ActiveModel {
                id: Set(Uuid::now_v7()),
                subject: Set(target.kind.key().to_owned()),
                subject_id: Set(target.id),
                plan_id: Set(target.plan_id.map(|id| id.0)),
                field: Set(made.field.key().to_owned()),
                version: Set(target.version),
                from_text: Set(made.from),
                to_text: Set(made.to),
                user_id: Set(self.stamp.author.user_id.map(|id| id.0)),
                author: Set(self.stamp.author.name.clone()),
                changed_at: Set(self.stamp.at),
            });
        }
        for rows in rows.chunks(crate::ROWS_AT_ONCE) {
            change::Entity::insert_many(rows.to_vec()).exec(&self.tx).await?;
        }
        Ok(())
    }

    /// Notes how a part stands after a change of its own fields: where a write does nothing else, the plan in memory
    /// is carried on instead of being loaded again.
    pub(crate) fn edited(&mut self, row: part::Model) {
        self.edited.insert(row.id, row);
    }

    /// Notes that a part stands elsewhere, or nowhere, whatever was written in it before.
    pub(crate) fn moved(&mut self, id: Uuid) {
        self.edited.remove(&id);
    }

    /// Makes the write visible: raises the revision of every plan it touches, renews what is derived from them, and
    /// raises the counter last. Answers the revision that the plan that is worked on has from now on, 0 where none is.
    pub async fn commit(self) -> Result<i64> {
        self.bump_revisions().await?;
        let is_counted_anew = Box::pin(self.count_anew()).await?;
        if self.is_seen_by_others() {
            Counter::Surroundings.bump(&self.tx).await?;
        }
        self.subject.counter().bump(&self.tx).await?;
        let carried = self.carried();
        let revision = self.plan.as_ref().map_or(0, |plan| plan.revision + 1);
        let Self { tx, store, .. } = self;
        tx.commit().await?;
        if is_counted_anew {
            store.fold_now_and_then();
        }
        if let Some(carried) = carried {
            store.cache.carry_on(&carried).await;
        }
        Ok(revision)
    }

    async fn bump_revisions(&self) -> Result<()> {
        for &id in self.plans.keys() {
            let mut bump = plan::Entity::update_many()
                .col_expr(plan::Column::Revision, Expr::col(plan::Column::Revision).add(1))
                // What was counted still is; what was not is counted when the program starts next.
                .col_expr(plan::Column::CountedRevision, Expr::col(plan::Column::CountedRevision).add(1))
                .filter(plan::Column::Id.eq(id.0));
            if self.subject.plan() == Some(id) {
                bump = bump.col_expr(plan::Column::UpdatedAt, self.stamp.at.into());
            }
            if bump.exec(&self.tx).await?.rows_affected != 1 {
                return Err(Error::Corrupt(format!("plan {id} was locked and is gone")));
            }
        }
        Ok(())
    }

    /// Brings the read model to what has been written; true where it counts something otherwise now.
    async fn count_anew(&self) -> Result<bool> {
        use ChangedField::{Created, Deleted, Model, Scores, Units, VisitedOn};
        let has = |id: Uuid, wanted: &[ChangedField]| wanted.iter().any(|&field| self.recorded.contains(&(id, field)));
        if let Some(id) = self.subject.inspection()
            && has(id.0, &[Created, Deleted, Model, Scores, Units, VisitedOn])
        {
            read_model::renew_scores(&self.tx, id.0).await?;
        }
        if !self.recorded.is_empty() && self.recorded.iter().all(|(_, field)| is_not_counted(*field)) {
            return Ok(false);
        }
        let is_made = matches!(self.subject, Subject::New | Subject::InspectionAlone(_));
        let made = self.recorded.iter().filter(|(_, field)| is_made && *field == Created).map(|(id, _)| PlanId(*id));
        let plans: Vec<PlanId> = self.plans.keys().copied().chain(made).collect();
        if plans.is_empty() { Ok(false) } else { read_model::renew(&self.tx, &plans).await }
    }

    /// False where nothing has changed that the check of another plan looks at: words of a plan's own, but for whom
    /// they name.
    fn is_seen_by_others(&self) -> bool {
        use ChangedField::{FollowUp, Period, Position, Reading, Status, Text};
        let is_own = |field: &ChangedField| matches!(field, Text | Period | Reading | Status | FollowUp | Position);
        let is_of_plan = matches!(self.subject, Subject::Plan(_));
        self.subject != Subject::Organisation && !(is_of_plan && self.recorded.iter().all(|(_, field)| is_own(field)))
    }

    /// What of the plan in memory still holds: all but the edited parts, if nothing else was recorded.
    fn carried(&self) -> Option<Carried> {
        // A part may be moved or removed in the write that has edited it: then it stands elsewhere, or nowhere.
        let is_edit = |field: &ChangedField| {
            use ChangedField::{Owner, Period, Reading, Status, Text};
            matches!(field, Text | Period | Reading | Owner | Status)
        };
        let is_all = self.recorded.iter().all(|(id, field)| is_edit(field) && self.edited.contains_key(id));
        let Subject::Plan(id) = self.subject else { return None };
        let revision = *self.plans.get(&id)?;
        let rows = self.edited.values().cloned().collect();
        (is_all && !self.edited.is_empty()).then_some(Carried { id, revision, updated_at: self.stamp.at, rows })
    }
}

/// True for words and days that the read model does not keep. Whatever else is written is counted anew.
const fn is_not_counted(field: ChangedField) -> bool {
    use ChangedField::{
        Closing, DueOn, ExtendedTo, ExtensionRequestedOn, Introduction, Remark, RemarkSettled, Text, Title, Waiver,
    };
    matches!(
        field,
        Closing
            | DueOn
            | ExtendedTo
            | ExtensionRequestedOn
            | Introduction
            | Remark
            | RemarkSettled
            | Text
            | Title
            | Waiver
    )
}

#[cfg(test)]
mod tests {
    use domain::{edit::PartText, part::Field};

    use super::*;
    use crate::{
        owners, plans,
        tests::{a_model, a_plan, a_stamp, a_store},
    };

    #[tokio::test]
    async fn what_is_not_committed_is_undone_and_raises_nothing() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let before = store.view().await.unwrap();
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        plans::set_removed(&mut write, true).await.unwrap();
        drop(write);
        let after = store.view().await.unwrap();
        assert_eq!(after.plans(), before.plans());
        assert!(plans::get(&after, id).await.is_ok());
    }

    #[tokio::test]
    async fn a_commit_raises_the_plan_and_its_counter_and_no_other() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let before = store.view().await.unwrap();
        let revision = plans::get(&before, id).await.unwrap().revision;
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        let details = domain::plan::PlanDetails { title: "Ny titel".into(), ..plans::details(&write).unwrap() };
        plans::update(&mut write, details).await.unwrap();
        assert_eq!(write.commit().await.unwrap(), revision + 1);
        let after = store.view().await.unwrap();
        assert_eq!((after.plans(), after.organisation()), (before.plans() + 1, before.organisation()));
        assert_eq!(plans::get(&after, id).await.unwrap().title, "Ny titel");
    }

    #[tokio::test]
    async fn only_what_others_see_of_a_plan_is_counted_for_their_checks() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
        let activity = plan.activities().next().unwrap().2.id;
        let surroundings = async || store.view().await.unwrap().surroundings();
        for (field, rises) in [(Field::Text, 0), (Field::Status, 0), (Field::Owner, 1)] {
            let before = surroundings().await;
            let text = if field == Field::Status { "waiting" } else { "Nye ord" };
            let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
            let part = crate::parts::open(&write, activity).await.unwrap();
            let wanted = PartText { field, text: text.into(), days: None };
            crate::parts::save(&mut write, part, &wanted, &a_model()).await.unwrap();
            write.commit().await.unwrap();
            assert_eq!(surroundings().await - before, rises, "{field:?}");
        }
        let before = surroundings().await;
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        plans::set_removed(&mut write, true).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(surroundings().await - before, 1);
    }

    #[tokio::test]
    async fn the_owners_of_a_plan_follow_each_write() {
        let store = a_store().await;
        let id = a_plan(&store).await;
        let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
        let others = async || owners::named_beside(&store, plan.unit_id, PlanId::new()).await.unwrap();
        assert_eq!(others().await, ["Leder"]);
        assert!(owners::named_beside(&store, plan.unit_id, id).await.unwrap().is_empty());
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        crate::parts::set_removed(&mut write, plan.blocks[0].issues[0].id, true).await.unwrap();
        write.commit().await.unwrap();
        assert!(others().await.is_empty());
    }
}
