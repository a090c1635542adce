//! Fills the demo organisation in: units, users and inspections by the acts of everybody, and what its plans come to
//! be in the story.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::{
    draft::{ActivityDraft, BlockDraft, FindingDraft, FollowUpDraft, IssueDraft, LineDraft, PlanDraft},
    finding::FindingDetails,
    id::{FindingId, InspectionId, UnitId},
    inspection::{InspectionDetails, Score},
    reference::References,
    role::Grant,
    template::ColumnAbility,
    unit::{NewUnit, UnitDetails},
    user::UserDetails,
};

use super::{
    placeholder::fill_in,
    seed::{
        ActivitySeed, BlockSeed, FindingSeed, FollowUpSeed, InspectionSeed, IssueSeed, PlanSeed, UnitSeed, UserSeed,
    },
};
use crate::{
    Desk, Error, Result, findings, inspections,
    install::{
        seeds::CURRENT_MODEL,
        story::{PlanToday, done},
    },
    templates, units, users,
};

/// The version of a thing that has just been made.
const FIRST_VERSION: i64 = 1;

/// Fills one thing in after the other; what comes later names what came before by its key.
pub(super) struct DemoBuilder {
    desk: Desk,
    units: HashMap<String, UnitId>,
    inspections: HashMap<String, (InspectionId, InspectionDetails)>,
    findings: HashMap<String, FindingId>,
}

fn get<'a, T>(map: &'a HashMap<String, T>, key: &str) -> Result<&'a T> {
    map.get(key).ok_or_else(|| Error::Internal(format!("demo: no »{key}«")))
}

