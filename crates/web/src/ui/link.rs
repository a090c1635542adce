//! How things are named in links.

use chrono::NaiveDate;
use domain::{
    id::{PartId, PlanId},
    inspection::{Inspection, InspectionHead},
    organisation::Organisation,
    plan::PlanHead,
    unit::Unit,
};
use maud::{Markup, html};

use crate::{paths, ui::state};

/// A plan by its title.
pub(crate) fn plan(head: &PlanHead) -> Markup {
    html! { a href=(paths::Plan { id: head.id }) { (head.title) } }
}

/// An activity by what is done.
pub(crate) fn activity(plan_id: PlanId, id: PartId, what: &str) -> Markup {
    html! { a href=(paths::Plan { id: plan_id }.at(id)) { (if what.is_empty() { "(uden tekst)" } else { what }) } }
}

/// An inspection by who came and when.
pub(crate) fn inspection(inspection: &Inspection, organisation: &Organisation) -> Markup {
    html! { a href=(paths::Inspection { id: inspection.id }) { (inspection_name(inspection, organisation)) } }
}

/// The same in a list.
pub(crate) fn inspection_head(head: &InspectionHead, organisation: &Organisation) -> Markup {
    let name = visit(&head.inspectorate_id, head.visited_on, organisation);
    html! { a href=(paths::Inspection { id: head.id }) { (name) } }
}

/// "Socialtilsyn Midt, 12. marts 2026".
pub(crate) fn inspection_name(inspection: &Inspection, organisation: &Organisation) -> String {
    visit(&inspection.details.inspectorate_id, inspection.details.visited_on, organisation)
}

fn visit(inspectorate_id: &str, visited_on: NaiveDate, organisation: &Organisation) -> String {
    let who = organisation.inspectorate(inspectorate_id).map_or("Tilsyn", |who| who.name.as_str());
    format!("{who}, {}", domain::danish::date(visited_on))
}

/// A unit by its name, under those above it.
pub(crate) fn unit_option(unit: &Unit, organisation: &Organisation) -> (String, String) {
    (unit.id.to_string(), format!("{}{}", "\u{a0}\u{a0}".repeat(organisation.units.depth(unit.id)), unit.name))
}

/// A plan's row of facts under its title.
pub(crate) fn plan_state(head: &PlanHead) -> Markup {
    state::plan_status(head.status)
}
