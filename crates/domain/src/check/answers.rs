//! Whether each finding has an answer, and a binding one a date.

use crate::{
    check::{
        Flaw, Rule,
        wording::{named, quote},
    },
    finding::{Finding, FindingKind},
    plan::{Block, Issue, Line, Plan},
    template::{Holds, PlanTemplate},
};

/// The findings without an answer, and the binding ones without a date.
pub(super) fn flaws(plan: &Plan, template: &PlanTemplate, missing: &[Finding]) -> Vec<Flaw> {
    let found = |block: &Block| [unanswered(block, template), undated(block, template)];
    let mut flaws: Vec<Flaw> = missing.iter().map(left_out).collect();
    if plan.blocks.is_empty() && missing.is_empty() {
        let message = "Planen er tom. Tilføj det fund, den svarer på, og skriv, hvad I gør.".to_owned();
        let rule = Rule::UnansweredFinding;
        flaws.push(Flaw { rule, part_id: None, field: None, words: String::new(), message });
    }
    flaws.extend(plan.blocks.iter().flat_map(found).flatten());
    flaws
}

/// A finding of the report that no plan holds.
fn left_out(finding: &Finding) -> Flaw {
    let message = format!(
        "{} fra tilsynet er ikke med i nogen plan. Tilføj det nederst i planen.",
        named("Fundet", &finding.text)
    );
    let rule = Rule::UnansweredFinding;
    Flaw { rule, part_id: None, field: None, words: finding.text.clone(), message }
}

fn unanswered(block: &Block, template: &PlanTemplate) -> Option<Flaw> {
    let lack = if block.issues.iter().all(Issue::is_empty) {
        "er ikke besvaret: der er intet emne under det. Skriv, hvad der skal ændres, og hvad I gør.".to_owned()
    } else if !has_activity(block) {
        format!("har ingen aktivitet. Skriv under {}, hvad I gør.", template.column_name(Holds::Activity))
    } else {
        return None;
    };
    let message = format!("{} {lack}", named("Fundet", &block.finding.text));
    Some(flaw(Rule::UnansweredFinding, block, message))
}

/// An improvement notice needs a deadline and an answer with a date; a condition needs the answer's
/// date only where it has a deadline, since many conditions hold all the time.
fn undated(block: &Block, template: &PlanTemplate) -> Option<Flaw> {
    let due_on = block.finding.current_due_on();
    let needs_due_on = block.finding.kind == Some(FindingKind::ImprovementNotice) && due_on.is_none();
    let needs_date = match block.finding.kind {
        Some(FindingKind::ImprovementNotice) => true,
        Some(FindingKind::Condition) => due_on.is_some(),
        _ => false,
    };
    // A finding without any activity is told of already.
    let lacks_date = needs_date && has_activity(block) && !has_end(block);
    let column = template.column_name(Holds::Period);
    let advice = match (needs_due_on, lacks_date) {
        (false, false) => return None,
        (true, false) => "har ingen frist. Registrér tilsynets frist på fundet.".to_owned(),
        (false, true) => {
            format!("har ingen aktivitet med en slutdato. Skriv under {column}, hvornår det er på plads.")
        }
        (true, true) => format!(
            "har hverken frist eller en aktivitet med en slutdato. Registrér tilsynets frist på fundet, og skriv \
             under {column}, hvornår det er på plads."
        ),
    };
    let noun = block.finding.kind.map_or("Fundet", noun);
    let message = format!("{noun} {} {advice}", quote(&block.finding.text));
    Some(flaw(Rule::NoticeWithoutDate, block, message))
}

const fn noun(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::ImprovementNotice => "Påbuddet",
        FindingKind::Condition => "Vilkåret",
        _ => "Fundet",
    }
}

fn has_activity(block: &Block) -> bool {
    block.issues.iter().flat_map(Issue::activities).any(|activity| !activity.what.trim().is_empty())
}

/// True where any period under the finding has a last day.
fn has_end(block: &Block) -> bool {
    let mut periods = block.issues.iter().flat_map(|issue| &issue.lines).filter_map(Line::period);
    periods.any(|period| period.reading.end.is_some())
}

fn flaw(rule: Rule, block: &Block, message: String) -> Flaw {
    Flaw { rule, part_id: Some(block.id), field: None, words: block.finding.text.clone(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{self, Built, day};

    fn notice(kind: FindingKind, due_on: Option<&str>, when: &str) -> Vec<Flaw> {
        let issue = sample::issue("Registrering").activity("Arbejdsgang skrives", when, "Leder");
        let mut block = sample::block("Påbud om registrering", vec![issue]);
        block.finding.kind = Some(kind);
        block.finding.due_on = due_on.map(day);
        sample::flaws(&sample::plan(vec![block]), Rule::NoticeWithoutDate)
    }

    #[test]
    fn tells_a_finding_without_issue_from_one_without_activity() {
        let blocks = vec![
            sample::block("Henstilling et", vec![]),
            sample::block("Henstilling to", vec![sample::issue("")]),
            sample::block("Henstilling tre", vec![sample::issue("Fravær").goal("Ned")]),
            sample::block("Henstilling fire", vec![sample::issue("").activity("Møde", "maj 2022", "Leder")]),
        ];
        let plan = sample::plan(blocks);
        let flaws = sample::flaws(&plan, Rule::UnansweredFinding);
        assert_eq!(flaws.len(), 3);
        assert!(flaws[0].message.contains("intet emne") && flaws[1].message.contains("intet emne"));
        assert!(flaws[2].message.contains("ingen aktivitet"));
        assert_eq!((flaws[2].part_id, flaws[2].field), (Some(plan.blocks[2].id), None));
        assert_eq!(flaws[2].words, "Henstilling tre");
    }

    #[test]
    fn an_improvement_notice_needs_a_deadline_and_a_dated_answer() {
        assert!(notice(FindingKind::ImprovementNotice, Some("2022-06-01"), "maj 2022").is_empty());
        let message = |due_on, when| notice(FindingKind::ImprovementNotice, due_on, when)[0].message.clone();
        assert!(message(None, "maj 2022").contains("ingen frist"));
        assert!(message(Some("2022-06-01"), "løbende").contains("slutdato"));
        assert!(message(None, "løbende").contains("hverken frist"));
    }

    #[test]
    fn a_condition_needs_a_date_only_where_it_has_a_deadline() {
        assert!(notice(FindingKind::Condition, None, "løbende").is_empty());
        assert_eq!(notice(FindingKind::Condition, Some("2022-06-01"), "løbende").len(), 1);
        assert!(notice(FindingKind::Recommendation, None, "løbende").is_empty());
    }
}
