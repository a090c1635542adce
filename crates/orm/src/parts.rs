//! The parts of a plan: add, write in, move, copy, remove, restore. Each writes its history in the
//! same transaction and marks the plan as changed.

use chrono::{DateTime, Utc};
use domain::{
    change::{Author, Stamp, Subject},
    draft::{BlockDraft, LineDraft},
    id::{FindingId, PartId, PlanId},
    part::{Field, PartKind},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange, Target},
    entity::part,
    findings::{self, FindingFacts},
    plans::{self, Rows},
    rows,
    store::Counter,
};

mod arrange;
mod field;

pub use arrange::{Direction, RemovedPart, copy, list_removed, move_to, remove, restore, shift};
pub use field::{FieldEdit, save_all, save_field};

/// The outcome of saving a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It stands in the plan now.
    Saved,
    /// Somebody else changed the field since; nothing was saved.
    Conflict(Conflict),
}

/// What stands in a field that somebody else has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What stands there now.
    pub theirs: String,
    /// The version to start from in order to overwrite it.
    pub version: i64,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// Where new parts are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The part they lie under; none for blocks.
    pub parent_id: Option<PartId>,
    /// The sibling they follow; none puts them last.
    pub after: Option<PartId>,
}

/// Parts to be.
#[derive(Debug, Clone)]
pub enum NewParts {
    /// Blocks that answer registered findings.
    Findings(Vec<FindingId>),
    /// A block with a finding of its own.
    Block(BlockDraft, Vec<String>),
    /// An issue with all below it.
    Issue(domain::draft::IssueDraft),
    /// Texts of one kind: issues, goals, documentation or effects.
    Statements(PartKind, Vec<String>),
    /// Activities and what stands among them.
    Lines(Vec<LineDraft>),
}

/// Adds parts to a plan; answers their identities in order.
pub async fn add(store: &Store, plan_id: PlanId, place: Place, new: NewParts, stamp: &Stamp) -> Result<Vec<PartId>> {
    let tx = store.begin(Counter::Plans).await?;
    let made = add_in(&tx, plan_id, place, new, stamp).await?;
    plans::raise(&tx, plan_id, stamp).await?;
    tx.commit().await?;
    Ok(made)
}

async fn add_in(
    tx: &DatabaseTransaction,
    plan_id: PlanId,
    place: Place,
    new: NewParts,
    stamp: &Stamp,
) -> Result<Vec<PartId>> {
    let plan = plans::live_row(tx, plan_id).await?;
    check_parent(tx, plan_id, &new, place.parent_id).await?;
    let count = match &new {
        NewParts::Findings(ids) => ids.len(),
        NewParts::Block(..) | NewParts::Issue(_) => 1,
        NewParts::Statements(_, texts) => texts.len(),
        NewParts::Lines(lines) => lines.len(),
    };
    let first = make_room(tx, plan_id, place, i32::try_from(count).unwrap_or(i32::MAX)).await?;
    let mut rows = Rows::new(plan_id, plan.year, stamp);
    let mut made = Vec::new();
    match new {
        NewParts::Findings(ids) => {
            refuse_answered(tx, plan_id, &ids).await?;
            let empty = BlockDraft::default();
            made.extend((first..).zip(ids).map(|(position, id)| rows.block(position, &empty, id)));
        }
        NewParts::Block(block, references) => {
            let facts = FindingFacts {
                kind: block.kind,
                text: block.text.clone(),
                reference_text: block.reference_text.clone(),
                references,
                due_on: block.due_on,
                extension_requested_on: None,
                extended_to: None,
            };
            let finding_id = findings::insert_in(tx, None, &facts).await?;
            made.push(rows.block(first, &block, finding_id));
        }
        NewParts::Issue(issue) => {
            let parent = place.parent_id.ok_or(Error::NotFound)?;
            made.push(rows.issue(parent, first, &issue));
        }
        NewParts::Statements(kind, texts) => {
            made.extend(
                (first..).zip(texts).map(|(position, text)| rows.statement(place.parent_id, kind, position, &text)),
            );
        }
        NewParts::Lines(lines) => {
            let parent = place.parent_id.ok_or(Error::NotFound)?;
            made.extend((first..).zip(lines).map(|(position, line)| rows.line(parent, position, &line)));
        }
    }
    record_created(tx, plan_id, &rows.ids(), stamp).await?;
    rows.insert(tx).await?;
    Ok(made)
}

/// A finding stands in a plan once: two blocks with one finding would be changed as one.
async fn refuse_answered(tx: &DatabaseTransaction, plan_id: PlanId, ids: &[FindingId]) -> Result<()> {
    let there = part::Entity::find()
        .filter(part::Column::PlanId.eq(plan_id.0))
        .filter(part::Column::FindingId.is_in(ids.iter().map(|id| id.0)))
        .filter(part::Column::DeletedAt.is_null());
    match there.one(tx).await? {
        Some(_) => Err(Error::Refused("Fundet er allerede i planen.".into())),
        None => Ok(()),
    }
}

async fn check_parent(tx: &DatabaseTransaction, plan_id: PlanId, new: &NewParts, parent: Option<PartId>) -> Result<()> {
    let wanted = match new {
        NewParts::Findings(_) | NewParts::Block(..) => PartKind::Block.parent(),
        NewParts::Issue(_) => PartKind::Issue.parent(),
        NewParts::Statements(kind, _) => kind.parent(),
        NewParts::Lines(_) => PartKind::Activity.parent(),
    };
    let found = match parent {
        Some(id) => Some(rows::part_kind(&live_row(tx, plan_id, id).await?.kind)?),
        None => None,
    };
    if found == wanted { Ok(()) } else { Err(Error::NotFound) }
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

async fn live_row(tx: &DatabaseTransaction, plan_id: PlanId, id: PartId) -> Result<part::Model> {
    part::Entity::find_by_id(id.0)
        .filter(part::Column::PlanId.eq(plan_id.0))
        .filter(part::Column::DeletedAt.is_null())
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

async fn record_created(tx: &DatabaseTransaction, plan_id: PlanId, ids: &[Uuid], stamp: &Stamp) -> Result<()> {
    for &id in ids {
        let change = FieldChange::between(Field::Created.key(), "", "oprettet");
        changes::write(tx, target(plan_id, id, 1), change.into_iter().collect(), stamp).await?;
    }
    Ok(())
}

fn target(plan_id: PlanId, id: Uuid, version: i64) -> Target {
    Target { subject: Subject::Part, id, plan_id: Some(plan_id), version }
}
