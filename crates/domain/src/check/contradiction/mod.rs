//! Goals and expected effects of one issue that cannot both be right.
//!
//! Both are cut into clauses ([`clause`]); a clause is about its first noun, and may give amounts
//! ([`amount`]) and a direction. Only clauses about the same thing are compared, and a doubt counts for
//! the plan: what one goal allows is never held against another, and an effect with more goals beside it
//! than can be looked through ([`work`]) contradicts none of them.

use crate::{
    check::{Flaw, Rule, wording::quote},
    part::Field,
    plan::{Issue, Plan, Statement},
    template::{ColumnAbility, ColumnKey, PlanTemplate},
};

mod amount;
mod clause;
mod pair;
mod token;
mod words;
mod work;

use amount::{Amount, Role};
use clause::Clause;
use pair::Pair;
use work::Work;

/// The most contradictions told of; each holds two whole texts.
const MAX_FLAWS: usize = 100;

/// A clause of a goal.
type GoalClause<'a> = (&'a Statement, Clause);

/// The effects that contradict a goal of their issue.
pub(super) fn flaws(plan: &Plan, template: &PlanTemplate) -> Vec<Flaw> {
    let [goals, effects] = [ColumnAbility::Goal, ColumnAbility::Effect]
        .map(|ability| template.with_ability(ability).collect::<Vec<ColumnKey>>());
    let mut work = Work::default();
    let found = plan
        .issues()
        .flat_map(|(_, issue)| of_issue(in_columns(issue, &goals), in_columns(issue, &effects), &mut work));
    found.take(MAX_FLAWS).collect()
}

/// What stands in some columns of an issue.
fn in_columns<'a>(issue: &'a Issue, columns: &[ColumnKey]) -> Vec<&'a Statement> {
    columns.iter().flat_map(|column| issue.statements.of(column)).collect()
}

fn of_issue(goals: Vec<&Statement>, effects: Vec<&Statement>, work: &mut Work) -> Vec<Flaw> {
    let effects: Vec<(&Statement, Vec<Clause>)> =
        effects.into_iter().map(|effect| (effect, clause::read(&effect.text))).collect();
    if effects.iter().all(|(_, clauses)| clauses.is_empty()) {
        return Vec::new();
    }
    let goals: Vec<GoalClause<'_>> = goals
        .into_iter()
        .flat_map(|goal| clause::read(&goal.text).into_iter().map(move |clause| (goal, clause)))
        .collect();
    let contradicting = |(effect, clauses): &(&Statement, Vec<Clause>)| contradicting(effect, clauses, &goals, work);
    effects.iter().filter_map(contradicting).take(MAX_FLAWS).collect()
}

fn contradicting(effect: &Statement, clauses: &[Clause], goals: &[GoalClause<'_>], work: &mut Work) -> Option<Flaw> {
    let (goal, how) = clauses.iter().find_map(|clause| conflict(clause, goals, work))?;
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
fn conflict<'a>(effect: &Clause, goals: &[GoalClause<'a>], work: &mut Work) -> Option<(&'a Statement, String)> {
    let about = about(effect, goals, work)?;
    let doubtful: Vec<&Amount> =
        effect.amounts.iter().filter(|amount| !about.iter().any(|(_, clause)| allows(clause, amount))).collect();
    about.iter().find_map(|(goal, clause)| {
        let pair = Pair::of(clause, effect);
        let how = pair.opposed().or_else(|| pair.unequal(&doubtful))?;
        Some((*goal, how))
    })
}

/// The goals about the same thing as the effect; none where there are too many to look through.
fn about<'g, 'a>(effect: &Clause, goals: &'g [GoalClause<'a>], work: &mut Work) -> Option<Vec<&'g GoalClause<'a>>> {
    let mut about = Vec::new();
    for goal in goals {
        let clause = &goal.1;
        work.spend(1)?;
        if clause.has_same_subject(effect) {
            work.spend(clause.size() * effect.size())?;
            if clause.is_about(effect) {
                about.push(goal);
            }
        }
    }
    Some(about)
}

/// True where a goal gives this very amount, or two levels that lie so far apart.
fn allows(goal: &Clause, amount: &Amount) -> bool {
    goal.amounts.iter().any(|given| given.fits(amount)) || (amount.role == Role::Change && goal.has_change(amount))
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
    fn too_many_goals_to_look_through_are_no_contradiction() {
        let about = format!("Fraværet {}falder til", "vagter ".repeat(98));
        let (goal, effect) = (format!("{about} 5 procent"), format!("{about} 7 procent"));
        assert!(found(&[goal.as_str()], &effect).is_some());
        assert_eq!(found(&[goal.as_str(); 201], &effect), None);
    }

    #[test]
    fn issues_are_judged_apart() {
        let first = sample::issue("").goal("Sygefraværet falder til 5 procent");
        let second = sample::issue("").effect("Sygefraværet falder til 9 procent");
        let plan = sample::plan(vec![sample::block("Henstilling", vec![first, second])]);
        assert!(sample::flaws(&plan, Rule::Contradiction).is_empty());
    }
}
