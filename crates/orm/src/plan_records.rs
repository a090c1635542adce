//! What plans are accompanied by: steps, remarks, waivers and versions, read together.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    approval::{PlanRecord, Remark, Step, Submission, Transition, Version, VersionFile},
    check::{Rule, Waiver},
    id::{PartId, PlanId, RemarkId, StepId, VersionId, WaiverId},
    part::Field,
    plan::Plan,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Result, Store,
    entity::{plan_version, remark, step, version_file, waiver},
    rows::or_corrupt,
};

/// What accompanies a plan at its revision.
pub async fn get(store: &Store, plan: &Plan) -> Result<Arc<PlanRecord>> {
    let load = async {
        let tx = store.read().await?;
        let record = load(&tx, plan.id).await?;
        tx.commit().await?;
        Ok(record)
    };
    store.cache.record((plan.id, plan.revision), load).await
}

async fn load(tx: &DatabaseTransaction, id: PlanId) -> Result<PlanRecord> {
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
    Ok(PlanRecord {
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

fn step_of(row: step::Model) -> Result<Step> {
    Ok(Step {
        id: StepId(row.id),
        transition: or_corrupt(Transition::from_key(&row.act), "step", &row.act)?,
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
        field: or_corrupt(Field::from_key(&row.field), "field", &row.field)?,
        text: row.text,
        author: row.author,
        made_at: row.made_at,
        settled: row.settled_at.map(|at| (row.settled_by, at)),
    })
}

fn waiver_of(row: waiver::Model) -> Result<Waiver> {
    let field = match &row.field {
        None => None,
        Some(word) => Some(or_corrupt(Field::from_key(word), "field", word)?),
    };
    Ok(Waiver {
        id: WaiverId(row.id),
        rule: or_corrupt(Rule::from_key(&row.rule), "rule", &row.rule)?,
        part_id: row.part_id.map(PartId),
        field,
        words: row.words,
        reason: row.reason,
        author: row.author,
        made_at: row.made_at,
    })
}
