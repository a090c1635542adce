//! A plan without identities: what an import reads, what a copy takes along, what is compared.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    activity::{Activity, ActivityStatus},
    finding::FindingKind,
    id::FindingId,
    period::{Period, Reading},
    plan::{Issue, Line, Plan, Statement},
    text::{self, MAX_CHARS, MAX_TITLE_CHARS, TextError},
};

mod origin;
mod redacted;
mod size;

pub use origin::plan_year;
pub use redacted::{Redaction, TooManyNumbers};
pub use size::{MAX_CHARS_IN_PLAN, MAX_NOTES, MAX_PARTS, PlanSize, TooLarge};

/// A plan to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDraft {
    /// Its title.
    pub title: String,
    /// The year its time frames mean, where known.
    pub year: Option<i32>,
    /// Text before the table.
    pub introduction: String,
    /// Text after the table.
    pub closing: String,
    /// Its findings in order.
    pub blocks: Vec<BlockDraft>,
}

/// A finding and what answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockDraft {
    /// The registered finding it is; none where it comes with the draft.
    pub finding_id: Option<FindingId>,
    /// The words that name themes, criteria and indicators, one reference line a line.
    pub reference_text: String,
    /// The finding's text.
    pub text: String,
    /// What sort of finding, where known.
    pub kind: Option<FindingKind>,
    /// The inspectorate's deadline.
    pub due_on: Option<NaiveDate>,
    /// Its issues in order.
    pub issues: Vec<IssueDraft>,
}

/// An issue (*emne*).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueDraft {
    /// Its words; empty where it goes on with the issue above it.
    pub text: String,
    /// Goals (*mål*).
    pub goals: Vec<String>,
    /// Activities and what stands among them.
    pub lines: Vec<LineDraft>,
    /// *Dokumentation*.
    pub monitoring: Vec<String>,
    /// *Forventede effekt*.
    pub effects: Vec<String>,
}

/// One line across *Hvad*, *Hvornår* and *Hvem*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum LineDraft {
    /// An activity with its own period and owner.
    Activity(ActivityDraft),
    /// A period that belongs to the whole cell.
    Period {
        /// Its words.
        period_text: String,
        /// Its reading, where a person has set it.
        #[serde(default)]
        corrected: Option<Reading>,
    },
    /// An owner who belongs to the whole cell.
    Owner {
        /// Its words.
        owner_text: String,
    },
}

/// An activity (*aktivitet*).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityDraft {
    /// *Hvad*.
    pub what: String,
    /// *Hvornår*, in words.
    pub period_text: String,
    /// The reading of the period, where a person has set it.
    pub corrected: Option<Reading>,
    /// *Hvem*, in words.
    pub owner_text: String,
    /// How far it has come.
    pub status: ActivityStatus,
    /// Its follow-up, oldest first.
    pub follow_ups: Vec<FollowUpDraft>,
}

/// A dated line of follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDraft {
    /// The day it tells of.
    pub noted_on: NaiveDate,
    /// How it goes.
    pub text: String,
    /// The status after it.
    pub status: ActivityStatus,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
}

impl PlanDraft {
    /// How many activities it has.
    pub fn activity_count(&self) -> usize {
        self.blocks
            .iter()
            .flat_map(|block| &block.issues)
            .flat_map(|issue| &issue.lines)
            .filter(|line| matches!(line, LineDraft::Activity(_)))
            .count()
    }
}

impl PlanDraft {
    /// The year its time frames most likely start from: the earliest year they name.
    pub fn named_year(&self) -> Option<i32> {
        let lines = self.blocks.iter().flat_map(|block| &block.issues).flat_map(|issue| &issue.lines);
        let words = lines.filter_map(|line| match line {
            LineDraft::Activity(activity) => Some(activity.period_text.as_str()),
            LineDraft::Period { period_text, .. } => Some(period_text.as_str()),
            LineDraft::Owner { .. } => None,
        });
        words
            .flat_map(|words| words.split(|c: char| !c.is_ascii_digit()))
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse().ok().and_then(plan_year))
            .min()
    }
}

impl From<&Plan> for PlanDraft {
    fn from(plan: &Plan) -> Self {
        let blocks = plan
            .blocks
            .iter()
            .map(|block| BlockDraft {
                finding_id: None,
                reference_text: block.finding.reference_text.clone(),
                text: block.finding.text.clone(),
                kind: block.finding.kind,
                due_on: block.finding.due_on,
                issues: block.issues.iter().map(Into::into).collect(),
            })
            .collect();
        Self {
            title: plan.title.clone(),
            year: Some(plan.year),
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
            blocks,
        }
    }
}

impl From<&Issue> for IssueDraft {
    fn from(issue: &Issue) -> Self {
        let texts = |statements: &[Statement]| statements.iter().map(|statement| statement.text.clone()).collect();
        Self {
            text: issue.text.clone(),
            goals: texts(&issue.goals),
            lines: issue.lines.iter().map(Into::into).collect(),
            monitoring: texts(&issue.monitoring),
            effects: texts(&issue.effects),
        }
    }
}

