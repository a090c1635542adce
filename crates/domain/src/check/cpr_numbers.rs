//! CPR numbers, which no plan may hold.

use crate::{
    check::{Flaw, Rule, passage::Passage},
    cpr,
};

/// The most numbers told of. One alone keeps the plan from being sent, and no waiver covers it, so those
/// beyond these are told of when these are gone.
const MAX_FLAWS: usize = 100;
/// The digits of a number.
const DIGITS: usize = 10;

/// The CPR numbers in every text: the report's own and the follow-up too.
pub(super) fn flaws(passages: &[Passage<'_>]) -> Vec<Flaw> {
    passages.iter().flat_map(in_passage).take(MAX_FLAWS).collect()
}

/// Looks for the next number when it is asked for; each search reads the rest of the text.
fn in_passage(passage: &Passage<'_>) -> impl Iterator<Item = Flaw> {
    let mut rest = if may_hold_number(passage.text) { passage.text } else { "" };
    std::iter::from_fn(move || {
        let number = cpr::find(rest)?;
        rest = rest.split_once(number).map_or("", |(_, after)| after);
        Some(flaw(passage, number))
    })
}

fn may_hold_number(text: &str) -> bool {
    text.chars().filter(|char| char.is_numeric()).nth(DIGITS - 1).is_some()
}

// The message does not repeat the number: it may be read where the text is not.
fn flaw(passage: &Passage<'_>, number: &str) -> Flaw {
    Flaw {
        rule: Rule::CprNumber,
        part_id: passage.part_id,
        field: passage.field(),
        words: number.to_owned(),
        message: format!(
            "Der ser ud til at stå et CPR-nummer {}. Slet nummeret; det må ikke stå i planen.",
            passage.whereabouts()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{
            passage,
            sample::{self, Built},
        },
        template,
    };

    #[test]
    fn finds_numbers_in_every_text() {
        let mut issue = sample::issue("Emne").activity("Møde om 010190-1234", "maj 2022", "Leder");
        let activity = issue.lines[0].activity_mut().unwrap();
        activity.follow_ups.push(sample::follow_up("Talt med 020280-1234 og 030370-1234"));
        let mut plan = sample::plan(vec![sample::block("Henstilling om 040460-1234", vec![issue])]);
        plan.title = "Handleplan 050550 1234".into();
        plan.closing = "Bilag 0606401234".into();
        assert_eq!(
            sample::words(&plan, Rule::CprNumber),
            ["050550 1234", "040460-1234", "010190-1234", "020280-1234", "030370-1234", "0606401234"]
        );
        let flaws = sample::flaws(&plan, Rule::CprNumber);
        assert!(flaws.iter().all(|flaw| !flaw.message.contains(&flaw.words)));
    }

    #[test]
    fn numbers_without_end_are_told_of_to_an_end() {
        let plan = sample::plan_of(sample::issue(&"010190-1234\n".repeat(2 * MAX_FLAWS)));
        let template = template::sample::template();
        assert_eq!(flaws(&passage::all(&plan, &template)).len(), MAX_FLAWS);
    }

    #[test]
    fn lets_other_numbers_pass() {
        let issue = sample::issue("Sag 24-001234, tlf. 87 12 34 56").activity("Møde", "12-03-2022", "Leder");
        assert!(sample::flaws(&sample::plan_of(issue), Rule::CprNumber).is_empty());
    }
}