impl DemoBuilder {
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk, units: HashMap::new(), inspections: HashMap::new(), findings: HashMap::new() }
    }

    pub(super) async fn unit(&mut self, seed: UnitSeed) -> Result<()> {
        let parent_id = seed.parent.map(|key| get(&self.units, &key).copied()).transpose()?;
        let details = UnitDetails { name: seed.name, kind: seed.kind };
        let id = units::create(&self.desk, NewUnit { parent_id, details }).await?;
        self.units.insert(seed.key, id);
        Ok(())
    }

    pub(super) async fn user(&self, seed: UserSeed, password_hash: String) -> Result<()> {
        let grants = seed
            .grants
            .iter()
            .map(|grant| Ok(Grant { role: grant.role, unit_id: *get(&self.units, &grant.unit)? }))
            .collect::<Result<_>>()?;
        let details =
            UserDetails { email: seed.email, name: seed.name, titles_text: seed.titles_text, grants, is_active: true };
        done(users::create_hashed(&self.desk, &details, password_hash).await?)?;
        Ok(())
    }

    pub(super) async fn inspection(&mut self, seed: InspectionSeed) -> Result<()> {
        let details = self.inspection_details(&seed)?;
        let id = inspections::create(&self.desk, &details).await?;
        let scores = seed
            .scores
            .iter()
            .filter_map(|(number, &value)| Some((format!("{}/{number}", seed.model), Score::new(value)?)))
            .collect();
        done(inspections::set_scores(&self.desk, id, FIRST_VERSION, scores).await?)?;
        for finding in seed.findings {
            let told = self.finding_details(&finding, &seed.model)?;
            let finding_id = findings::create(&self.desk, id, &told).await?;
            self.findings.insert(finding.key, finding_id);
        }
        self.inspections.insert(seed.key, (id, details));
        Ok(())
    }

    fn inspection_details(&self, seed: &InspectionSeed) -> Result<InspectionDetails> {
        Ok(InspectionDetails {
            unit_ids: seed.units.iter().map(|key| get(&self.units, key).copied()).collect::<Result<_>>()?,
            inspectorate_id: seed.inspectorate.clone(),
            model_id: seed.model.clone(),
            kind: seed.kind,
            is_announced: seed.is_announced,
            visited_on: self.in_days(-seed.visited_days_ago),
            reported_on: seed.reported_days_ago.map(|days| self.in_days(-days)),
            case_number: seed.case_number.clone(),
            hearing_due_on: seed.hearing_due_in.map(|days| self.in_days(days)),
            plan_due_on: seed.plan_due_in.map(|days| self.in_days(days)),
            note: seed.note.clone(),
        })
    }

    fn finding_details(&self, seed: &FindingSeed, model_id: &str) -> Result<FindingDetails> {
        let references: Vec<String> = seed.references.iter().map(|number| format!("{model_id}/{number}")).collect();
        Ok(FindingDetails {
            kind: Some(seed.kind),
            text: seed.text.clone(),
            references: References::of_items(references, self.desk.model(model_id)?),
            due_on: seed.due_in.map(|days| self.in_days(days)),
            extension_requested_on: None,
            extended_to: None,
        })
    }

    /// What a plan comes to be, for the story to tell how.
    pub(super) fn plan(&self, seed: PlanSeed) -> Result<PlanToday> {
        let inspection = seed.inspection.as_deref().map(|key| get(&self.inspections, key)).transpose()?;
        let blocks = seed.blocks.into_iter().map(|block| self.block(block)).collect::<Result<_>>()?;
        let plan_due_on = inspection.and_then(|(_, details)| details.plan_due_on);
        Ok(PlanToday {
            unit_id: *get(&self.units, &seed.unit)?,
            inspection_id: inspection.map(|(id, _)| *id),
            model_id: inspection.map_or(CURRENT_MODEL, |(_, details)| details.model_id.as_str()).to_owned(),
            year: inspection.map_or(self.desk.today, |(_, details)| details.visited_on).year(),
            due_on: plan_due_on.or_else(|| seed.due_in.map(|days| self.in_days(days))),
            status: seed.status,
            draft: PlanDraft { title: seed.title, introduction: seed.introduction, blocks, ..PlanDraft::default() },
        })
    }

    fn block(&self, seed: BlockSeed) -> Result<BlockDraft> {
        let finding = FindingDraft {
            finding_id: seed.finding.map(|key| get(&self.findings, &key).copied()).transpose()?,
            reference_text: seed.reference_text,
            text: seed.text,
            kind: seed.kind,
            due_on: None,
        };
        let issues = seed.issues.into_iter().map(|issue| self.issue(issue)).collect::<Result<_>>()?;
        Ok(BlockDraft { finding, issues, ..BlockDraft::default() })
    }

    fn issue(&self, seed: IssueSeed) -> Result<IssueDraft> {
        let template = self.desk.template(templates::DEFAULT)?;
        let lines = seed.activities.into_iter().map(|activity| LineDraft::Activity(self.activity(activity))).collect();
        let mut issue = IssueDraft { text: seed.text, lines, ..IssueDraft::default() };
        for (ability, texts) in [
            (ColumnAbility::Goal, seed.goals),
            (ColumnAbility::Monitoring, seed.monitoring),
            (ColumnAbility::Effect, seed.effects),
        ] {
            let column = template.with_ability(ability).next();
            let column = column.ok_or_else(|| Error::Internal(format!("demo: no column {ability:?}")))?;
            issue.statements.extend(column, texts);
        }
        Ok(issue)
    }

    fn activity(&self, seed: ActivitySeed) -> ActivityDraft {
        ActivityDraft {
            what: seed.what,
            period: fill_in(&seed.when, self.desk.today).into(),
            owner_text: seed.who,
            status: seed.follow_ups.last().map(|note| note.status).unwrap_or_default(),
            follow_ups: seed.follow_ups.into_iter().map(|note| self.follow_up(note)).collect(),
            ..ActivityDraft::default()
        }
    }

    /// Its author is whoever tells it in the story.
    fn follow_up(&self, seed: FollowUpSeed) -> FollowUpDraft {
        FollowUpDraft {
            noted_on: self.in_days(-seed.days_ago),
            text: seed.text,
            status: seed.status,
            author: String::new(),
        }
    }

    fn in_days(&self, days: i64) -> NaiveDate {
        self.desk.today + TimeDelta::days(days)
    }
}
