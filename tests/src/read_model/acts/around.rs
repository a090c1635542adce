//! Acts on what stands around plans, and on plans as a whole.

use app::{
    Desk, inspections,
    plans::{self, FreshPlan},
    review, templates, units,
};
use chrono::Days;
use domain::{
    activity::ActivityStatus,
    approval::Transition,
    finding::FindingDetails,
    id::PlanId,
    inspection::{Inspection, InspectionDetails, InspectionKind, Score},
    plan::{Plan, PlanDetails, PlanStatus},
    quality_model::Level,
    reference::References,
    role::Ability,
    unit::{NewUnit, UnitDetails, UnitKind},
};
use proptest::sample::Index;
use serde_json::json;

use super::{INSPECTORATES, MODELS, OWNERS, PERIODS, REFERENCES, World, YEARS, one, settled};
use crate::support::{App, imports::imported};

impl World<'_> {
    async fn inspection(&self, at: Index) -> Option<Inspection> {
        let desk = self.app.desk().await;
        let line = one(&inspections::list(&desk, 1).await.unwrap().rows, at)?;
        Some(inspections::require(&desk, line.head.id, Ability::Read).await.unwrap())
    }

    pub(super) async fn add_unit(&self, at: [Index; 3]) {
        let parent_id = one(&self.units().await, at[0]);
        let details = UnitDetails { name: format!("Enhed {}", at[1].index(1_000)), kind: UnitKind::Department };
        units::create(&self.app.desk().await, NewUnit { parent_id, details }).await.unwrap();
    }

    pub(super) async fn register_inspection(&self, at: [Index; 3]) {
        let desk = self.app.desk().await;
        let details = InspectionDetails {
            unit_ids: one(&self.units().await, at[0]).into_iter().collect(),
            inspectorate_id: (*at[1].get(&INSPECTORATES)).to_owned(),
            model_id: (*at[2].get(&MODELS)).to_owned(),
            kind: InspectionKind::Operational,
            is_announced: false,
            visited_on: desk.today - Days::new(at[1].index(400) as u64),
            reported_on: None,
            case_number: String::new(),
            hearing_due_on: None,
            plan_due_on: None,
            note: String::new(),
        };
        let id = inspections::create(&desk, &details).await.unwrap();
        let text = "Henstilling om ledelsen".to_owned();
        let finding = Self::referring(&desk, &details.model_id, FindingDetails { text, ..Default::default() }, at[2]);
        app::findings::create(&desk, id, &finding).await.unwrap();
    }

    /// A finding that refers to something else of the model.
    pub(super) fn referring(desk: &Desk, model_id: &str, details: FindingDetails, at: Index) -> FindingDetails {
        let references = References::parse(*at.get(&REFERENCES), desk.model(model_id).unwrap());
        FindingDetails { references, ..details }
    }

    pub(super) async fn correct_inspection(&self, at: [Index; 3]) {
        let Some(inspection) = self.inspection(at[0]).await else { return };
        let (desk, units) = (self.app.desk().await, self.units().await);
        let mut details = inspection.details.clone();
        match at[1].index(4) {
            0 => details.inspectorate_id = (*at[2].get(&INSPECTORATES)).to_owned(),
            1 => {
                // One unit or two: one that is chosen twice is one.
                details.unit_ids = [at[1], at[2]].into_iter().filter_map(|at| one(&units, at)).collect();
                details.unit_ids.sort();
                details.unit_ids.dedup();
            }
            2 => details.visited_on = desk.today - Days::new(at[2].index(400) as u64),
            _ => details.model_id = (*at[2].get(&MODELS)).to_owned(),
        }
        settled(inspections::update(&desk, inspection.id, inspection.version, details).await.unwrap());
    }

    pub(super) async fn score(&self, at: [Index; 3]) {
        let Some(inspection) = self.inspection(at[0]).await else { return };
        let desk = self.app.desk().await;
        let model = desk.model(&inspection.details.model_id).unwrap();
        let items = model.items.iter().filter(|item| item.is_scored && item.level != Level::Theme);
        let items: Vec<String> = items.map(|item| item.id.clone()).collect();
        let mut scores = inspection.scores.clone();
        match (one(&items, at[1]), Score::new(u8::try_from(at[2].index(6)).unwrap())) {
            (Some(item), Some(score)) => _ = scores.insert(item, score),
            _ => scores.clear(),
        }
        settled(inspections::set_scores(&desk, inspection.id, inspection.version, scores).await.unwrap());
    }

    pub(super) async fn import(&self, at: [Index; 3]) {
        let Some(unit) = one(&self.units().await, at[0]) else { return };
        let activity = |number: usize| {
            let turn = at[1].index(100) + number;
            let mut activity = json!({
                "line": "activity",
                "what": format!("Aktivitet {number}"),
                "period_text": PERIODS[turn % PERIODS.len()],
                "owner_text": OWNERS[turn * 2 % OWNERS.len()],
                "status": ActivityStatus::ALL[turn * 3 % 5].key(),
            });
            if turn.is_multiple_of(3) {
                let day = self.app.clock.today() - Days::new(turn as u64 * 2);
                activity["follow_ups"] = json!([{ "noted_on": day, "text": "Set på", "status": "started" }]);
            }
            activity
        };
        let mut lines: Vec<_> = (0..3 + at[2].index(4)).map(activity).collect();
        match at[2].index(3) {
            0 => lines.push(json!({ "line": "owner", "owner_text": OWNERS[at[1].index(OWNERS.len())] })),
            1 => lines.push(json!({ "line": "period", "period_text": PERIODS[at[1].index(PERIODS.len())] })),
            _ => {}
        }
        let issue = json!({ "text": "Et emne", "lines": lines });
        let other = json!({ "text": "Et andet emne", "lines": [{ "line": "owner", "owner_text": "Leder" }] });
        let blocks = json!([
            { "reference_text": at[1].get(&REFERENCES), "text": "Et fund", "issues": [issue, other] },
            { "reference_text": at[2].get(&REFERENCES), "text": "Et andet fund", "issues": [issue] },
        ]);
        let plan = json!({ "title": "Hentet ind", "blocks": blocks });
        imported(self.app, unit, *at[2].get(&YEARS), &plan).await;
    }

    /// Writes a plan by hand that answers an inspection.
    pub(super) async fn answer(&self, at: [Index; 3]) {
        let Some(inspection) = self.inspection(at[0]).await else { return };
        let desk = self.app.desk().await;
        let findings = inspections::findings(&desk, &[inspection.id]).await.unwrap();
        let fresh = FreshPlan {
            unit_id: one(&inspection.details.unit_ids, at[1]).unwrap(),
            inspection: Some((inspection.id, inspection.details.model_id)),
            template_id: templates::DEFAULT.into(),
            details: PlanDetails {
                title: "Et svar".into(),
                year: *at[2].get(&YEARS),
                due_on: None,
                introduction: String::new(),
                closing: String::new(),
            },
            findings: findings.into_iter().map(|finding| finding.id).collect(),
        };
        plans::create(&desk, fresh).await.unwrap();
    }

    pub(super) async fn change_year(&self, plan: &Plan, at: [Index; 3]) {
        let details = PlanDetails { year: *at[1].get(&YEARS), ..PlanDetails::from(plan) };
        settled(plans::update(&self.app.desk().await, plan, plan.revision, details).await.unwrap());
    }

    /// Takes a step from where the plan stands, but that of sending it, which prints it first.
    pub(super) async fn take_step(&self, id: PlanId, status: PlanStatus, at: [Index; 3]) {
        let may = |step: &Transition| step.starts_from(status) && *step != Transition::Submit;
        let steps: Vec<Transition> = Transition::ALL.into_iter().filter(may).collect();
        if let Some(transition) = one(&steps, at[1]) {
            take(self.app, id, transition).await;
        }
    }

    pub(super) async fn restore_plan(&self, at: [Index; 3]) {
        let desk = self.app.desk().await;
        let removed = plans::list_removed(&desk).await.unwrap().rows;
        if let Some(head) = one(&removed, at[0]) {
            settled(plans::restore(&desk, head.id).await.unwrap());
        }
    }
}

/// Takes a step with a plan as it stands; it may be refused.
pub(in crate::read_model) async fn take(app: &App, id: PlanId, transition: Transition) -> bool {
    let desk = app.desk().await;
    let plan = desk.plan_now(id).await.unwrap();
    let (revision, message) = (plan.revision, "Se igen".to_owned());
    let step = review::Step { transition, revision, message, submission: None };
    matches!(review::transition(&desk, &plan, step).await.unwrap(), review::Taken::Done(_))
}
