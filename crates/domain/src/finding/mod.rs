//! Findings (*fund*): what a report asks for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{FindingId, InspectionId},
    reference::References,
};

mod details;

pub use details::FindingDetails;

/// What sort of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// *Henstilling*.
    Recommendation,
    /// *Anbefaling*.
    Suggestion,
    /// *Udviklingspunkt*.
    DevelopmentPoint,
    /// *Opmærksomhedspunkt*.
    AttentionPoint,
    /// *Vilkår* of an approval; binding.
    Condition,
    /// *Påbud*; binding, with a deadline of its own (lov om socialtilsyn § 8, stk. 2).
    ImprovementNotice,
}

impl FindingKind {
    /// Every kind, the most common first.
    pub const ALL: [Self; 6] = [
        Self::Recommendation,
        Self::DevelopmentPoint,
        Self::AttentionPoint,
        Self::Suggestion,
        Self::Condition,
        Self::ImprovementNotice,
    ];

    /// The Danish word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Recommendation => "Henstilling",
            Self::Suggestion => "Anbefaling",
            Self::DevelopmentPoint => "Udviklingspunkt",
            Self::AttentionPoint => "Opmærksomhedspunkt",
            Self::Condition => "Vilkår",
            Self::ImprovementNotice => "Påbud",
        }
    }

    /// The word in forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Suggestion => "suggestion",
            Self::DevelopmentPoint => "development_point",
            Self::AttentionPoint => "attention_point",
            Self::Condition => "condition",
            Self::ImprovementNotice => "improvement_notice",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// True for a kind that must be complied with.
    pub const fn is_binding(self) -> bool {
        matches!(self, Self::Condition | Self::ImprovementNotice)
    }

    /// The kind a finding's own words begin with or name ("Henstilling om at …", "Der gives påbud om …").
    pub fn from_words(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let opening: String = text.chars().take(60).collect();
        Self::ALL
            .into_iter()
            .filter_map(|kind| opening.find(kind.stem()).map(|at| (at, kind)))
            .min_by_key(|&(at, _)| at)
            .map(|(_, kind)| kind)
    }

    const fn stem(self) -> &'static str {
        match self {
            Self::Recommendation => "henstil",
            Self::Suggestion => "anbefal",
            Self::DevelopmentPoint => "udviklingspunkt",
            Self::AttentionPoint => "opmærksomhedspunkt",
            Self::Condition => "vilkår",
            Self::ImprovementNotice => "påbud",
        }
    }
}

/// A finding (*fund*): what the report asks for, and what of the quality model it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its identity.
    pub id: FindingId,
    /// Rises with each save.
    pub version: i64,
    /// The inspection whose report holds it; none where the plan came without its inspection.
    pub inspection_id: Option<InspectionId>,
    /// What sort of finding; none where a plan does not say.
    pub kind: Option<FindingKind>,
    /// Its text, as the report has it.
    pub text: String,
    /// What of the quality model it concerns.
    #[serde(flatten)]
    pub references: References,
    /// The inspectorate's deadline (*frist*).
    pub due_on: Option<NaiveDate>,
    /// When more time was asked for.
    pub extension_requested_on: Option<NaiveDate>,
    /// The new deadline, where one was given.
    pub extended_to: Option<NaiveDate>,
}

impl Finding {
    /// The deadline in force: the extended one where there is one.
    pub fn current_due_on(&self) -> Option<NaiveDate> {
        self.extended_to.or(self.due_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_kind_by_its_own_words() {
        let kind = FindingKind::from_words;
        assert_eq!(kind("Henstilling om at ledelsen får påbud læst op"), Some(FindingKind::Recommendation));
        assert_eq!(kind("Socialtilsynet henstiller til, at"), Some(FindingKind::Recommendation));
        assert_eq!(kind("Der gives påbud om"), Some(FindingKind::ImprovementNotice));
        assert_eq!(kind("Sygefraværet er højt"), None);
    }

    #[test]
    fn a_finding_of_a_frozen_version_is_read_and_written_as_ever() {
        let json = serde_json::json!({
            "id": FindingId::new(), "version": 3, "inspection_id": null, "kind": "condition", "text": "Vilkår",
            "reference_text": "Kriterium 9", "references": ["m/9"], "due_on": "2026-06-01",
            "extension_requested_on": null, "extended_to": null,
        });
        let finding: Finding = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(finding.references, References { text: "Kriterium 9".into(), items: vec!["m/9".into()] });
        assert_eq!(serde_json::to_value(&finding).unwrap(), json);
    }
}
