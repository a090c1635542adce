//! The demo organisation: an invented kommune with homes, people, inspections and plans.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    access::{Grant, Role},
    activity::ActivityStatus,
    change::{Author, Stamp},
    danish,
    draft::{ActivityDraft, BlockDraft, FollowUpDraft, IssueDraft, LineDraft, PlanDraft},
    finding::FindingKind,
    id::{FindingId, InspectionId, UnitId},
    inspection::{InspectionFacts, InspectionKind, Score, Scores},
    plan::PlanStatus,
    quality_model::QualityModel,
    reference,
    unit::UnitKind,
};
use serde::Deserialize;

use crate::{
    Error, Result, Store,
    findings::{self, FindingFacts},
    inspections, passwords,
    plans::{self, NewPlan},
    seeds, templates, units,
    users::{self, UserFacts},
};

/// The one passphrase of every demo user. It opens nothing but the demo.
pub const PASSPHRASE: &str = "solsikker langs fjorden";

const DEMO: &str = include_str!("../../../seeds/demo.toml");

#[derive(Deserialize)]
struct Demo {
    units: Vec<UnitSeed>,
    users: Vec<UserSeed>,
    inspections: Vec<InspectionSeed>,
    plans: Vec<PlanSeed>,
    earlier: Vec<EarlierSeed>,
}

#[derive(Deserialize)]
struct EarlierSeed {
    now: String,
    before: String,
}

#[derive(Deserialize)]
struct UnitSeed {
    key: String,
    name: String,
    kind: UnitKind,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct UserSeed {
    email: String,
    name: String,
    #[serde(default)]
    titles_text: String,
    grants: Vec<GrantSeed>,
}

#[derive(Deserialize)]
struct GrantSeed {
    role: Role,
    unit: String,
}

#[derive(Deserialize)]
struct InspectionSeed {
    key: String,
    units: Vec<String>,
    inspectorate: String,
    model: String,
    kind: InspectionKind,
    is_announced: bool,
    visited_days_ago: i64,
    reported_days_ago: Option<i64>,
    hearing_due_in: Option<i64>,
    plan_due_in: Option<i64>,
    #[serde(default)]
    case_number: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    scores: HashMap<String, u8>,
    #[serde(default)]
    findings: Vec<FindingSeed>,
}

#[derive(Deserialize)]
struct FindingSeed {
    key: String,
    kind: FindingKind,
    references: Vec<String>,
    text: String,
    due_in: Option<i64>,
}

#[derive(Deserialize)]
struct PlanSeed {
    unit: String,
    inspection: Option<String>,
    title: String,
    status: PlanStatus,
    #[serde(default)]
    introduction: String,
    due_in: Option<i64>,
    blocks: Vec<BlockSeed>,
}

#[derive(Deserialize)]
struct BlockSeed {
    finding: Option<String>,
    #[serde(default)]
    reference_text: String,
    #[serde(default)]
    text: String,
    kind: Option<FindingKind>,
    #[serde(default)]
    issues: Vec<IssueSeed>,
}

#[derive(Deserialize)]
struct IssueSeed {
    #[serde(default)]
    text: String,
    #[serde(default)]
    goals: Vec<String>,
    #[serde(default)]
    monitoring: Vec<String>,
    #[serde(default)]
    effects: Vec<String>,
    #[serde(default)]
    activities: Vec<ActivitySeed>,
}

#[derive(Deserialize)]
struct ActivitySeed {
    what: String,
    #[serde(default)]
    when: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    status: ActivityStatus,
    #[serde(default)]
    follow_ups: Vec<FollowUpSeed>,
}

#[derive(Deserialize)]
struct FollowUpSeed {
    days_ago: i64,
    status: ActivityStatus,
    text: String,
}

struct Planting<'a> {
    store: &'a Store,
    today: NaiveDate,
    stamp: Stamp,
    models: Vec<QualityModel>,
    units: HashMap<String, UnitId>,
    inspections: HashMap<String, (InspectionId, NaiveDate, Option<NaiveDate>, String)>,
    findings: HashMap<String, FindingId>,
}

