//! What each role may do (*rettigheder*), as one table: the program follows it and the guide shows it.

use crate::{
    approval::Transition,
    role::{Ability, Role},
};

/// What stands beside the steps of a plan's life.
const OTHERS: [(&str, Ability); 7] = [
    ("Se tilsyn, planer, versioner og overblik, og hente filer", Ability::Read),
    ("Følge op på aktiviteter", Ability::FollowUp),
    ("Registrere tilsyn og fund", Ability::Write),
    ("Skrive planer, også fra Word og Excel", Ability::Write),
    ("Fravige et punkt i kontrollen med en begrundelse", Ability::Write),
    ("Skrive bemærkninger i en plan", Ability::Approve),
    ("Oprette enheder og brugere", Ability::Administer),
];

/// Each thing one may do, and the roles that may, in the order of [`Role::ALL`].
pub fn table() -> Vec<(&'static str, [bool; 5])> {
    let transitions = Transition::ALL.map(|transition| (transition.label(), transition.ability()));
    let (before, after) = OTHERS.split_at(OTHERS.len() - 1);
    let all = before.iter().copied().chain(transitions).chain(after.iter().copied());
    all.map(|(what, ability)| (what, Role::ALL.map(|role| role.allows(ability)))).collect()
}

/// The table as the guide prints it.
pub fn markdown() -> String {
    let names = Role::ALL.map(Role::label).join(" | ");
    let mut lines = vec![format!("| | {names} |"), "|---|:-:|:-:|:-:|:-:|:-:|".to_owned()];
    for (what, roles) in table() {
        let marks = roles.map(|may| if may { "ja" } else { "–" }).join(" | ");
        lines.push(format!("| {what} | {marks} |"));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leads_the_unit_above_approves() {
        let table = table();
        let of = |what: &str| table.iter().find(|(found, _)| *found == what).map(|(_, roles)| *roles);
        assert_eq!(of("Send til godkendelse"), Some([false, false, true, true, true]));
        assert_eq!(of("Godkend"), Some([false, false, false, true, true]));
        assert!(markdown().contains("| Oprette enheder og brugere | – | – | – | – | ja |"));
    }
}
