//! The versions that sending a plan freezes. A version is written once and never changed: its hash covers
//! what it holds, its files, how it was sent, and the version before it.

use domain::{
    approval::Submission,
    id::{PlanId, VersionId},
    version::Snapshot,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Error, Result, Store, Write,
    entity::{plan_version, version_file},
    hash::{hex, sha256},
    steps::{self, NewStep},
};

/// A version to be frozen.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// Its number: one more than the last.
    pub number: u32,
    /// How the plan is sent.
    pub submission: Submission,
    /// The plan as it is sent.
    pub snapshot: Snapshot,
    /// The files as sent: name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Sends the plan that is worked on: takes the step and freezes the version, or neither.
pub async fn submit(write: &mut Write, new: NewVersion, step: NewStep<'_>) -> Result<()> {
    let plan = &new.snapshot.plan;
    let content = serde_json::to_string(&new.snapshot).map_err(|error| Error::Corrupt(error.to_string()))?;
    let last = last_version(write.tx(), plan.id).await?;
    if last.as_ref().map_or(0, |(number, _)| *number) + 1 != number_of(new.number)? {
        return Err(Error::Changed);
    }
    let files: Vec<(String, String, Vec<u8>)> =
        new.files.into_iter().map(|(name, bytes)| (name, sha256(&bytes), bytes)).collect();
    let hashes = files.iter().map(|(name, hash, _)| (name.as_str(), hash.as_str()));
    let version = plan_version::Model {
        id: VersionId::new().0,
        plan_id: plan.id.0,
        number: number_of(new.number)?,
        hash: String::new(),
        content,
        sent_on: new.submission.sent_on,
        channel: new.submission.channel,
        sent_by: new.submission.sent_by,
        case_number: new.submission.case_number,
        frozen_at: write.stamp().at,
    };
    let hash = version_hash(&version, hashes, last.as_ref().map_or("", |(_, hash)| hash));
    let id = version.id;
    plan_version::Model { hash, ..version }.into_active_model().insert(write.tx()).await?;
    for (position, (name, hash, bytes)) in (0..).zip(files) {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let file = version_file::Model { id: Uuid::now_v7(), version_id: id, position, name, hash, size, bytes };
        file.into_active_model().insert(write.tx()).await?;
    }
    steps::record_transition(write, plan, step).await
}

async fn last_version(tx: &DatabaseTransaction, id: PlanId) -> Result<Option<(i32, String)>> {
    let last = plan_version::Entity::find()
        .select_only()
        .columns([plan_version::Column::Number, plan_version::Column::Hash])
        .filter(plan_version::Column::PlanId.eq(id.0))
        .order_by_desc(plan_version::Column::Number)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last)
}

/// The plan as a version holds it.
pub async fn snapshot(store: &Store, id: VersionId) -> Result<Snapshot> {
    let row = plan_version::Entity::find_by_id(id.0).one(store.readers()).await?.ok_or(Error::NotFound)?;
    let found: Snapshot =
        serde_json::from_str(&row.content).map_err(|error| Error::Corrupt(format!("version {id}: {error}")))?;
    if found.format > Snapshot::FORMAT {
        return Err(Error::Newer);
    }
    Ok(found)
}

/// A file of a version, byte for byte as it was sent; refused where it no longer is.
pub async fn file(store: &Store, id: VersionId, position: usize) -> Result<(String, Vec<u8>)> {
    let row = version_file::Entity::find()
        .filter(version_file::Column::VersionId.eq(id.0))
        .filter(version_file::Column::Position.eq(i32::try_from(position).map_err(|_| Error::NotFound)?))
        .one(store.readers())
        .await?
        .ok_or(Error::NotFound)?;
    if sha256(&row.bytes) != row.hash {
        return Err(Error::Tampered);
    }
    Ok((row.name, row.bytes))
}

/// A version that is not what it was when it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The plan.
    pub plan_id: PlanId,
    /// The version's number.
    pub number: u32,
    /// The file that differs; none where it is the version itself or the one before it.
    pub file: Option<String>,
}

/// Checks every version against its hash, one at a time; answers how many there are and which are broken.
pub async fn verify(store: &Store) -> Result<(usize, Vec<Broken>)> {
    let ids: Vec<(Uuid, Uuid)> = plan_version::Entity::find()
        .select_only()
        .columns([plan_version::Column::Id, plan_version::Column::PlanId])
        .order_by_asc(plan_version::Column::PlanId)
        .order_by_asc(plan_version::Column::Number)
        .into_tuple()
        .all(store.readers())
        .await?;
    let mut broken = Vec::new();
    let mut before = (Uuid::nil(), String::new());
    for (id, plan_id) in &ids {
        let last = if before.0 == *plan_id { before.1.as_str() } else { "" };
        let Some(version) = plan_version::Entity::find_by_id(*id).one(store.readers()).await? else { continue };
        broken.extend(verify_one(store, &version, last).await?);
        before = (*plan_id, version.hash);
    }
    Ok((ids.len(), broken))
}

