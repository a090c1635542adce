//! The parts of a plan: add, write in, move, copy, remove, restore.

use domain::{
    change::{ChangedField, Subject},
    conflict::FieldChange,
    draft::{BlockDraft, FindingDraft},
    edit::{NewParts, Place},
    finding::FindingDetails,
    id::{FindingId, PartId, PlanId},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{Error, Result, Store, Write, entity::part, finding_rows, plans::Rows, rows, write::Target};

mod arrange;
mod field;

pub use arrange::{Removed, list_removed, move_to, set_removed, shift};
pub use field::{OpenPart, open, save};

/// Adds parts to the plan that is worked on; answers their identities in order.
pub async fn add(write: &mut Write, place: Place, new: NewParts) -> Result<Vec<PartId>> {
    let plan = write.live_plan()?;
    let (plan_id, mut rows) = (PlanId(plan.id), Rows::new(PlanId(plan.id), plan.year, write.stamp()));
    check_parent(write, &new, place.parent_id).await?;
    let count = i32::try_from(new.len()).unwrap_or(i32::MAX);
    let first = make_room(write.tx(), plan_id, place, count).await?;
    let made = lay_out(write.tx(), &mut rows, (first, place.parent_id), new).await?;
    let created = rows.ids().into_iter().filter_map(|id| {
        let change = FieldChange::between(ChangedField::Created, "", "oprettet")?;
        Some((target(plan_id.0, id, 1), change))
    });
    write.record_all(created).await?;
    rows.insert(write.tx()).await?;
    Ok(made)
}

/// Gathers the rows of new parts; answers the identities of those that stand beside each other.
async fn lay_out(
    tx: &DatabaseTransaction,
    rows: &mut Rows,
    (first, parent): (i32, Option<PartId>),
    new: NewParts,
) -> Result<Vec<PartId>> {
    Ok(match new {
        NewParts::Findings(ids) => {
            let empty = BlockDraft::default();
            (first..).zip(ids).map(|(position, id)| rows.block(position, &empty, id)).collect()
        }
        NewParts::Block(block, references) => {
            let FindingDraft { text, kind, due_on, .. } = block.finding.clone();
            let details = FindingDetails { kind, text, references, due_on, ..FindingDetails::default() };
            let finding_id = finding_rows::insert(tx, None, &details).await?;
            vec![rows.block(first, &block, finding_id)]
        }
        NewParts::Issue(issue) => vec![rows.issue(parent.ok_or(Error::NotFound)?, first, &issue)],
        NewParts::Statements(kind, texts) => {
            (first..).zip(texts).map(|(position, text)| rows.statement(parent, kind, position, &text)).collect()
        }
        NewParts::Lines(lines) => {
            let parent = parent.ok_or(Error::NotFound)?;
            (first..).zip(lines).map(|(position, line)| rows.line(parent, position, &line)).collect()
        }
    })
}

/// True where a living block of the plan holds one of the findings: two blocks with one finding would be changed as
/// one.
pub async fn holds_any(write: &Write, ids: &[FindingId]) -> Result<bool> {
    let there = part::Entity::find()
        .filter(part::Column::PlanId.eq(write.live_plan()?.id))
        .filter(part::Column::FindingId.is_in(ids.iter().map(|id| id.0)))
        .filter(part::Column::DeletedAt.is_null());
    Ok(there.one(write.tx()).await?.is_some())
}

/// True where the plan has, or has had, the part.
pub async fn is_of_plan(store: &Store, plan_id: PlanId, id: PartId) -> Result<bool> {
    let there = part::Entity::find_by_id(id.0).filter(part::Column::PlanId.eq(plan_id.0));
    Ok(there.one(store.readers()).await?.is_some())
}

async fn check_parent(write: &Write, new: &NewParts, parent: Option<PartId>) -> Result<()> {
    let found = match parent {
        Some(id) => Some(rows::part_kind(&live_row(write, id).await?.kind)?),
        None => None,
    };
    if found == new.parent() { Ok(()) } else { Err(Error::NotFound) }
}

/// Makes room for `count` parts and answers the position of the first.
async fn make_room(tx: &DatabaseTransaction, plan_id: PlanId, place: Place, count: i32) -> Result<i32> {
    let siblings = part::Entity::find().filter(siblings_of(plan_id, place.parent_id));
    let Some(after) = place.after else {
        let last = siblings.order_by_desc(part::Column::Position).one(tx).await?;
        return Ok(last.map_or(0, |row| row.position + 1));
    };
    let after = siblings.filter(part::Column::Id.eq(after.0)).one(tx).await?.ok_or(Error::NotFound)?;
    part::Entity::update_many()
        .col_expr(part::Column::Position, Expr::col(part::Column::Position).add(count))
        .filter(siblings_of(plan_id, place.parent_id))
        .filter(part::Column::Position.gt(after.position))
        .exec(tx)
        .await?;
    Ok(after.position + 1)
}

fn siblings_of(plan_id: PlanId, parent: Option<PartId>) -> sea_orm::Condition {
    let of_plan = sea_orm::Condition::all().add(part::Column::PlanId.eq(plan_id.0));
    match parent {
        Some(id) => of_plan.add(part::Column::ParentId.eq(id.0)),
        None => of_plan.add(part::Column::ParentId.is_null()),
    }
}

/// The row of a part of the plan that is worked on. It lives only where all that it lies under does: what is written
/// in a part of a removed one would be on no page.
pub(crate) async fn live_row(write: &Write, id: PartId) -> Result<part::Model> {
    let removed_above = "EXISTS (SELECT 1 FROM part AS parent LEFT JOIN part AS above ON above.id = parent.parent_id \
         WHERE parent.id = part.parent_id AND (parent.deleted_at IS NOT NULL OR above.deleted_at IS NOT NULL))";
    part::Entity::find_by_id(id.0)
        .filter(part::Column::PlanId.eq(write.live_plan()?.id))
        .filter(part::Column::DeletedAt.is_null())
        .filter(Expr::cust(removed_above).not())
        .one(write.tx())
        .await?
        .ok_or(Error::NotFound)
}

fn target(plan_id: Uuid, id: Uuid, version: i64) -> Target {
    Target { kind: Subject::Part, id, plan_id: Some(PlanId(plan_id)), version }
}
