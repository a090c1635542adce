//! Users: add, change, log in, log out everywhere.

use domain::{
    change::{ChangedField, Subject},
    conflict::{FieldChange, differences},
    id::UserId,
    role::Grant,
    user::{User, UserDetails},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};

use crate::{
    Error, Result, Store, Write,
    entity::{role, user},
    rows,
    write::Target,
};

/// True where nobody has a log-in yet.
pub async fn is_empty(store: &Store) -> Result<bool> {
    Ok(user::Entity::find().count(store.readers()).await? == 0)
}

/// True where nobody has a log-in yet, as it stands in a write.
pub async fn is_empty_in(write: &Write) -> Result<bool> {
    Ok(user::Entity::find().count(write.tx()).await? == 0)
}

/// Who logs in with an address, and the hash of their passphrase; nobody whose log-in is closed.
pub async fn find_by_email(store: &Store, email: &str) -> Result<Option<(UserId, String, i64)>> {
    let row = user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .filter(user::Column::IsActive.eq(true))
        .one(store.readers())
        .await?;
    Ok(row.map(|row| (UserId(row.id), row.password_hash, row.session_generation)))
}

/// The hash of a user's passphrase.
pub async fn password_hash(store: &Store, id: UserId) -> Result<String> {
    let row = user::Entity::find_by_id(id.0).one(store.readers()).await?.ok_or(Error::NotFound)?;
    Ok(row.password_hash)
}

/// The hash of a user's passphrase as it stands in a write.
pub async fn password_hash_in(write: &Write, id: UserId) -> Result<String> {
    let row = user::Entity::find_by_id(id.0).one(write.tx()).await?.ok_or(Error::NotFound)?;
    Ok(row.password_hash)
}

/// The user as they stand in a write.
pub async fn get_in(write: &Write, id: UserId) -> Result<User> {
    let row = user::Entity::find_by_id(id.0).one(write.tx()).await?.ok_or(Error::NotFound)?;
    let roles = role::Entity::find().filter(role::Column::UserId.eq(id.0)).all(write.tx()).await?;
    rows::user_of(row, &roles)
}

/// Every user as they stand in a write.
pub async fn list_in(write: &Write) -> Result<Vec<User>> {
    let found = user::Entity::find().all(write.tx()).await?;
    let roles = role::Entity::find().all(write.tx()).await?;
    found.into_iter().map(|row| rows::user_of(row, &roles)).collect()
}

/// True where another user than `but` logs in with the address.
pub async fn is_taken(write: &Write, email: &str, but: Option<UserId>) -> Result<bool> {
    let taken = user::Entity::find().filter(user::Column::Email.eq(email)).one(write.tx()).await?;
    Ok(taken.is_some_and(|row| Some(UserId(row.id)) != but))
}

/// Adds a user with a hashed passphrase.
pub async fn insert(write: &mut Write, details: &UserDetails, password_hash: String) -> Result<UserId> {
    let id = UserId::new();
    let row = user::Model {
        id: id.0,
        email: details.email.clone(),
        name: details.name.clone(),
        titles_text: details.titles_text.clone(),
        password_hash,
        is_active: details.is_active,
        session_generation: 0,
        version: 1,
    };
    row.into_active_model().insert(write.tx()).await?;
    replace_roles(write.tx(), id, &details.grants).await?;
    write.record(target(id, 1), FieldChange::between(ChangedField::Created, "", &details.name)).await?;
    Ok(id)
}

/// Changes what is told of a user; a log-in that is closed ends every session.
pub async fn update(write: &mut Write, before: &User, details: &UserDetails) -> Result<()> {
    let version = before.version + 1;
    let closes = before.is_active && !details.is_active;
    let row = user::ActiveModel {
        id: Set(before.id.0),
        email: Set(details.email.clone()),
        name: Set(details.name.clone()),
        titles_text: Set(details.titles_text.clone()),
        is_active: Set(details.is_active),
        session_generation: Set(before.session_generation + i64::from(closes)),
        version: Set(version),
        ..Default::default()
    };
    row.update(write.tx()).await?;
    replace_roles(write.tx(), before.id, &details.grants).await?;
    write.record(target(before.id, version), differences(&UserDetails::from(before), details)).await
}

/// Ends every session of a user, and gives them another passphrase where one is given; answers the generation a new
/// session must have.
pub async fn end_sessions(write: &mut Write, id: UserId, password_hash: Option<String>) -> Result<i64> {
    let row = user::Entity::find_by_id(id.0).one(write.tx()).await?.ok_or(Error::NotFound)?;
    let (generation, version) = (row.session_generation + 1, row.version);
    let mut row = row.into_active_model();
    row.session_generation = Set(generation);
    let what = if password_hash.is_some() { ChangedField::Password } else { ChangedField::Sessions };
    if let Some(hash) = password_hash {
        row.password_hash = Set(hash);
    }
    row.update(write.tx()).await?;
    write.record(target(id, version), FieldChange::between(what, "", "ny")).await?;
    Ok(generation)
}

async fn replace_roles(tx: &DatabaseTransaction, id: UserId, grants: &[Grant]) -> Result<()> {
    role::Entity::delete_many().filter(role::Column::UserId.eq(id.0)).exec(tx).await?;
    let mut seen = Vec::new();
    for grant in grants {
        if !seen.contains(grant) {
            seen.push(*grant);
        }
    }
    let rows: Vec<role::ActiveModel> = seen
        .iter()
        .map(|grant| role::ActiveModel {
            user_id: Set(id.0),
            unit_id: Set(grant.unit_id.0),
            role: Set(grant.role.key().to_owned()),
        })
        .collect();
    if !rows.is_empty() {
        role::Entity::insert_many(rows).exec(tx).await?;
    }
    Ok(())
}

fn target(id: UserId, version: i64) -> Target {
    Target { kind: Subject::User, id: id.0, plan_id: None, version }
}
