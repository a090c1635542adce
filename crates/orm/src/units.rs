//! Units: add, rename.

use domain::{
    change::{ChangedField, Subject},
    conflict::{FieldChange, differences},
    id::UnitId,
    unit::{NewUnit, Unit, UnitDetails},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::{
    Error, Result, Write,
    entity::{unit, unit_above},
    write::Target,
};

/// The unit as it stands in a write.
pub async fn get_in(write: &Write, id: UnitId) -> Result<Unit> {
    unit::Entity::find_by_id(id.0).one(write.tx()).await?.ok_or(Error::NotFound)?.try_into()
}

/// Adds a unit.
pub async fn insert(write: &mut Write, new: NewUnit) -> Result<UnitId> {
    if let Some(parent) = new.parent_id {
        get_in(write, parent).await?;
    }
    let id = UnitId::new();
    let row = unit::Model {
        id: id.0,
        parent_id: new.parent_id.map(|id| id.0),
        kind: new.details.kind.key().into(),
        name: new.details.name.clone(),
        version: 1,
    };
    row.into_active_model().insert(write.tx()).await?;
    put_below(write.tx(), id, new.parent_id).await?;
    write.record(target(id, 1), FieldChange::between(ChangedField::Created, "", new.details.name)).await?;
    Ok(id)
}

/// Notes all that lies above a new unit, itself among it.
async fn put_below(tx: &DatabaseTransaction, id: UnitId, parent_id: Option<UnitId>) -> Result<()> {
    let above = unit_above::Entity::find().filter(unit_above::Column::UnitId.eq(parent_id.map(|id| id.0))).all(tx);
    let tops = above.await?.into_iter().map(|row| row.top_id).chain([id.0]);
    let rows = tops.map(|top_id| unit_above::Model { top_id, unit_id: id.0 }.into_active_model());
    unit_above::Entity::insert_many(rows).exec(tx).await?;
    Ok(())
}

/// Changes what is told of a unit.
pub async fn update(write: &mut Write, before: &Unit, details: &UnitDetails) -> Result<()> {
    let version = before.version + 1;
    let row = unit::ActiveModel {
        id: Set(before.id.0),
        name: Set(details.name.clone()),
        kind: Set(details.kind.key().to_owned()),
        version: Set(version),
        ..Default::default()
    };
    row.update(write.tx()).await?;
    write.record(target(before.id, version), differences(&UnitDetails::from(before), details)).await
}

fn target(id: UnitId, version: i64) -> Target {
    Target { kind: Subject::Unit, id: id.0, plan_id: None, version }
}
