//! Every rule, with words of our own; the words of real plans stand in the cases outside.

use chrono::NaiveDate;

use super::read;

mod properties;
mod traps;

/// "2024-01-01..2024-03-31 range", "..2021-12-31 `open_start`", ".. ongoing".
fn shown(text: &str, year: i32) -> String {
    let reading = read(text, year);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{} {}", day(reading.start), day(reading.end), reading.kind.key())
}

/// Checks every clause, and shows all that go wrong at once.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text, 2024) != *expected)
        .map(|(text, expected)| format!("{text:?}\n    is {}\n not {expected}", shown(text, 2024)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} read wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn reads_days() {
    check(&[
        ("2/9", "2024-09-02..2024-09-02 day"),
        ("02.09.2024", "2024-09-02..2024-09-02 day"),
        ("2.9.25", "2025-09-02..2025-09-02 day"),
        ("2/9-25", "2025-09-02..2025-09-02 day"),
        ("2/9/2025", "2025-09-02..2025-09-02 day"),
        ("2/9 2025", "2025-09-02..2025-09-02 day"),
        ("2-9-2025", "2025-09-02..2025-09-02 day"),
        ("2025-09-02", "2025-09-02..2025-09-02 day"),
        ("d.2/9", "2024-09-02..2024-09-02 day"),
        ("den 2. september", "2024-09-02..2024-09-02 day"),
        ("d. 2.SEPT. 2025", "2025-09-02..2025-09-02 day"),
        ("2 sep 2025", "2025-09-02..2025-09-02 day"),
        ("Mandag d. 2/9 kl. 10.30-12", "2024-09-02..2024-09-02 day"),
        ("Temadag 2/9 i 2025 på Høvejen", "2025-09-02..2025-09-02 day"),
        ("4. jul.", "2024-07-04..2024-07-04 day"),
        ("den 29. februar", "2024-02-29..2024-02-29 day"),
    ]);
}

#[test]
fn reads_months_quarters_and_halves() {
    check(&[
        ("Maj", "2024-05-01..2024-05-31 range"),
        ("i okt.", "2024-10-01..2024-10-31 range"),
        ("marts måned 2025", "2025-03-01..2025-03-31 range"),
        ("marts '25", "2025-03-01..2025-03-31 range"),
        ("I november, 2025", "2025-11-01..2025-11-30 range"),
        ("jan 2025", "2025-01-01..2025-01-31 range"),
        ("6/2025", "2025-06-01..2025-06-30 range"),
        ("i decem-\nber 2021", "2021-12-01..2021-12-31 range"),
        ("1.kvartal", "2024-01-01..2024-03-31 range"),
        ("1 kvartal", "2024-01-01..2024-03-31 range"),
        ("andet kvartal 2025", "2025-04-01..2025-06-30 range"),
        ("Q3 2025", "2025-07-01..2025-09-30 range"),
        ("kvartal 4", "2024-10-01..2024-12-31 range"),
        ("sidste kvartal af 2025", "2025-10-01..2025-12-31 range"),
        ("andet halvår", "2024-07-01..2024-12-31 range"),
        ("2.\u{a0}halvår i 2025", "2025-07-01..2025-12-31 range"),
        ("2025: 4. kvartal", "2025-10-01..2025-12-31 range"),
        ("2025 - maj evalueres indsatsen", "2025-05-01..2025-05-31 range"),
    ]);
}

#[test]
fn reads_seasons_holidays_weeks_and_years() {
    check(&[
        ("til foråret", "2024-03-01..2024-05-31 range"),
        ("FORÅRET 2025", "2025-03-01..2025-05-31 range"),
        ("efteraaret 2025", "2025-09-01..2025-11-30 range"),
        ("i fora\u{30a}ret", "2024-03-01..2024-05-31 range"),
        ("vinter 2024", "2024-12-01..2025-02-28 range"),
        ("vinteren 2024/25", "2024-12-01..2025-02-28 range"),
        ("foråret 2024/25", "2025-03-01..2025-05-31 range"),
        ("foråret næste år", "2025-03-01..2025-05-31 range"),
        ("uge 45", "2024-11-04..2024-11-10 range"),
        ("uge 1 2025", "2024-12-30..2025-01-05 range"),
        ("uge 45/2025", "2025-11-03..2025-11-09 range"),
        ("uge 45-47", "2024-11-04..2024-11-24 range"),
        ("uge 3 og 4", "2024-01-15..2024-01-28 range"),
        ("ugerne 3, 4 og 6", "2024-01-15..2024-02-11 range"),
        ("uge 3/4", "2024-01-15..2024-01-28 range"),
        ("2025", "2025-01-01..2025-12-31 range"),
        ("i år", "2024-01-01..2024-12-31 range"),
        ("næste år", "2025-01-01..2025-12-31 range"),
        ("i løbet af året", "2024-01-01..2024-12-31 range"),
        ("i løbet af 2025", "2025-01-01..2025-12-31 range"),
        ("2024/2025", "2024-01-01..2025-12-31 range"),
        ("23/24", "2023-01-01..2024-12-31 range"),
        ("2024 og 2025", "2024-01-01..2025-12-31 range"),
        ("Samlet 12 % i 2025", "2025-01-01..2025-12-31 range"),
        ("efter sommerferien", "2024-08-01.. open_end"),
        ("inden påske", "..2024-03-27 open_start"),
    ]);
}

#[test]
fn reads_parts() {
    check(&[
        ("primo marts", "2024-03-01..2024-03-10 range"),
        ("medio marts", "2024-03-11..2024-03-20 range"),
        ("ultimo februar", "2024-02-21..2024-02-29 range"),
        ("medio/ultimo marts 2025", "2025-03-11..2025-03-31 range"),
        ("primo 2025", "2025-01-01..2025-04-30 range"),
        ("medio 2. kvartal", "2024-05-01..2024-05-31 range"),
        ("ultimo 1. halvår", "2024-05-01..2024-06-30 range"),
        ("i starten af april", "2024-04-01..2024-04-10 range"),
        ("I slutningen af 2025", "2025-09-01..2025-12-31 range"),
        ("i midten af juni", "2024-06-11..2024-06-20 range"),
        ("midt i juni", "2024-06-11..2024-06-20 range"),
        ("sidst på året", "2024-09-01..2024-12-31 range"),
        ("først i maj", "2024-05-01..2024-05-10 range"),
        ("starten af foråret", "2024-03-01..2024-03-31 range"),
        ("første halvdel af 2025", "2025-01-01..2025-06-30 range"),
        ("2. halvdel af marts", "2024-03-16..2024-03-31 range"),
        ("Start i marts", "2024-03-01..2024-03-31 range"),
        ("MUS gennemføres start 2025", "2025-01-01..2025-04-30 range"),
    ]);
}

#[test]
fn reads_lists_and_ranges() {
    check(&[
        ("maj-juni", "2024-05-01..2024-06-30 range"),
        ("maj/juni 2025", "2025-05-01..2025-06-30 range"),
        ("nov.-dec.", "2024-11-01..2024-12-31 range"),
        ("marts, april og maj", "2024-03-01..2024-05-31 range"),
        ("1.-2. kvartal", "2024-01-01..2024-06-30 range"),
        ("Q1-Q2 2025", "2025-01-01..2025-06-30 range"),
        ("første og andet kvartal 2025", "2025-01-01..2025-06-30 range"),
        ("2. kvartal 2024 – 1. kvartal 2025", "2024-04-01..2025-03-31 range"),
        ("december 2023 - februar 2024", "2023-12-01..2024-02-29 range"),
        ("efteråret og foråret", "2024-09-01..2025-05-31 range"),
        ("december-februar", "2024-12-01..2025-02-28 range"),
        ("oktober - marts 2025", "2024-10-01..2025-03-31 range"),
        ("fra efteråret 2023 til foråret 2024", "2023-09-01..2024-05-31 range"),
        ("fra 1/3 til 1/5", "2024-03-01..2024-05-01 range"),
        ("1/3-15/5", "2024-03-01..2024-05-15 range"),
        ("fra d. 1. marts til og med d. 1. maj", "2024-03-01..2024-05-01 range"),
        ("fra 1. maj til udgangen af juni", "2024-05-01..2024-06-30 range"),
        ("1.-15. maj", "2024-05-01..2024-05-15 range"),
        ("d. 3.-5. marts 2025", "2025-03-03..2025-03-05 range"),
        ("mellem 1. og 15. maj", "2024-05-01..2024-05-15 range"),
        ("fra januar og frem til sommeren", "2024-01-01..2024-06-30 range"),
        ("Opstartet i marts 2021 og kører frem til sommeren 2022", "2021-03-01..2022-06-30 range"),
        ("Start: 1/3. Slut: 15/5", "2024-03-01..2024-05-15 range"),
        ("fra 2017 til 2027", "2017-01-01..2027-12-31 range"),
        ("4/3 og 9/9", "2024-03-04..2024-09-09 recurring"),
        ("Møder (4/3, 3/6, 9/9)", "2024-03-04..2024-09-09 recurring"),
        ("4/3 (temadag), 3/6, 9/9 (LMU)", "2024-03-04..2024-09-09 recurring"),
        ("3., 5. og 7. marts", "2024-03-03..2024-03-07 recurring"),
        ("et i marts og et i oktober", "2024-03-01..2024-10-31 recurring"),
    ]);
}

#[test]
fn reads_limits() {
    check(&[
        ("inden 1. maj", "..2024-05-01 open_start"),
        ("inden jul", "..2024-12-24 open_start"),
        ("Frem til sommeren 2025", "..2025-06-30 open_start"),
        ("inden udgangen af 1. kvartal 2025", "..2025-03-31 open_start"),
        ("Inden udgangen af februar", "..2024-02-29 open_start"),
        ("inden årets udgang", "..2024-12-31 open_start"),
        ("ved udgangen af året", "..2024-12-31 open_start"),
        ("inden årsskiftet", "..2024-12-31 open_start"),
        ("senest 1/6", "..2024-06-01 open_start"),
        ("Senest i uge 45", "..2024-11-10 open_start"),
        ("senest ultimo 2025", "..2025-12-31 open_start"),
        ("deadline: 15. september", "..2024-09-15 open_start"),
        ("til og med august", "..2024-08-31 open_start"),
        ("inden maj", "..2024-04-30 open_start"),
        ("inden efteråret", "..2024-08-31 open_start"),
        ("inden ultimo 2025", "..2025-12-31 open_start"),
        ("er opstartet og forventes afsluttet inden udgangen af 2025", "..2025-12-31 open_start"),
        ("fra august", "2024-08-01.. open_end"),
        ("fra og med uge 33", "2024-08-12.. open_end"),
        ("pr. 1. januar 2025", "2025-01-01.. open_end"),
        ("siden 2019", "2019-01-01.. open_end"),
        ("Er igangsat medio 2023", "2023-05-01.. open_end"),
        ("Marts 2025 og frem", "2025-03-01.. open_end"),
        ("efter 1. maj", "2024-05-02.. open_end"),
        ("efter 2. kvartal", "2024-07-01.. open_end"),
    ]);
}

#[test]
fn reads_rhythms() {
    check(&[
        ("Løbende", ".. ongoing"),
        ("nu og fremadrettet", ".. ongoing"),
        ("løbende i 2025", "2025-01-01..2025-12-31 ongoing"),
        ("løbende fra 1. maj", "2024-05-01.. ongoing"),
        ("hele året", "2024-01-01..2024-12-31 ongoing"),
        ("året rundt", "2024-01-01..2024-12-31 ongoing"),
        ("Implementeres gradvist i foråret", "2024-03-01..2024-05-31 ongoing"),
        ("4 gange i 2025", "2025-01-01..2025-12-31 recurring"),
        ("månedlige møder i foråret 2025", "2025-03-01..2025-05-31 recurring"),
        ("2x om året", ".. recurring"),
        ("hver 14. dag", ".. recurring"),
        ("hver . uge", ".. recurring"),
        ("månedigt", ".. recurring"),
        ("hvert halve år", ".. recurring"),
        ("hvert 2. kvartal", ".. recurring"),
        ("Anden tirsdag i hver måned", ".. recurring"),
        ("hver torsdag 9-11.30", ".. recurring"),
        ("en gang i kvartalet", ".. recurring"),
        ("tre fælles temamøder", ".. recurring"),
        ("seks samtaler i løbet af et år", ".. recurring"),
        ("Halvårligt", ".. recurring"),
        ("Løbende, dog mindst 2 gange årligt", ".. recurring"),
    ]);
}

#[test]
fn reads_the_time_of_the_act_before_that_of_its_topic() {
    check(&[
        ("Evaluering af 2023 i 4. kvartal", "2024-10-01..2024-12-31 range"),
        ("September: datoer for 2025 aftales", "2024-09-01..2024-09-30 range"),
        ("4. kvartal Evaluering af 2024 og plan for 2025", "2024-10-01..2024-12-31 range"),
        ("Følges op ved 3. måling ultimo 2025, samt APV", "2025-09-01..2025-12-31 range"),
        ("gennemføres første gang i 2. kvartal 2025", "2025-04-01..2025-06-30 range"),
        ("2. kvartal Den fremadrettede retning drøftes", "2024-04-01..2024-06-30 range"),
    ]);
}
