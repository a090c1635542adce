//! `handleplan check`: what overviews are read from says what the plans say, and is made anew where it does not.

use crate::database::filled;

const RIGHT: &str = "Overblik: svarer til planerne.";
const REBUILD: [&str; 2] = ["check", "--rebuild"];

#[test]
fn an_overview_that_says_what_the_plans_say_is_told_so() {
    let (installation, _) = filled();
    assert!(installation.run(&["check"]).done().lines().any(|line| line == RIGHT));
}

#[test]
fn an_overview_that_says_something_else_is_told_of_and_made_anew() {
    let (installation, plan) = filled();
    // Only the row that overviews are read from has the plan's status right before the activity's.
    installation.tamper("draftnot_started", "druftnot_started");
    let (printed, told) = installation.run(&["check"]).failed();
    assert!(!printed.contains(RIGHT) && printed.contains(&format!("  Plan {plan}: aktiviteterne")), "{printed}");
    assert!(told.contains("handleplan check --rebuild"), "{told}");
    let rebuilt = installation.run(&REBUILD).done();
    assert!(rebuilt.contains("Overblik: lavet på ny. Planer, der er talt: 1.") && rebuilt.contains(RIGHT), "{rebuilt}");
    assert!(installation.run(&["check"]).done().contains(RIGHT));
}

#[test]
fn what_is_right_may_be_made_anew_too() {
    let (installation, _) = filled();
    let before = installation.run(&["check"]).done();
    let told = installation.run(&REBUILD).done();
    assert_eq!(
        told.lines().filter(|line| !line.contains("lavet på ny")).collect::<Vec<_>>(),
        before.lines().collect::<Vec<_>>()
    );
    assert_eq!(installation.run(&["check"]).done(), before);
}
