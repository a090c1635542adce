//! Parts move, are removed and brought back.

use domain::{
    change::ChangedField,
    conflict::FieldChange,
    edit::{Direction, Place, RemovedPart},
    id::{FindingId, PartId, PlanId},
    part::PartKind,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use super::{live_row, make_room, siblings_of, target};
use crate::{
    Error, Result, Store, Write,
    entity::{finding, part},
    rows,
};

/// Moves a part one place among its siblings; at the edge it stays.
pub async fn shift(write: &mut Write, id: PartId, direction: Direction) -> Result<()> {
    let row = live_row(write, id).await?;
    let plan_id = PlanId(row.plan_id);
    let kind = rows::part_kind(&row.kind)?;
    let mut siblings = part::Entity::find()
        .filter(siblings_of(plan_id, row.parent_id.map(PartId)))
        .filter(part::Column::DeletedAt.is_null())
        .order_by_asc(part::Column::Position)
        .order_by_asc(part::Column::Id)
        .all(write.tx())
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
            sibling.update(write.tx()).await?;
        }
    }
    let change = FieldChange::between(ChangedField::Position, (at + 1).to_string(), (other + 1).to_string());
    finish(write, row, change).await
}

/// Moves a part to the end of another parent of the same kind.
pub async fn move_to(write: &mut Write, id: PartId, parent: PartId) -> Result<()> {
    let row = live_row(write, id).await?;
    let to = live_row(write, parent).await?;
    if rows::part_kind(&row.kind)?.parent() != Some(rows::part_kind(&to.kind)?) {
        return Err(Error::NotFound);
    }
    if row.parent_id == Some(parent.0) {
        return Ok(());
    }
    let place = Place { parent_id: Some(parent), after: None };
    let position = make_room(write.tx(), PlanId(row.plan_id), place, 1).await?;
    let from = row.parent_id.map(|id| id.to_string()).unwrap_or_default();
    let mut moved = row.clone().into_active_model();
    moved.parent_id = Set(Some(parent.0));
    moved.position = Set(position);
    moved.update(write.tx()).await?;
    finish(write, row, FieldChange::between(ChangedField::Position, from, parent.to_string())).await
}

/// What stands in the way of taking a part out of the plan or bringing it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// Nothing: it is done.
    Done,
    /// The part that it lies under has been removed too.
    ParentIsRemoved,
    /// The finding that the block answers is already answered by another block of the plan.
    FindingIsThere,
}

/// Takes a part and all below it out of the plan, or brings it back to its place.
pub async fn set_removed(write: &mut Write, id: PartId, is_removed: bool) -> Result<Removed> {
    let row = part::Entity::find_by_id(id.0)
        .filter(part::Column::PlanId.eq(write.live_plan()?.id))
        .one(write.tx())
        .await?
        .ok_or(Error::NotFound)?;
    if row.deleted_at.is_some() == is_removed {
        return Ok(Removed::Done);
    }
    if !is_removed {
        if let Some(parent) = row.parent_id {
            let above = part::Entity::find_by_id(parent).one(write.tx()).await?.ok_or(Error::NotFound)?;
            if above.deleted_at.is_some() {
                return Ok(Removed::ParentIsRemoved);
            }
        }
        if let Some(finding) = row.finding_id
            && super::holds_any(write, &[FindingId(finding)]).await?
        {
            return Ok(Removed::FindingIsThere);
        }
    }
    let mut changed = row.clone().into_active_model();
    changed.deleted_at = Set(is_removed.then_some(write.stamp().at));
    changed.update(write.tx()).await?;
    let (from, to) = if is_removed { ("", "slettet") } else { ("slettet", "") };
    finish(write, row, FieldChange::between(ChangedField::Deleted, from, to)).await?;
    Ok(Removed::Done)
}

async fn finish(write: &mut Write, row: part::Model, change: Option<FieldChange>) -> Result<()> {
    let (id, plan_id, version) = (row.id, row.plan_id, row.version + 1);
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.update(write.tx()).await?;
    write.moved(id);
    write.record(target(plan_id, id, version), change).await
}

/// The parts that were last removed by themselves, the last first, and how many there are in all.
pub async fn list_removed(store: &Store, plan_id: PlanId, take: u64) -> Result<(Vec<RemovedPart>, usize)> {
    let removed =
        part::Entity::find().filter(part::Column::PlanId.eq(plan_id.0)).filter(part::Column::DeletedAt.is_not_null());
    let found = removed
        .clone()
        .find_also_related(finding::Entity)
        .order_by_desc(part::Column::DeletedAt)
        .order_by_desc(part::Column::Id)
        .limit(take)
        .all(store.readers())
        .await?;
    let count = usize::try_from(removed.count(store.readers()).await?).unwrap_or(usize::MAX);
    let listed = found.into_iter().filter_map(|(row, finding)| {
        let removed_at = row.deleted_at?;
        Some((row, finding, removed_at))
    });
    let parts = listed.map(|(row, finding, removed_at)| {
        let kind = rows::part_kind(&row.kind)?;
        let text = match (kind, finding) {
            (PartKind::Block, Some(finding)) => finding.text,
            (PartKind::LoosePeriod, _) => row.period_text,
            (PartKind::LooseOwner, _) => row.owner_text,
            _ => row.text,
        };
        Ok(RemovedPart { id: PartId(row.id), kind, text, removed_at })
    });
    Ok((parts.collect::<Result<_>>()?, count))
}
