//! Inspections (*tilsyn*): the visit, its report and the scores.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    change::ChangedField,
    conflict::Record,
    id::{InspectionId, UnitId},
    quality_model::{Level, QualityModel},
};

/// What sort of inspection it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionKind {
    /// *Driftsorienteret tilsyn*: the running supervision.
    Operational,
    /// *Skærpet tilsyn*: intensified, at most six months at a time.
    Intensified,
    /// *Godkendelse* of a new home.
    Approval,
    /// *Regodkendelse*.
    Reapproval,
    /// *Væsentlig ændring* of an approval.
    MaterialChange,
    /// *Økonomisk tilsyn*.
    Economic,
    /// *Tilkøbt tilsyn*, bought by the kommune for other kinds of homes.
    Purchased,
    /// Any other authority's visit (*andet tilsyn*).
    Other,
}

impl InspectionKind {
    /// Every kind, the common first.
    pub const ALL: [Self; 8] = [
        Self::Operational,
        Self::Intensified,
        Self::Approval,
        Self::Reapproval,
        Self::MaterialChange,
        Self::Economic,
        Self::Purchased,
        Self::Other,
    ];

    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Operational => "Driftsorienteret tilsyn",
            Self::Intensified => "Skærpet tilsyn",
            Self::Approval => "Godkendelse",
            Self::Reapproval => "Regodkendelse",
            Self::MaterialChange => "Væsentlig ændring",
            Self::Economic => "Økonomisk tilsyn",
            Self::Purchased => "Tilkøbt tilsyn",
            Self::Other => "Andet tilsyn",
        }
    }

    /// The word in forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Intensified => "intensified",
            Self::Approval => "approval",
            Self::Reapproval => "reapproval",
            Self::MaterialChange => "material_change",
            Self::Economic => "economic",
            Self::Purchased => "purchased",
            Self::Other => "other",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// An authority that inspects (*tilsynsmyndighed*): data, since law moves them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspectorate {
    /// Stable identity, such as "socialtilsyn-midt".
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it sits.
    pub seat: String,
}

/// What a person tells of an inspection when registering it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionDetails {
    /// The units visited, at least one.
    pub unit_ids: Vec<UnitId>,
    /// Who came.
    pub inspectorate_id: String,
    /// The version of the quality model the report uses.
    pub model_id: String,
    /// What sort of inspection.
    pub kind: InspectionKind,
    /// *Anmeldt* (true) or *uanmeldt*.
    pub is_announced: bool,
    /// The day of the visit.
    pub visited_on: NaiveDate,
    /// The date of the report.
    pub reported_on: Option<NaiveDate>,
    /// The inspectorate's case number (*sagsnummer*); may be empty.
    pub case_number: String,
    /// When the hearing of the draft report ends (*høringsfrist*).
    pub hearing_due_on: Option<NaiveDate>,
    /// When the plan must be with the inspectorate (*frist for handleplan*).
    pub plan_due_on: Option<NaiveDate>,
    /// Anything worth keeping about the visit.
    pub note: String,
}

impl InspectionDetails {
    /// What contradicts itself, as field and sentence.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        if self.visited_on > today {
            found.push(("visited_on", "Besøget ligger i fremtiden. Skriv den dag, tilsynet var der."));
        }
        if self.reported_on.is_some_and(|day| day < self.visited_on) {
            found.push(("reported_on", "Rapportens dato ligger før besøget."));
        }
        if self.hearing_due_on.is_some_and(|day| day < self.visited_on) {
            found.push(("hearing_due_on", "Høringsfristen ligger før besøget."));
        }
        if self.plan_due_on.is_some_and(|day| day < self.visited_on) {
            found.push(("plan_due_on", "Fristen for handleplanen ligger før besøget."));
        }
        found
    }
}

impl Record for InspectionDetails {
    const FIELDS: &'static [ChangedField] = &[
        ChangedField::Units,
        ChangedField::Inspectorate,
        ChangedField::Kind,
        ChangedField::Announced,
        ChangedField::VisitedOn,
        ChangedField::ReportedOn,
        ChangedField::HearingDueOn,
        ChangedField::PlanDueOn,
        ChangedField::CaseNumber,
        ChangedField::Model,
        ChangedField::Note,
    ];

    fn text(&self, field: ChangedField) -> String {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match field {
            ChangedField::Units => {
                let mut ids: Vec<String> = self.unit_ids.iter().map(ToString::to_string).collect();
                ids.sort();
                ids.join("\n")
            }
            ChangedField::Inspectorate => self.inspectorate_id.clone(),
            ChangedField::Kind => self.kind.label().to_owned(),
            ChangedField::Announced => self.is_announced.to_string(),
            ChangedField::VisitedOn => self.visited_on.to_string(),
            ChangedField::ReportedOn => day(self.reported_on),
            ChangedField::HearingDueOn => day(self.hearing_due_on),
            ChangedField::PlanDueOn => day(self.plan_due_on),
            ChangedField::CaseNumber => self.case_number.clone(),
            ChangedField::Model => self.model_id.clone(),
            ChangedField::Note => self.note.clone(),
            _ => String::new(),
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Units => self.unit_ids.clone_from(&from.unit_ids),
            ChangedField::Inspectorate => self.inspectorate_id.clone_from(&from.inspectorate_id),
            ChangedField::Kind => self.kind = from.kind,
            ChangedField::Announced => self.is_announced = from.is_announced,
            ChangedField::VisitedOn => self.visited_on = from.visited_on,
            ChangedField::ReportedOn => self.reported_on = from.reported_on,
            ChangedField::HearingDueOn => self.hearing_due_on = from.hearing_due_on,
            ChangedField::PlanDueOn => self.plan_due_on = from.plan_due_on,
            ChangedField::CaseNumber => self.case_number.clone_from(&from.case_number),
            ChangedField::Model => self.model_id.clone_from(&from.model_id),
            ChangedField::Note => self.note.clone_from(&from.note),
            _ => {}
        }
    }
}

