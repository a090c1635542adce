//! One field of one part, opened in a write and saved.

use domain::{
    conflict::differences,
    edit::PartText,
    finding::{Finding, FindingDetails},
    id::{FindingId, PartId},
    part::{Field, PartKind},
    quality_model::QualityModel,
    reference::References,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::{live_row, target};
use crate::{Error, Result, Write, entity::part, findings, rows};

/// A living part of the plan that is worked on, as it stands in the write.
#[derive(Debug)]
pub struct OpenPart {
    row: part::Model,
    kind: PartKind,
    finding: Option<Finding>,
}

/// Opens a part.
pub async fn open(write: &Write, id: PartId) -> Result<OpenPart> {
    let row = live_row(write, id).await?;
    let kind = rows::part_kind(&row.kind)?;
    let finding = match (kind, row.finding_id) {
        (PartKind::Block, Some(id)) => Some(findings::get_in(write, FindingId(id)).await?),
        (PartKind::Block, None) => return Err(Error::Corrupt(format!("block {} without finding", row.id))),
        _ => None,
    };
    Ok(OpenPart { row, kind, finding })
}

impl OpenPart {
    /// What it is.
    pub const fn kind(&self) -> PartKind {
        self.kind
    }

    /// What has the history: the part, or the finding that a block answers.
    pub fn subject(&self) -> Uuid {
        self.finding.as_ref().map_or(self.row.id, |finding| finding.id.0)
    }

    /// The version of what has the history.
    pub fn version(&self) -> i64 {
        self.finding.as_ref().map_or(self.row.version, |finding| finding.version)
    }

    /// What stands in a field.
    pub fn value(&self, field: Field) -> Result<PartText> {
        if !self.kind.fields().contains(&field) {
            return Err(Error::NotFound);
        }
        let text = match (&self.finding, field) {
            (Some(finding), Field::References) => &finding.references.text,
            (Some(finding), _) => &finding.text,
            (None, Field::Period) => &self.row.period_text,
            (None, Field::Owner) => &self.row.owner_text,
            (None, Field::Status) => &self.row.status,
            (None, _) => &self.row.text,
        };
        let days = match field {
            Field::Period => Some(rows::period_of(&self.row)?.days_by_hand()),
            _ => None,
        };
        Ok(PartText { field, text: text.clone(), days })
    }
}

/// Saves what shall stand in a field of the part.
pub async fn save(write: &mut Write, part: OpenPart, wanted: &PartText, model: &QualityModel) -> Result<()> {
    let before = part.value(wanted.field)?;
    match part.finding {
        Some(finding) => save_in_finding(write, &finding, wanted, model).await,
        None => save_in_row(write, part.row, &before, wanted).await,
    }
}

async fn save_in_row(write: &mut Write, row: part::Model, before: &PartText, wanted: &PartText) -> Result<()> {
    let (id, plan_id, version, year) = (row.id, row.plan_id, row.version + 1, write.live_plan()?.year);
    let period = rows::period_of(&row)?;
    let mut row = row.into_active_model();
    row.version = Set(version);
    let mut after = wanted.clone();
    match wanted.field {
        Field::Text => row.text = Set(wanted.text.clone()),
        Field::Owner => row.owner_text = Set(wanted.text.clone()),
        Field::Status => row.status = Set(rows::activity_status(&wanted.text)?.key().to_owned()),
        Field::Period => {
            let reworded = period.reworded(&wanted.text, year);
            let period = match wanted.days.filter(|days| Some(*days) != before.days) {
                Some(days) => reworded.set_by_hand(days, year),
                None => reworded,
            };
            after.days = Some(period.days_by_hand());
            row.period_start = Set(period.reading.start);
            row.period_end = Set(period.reading.end);
            row.period_kind = Set(period.reading.kind.key().to_owned());
            row.is_period_corrected = Set(period.is_corrected);
            row.period_text = Set(period.text);
        }
        Field::References | Field::Reading | Field::Position | Field::Deleted | Field::Created => {
            return Err(Error::NotFound);
        }
    }
    let row = row.update(write.tx()).await?;
    write.record(target(plan_id, id, version), differences(before, &after)).await?;
    write.edited(row);
    Ok(())
}

async fn save_in_finding(write: &mut Write, before: &Finding, wanted: &PartText, model: &QualityModel) -> Result<()> {
    let mut details = FindingDetails::from(before);
    if wanted.field == Field::References {
        details.references = References::parse(wanted.text.as_str(), model);
    } else {
        details.text.clone_from(&wanted.text);
    }
    findings::update(write, before, &details).await
}
