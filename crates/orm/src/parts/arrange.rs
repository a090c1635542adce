//! Parts move, are copied, removed and brought back.

use chrono::{DateTime, Utc};
use domain::{
    change::Stamp,
    draft::{BlockDraft, IssueDraft, LineDraft},
    id::{PartId, PlanId},
    part::{Field, PartKind},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use super::{NewParts, Place, add, live_row, make_room, siblings_of, target};
use crate::{
    Error, Result, Store,
    changes::{self, FieldChange},
    entity::{finding, part},
    plans, rows,
    store::Counter,
};

/// Which way a part moves among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// A removed part, as the list of removed parts shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedPart {
    /// Its identity.
    pub id: PartId,
    /// What it is.
    pub kind: PartKind,
    /// Its words.
    pub text: String,
    /// When it was removed.
    pub removed_at: DateTime<Utc>,
}

/// Moves a part one place among its siblings; at the edge it stays.
pub async fn shift(store: &Store, plan_id: PlanId, id: PartId, direction: Direction, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = live_row(&tx, plan_id, id).await?;
    let kind = rows::part_kind(&row.kind)?;
    let mut siblings = part::Entity::find()
        .filter(siblings_of(plan_id, row.parent_id.map(PartId)))
        .filter(part::Column::DeletedAt.is_null())
        .order_by_asc(part::Column::Position)
        .order_by_asc(part::Column::Id)
        .all(&tx)
        .await?;
    siblings.retain(|sibling| PartKind::from_key(&sibling.kind).is_some_and(|other| other.shares_order_with(kind)));
    let at = siblings.iter().position(|sibling| sibling.id == row.id).ok_or(Error::NotFound)?;
    let other = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => (at + 1 < siblings.len()).then_some(at + 1),
    };
    let Some(other) = other else { return Ok(()) };
    let positions: Vec<i32> = siblings.iter().map(|sibling| sibling.position).collect();
    siblings.swap(at, other);
    // Positions of a copy or an old import may coincide; spread them out rather than trade equals.
    let start = positions.first().copied().unwrap_or(0);
    let is_strict = positions.windows(2).all(|pair| pair[0] < pair[1]);
    let places: Vec<i32> = if is_strict { positions } else { (start..).take(siblings.len()).collect() };
    for (sibling, position) in siblings.into_iter().zip(places) {
        if sibling.position != position {
            let mut sibling = sibling.into_active_model();
            sibling.position = Set(position);
            sibling.update(&tx).await?;
        }
    }
    let change = FieldChange::between(Field::Position.key(), (at + 1).to_string(), (other + 1).to_string());
    finish(tx, plan_id, row, change, stamp).await
}

/// Moves a part to the end of another parent of the same kind.
pub async fn move_to(store: &Store, plan_id: PlanId, id: PartId, parent: PartId, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = live_row(&tx, plan_id, id).await?;
    let to = live_row(&tx, plan_id, parent).await?;
    if rows::part_kind(&row.kind)?.parent() != Some(rows::part_kind(&to.kind)?) {
        return Err(Error::NotFound);
    }
    let position = make_room(&tx, plan_id, Place { parent_id: Some(parent), after: None }, 1).await?;
    let from = row.parent_id.map(|id| id.to_string()).unwrap_or_default();
    let mut moved = row.clone().into_active_model();
    moved.parent_id = Set(Some(parent.0));
    moved.position = Set(position);
    moved.update(&tx).await?;
    let change = FieldChange::between(Field::Position.key(), from, parent.to_string());
    finish(tx, plan_id, row, change, stamp).await
}

/// Takes a part and all below it out of the plan; [`restore`] brings it back.
pub async fn remove(store: &Store, plan_id: PlanId, id: PartId, stamp: &Stamp) -> Result<()> {
    set_deleted(store, plan_id, id, true, stamp).await
}

/// Brings a removed part and all below it back to its place.
pub async fn restore(store: &Store, plan_id: PlanId, id: PartId, stamp: &Stamp) -> Result<()> {
    set_deleted(store, plan_id, id, false, stamp).await
}

async fn set_deleted(store: &Store, plan_id: PlanId, id: PartId, is_deleted: bool, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = part::Entity::find_by_id(id.0)
        .filter(part::Column::PlanId.eq(plan_id.0))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    if row.deleted_at.is_some() == is_deleted {
        return Ok(());
    }
    if !is_deleted && let Some(parent) = row.parent_id {
        let above = part::Entity::find_by_id(parent).one(&tx).await?.ok_or(Error::NotFound)?;
        if above.deleted_at.is_some() {
            return Err(Error::Refused("Den del af planen, den hørte til, er også slettet. Gendan den først.".into()));
        }
    }
    let mut changed = row.clone().into_active_model();
    changed.deleted_at = Set(is_deleted.then_some(stamp.at));
    changed.update(&tx).await?;
    let (from, to) = if is_deleted { ("", "slettet") } else { ("slettet", "") };
    finish(tx, plan_id, row, FieldChange::between(Field::Deleted.key(), from, to), stamp).await
}

