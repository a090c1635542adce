//! How large a plan may be: what a person can work in, a browser can show and a server can hold.
//!
//! Whatever the format, what counts is what is made, not how many rows or bytes it is made of.

use std::ops::Add;

use crate::plan::{
    Block, Issue, Line, Plan, Stage, Text,
    texts::{self, At},
};

use super::PlanDraft;

/// The most parts a plan may have: findings, issues, goals, activities, periods and owners of a whole cell,
/// documentation, effects, other statements and follow-up together.
pub const MAX_PARTS: usize = 5_000;
/// The most characters all texts of a plan may have together.
pub const MAX_CHARS_IN_PLAN: usize = 1_000_000;
/// The most sentences kept that tell what became of the text of a file.
pub const MAX_NOTES: usize = 200;

/// Why a plan is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// More than [`MAX_PARTS`].
    #[error(
        "Planen er for stor. Den har mere end 5.000 dele (fund, emner, mål, aktiviteter, dokumentation, effekter \
         og opfølgning). Del den i flere planer, med en fil til hver."
    )]
    Parts,
    /// More than [`MAX_CHARS_IN_PLAN`].
    #[error("Planen er for stor. Den har mere end 1.000.000 tegn. Del den i flere planer, med en fil til hver.")]
    Chars,
}

/// How large a plan is, or what is to be added to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanSize {
    /// Its parts.
    pub parts: usize,
    /// The characters of its texts.
    pub chars: usize,
}

impl PlanSize {
    /// Refuses what no plan may be.
    pub fn check(self) -> Result<(), TooLarge> {
        if self.parts > MAX_PARTS {
            Err(TooLarge::Parts)
        } else if self.chars > MAX_CHARS_IN_PLAN {
            Err(TooLarge::Chars)
        } else {
            Ok(())
        }
    }
}

impl Add for PlanSize {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self { parts: self.parts + more.parts, chars: self.chars + more.chars }
    }
}

impl<'a, S: Stage> FromIterator<Text<'a, S>> for PlanSize {
    fn from_iter<I: IntoIterator<Item = Text<'a, S>>>(texts: I) -> Self {
        texts.into_iter().fold(Self::default(), |size, text| Self {
            parts: size.parts + usize::from(text.place.is_main()),
            chars: size.chars + text.words.chars().count(),
        })
    }
}

impl From<&PlanDraft> for PlanSize {
    fn from(draft: &PlanDraft) -> Self {
        draft.texts().collect()
    }
}

impl From<&Plan> for PlanSize {
    fn from(plan: &Plan) -> Self {
        plan.texts().collect()
    }
}

impl<S: Stage> From<&Block<S>> for PlanSize {
    fn from(block: &Block<S>) -> Self {
        texts::of_block(block, 1).collect()
    }
}

impl<S: Stage> From<&Issue<S>> for PlanSize {
    fn from(issue: &Issue<S>) -> Self {
        texts::of_issue(issue, At::default()).collect()
    }
}

impl<S: Stage> From<&Line<S>> for PlanSize {
    fn from(line: &Line<S>) -> Self {
        texts::of_line(line, At::default()).collect()
    }
}

impl PlanDraft {
    /// Refuses a draft that is more than a plan may be.
    pub fn check_size(&self) -> Result<(), TooLarge> {
        PlanSize::from(self).check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        draft::{ActivityDraft, BlockDraft, FindingDraft, FollowUpDraft, IssueDraft, LineDraft},
        template::sample::key,
    };

    fn draft(lines: Vec<LineDraft>) -> PlanDraft {
        let mut issue = IssueDraft { lines, ..IssueDraft::default() };
        issue.statements.push(key("goal"), "Mål");
        let finding = FindingDraft { text: "Fund".into(), ..FindingDraft::default() };
        let block = BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() };
        PlanDraft { title: "Plan".into(), blocks: vec![block], ..PlanDraft::default() }
    }

    #[test]
    fn counts_every_part_and_every_character() {
        let note = FollowUpDraft {
            noted_on: "2026-03-12".parse().unwrap(),
            text: "Æøå".into(),
            status: crate::activity::ActivityStatus::Started,
            author: "Lise".into(),
        };
        let activity = ActivityDraft {
            what: "Kursus".into(),
            owner_text: "Leder".into(),
            follow_ups: vec![note],
            ..ActivityDraft::default()
        };
        let lines = vec![LineDraft::Activity(activity), LineDraft::loose_owner("Ledelse")];
        let size = PlanSize::from(&draft(lines));
        assert_eq!(size, PlanSize { parts: 6, chars: 4 + 4 + 3 + 6 + 5 + 3 + 4 + 7 });
    }

    #[test]
    fn a_plan_is_as_large_as_the_draft_it_becomes() {
        let issue = sample::issue("Emne").goal("Ned").activity("Møde", "maj", "Leder").period("2022").owner("TRIO");
        let plan = sample::plan_of(issue);
        assert_eq!(PlanSize::from(&plan), PlanSize::from(&PlanDraft::from(&plan)));
        assert_eq!(PlanSize::from(&plan).parts, 6);
    }

    #[test]
    fn refuses_more_parts_and_more_characters_than_a_plan_may_have() {
        let lines = |count: usize| draft(vec![LineDraft::Activity(ActivityDraft::default()); count]);
        // The finding, the issue and the goal are three.
        assert_eq!(lines(MAX_PARTS - 3).check_size(), Ok(()));
        assert_eq!(lines(MAX_PARTS - 2).check_size(), Err(TooLarge::Parts));
        let long = |chars: usize| PlanDraft { introduction: "å".repeat(chars), ..PlanDraft::default() };
        assert_eq!(long(MAX_CHARS_IN_PLAN).check_size(), Ok(()));
        assert_eq!(long(MAX_CHARS_IN_PLAN + 1).check_size(), Err(TooLarge::Chars));
    }

    #[test]
    fn what_is_added_counts_with_what_is_there() {
        let (full, one) = (PlanSize { parts: MAX_PARTS, chars: 0 }, PlanSize { parts: 1, chars: 1 });
        assert_eq!((full + one).check(), Err(TooLarge::Parts));
    }

    #[test]
    fn the_sentences_name_the_limits() {
        let plain = |error: TooLarge| error.to_string().replace('.', "");
        assert!(plain(TooLarge::Parts).contains(&MAX_PARTS.to_string()));
        assert!(plain(TooLarge::Chars).contains(&MAX_CHARS_IN_PLAN.to_string()));
    }
}
