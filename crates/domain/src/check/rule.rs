//! The rules of the check, and how much a breach of each weighs.

use serde::{Deserialize, Serialize};

/// A rule of the check before a plan is sent (*kontrol før afsendelse*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A finding without an issue or without an activity (*fund uden svar*).
    UnansweredFinding,
    /// An activity that no period covers (*uden tidsramme*).
    ActivityWithoutPeriod,
    /// An activity that nobody owns (*uden ansvarlig*).
    ActivityWithoutOwner,
    /// A text that breaks off or holds a placeholder (*ikke skrevet færdig*).
    UnfinishedText,
    /// In a plan never sent, a period that is over before the work is done (*i fortiden*).
    PeriodInThePast,
    /// A period that ends before it begins.
    EndBeforeStart,
    /// A period that goes on after the inspectorate's deadline (*tilsynets frist*).
    AfterDeadline,
    /// An issue with goals and no word on how they are followed (*dokumentation*).
    GoalWithoutMonitoring,
    /// A goal and an expected effect that cannot both be right (*modsigelse*).
    Contradiction,
    /// A reference to what the quality model does not have (*ukendt henvisning*).
    UnknownReference,
    /// An improvement notice or a condition without a date (*påbud*, *vilkår*).
    NoticeWithoutDate,
    /// An owner spelled nearly like a known one (*ansvarlig*).
    UnknownOwner,
    /// A civil registration number (*CPR-nummer*).
    CprNumber,
    /// What looks like the name of a resident (*borgers navn*).
    NameOfCitizen,
    /// The same passage in two places (*samme tekst to steder*).
    CopiedTwice,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 15] = [
        Self::UnansweredFinding,
        Self::ActivityWithoutPeriod,
        Self::ActivityWithoutOwner,
        Self::UnfinishedText,
        Self::PeriodInThePast,
        Self::EndBeforeStart,
        Self::AfterDeadline,
        Self::GoalWithoutMonitoring,
        Self::Contradiction,
        Self::UnknownReference,
        Self::NoticeWithoutDate,
        Self::UnknownOwner,
        Self::CprNumber,
        Self::NameOfCitizen,
        Self::CopiedTwice,
    ];

    /// A short Danish heading for its flaws.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UnansweredFinding => "Fund uden svar",
            Self::ActivityWithoutPeriod => "Aktivitet uden tidsramme",
            Self::ActivityWithoutOwner => "Aktivitet uden ansvarlig",
            Self::UnfinishedText => "Tekst, der ikke er skrevet færdig",
            Self::PeriodInThePast => "Tidsramme i fortiden",
            Self::EndBeforeStart => "Tidsramme, der slutter, før den begynder",
            Self::AfterDeadline => "Tidsramme efter tilsynets frist",
            Self::GoalWithoutMonitoring => "Mål uden dokumentation",
            Self::Contradiction => "Mål og effekt modsiger hinanden",
            Self::UnknownReference => "Ukendt henvisning",
            Self::NoticeWithoutDate => "Påbud eller vilkår uden dato",
            Self::UnknownOwner => "Ansvarlig med tvivlsom stavning",
            Self::CprNumber => "CPR-nummer",
            Self::NameOfCitizen => "Muligt navn på en borger",
            Self::CopiedTwice => "Samme tekst to steder",
        }
    }

    /// The word in addresses and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnansweredFinding => "unanswered_finding",
            Self::ActivityWithoutPeriod => "activity_without_period",
            Self::ActivityWithoutOwner => "activity_without_owner",
            Self::UnfinishedText => "unfinished_text",
            Self::PeriodInThePast => "period_in_the_past",
            Self::EndBeforeStart => "end_before_start",
            Self::AfterDeadline => "after_deadline",
            Self::GoalWithoutMonitoring => "goal_without_monitoring",
            Self::Contradiction => "contradiction",
            Self::UnknownReference => "unknown_reference",
            Self::NoticeWithoutDate => "notice_without_date",
            Self::UnknownOwner => "unknown_owner",
            Self::CprNumber => "cpr_number",
            Self::NameOfCitizen => "name_of_citizen",
            Self::CopiedTwice => "copied_twice",
        }
    }

    /// The rule whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.key() == key)
    }

    /// How much a breach weighs. A period in the past is only advice: a plan may tell the truth about
    /// late work, and the days may be read from words that leave the year out.
    pub const fn severity(self) -> Severity {
        match self {
            Self::CprNumber => Severity::Forbidden,
            Self::UnansweredFinding
            | Self::ActivityWithoutPeriod
            | Self::ActivityWithoutOwner
            | Self::UnfinishedText
            | Self::EndBeforeStart
            | Self::AfterDeadline
            | Self::Contradiction
            | Self::UnknownReference
            | Self::NoticeWithoutDate => Severity::Required,
            Self::PeriodInThePast
            | Self::GoalWithoutMonitoring
            | Self::UnknownOwner
            | Self::NameOfCitizen
            | Self::CopiedTwice => Severity::Advice,
        }
    }
}

/// How much a flaw weighs (*alvor*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must be put right; no waiver covers it.
    Forbidden,
    /// Must be put right or waived before the plan is sent.
    Required,
    /// Worth a look; hinders nothing.
    Advice,
}

impl Severity {
    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Forbidden => "Skal rettes",
            Self::Required => "Skal rettes eller fraviges",
            Self::Advice => "Bør ses efter",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_known_by_its_key() {
        for rule in Rule::ALL {
            assert_eq!(Rule::from_key(rule.key()), Some(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.key());
        }
        assert_eq!(Rule::from_key("no_such_rule"), None);
    }

    #[test]
    fn only_a_cpr_number_is_forbidden() {
        let forbidden: Vec<Rule> =
            Rule::ALL.into_iter().filter(|rule| rule.severity() == Severity::Forbidden).collect();
        assert_eq!(forbidden, [Rule::CprNumber]);
    }
}
