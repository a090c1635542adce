//! `handleplan unit`, and how commands name units.

use anyhow::{anyhow, bail};
use app::{App, Desk, units};
use domain::{
    id::UnitId,
    organisation::{Organisation, UnitWordError},
    text,
    unit::{NewUnit, Unit, UnitDetails, UnitKind},
};

use crate::{NAME, arguments::Unit as Asked, out::Out};

pub(crate) async fn run(app: &App, asked: Asked, out: &mut Out) -> anyhow::Result<()> {
    let desk = app.desk(NAME).await?;
    match asked {
        Asked::Add { name, parent, kind } => add(&desk, &name, parent.as_deref(), &kind, out).await,
        Asked::List => list(&desk.organisation, out),
    }
}

async fn add(desk: &Desk, name: &str, parent: Option<&str>, kind: &str, out: &mut Out) -> anyhow::Result<()> {
    let name = text::title(name).map_err(|error| anyhow!("Navnet: {error}"))?;
    let known = UnitKind::from_key(kind);
    let kind =
        known.ok_or_else(|| anyhow!("Arten {kind} kendes ikke; vælg provider, area, facility eller department"))?;
    let parent_id = parent.map(|word| called(&desk.organisation, word)).transpose()?.map(|unit| unit.id);
    let id = units::create(desk, NewUnit { parent_id, details: UnitDetails { name, kind } }).await?;
    out.line(id)
}

fn list(organisation: &Organisation, out: &mut Out) -> anyhow::Result<()> {
    for unit in organisation.units.iter() {
        let indent = "  ".repeat(organisation.units.depth(unit.id));
        out.line(format!("{}\t{}\t{indent}{}", unit.id, unit.kind.key(), unit.name))?;
    }
    Ok(())
}

/// The unit with this identity or exact name.
pub(crate) fn called<'a>(organisation: &'a Organisation, word: &str) -> anyhow::Result<&'a Unit> {
    match organisation.unit_called(word) {
        Ok(unit) => Ok(unit),
        Err(UnitWordError::Unknown) => bail!("Enheden {word} findes ikke; se »handleplan unit list«"),
        Err(UnitWordError::Ambiguous(ids)) => {
            let choices: Vec<String> =
                ids.into_iter().map(|id| format!("{id} ({})", place(organisation, id))).collect();
            bail!("Flere enheder hedder »{word}«; brug nummeret på den rigtige: {}", choices.join(" eller "))
        }
    }
}

/// The name of a unit, with where it lies and its number where others have the name too.
pub(crate) fn name(organisation: &Organisation, id: UnitId) -> String {
    let name = organisation.unit_name(id);
    if organisation.units_named(name).nth(1).is_none() {
        return name.to_owned();
    }
    format!("{name} ({}; {id})", place(organisation, id))
}

/// "under Bostedet Havtornen i Område Nord i Søndervig Kommune".
fn place(organisation: &Organisation, id: UnitId) -> String {
    let above: Vec<&str> = organisation.units.line_up(id).skip(1).map(|unit| unit.name.as_str()).collect();
    if above.is_empty() { "øverst".into() } else { format!("under {}", above.join(" i ")) }
}

#[cfg(test)]
mod tests {
    use domain::unit::UnitTree;

    use super::*;

    fn unit(name: &str, parent: Option<&Unit>) -> Unit {
        let (id, parent_id) = (UnitId::new(), parent.map(|unit| unit.id));
        Unit { id, parent_id, kind: UnitKind::Facility, name: name.into(), version: 1 }
    }

    #[test]
    fn a_name_that_two_units_have_is_asked_about_with_where_each_lies() {
        let (north, south) = (unit("Nord", None), unit("Syd", None));
        let (one, other) = (unit("Hus A", Some(&north)), unit("Hus A", Some(&south)));
        let units = UnitTree::new(&[north.clone(), one.clone(), south, other.clone()]);
        let organisation = Organisation { units, users: Vec::new(), models: Vec::new(), inspectorates: Vec::new() };
        let told = called(&organisation, "Hus A").unwrap_err().to_string();
        assert!(told.contains(&format!("{} (under Nord) eller {} (under Syd)", one.id, other.id)), "{told}");
        assert_eq!(called(&organisation, &other.id.to_string()).unwrap().id, other.id);
        assert_eq!(name(&organisation, one.id), format!("Hus A (under Nord; {})", one.id));
        assert_eq!(name(&organisation, north.id), "Nord");
    }
}
