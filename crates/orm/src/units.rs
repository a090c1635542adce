//! Units: add, rename.

use domain::{
    change::{ChangedField, Subject},
    conflict::{FieldChange, differences},
    id::UnitId,
    unit::{NewUnit, Unit, UnitDetails},
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::{Error, Result, Write, entity::unit, write::Target};

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
    write.record(target(id, 1), FieldChange::between(ChangedField::Created, "", new.details.name)).await?;
    Ok(id)
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
