//! Goals and expected effects of one issue that cannot both be right.
//!
//! Both are cut into clauses ([`clause`]); a clause is about its first noun, and may give amounts
//! ([`amount`]) and a direction. Only clauses about the same thing are compared, and a doubt counts for
//! the plan: what one goal allows is never held against another.

use crate::{
    check::{Flaw, Rule, wording::quote},
    part::Field,
    plan::{Issue, Plan, Statement},
};

mod amount;
mod clause;
mod token;
mod words;

use amount::{Amount, Role};
use clause::Clause;

/// A clause of a goal.
type GoalClause<'a> = (&'a Statement, Clause);

/// The effects that contradict a goal of their issue.
pub(super) fn flaws(plan: &Plan) -> Vec<Flaw> {
    plan.issues().flat_map(|(_, issue)| of_issue(issue)).collect()
}

fn of_issue(issue: &Issue) -> Vec<Flaw> {
    let goals: Vec<GoalClause<'_>> = issue
        .goals
        .iter()
        .flat_map(|goal| clause::read(&goal.text).into_iter().map(move |clause| (goal, clause)))
        .collect();
    issue.effects.iter().filter_map(|effect| contradicting(effect, &goals)).collect()
}

fn contradicting(effect: &Statement, goals: &[GoalClause<'_>]) -> Option<Flaw> {
    let clauses = clause::read(&effect.text);
    let (goal, how) = clauses.iter().find_map(|clause| conflict(clause, goals))?;
    let message = format!(
        "Den forventede effekt {} passer ikke med målet {}: {how}. Ret det, der er forkert.",
        quote(&effect.text),
        quote(&goal.text)
    );
    // A waiver is for the two together: it falls away when either changes.
    let words = format!("{}\n{}", effect.text, goal.text);
    Some(Flaw { rule: Rule::Contradiction, part_id: Some(effect.id), field: Some(Field::Text), words, message })
}

/// The first goal that a clause of an effect contradicts, and how.
fn conflict<'a>(effect: &Clause, goals: &[GoalClause<'a>]) -> Option<(&'a Statement, String)> {
    let about: Vec<&GoalClause<'a>> = goals.iter().filter(|(_, clause)| clause.is_about(effect)).collect();
    let doubtful: Vec<&Amount> =
        effect.amounts.iter().filter(|amount| !about.iter().any(|(_, clause)| allows(clause, amount))).collect();
    about.iter().find_map(|(goal, clause)| {
        let how = opposed(clause, effect).or_else(|| unequal(clause, effect, &doubtful))?;
        Some((*goal, how))
    })
}

/// True where a goal gives this very amount, or two levels that lie so far apart.
fn allows(goal: &Clause, amount: &Amount) -> bool {
    goal.amounts.iter().any(|given| given.fits(amount)) || (amount.role == Role::Change && goal.has_change(amount))
}

fn opposed(goal: &Clause, effect: &Clause) -> Option<String> {
    let (wanted, expected) = goal.direction.zip(effect.direction)?;
    let is_opposed = wanted != expected && goal.is_alike(effect) && goal.is_of_same_time(effect);
    is_opposed.then(|| "det ene siger op, det andet ned".to_owned())
}

/// How one of the amounts that no goal gives contradicts an amount of this goal.
fn unequal(goal: &Clause, effect: &Clause, doubtful: &[&Amount]) -> Option<String> {
    doubtful.iter().find_map(|amount| {
        goal.amounts.iter().find_map(|given| {
            let is_swapped = is_swapped(given, amount) && !effect.has_change(given);
            if is_swapped {
                return Some(swapped(given));
            }
            let is_other = goal.is_alike(effect) && goal.is_of_same_time(effect) && is_other_amount(given, amount);
            is_other.then(|| format!("målet siger {}, effekten {}", given.describe(), amount.describe()))
        })
    })
}

/// "Til 5 procent" against "med 5 procent".
fn is_swapped(given: &Amount, amount: &Amount) -> bool {
    let is_other_role = matches!((given.role, amount.role), (Role::Level, Role::Change) | (Role::Change, Role::Level));
    is_other_role && given.unit == amount.unit && given.is_number_of(amount)
}

fn swapped(given: &Amount) -> String {
    let amount = given.describe();
    if given.role == Role::Level {
        format!("i målet er {amount} det, der skal nås (»til«), i effekten det, der ændres (»med«)")
    } else {
        format!("i målet er {amount} det, der ændres (»med«), i effekten det, der skal nås (»til«)")
    }
}

