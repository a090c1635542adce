//! `handleplan unit`.

use crate::support::{Installation, is_a_number};

#[test]
fn units_are_added_below_each_other_and_listed_as_a_tree() {
    let installation = Installation::new();
    assert_eq!(installation.run(&["unit", "list"]).done(), "");
    let add = |arguments: &[&str]| {
        let id = installation.run(&[&["unit", "add"], arguments].concat()).done();
        assert!(id.ends_with('\n') && is_a_number(id.trim()), "{id}");
        id.trim().to_owned()
    };
    let kommune = add(&["Åløse Kommune", "--kind", "provider"]);
    let area = add(&["Område Bo", "--kind", "area", "--parent", "Åløse Kommune"]);
    let home = add(&["  Bostedet   Havtornen ", "--parent", &area]);
    let other = add(&["Bostedet Ager", "--parent", &area]);
    let expected = [
        format!("{kommune}\tprovider\tÅløse Kommune"),
        format!("{area}\tarea\t  Område Bo"),
        format!("{other}\tfacility\t    Bostedet Ager"),
        format!("{home}\tfacility\t    Bostedet Havtornen"),
    ];
    let listed = installation.run(&["unit", "list"]).done();
    assert_eq!(listed.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_unit_that_cannot_be_is_refused_and_nothing_is_stored() {
    let (installation, _) = Installation::with_a_home();
    let before = installation.run(&["unit", "list"]).done();
    let add = |arguments: &[&str]| installation.run(&[&["unit", "add"], arguments].concat());
    add(&["Nord", "--kind", "skib"]).refused("Arten skib kendes ikke; vælg provider, area, facility eller department");
    add(&["Nord", "--parent", "Bostedet"]).refused("Enheden Bostedet findes ikke; se »handleplan unit list«");
    add(&[" "]).refused("Navnet: ");
    add(&["Hos 010190-1234"]).refused("CPR");
    assert_eq!(installation.run(&["unit", "list"]).done(), before);
}

#[test]
fn a_name_that_several_units_have_is_not_guessed_at() {
    let (installation, home) = Installation::with_a_home();
    installation.run(&["unit", "add", "Bostedet Lærken"]).done();
    let north = |parent: &str| {
        let id = installation.run(&["unit", "add", "Nord", "--parent", parent, "--kind", "department"]).done();
        id.trim().to_owned()
    };
    let (one, other) = (north(&home), north("Bostedet Lærken"));
    let told = installation.run(&["unit", "add", "Stuen", "--parent", "Nord"]).refused("Flere enheder hedder »Nord«");
    for words in [one.as_str(), other.as_str(), "under Bostedet Havtornen", "under Bostedet Lærken"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    installation.write("plan.csv", "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Et mål;En aktivitet\n");
    installation.run(&["import", "plan.csv", "--unit", "Nord"]).refused("Flere enheder hedder »Nord«");
    installation.run(&["export", "--unit", "Nord", "-o", "nord.zip"]).refused("Flere enheder hedder »Nord«");
    assert!(!installation.path("nord.zip").exists());
    let user = ["user", "add", "lise@handleplan.example", "--name", "Lise Krogh", "--role", "læser", "--unit"];
    installation.run(&[&user[..], &["Nord"]].concat()).refused("Flere enheder hedder »Nord«");
    installation.run(&[&user[..], &[&other]].concat()).done();
    let listed = installation.run(&["user", "list"]).done();
    assert!(listed.contains("Læser i Nord (under Bostedet Lærken") && listed.contains(&other), "{listed}");
}
