//! The same passage in two parts of a plan.

use std::collections::HashMap;

use crate::{
    check::{
        Flaw, Rule,
        passage::Passage,
        wording::{one_line, quote},
    },
    template::{ColumnAbility, Holds},
};

/// The shortest passage that is no coincidence, in characters.
const MIN_CHARS: usize = 60;

/// What passages are compared within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    /// Goals and expected effects.
    Aims,
    /// Another column.
    Column(Holds),
}

/// The passages that stand in an earlier part too, each at the later place. Periods and owners are
/// alike in many parts and are not looked at; goals and effects are compared with each other.
pub(super) fn flaws(passages: &[Passage<'_>]) -> Vec<Flaw> {
    let mut first: HashMap<(Group, String), &Passage<'_>> = HashMap::new();
    let mut flaws = Vec::new();
    for passage in passages {
        let Some(group) = group(passage) else { continue };
        for line in passage.text.lines() {
            let Some(form) = form(line) else { continue };
            let earlier = first.entry((group, form)).or_insert(passage);
            if earlier.part_id != passage.part_id {
                flaws.push(flaw(passage, line, earlier));
            }
        }
    }
    flaws
}

/// What a passage is compared with; none for what is not looked at.
fn group(passage: &Passage<'_>) -> Option<Group> {
    match passage.place.column()? {
        Holds::Theme | Holds::Period | Holds::Owner => None,
        _ if matches!(passage.ability(), ColumnAbility::Goal | ColumnAbility::Effect) => Some(Group::Aims),
        column => Some(Group::Column(column)),
    }
}

/// The form in which two spellings of one passage are equal; none for a passage that is too short.
fn form(line: &str) -> Option<String> {
    // Most lines are; none has more characters than bytes.
    if line.len() < MIN_CHARS {
        return None;
    }
    let line = one_line(line).to_lowercase();
    let form = line.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    (form.chars().count() >= MIN_CHARS).then(|| form.to_owned())
}

fn flaw(passage: &Passage<'_>, line: &str, earlier: &Passage<'_>) -> Flaw {
    let whereabouts = if earlier.finding_number == passage.finding_number {
        format!("{} tidligere i samme fund", earlier.whereabouts())
    } else {
        format!("under Fund {}, {}", earlier.finding_number, earlier.whereabouts())
    };
    let message =
        format!("{} står også {whereabouts}. Slet det ene sted, eller skriv, hvad der gælder her.", quote(line));
    Flaw { rule: Rule::CopiedTwice, part_id: passage.part_id, field: passage.field(), words: line.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        plan::Issue,
    };

    const LONG: &str = "Vagtplanen lægges, så alle medarbejdere kender deres vagter seks uger frem";

    fn copies(first: Issue, second: Issue) -> Vec<Flaw> {
        let blocks = vec![sample::block("Henstilling", vec![first]), sample::block("Anbefaling", vec![second])];
        sample::flaws(&sample::plan(blocks), Rule::CopiedTwice)
    }

    #[test]
    fn tells_at_the_later_place_where_the_passage_stands_first() {
        let again = format!("{}.", LONG.to_uppercase());
        let flaws = copies(sample::issue("").goal(LONG), sample::issue("").goal("Andet").goal(&again));
        assert_eq!(flaws.len(), 1);
        assert_eq!((flaws[0].words.as_str(), flaws[0].words.chars().count() > MIN_CHARS), (again.as_str(), true));
        assert!(flaws[0].message.contains("står også under Fund 1, under Mål"));
    }

    #[test]
    fn a_goal_is_no_effect_and_a_line_of_an_issue_counts_too() {
        assert_eq!(copies(sample::issue("").goal(LONG), sample::issue("").effect(LONG)).len(), 1);
        let issue = |first: &str| sample::issue(&format!("{first}\n{LONG}"));
        assert_eq!(copies(issue("Et"), issue("To")).len(), 1);
        let row = sample::issue("").goal(LONG).effect(LONG);
        assert!(copies(row, sample::issue(""))[0].message.contains("under Mål tidligere i samme fund"));
    }

    #[test]
    fn short_passages_other_columns_and_periods_may_be_alike() {
        assert!(
            copies(sample::issue("").goal("Sygefraværet falder"), sample::issue("").goal("Sygefraværet falder"))
                .is_empty()
        );
        assert!(copies(sample::issue("").goal(LONG), sample::issue("").monitoring(LONG)).is_empty());
        assert!(
            copies(sample::issue("").period(LONG).owner(LONG), sample::issue("").period(LONG).owner(LONG)).is_empty()
        );
        assert!(copies(sample::issue(&format!("{LONG}\n{LONG}")), sample::issue("")).is_empty());
    }
}
