//! Inspections: register, correct, score.

use std::sync::Arc;

use domain::{
    change::{ChangedField, Subject},
    conflict::{FieldChange, differences},
    id::{InspectionId, UnitId},
    inspection::{Inspection, InspectionDetails, Scores},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set,
};

use crate::{
    Error, Result, Store, View, Write,
    entity::{inspection, inspection_unit, score},
    inspection_rows,
    write::Target,
};

mod lists;

pub use lists::page;

/// The inspection with this identity.
pub async fn get(store: &Store, id: InspectionId) -> Result<Inspection> {
    get_from(store.readers(), id).await
}

/// The inspection as it stands in a write.
pub async fn get_in(write: &Write, id: InspectionId) -> Result<Inspection> {
    get_from(write.tx(), id).await
}

async fn get_from<C: ConnectionTrait>(db: &C, id: InspectionId) -> Result<Inspection> {
    let row = inspection::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)?;
    inspection_rows::with_units_and_scores(db, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The inspection as it stands in this view, from memory where it still holds.
pub async fn get_cached(view: &View, id: InspectionId) -> Result<Arc<Inspection>> {
    let cache = &view.store().cache;
    if let Some(inspection) = cache.inspection(view.plans(), id) {
        return Ok(inspection);
    }
    let inspection = Arc::new(get(view.store(), id).await?);
    cache.put_inspection(view.plans(), &inspection);
    Ok(inspection)
}

/// Registers an inspection.
pub async fn insert(write: &mut Write, details: &InspectionDetails) -> Result<InspectionId> {
    let id = InspectionId::new();
    row_of(id, 1, details).into_active_model().insert(write.tx()).await?;
    replace_units(write.tx(), id, &details.unit_ids).await?;
    let change = FieldChange::between(ChangedField::Created, "", details.visited_on.to_string());
    write.record(target(id, 1), change).await?;
    Ok(id)
}

/// Corrects what is told of an inspection.
pub async fn update(write: &mut Write, before: &Inspection, details: &InspectionDetails) -> Result<()> {
    let (id, version) = (before.id, before.version + 1);
    row_of(id, version, details).into_active_model().reset_all().update(write.tx()).await?;
    replace_units(write.tx(), id, &details.unit_ids).await?;
    write.record(target(id, version), differences(&before.details, details)).await
}

/// Keeps the scores of a report.
pub async fn set_scores(write: &mut Write, before: &Inspection, scores: &Scores) -> Result<()> {
    let (id, version) = (before.id, before.version + 1);
    inspection::Entity::update_many()
        .col_expr(inspection::Column::Version, version.into())
        .filter(inspection::Column::Id.eq(id.0))
        .exec(write.tx())
        .await?;
    score::Entity::delete_many().filter(score::Column::InspectionId.eq(id.0)).exec(write.tx()).await?;
    let rows: Vec<score::ActiveModel> = scores
        .iter()
        .map(|(item, value)| score::ActiveModel {
            inspection_id: Set(id.0),
            item_id: Set(item.clone()),
            value: Set(i16::from(value.value())),
        })
        .collect();
    if !rows.is_empty() {
        score::Entity::insert_many(rows).exec(write.tx()).await?;
    }
    write.record(target(id, version), differences(&before.scores, scores)).await
}

fn row_of(id: InspectionId, version: i64, details: &InspectionDetails) -> inspection::Model {
    inspection::Model {
        id: id.0,
        version,
        inspectorate_id: details.inspectorate_id.clone(),
        model_id: details.model_id.clone(),
        kind: details.kind.key().to_owned(),
        is_announced: details.is_announced,
        visited_on: details.visited_on,
        reported_on: details.reported_on,
        case_number: details.case_number.clone(),
        hearing_due_on: details.hearing_due_on,
        plan_due_on: details.plan_due_on,
        note: details.note.clone(),
    }
}

async fn replace_units(tx: &DatabaseTransaction, id: InspectionId, unit_ids: &[UnitId]) -> Result<()> {
    inspection_unit::Entity::delete_many().filter(inspection_unit::Column::InspectionId.eq(id.0)).exec(tx).await?;
    let rows: Vec<inspection_unit::ActiveModel> = unit_ids
        .iter()
        .map(|unit| inspection_unit::ActiveModel { inspection_id: Set(id.0), unit_id: Set(unit.0) })
        .collect();
    inspection_unit::Entity::insert_many(rows).exec(tx).await?;
    Ok(())
}

fn target(id: InspectionId, version: i64) -> Target {
    Target { kind: Subject::Inspection, id: id.0, plan_id: None, version }
}