/// Fills a database without users with the demo organisation; answers the log-ins by name.
pub async fn plant(store: &Store, today: NaiveDate, stamp: &Stamp) -> Result<Vec<(String, String)>> {
    if !users::is_empty(store).await? {
        return Ok(Vec::new());
    }
    let demo: Demo = seeds::parse(DEMO)?;
    let author = Author { user_id: None, name: "Demo".into() };
    let mut planting = Planting {
        store,
        today,
        stamp: Stamp { author, at: stamp.at },
        models: seeds::models()?,
        units: HashMap::new(),
        inspections: HashMap::new(),
        findings: HashMap::new(),
    };
    for unit in demo.units {
        planting.unit(unit).await?;
    }
    let hash = passwords::hash(PASSPHRASE.into()).await?;
    let mut log_ins = Vec::new();
    for user in demo.users {
        log_ins.push((user.name.clone(), user.email.clone()));
        planting.user(user, hash.clone()).await?;
    }
    for inspection in demo.inspections {
        planting.inspection(inspection).await?;
    }
    for plan in demo.plans {
        planting.plan(plan).await?;
    }
    Ok(log_ins)
}

/// Words of the sent plans today, and what stood there when they were sent; nothing where they are new.
pub fn earlier_words() -> Result<Vec<(String, String)>> {
    let demo: Demo = seeds::parse(DEMO)?;
    Ok(demo.earlier.into_iter().map(|words| (words.now, words.before)).collect())
}

fn get<'a, T>(map: &'a HashMap<String, T>, key: &str) -> Result<&'a T> {
    map.get(key).ok_or_else(|| Error::Corrupt(format!("demo: no »{key}«")))
}

impl Planting<'_> {
    async fn unit(&mut self, seed: UnitSeed) -> Result<()> {
        let parent_id = seed.parent.map(|key| get(&self.units, &key).copied()).transpose()?;
        let new = units::NewUnit { parent_id, kind: seed.kind, name: seed.name };
        let id = units::insert(self.store, new, &self.stamp).await?;
        self.units.insert(seed.key, id);
        Ok(())
    }

    async fn user(&self, seed: UserSeed, hash: String) -> Result<()> {
        let grants = seed
            .grants
            .iter()
            .map(|grant| Ok(Grant { role: grant.role, unit_id: *get(&self.units, &grant.unit)? }))
            .collect::<Result<_>>()?;
        let facts =
            UserFacts { email: seed.email, name: seed.name, titles_text: seed.titles_text, grants, is_active: true };
        users::insert(self.store, facts, Some(hash), &self.stamp).await?;
        Ok(())
    }

    fn model(&self, id: &str) -> Result<&QualityModel> {
        self.models.iter().find(|model| model.id == id).ok_or_else(|| Error::Corrupt(format!("demo: no model {id}")))
    }

    fn in_days(&self, days: i64) -> NaiveDate {
        self.today + chrono::TimeDelta::days(days)
    }

    async fn inspection(&mut self, seed: InspectionSeed) -> Result<()> {
        let model = self.model(&seed.model)?.clone();
        let visited_on = self.in_days(-seed.visited_days_ago);
        let plan_due_on = seed.plan_due_in.map(|days| self.in_days(days));
        let facts = InspectionFacts {
            unit_ids: seed.units.iter().map(|key| get(&self.units, key).copied()).collect::<Result<_>>()?,
            inspectorate_id: seed.inspectorate,
            model_id: seed.model.clone(),
            kind: seed.kind,
            is_announced: seed.is_announced,
            visited_on,
            reported_on: seed.reported_days_ago.map(|days| self.in_days(-days)),
            case_number: seed.case_number,
            hearing_due_on: seed.hearing_due_in.map(|days| self.in_days(days)),
            plan_due_on,
            note: seed.note,
        };
        let id = inspections::insert(self.store, facts, &self.stamp).await?;
        let scores: Scores = seed
            .scores
            .into_iter()
            .filter_map(|(number, value)| Some((format!("{}/{number}", model.id), Score::new(value)?)))
            .collect();
        inspections::set_scores(self.store, id, 1, &scores, &self.stamp).await?;
        for finding in seed.findings {
            let references: Vec<String> =
                finding.references.iter().map(|number| format!("{}/{number}", model.id)).collect();
            let facts = FindingFacts {
                kind: Some(finding.kind),
                text: finding.text,
                reference_text: reference::describe(&references, &model),
                references,
                due_on: finding.due_in.map(|days| self.in_days(days)),
                extension_requested_on: None,
                extended_to: None,
            };
            let finding_id = findings::insert(self.store, id, facts, &self.stamp).await?;
            self.findings.insert(finding.key, finding_id);
        }
        self.inspections.insert(seed.key, (id, visited_on, plan_due_on, model.id));
        Ok(())
    }

    async fn plan(&self, seed: PlanSeed) -> Result<()> {
        let inspection = seed.inspection.as_deref().map(|key| get(&self.inspections, key)).transpose()?;
        let model = self.model(inspection.map_or(seeds::CURRENT_MODEL, |(.., model)| model))?;
        let blocks = seed.blocks.into_iter().map(|block| self.block(block)).collect::<Result<_>>()?;
        let draft = PlanDraft { title: seed.title, introduction: seed.introduction, blocks, ..PlanDraft::default() };
        let new = NewPlan {
            unit_id: *get(&self.units, &seed.unit)?,
            inspection_id: inspection.map(|(id, ..)| *id),
            model,
            template_id: templates::DEFAULT,
            year: inspection.map_or(self.today, |(_, visited_on, ..)| *visited_on).year(),
            due_on: inspection.and_then(|(_, _, due, _)| *due).or(seed.due_in.map(|days| self.in_days(days))),
            status: seed.status,
        };
        plans::insert(self.store, new, &draft, &self.stamp).await?;
        Ok(())
    }

    fn block(&self, seed: BlockSeed) -> Result<BlockDraft> {
        Ok(BlockDraft {
            finding_id: seed.finding.map(|key| get(&self.findings, &key).copied()).transpose()?,
            reference_text: seed.reference_text,
            text: seed.text,
            kind: seed.kind,
            due_on: None,
            issues: seed.issues.into_iter().map(|issue| self.issue(issue)).collect(),
        })
    }

    fn issue(&self, seed: IssueSeed) -> IssueDraft {
        let lines = seed.activities.into_iter().map(|activity| LineDraft::Activity(self.activity(activity))).collect();
        IssueDraft { text: seed.text, goals: seed.goals, lines, monitoring: seed.monitoring, effects: seed.effects }
    }

    fn activity(&self, seed: ActivitySeed) -> ActivityDraft {
        let follow_ups = seed
            .follow_ups
            .into_iter()
            .map(|note| FollowUpDraft {
                noted_on: self.in_days(-note.days_ago),
                text: note.text,
                status: note.status,
                author: "Afdelingsleder".into(),
            })
            .collect();
        ActivityDraft {
            what: seed.what,
            period_text: fill_in(&seed.when, self.today),
            owner_text: seed.who,
            status: seed.status,
            follow_ups,
            ..ActivityDraft::default()
        }
    }
}

