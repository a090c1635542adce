//! Owners spelled nearly like a known one.

use std::collections::{HashMap, HashSet};

use crate::{
    check::{Flaw, Rule},
    id::PartId,
    owner,
    part::Field,
    plan::{Line, Plan},
};

mod spelling;

/// More words than this are a sentence, not a role.
const MAX_WORDS: usize = 4;

/// An owner where the plan names it.
struct Mention {
    part_id: PartId,
    name: String,
    normal: String,
}

/// The owners named once and nowhere known, whose spelling is nearly that of an owner who is known or
/// named twice or more.
pub(super) fn flaws(plan: &Plan, known_owners: &[String]) -> Vec<Flaw> {
    let mentions = mentions(plan);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for mention in &mentions {
        *counts.entry(&mention.normal).or_default() += 1;
    }
    let count = |normal: &str| counts.get(normal).copied().unwrap_or(0);
    let known: Vec<String> = known_owners.iter().flat_map(|words| owner::split(words)).collect();
    let known_normals: HashSet<String> = known.iter().map(|name| owner::normal(name)).collect();
    let usual = mentions.iter().filter(|mention| count(&mention.normal) >= 2).map(|mention| &mention.name);
    let models: Vec<&String> = known.iter().chain(usual).collect();
    mentions
        .iter()
        .filter(|mention| count(&mention.normal) == 1 && !known_normals.contains(&mention.normal))
        .filter_map(|mention| nearest(&mention.name, &models).map(|model| flaw(mention, model)))
        .collect()
}

fn mentions(plan: &Plan) -> Vec<Mention> {
    let lines = plan.issues().flat_map(|(_, issue)| &issue.lines);
    let names = lines.flat_map(|line| owners(line).into_iter().map(move |name| (line.id(), name)));
    names
        .filter(|(_, name)| name.split_whitespace().count() <= MAX_WORDS)
        .map(|(part_id, name)| Mention { part_id, normal: owner::normal(&name), name })
        .collect()
}

fn owners(line: &Line) -> Vec<String> {
    match line {
        Line::Activity(activity) => owner::split(&activity.owner_text),
        Line::Owner(loose) => owner::split(&loose.text),
        Line::Period(_) => Vec::new(),
    }
}

/// The first of the names most like `name`, where any is nearly the same.
fn nearest<'a>(name: &str, models: &[&'a String]) -> Option<&'a String> {
    let near = models.iter().filter_map(|model| Some((spelling::distance(name, model)?, *model)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, model)| model)
}

fn flaw(mention: &Mention, model: &str) -> Flaw {
    Flaw {
        rule: Rule::UnknownOwner,
        part_id: Some(mention.part_id),
        field: Some(Field::Owner),
        words: mention.name.clone(),
        message: format!("»{}« ligner »{model}«. Ret stavningen, hvis det er den samme.", mention.name),
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
    fn looks_at_owners_of_the_cell_too() {
        let plan = sample::plan_of(sample::issue("").activity("Møde", "maj 2022", "").owner("Sygeplejrske"));
        let flaws = sample::flaws_with(&plan, &["Sygeplejerske"]);
        assert_eq!((flaws[0].rule, flaws[0].field), (Rule::UnknownOwner, Some(Field::Owner)));
        assert_eq!(flaws[0].words, "Sygeplejrske");
    }
}
