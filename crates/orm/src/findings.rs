//! Findings: register, correct, remove, restore.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    change::{Stamp, Subject},
    finding::{Finding, FindingKind},
    id::{FindingId, InspectionId, PlanId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange, Target},
    entity::{finding, finding_reference, part, plan},
    plans, rows,
    store::Counter,
};

/// What is told of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingFacts {
    /// What sort of finding.
    pub kind: Option<FindingKind>,
    /// Its text.
    pub text: String,
    /// The words that name themes, criteria and indicators.
    pub reference_text: String,
    /// The items of the quality model it concerns.
    pub references: Vec<String>,
    /// The inspectorate's deadline.
    pub due_on: Option<NaiveDate>,
    /// When more time was asked for.
    pub extension_requested_on: Option<NaiveDate>,
    /// The new deadline.
    pub extended_to: Option<NaiveDate>,
}

impl From<&Finding> for FindingFacts {
    fn from(finding: &Finding) -> Self {
        Self {
            kind: finding.kind,
            text: finding.text.clone(),
            reference_text: finding.reference_text.clone(),
            references: finding.references.clone(),
            due_on: finding.due_on,
            extension_requested_on: finding.extension_requested_on,
            extended_to: finding.extended_to,
        }
    }
}

/// The findings of these inspections, in the order they were registered.
pub async fn list(store: &Store, inspection_ids: &[InspectionId]) -> Result<Vec<Finding>> {
    let found = finding::Entity::find()
        .filter(finding::Column::InspectionId.is_in(inspection_ids.iter().map(|id| id.0)))
        .filter(finding::Column::DeletedAt.is_null())
        .order_by_asc(finding::Column::Position)
        .order_by_asc(finding::Column::Id)
        .all(&store.db)
        .await?;
    with_references(&store.db, found).await
}

/// The findings of an inspection that no plan answers.
pub async fn list_unanswered(store: &Store, inspection_id: InspectionId) -> Result<Vec<Finding>> {
    let mut found = list(store, &[inspection_id]).await?;
    let living = Query::select()
        .column(plan::Column::Id)
        .from(plan::Entity)
        .and_where(Expr::col(plan::Column::DeletedAt).is_null())
        .to_owned();
    let answered: Vec<Option<Uuid>> = part::Entity::find()
        .select_only()
        .column(part::Column::FindingId)
        .filter(part::Column::FindingId.is_in(found.iter().map(|finding| finding.id.0)))
        .filter(part::Column::DeletedAt.is_null())
        .filter(part::Column::PlanId.in_subquery(living))
        .into_tuple()
        .all(&store.db)
        .await?;
    found.retain(|finding| !answered.contains(&Some(finding.id.0)));
    Ok(found)
}

/// The removed findings of an inspection.
pub async fn list_removed(store: &Store, inspection_id: InspectionId) -> Result<Vec<Finding>> {
    let found = finding::Entity::find()
        .filter(finding::Column::InspectionId.eq(inspection_id.0))
        .filter(finding::Column::DeletedAt.is_not_null())
        .order_by_asc(finding::Column::Position)
        .all(&store.db)
        .await?;
    with_references(&store.db, found).await
}

/// The finding with this identity, removed or not.
pub async fn get(store: &Store, id: FindingId) -> Result<Finding> {
    let found = finding::Entity::find_by_id(id.0).all(&store.db).await?;
    with_references(&store.db, found).await?.pop().ok_or(Error::NotFound)
}

/// Rows with the references that belong to them; one query more, however many rows.
pub(crate) async fn with_references<C: ConnectionTrait>(db: &C, found: Vec<finding::Model>) -> Result<Vec<Finding>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut references: HashMap<Uuid, Vec<String>> = HashMap::new();
    let of_found = finding_reference::Entity::find()
        .filter(finding_reference::Column::FindingId.is_in(ids))
        .order_by_asc(finding_reference::Column::Position)
        .all(db)
        .await?;
    for row in of_found {
        references.entry(row.finding_id).or_default().push(row.item_id);
    }
    found
        .into_iter()
        .map(|row| {
            let of_row = references.remove(&row.id).unwrap_or_default();
            rows::finding_of(row, of_row)
        })
        .collect()
}

