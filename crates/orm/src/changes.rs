//! The history, read back: of one thing, of a plan and all its parts, and since a version that somebody saw.

use domain::{
    change::{Author, Change, ChangedField, Subject},
    id::{PlanId, UserId},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::{Result, Store, Write, activities::Window, entity::change, rows::or_corrupt};

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

/// Some of the history of these things, the newest first, and how much there is in all.
pub async fn page_of(store: &Store, ids: &[Uuid], window: Window) -> Result<(Vec<Change>, usize)> {
    let of_things = change::Entity::find().filter(change::Column::SubjectId.is_in(ids.iter().copied()));
    page(store, of_things, window).await
}

/// Some of the history of a plan and all its parts, the newest first, and how much there is in all.
pub async fn page_of_plan(store: &Store, id: PlanId, window: Window) -> Result<(Vec<Change>, usize)> {
    page(store, change::Entity::find().filter(change::Column::PlanId.eq(id.0)), window).await
}

async fn page(store: &Store, asked: Select<change::Entity>, window: Window) -> Result<(Vec<Change>, usize)> {
    let rows = asked
        .clone()
        .order_by_desc(change::Column::ChangedAt)
        .order_by_desc(change::Column::Id)
        .offset(window.skip)
        .limit(window.take)
        .all(store.readers())
        .await?;
    let count = usize::try_from(asked.count(store.readers()).await?).unwrap_or(usize::MAX);
    Ok((rows.into_iter().map(of_row).collect::<Result<_>>()?, count))
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
