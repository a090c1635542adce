//! Inspections: register, correct, score.

use std::{collections::HashMap, sync::Arc};

use domain::{
    change::{Stamp, Subject},
    id::{InspectionId, UnitId},
    inspection::{Inspection, InspectionFacts, Score, Scores},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::Query,
};
use uuid::Uuid;

use crate::{
    Error, Result, Store, View,
    changes::{self, FieldChange, Target},
    entity::{inspection, inspection_unit, score},
    plans, rows,
    store::Counter,
};

/// The inspections of any of these units, the newest visit first.
pub async fn list(store: &Store, unit_ids: &[UnitId]) -> Result<Vec<Inspection>> {
    let of_units = Query::select()
        .column(inspection_unit::Column::InspectionId)
        .from(inspection_unit::Entity)
        .and_where(inspection_unit::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0)))
        .to_owned();
    let found = inspection::Entity::find()
        .filter(inspection::Column::Id.in_subquery(of_units))
        .order_by_desc(inspection::Column::VisitedOn)
        .order_by_desc(inspection::Column::Id)
        .all(&store.db)
        .await?;
    with_units_and_scores(store, found).await
}

/// The inspection with this identity.
pub async fn get(store: &Store, id: InspectionId) -> Result<Inspection> {
    let row = inspection::Entity::find_by_id(id.0).one(&store.db).await?.ok_or(Error::NotFound)?;
    with_units_and_scores(store, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The inspection as it stands in this view, from memory where it still holds.
pub async fn get_cached(view: &View, id: InspectionId) -> Result<Arc<Inspection>> {
    let cache = &view.store.cache;
    if let Some(inspection) = cache.inspection(view.plans, id) {
        return Ok(inspection);
    }
    let inspection = Arc::new(get(&view.store, id).await?);
    cache.put_inspection(view.plans, &inspection);
    Ok(inspection)
}

async fn with_units_and_scores(store: &Store, found: Vec<inspection::Model>) -> Result<Vec<Inspection>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut units: HashMap<Uuid, Vec<UnitId>> = HashMap::new();
    let of = inspection_unit::Column::InspectionId.is_in(ids.clone());
    for row in inspection_unit::Entity::find().filter(of).all(&store.db).await? {
        units.entry(row.inspection_id).or_default().push(UnitId(row.unit_id));
    }
    let mut scores: HashMap<Uuid, Scores> = HashMap::new();
    for row in score::Entity::find().filter(score::Column::InspectionId.is_in(ids)).all(&store.db).await? {
        let value = u8::try_from(row.value).ok().and_then(Score::new);
        scores
            .entry(row.inspection_id)
            .or_default()
            .insert(row.item_id, rows::known(value, "score", &row.value.to_string())?);
    }
    found
        .into_iter()
        .map(|row| {
            let (units, scores) =
                (units.remove(&row.id).unwrap_or_default(), scores.remove(&row.id).unwrap_or_default());
            of_row(row, units, scores)
        })
        .collect()
}

fn of_row(row: inspection::Model, unit_ids: Vec<UnitId>, scores: Scores) -> Result<Inspection> {
    let facts = InspectionFacts {
        unit_ids,
        kind: rows::inspection_kind(&row.kind)?,
        inspectorate_id: row.inspectorate_id,
        model_id: row.model_id,
        is_announced: row.is_announced,
        visited_on: row.visited_on,
        reported_on: row.reported_on,
        case_number: row.case_number,
        hearing_due_on: row.hearing_due_on,
        plan_due_on: row.plan_due_on,
        note: row.note,
    };
    Ok(Inspection { id: InspectionId(row.id), version: row.version, facts, scores })
}

/// Registers an inspection.
pub async fn insert(store: &Store, facts: InspectionFacts, stamp: &Stamp) -> Result<InspectionId> {
    let tx = store.begin(Counter::Plans).await?;
    let id = InspectionId::new();
    let visited = facts.visited_on.to_string();
    row_of(id, 1, &facts).into_active_model().insert(&tx).await?;
    replace_units(&tx, id, &facts.unit_ids).await?;
    let change = FieldChange::between("created", "", visited);
    changes::write(&tx, target(id, 1), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(id)
}

/// Corrects what was told of an inspection, starting from `version`.
pub async fn update(
    store: &Store,
    id: InspectionId,
    version: i64,
    facts: InspectionFacts,
    stamp: &Stamp,
) -> Result<()> {
    let before = get(store, id).await?;
    let tx = store.begin(Counter::Plans).await?;
    let next = next_version(&tx, id, version).await?;
    row_of(id, next, &facts).into_active_model().reset_all().update(&tx).await?;
    replace_units(&tx, id, &facts.unit_ids).await?;
    plans::raise_of_inspection(&tx, id).await?;
    changes::write(&tx, target(id, next), differences(&before.facts, &facts), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the scores of a report, starting from `version`.
pub async fn set_scores(store: &Store, id: InspectionId, version: i64, scores: &Scores, stamp: &Stamp) -> Result<()> {
    let before = get(store, id).await?;
    let tx = store.begin(Counter::Plans).await?;
    let next = next_version(&tx, id, version).await?;
    inspection::Entity::update_many()
        .col_expr(inspection::Column::Version, next.into())
        .filter(inspection::Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    score::Entity::delete_many().filter(score::Column::InspectionId.eq(id.0)).exec(&tx).await?;
    let rows: Vec<score::ActiveModel> = scores
        .iter()
        .map(|(item, value)| score::ActiveModel {
            inspection_id: Set(id.0),
            item_id: Set(item.clone()),
            value: Set(i16::from(value.value())),
        })
        .collect();
    if !rows.is_empty() {
        score::Entity::insert_many(rows).exec(&tx).await?;
    }
    let change = FieldChange::between("scores", listed(&before.scores), listed(scores));
    changes::write(&tx, target(id, next), change.into_iter().collect(), stamp).await?;
    tx.commit().await?;
    Ok(())
}

async fn next_version(tx: &DatabaseTransaction, id: InspectionId, version: i64) -> Result<i64> {
    let row = inspection::Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound)?;
    if row.version == version { Ok(version + 1) } else { Err(Error::Conflict) }
}

fn row_of(id: InspectionId, version: i64, facts: &InspectionFacts) -> inspection::Model {
    inspection::Model {
        id: id.0,
        version,
        inspectorate_id: facts.inspectorate_id.clone(),
        model_id: facts.model_id.clone(),
        kind: facts.kind.key().to_owned(),
        is_announced: facts.is_announced,
        visited_on: facts.visited_on,
        reported_on: facts.reported_on,
        case_number: facts.case_number.clone(),
        hearing_due_on: facts.hearing_due_on,
        plan_due_on: facts.plan_due_on,
        note: facts.note.clone(),
    }
}

async fn replace_units(tx: &DatabaseTransaction, id: InspectionId, unit_ids: &[UnitId]) -> Result<()> {
    inspection_unit::Entity::delete_many().filter(inspection_unit::Column::InspectionId.eq(id.0)).exec(tx).await?;
    let rows: Vec<inspection_unit::ActiveModel> = unit_ids
        .iter()
        .map(|unit| inspection_unit::ActiveModel { inspection_id: Set(id.0), unit_id: Set(unit.0) })
        .collect();
    inspection_unit::Entity::insert_many(rows).exec(tx).await?;
    Ok(())
}

fn differences(before: &InspectionFacts, after: &InspectionFacts) -> Vec<FieldChange> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let units = |ids: &[UnitId]| {
        let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.sort();
        ids.join("\n")
    };
    [
        FieldChange::between("units", units(&before.unit_ids), units(&after.unit_ids)),
        FieldChange::between("inspectorate", &before.inspectorate_id, &after.inspectorate_id),
        FieldChange::between("model", &before.model_id, &after.model_id),
        FieldChange::between("kind", before.kind.label(), after.kind.label()),
        FieldChange::between("announced", before.is_announced.to_string(), after.is_announced.to_string()),
        FieldChange::between("visited_on", before.visited_on.to_string(), after.visited_on.to_string()),
        FieldChange::between("reported_on", day(before.reported_on), day(after.reported_on)),
        FieldChange::between("case_number", &before.case_number, &after.case_number),
        FieldChange::between("hearing_due_on", day(before.hearing_due_on), day(after.hearing_due_on)),
        FieldChange::between("plan_due_on", day(before.plan_due_on), day(after.plan_due_on)),
        FieldChange::between("note", &before.note, &after.note),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn listed(scores: &Scores) -> String {
    let lines: Vec<String> = scores.iter().map(|(item, score)| format!("{item}: {}", score.value())).collect();
    lines.join("\n")
}

fn target(id: InspectionId, version: i64) -> Target {
    Target { subject: Subject::Inspection, id: id.0, plan_id: None, version }
}
