//! Users: add, change, log in, log out everywhere.

use domain::{
    access::Grant,
    change::{Stamp, Subject},
    id::UserId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};

use crate::{
    Error, Result, Store,
    changes::{self, FieldChange, Target},
    entity::{role, user},
    passwords,
    store::Counter,
};

/// What is told of a user.
#[derive(Debug, Clone)]
pub struct UserFacts {
    /// The address they log in with, in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The roles they answer to in plans.
    pub titles_text: String,
    /// What they may do where.
    pub grants: Vec<Grant>,
    /// False where the log-in is closed.
    pub is_active: bool,
}

/// True where nobody has a log-in yet.
pub async fn is_empty(store: &Store) -> Result<bool> {
    Ok(user::Entity::find().count(&store.db).await? == 0)
}

/// The user whose address and passphrase these are.
pub async fn log_in(store: &Store, email: &str, passphrase: String) -> Result<Option<UserId>> {
    let row = user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .filter(user::Column::IsActive.eq(true))
        .one(&store.db)
        .await?;
    let is_right = passwords::is_right(passphrase, row.as_ref().map(|row| row.password_hash.clone())).await?;
    Ok(row.filter(|_| is_right).map(|row| UserId(row.id)))
}

/// True where this is the user's passphrase.
pub async fn has_passphrase(store: &Store, id: UserId, passphrase: String) -> Result<bool> {
    let row = user::Entity::find_by_id(id.0).one(&store.db).await?.ok_or(Error::NotFound)?;
    passwords::is_right(passphrase, Some(row.password_hash)).await
}

/// Adds a user with a hashed passphrase; without one nobody can log in as them yet.
pub async fn insert(store: &Store, facts: UserFacts, password_hash: Option<String>, stamp: &Stamp) -> Result<UserId> {
    let tx = store.begin(Counter::Organisation).await?;
    refuse_taken(&tx, &facts.email, None).await?;
    let id = UserId::new();
    let row = user::Model {
        id: id.0,
        email: facts.email,
        name: facts.name.clone(),
        titles_text: facts.titles_text,
        password_hash: password_hash.unwrap_or_default(),
        is_active: facts.is_active,
        session_generation: 0,
    };
    row.into_active_model().insert(&tx).await?;
    replace_roles(&tx, id, &facts.grants).await?;
    record(&tx, id, vec![FieldChange::between("created", "", facts.name)], stamp).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what is told of a user.
pub async fn update(store: &Store, id: UserId, facts: UserFacts, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Organisation).await?;
    let before = user::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    refuse_taken(&tx, &facts.email, Some(id)).await?;
    let roles_before = role::Entity::find().filter(role::Column::UserId.eq(id.0)).all(&tx).await?;
    let active = |is_active| if is_active { "åben" } else { "lukket" };
    let held_before: Vec<String> = roles_before.iter().map(|held| format!("{} {}", held.role, held.unit_id)).collect();
    let held: Vec<String> =
        facts.grants.iter().map(|grant| format!("{} {}", grant.role.key(), grant.unit_id)).collect();
    let made = vec![
        FieldChange::between("email", before.email.clone(), &facts.email),
        FieldChange::between("name", before.name.clone(), &facts.name),
        FieldChange::between("titles", before.titles_text.clone(), &facts.titles_text),
        FieldChange::between("active", active(before.is_active), active(facts.is_active)),
        FieldChange::between("roles", held_before.join("\n"), held.join("\n")),
    ];
    let generation = before.session_generation;
    let mut row = before.into_active_model();
    row.email = Set(facts.email);
    row.name = Set(facts.name);
    row.titles_text = Set(facts.titles_text);
    row.is_active = Set(facts.is_active);
    if !facts.is_active {
        row.session_generation = Set(generation + 1);
    }
    row.update(&tx).await?;
    replace_roles(&tx, id, &facts.grants).await?;
    record(&tx, id, made, stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a user another passphrase and ends every session of theirs.
pub async fn set_password(store: &Store, id: UserId, password_hash: String, stamp: &Stamp) -> Result<i64> {
    end_sessions(store, id, Some(password_hash), stamp).await
}

/// Ends every session of a user; answers the generation a new one must have.
pub async fn log_out_everywhere(store: &Store, id: UserId, stamp: &Stamp) -> Result<i64> {
    end_sessions(store, id, None, stamp).await
}

async fn end_sessions(store: &Store, id: UserId, password_hash: Option<String>, stamp: &Stamp) -> Result<i64> {
    let tx = store.begin(Counter::Organisation).await?;
    let row = user::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?;
    let generation = row.session_generation + 1;
    let mut row = row.into_active_model();
    row.session_generation = Set(generation);
    let what = if password_hash.is_some() { "password" } else { "sessions" };
    if let Some(hash) = password_hash {
        row.password_hash = Set(hash);
    }
    row.update(&tx).await?;
    record(&tx, id, vec![FieldChange::between(what, "", "ny")], stamp).await?;
    tx.commit().await?;
    Ok(generation)
}

async fn refuse_taken(tx: &DatabaseTransaction, email: &str, but: Option<UserId>) -> Result<()> {
    let taken = user::Entity::find().filter(user::Column::Email.eq(email)).one(tx).await?;
    match taken {
        Some(row) if Some(UserId(row.id)) != but => {
            Err(Error::Refused(format!("Der er allerede en bruger med adressen {email}.")))
        }
        _ => Ok(()),
    }
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

async fn record(tx: &DatabaseTransaction, id: UserId, made: Vec<Option<FieldChange>>, stamp: &Stamp) -> Result<()> {
    let target = Target { subject: Subject::User, id: id.0, plan_id: None, version: 1 };
    changes::write(tx, target, made.into_iter().flatten().collect(), stamp).await
}
