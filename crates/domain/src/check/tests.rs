//! Whole plans: one of the shape of a real plan with its real flaws, and ordinary ones without any.

use super::{
    CheckInput, Flaw, Rule, check,
    sample::{self, Built, day},
};
use crate::{activity::ActivityStatus, finding::FindingKind, part::Field, plan::Plan, template};

const GOAL_OF_TWO_FINDINGS: &str =
    "Der skal sikres systematik og forudsigelighed i arbejdsplanen, så medarbejderne ved, hvad de kan regne med";
const PERIOD_OF_TWO_FINDINGS: &str = "Udarbejdelse af vejledninger, arbejdsgangsbeskrivelser mv. sker løbende i 2022";

/// A plan as they come from Word: cells with several lines, rows that go on with the issue above.
fn real() -> Plan {
    let talks = sample::issue("Arbejdsmiljøet skal styrkes:\nMedarbejderne får indflydelse på eget arbejde")
        .goal("Trivslen blandt medarbejderne skal øges")
        .activity("Der er nedsat en arbejdsgruppe, jf. aftalerne", "", "")
        .activity(
            "Der holdes samtaler",
            "Samtaler holdes første gang i 1. kvartal 2022",
            "Samtaler: Konst. leder og chef",
        )
        .activity("Mødefora genetableres", "", "")
        .activity("Drøftelse i LMU og MED", "LMU start december 2021", "Leder, ledelsen og tillidsvalgte")
        .period("Samtaler er i gang og forventes gennemført inden udgangen af 2021")
        .period("Mødefora opstartes inden udgangen af 1. kvartal 2022")
        .owner("Samtaler: ledelsen")
        .monitoring("Trivsel måles igen om et år for at følge udviklingen")
        .effect("Trivselsmålingen i 2022 viser, at medarbejderne trives");
    let absence = sample::issue("")
        .goal("Sygefraværet skal reduceres til 5-6 procent.")
        .activity("Der holdes samtaler med sygemeldte", "Sygefraværssamtaler gennemføres…", "Konst. leder og ledelsen")
        .monitoring("Der følges løbende op på, om fraværet falder")
        .effect("Sygefraværet nedbringes med 5-6 procent");
    let shifts = sample::issue("Vagtplanen skal tage hensyn til både opgaven og ønskerne")
        .goal(GOAL_OF_TWO_FINDINGS)
        .activity("Planlæggeren kommer ud i fast turnus", "Turnus er indført og virker", "")
        .activity("Der aftales en proces for ønsker", "Processen er aftalt", "")
        .activity("Kurser og overlap skrives ind i planen", "", "")
        .owner("Konst. leder og ledelsen")
        .monitoring("Bemandingen følges løbende, bl.a. i LMU");
    let reputation = sample::issue("")
        .goal("Der skal arbejdes med organisationens omdømme")
        .activity(
            "De gode historier deles, bl.a. via sociale medier etc.",
            "",
            "Fælles ansvar at se de gode historier hver dag",
        )
        .owner("Ledelsen sikrer, at historier sendes videre mv.");
    let courses = sample::issue("Kultur\nDen faglige refleksion skal højnes")
        .goal(&format!("{GOAL_OF_TWO_FINDINGS}."))
        .activity("Ny metode indføres", "", "")
        .activity("To temadage, gerne en i foråret og en i efteråret", "", "")
        .activity("Der skrives vejledninger", PERIOD_OF_TWO_FINDINGS, "")
        .activity("Arbejdsgange beskrives", PERIOD_OF_TWO_FINDINGS, "")
        .period("Gennemført inden udgangen 2022")
        .period("Intern uddannelse")
        .period("Start nu og løbende")
        .owner("Ledelse")
        .monitoring("Der følges op ved de årlige samtaler")
        .effect("Øget borger og medarbejdertilfredshed");
    let mut first = sample::block("Henstilling om at nedbringe fravær", vec![talks, absence, shifts, reputation]);
    first.finding.references.text = "Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c".into();
    let mut second = sample::block("Henstilling til, at viden bliver brugt", vec![courses]);
    second.finding.references.text = "Sundhed og trivsel, kriterium 5, indikator 5.a".into();
    sample::plan(vec![first, second])
}

#[test]
fn the_real_flaws_are_found_in_the_order_of_the_plan_and_no_others() {
    let flaws = sample::flaws_with(&real(), &["Afdelingsleder", "Konstitueret leder"]);
    let found: Vec<(Rule, &str)> = flaws.iter().map(|flaw| (flaw.rule, flaw.words.as_str())).collect();
    assert_eq!(
        found,
        [
            (Rule::UnfinishedText, "Sygefraværssamtaler gennemføres…"),
            (
                Rule::Contradiction,
                "Sygefraværet nedbringes med 5-6 procent\nSygefraværet skal reduceres til 5-6 procent."
            ),
            (Rule::ActivityWithoutPeriod, "Kurser og overlap skrives ind i planen"),
            (Rule::GoalWithoutMonitoring, "Der skal arbejdes med organisationens omdømme"),
            (Rule::ActivityWithoutPeriod, "De gode historier deles, bl.a. via sociale medier etc."),
            (Rule::CopiedTwice, format!("{GOAL_OF_TWO_FINDINGS}.").as_str()),
        ]
    );
    assert_eq!(flaws[0].field, Some(Field::Period));
    assert!(flaws[5].message.contains("under Fund 1, under Mål"));
}

#[test]
fn the_same_plan_gives_the_same_flaws() {
    let plan = real();
    assert_eq!(sample::flaws_with(&plan, &[]), sample::flaws_with(&plan, &[]));
}

