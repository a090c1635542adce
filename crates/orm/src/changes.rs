//! The history: written with every change, read back by part and by plan.

use domain::{
    change::{Author, Change, Stamp, Subject},
    id::{PlanId, UserId},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::{Result, Store, entity::change, rows::known};

/// The most lines of history one page shows.
pub const MAX_LISTED: u64 = 500;

/// What a change is of, and the version it brings it to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) subject: Subject,
    pub(crate) id: Uuid,
    pub(crate) plan_id: Option<PlanId>,
    pub(crate) version: i64,
}

/// One field, before and after.
#[derive(Debug, Clone)]
pub(crate) struct FieldChange {
    pub(crate) field: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl FieldChange {
    /// The change, where there is one.
    pub(crate) fn between(field: &'static str, from: impl Into<String>, to: impl Into<String>) -> Option<Self> {
        let (from, to) = (from.into(), to.into());
        (from != to).then_some(Self { field, from, to })
    }
}

/// Writes changes into the history, in the transaction that makes them.
pub(crate) async fn write(
    tx: &DatabaseTransaction,
    target: Target,
    changes: Vec<FieldChange>,
    stamp: &Stamp,
) -> Result<()> {
    let rows: Vec<change::ActiveModel> = changes
        .into_iter()
        .map(|made| change::ActiveModel {
            id: Set(Uuid::now_v7()),
            subject: Set(target.subject.key().to_owned()),
            subject_id: Set(target.id),
            plan_id: Set(target.plan_id.map(|id| id.0)),
            field: Set(made.field.to_owned()),
            version: Set(target.version),
            from_text: Set(made.from),
            to_text: Set(made.to),
            user_id: Set(stamp.author.user_id.map(|id| id.0)),
            author: Set(stamp.author.name.clone()),
            changed_at: Set(stamp.at),
        })
        .collect();
    if !rows.is_empty() {
        change::Entity::insert_many(rows).exec(tx).await?;
    }
    Ok(())
}

/// The last change of one field after a version, if there is one.
pub(crate) async fn field_after(
    tx: &DatabaseTransaction,
    id: Uuid,
    field: &str,
    version: i64,
) -> Result<Option<Change>> {
    let row = change::Entity::find()
        .filter(change::Column::SubjectId.eq(id))
        .filter(change::Column::Field.eq(field))
        .filter(change::Column::Version.gt(version))
        .order_by_desc(change::Column::Version)
        .one(tx)
        .await?;
    row.map(of_row).transpose()
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
        .all(&store.db)
        .await?;
    rows.into_iter().map(of_row).collect()
}

fn of_row(row: change::Model) -> Result<Change> {
    Ok(Change {
        subject: known(Subject::from_key(&row.subject), "subject", &row.subject)?,
        subject_id: row.subject_id,
        plan_id: row.plan_id.map(PlanId),
        field: row.field,
        version: row.version,
        from: row.from_text,
        to: row.to_text,
        author: Author { user_id: row.user_id.map(UserId), name: row.author },
        changed_at: row.changed_at,
    })
}