impl From<&Line> for LineDraft {
    fn from(line: &Line) -> Self {
        match line {
            Line::Activity(activity) => Self::Activity(activity.into()),
            Line::Period(loose) => {
                Self::Period { period_text: loose.period.text.clone(), corrected: corrected(&loose.period) }
            }
            Line::Owner(owner) => Self::Owner { owner_text: owner.text.clone() },
        }
    }
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        let follow_ups = activity
            .follow_ups
            .iter()
            .map(|note| FollowUpDraft {
                noted_on: note.noted_on,
                text: note.text.clone(),
                status: note.status,
                author: note.author.clone(),
            })
            .collect();
        Self {
            what: activity.what.clone(),
            period_text: activity.period.text.clone(),
            corrected: corrected(&activity.period),
            owner_text: activity.owner_text.clone(),
            status: activity.status,
            follow_ups,
        }
    }
}

fn corrected(period: &Period) -> Option<Reading> {
    period.is_corrected.then_some(period.reading)
}

/// A text of a draft that no plan can take, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {error}")]
pub struct DraftError {
    /// "Fund 2, emne 1, aktivitet 3 (Hvad)".
    pub place: String,
    /// What is wrong with it.
    pub error: TextError,
}

impl PlanDraft {
    /// The draft with every text tidied, and every text that is too long or holds a CPR number named.
    pub fn tidied(mut self) -> Result<Self, Vec<DraftError>> {
        let mut errors = Vec::new();
        let mut tidy = |text: &mut String, max: usize, place: &str| match text::optional(text, max) {
            Ok(tidied) => *text = tidied,
            Err(error) => errors.push(DraftError { place: place.to_owned(), error }),
        };
        self.title = text::one_line(&self.title);
        tidy(&mut self.title, MAX_TITLE_CHARS, "Titlen");
        tidy(&mut self.introduction, MAX_CHARS, "Teksten før tabellen");
        tidy(&mut self.closing, MAX_CHARS, "Teksten efter tabellen");
        for (at, block) in self.blocks.iter_mut().enumerate() {
            block.tidy(&format!("Fund {}", at + 1), &mut tidy);
        }
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

impl BlockDraft {
    fn tidy(&mut self, place: &str, tidy: &mut impl FnMut(&mut String, usize, &str)) {
        tidy(&mut self.reference_text, MAX_CHARS, &format!("{place}, henvisningen"));
        tidy(&mut self.text, MAX_CHARS, &format!("{place}, teksten"));
        for (at, issue) in self.issues.iter_mut().enumerate() {
            issue.tidy(&format!("{place}, emne {}", at + 1), tidy);
        }
    }
}

impl IssueDraft {
    fn tidy(&mut self, place: &str, tidy: &mut impl FnMut(&mut String, usize, &str)) {
        tidy(&mut self.text, MAX_CHARS, place);
        for (texts, name) in
            [(&mut self.goals, "mål"), (&mut self.monitoring, "dokumentation"), (&mut self.effects, "forventet effekt")]
        {
            for (at, text) in texts.iter_mut().enumerate() {
                tidy(text, MAX_CHARS, &format!("{place}, {name} {}", at + 1));
            }
            texts.retain(|text| !text.is_empty());
        }
        for (at, line) in self.lines.iter_mut().enumerate() {
            line.tidy(&format!("{place}, linje {}", at + 1), tidy);
        }
        self.lines.retain(|line| !line.is_empty());
    }
}

impl LineDraft {
    fn tidy(&mut self, place: &str, tidy: &mut impl FnMut(&mut String, usize, &str)) {
        match self {
            Self::Activity(activity) => {
                tidy(&mut activity.what, MAX_CHARS, &format!("{place} (Hvad)"));
                tidy(&mut activity.period_text, MAX_CHARS, &format!("{place} (Hvornår)"));
                tidy(&mut activity.owner_text, MAX_CHARS, &format!("{place} (Hvem)"));
                for note in &mut activity.follow_ups {
                    tidy(&mut note.text, MAX_CHARS, &format!("{place} (opfølgning)"));
                    tidy(&mut note.author, MAX_TITLE_CHARS, &format!("{place} (opfølgning)"));
                }
            }
            Self::Period { period_text, .. } => tidy(period_text, MAX_CHARS, &format!("{place} (Hvornår)")),
            Self::Owner { owner_text } => tidy(owner_text, MAX_CHARS, &format!("{place} (Hvem)")),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Activity(activity) => *activity == ActivityDraft::default(),
            Self::Period { period_text, .. } => period_text.is_empty(),
            Self::Owner { owner_text } => owner_text.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_place_of_a_text_no_plan_can_take() {
        let goals = vec!["Borger 010190-1234 trives".to_owned()];
        let issue = IssueDraft { goals, ..IssueDraft::default() };
        let draft = PlanDraft {
            blocks: vec![BlockDraft { issues: vec![issue], ..BlockDraft::default() }],
            ..PlanDraft::default()
        };
        let errors = draft.tidied().unwrap_err();
        assert!(
            errors[0].to_string().starts_with("Fund 1, emne 1, mål 1: Teksten ser ud til at indeholde et CPR-nummer")
        );
    }

    #[test]
    fn drops_what_is_empty() {
        let lines = vec![LineDraft::Owner { owner_text: " ".into() }, LineDraft::Activity(ActivityDraft::default())];
        let issue = IssueDraft { goals: vec![" ".into(), " a ".into()], lines, ..IssueDraft::default() };
        let draft = PlanDraft {
            blocks: vec![BlockDraft { issues: vec![issue], ..BlockDraft::default() }],
            ..PlanDraft::default()
        };
        let tidied = draft.tidied().unwrap();
        assert_eq!(tidied.blocks[0].issues[0].goals, ["a"]);
        assert!(tidied.blocks[0].issues[0].lines.is_empty());
    }
}
