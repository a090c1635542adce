//! Waivers (*fravigelser*): a person answers for leaving a flaw as it is, and says why.

use std::collections::HashMap;

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
pub struct CheckResult<'a> {
    /// What is neither put right nor waived.
    pub open: Vec<&'a Flaw>,
    /// What is waived, with the waiver that covers it.
    pub waived: Vec<(&'a Flaw, &'a Waiver)>,
    /// The number of each open flaw among all that were judged.
    open_numbers: Vec<usize>,
}

impl<'a> CheckResult<'a> {
    /// What stands open, each flaw with its number among all that were judged.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &'a Flaw)> {
        self.open_numbers.iter().copied().zip(self.open.iter().copied())
    }

    /// How many open flaws keep the plan from being sent.
    pub fn blocking_count(&self) -> usize {
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
        self.blocking_count() == 0
    }
}

/// The flaws that stand open and those that a waiver covers, both in the order of `flaws`.
pub fn sort_by_waivers<'a>(flaws: &'a [Flaw], waivers: &'a [Waiver]) -> CheckResult<'a> {
    let given = Given::of(waivers);
    let mut result = CheckResult { open: Vec::new(), waived: Vec::new(), open_numbers: Vec::new() };
    for (number, flaw) in flaws.iter().enumerate() {
        if let Some(waiver) = given.covering(flaw) {
            result.waived.push((flaw, waiver));
        } else {
            result.open.push(flaw);
            result.open_numbers.push(number);
        }
    }
    result
}

/// What a waiver and the flaws it can cover have in common beside their words.
type Place = (Rule, Option<PartId>, Option<Field>);

/// Waivers by the place and the tidied words they are given for, so that many flaws find theirs at once.
struct Given<'a>(HashMap<Place, HashMap<String, &'a Waiver>>);

impl<'a> Given<'a> {
    fn of(waivers: &'a [Waiver]) -> Self {
        let mut given: HashMap<Place, HashMap<String, &Waiver>> = HashMap::new();
        for waiver in waivers.iter().filter(|waiver| waiver.rule.severity() != Severity::Forbidden) {
            let words = given.entry((waiver.rule, waiver.part_id, waiver.field)).or_default();
            words.entry(text::tidy(&waiver.words)).or_insert(waiver);
        }
        Self(given)
    }

    /// The first waiver that [covers](Waiver::covers) the flaw.
    fn covering(&self, flaw: &Flaw) -> Option<&'a Waiver> {
        let words = self.0.get(&(flaw.rule, flaw.part_id, flaw.field))?;
        words.get(&text::tidy(&flaw.words)).copied()
    }
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
    fn a_result_counts_what_blocks_and_what_does_not() {
        let flaws = [
            flaw(Rule::CprNumber, "010190-1234"),
            flaw(Rule::UnfinishedText, "Samtaler…"),
            flaw(Rule::UnfinishedText, "Møder…"),
            flaw(Rule::CopiedTwice, "Det samme"),
        ];
        let waivers = [waiver(Rule::UnfinishedText, "Samtaler…")];
        let result = sort_by_waivers(&flaws, &waivers);
        assert_eq!((result.blocking_count(), result.advice(), result.waived.len()), (2, 1, 1));
        assert!(!result.is_clear());
        assert!(sort_by_waivers(&flaws[3..], &[]).is_clear());
        assert!(result.numbered().map(|(number, _)| number).eq([0, 2, 3]));
        assert!(result.numbered().all(|(number, flaw)| *flaw == flaws[number]));
    }

    #[test]
    fn sorts_as_each_waiver_says_by_itself() {
        let part_id = Some(PartId::new());
        let flaws = [
            flaw(Rule::UnfinishedText, " Samtaler… \r\n"),
            flaw(Rule::CopiedTwice, "Samtaler…"),
            flaw(Rule::CprNumber, "010190-1234"),
            Flaw { part_id, ..flaw(Rule::UnfinishedText, "Samtaler…") },
            Flaw { field: Some(Field::Text), ..flaw(Rule::UnfinishedText, "Samtaler…") },
            flaw(Rule::UnfinishedText, "Møder…"),
        ];
        let waivers = [
            waiver(Rule::UnfinishedText, "Samtaler…"),
            waiver(Rule::UnfinishedText, "Samtaler… "),
            waiver(Rule::CprNumber, "010190-1234"),
            Waiver { part_id, ..waiver(Rule::UnfinishedText, "Samtaler…") },
        ];
        let covering = |flaw: &Flaw| waivers.iter().find(|waiver| waiver.covers(flaw));
        let result = sort_by_waivers(&flaws, &waivers);
        assert!(result.open.iter().copied().all(|flaw| covering(flaw).is_none()));
        assert!(result.waived.iter().copied().all(|(flaw, waiver)| covering(flaw) == Some(waiver)));
        assert_eq!((result.open.len(), result.waived.len()), (4, 2));
    }
}
