//! What plans are accompanied by: steps, remarks, waivers and versions. Each write raises the plan's
//! revision and stands in its history, in one transaction.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    approval::{Act, Dossier, Remark, Step, Submission, Version, VersionFile},
    change::{Stamp, Subject},
    check::{Rule, Waiver},
    id::{PartId, PlanId, RemarkId, StepId, VersionId, WaiverId},
    part::Field,
    plan::Plan,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use crate::{
    Error, Result, Store, View,
    changes::{self, FieldChange, Target},
    entity::{part, plan_version, remark, step, version_file, waiver},
    plans,
    rows::known,
    store::Counter,
};

/// What accompanies a plan, as it stands in this view.
pub async fn get(view: &View, plan: &Plan) -> Result<Arc<Dossier>> {
    if let Some(kept) = view.store.cache.dossier(plan) {
        return Ok(kept);
    }
    let tx = view.store.read().await?;
    let dossier = Arc::new(load(&tx, plan.id).await?);
    tx.commit().await?;
    view.store.cache.put_dossier(plan, &dossier);
    Ok(dossier)
}

async fn load(tx: &DatabaseTransaction, id: PlanId) -> Result<Dossier> {
    let steps = step::Entity::find()
        .filter(step::Column::PlanId.eq(id.0))
        .order_by_asc(step::Column::TakenAt)
        .order_by_asc(step::Column::Id)
        .all(tx)
        .await?;
    let remarks = remark::Entity::find()
        .filter(remark::Column::PlanId.eq(id.0))
        .order_by_asc(remark::Column::MadeAt)
        .order_by_asc(remark::Column::Id)
        .all(tx)
        .await?;
    let waivers = waiver::Entity::find()
        .filter(waiver::Column::PlanId.eq(id.0))
        .filter(waiver::Column::WithdrawnAt.is_null())
        .order_by_asc(waiver::Column::MadeAt)
        .order_by_asc(waiver::Column::Id)
        .all(tx)
        .await?;
    Ok(Dossier {
        steps: steps.into_iter().map(step_of).collect::<Result<_>>()?,
        remarks: remarks.into_iter().map(remark_of).collect::<Result<_>>()?,
        waivers: waivers.into_iter().map(waiver_of).collect::<Result<_>>()?,
        versions: versions(tx, id).await?,
    })
}

/// Identity, number, hash, day, channel, sender, case and moment of a version.
type VersionRow = (Uuid, i32, String, NaiveDate, String, String, String, DateTime<Utc>);

async fn versions(tx: &DatabaseTransaction, id: PlanId) -> Result<Vec<Version>> {
    // What a version holds is large and read only when it is asked for.
    let found: Vec<VersionRow> = plan_version::Entity::find()
        .select_only()
        .columns([
            plan_version::Column::Id,
            plan_version::Column::Number,
            plan_version::Column::Hash,
            plan_version::Column::SentOn,
            plan_version::Column::Channel,
            plan_version::Column::SentBy,
            plan_version::Column::CaseNumber,
            plan_version::Column::FrozenAt,
        ])
        .filter(plan_version::Column::PlanId.eq(id.0))
        .order_by_asc(plan_version::Column::Number)
        .into_tuple()
        .all(tx)
        .await?;
    let ids = found.iter().map(|row| row.0);
    let files: Vec<(Uuid, String, String, i64)> = version_file::Entity::find()
        .select_only()
        .columns([
            version_file::Column::VersionId,
            version_file::Column::Name,
            version_file::Column::Hash,
            version_file::Column::Size,
        ])
        .filter(version_file::Column::VersionId.is_in(ids))
        .order_by_asc(version_file::Column::Position)
        .into_tuple()
        .all(tx)
        .await?;
    let files_of = |id: Uuid| {
        let of_version = files.iter().filter(move |file| file.0 == id);
        of_version.map(|(_, name, hash, size)| VersionFile {
            name: name.clone(),
            hash: hash.clone(),
            size: u64::try_from(*size).unwrap_or_default(),
        })
    };
    let versions =
        found.into_iter().map(|(id, number, hash, sent_on, channel, sent_by, case_number, frozen_at)| Version {
            id: VersionId(id),
            number: u32::try_from(number).unwrap_or_default(),
            submission: Submission { sent_on, channel, sent_by, case_number },
            frozen_at,
            hash,
            files: files_of(id).collect(),
        });
    Ok(versions.collect())
}

/// Writes a remark at a cell.
pub async fn add_remark(
    store: &Store,
    plan_id: PlanId,
    (part_id, field): (PartId, Field),
    text: String,
    stamp: &Stamp,
) -> Result<RemarkId> {
    let tx = store.begin(Counter::Plans).await?;
    plans::live_row(&tx, plan_id).await?;
    let there = part::Entity::find_by_id(part_id.0)
        .filter(part::Column::PlanId.eq(plan_id.0))
        .filter(part::Column::DeletedAt.is_null());
    there.one(&tx).await?.ok_or(Error::NotFound)?;
    let id = RemarkId::new();
    let row = remark::Model {
        id: id.0,
        plan_id: plan_id.0,
        part_id: part_id.0,
        field: field.key().to_owned(),
        text: text.clone(),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        made_at: stamp.at,
        settled_by: String::new(),
        settled_at: None,
    };
    row.into_active_model().insert(&tx).await?;
    record(&tx, plan_id, Some(part_id), FieldChange::between("remark", "", text), stamp).await?;
    tx.commit().await?;
    Ok(id)
}

