//! Owners spelled nearly like a known one.
//!
//! Each name is made ready once ([`Name`]), and only those that can be slips of each other are compared
//! ([`candidates`]), so the work grows as the number of names, in this plan and in those around it.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{Flaw, Rule},
    id::PartId,
    owner,
    part::Field,
    plan::{Line, Plan},
};

mod candidates;
mod name;
mod spelling;

use name::Name;

/// More words than this are a sentence, not a role.
const MAX_WORDS: usize = 4;
/// A longer name, in bytes, is no role either.
const MAX_BYTES: usize = 80;
/// A cell with more owners than this is a list of people, and its names are not looked at.
const MAX_OWNERS: usize = 50;
/// The most names that are held against the others. It is advice, and nobody reads more.
const MAX_SUSPECTS: usize = 300;

/// An owner where the plan names it.
struct Mention<'a> {
    part_id: PartId,
    name: Name<'a>,
}

/// The owners named once and nowhere known, whose spelling is nearly that of an owner who is known or
/// named twice or more.
pub(super) fn flaws(plan: &Plan, known_owners: &[String]) -> Vec<Flaw> {
    let mentions = mentions(plan);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in &mentions {
        *counts.entry(&mention.name.normal).or_default() += 1;
    }
    let is_single = |mention: &&Mention<'_>| counts.get(mention.name.normal.as_str()) == Some(&1);
    let (single, usual): (Vec<&Mention<'_>>, Vec<&Mention<'_>>) = mentions.iter().partition(is_single);
    if single.is_empty() {
        return Vec::new();
    }
    let known: Vec<Name<'_>> = known_owners.iter().flat_map(|words| owner::names(words)).map(Name::of).collect();
    let known_normals: HashSet<&str> = known.iter().map(|name| name.normal.as_str()).collect();
    let is_unknown = |mention: &&Mention<'_>| !known_normals.contains(mention.name.normal.as_str());
    let suspects: Vec<&Mention<'_>> = single.into_iter().filter(is_unknown).take(MAX_SUSPECTS).collect();
    let names: Vec<&Name<'_>> = suspects.iter().map(|mention| &mention.name).collect();
    let models = known.iter().chain(usual.into_iter().map(|mention| &mention.name));
    let candidates = candidates::of_each(&names, models);
    let near =
        |(mention, models): (&Mention<'_>, Vec<&Name<'_>>)| Some(flaw(mention, nearest(&mention.name, &models)?));
    suspects.into_iter().zip(candidates).filter_map(near).collect()
}

fn mentions(plan: &Plan) -> Vec<Mention<'_>> {
    let lines = plan.issues().flat_map(|(_, issue)| &issue.lines);
    let names = lines.flat_map(|line| owners(line).into_iter().map(move |name| (line.id(), name)));
    names.filter(|(_, name)| is_role(name)).map(|(part_id, name)| Mention { part_id, name: Name::of(name) }).collect()
}

fn is_role(name: &str) -> bool {
    name.len() <= MAX_BYTES && name.split_whitespace().nth(MAX_WORDS).is_none()
}

fn owners(line: &Line) -> Vec<&str> {
    let names = line.owner_text().into_iter().flat_map(owner::names);
    let names: Vec<&str> = names.take(MAX_OWNERS + 1).collect();
    if names.len() > MAX_OWNERS { Vec::new() } else { names }
}

/// The first of the names most like `name`, where any is nearly the same.
fn nearest<'a>(name: &Name<'_>, models: &[&Name<'a>]) -> Option<&'a str> {
    let near = models.iter().filter_map(|model| Some((spelling::distance(name, model)?, model.text)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, text)| text)
}

fn flaw(mention: &Mention<'_>, model: &str) -> Flaw {
    Flaw {
        rule: Rule::UnknownOwner,
        part_id: Some(mention.part_id),
        field: Some(Field::Owner),
        words: mention.name.text.to_owned(),
        message: format!("»{}« ligner »{model}«. Ret stavningen, hvis det er den samme.", mention.name.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built};

    fn found(owners: &[&str], known: &[&str]) -> Vec<String> {
        let issue = owners.iter().fold(sample::issue(""), |issue, who| issue.activity("Møde", "maj 2022", who));
        let flaws = sample::flaws_with(&sample::plan_of(issue), known);
        flaws.into_iter().filter(|flaw| flaw.rule == Rule::UnknownOwner).map(|flaw| flaw.message).collect()
    }

    #[test]
    fn finds_a_slip_of_the_pen() {
        let message = "»Afdelingslder« ligner »Afdelingsleder«. Ret stavningen, hvis det er den samme.";
        assert_eq!(found(&["Afdelingslder"], &["Afdelingsleder"]), [message]);
        assert_eq!(found(&["Afdelingsleder", "Afdelingsleder og TRIO", "Afdelingslder"], &[]), [message]);
        assert_eq!(found(&["Konst. aftalehoder"], &["Botilbudsleder, konstitueret aftaleholder"]).len(), 1);
    }

    #[test]
    fn one_other_spelling_is_no_model() {
        assert!(found(&["Afdelingsleder", "Afdelingslder"], &[]).is_empty());
        assert!(found(&["Afdelingslder", "Afdelingslder"], &["Afdelingsleder"]).is_empty());
    }

    #[test]
    fn known_owners_and_prose_pass() {
        let known = ["Afdelingsleder", "Afdelingslder"];
        assert!(found(&["Afdelingslder", "afdelingsleder"], &known).is_empty());
        assert!(
            found(&["Vi har alle sammen et fælles ansvar for det"], &["Vi har alle sammen et fælles ansvar"])
                .is_empty()
        );
    }

    #[test]
    fn a_cell_with_a_crowd_is_not_looked_at() {
        let crowd = |count: usize| format!("Afdelingslder{}", ", TRIO".repeat(count - 1));
        assert_eq!(found(&[&crowd(MAX_OWNERS)], &["Afdelingsleder"]).len(), 1);
        assert!(found(&[&crowd(MAX_OWNERS + 1)], &["Afdelingsleder"]).is_empty());
    }

    #[test]
    fn a_list_of_names_without_end_is_told_of_to_an_end() {
        let letters = 'a'..='z';
        let words: Vec<String> = letters
            .clone()
            .flat_map(|first| letters.clone().map(move |last| format!("medarbejder{first}{last}gruppe")))
            .collect();
        let slips: Vec<String> = words.iter().map(|word| word.replace("der", "dr")).collect();
        let cells = |names: &[String]| names.chunks(MAX_OWNERS).map(|names| names.join(", ")).collect::<Vec<_>>();
        let cells = [cells(&words), cells(&words), cells(&slips)].concat();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        assert!(slips.len() > MAX_SUSPECTS);
        assert!((1..=MAX_SUSPECTS).contains(&found(&cells, &[]).len()));
    }

    #[test]
    fn looks_at_owners_of_the_cell_too() {
        let plan = sample::plan_of(sample::issue("").activity("Møde", "maj 2022", "").owner("Sygeplejrske"));
        let flaws = sample::flaws_with(&plan, &["Sygeplejerske"]);
        assert_eq!((flaws[0].rule, flaws[0].field), (Rule::UnknownOwner, Some(Field::Owner)));
        assert_eq!(flaws[0].words, "Sygeplejrske");
    }
}
