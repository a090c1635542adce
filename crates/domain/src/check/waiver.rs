//! Waivers (*fravigelser*): a person answers for leaving a flaw as it is, and says why.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    check::{Flaw, Rule, Severity},
    id::{PartId, WaiverId},
    part::Field,
    text,
};

/// A person's decision to leave a flaw as it is (*fravigelse*). It falls away when the words change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Its identity.
    pub id: WaiverId,
    /// The rule that is waived.
    pub rule: Rule,
    /// The part the flaw stands in; none for the plan's own texts.
    pub part_id: Option<PartId>,
    /// The field of that part, where the flaw is about one.
    pub field: Option<Field>,
    /// The words it is given for.
    pub words: String,
    /// Why (*begrundelse*).
    pub reason: String,
    /// Who decided it.
    pub author: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

impl Waiver {
    /// True where it is given for this very flaw. Nothing covers a flaw that must be put right.
    pub fn covers(&self, flaw: &Flaw) -> bool {
        self.rule.severity() != Severity::Forbidden
            && self.rule == flaw.rule
            && self.part_id == flaw.part_id
            && self.field == flaw.field
            && text::tidy(&self.words) == text::tidy(&flaw.words)
    }
}

/// Flaws told apart: those that stand open, and those a person has answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// What is neither put right nor waived.
    pub open: Vec<&'a Flaw>,
    /// What is waived, with the waiver that covers it.
    pub waived: Vec<(&'a Flaw, &'a Waiver)>,
}

impl Verdict<'_> {
    /// How many open flaws keep the plan from being sent.
    pub fn hinders(&self) -> usize {
        self.open.len() - self.advice()
    }

    /// How many open flaws are only worth a look.
    pub fn advice(&self) -> usize {
        self.open.iter().filter(|flaw| flaw.rule.severity() == Severity::Advice).count()
    }

    /// True where something stands in the plan that must never leave it.
    pub fn is_forbidden(&self) -> bool {
        self.open.iter().any(|flaw| flaw.rule.severity() == Severity::Forbidden)
    }

    /// True where nothing keeps the plan from being sent.
    pub fn is_clear(&self) -> bool {
        self.hinders() == 0
    }
}

/// The flaws that stand open and those that a waiver covers, both in the order of `flaws`.
pub fn judge<'a>(flaws: &'a [Flaw], waivers: &'a [Waiver]) -> Verdict<'a> {
    let mut verdict = Verdict { open: Vec::new(), waived: Vec::new() };
    for flaw in flaws {
        match waivers.iter().find(|waiver| waiver.covers(flaw)) {
            Some(waiver) => verdict.waived.push((flaw, waiver)),
            None => verdict.open.push(flaw),
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(rule: Rule, words: &str) -> Flaw {
        Flaw { rule, part_id: None, field: None, words: words.into(), message: String::new() }
    }

    fn waiver(rule: Rule, words: &str) -> Waiver {
        Waiver {
            id: WaiverId::new(),
            rule,
            part_id: None,
            field: None,
            words: words.into(),
            reason: "Aftalt med tilsynet".into(),
            author: "Lise Krogh".into(),
            made_at: DateTime::default(),
        }
    }

    #[test]
    fn a_waiver_holds_as_long_as_the_words_do() {
        let given = waiver(Rule::UnfinishedText, "Samtaler holdes…");
        assert!(given.covers(&flaw(Rule::UnfinishedText, " Samtaler holdes… \r\n")));
        assert!(!given.covers(&flaw(Rule::UnfinishedText, "Samtaler holdes hver uge…")));
        assert!(!given.covers(&flaw(Rule::CopiedTwice, "Samtaler holdes…")));
        let elsewhere = Flaw { part_id: Some(PartId::new()), ..flaw(Rule::UnfinishedText, "Samtaler holdes…") };
        assert!(!given.covers(&elsewhere));
        let other_field = Flaw { field: Some(Field::Period), ..flaw(Rule::UnfinishedText, "Samtaler holdes…") };
        assert!(!given.covers(&other_field));
    }

    #[test]
    fn nothing_waives_a_cpr_number() {
        assert!(!waiver(Rule::CprNumber, "010190-1234").covers(&flaw(Rule::CprNumber, "010190-1234")));
    }

    #[test]
    fn a_verdict_counts_what_hinders_and_what_does_not() {
        let flaws = [
            flaw(Rule::CprNumber, "010190-1234"),
            flaw(Rule::UnfinishedText, "Samtaler…"),
            flaw(Rule::UnfinishedText, "Møder…"),
            flaw(Rule::CopiedTwice, "Det samme"),
        ];
        let waivers = [waiver(Rule::UnfinishedText, "Samtaler…")];
        let verdict = judge(&flaws, &waivers);
        assert_eq!((verdict.hinders(), verdict.advice(), verdict.waived.len()), (2, 1, 1));
        assert!(!verdict.is_clear());
        assert!(judge(&flaws[3..], &[]).is_clear());
    }
}
