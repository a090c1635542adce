//! How large a plan may be: what a person can work in, a browser can show and a server can hold.
//!
//! Whatever the format, what counts is what is made, not how many rows or bytes it is made of.

use std::ops::Add;

use crate::{
    activity::Activity,
    plan::{Block, Issue, Line, Plan, Statement},
};

use super::{BlockDraft, IssueDraft, LineDraft, PlanDraft};

/// The most parts a plan may have: findings, issues, goals, activities, periods and owners of a whole cell,
/// documentation, effects and follow-up together.
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
        "Planen er for stor. Den har mere end 5.000 dele (fund, emner, mål, aktiviteter, dokumentation, effekter og opfølgning). Del den i flere planer, med en fil til hver."
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

    fn words(&mut self, words: &str) {
        self.chars += words.chars().count();
    }

    fn part(&mut self, words: &str) {
        self.parts += 1;
        self.words(words);
    }

    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a String>) {
        for text in texts {
            self.part(text);
        }
    }

    fn statements(&mut self, statements: &[Statement]) {
        self.texts(statements.iter().map(|statement| &statement.text));
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Activity(activity) => self.activity(activity),
            Line::Period(loose) => self.part(&loose.period.text),
            Line::Owner(owner) => self.part(&owner.text),
        }
    }

    fn activity(&mut self, activity: &Activity) {
        self.part(&activity.what);
        self.words(&activity.period.text);
        self.words(&activity.owner_text);
        for note in &activity.follow_ups {
            self.part(&note.text);
            self.words(&note.author);
        }
    }
}

impl Add for PlanSize {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self { parts: self.parts + more.parts, chars: self.chars + more.chars }
    }
}

impl From<&PlanDraft> for PlanSize {
    fn from(draft: &PlanDraft) -> Self {
        let mut size = Self::default();
        for words in [&draft.title, &draft.introduction, &draft.closing] {
            size.words(words);
        }
        draft.blocks.iter().fold(size, |size, block| size + PlanSize::from(block))
    }
}

impl From<&BlockDraft> for PlanSize {
    fn from(block: &BlockDraft) -> Self {
        let mut size = Self::default();
        size.part(&block.text);
        size.words(&block.reference_text);
        block.issues.iter().fold(size, |size, issue| size + PlanSize::from(issue))
    }
}

impl From<&IssueDraft> for PlanSize {
    fn from(issue: &IssueDraft) -> Self {
        let mut size = Self::default();
        size.part(&issue.text);
        size.texts(issue.goals.iter().chain(&issue.monitoring).chain(&issue.effects));
        issue.lines.iter().fold(size, |size, line| size + PlanSize::from(line))
    }
}

impl From<&LineDraft> for PlanSize {
    fn from(line: &LineDraft) -> Self {
        let mut size = Self::default();
        match line {
            LineDraft::Activity(activity) => {
                size.part(&activity.what);
                size.words(&activity.period_text);
                size.words(&activity.owner_text);
                for note in &activity.follow_ups {
                    size.part(&note.text);
                    size.words(&note.author);
                }
            }
            LineDraft::Period { period_text, .. } => size.part(period_text),
            LineDraft::Owner { owner_text } => size.part(owner_text),
        }
        size
    }
}

impl From<&Plan> for PlanSize {
    fn from(plan: &Plan) -> Self {
        let mut size = Self::default();
        for words in [&plan.title, &plan.introduction, &plan.closing] {
            size.words(words);
        }
        plan.blocks.iter().fold(size, |size, block| size + PlanSize::from(block))
    }
}

impl From<&Block> for PlanSize {
    fn from(block: &Block) -> Self {
        let mut size = Self::default();
        size.part(&block.finding.text);
        size.words(&block.finding.reference_text);
        block.issues.iter().fold(size, |size, issue| size + PlanSize::from(issue))
    }
}

impl From<&Issue> for PlanSize {
    fn from(issue: &Issue) -> Self {
        let mut size = Self::default();
        size.part(&issue.text);
        for statements in [&issue.goals, &issue.monitoring, &issue.effects] {
            size.statements(statements);
        }
        for line in &issue.lines {
            size.line(line);
        }
        size
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
    use super::super::{ActivityDraft, FollowUpDraft};
    use super::*;

    fn draft(lines: Vec<LineDraft>) -> PlanDraft {
        let issue = IssueDraft { goals: vec!["Mål".into()], lines, ..IssueDraft::default() };
        let block = BlockDraft { text: "Fund".into(), issues: vec![issue], ..BlockDraft::default() };
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
        let lines = vec![LineDraft::Activity(activity), LineDraft::Owner { owner_text: "Ledelse".into() }];
        let size = PlanSize::from(&draft(lines));
        assert_eq!(size, PlanSize { parts: 6, chars: 4 + 4 + 3 + 6 + 5 + 3 + 4 + 7 });
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