/// Says that a remark has been put right.
pub async fn settle_remark(store: &Store, plan_id: PlanId, id: RemarkId, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = remark::Entity::find_by_id(id.0)
        .filter(remark::Column::PlanId.eq(plan_id.0))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    if row.settled_at.is_some() {
        return Ok(());
    }
    let (part_id, text) = (PartId(row.part_id), row.text.clone());
    let mut row = row.into_active_model();
    row.settled_by = Set(stamp.author.name.clone());
    row.settled_at = Set(Some(stamp.at));
    row.update(&tx).await?;
    record(&tx, plan_id, Some(part_id), FieldChange::between("remark_settled", text, ""), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// A waiver to be.
#[derive(Debug, Clone)]
pub struct NewWaiver {
    /// The rule that is let be.
    pub rule: Rule,
    /// Where.
    pub place: (Option<PartId>, Option<Field>),
    /// The words it is about.
    pub words: String,
    /// Why.
    pub reason: String,
}

/// Lets a flaw be, with the reason.
pub async fn add_waiver(store: &Store, plan_id: PlanId, new: NewWaiver, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    plans::live_row(&tx, plan_id).await?;
    let (part_id, field) = new.place;
    let row = waiver::Model {
        id: WaiverId::new().0,
        plan_id: plan_id.0,
        rule: new.rule.key().to_owned(),
        part_id: part_id.map(|id| id.0),
        field: field.map(|field| field.key().to_owned()),
        words: new.words,
        reason: new.reason.clone(),
        user_id: stamp.author.user_id.map(|id| id.0),
        author: stamp.author.name.clone(),
        made_at: stamp.at,
        withdrawn_at: None,
    };
    row.into_active_model().insert(&tx).await?;
    let words = format!("{}: {}", new.rule.label(), new.reason);
    record(&tx, plan_id, part_id, FieldChange::between("waiver", "", words), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a waiver back.
pub async fn withdraw_waiver(store: &Store, plan_id: PlanId, id: WaiverId, stamp: &Stamp) -> Result<()> {
    let tx = store.begin(Counter::Plans).await?;
    let row = waiver::Entity::find_by_id(id.0)
        .filter(waiver::Column::PlanId.eq(plan_id.0))
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    if row.withdrawn_at.is_some() {
        return Ok(());
    }
    let (part_id, reason) = (row.part_id.map(PartId), row.reason.clone());
    let mut row = row.into_active_model();
    row.withdrawn_at = Set(Some(stamp.at));
    row.update(&tx).await?;
    record(&tx, plan_id, part_id, FieldChange::between("waiver", reason, ""), stamp).await?;
    tx.commit().await?;
    Ok(())
}

/// Raises the plan's revision and writes the change into its history, at the part or the plan itself.
async fn record(
    tx: &DatabaseTransaction,
    plan_id: PlanId,
    part_id: Option<PartId>,
    change: Option<FieldChange>,
    stamp: &Stamp,
) -> Result<()> {
    let revision = plans::live_row(tx, plan_id).await?.revision + 1;
    let target = match part_id {
        // A remark is no save of the part: its version stays.
        Some(id) => Target { subject: Subject::Part, id: id.0, plan_id: Some(plan_id), version: 0 },
        None => plans::target(plan_id, revision),
    };
    changes::write(tx, target, change.into_iter().collect(), stamp).await?;
    plans::raise(tx, plan_id, stamp).await
}

fn step_of(row: step::Model) -> Result<Step> {
    Ok(Step {
        id: StepId(row.id),
        act: known(Act::from_key(&row.act), "step", &row.act)?,
        message: row.message,
        words_hash: row.words_hash,
        author: row.author,
        taken_at: row.taken_at,
    })
}

fn remark_of(row: remark::Model) -> Result<Remark> {
    Ok(Remark {
        id: RemarkId(row.id),
        part_id: PartId(row.part_id),
        field: known(Field::from_key(&row.field), "field", &row.field)?,
        text: row.text,
        author: row.author,
        made_at: row.made_at,
        settled: row.settled_at.map(|at| (row.settled_by, at)),
    })
}

fn waiver_of(row: waiver::Model) -> Result<Waiver> {
    let field = match &row.field {
        None => None,
        Some(word) => Some(known(Field::from_key(word), "field", word)?),
    };
    Ok(Waiver {
        id: WaiverId(row.id),
        rule: known(Rule::from_key(&row.rule), "rule", &row.rule)?,
        part_id: row.part_id.map(PartId),
        field,
        words: row.words,
        reason: row.reason,
        author: row.author,
        made_at: row.made_at,
    })
}
