//! Whether the days of each period can be right.

use chrono::NaiveDate;

use crate::{
    activity::{self, ActivityStatus},
    check::{CheckInput, Flaw, Rule, activities::is_given, wording::named},
    danish,
    id::PartId,
    part::Field,
    period::{Period, PeriodKind},
    plan::{Block, Issue, Line},
};

/// What stands between the two days of a period in figures.
const JOINTS: [&str; 5] = [" til og med ", " til ", " - ", " – ", "–"];
/// The fewest digits of two whole dates: two days and two years, where months have names.
const MIN_DIGITS: usize = 10;

/// A period where it stands: with its own activity, or for the whole cell.
struct Dated<'a> {
    part_id: PartId,
    period: &'a Period,
    /// False where all that goes by it is finished.
    is_open: bool,
}

/// The periods that are over, turned round or too late.
pub(super) fn flaws(input: &CheckInput<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (block, issue) in input.plan.issues() {
        for dated in dated(issue) {
            flaws.extend(past(input, &dated));
            flaws.extend(turned(&dated));
            flaws.extend(late(block, &dated));
        }
    }
    flaws
}

fn dated(issue: &Issue) -> Vec<Dated<'_>> {
    let bare: Vec<ActivityStatus> =
        issue.activities().filter(|activity| !is_given(&activity.period)).map(|activity| activity.status).collect();
    let is_loose_open = bare.is_empty() || bare.iter().any(|status| !status.is_finished());
    issue.lines.iter().filter_map(|line| of_line(line, is_loose_open)).collect()
}

fn of_line(line: &Line, is_loose_open: bool) -> Option<Dated<'_>> {
    match line {
        Line::Activity(activity) => {
            let is_open = !activity.status.is_finished();
            Some(Dated { part_id: activity.id, period: &activity.period, is_open })
        }
        Line::Period(loose) => Some(Dated { part_id: loose.id, period: &loose.period, is_open: is_loose_open }),
        Line::Owner(_) => None,
    }
}

fn past(input: &CheckInput<'_>, dated: &Dated<'_>) -> Option<Flaw> {
    let is_over = activity::is_overdue(dated.period, ActivityStatus::NotStarted, input.today);
    if !input.is_new || !dated.is_open || !is_over {
        return None;
    }
    let end = danish::date(dated.period.reading.end?);
    let message = format!(
        "{} sluttede {end}, men arbejdet er ikke meldt færdigt. Ret tidsrammen eller aktivitetens status.",
        name(dated)
    );
    Some(flaw(Rule::PeriodInThePast, dated, message))
}

fn turned(dated: &Dated<'_>) -> Option<Flaw> {
    let reading = dated.period.reading;
    let days = reading.start.zip(reading.end).filter(|(start, end)| start > end);
    // The words are read so that the first day comes first; only a person's own reading can be turned.
    let (start, end) = days.or_else(|| if dated.period.is_corrected { None } else { turned_words(dated.period) })?;
    let message = format!(
        "{} slutter {}, før den begynder {}. Ret datoerne.",
        name(dated),
        danish::date(end),
        danish::date(start)
    );
    Some(flaw(Rule::EndBeforeStart, dated, message))
}

/// Two whole dates with the later one first: "1. juni 2026 – 1. maj 2026".
fn turned_words(period: &Period) -> Option<(NaiveDate, NaiveDate)> {
    period.text.bytes().filter(u8::is_ascii_digit).nth(MIN_DIGITS - 1)?;
    let words = period.text.trim().to_lowercase();
    let words = words.strip_prefix("fra ").unwrap_or(&words);
    JOINTS.iter().find_map(|joint| {
        let (first, last) = words.split_once(joint)?;
        let days = (whole_date(first)?, whole_date(last)?);
        (days.0 > days.1).then_some(days)
    })
}

fn whole_date(words: &str) -> Option<NaiveDate> {
    let words = words.trim();
    let words = words.strip_prefix("den ").or_else(|| words.strip_prefix("d. ")).unwrap_or(words);
    danish::parse_date(words)
}

fn late(block: &Block, dated: &Dated<'_>) -> Option<Flaw> {
    let due_on = block.finding.current_due_on()?;
    let reading = dated.period.reading;
    if !dated.is_open || matches!(reading.kind, PeriodKind::Ongoing | PeriodKind::Recurring) {
        return None;
    }
    let (verb, day) = match (reading.start, reading.end) {
        (_, Some(end)) => ("går til", end),
        (Some(start), None) => ("begynder først", start),
        (None, None) => return None,
    };
    if day <= due_on {
        return None;
    }
    let message = format!(
        "{} {verb} {}, men tilsynets frist for fundet er {}. Ret tidsrammen, eller aftal en ny frist med tilsynet.",
        name(dated),
        danish::date(day),
        danish::date(due_on)
    );
    // A waiver is for these days: it falls away when the period or the deadline moves.
    let words = format!("{}\n{day} / {due_on}", dated.period.text);
    Some(Flaw { words, ..flaw(Rule::AfterDeadline, dated, message) })
}

