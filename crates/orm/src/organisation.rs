//! What nearly every page needs and nearly nobody changes: units, users, models, inspectorates.

use std::sync::Arc;

use domain::{
    access::{Grant, Role},
    id::{UnitId, UserId},
    inspection::Inspectorate,
    quality_model::{Item, QualityModel},
    unit::{Unit, UnitTree},
    user::User,
};
use sea_orm::{EntityTrait, QueryOrder};

use crate::{
    Error, Result, View, collation,
    entity::{inspectorate, model_item, quality_model, role, unit, user},
    rows::known,
};

/// Units, users, quality models and inspectorates.
#[derive(Debug)]
pub struct Organisation {
    /// The tree of units, siblings in Danish order.
    pub units: UnitTree,
    /// The users by name.
    pub users: Vec<User>,
    /// The versions of the quality model, the newest last.
    pub models: Vec<QualityModel>,
    /// The inspectorates in the order of the seeds.
    pub inspectorates: Vec<Inspectorate>,
}

impl Organisation {
    /// The user with this identity.
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The version of the quality model with this identity.
    pub fn model(&self, id: &str) -> Option<&QualityModel> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The inspectorate with this identity.
    pub fn inspectorate(&self, id: &str) -> Option<&Inspectorate> {
        self.inspectorates.iter().find(|inspectorate| inspectorate.id == id)
    }

    /// The name of a unit; empty where there is none.
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.units.get(id).map_or("", |unit| unit.name.as_str())
    }
}

/// The organisation as it stands in this view.
pub async fn get(view: &View) -> Result<Arc<Organisation>> {
    let cache = &view.store.cache;
    if let Some(organisation) = cache.organisation.get(view.organisation) {
        return Ok(organisation);
    }
    let organisation = Arc::new(load(view).await?);
    cache.organisation.put(view.organisation, &organisation);
    Ok(organisation)
}

async fn load(view: &View) -> Result<Organisation> {
    let tx = view.store.read().await?;
    let units = unit::Entity::find().all(&tx).await?;
    let users = user::Entity::find().all(&tx).await?;
    let roles = role::Entity::find().all(&tx).await?;
    let models = quality_model::Entity::find().order_by_asc(quality_model::Column::Id).all(&tx).await?;
    let items = model_item::Entity::find().order_by_asc(model_item::Column::Position).all(&tx).await?;
    let inspectorates = inspectorate::Entity::find().order_by_asc(inspectorate::Column::Position).all(&tx).await?;
    tx.commit().await?;

    let mut units = units.into_iter().map(Unit::try_from).collect::<Result<Vec<_>>>()?;
    units.sort_by(|a, b| collation::compare(&a.name, &b.name));
    let mut users = users.into_iter().map(|row| user_of(row, &roles)).collect::<Result<Vec<_>>>()?;
    users.sort_by(|a, b| collation::compare(&a.name, &b.name));
    Ok(Organisation {
        units: UnitTree::new(&units),
        users,
        models: models_of(models, items)?,
        inspectorates: inspectorates.into_iter().map(Into::into).collect(),
    })
}

fn user_of(row: user::Model, roles: &[role::Model]) -> Result<User> {
    let grants = roles
        .iter()
        .filter(|role| role.user_id == row.id)
        .map(|held| {
            Ok(Grant { role: known(Role::from_word(&held.role), "role", &held.role)?, unit_id: UnitId(held.unit_id) })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(User {
        id: UserId(row.id),
        email: row.email,
        name: row.name,
        titles_text: row.titles_text,
        grants,
        is_active: row.is_active,
        session_generation: row.session_generation,
    })
}

fn models_of(models: Vec<quality_model::Model>, items: Vec<model_item::Model>) -> Result<Vec<QualityModel>> {
    let mut made: Vec<QualityModel> = models
        .into_iter()
        .map(|row| QualityModel {
            id: row.id,
            name: row.name,
            source: row.source,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            items: Vec::new(),
        })
        .collect();
    for row in items {
        let model = made.iter_mut().find(|model| model.id == row.model_id);
        model.ok_or_else(|| Error::Corrupt(row.id.clone()))?.items.push(Item::try_from(row)?);
    }
    Ok(made)
}
