//! Sessions, kept by the hash of their identity so that a copy of the database opens none.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};

use crate::{Result, Store, entity::session};

/// The data of a session that has not ended.
pub async fn find(store: &Store, id: &str, now: DateTime<Utc>) -> Result<Option<(String, DateTime<Utc>)>> {
    let row = session::Entity::find_by_id(id).filter(session::Column::ExpiresAt.gt(now)).one(store.readers()).await?;
    Ok(row.map(|row| (row.data, row.expires_at)))
}

/// Keeps the data of a session until it ends.
pub async fn save(store: &Store, id: String, data: String, expires_at: DateTime<Utc>) -> Result<()> {
    let row = session::ActiveModel { id: Set(id), data: Set(data), expires_at: Set(expires_at) };
    let newer = OnConflict::column(session::Column::Id)
        .update_columns([session::Column::Data, session::Column::ExpiresAt])
        .to_owned();
    session::Entity::insert(row).on_conflict(newer).exec(store.unrecorded()).await?;
    Ok(())
}

/// Ends a session.
pub async fn remove(store: &Store, id: &str) -> Result<()> {
    session::Entity::delete_by_id(id).exec(store.unrecorded()).await?;
    Ok(())
}

/// Throws away the sessions that have ended.
pub async fn remove_ended(store: &Store, now: DateTime<Utc>) -> Result<()> {
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(store.unrecorded()).await?;
    Ok(())
}
