//! How things are named in links.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    inspection::{Inspection, InspectionDetails, InspectionHead, InspectionKind, Inspectorate, Scores},
    organisation::Organisation,
    plan::{PlanHead, PlanStatus},
    unit::{Unit, UnitKind, UnitTree},
};

use super::{
    example::{Example, example},
    sample,
};
use crate::ui::link;

pub(super) fn examples(today: NaiveDate, now: DateTime<Utc>) -> Vec<Example> {
    let (home, department) = units();
    let organisation = organisation(&[home.clone(), department.clone()]);
    let head = head(&home, now);
    let known = inspection(&home, today, "socialtilsyn-midt");
    let unknown = inspection(&home, today, "");
    let part = sample::id(6);
    vec![
        example!("En plan", link::plan(&head)),
        example!("Planens tilstand", link::plan_state(&head)),
        example!("Med tekst", link::activity(head.id, part, "Samtaler om fravær")),
        example!("Uden tekst", link::activity(head.id, part, "")),
        example!("Kendt tilsyn", link::inspection(&known, &organisation)),
        example!("Ukendt tilsyn", link::inspection(&unknown, &organisation)),
        example!("I en liste", link::inspection_head(&listed(&known), &organisation)),
        example!("Navnet alene", link::inspection_name(&known, &organisation)),
        example!("Øverst", link::unit_option(&home, &organisation).1),
        example!("Under en anden", link::unit_option(&department, &organisation).1),
    ]
}

fn units() -> (Unit, Unit) {
    let home = Unit {
        id: sample::id(2),
        parent_id: None,
        kind: UnitKind::Facility,
        name: "Bostedet Ternebakken".into(),
        version: 1,
    };
    let department = Unit {
        id: sample::id(3),
        parent_id: Some(home.id),
        kind: UnitKind::Department,
        name: "Afdeling Nord".into(),
        version: 1,
    };
    (home, department)
}

fn organisation(units: &[Unit]) -> Organisation {
    let inspectorate =
        Inspectorate { id: "socialtilsyn-midt".into(), name: "Socialtilsyn Midt".into(), seat: "Silkeborg".into() };
    Organisation {
        units: UnitTree::new(units),
        users: Vec::new(),
        models: Vec::new(),
        inspectorates: vec![inspectorate],
    }
}

fn head(unit: &Unit, updated_at: DateTime<Utc>) -> PlanHead {
    PlanHead {
        id: sample::id(4),
        unit_id: unit.id,
        inspection_id: None,
        title: "Handleplan efter tilsyn".into(),
        year: 2026,
        status: PlanStatus::Proposed,
        due_on: None,
        updated_at,
    }
}

fn inspection(unit: &Unit, visited_on: NaiveDate, inspectorate_id: &str) -> Inspection {
    let details = InspectionDetails {
        unit_ids: vec![unit.id],
        inspectorate_id: inspectorate_id.into(),
        model_id: String::new(),
        kind: InspectionKind::Operational,
        is_announced: true,
        visited_on,
        reported_on: None,
        case_number: String::new(),
        hearing_due_on: None,
        plan_due_on: None,
        note: String::new(),
    };
    Inspection { id: sample::id(5), version: 1, details, scores: Scores::new() }
}

fn listed(inspection: &Inspection) -> InspectionHead {
    let details = &inspection.details;
    InspectionHead {
        id: inspection.id,
        unit_ids: details.unit_ids.clone(),
        inspectorate_id: details.inspectorate_id.clone(),
        kind: details.kind,
        is_announced: details.is_announced,
        visited_on: details.visited_on,
        plan_due_on: details.plan_due_on,
    }
}
