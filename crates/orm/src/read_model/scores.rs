//! The newest score of each theme in each unit.

use std::collections::{BTreeMap, BTreeSet};

use domain::{id::UnitId, inspection::average, progress::theme_key};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockType, Query},
};
use uuid::Uuid;

use crate::{
    Result,
    entity::{inspection, inspection_unit, score, theme_score, unit},
    inspection_rows, organisation,
};

/// Units whose scores are looked at in one go.
const UNITS_AT_ONCE: usize = 100;

/// Looks anew at the scores of the units that an inspection visited, or was said to have visited.
pub(crate) async fn renew(tx: &DatabaseTransaction, inspection_id: Uuid) -> Result<()> {
    let visited: Vec<Uuid> = inspection_unit::Entity::find()
        .select_only()
        .column(inspection_unit::Column::UnitId)
        .filter(inspection_unit::Column::InspectionId.eq(inspection_id))
        .into_tuple()
        .all(tx)
        .await?;
    let scored: Vec<Uuid> = theme_score::Entity::find()
        .select_only()
        .column(theme_score::Column::UnitId)
        .filter(theme_score::Column::InspectionId.eq(inspection_id))
        .into_tuple()
        .all(tx)
        .await?;
    let units: BTreeSet<Uuid> = visited.into_iter().chain(scored).collect();
    of_units(tx, units.into_iter().collect()).await
}

/// Looks anew at the scores of the units whose visits were scored by a version of the quality model.
pub(crate) async fn renew_of_model(tx: &DatabaseTransaction, model_id: &str) -> Result<()> {
    let inspections = Query::select()
        .column(inspection::Column::Id)
        .from(inspection::Entity)
        .and_where(inspection::Column::ModelId.eq(model_id))
        .to_owned();
    let units: Vec<Uuid> = inspection_unit::Entity::find()
        .select_only()
        .distinct()
        .column(inspection_unit::Column::UnitId)
        .filter(inspection_unit::Column::InspectionId.in_subquery(inspections))
        .order_by_asc(inspection_unit::Column::UnitId)
        .into_tuple()
        .all(tx)
        .await?;
    for units in units.chunks(UNITS_AT_ONCE) {
        of_units(tx, units.to_vec()).await?;
    }
    Ok(())
}

/// Looks anew at every unit's scores.
pub(super) async fn rebuild(tx: &DatabaseTransaction) -> Result<()> {
    let units: Vec<Uuid> = unit::Entity::find().select_only().column(unit::Column::Id).into_tuple().all(tx).await?;
    for units in units.chunks(UNITS_AT_ONCE) {
        of_units(tx, units.to_vec()).await?;
    }
    Ok(())
}

/// Looks at every unit's scores if nobody has yet, as after an upgrade; true where nobody had.
pub(super) async fn build_first(tx: &DatabaseTransaction) -> Result<bool> {
    let is_empty = theme_score::Entity::find().one(tx).await?.is_none();
    let is_first = is_empty && score::Entity::find().one(tx).await?.is_some();
    if is_first {
        rebuild(tx).await?;
    }
    Ok(is_first)
}

async fn of_units(tx: &DatabaseTransaction, units: Vec<Uuid>) -> Result<()> {
    // Two visits of one unit that are scored at once are looked at one after the other.
    let held = unit::Entity::find().filter(unit::Column::Id.is_in(units.clone())).order_by_asc(unit::Column::Id);
    held.lock(LockType::NoKeyUpdate).all(tx).await?;
    let rows = newest(tx, &units).await?;
    theme_score::Entity::delete_many().filter(theme_score::Column::UnitId.is_in(units)).exec(tx).await?;
    let rows: Vec<theme_score::ActiveModel> = rows.into_iter().map(IntoActiveModel::into_active_model).collect();
    for rows in rows.chunks(crate::ROWS_AT_ONCE) {
        theme_score::Entity::insert_many(rows.to_vec()).exec(tx).await?;
    }
    Ok(())
}

/// Per unit and theme the newest visit that scored it.
pub(super) async fn newest(tx: &DatabaseTransaction, units: &[Uuid]) -> Result<Vec<theme_score::Model>> {
    let ids: Vec<UnitId> = units.iter().copied().map(UnitId).collect();
    let inspections = inspection_rows::of_units(tx, &ids).await?;
    let models = organisation::models(tx).await?;
    let mut newest: BTreeMap<(Uuid, String), theme_score::Model> = BTreeMap::new();
    for inspection in inspections.iter().filter(|inspection| !inspection.scores.is_empty()) {
        let Some(model) = models.iter().find(|model| model.id == inspection.details.model_id) else { continue };
        for theme in model.themes() {
            let Some(average) = average(model, &inspection.scores, &theme.id) else { continue };
            for unit_id in inspection.details.unit_ids.iter().filter(|id| ids.contains(id)) {
                let score = theme_score::Model {
                    unit_id: unit_id.0,
                    theme: theme_key(&theme.id).to_owned(),
                    average,
                    visited_on: inspection.details.visited_on,
                    inspection_id: inspection.id.0,
                };
                // The list begins with the newest visit.
                newest.entry((unit_id.0, score.theme.clone())).or_insert(score);
            }
        }
    }
    Ok(newest.into_values().collect())
}
