//! Imports that await their author's corrections.

use chrono::{DateTime, Utc};
use domain::{
    change::Stamp,
    id::{ImportId, UnitId, UserId},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Error, Result, Store, Write, entity::import};

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
    row.into_active_model().insert(store.unrecorded()).await?;
    Ok(())
}

/// The import, if it is this user's.
pub async fn get(store: &Store, id: ImportId, user_id: UserId) -> Result<PendingImport> {
    let row = import::Entity::find_by_id(id.0)
        .filter(import::Column::UserId.eq(user_id.0))
        .one(store.readers())
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

/// Throws an import away in the write that makes its plan; false where that has been done already.
pub async fn take(write: &Write, id: ImportId) -> Result<bool> {
    Ok(import::Entity::delete_by_id(id.0).exec(write.tx()).await?.rows_affected == 1)
}

/// Throws away an import that its author does not want; false where there is none.
pub async fn remove(store: &Store, id: ImportId, user_id: UserId) -> Result<bool> {
    let of_user = import::Entity::delete_by_id(id.0).filter(import::Column::UserId.eq(user_id.0));
    Ok(of_user.exec(store.unrecorded()).await?.rows_affected == 1)
}

/// What awaits a user, the newest first: identity, unit and name of the file.
pub async fn list(store: &Store, user_id: UserId) -> Result<Vec<(ImportId, UnitId, String)>> {
    let found: Vec<(Uuid, Uuid, String)> = import::Entity::find()
        .select_only()
        .columns([import::Column::Id, import::Column::UnitId, import::Column::FileName])
        .filter(import::Column::UserId.eq(user_id.0))
        .order_by_desc(import::Column::CreatedAt)
        .into_tuple()
        .all(store.readers())
        .await?;
    Ok(found.into_iter().map(|(id, unit_id, name)| (ImportId(id), UnitId(unit_id), name)).collect())
}

/// Throws away imports nobody came back for.
pub async fn remove_older_than(store: &Store, at: DateTime<Utc>) -> Result<()> {
    import::Entity::delete_many().filter(import::Column::CreatedAt.lt(at)).exec(store.unrecorded()).await?;
    Ok(())
}