/// Registers a finding of an inspection, after those it has.
pub async fn insert(
    store: &Store,
    inspection_id: InspectionId,
    facts: FindingFacts,
    stamp: &Stamp,
) -> Result<FindingId> {
    let tx = store.begin(Counter::Plans).await?;
    let id = insert_in(&tx, Some(inspection_id), &facts).await?;
    let change = FieldChange::between("created", "", facts.text);
    changes::write(&tx, target(id, None, 1), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn insert_in(
    tx: &DatabaseTransaction,
    inspection_id: Option<InspectionId>,
    facts: &FindingFacts,
) -> Result<FindingId> {
    let id = FindingId::new();
    let position = match inspection_id {
        Some(of) => finding::Entity::find().filter(finding::Column::InspectionId.eq(of.0)).count(tx).await?,
        None => 0,
    };
    let row = finding::ActiveModel {
        id: Set(id.0),
        version: Set(1),
        inspection_id: Set(inspection_id.map(|id| id.0)),
        position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        kind: Set(facts.kind.map(|kind| kind.key().to_owned())),
        text: Set(facts.text.clone()),
        reference_text: Set(facts.reference_text.clone()),
        due_on: Set(facts.due_on),
        extension_requested_on: Set(facts.extension_requested_on),
        extended_to: Set(facts.extended_to),
        deleted_at: Set(None),
    };
    row.insert(tx).await?;
    replace_references(tx, id, &facts.references).await?;
    Ok(id)
}

/// Corrects a finding, starting from `version`.
pub async fn update(store: &Store, id: FindingId, version: i64, facts: &FindingFacts, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let found = finding::Entity::find_by_id(id.0).all(&tx).await?;
    let before = with_references(&tx, found).await?.pop().ok_or(Error::NotFound)?;
    if before.version != version {
        return Err(Error::Conflict);
    }
    update_in(&tx, None, &before, facts, stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Corrects a finding in a transaction that has made sure nobody else did; answers the new version.
pub(crate) async fn update_in(
    tx: &DatabaseTransaction,
    plan_id: Option<PlanId>,
    before: &Finding,
    facts: &FindingFacts,
    stamp: &Stamp,
) -> Result<i64> {
    let version = before.version + 1;
    let row = finding::ActiveModel {
        id: Set(before.id.0),
        version: Set(version),
        kind: Set(facts.kind.map(|kind| kind.key().to_owned())),
        text: Set(facts.text.clone()),
        reference_text: Set(facts.reference_text.clone()),
        due_on: Set(facts.due_on),
        extension_requested_on: Set(facts.extension_requested_on),
        extended_to: Set(facts.extended_to),
        ..Default::default()
    };
    row.update(tx).await?;
    if before.references != facts.references {
        replace_references(tx, before.id, &facts.references).await?;
    }
    plans::raise_of_finding(tx, before.id).await?;
    changes::write(tx, target(before.id, plan_id, version), differences(before, facts), stamp).await?;
    Ok(version)
}

/// Takes a finding away; [`restore`] brings it back. Refused while a plan answers it.
pub async fn remove(store: &Store, id: FindingId, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    if plans::answers(&tx, id).await? {
        let why = "Fundet indgår i en handleplan. Slet det i handleplanen, før du sletter det her.";
        return Err(Error::Refused(why.into()));
    }
    set_deleted(tx, id, true, stamp).await
}

/// Brings a removed finding back.
pub async fn restore(store: &Store, id: FindingId, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    set_deleted(tx, id, false, stamp).await
}

async fn set_deleted(tx: DatabaseTransaction, id: FindingId, is_deleted: bool, stamp: &Stamp) -> Result<()> {
    let row = finding::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    let word = |deleted: bool| if deleted { "slettet" } else { "" };
    let change = FieldChange::between("deleted", word(row.deleted_at.is_some()), word(is_deleted));
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.version = Set(version);
    row.deleted_at = Set(is_deleted.then_some(stamp.at));
    row.update(&tx).await?;
    changes::write(&tx, target(id, None, version), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(())
}

async fn replace_references(tx: &DatabaseTransaction, id: FindingId, references: &[String]) -> Result<()> {
    finding_reference::Entity::delete_many().filter(finding_reference::Column::FindingId.eq(id.0)).exec(tx).await?;
    let rows: Vec<finding_reference::ActiveModel> = (0..)
        .zip(references)
        .map(|(position, item)| finding_reference::ActiveModel {
            finding_id: Set(id.0),
            item_id: Set(item.clone()),
            position: Set(position),
        })
        .collect();
    if !rows.is_empty() {
        finding_reference::Entity::insert_many(rows).exec(tx).await?;
    }
    Ok(())
}

fn differences(before: &Finding, after: &FindingFacts) -> Vec<FieldChange> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let kind = |kind: Option<FindingKind>| kind.map_or("", FindingKind::label);
    [
        FieldChange::between("kind", kind(before.kind), kind(after.kind)),
        FieldChange::between("text", &before.text, &after.text),
        FieldChange::between("references", &before.reference_text, &after.reference_text),
        FieldChange::between("due_on", day(before.due_on), day(after.due_on)),
        FieldChange::between(
            "extension_requested_on",
            day(before.extension_requested_on),
            day(after.extension_requested_on),
        ),
        FieldChange::between("extended_to", day(before.extended_to), day(after.extended_to)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn target(id: FindingId, plan_id: Option<PlanId>, version: i64) -> Target {
    Target { subject: Subject::Finding, id: id.0, plan_id, version }
}

/// The living plan that holds a finding without an inspection.
pub async fn plan_of(store: &Store, id: FindingId) -> Result<Option<PlanId>> {
    let row = part::Entity::find()
        .filter(part::Column::FindingId.eq(id.0))
        .filter(part::Column::DeletedAt.is_null())
        .one(&store.db)
        .await?;
    Ok(row.map(|row| PlanId(row.plan_id)))
}
