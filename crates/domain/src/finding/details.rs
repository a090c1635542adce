//! What is told of a finding.

use chrono::NaiveDate;

use super::{Finding, FindingKind};
use crate::{change::ChangedField, conflict::Record, reference::References};

/// What a person tells of a finding (*fund*).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingDetails {
    /// What sort of finding.
    pub kind: Option<FindingKind>,
    /// Its text.
    pub text: String,
    /// What of the quality model it concerns.
    pub references: References,
    /// The inspectorate's deadline.
    pub due_on: Option<NaiveDate>,
    /// When more time was asked for.
    pub extension_requested_on: Option<NaiveDate>,
    /// The new deadline.
    pub extended_to: Option<NaiveDate>,
}

impl From<&Finding> for FindingDetails {
    fn from(finding: &Finding) -> Self {
        Self {
            kind: finding.kind,
            text: finding.text.clone(),
            references: finding.references.clone(),
            due_on: finding.due_on,
            extension_requested_on: finding.extension_requested_on,
            extended_to: finding.extended_to,
        }
    }
}

impl FindingDetails {
    /// What contradicts itself, as field and sentence.
    pub fn contradictions(&self) -> Vec<(&'static str, &'static str)> {
        if self.extended_to.zip(self.due_on).is_some_and(|(later, due)| later < due) {
            vec![("extended_to", "Den nye frist ligger før den oprindelige.")]
        } else {
            Vec::new()
        }
    }
}

impl Record for FindingDetails {
    const FIELDS: &'static [ChangedField] = &[
        ChangedField::Kind,
        ChangedField::Text,
        ChangedField::References,
        ChangedField::DueOn,
        ChangedField::ExtensionRequestedOn,
        ChangedField::ExtendedTo,
    ];

    fn text(&self, field: ChangedField) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match field {
            ChangedField::Kind => self.kind.map_or("", FindingKind::label).to_owned(),
            ChangedField::Text => self.text.clone(),
            ChangedField::References => self.references.text.clone(),
            ChangedField::DueOn => day(self.due_on),
            ChangedField::ExtensionRequestedOn => day(self.extension_requested_on),
            ChangedField::ExtendedTo => day(self.extended_to),
            _ => String::new(),
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Kind => self.kind = from.kind,
            ChangedField::Text => self.text.clone_from(&from.text),
            ChangedField::References => self.references.clone_from(&from.references),
            ChangedField::DueOn => self.due_on = from.due_on,
            ChangedField::ExtensionRequestedOn => self.extension_requested_on = from.extension_requested_on,
            ChangedField::ExtendedTo => self.extended_to = from.extended_to,
            _ => {}
        }
    }
}