async fn verify_one(store: &Store, version: &plan_version::Model, last: &str) -> Result<Vec<Broken>> {
    let files = version_file::Entity::find()
        .filter(version_file::Column::VersionId.eq(version.id))
        .order_by_asc(version_file::Column::Position)
        .all(store.readers())
        .await?;
    let found = |file| Broken {
        plan_id: PlanId(version.plan_id),
        number: u32::try_from(version.number).unwrap_or_default(),
        file,
    };
    let differs = files.iter().filter(|file| sha256(&file.bytes) != file.hash);
    let mut broken: Vec<Broken> = differs.map(|file| found(Some(file.name.clone()))).collect();
    let hashes = files.iter().map(|file| (file.name.as_str(), file.hash.as_str()));
    if version_hash(version, hashes, last) != version.hash {
        broken.push(found(None));
    }
    Ok(broken)
}

/// Each piece goes in with its length, so that no two versions look alike to it.
fn version_hash<'a>(
    version: &plan_version::Model,
    files: impl Iterator<Item = (&'a str, &'a str)>,
    last: &str,
) -> String {
    let mut hash = Sha256::new();
    let mut add = |piece: &str| {
        hash.update(piece.len().to_be_bytes());
        hash.update(piece);
    };
    add(&version.plan_id.to_string());
    add(&version.number.to_string());
    add(&version.content);
    add(&version.sent_on.to_string());
    for piece in [&version.channel, &version.sent_by, &version.case_number] {
        add(piece);
    }
    for (name, file) in files {
        add(name);
        add(file);
    }
    add(last);
    hex(&hash.finalize())
}

fn number_of(number: u32) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::Changed)
}

#[cfg(test)]
mod tests {
    use domain::{approval::Transition, plan::PlanStatus};
    use sea_orm::sea_query::Expr;

    use super::*;
    use crate::{
        Subject, plan_records, plans,
        tests::{a_model, a_plan, a_stamp, a_store, a_template},
    };

    async fn frozen() -> (Store, PlanId) {
        let store = a_store().await;
        let (id, stamp) = (a_plan(&store).await, a_stamp());
        for number in [1, 2] {
            let plan = plans::get(&store.view().await.unwrap(), id).await.unwrap();
            let snapshot = Snapshot {
                format: Snapshot::FORMAT,
                plan: (*plan).clone(),
                template: a_template(),
                model: a_model(),
                unit_name: "Bostedet".into(),
                visited_on: None,
            };
            let submission = Submission {
                sent_on: stamp.at.date_naive(),
                channel: "E-mail".into(),
                sent_by: "Test".into(),
                case_number: String::new(),
            };
            let files = vec![("plan.docx".to_owned(), vec![1, 2, 3])];
            let step = NewStep { transition: Transition::Submit, next_status: PlanStatus::Submitted, message: "" };
            let mut write = store.begin(Subject::Plan(id), &stamp).await.unwrap();
            submit(&mut write, NewVersion { number, submission, snapshot, files }, step).await.unwrap();
            write.commit().await.unwrap();
        }
        (store, id)
    }

    #[tokio::test]
    async fn what_was_sent_is_read_back_and_whatever_is_changed_behind_the_back_is_found() {
        let (store, id) = frozen().await;
        assert_eq!(verify(&store).await.unwrap(), (2, vec![]));
        let view = store.view().await.unwrap();
        let plan = plans::get(&view, id).await.unwrap();
        let record = plan_records::get(&store, &plan).await.unwrap();
        let first = &record.versions[0];
        assert_eq!(file(&store, first.id, 0).await.unwrap(), ("plan.docx".into(), vec![1, 2, 3]));
        assert_eq!(snapshot(&store, first.id).await.unwrap().plan.blocks, plan.blocks);

        let of_first = version_file::Column::VersionId.eq(first.id.0);
        let bytes = |bytes: Vec<u8>| {
            version_file::Entity::update_many()
                .col_expr(version_file::Column::Bytes, Expr::value(bytes))
                .filter(of_first.clone())
        };
        bytes(vec![1, 2, 4]).exec(store.readers()).await.unwrap();
        let found = verify(&store).await.unwrap().1;
        assert_eq!(found, [Broken { plan_id: id, number: 1, file: Some("plan.docx".into()) }]);
        assert!(matches!(file(&store, first.id, 0).await, Err(Error::Tampered)));
        bytes(vec![1, 2, 3]).exec(store.readers()).await.unwrap();

        plan_version::Entity::update_many()
            .col_expr(plan_version::Column::Content, Expr::value("{}"))
            .filter(plan_version::Column::Id.eq(first.id.0))
            .exec(store.readers())
            .await
            .unwrap();
        assert_eq!(verify(&store).await.unwrap().1, [Broken { plan_id: id, number: 1, file: None }]);
    }

    #[tokio::test]
    async fn a_version_that_is_gone_breaks_the_chain() {
        let (store, id) = frozen().await;
        version_file::Entity::delete_many().exec(store.readers()).await.unwrap();
        plan_version::Entity::delete_many()
            .filter(plan_version::Column::Number.eq(1))
            .exec(store.readers())
            .await
            .unwrap();
        let found = verify(&store).await.unwrap();
        assert_eq!(found, (1, vec![Broken { plan_id: id, number: 2, file: None }]));
    }
}
