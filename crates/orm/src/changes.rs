//! The history, read back: of one thing, of a plan and all its parts, and since a version that somebody saw.

use domain::{
    change::{Author, Change, ChangedField, Subject},
    id::{PlanId, UserId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Result, Store, Write, entity::change, rows::or_corrupt};

/// The most lines of history one page shows.
pub const MAX_LISTED: u64 = 500;

/// What has happened to a thing since a version of it, oldest first.
pub async fn since(write: &Write, id: Uuid, version: i64) -> Result<Vec<Change>> {
    let rows = change::Entity::find()
        .filter(change::Column::SubjectId.eq(id))
        .filter(change::Column::Version.gt(version))
        .order_by_asc(change::Column::Version)
        .order_by_asc(change::Column::Id)
        .all(write.tx())
        .await?;
    rows.into_iter().map(of_row).collect()
}

/// The history of one thing, newest first.
pub async fn list_of(store: &Store, id: Uuid) -> Result<Vec<Change>> {
    let rows = change::Entity::find().filter(change::Column::SubjectId.eq(id));
    list(store, rows).await
}

/// The history of a plan and all its parts, newest first.
pub async fn list_of_plan(store: &Store, id: PlanId) -> Result<Vec<Change>> {
    let rows = change::Entity::find().filter(change::Column::PlanId.eq(id.0));
    list(store, rows).await
}

async fn list(store: &Store, rows: sea_orm::Select<change::Entity>) -> Result<Vec<Change>> {
    let rows = rows
        .order_by_desc(change::Column::ChangedAt)
        .order_by_desc(change::Column::Id)
        .limit(MAX_LISTED)
        .all(store.readers())
        .await?;
    rows.into_iter().map(of_row).collect()
}

fn of_row(row: change::Model) -> Result<Change> {
    Ok(Change {
        subject: or_corrupt(Subject::from_key(&row.subject), "subject", &row.subject)?,
        subject_id: row.subject_id,
        plan_id: row.plan_id.map(PlanId),
        field: or_corrupt(ChangedField::from_key(&row.field), "field", &row.field)?,
        version: row.version,
        from: row.from_text,
        to: row.to_text,
        author: Author { user_id: row.user_id.map(UserId), name: row.author },
        changed_at: row.changed_at,
    })
}
