//! Units: add, rename.

use domain::{
    change::{Stamp, Subject},
    id::UnitId,
    unit::{Unit, UnitKind},
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange, Target},
    entity::unit,
    rows::known,
    store::Counter,
};

/// A unit to be.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// The unit above it.
    pub parent_id: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
}

/// Adds a unit.
pub async fn insert(store: &Store, new: NewUnit, stamp: &Stamp) -> Result<UnitId> {
    let tx = store.begin(Counter::Organisation).await?;
    if let Some(parent) = new.parent_id {
        unit::Entity::find_by_id(parent.0).one(&tx).await?.ok_or(Error::NotFound)?;
    }
    let id = UnitId::new();
    let row = unit::Model {
        id: id.0,
        parent_id: new.parent_id.map(|id| id.0),
        kind: new.kind.key().into(),
        name: new.name.clone(),
    };
    row.into_active_model().insert(&tx).await?;
    let change = FieldChange::between("created", "", new.name);
    changes::write(&tx, target(id), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives a unit another name or kind.
pub async fn update(store: &Store, id: UnitId, name: &str, kind: UnitKind, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Organisation).await?;
    let row = unit::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    let before = Unit::try_from(row.clone())?;
    let mut row = row.into_active_model();
    row.name = Set(name.to_owned());
    row.kind = Set(kind.key().to_owned());
    row.update(&tx).await?;
    let made = [
        FieldChange::between("name", before.name, name),
        FieldChange::between("kind", before.kind.label(), kind.label()),
    ];
    changes::write(&tx, target(id), made.into_iter().flatten().collect(), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// The unit whose identity or exact name is `word`.
pub fn named<'a>(units: &'a domain::unit::UnitTree, word: &str) -> Result<&'a Unit> {
    let by_id = word.parse().ok().and_then(|id| units.get(id));
    let by_name = || units.iter().find(|unit| unit.name == word);
    known(by_id.or_else(by_name), "unit", word).map_err(|_| Error::NotFound)
}

fn target(id: UnitId) -> Target {
    Target { subject: Subject::Unit, id: id.0, plan_id: None, version: 1 }
}