/// The score of one indicator, 1 to 5 (*bedømmelse*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

impl Score {
    /// The score, if it is 1 to 5.
    pub const fn new(value: u8) -> Option<Self> {
        if matches!(value, 1..=5) { Some(Self(value)) } else { None }
    }

    /// Its value.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("a score is 1 to 5")
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// Scores by the identity of their indicator; one that is absent is unscored.
pub type Scores = BTreeMap<String, Score>;

impl Record for Scores {
    const FIELDS: &'static [ChangedField] = &[ChangedField::Scores];

    fn text(&self, field: ChangedField) -> String {
        let lines = self.iter().map(|(item, score)| format!("{item}: {}", score.value()));
        if field == ChangedField::Scores { lines.collect::<Vec<_>>().join("\n") } else { String::new() }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        if field == ChangedField::Scores {
            self.clone_from(from);
        }
    }
}

/// An inspection (*tilsyn*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Its identity.
    pub id: InspectionId,
    /// Rises with each save.
    pub version: i64,
    /// What was told of it.
    pub details: InspectionDetails,
    /// The scores of the report.
    pub scores: Scores,
}

/// An inspection in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionHead {
    /// Its identity.
    pub id: InspectionId,
    /// The units visited.
    pub unit_ids: Vec<UnitId>,
    /// Who came.
    pub inspectorate_id: String,
    /// What sort of inspection.
    pub kind: InspectionKind,
    /// *Anmeldt* (true) or *uanmeldt*.
    pub is_announced: bool,
    /// The day of the visit.
    pub visited_on: NaiveDate,
    /// When the plan must be with the inspectorate (*frist for handleplan*).
    pub plan_due_on: Option<NaiveDate>,
}

/// The mean of an item: of an indicator its score, of a criterion its scored indicators, of a theme
/// its scored criteria (the handbook's "gennemsnit af henholdsvis indikatorernes og kriteriernes
/// værdier"). None where nothing below is scored.
pub fn average(model: &QualityModel, scores: &Scores, item_id: &str) -> Option<f64> {
    let item = model.get(item_id)?;
    // A criterion may carry a score of its own where a model has no indicators below it.
    if let Some(score) = scores.get(item_id) {
        return Some(f64::from(score.value()));
    }
    if item.level == Level::Indicator {
        return None;
    }
    let (sum, count) = model
        .children(item_id)
        .filter_map(|child| average(model, scores, &child.id))
        .fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality_model::{Item, Wording};

    fn item(id: &str, parent: Option<&str>, level: Level) -> Item {
        Item {
            id: id.into(),
            parent_id: parent.map(Into::into),
            level,
            number: id.into(),
            title: id.into(),
            aliases: vec![],
            applies_to: String::new(),
            source: String::new(),
            wording: Wording::Verified,
            is_scored: true,
        }
    }

    #[test]
    fn a_theme_is_the_mean_of_its_criteria_not_of_all_indicators() {
        let model = QualityModel {
            id: "m".into(),
            name: String::new(),
            source: String::new(),
            valid_from: None,
            valid_to: None,
            items: vec![
                item("5", None, Level::Theme),
                item("8", Some("5"), Level::Criterion),
                item("8.a", Some("8"), Level::Indicator),
                item("9", Some("5"), Level::Criterion),
                item("9.a", Some("9"), Level::Indicator),
                item("9.b", Some("9"), Level::Indicator),
                item("9.c", Some("9"), Level::Indicator),
            ],
        };
        let scores: Scores = [("8.a", 5), ("9.a", 3), ("9.b", 2)]
            .into_iter()
            .map(|(id, value)| (id.into(), Score::new(value).unwrap()))
            .collect();
        assert_eq!(average(&model, &scores, "9"), Some(2.5));
        assert_eq!(average(&model, &scores, "5"), Some(3.75));
        assert_eq!(average(&model, &scores, "9.c"), None);
        assert_eq!(average(&model, &Scores::new(), "5"), None);
    }
}