async fn finish(
    tx: DatabaseTransaction,
    plan_id: PlanId,
    row: part::Model,
    change: Option<FieldChange>,
    stamp: &Stamp,
) -> Result<()> {
    let version = row.version + 1;
    let id = row.id;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.update(&tx).await?;
    changes::write(&tx, target(plan_id, id, version), change.into_iter().collect(), stamp).await?;
    plans::raise(&tx, plan_id, stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a copy of a part and all below it right after it, without its follow-up.
pub async fn copy(store: &Store, plan_id: PlanId, id: PartId, stamp: &Stamp) -> Result<PartId> {
    let plan = plans::get(&store.view().await?, plan_id).await?;
    let place = |parent_id| Place { parent_id, after: Some(id) };
    for block in &plan.blocks {
        if block.id == id {
            let copied = BlockDraft {
                finding_id: None,
                reference_text: block.finding.reference_text.clone(),
                text: block.finding.text.clone(),
                kind: block.finding.kind,
                due_on: block.finding.due_on,
                issues: block.issues.iter().map(|issue| fresh(issue.into())).collect(),
            };
            return add_one(
                store,
                plan_id,
                place(None),
                NewParts::Block(copied, block.finding.references.clone()),
                stamp,
            )
            .await;
        }
        for issue in &block.issues {
            if issue.id == id {
                let copied = fresh(issue.into());
                return add_one(store, plan_id, place(Some(block.id)), NewParts::Issue(copied), stamp).await;
            }
            let kinds = [
                (PartKind::Goal, &issue.goals),
                (PartKind::Monitoring, &issue.monitoring),
                (PartKind::Effect, &issue.effects),
            ];
            for (kind, statements) in kinds {
                if let Some(found) = statements.iter().find(|statement| statement.id == id) {
                    let copied = NewParts::Statements(kind, vec![found.text.clone()]);
                    return add_one(store, plan_id, place(Some(issue.id)), copied, stamp).await;
                }
            }
            if let Some(line) = issue.lines.iter().find(|line| line.id() == id) {
                let copied = NewParts::Lines(vec![fresh_line(line.into())]);
                return add_one(store, plan_id, place(Some(issue.id)), copied, stamp).await;
            }
        }
    }
    Err(Error::NotFound)
}

async fn add_one(store: &Store, plan_id: PlanId, place: Place, new: NewParts, stamp: &Stamp) -> Result<PartId> {
    add(store, plan_id, place, new, stamp).await?.first().copied().ok_or(Error::NotFound)
}

fn fresh(issue: IssueDraft) -> IssueDraft {
    IssueDraft { lines: issue.lines.into_iter().map(fresh_line).collect(), ..issue }
}

/// A copy is work not yet begun.
fn fresh_line(line: LineDraft) -> LineDraft {
    match line {
        LineDraft::Activity(mut activity) => {
            activity.follow_ups.clear();
            activity.status = domain::activity::ActivityStatus::default();
            LineDraft::Activity(activity)
        }
        other => other,
    }
}

/// The parts that were removed by themselves, the last removed first.
pub async fn list_removed(store: &Store, plan_id: PlanId) -> Result<Vec<RemovedPart>> {
    let found = part::Entity::find()
        .filter(part::Column::PlanId.eq(plan_id.0))
        .filter(part::Column::DeletedAt.is_not_null())
        .find_also_related(finding::Entity)
        .order_by_desc(part::Column::DeletedAt)
        .all(&store.db)
        .await?;
    let listed = found.into_iter().filter_map(|(row, finding)| {
        let removed_at = row.deleted_at?;
        Some((row, finding, removed_at))
    });
    listed
        .map(|(row, finding, removed_at)| {
            let kind = rows::part_kind(&row.kind)?;
            let text = match (kind, finding) {
                (PartKind::Block, Some(finding)) => finding.text,
                (PartKind::LoosePeriod, _) => row.period_text,
                (PartKind::LooseOwner, _) => row.owner_text,
                _ => row.text,
            };
            Ok(RemovedPart { id: PartId(row.id), kind, text, removed_at })
        })
        .collect()
}
