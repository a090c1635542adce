//! The organisation, loaded at once and kept as long as its counter stands.

use std::{collections::HashMap, sync::Arc};

use domain::{
    organisation::Organisation,
    quality_model::{Item, QualityModel},
    unit::{Unit, UnitTree},
};
use sea_orm::{DatabaseTransaction, EntityTrait, QueryOrder};

use uuid::Uuid;

use crate::{
    Error, Result, Store, View, collation,
    entity::{inspectorate, model_item, quality_model, role, unit, user},
    rows,
};

/// The organisation as it stands in this view.
pub async fn get(view: &View) -> Result<Arc<Organisation>> {
    let store = view.store();
    store.cache.organisation.get(view.organisation(), load(store)).await
}

async fn load(store: &Store) -> Result<Organisation> {
    let tx = store.read().await?;
    let units = unit::Entity::find().all(&tx).await?;
    let users = user::Entity::find().all(&tx).await?;
    let roles = role::Entity::find().all(&tx).await?;
    let models = models(&tx).await?;
    let inspectorates = inspectorate::Entity::find().order_by_asc(inspectorate::Column::Position).all(&tx).await?;
    tx.commit().await?;

    let mut units = units.into_iter().map(Unit::try_from).collect::<Result<Vec<_>>>()?;
    units.sort_by(|a, b| collation::compare(&a.name, &b.name));
    let mut of_users: HashMap<Uuid, Vec<role::Model>> = HashMap::new();
    for role in roles {
        of_users.entry(role.user_id).or_default().push(role);
    }
    let roles = |id: &Uuid| of_users.get(id).map_or(&[][..], Vec::as_slice);
    let with_roles = |row: user::Model| {
        let held = roles(&row.id);
        rows::user_of(row, held)
    };
    let mut users = users.into_iter().map(with_roles).collect::<Result<Vec<_>>>()?;
    users.sort_by(|a, b| collation::compare(&a.name, &b.name));
    Ok(Organisation {
        units: UnitTree::new(&units),
        users,
        models,
        inspectorates: inspectorates.into_iter().map(Into::into).collect(),
    })
}

/// Every version of the quality model.
pub(crate) async fn models(tx: &DatabaseTransaction) -> Result<Vec<QualityModel>> {
    let models = quality_model::Entity::find().order_by_asc(quality_model::Column::Id).all(tx).await?;
    let items = model_item::Entity::find().order_by_asc(model_item::Column::Position).all(tx).await?;
    models_of(models, items)
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
