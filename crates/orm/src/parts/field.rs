//! One field of one part is saved, or meets somebody else's newer text.

use domain::{
    change::Stamp,
    draft::LineDraft,
    id::{FindingId, PartId, PlanId},
    part::{Field, PartKind},
    period::{Period, Reading},
    quality_model::QualityModel,
    reference,
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::{Conflict, NewParts, Place, Saved, add_in, live_row, target};
use crate::{
    Error, Result, Store,
    changes::{self, FieldChange},
    entity::{finding, part},
    findings::{self, FindingFacts},
    plans, rows,
    store::Counter,
};

/// A field and what shall stand in it.
#[derive(Debug, Clone)]
pub struct FieldEdit {
    /// The part.
    pub part_id: PartId,
    /// The field.
    pub field: Field,
    /// The new text, tidied; for [`Field::Reading`] "2026-01-01/2026-03-31", either day may be left out,
    /// and an empty text reads the words by rule again.
    pub text: String,
    /// The version the writer saw.
    pub version: i64,
}

/// Saves one field. It is a conflict only where the same field has changed since `version`: two people
/// may write in two fields of one part.
pub async fn save_field(
    store: &Store,
    plan_id: PlanId,
    edit: &FieldEdit,
    model: &QualityModel,
    stamp: &Stamp,
) -> Result<Saved> {
    let tx = store.begin(Counter::Plans).await?;
    let saved = save_in(&tx, plan_id, edit, model, stamp).await?;
    if saved == Saved::Saved {
        plans::raise(&tx, plan_id, stamp).await?;
        tx.commit().await?;
    }
    Ok(saved)
}

/// Saves several fields and adds lines to issues: all of it, or nothing where one of the fields has
/// changed since its version.
pub async fn save_all(
    store: &Store,
    plan_id: PlanId,
    (edits, additions): (&[FieldEdit], Vec<(PartId, Vec<LineDraft>)>),
    model: &QualityModel,
    stamp: &Stamp,
) -> Result<Saved> {
    let tx = store.begin(Counter::Plans).await?;
    for edit in edits {
        let saved = save_in(&tx, plan_id, edit, model, stamp).await?;
        if saved != Saved::Saved {
            return Ok(saved);
        }
    }
    for (issue_id, lines) in additions {
        let place = Place { parent_id: Some(issue_id), after: None };
        add_in(&tx, plan_id, place, NewParts::Lines(lines), stamp).await?;
    }
    plans::raise(&tx, plan_id, stamp).await?;
    tx.commit().await?;
    Ok(Saved::Saved)
}

async fn save_in(
    tx: &DatabaseTransaction,
    plan_id: PlanId,
    edit: &FieldEdit,
    model: &QualityModel,
    stamp: &Stamp,
) -> Result<Saved> {
    let plan = plans::live_row(tx, plan_id).await?;
    let row = live_row(tx, plan_id, edit.part_id).await?;
    let kind = rows::part_kind(&row.kind)?;
    let allowed =
        kind.fields().contains(&edit.field) || (edit.field == Field::Reading && kind.fields().contains(&Field::Period));
    if !allowed {
        return Err(Error::NotFound);
    }
    if kind == PartKind::Block {
        save_in_finding(tx, &row, edit, model, stamp).await
    } else {
        save_in_part(tx, row, plan.year, edit, stamp).await
    }
}

async fn save_in_part(
    tx: &DatabaseTransaction,
    row: part::Model,
    year: i32,
    edit: &FieldEdit,
    stamp: &Stamp,
) -> Result<Saved> {
    let now = value_of(&row, edit.field);
    if row.version != edit.version
        && now != edit.text
        && let Some(conflict) = conflict(tx, row.id, edit, &now, row.version).await?
    {
        return Ok(Saved::Conflict(conflict));
    }
    let (id, plan_id, version) = (row.id, PlanId(row.plan_id), row.version + 1);
    let period = rows::period_of(&row)?;
    let mut row = row.into_active_model();
    row.version = Set(version);
    match edit.field {
        Field::Text => row.text = Set(edit.text.clone()),
        Field::Owner => row.owner_text = Set(edit.text.clone()),
        Field::Status => row.status = Set(rows::activity_status(&edit.text)?.key().to_owned()),
        Field::Period => set_period(&mut row, period.reworded(&edit.text, year)),
        Field::Reading => set_period(&mut row, corrected(period, &edit.text, year)),
        Field::References | Field::Position | Field::Deleted | Field::Created => return Err(Error::NotFound),
    }
    let row = row.update(tx).await?;
    let change = FieldChange::between(edit.field.key(), now, value_of(&row, edit.field));
    changes::write(tx, target(plan_id, id, version), change.into_iter().collect(), stamp).await?;
    Ok(Saved::Saved)
}

async fn save_in_finding(
    tx: &DatabaseTransaction,
    row: &part::Model,
    edit: &FieldEdit,
    model: &QualityModel,
    stamp: &Stamp,
) -> Result<Saved> {
    let finding_id =
        row.finding_id.map(FindingId).ok_or_else(|| Error::Corrupt(format!("block {} without finding", row.id)))?;
    let found = finding::Entity::find_by_id(finding_id.0).all(tx).await?;
    let before = findings::with_references(tx, found).await?.pop().ok_or(Error::NotFound)?;
    let mut facts = FindingFacts::from(&before);
    let (now, after) = match edit.field {
        Field::Text => (&before.text, &mut facts.text),
        _ => (&before.reference_text, &mut facts.reference_text),
    };
    if before.version != edit.version
        && *now != edit.text
        && let Some(conflict) = conflict(tx, before.id.0, edit, now, before.version).await?
    {
        return Ok(Saved::Conflict(conflict));
    }
    after.clone_from(&edit.text);
    if edit.field == Field::References {
        facts.references = reference::parse(&edit.text, model);
    }
    findings::update_in(tx, Some(PlanId(row.plan_id)), &before, &facts, stamp).await?;
    Ok(Saved::Saved)
}

async fn conflict(
    tx: &DatabaseTransaction,
    id: Uuid,
    edit: &FieldEdit,
    theirs: &str,
    version: i64,
) -> Result<Option<Conflict>> {
    let newer = changes::field_after(tx, id, edit.field.key(), edit.version).await?;
    Ok(newer.map(|change| Conflict {
        theirs: theirs.to_owned(),
        version,
        author: change.author,
        changed_at: change.changed_at,
    }))
}

fn value_of(row: &part::Model, field: Field) -> String {
    match field {
        Field::Text => row.text.clone(),
        Field::Period => row.period_text.clone(),
        Field::Owner => row.owner_text.clone(),
        Field::Status => row.status.clone(),
        Field::Reading if row.is_period_corrected => days(row.period_start, row.period_end),
        _ => String::new(),
    }
}

fn days(start: Option<chrono::NaiveDate>, end: Option<chrono::NaiveDate>) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}/{}", day(start), day(end))
}

fn corrected(period: Period, text: &str, year: i32) -> Period {
    match text.split_once('/') {
        Some((start, end)) => {
            let reading = Reading::from_days(start.parse().ok(), end.parse().ok());
            Period { reading, is_corrected: true, ..period }
        }
        None => Period::read(&period.text, year),
    }
}

fn set_period(row: &mut part::ActiveModel, period: Period) {
    row.period_start = Set(period.reading.start);
    row.period_end = Set(period.reading.end);
    row.period_kind = Set(period.reading.kind.key().to_owned());
    row.is_period_corrected = Set(period.is_corrected);
    row.period_text = Set(period.text);
}
