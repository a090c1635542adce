//! Whether each activity has a period and an owner.

use crate::{
    check::{Flaw, Rule, wording::named},
    owner,
    part::Field,
    period::Period,
    plan::{Activity, Issue, Line, Plan},
    template::{Holds, PlanTemplate},
};

/// The activities without a period and those without an owner.
pub(super) fn flaws(plan: &Plan, template: &PlanTemplate) -> Vec<Flaw> {
    plan.issues().flat_map(|(_, issue)| of_issue(issue, template)).collect()
}

/// True where a period says anything at all.
pub(super) fn is_given(period: &Period) -> bool {
    !period.text.trim().is_empty() || !period.reading.is_undated()
}

fn of_issue(issue: &Issue, template: &PlanTemplate) -> Vec<Flaw> {
    let [period, owner] = [Holds::Period, Holds::Owner].map(|holds| template.column_name(holds));
    let undated = without_period(issue).into_iter().map(|activity| lacks_period(activity, period));
    undated.chain(without_owner(issue).map(|activity| lacks_owner(activity, owner))).collect()
}

/// The activities that nobody owns. An owner of the cell owns all its activities, so the cell is asked once.
fn without_owner(issue: &Issue) -> impl Iterator<Item = &Activity> {
    let names_owner = |text: &str| owner::names(text).next().is_some();
    let is_owned = issue.lines.iter().any(|line| matches!(line, Line::Owner(loose) if names_owner(&loose.text)));
    issue.activities().filter(move |activity| !is_owned && !names_owner(&activity.owner_text))
}

/// The activities that no period covers. One period of the cell covers all its activities. Of several
/// nobody can tell which is whose, so each covers one, and the activities beyond them have none.
fn without_period(issue: &Issue) -> Vec<&Activity> {
    let is_loose = |line: &&Line| matches!(line, Line::Period(loose) if is_given(&loose.period));
    let loose_count = issue.lines.iter().filter(is_loose).count();
    let bare = issue.activities().filter(|activity| !is_given(&activity.period));
    match loose_count {
        0 => bare.collect(),
        1 => Vec::new(),
        count => bare.skip(count).collect(),
    }
}

fn lacks_period(activity: &Activity, column: &str) -> Flaw {
    let name = named("Aktiviteten", &activity.what);
    let message = format!("{name} har ingen tidsramme. Skriv under {column}, hvornår den begynder og slutter.");
    flaw(Rule::ActivityWithoutPeriod, Field::Period, activity, message)
}

fn lacks_owner(activity: &Activity, column: &str) -> Flaw {
    let name = named("Aktiviteten", &activity.what);
    let message = format!("{name} har ingen ansvarlig. Skriv under {column}, hvem der står for den.");
    flaw(Rule::ActivityWithoutOwner, Field::Owner, activity, message)
}

fn flaw(rule: Rule, field: Field, activity: &Activity, message: String) -> Flaw {
    Flaw { rule, part_id: Some(activity.id), field: Some(field), words: activity.what.clone(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built};

    fn undated(issue: Issue) -> Vec<String> {
        sample::words(&sample::plan_of(issue), Rule::ActivityWithoutPeriod)
    }

    #[test]
    fn an_activity_alone_needs_a_period_and_an_owner() {
        let plan = sample::plan_of(sample::issue("Omdømme").activity("Historier deles", "", ""));
        let flaws = sample::flaws_with(&plan, &[]);
        let found: Vec<_> = flaws.iter().map(|flaw| (flaw.rule, flaw.field)).collect();
        assert_eq!(
            found,
            [(Rule::ActivityWithoutPeriod, Some(Field::Period)), (Rule::ActivityWithoutOwner, Some(Field::Owner))]
        );
    }

    #[test]
    fn words_that_give_no_day_are_a_period_too() {
        let issue = sample::issue("").activity("Stillinger slås op", "Opslaget er slået op", "Leder");
        assert!(undated(issue).is_empty());
    }

    #[test]
    fn one_period_of_the_cell_covers_all_its_activities() {
        let issue = sample::issue("").activity("Kursus", "", "").activity("Møde", "", "").period("Forår 2022");
        assert!(undated(issue).is_empty());
    }

    #[test]
    fn of_several_periods_each_covers_one_activity() {
        let row = || sample::issue("").activity("Et", "", "").activity("To", "marts", "").activity("Tre", "", "");
        assert_eq!(undated(row()), ["Et", "Tre"]);
        assert!(undated(row().period("april").period("maj")).is_empty());
        let more = row().activity("Fire", "", "").period("april").period("maj");
        assert_eq!(undated(more), ["Fire"]);
    }

    #[test]
    fn an_owner_of_the_cell_owns_all_its_activities() {
        let row = || sample::issue("").activity("Kursus", "maj", "").activity("Møde", "juni", "Leder");
        let unowned = |issue| sample::words(&sample::plan_of(issue), Rule::ActivityWithoutOwner);
        assert_eq!(unowned(row()), ["Kursus"]);
        assert!(unowned(row().owner("Ledelse")).is_empty());
    }
}
