//! Whether goals are followed.

use crate::{
    check::{Flaw, Rule, wording::named},
    part::Field,
    plan::{Issue, Plan},
};

/// One flaw for each issue with goals and no monitoring, at its first goal. An issue without a text of
/// its own goes on with the one above it, but stands in a row with goals of its own, and is judged alone.
pub(super) fn flaws(plan: &Plan) -> Vec<Flaw> {
    plan.issues().filter_map(|(_, issue)| unfollowed(issue)).collect()
}

fn unfollowed(issue: &Issue) -> Option<Flaw> {
    let has_words = |text: &str| !text.trim().is_empty();
    if issue.monitoring.iter().any(|part| has_words(&part.text)) {
        return None;
    }
    let goal = issue.goals.iter().find(|goal| has_words(&goal.text))?;
    let name = named("målet", &goal.text);
    Some(Flaw {
        rule: Rule::GoalWithoutMonitoring,
        part_id: Some(goal.id),
        field: Some(Field::Text),
        words: goal.text.clone(),
        message: format!(
            "Der står ikke under Dokumentation, hvordan {name} følges. Skriv, hvordan I kan se, om det nås."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built};

    fn unfollowed(issues: Vec<Issue>) -> Vec<String> {
        sample::words(&sample::plan(vec![sample::block("Henstilling", issues)]), Rule::GoalWithoutMonitoring)
    }

    #[test]
    fn an_issue_is_told_of_once_at_its_first_goal() {
        assert_eq!(unfollowed(vec![sample::issue("Fravær").goal("Ned").goal("Væk")]), ["Ned"]);
        assert_eq!(unfollowed(vec![sample::issue("Fravær").goal("Ned").monitoring("Opgøres hver måned")]), [""; 0]);
        assert_eq!(unfollowed(vec![sample::issue("Fravær")]), [""; 0]);
    }

    #[test]
    fn a_row_that_goes_on_with_the_issue_above_needs_its_own() {
        let first = sample::issue("Rekruttering").goal("Stillinger besættes").monitoring("Drøftes i LMU");
        assert_eq!(unfollowed(vec![first, sample::issue("").goal("Godt omdømme")]), ["Godt omdømme"]);
    }
}