/// Fills "{date-20}", "{month+1}", "{quarter+0}", "{halfyear+1}", "{week+3}" and "{year+0}" from today.
fn fill_in(words: &str, today: NaiveDate) -> String {
    let Some((before, rest)) = words.split_once('{') else { return words.to_owned() };
    let Some((inner, after)) = rest.split_once('}') else { return words.to_owned() };
    let at = inner.find(['+', '-']).unwrap_or(inner.len());
    let offset: i32 = inner[at..].parse().unwrap_or(0);
    let filled = relative(&inner[..at], offset, today).unwrap_or_else(|| inner.to_owned());
    format!("{before}{filled}{}", fill_in(after, today))
}

fn relative(unit: &str, offset: i32, today: NaiveDate) -> Option<String> {
    let months = |count: i32| {
        let step = Months::new(count.unsigned_abs());
        if count < 0 { today.checked_sub_months(step) } else { today.checked_add_months(step) }
    };
    let days = |count: i32| {
        let step = Days::new(count.unsigned_abs().into());
        if count < 0 { today.checked_sub_days(step) } else { today.checked_add_days(step) }
    };
    Some(match unit {
        "date" => danish::date(days(offset)?),
        "week" => format!("uge {}", days(offset * 7)?.iso_week().week()),
        "month" => {
            let day = months(offset)?;
            format!("{} {}", danish::MONTHS[day.month0() as usize], day.year())
        }
        "quarter" => {
            let day = months(offset * 3)?;
            format!("{}. kvartal {}", day.month0() / 3 + 1, day.year())
        }
        "halfyear" => {
            let day = months(offset * 6)?;
            format!("{}. halvår {}", day.month0() / 6 + 1, day.year())
        }
        "year" => (today.year() + offset).to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_words_of_time() {
        let today = "2026-11-21".parse().unwrap();
        assert_eq!(fill_in("fra {month+2} til {date-20}", today), "fra januar 2027 til 1. november 2026");
        assert_eq!(fill_in("{quarter+1}, {halfyear+0}, {year-1}", today), "1. kvartal 2027, 2. halvår 2026, 2025");
        assert_eq!(fill_in("løbende", today), "løbende");
    }
}
