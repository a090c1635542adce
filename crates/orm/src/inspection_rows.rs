//! Inspections from their rows, with the units they visited and their scores, for those who ask for inspections and for
//! those who look for the newest scores.

use std::collections::HashMap;

use domain::{
    id::{InspectionId, UnitId},
    inspection::{Inspection, InspectionDetails, Score, Scores},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Query};
use uuid::Uuid;

use crate::{
    Result,
    entity::{inspection, inspection_unit, score},
    rows,
};

/// The inspections of any of these units, the newest visit first, with all that is told of them.
pub(crate) async fn of_units<C: ConnectionTrait>(db: &C, unit_ids: &[UnitId]) -> Result<Vec<Inspection>> {
    let of_units = Query::select()
        .column(inspection_unit::Column::InspectionId)
        .from(inspection_unit::Entity)
        .and_where(inspection_unit::Column::UnitId.is_in(unit_ids.iter().map(|id| id.0)))
        .to_owned();
    let found = inspection::Entity::find()
        .filter(inspection::Column::Id.in_subquery(of_units))
        .order_by_desc(inspection::Column::VisitedOn)
        .order_by_desc(inspection::Column::Id)
        .all(db)
        .await?;
    with_units_and_scores(db, found).await
}

/// Rows with the units and the scores that belong to them; two queries more, however many rows.
pub(crate) async fn with_units_and_scores<C: ConnectionTrait>(
    db: &C,
    found: Vec<inspection::Model>,
) -> Result<Vec<Inspection>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut units: HashMap<Uuid, Vec<UnitId>> = HashMap::new();
    let of = inspection_unit::Column::InspectionId.is_in(ids.clone());
    for row in inspection_unit::Entity::find().filter(of).all(db).await? {
        units.entry(row.inspection_id).or_default().push(UnitId(row.unit_id));
    }
    let mut scores: HashMap<Uuid, Scores> = HashMap::new();
    for row in score::Entity::find().filter(score::Column::InspectionId.is_in(ids)).all(db).await? {
        let value = u8::try_from(row.value).ok().and_then(Score::new);
        scores
            .entry(row.inspection_id)
            .or_default()
            .insert(row.item_id, rows::or_corrupt(value, "score", &row.value.to_string())?);
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
    let details = InspectionDetails {
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
    Ok(Inspection { id: InspectionId(row.id), version: row.version, details, scores })
}
