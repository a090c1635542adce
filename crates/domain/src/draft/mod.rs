//! A plan without identities: what an import reads, what a copy takes along, what is compared.

use serde::{Deserialize, Serialize};

use crate::plan::{self, Plan, Text, texts};

mod fitted;
mod from_plan;
pub mod left_over;
mod origin;
mod redacted;
mod size;
#[cfg(test)]
mod tests;
mod texts_mut;
mod tidied;
mod tree;
mod wire;

pub use origin::plan_year;
pub use redacted::{Redaction, TooManyNumbers};
pub use size::{MAX_CHARS_IN_PLAN, MAX_NOTES, MAX_PARTS, PlanSize, TooLarge};
pub use texts_mut::TextMut;
pub use tidied::DraftError;
pub use tree::{Draft, FindingDraft, FollowUpDraft, PeriodDraft};

/// A finding and what answers it, to be.
pub type BlockDraft = plan::Block<Draft>;
/// An issue (*emne*) to be.
pub type IssueDraft = plan::Issue<Draft>;
/// One text of a column, to be.
pub type StatementDraft = plan::Statement<Draft>;
/// One line across *Hvad*, *Hvornår* and *Hvem*, to be.
pub type LineDraft = plan::Line<Draft>;
/// An activity (*aktivitet*) to be.
pub type ActivityDraft = plan::Activity<Draft>;

/// A plan to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "wire::PlanFile", into = "wire::PlanFile")]
pub struct PlanDraft {
    /// The kind of plan, where known.
    pub template_id: Option<String>,
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

impl PlanDraft {
    /// Every issue.
    pub fn issues(&self) -> impl Iterator<Item = &IssueDraft> {
        self.blocks.iter().flat_map(|block| &block.issues)
    }

    /// Every line of every issue.
    pub fn lines(&self) -> impl Iterator<Item = &LineDraft> {
        self.issues().flat_map(|issue| &issue.lines)
    }

    /// Every activity.
    pub fn activities(&self) -> impl Iterator<Item = &ActivityDraft> {
        self.lines().filter_map(LineDraft::activity)
    }

    /// How many activities it has.
    pub fn activity_count(&self) -> usize {
        self.activities().count()
    }

    /// Every text of it with its place: the title, the text before the table, the findings, the text after the table.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_, Draft>> {
        texts::of_plan([&self.title, &self.introduction, &self.closing], &self.blocks)
    }

    /// The year its time frames most likely start from: the earliest year they name.
    pub fn named_year(&self) -> Option<i32> {
        let words = self.lines().filter_map(LineDraft::period_text);
        words
            .flat_map(|words| words.split(|letter: char| !letter.is_ascii_digit()))
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse().ok().and_then(plan_year))
            .min()
    }
}

impl From<&Plan> for PlanDraft {
    fn from(plan: &Plan) -> Self {
        Self {
            template_id: Some(plan.template_id.clone()),
            title: plan.title.clone(),
            year: Some(plan.year),
            introduction: plan.introduction.clone(),
            closing: plan.closing.clone(),
            blocks: plan.blocks.iter().map(Into::into).collect(),
        }
    }
}
