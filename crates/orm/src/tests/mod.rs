//! A store with a unit, a model and a plan, for the tests beside the rules of the store.

use domain::{
    change::{Author, Stamp},
    draft::{ActivityDraft, BlockDraft, FindingDraft, IssueDraft, LineDraft, PlanDraft},
    id::PlanId,
    plan::NewPlan,
    quality_model::QualityModel,
    template::{ColumnKey, PlanTemplate},
    unit::{NewUnit, UnitDetails, UnitKind},
};

use crate::{Store, Subject, plans, quality_models, units};

mod read_model;
mod upgrade;

pub(crate) async fn a_store() -> Store {
    Store::connect("sqlite::memory:").await.unwrap()
}

pub(crate) fn a_stamp() -> Stamp {
    let author = Author { user_id: None, name: "Test".into() };
    Stamp { author, at: "2026-03-12T10:00:00Z".parse().unwrap() }
}

pub(crate) fn a_model() -> QualityModel {
    QualityModel {
        id: "model".into(),
        name: "Model".into(),
        source: String::new(),
        valid_from: None,
        valid_to: None,
        items: Vec::new(),
    }
}

pub(crate) fn a_template() -> PlanTemplate {
    PlanTemplate { id: "handleplan".into(), name: "Handleplan".into(), source: String::new(), columns: Vec::new() }
}

/// A plan with a part of every kind, and two activities.
pub(crate) async fn a_plan(store: &Store) -> PlanId {
    let (stamp, model) = (a_stamp(), a_model());
    let mut write = store.begin(Subject::Organisation, &stamp).await.unwrap();
    let details = UnitDetails { name: "Bostedet".into(), kind: UnitKind::Facility };
    let unit_id = units::insert(&mut write, NewUnit { parent_id: None, details }).await.unwrap();
    quality_models::save(&write, &model).await.unwrap();
    write.commit().await.unwrap();
    let line = |what: &str, owner: &str| {
        LineDraft::Activity(ActivityDraft {
            what: what.into(),
            period: "ultimo 2026".into(),
            owner_text: owner.into(),
            ..ActivityDraft::default()
        })
    };
    let statements = [("goal", "Mål"), ("monitoring", "Dokumentation"), ("effect", "Effekt"), ("risk", "Risiko")];
    let column = |(key, text)| (ColumnKey::parse(key).unwrap(), text);
    let issue = IssueDraft {
        text: "Emne".into(),
        statements: statements.map(column).into_iter().collect(),
        lines: vec![
            line("Aktivitet 1", "Leder"),
            line("Aktivitet 2", "Leder"),
            LineDraft::loose_period("2026"),
            LineDraft::loose_owner("Leder"),
        ],
        ..IssueDraft::default()
    };
    let finding = FindingDraft { text: "Fund".into(), ..FindingDraft::default() };
    let block = BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() };
    let draft = PlanDraft { title: "Plan".into(), blocks: vec![block], ..PlanDraft::default() };
    let new =
        NewPlan { unit_id, inspection_id: None, model: &model, template_id: "handleplan", year: 2026, due_on: None };
    let mut write = store.begin(Subject::New, &stamp).await.unwrap();
    let id = plans::insert(&mut write, &new, &draft).await.unwrap();
    write.commit().await.unwrap();
    id
}
