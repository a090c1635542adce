//! Acts on the parts of a plan.

use app::{
    edit::{self, Arrangement},
    follow_ups::{self, NewFollowUp},
};
use axum::http::StatusCode;
use chrono::Days;
use domain::{
    activity::ActivityStatus,
    edit::{Direction, PartEdit, PartText},
    finding::FindingDetails,
    id::PartId,
    part::{Field, PartKind},
    period,
    plan::{Line, Plan, PlanStatus},
};
use proptest::sample::Index;

use super::{Act, OWNERS, PERIODS, REFERENCES, World, one, settled};
use crate::support::column;

/// A part with what a form of it needs to know.
#[derive(Debug, Clone, Copy)]
struct Part {
    id: PartId,
    kind: PartKind,
    version: i64,
}

fn parts_of(plan: &Plan) -> Vec<Part> {
    let mut parts = Vec::new();
    for block in &plan.blocks {
        parts.push(Part { id: block.id, kind: PartKind::Block, version: block.finding.version });
        for issue in &block.issues {
            parts.push(Part { id: issue.id, kind: PartKind::Issue, version: issue.version });
            parts.extend(issue.statements.iter().map(|(column, found)| Part {
                id: found.id,
                kind: PartKind::Statement(column),
                version: found.version,
            }));
            parts.extend(issue.lines.iter().map(|line| {
                let version = match line {
                    Line::Activity(activity) => activity.version,
                    Line::Period(loose) => loose.version,
                    Line::Owner(owner) => owner.version,
                };
                Part { id: line.id(), kind: line.kind(), version }
            }));
        }
    }
    parts
}

fn activities_of(plan: &Plan) -> Vec<Part> {
    parts_of(plan).into_iter().filter(|part| part.kind == PartKind::Activity).collect()
}

impl World<'_> {
    pub(super) async fn correct_finding(&self, plan: &Plan, at: [Index; 3]) {
        let Some(block) = one(&plan.blocks, at[1]) else { return };
        // In a closed plan its own findings stand as they are.
        let desk = self.app.desk().await;
        let found = app::findings::find(&desk, block.finding.id).await.unwrap();
        let details = Self::referring(&desk, &found.model_id, FindingDetails::from(&found.finding), at[2]);
        settled(app::findings::update(&desk, &found, found.finding.version, details).await.unwrap());
    }

    pub(super) async fn add_part(&self, plan: &Plan, at: [Index; 3]) {
        if plan.status == PlanStatus::Closed {
            return;
        }
        let mut kinds = vec![PartKind::Block, PartKind::Issue];
        kinds.extend(["goal", "monitoring", "effect"].map(|key| PartKind::Statement(column(key))));
        // Every other part is an activity.
        let kind = if at[1].index(2) == 0 { PartKind::Activity } else { *at[2].get(&kinds) };
        let parents = parts_of(plan).into_iter().filter(|part| Some(part.kind) == kind.parent());
        let parent = one(&parents.collect::<Vec<_>>(), at[1]).map(|part| part.id.to_string());
        if parent.is_none() && kind != PartKind::Block {
            return;
        }
        let form = [
            ("kind", kind.key()),
            ("parent", parent.as_deref().unwrap_or_default()),
            ("text", "Skrevet i hånden"),
            ("references", *at[1].get(&REFERENCES)),
            ("period", *at[2].get(&PERIODS)),
            ("owner", *at[1].get(&OWNERS)),
        ];
        let page = self.writer.post(&format!("/handleplaner/{}/dele", plan.id), &form).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{form:?}: {}", page.text());
    }

    pub(super) async fn write(&self, plan: &Plan, at: [Index; 3]) {
        // Every other time in an activity: most parts are words that nobody counts.
        let parts = if at[2].index(2) == 0 { activities_of(plan) } else { parts_of(plan) };
        let Some(part) = one(&parts, at[1]) else { return };
        let field = *at[2].get(part.kind.fields());
        let text = match field {
            Field::Period => (*at[2].get(&PERIODS)).to_owned(),
            Field::Owner => (*at[2].get(&OWNERS)).to_owned(),
            Field::References => (*at[2].get(&REFERENCES)).to_owned(),
            Field::Status => at[2].get(&ActivityStatus::ALL).key().to_owned(),
            _ => format!("Ord {}", at[2].index(1_000)),
        };
        self.save(plan, part, PartText { field, text, days: None }).await;
    }

    /// Sets the days of a time frame by hand, or lets its words speak again.
    pub(super) async fn set_days(&self, plan: &Plan, at: [Index; 3]) {
        let dated = parts_of(plan).into_iter().filter(|part| part.kind.fields().contains(&Field::Period));
        let Some(part) = one(&dated.collect::<Vec<_>>(), at[1]) else { return };
        let day = self.app.clock.today() - Days::new(30) + Days::new(at[2].index(60) as u64);
        let days = match at[2].index(4) {
            0 => period::Days::NONE,
            1 => period::Days { start: Some(day), end: None },
            _ => period::Days { start: None, end: Some(day) },
        };
        let text = (*at[1].get(&PERIODS)).to_owned();
        self.save(plan, part, PartText { field: Field::Period, text, days: Some(days) }).await;
    }

    async fn save(&self, plan: &Plan, part: Part, value: PartText) {
        let edit = PartEdit { part_id: part.id, version: part.version, value };
        settled(edit::save(&self.app.desk().await, plan, edit, Vec::new()).await.unwrap());
    }

    pub(super) async fn arrange(&self, act: Act, plan: &Plan, at: [Index; 3]) {
        let parts = parts_of(plan);
        let Some(part) = one(&parts, at[1]) else { return };
        let arrangement = match act {
            Act::Shift if at[2].index(2) == 0 => Arrangement::Shift(Direction::Up),
            Act::Shift => Arrangement::Shift(Direction::Down),
            Act::Copy => Arrangement::Copy,
            Act::RemovePart => Arrangement::Remove,
            _ => {
                let parents = parts.iter().filter(|other| Some(other.kind) == part.kind.parent());
                let parents: Vec<PartId> = parents.map(|other| other.id).collect();
                let Some(parent) = one(&parents, at[2]) else { return };
                Arrangement::MoveTo(parent)
            }
        };
        settled(edit::arrange(&self.app.desk().await, plan, part.id, None, arrangement).await.unwrap());
    }

    pub(super) async fn restore_part(&self, plan: &Plan, at: [Index; 3]) {
        let desk = self.app.desk().await;
        let removed = edit::list_removed(&desk, plan).await.unwrap().rows;
        if let Some(part) = one(&removed, at[1]) {
            settled(edit::restore(&desk, plan.id, part.id).await.unwrap());
        }
    }

    pub(super) async fn follow_up(&self, plan: &Plan, at: [Index; 3]) {
        let Some(part) = one(&activities_of(plan), at[1]) else { return };
        let desk = self.app.desk().await;
        let new = NewFollowUp {
            noted_on: desk.today - Days::new(at[2].index(200) as u64),
            text: "Det går fremad".into(),
            status: *at[2].get(&ActivityStatus::ALL),
        };
        settled(follow_ups::create(&desk, plan.id, part.id, new, part.version).await.unwrap());
    }
}
