//! Imports that await their author's corrections.

use chrono::{DateTime, Utc};
use domain::{
    change::Stamp,
    id::{ImportId, UnitId, UserId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{Error, Result, Store, entity::import};

/// An import that awaits its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingImport {
    /// Its identity.
    pub id: ImportId,
    /// Who brought it.
    pub user_id: UserId,
    /// The unit it is for.
    pub unit_id: UnitId,
    /// The name of the file.
    pub file_name: String,
    /// What was read, as the web keeps it.
    pub body: String,
}

/// Keeps an import.
pub async fn insert(store: &Store, new: PendingImport, stamp: &Stamp) -> Result<()> {
    let row = import::Model {
        id: new.id.0,
        user_id: new.user_id.0,
        unit_id: new.unit_id.0,
        file_name: new.file_name,
        body: new.body,
        created_at: stamp.at,
    };
    row.into_active_model().insert(&store.db).await?;
    Ok(())
}

/// The import, if it is this user's.
pub async fn get(store: &Store, id: ImportId, user_id: UserId) -> Result<PendingImport> {
    let row = import::Entity::find_by_id(id.0)
        .filter(import::Column::UserId.eq(user_id.0))
        .one(&store.db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(PendingImport {
        id: ImportId(row.id),
        user_id: UserId(row.user_id),
        unit_id: UnitId(row.unit_id),
        file_name: row.file_name,
        body: row.body,
    })
}

/// Throws an import away once its plan is made.
pub async fn remove(store: &Store, id: ImportId) -> Result<()> {
    import::Entity::delete_by_id(id.0).exec(&store.db).await?;
    Ok(())
}

/// Throws away imports nobody came back for.
pub async fn remove_older_than(store: &Store, at: DateTime<Utc>) -> Result<()> {
    import::Entity::delete_many().filter(import::Column::CreatedAt.lt(at)).exec(&store.db).await?;
    Ok(())
}
