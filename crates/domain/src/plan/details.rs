//! What is told of a plan besides its parts.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Plan, PlanStatus};
use crate::{
    change::ChangedField,
    conflict::Record,
    id::{InspectionId, PlanId, UnitId},
    quality_model::QualityModel,
};

/// A plan in a list, without its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHead {
    /// Its identity.
    pub id: PlanId,
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The inspection it answers.
    pub inspection_id: Option<InspectionId>,
    /// Its title.
    pub title: String,
    /// The year of its time frames.
    pub year: i32,
    /// Where it stands.
    pub status: PlanStatus,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
    /// When anything in it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// What a person may change of a plan besides its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDetails {
    /// Its title.
    pub title: String,
    /// The year its time frames mean.
    pub year: i32,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
    /// Text before the table.
    pub introduction: String,
    /// Text after the table.
    pub closing: String,
}

impl From<&Plan> for PlanDetails {
    fn from(plan: &Plan) -> Self {
        Self {
            title: plan.title.clone(),
            year: plan.year,
            due_on: plan.due_on,
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
        }
    }
}

impl Record for PlanDetails {
    const FIELDS: &'static [ChangedField] = &[
        ChangedField::Title,
        ChangedField::Year,
        ChangedField::DueOn,
        ChangedField::Introduction,
        ChangedField::Closing,
    ];

    fn text(&self, field: ChangedField) -> String {
        match field {
            ChangedField::Title => self.title.clone(),
            ChangedField::Year => self.year.to_string(),
            ChangedField::DueOn => self.due_on.map(|day| day.to_string()).unwrap_or_default(),
            ChangedField::Introduction => self.introduction.clone(),
            ChangedField::Closing => self.closing.clone(),
            _ => String::new(),
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Title => self.title.clone_from(&from.title),
            ChangedField::Year => self.year = from.year,
            ChangedField::DueOn => self.due_on = from.due_on,
            ChangedField::Introduction => self.introduction.clone_from(&from.introduction),
            ChangedField::Closing => self.closing.clone_from(&from.closing),
            _ => {}
        }
    }
}

/// A plan to be.
#[derive(Debug, Clone)]
pub struct NewPlan<'a> {
    /// The unit whose plan it is.
    pub unit_id: UnitId,
    /// The inspection it answers.
    pub inspection_id: Option<InspectionId>,
    /// The version of the quality model its references are of.
    pub model: &'a QualityModel,
    /// The kind of plan.
    pub template_id: &'a str,
    /// The year its time frames mean.
    pub year: i32,
    /// When it must be with the inspectorate.
    pub due_on: Option<NaiveDate>,
}