/// A plan as a home writes it that has taken its time.
fn careful() -> Plan {
    let absence = sample::issue("Fraværet var 9,1 procent i det seneste år, og opfølgningen er uklar.")
        .goal("Fraværet er højst 7,0 procent i gennemsnit over seks måneder.")
        .goal("Alle med mere end 14 dages fravær har haft en samtale.")
        .activity_with("Lederen ringer på fjerdedagen", "løbende", "Afdelingsleder", ActivityStatus::Started)
        .activity_with("Der holdes samtaler", "inden udgangen af november 2021", "Afdelingsleder", ActivityStatus::Done)
        .activity("Vagtplanen lægges fire uger frem", "1. kvartal 2022", "Arbejdstidsplanlægger og TRIO")
        .monitoring("Fraværet opgøres hver måned, og tallet gennemgås på ledermødet.")
        .effect("Fraværet holder sig på højst 7,0 procent, og borgerne møder færre vikarer.");
    let leader = sample::issue("Den daglige leder har haft ansvaret for to botilbud.")
        .goal("Der er en leder til stede på alle hverdage, også under ferie og kurser.")
        .activity("Ansvaret går over til en anden leder", "15. december 2021", "Botilbudsleder")
        .activity("Åben tid for medarbejderne, så de ved, hvem de kan tale med", "hver 6. uge", "Afdelingsleder")
        .monitoring("Tilstedeværelsen fremgår af lederens arbejdsplan.")
        .effect("Medarbejderne kan få beslutninger samme dag.");
    let mut first = sample::block("Henstilling til, at borgerne møder kendte medarbejdere", vec![absence]);
    first.finding.references.text = "Organisation og ledelse, kriterium 9, indikator 9.b og 9.c".into();
    first.finding.due_on = Some(day("2022-03-31"));
    let mut second = sample::block("Påbud om, at der er en daglig leder", vec![leader]);
    second.finding.kind = Some(FindingKind::ImprovementNotice);
    second.finding.due_on = Some(day("2021-12-31"));
    second.finding.references.text = "Organisation og ledelse, kriterium 8".into();
    let mut plan = sample::plan(vec![first, second]);
    plan.title = "Handleplan efter tilsyn – Bostedet Ternebakken".into();
    plan.introduction = "Planen svarer på rapporten om Ternebakken, hvor der bor 14 voksne. Den omfatter:".into();
    plan.closing = "Dato og underskrift: ______".into();
    plan
}

#[test]
fn a_careful_plan_has_no_flaws() {
    let known = ["Afdelingsleder, KRAP-ambassadør", "Kasper Tangmose", "Botilbudsleder", "Arbejdstidsplanlægger"];
    assert_eq!(messages(&sample::flaws_with(&careful(), &known)), [""; 0]);
}

#[test]
fn each_slip_in_a_careful_plan_is_found_alone() {
    let slip = |change: fn(&mut Plan)| {
        let mut plan = careful();
        change(&mut plan);
        sample::flaws_with(&plan, &[]).into_iter().map(|flaw| flaw.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        slip(|plan| plan.blocks[0].finding.references.text = "Kriterium 9, indikator 9.z".into()),
        [Rule::UnknownReference]
    );
    assert_eq!(slip(|plan| plan.blocks[1].finding.due_on = None), [Rule::NoticeWithoutDate]);
    assert_eq!(slip(|plan| plan.blocks[0].issues.clear()), [Rule::UnansweredFinding]);
    assert_eq!(slip(|plan| plan.blocks[0].finding.due_on = Some(day("2022-03-30"))), [Rule::AfterDeadline]);
    assert_eq!(
        slip(|plan| drop(plan.blocks[0].issues[0].statements.take("monitoring"))),
        [Rule::GoalWithoutMonitoring]
    );
    assert_eq!(slip(|plan| plan.title = "Handleplan [navn]".into()), [Rule::UnfinishedText]);
    assert_eq!(slip(|plan| plan.closing = "Se 010190-1234".into()), [Rule::CprNumber]);
    assert_eq!(slip(|plan| plan.introduction = "Om borgeren Jens".into()), [Rule::NameOfCitizen]);
}

#[test]
fn an_empty_plan_answers_nothing_and_one_sent_may_lie_in_the_past() {
    let empty = sample::flaws_with(&sample::plan(vec![]), &[]);
    assert_eq!(empty.iter().map(|flaw| flaw.rule).collect::<Vec<_>>(), [Rule::UnansweredFinding]);
    let (plan, model, template) = (careful(), sample::model(), template::sample::template());
    let late = |is_new| {
        let input = CheckInput { today: day("2022-06-01"), is_new, ..sample::input(&plan, &model, &template) };
        check(&input).into_iter().map(|flaw| flaw.rule).collect::<Vec<_>>()
    };
    assert_eq!(late(true), [Rule::PeriodInThePast, Rule::PeriodInThePast]);
    assert!(late(false).is_empty());
}

#[test]
fn the_columns_say_what_is_followed_and_how_they_are_called() {
    let (mut plan, model, mut template) = (careful(), sample::model(), template::sample::template());
    for column in &mut template.columns {
        column.name = column.name.to_uppercase();
    }
    plan.blocks[0].issues[0].statements.take("monitoring");
    plan.blocks[0].issues[0].lines[0].activity_mut().unwrap().owner_text.clear();
    let flaws = check(&sample::input(&plan, &model, &template));
    let messages = messages(&flaws);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("under DOKUMENTATION, hvordan") && messages[1].contains("under HVEM, hvem"));
}

#[test]
fn one_flaw_is_told_once() {
    let issue = sample::issue("Emne").activity("Møde", "xx og xx…", "Leder");
    assert_eq!(sample::flaws_with(&sample::plan_of(issue), &[]).len(), 1);
}

fn messages(flaws: &[Flaw]) -> Vec<&str> {
    flaws.iter().map(|flaw| flaw.message.as_str()).collect()
}