/// "Til 5 procent" against "til 7 procent" or "til 5 dage".
fn is_other_amount(given: &Amount, amount: &Amount) -> bool {
    let is_told = matches!(given.role, Role::Level | Role::Change) && given.role == amount.role;
    let is_other_unit = given.unit != amount.unit && given.is_number_of(amount);
    let is_other_number = given.unit == amount.unit && given.bound == amount.bound && !given.meets(amount);
    is_told && (is_other_unit || is_other_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built};

    fn found(goals: &[&str], effect: &str) -> Option<String> {
        let issue = goals.iter().fold(sample::issue("").monitoring("Opgøres"), |issue, goal| issue.goal(goal));
        let flaws = sample::flaws(&sample::plan_of(issue.effect(effect)), Rule::Contradiction);
        assert!(flaws.len() <= 1);
        flaws.into_iter().next().map(|flaw| flaw.message)
    }

    #[test]
    fn a_level_is_not_a_change() {
        let message =
            found(&["Sygefraværet skal reduceres til 5-6 procent."], "Sygefraværet nedbringes med 5-6 procent");
        assert_eq!(
            message.as_deref(),
            Some(
                "Den forventede effekt »Sygefraværet nedbringes med 5-6 procent« passer ikke med målet »Sygefraværet \
                 skal reduceres til 5-6 procent.«: i målet er 5-6 procent det, der skal nås (»til«), i effekten det, \
                 der ændres (»med«). Ret det, der er forkert."
            )
        );
        assert!(found(&["Fraværet falder med 2 pct."], "Fraværet blandt nattevagter falder til 2 %").is_some());
    }

    #[test]
    fn numbers_and_units_must_agree() {
        for (goal, effect) in [
            ("Sygefraværet falder til 5 procent", "Sygefraværet er på 7 procent"),
            ("Sygefraværet skal ned på 7,8 %", "Sygefraværet er 8,9 pct."),
            ("Fraværet falder med 3 procent", "Fraværet falder med 3 procentpoint"),
            ("Fraværet falder med 3 procent", "Fraværet falder med 3 %-point"),
            ("Fraværet er højst 10 dage", "Fraværet er højst 14 dage"),
            ("Fraværet nedbringes til 10 dage", "Fraværet nedbringes til 10 timer"),
        ] {
            assert!(found(&[goal], effect).is_some(), "{goal} / {effect}");
        }
    }

    #[test]
    fn one_cannot_go_up_and_down() {
        assert!(found(&["Trivslen skal øges"], "Trivslen falder").unwrap().contains("op, det andet ned"));
        assert!(found(&["Antallet af vikarer reduceres"], "Øget antal vikarer").is_some());
    }

    #[test]
    fn what_agrees_passes() {
        for (goal, effect) in [
            ("Sygefraværet falder til 5-6 procent", "Sygefraværet er på 6 procent"),
            ("Sygefraværet falder fra 9 til 6 procent", "Sygefraværet falder til 6 procent"),
            ("Sygefraværet falder fra 9 til 6 procent", "Sygefraværet falder med 3 procentpoint"),
            ("Sygefraværet falder med 5 procent", "Sygefraværet falder fra 10 til 5 procent"),
            ("Sygefraværet falder fra 10 procent til 5 procent", "Sygefraværet falder med 5 procent"),
            ("Sygefraværet er 8 % i 2026 og 5 % i 2027", "Sygefraværet er 5 % i 2027"),
            ("Sygefraværet er 8 % i 2026", "Sygefraværet er 5 % i 2027"),
            ("Sygefraværet falder til 8 procent og siden til 5 procent", "Sygefraværet falder til 5 procent"),
            ("Sygefraværet er højst 7,0 procent i gennemsnit", "Sygefraværet holder sig på højst 7 procent"),
            ("Sygefraværet ligger mellem 5 og 6 procent", "Sygefraværet ligger på 5 procent"),
            ("Sygefraværet er højst 7 procent", "Sygefraværet er mindst 1 procent lavere"),
            ("Sygefraværet nedbringes", "Sygefraværet falder mindst 10 procent"),
        ] {
            assert_eq!(found(&[goal], effect), None, "{goal} / {effect}");
        }
        let goals = ["Sygefraværet falder til 5 procent", "Sygefraværet falder med 4 procent"];
        assert_eq!(found(&goals, "Sygefraværet falder med 4 procent"), None);
    }

    #[test]
    fn other_subjects_pass() {
        for (goal, effect) in [
            ("Sygefraværet falder til 5 procent", "Vikarforbruget falder til 7 procent"),
            ("Sygefraværet falder til 5 procent", "Sygefraværet falder, og borgertilfredsheden stiger med 5 procent"),
            ("Andelen af borgere med delmål er 90 procent", "Andelen af borgere i beskæftigelse er 50 procent"),
            ("Medarbejderne oplever øget indflydelse", "Borgerne oplever, at uroen falder"),
            ("Viden om medicin øges", "Fejl i medicin mindskes"),
            ("Fraværet blandt dagvagter er 5 procent", "Fraværet blandt nattevagter er 7 procent"),
            ("Registrering af magtanvendelser øges", "Magtanvendelser reduceres"),
            ("Tryghed øges", "Utryghed mindskes"),
            ("Antallet af klager må ikke øges", "Antallet af klager falder"),
            ("Sygefraværet skal forbedres", "Sygefraværet falder"),
            ("Tilsynets krav i indikator 9.b er mødt", "Tilsynets krav i indikator 9.c er mødt"),
            ("Stigningen i fravær mindskes", "Fraværet stiger ikke"),
            ("Hver borger har 2 delmål", "Hver borger har 3 delmål"),
        ] {
            assert_eq!(found(&[goal], effect), None, "{goal} / {effect}");
        }
    }

    #[test]
    fn issues_are_judged_apart() {
        let first = sample::issue("").goal("Sygefraværet falder til 5 procent");
        let second = sample::issue("").effect("Sygefraværet falder til 9 procent");
        let plan = sample::plan(vec![sample::block("Henstilling", vec![first, second])]);
        assert!(sample::flaws(&plan, Rule::Contradiction).is_empty());
    }
}
