//! The rows of findings and of what they refer to, for findings of their own and for those that plans hold.

use std::collections::HashMap;

use domain::{
    finding::{Finding, FindingDetails},
    id::{FindingId, InspectionId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use uuid::Uuid;

use crate::{
    ROWS_AT_ONCE, Result,
    entity::{finding, finding_reference},
    rows,
};

/// Rows with the references that belong to them; one query more, however many rows.
pub(crate) async fn with_references<C: ConnectionTrait>(db: &C, found: Vec<finding::Model>) -> Result<Vec<Finding>> {
    let mut references: HashMap<Uuid, Vec<String>> = HashMap::new();
    if !found.is_empty() {
        let of_found = finding_reference::Entity::find()
            .filter(finding_reference::Column::FindingId.is_in(found.iter().map(|row| row.id)))
            .order_by_asc(finding_reference::Column::Position)
            .all(db)
            .await?;
        for row in of_found {
            references.entry(row.finding_id).or_default().push(row.item_id);
        }
    }
    found
        .into_iter()
        .map(|row| {
            let of_row = references.remove(&row.id).unwrap_or_default();
            rows::finding_of(row, of_row)
        })
        .collect()
}

/// Adds a finding: of an inspection after those it has, or of a plan's own.
pub(crate) async fn insert(
    tx: &DatabaseTransaction,
    inspection_id: Option<InspectionId>,
    details: &FindingDetails,
) -> Result<FindingId> {
    let id = FindingId::new();
    let position = match inspection_id {
        Some(of) => finding::Entity::find().filter(finding::Column::InspectionId.eq(of.0)).count(tx).await?,
        None => 0,
    };
    let mut row = told(id, 1, details);
    row.inspection_id = Set(inspection_id.map(|id| id.0));
    row.position = Set(i32::try_from(position).unwrap_or(i32::MAX));
    row.deleted_at = Set(None);
    row.insert(tx).await?;
    insert_references(tx, references(id, details)).await?;
    Ok(id)
}

/// Adds findings of a plan's own; answers their identities in order.
pub(crate) async fn insert_many(tx: &DatabaseTransaction, found: &[FindingDetails]) -> Result<Vec<FindingId>> {
    let ids: Vec<FindingId> = found.iter().map(|_| FindingId::new()).collect();
    let row = |(id, details): (&FindingId, &FindingDetails)| {
        let mut row = told(*id, 1, details);
        row.position = Set(0);
        row
    };
    let rows: Vec<finding::ActiveModel> = ids.iter().zip(found).map(row).collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        finding::Entity::insert_many(rows.to_vec()).exec(tx).await?;
    }
    insert_references(tx, ids.iter().zip(found).flat_map(|(id, details)| references(*id, details)).collect()).await?;
    Ok(ids)
}

/// Writes what is told of a finding now.
pub(crate) async fn update(
    tx: &DatabaseTransaction,
    before: &Finding,
    version: i64,
    details: &FindingDetails,
) -> Result<()> {
    told(before.id, version, details).update(tx).await?;
    if before.references.items != details.references.items {
        let old = finding_reference::Column::FindingId.eq(before.id.0);
        finding_reference::Entity::delete_many().filter(old).exec(tx).await?;
        insert_references(tx, references(before.id, details)).await?;
    }
    Ok(())
}

fn told(id: FindingId, version: i64, details: &FindingDetails) -> finding::ActiveModel {
    finding::ActiveModel {
        id: Set(id.0),
        version: Set(version),
        kind: Set(details.kind.map(|kind| kind.key().to_owned())),
        text: Set(details.text.clone()),
        reference_text: Set(details.references.text.clone()),
        due_on: Set(details.due_on),
        extension_requested_on: Set(details.extension_requested_on),
        extended_to: Set(details.extended_to),
        ..Default::default()
    }
}

fn references(id: FindingId, details: &FindingDetails) -> Vec<finding_reference::ActiveModel> {
    let row = |(position, item): (i32, &String)| finding_reference::ActiveModel {
        finding_id: Set(id.0),
        item_id: Set(item.clone()),
        position: Set(position),
    };
    (0..).zip(&details.references.items).map(row).collect()
}

async fn insert_references(tx: &DatabaseTransaction, rows: Vec<finding_reference::ActiveModel>) -> Result<()> {
    for rows in rows.chunks(ROWS_AT_ONCE) {
        finding_reference::Entity::insert_many(rows.to_vec()).exec(tx).await?;
    }
    Ok(())
}
