//! `handleplan period`: first day, last day, kind and the words, parted by tabs.

use crate::support::Installation;

#[test]
fn tells_how_words_of_time_are_read() {
    let installation = Installation::new();
    for (words, line) in [
        ("1. kvartal", "2026-01-01\t2026-03-31\trange\t1. kvartal\n"),
        ("inden udgangen af marts 2026", "\t2026-03-31\topen_start\tinden udgangen af marts 2026\n"),
        ("fra 1. april 2026", "2026-04-01\t\topen_end\tfra 1. april 2026\n"),
        ("løbende", "\t\tongoing\tløbende\n"),
        ("snarest", "\t\tunparseable\tsnarest\n"),
        ("", "\t\tunparseable\t\n"),
    ] {
        assert_eq!(installation.run(&["period", words, "--year", "2026"]).done(), line);
    }
    assert!(!installation.path("data").exists(), "no database is opened for it");
}

#[test]
fn reads_lines_with_a_year_each_from_standard_input() {
    let installation = Installation::new();
    let lines = "uge 45\t2024\nløbende\nprimo marts\t2025\nuge 1\tuden år\n\n";
    let expected = "2024-11-04\t2024-11-10\trange\tuge 45\n\
                    \t\tongoing\tløbende\n\
                    2025-03-01\t2025-03-10\trange\tprimo marts\n\
                    2025-12-29\t2026-01-04\trange\tuge 1\n\
                    \t\tunparseable\t\n";
    assert_eq!(installation.run_with(&["period", "-", "--year", "2026"], lines).done(), expected);
    assert_eq!(installation.run_with(&["period", "-"], "").done(), "");
}

#[test]
fn words_that_begin_with_a_hyphen_are_words() {
    let installation = Installation::new();
    let line = installation.run(&["period", "- marts 2026", "--year", "2020"]).done();
    assert!(line.ends_with("\t- marts 2026\n"), "{line}");
}