fn name(dated: &Dated<'_>) -> String {
    named("Tidsrammen", &dated.period.text)
}

fn flaw(rule: Rule, dated: &Dated<'_>, message: String) -> Flaw {
    let words = dated.period.text.clone();
    Flaw { rule, part_id: Some(dated.part_id), field: Some(Field::Period), words, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{
            check,
            sample::{self, Built, day},
        },
        period::Reading,
        template,
    };

    fn found(rule: Rule, when: &str, status: ActivityStatus) -> Vec<Flaw> {
        let issue = sample::issue("Emne").activity_with("Møde", when, "Leder", status);
        let mut block = sample::block("Henstilling", vec![issue]);
        block.finding.due_on = Some(day("2022-06-30"));
        sample::flaws(&sample::plan(vec![block]), rule)
    }

    #[test]
    fn a_new_plan_begins_no_work_that_should_be_done() {
        let past = |when, status| found(Rule::PeriodInThePast, when, status).len();
        assert_eq!(past("oktober 2021", ActivityStatus::Started), 1);
        assert_eq!(past("oktober 2021", ActivityStatus::Done), 0);
        assert_eq!(past("december 2021", ActivityStatus::NotStarted), 0);
        assert_eq!(past("løbende i 2020", ActivityStatus::Started), 0);
        assert_eq!(past("4 gange i 2020", ActivityStatus::Started), 0);
        assert_eq!(past("", ActivityStatus::NotStarted), 0);
        assert_eq!(past("Stillingsopslag er slået op", ActivityStatus::NotStarted), 0);
    }

    #[test]
    fn a_plan_sent_before_may_be_late() {
        let issue = sample::issue("Emne").activity("Møde", "oktober 2021", "Leder");
        let plan = sample::plan_of(issue);
        let (model, template) = (sample::model(), template::sample::template());
        let input = CheckInput { is_new: false, ..sample::input(&plan, &model, &template) };
        assert!(check(&input).is_empty());
    }

    #[test]
    fn a_period_of_the_cell_is_over_only_while_something_goes_by_it() {
        let row = |status| {
            let issue = sample::issue("").activity_with("Møde", "", "Leder", status).period("oktober 2021");
            sample::flaws(&sample::plan_of(issue), Rule::PeriodInThePast).len()
        };
        assert_eq!((row(ActivityStatus::Started), row(ActivityStatus::Done)), (1, 0));
    }

    #[test]
    fn words_and_hands_can_turn_a_period_round() {
        let turned = |when| found(Rule::EndBeforeStart, when, ActivityStatus::NotStarted);
        let flaws = turned("1. juni 2026 - 1. maj 2026");
        assert!(flaws[0].message.contains("slutter 1. maj 2026, før den begynder 1. juni 2026"));
        assert_eq!(turned("fra 01.06.2026 til 01.05.2026").len(), 1);
        for when in ["1. maj 2026 - 1. juni 2026", "oktober - marts", "1. juni", "2022", "21-12-2021", "uge 40 - uge 3"]
        {
            assert!(turned(when).is_empty(), "{when}");
        }
        let mut issue = sample::issue("Emne").activity("Møde", "om lidt", "Leder");
        if let Line::Activity(activity) = &mut issue.lines[0] {
            let reading = Reading::from_days(Some(day("2022-05-02")), Some(day("2022-05-01")));
            activity.period = Period { reading, is_corrected: true, ..activity.period.clone() };
        }
        assert_eq!(sample::flaws(&sample::plan_of(issue), Rule::EndBeforeStart).len(), 1);
    }

    #[test]
    fn work_after_the_deadline_names_both_days() {
        let late = |when, status| found(Rule::AfterDeadline, when, status);
        let flaws = late("1. juli 2022", ActivityStatus::NotStarted);
        assert!(flaws[0].message.contains("1. juli 2022") && flaws[0].message.contains("30. juni 2022"));
        assert_eq!(late("fra 1. august 2022", ActivityStatus::NotStarted).len(), 1);
        for when in ["30. juni 2022", "2. kvartal 2022", "løbende i 2022", "hver 6. uge i 2022", ""] {
            assert!(late(when, ActivityStatus::NotStarted).is_empty(), "{when}");
        }
        assert!(late("1. juli 2022", ActivityStatus::Done).is_empty());
    }

    #[test]
    fn a_new_deadline_counts_instead_of_the_old_one() {
        let issue = sample::issue("Emne").activity("Møde", "1. juli 2022", "Leder");
        let mut block = sample::block("Henstilling", vec![issue]);
        block.finding.due_on = Some(day("2022-06-30"));
        block.finding.extended_to = Some(day("2022-09-30"));
        assert!(sample::flaws(&sample::plan(vec![block]), Rule::AfterDeadline).is_empty());
    }
}
