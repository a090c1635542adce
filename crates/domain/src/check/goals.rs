//! Whether goals are followed.

use crate::{
    check::{Flaw, Rule, wording::named},
    part::Field,
    plan::{Issue, Plan, Statement},
    template::{ColumnAbility, ColumnKey, PlanTemplate},
};

/// One flaw for each issue with goals and no monitoring, at its first goal. An issue without a text of
/// its own goes on with the one above it, but stands in a row with goals of its own, and is judged alone.
/// A kind of plan without a column for monitoring asks for none.
pub(super) fn flaws(plan: &Plan, template: &PlanTemplate) -> Vec<Flaw> {
    let goals: Vec<ColumnKey> = template.with_ability(ColumnAbility::Goal).collect();
    let monitoring: Vec<ColumnKey> = template.with_ability(ColumnAbility::Monitoring).collect();
    let mut columns = template.statement_columns().map(|(_, column)| column);
    let Some(column) = columns.find(|column| column.ability == ColumnAbility::Monitoring) else { return Vec::new() };
    let first = |issue| unfollowed(issue, &goals, &monitoring);
    plan.issues().filter_map(|(_, issue)| Some(flaw(first(issue)?, &column.name))).collect()
}

/// The first goal of an issue that says nothing of how they are followed.
fn unfollowed<'a>(issue: &'a Issue, goals: &[ColumnKey], monitoring: &[ColumnKey]) -> Option<&'a Statement> {
    let has_words = |statement: &&Statement| !statement.text.trim().is_empty();
    let first = |columns: &[ColumnKey]| columns.iter().flat_map(|column| issue.statements.of(column)).find(has_words);
    if first(monitoring).is_some() { None } else { first(goals) }
}

fn flaw(goal: &Statement, column: &str) -> Flaw {
    let name = named("målet", &goal.text);
    Flaw {
        rule: Rule::GoalWithoutMonitoring,
        part_id: Some(goal.id),
        field: Some(Field::Text),
        words: goal.text.clone(),
        message: format!("Der står ikke under {column}, hvordan {name} følges. Skriv, hvordan I kan se, om det nås."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        template,
    };

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
    fn the_kind_of_plan_says_which_column_tells_how_goals_are_followed() {
        let plan = sample::plan_of(sample::issue("Fravær").goal("Ned").effect("Opgøres hver måned"));
        let mut template = template::sample::template();
        let message = flaws(&plan, &template).remove(0).message;
        assert!(message.starts_with("Der står ikke under Dokumentation, hvordan målet »Ned« følges."), "{message}");
        template.columns[5].ability = ColumnAbility::Plain;
        assert!(flaws(&plan, &template).is_empty());
        template.columns[7].ability = ColumnAbility::Monitoring;
        assert!(flaws(&plan, &template).is_empty());
        let plan = sample::plan_of(sample::issue("Fravær").goal("Ned").monitoring("Opgøres hver måned"));
        assert!(flaws(&plan, &template)[0].message.contains("under Forventede effekt, hvordan"));
    }

    #[test]
    fn a_row_that_goes_on_with_the_issue_above_needs_its_own() {
        let first = sample::issue("Rekruttering").goal("Stillinger besættes").monitoring("Drøftes i LMU");
        assert_eq!(unfollowed(vec![first, sample::issue("").goal("Godt omdømme")]), ["Godt omdømme"]);
    }
}
