//! What a database of a size holds: kommuner of twenty homes, and a small one beside them that the program has made
//! itself and all others are copied from.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{
    super::{data, installation::Installation},
    copies,
    database::{Kind, copied_id},
};

/// The activities of a kommune.
const PER_KOMMUNE: usize = copies::HOMES * data::REFERENCES.len() * data::PER_PLAN;
/// The status with which the program ends that does not know the words of a command.
const UNKNOWN_WORDS: i32 = 2;

/// The leader of the first kommune.
pub(super) const LEADER: &str = "area_manager-1@handleplan.example";
/// Who keeps the units of the first kommune.
pub(super) const ADMINISTRATOR: &str = "administrator-1@handleplan.example";
/// Somebody who leads another kommune, and saves there.
pub(super) const NEIGHBOUR: &str = "nabo@handleplan.example";
/// Somebody who reads all of the country.
pub(super) const READER: &str = "laeser@handleplan.example";

/// A database with its rows.
pub(super) struct Country {
    /// A plan of the first kommune.
    pub(super) plan: String,
    /// A plan of the other kommune.
    pub(super) neighbour_plan: String,
    /// How long it took to make the rows.
    pub(super) filled_in: Duration,
    /// How long the program took to make its own rows anew, where it has such.
    pub(super) rebuilt_in: Option<Duration>,
}

impl Country {
    /// Fills an empty database with at least as many activities.
    pub(super) fn fill(kind: Kind, installation: &Installation, activities: usize) -> Result<Self> {
        let started = Instant::now();
        let plans = originals(installation)?;
        kind.run(installation, &copies::statements(kind, activities.div_ceil(PER_KOMMUNE)))?;
        let filled_in = started.elapsed();
        let rebuilt_in = rebuild(installation)?;
        kind.settle(installation)?;
        let [first, ..] = &plans;
        Ok(Self { plan: copied_id(first, 1)?, neighbour_plan: first.clone(), filled_in, rebuilt_in })
    }
}

/// The country and the small kommune: one home with its plans, and who leads what.
fn originals(installation: &Installation) -> Result<[String; data::REFERENCES.len()]> {
    let country = installation.output(&["unit", "add", "Landet", "--kind", "provider"])?;
    let area = installation.output(&["unit", "add", "Nabokommunen", "--kind", "area", "--parent", &country])?;
    let home = data::unit(installation, "Nabobostedet", &area)?;
    data::user(installation, "administrator@handleplan.example", "administrator", &country)?;
    data::user(installation, READER, "læser", &country)?;
    data::user(installation, NEIGHBOUR, "botilbudsleder", &area)?;
    data::user(installation, "nabo-administrator@handleplan.example", "administrator", &area)?;
    data::user(installation, "nabo-afdeling@handleplan.example", "afdelingsleder", &home)?;
    let mut plans = [const { String::new() }; data::REFERENCES.len()];
    for (plan, reference) in plans.iter_mut().zip(data::REFERENCES) {
        let json = data::plan_json("Plan for nabobostedet", reference, data::PER_PLAN);
        *plan = installation.import("plan", &json, &home)?;
    }
    Ok(plans)
}

/// Lets the program make anew what it keeps beside the rows; one that keeps nothing knows no such words.
fn rebuild(installation: &Installation) -> Result<Option<Duration>> {
    let started = Instant::now();
    let output = installation.command().args(["check", "--rebuild"]).output()?;
    if output.status.code() == Some(UNKNOWN_WORDS) {
        return Ok(None);
    }
    ensure!(output.status.success(), "check --rebuild: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(Some(started.elapsed()))
}
