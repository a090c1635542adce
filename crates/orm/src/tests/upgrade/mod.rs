//! A database that version 0.1.0 filled, opened by this program: what people saw in it is what they see.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use chrono::{DateTime, Utc};
use domain::{
    access::Reach,
    draft::PlanDraft,
    id::{ImportId, InspectionId, PlanId, UnitId, UserId},
    organisation::Organisation,
    owner,
    plan::{Line, Plan, PlanDetails, PlanStatus},
    user::{User, UserDetails},
};
use sea_orm::EntityTrait;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::{
    SharedPlan, Store, Subject,
    activities::Window,
    changes, entity, findings, imports, inspections, organisation, plan_records,
    plans::{self, Which},
    read_model, sessions, steps,
    tests::a_stamp,
    users, versions,
};

mod old;
mod tables;

use old::{Old, parsed};

fn id<T: FromStr<Err = uuid::Error>>(json: &Json) -> T {
    parsed(json).unwrap()
}

/// What version 0.1.0 exported, which named no kind of plan: there was one.
fn draft(json: &Json) -> PlanDraft {
    let draft: PlanDraft = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(draft.template_id, None);
    PlanDraft { template_id: Some("handleplan".into()), ..draft }
}

async fn plan(store: &Store, seen: &Json) -> SharedPlan {
    plans::get(&store.view().await.unwrap(), id(&seen["id"])).await.unwrap()
}

async fn organisation_of(store: &Store) -> std::sync::Arc<Organisation> {
    organisation::get(&store.view().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn every_plan_is_word_for_word_what_it_was() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        for seen in old.plans() {
            let plan = plan(&store, seen).await;
            assert_eq!(PlanDraft::from(&*plan), draft(&seen["draft"]));
            assert_eq!(plan.status.key(), seen["status"], "{}", plan.title);
        }
        let units: Vec<UnitId> = organisation_of(&store).await.units.iter().map(|unit| unit.id).collect();
        assert_eq!(plans::list(&store, &units).await.unwrap().len(), old.plans().len());
        let all = Reach { tops: Vec::new(), unit_ids: units, is_everywhere: true };
        let (removed, _) = plans::page(&store, &all, Which::Removed, Window { skip: 0, take: 50 }).await.unwrap();
        assert_eq!(json!(removed.iter().map(|head| &head.title).collect::<Vec<_>>()), old.seen["removed_plans"]);
    }
}

#[tokio::test]
async fn the_story_of_every_plan_goes_on() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        for seen in old.plans() {
            let plan = plan(&store, seen).await;
            let record = plan_records::get(&store, &plan).await.unwrap();
            let transitions: Vec<&str> = record.steps.iter().map(|step| step.transition.key()).collect();
            assert_eq!(json!(transitions), seen["steps"], "{}", plan.title);
            let settled = record.remarks.iter().filter(|remark| remark.settled.is_some()).count();
            assert_eq!(
                (json!(record.remarks.len()), json!(settled)),
                (seen["remarks"].clone(), seen["settled"].clone())
            );
            assert_eq!(record.waivers.len(), seen["waivers"], "{}", plan.title);
            assert_eq!(record.versions.len(), seen["versions"], "{}", plan.title);
            if plan.status == PlanStatus::Approved {
                let approved = record.steps.last().unwrap();
                assert_eq!(approved.words_hash, steps::words_hash(&plan), "an approved plan can still be sent");
            }
        }
    }
}

#[tokio::test]
async fn what_was_sent_is_as_it_was_sent() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        assert_eq!(old.seen["changed_versions"], 0);
        let (count, broken) = versions::verify(&store).await.unwrap();
        assert_eq!((json!(count), broken), (old.seen["versions"].clone(), vec![]));
        let sent = &old.seen["sent"];
        let plan = plans::get(&store.view().await.unwrap(), id(&sent["plan"])).await.unwrap();
        let record = plan_records::get(&store, &plan).await.unwrap();
        let version = record.last_version().unwrap();
        let snapshot = versions::snapshot(&store, version.id).await.unwrap();
        assert_eq!(PlanDraft::from(&snapshot.plan), draft(&sent["draft"]));
        assert_ne!(PlanDraft::from(&*plan), draft(&sent["draft"]), "it has been followed up since");
        for (at, begins_with) in [&b"PK"[..], b"%PDF"].into_iter().enumerate() {
            let (name, bytes) = versions::file(&store, version.id, at).await.unwrap();
            assert!(bytes.starts_with(begins_with), "{name}");
        }
        assert_eq!(version.files.len(), old.rows("version_file").len());
    }
}

#[tokio::test]
async fn units_and_users_are_listed_as_they_were() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        let organisation = organisation_of(&store).await;
        let tree = &organisation.units;
        let units: Vec<String> = tree
            .iter()
            .map(|unit| format!("{}\t{}\t{}{}", unit.id, unit.kind.key(), "  ".repeat(tree.depth(unit.id)), unit.name))
            .collect();
        assert_eq!(json!(units), old.seen["units"]);
        let lines = old.seen["users"].as_array().unwrap();
        assert_eq!(organisation.users.len(), lines.len());
        for (user, line) in organisation.users.iter().zip(lines) {
            assert_eq!(told(&organisation, user), read(line.as_str().unwrap()));
            assert_eq!(user.version, 1);
        }
        let closed: Vec<&String> =
            organisation.users.iter().filter(|user| !user.is_active).map(|user| &user.email).collect();
        assert_eq!(json!(closed), old.seen["closed"]);
        for row in old.rows("users") {
            let hash = users::password_hash(&store, id(&row[0])).await.unwrap();
            assert_eq!(hash, row[4], "the passphrase of {} is as it was", row[1]);
        }
    }
}

/// Address and name of a user, and what they may do where, whichever was given first.
fn told(organisation: &Organisation, user: &User) -> (String, BTreeSet<String>) {
    let may =
        user.grants.iter().map(|grant| format!("{} i {}", grant.role.label(), organisation.unit_name(grant.unit_id)));
    (format!("{}\t{}", user.email, user.name), may.collect())
}

/// The same, from a line as version 0.1.0 listed it.
fn read(line: &str) -> (String, BTreeSet<String>) {
    let (user, may) = line.rsplit_once('\t').unwrap();
    (user.into(), may.split(", ").filter(|grant| !grant.is_empty()).map(Into::into).collect())
}

#[tokio::test]
async fn an_inspection_has_its_scores_and_findings() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        let seen = &old.seen["inspection"];
        let id: InspectionId = id(&seen["id"]);
        let inspection = inspections::get(&store, id).await.unwrap();
        let details = &inspection.details;
        assert_eq!(inspection.version, seen["version"]);
        assert_eq!(details.is_announced, seen["is_announced"]);
        for (day, field) in [
            (Some(details.visited_on), "visited_on"),
            (details.reported_on, "reported_on"),
            (details.hearing_due_on, "hearing_due_on"),
            (details.plan_due_on, "plan_due_on"),
        ] {
            assert_eq!(json!(day), seen[field], "{field}");
        }
        assert_eq!(
            (json!(details.case_number), json!(details.note)),
            (seen["case_number"].clone(), seen["note"].clone())
        );
        assert_eq!(details.unit_ids.len(), old.rows("inspection_unit").len());
        let scores: BTreeMap<&String, u8> =
            inspection.scores.iter().map(|(item, score)| (item, score.value())).collect();
        assert_eq!(json!(scores), seen["scores"]);

        let found = findings::list(&store, &[id]).await.unwrap();
        assert_eq!(json!(found.iter().map(|finding| &finding.text).collect::<Vec<_>>()), seen["findings"]);
        assert_eq!(found[0].extended_to.map(|day| day.to_string()).as_deref(), Some("2026-06-15"));
        assert_eq!(found[0].references.items, ["sociale-tilbud-2020/9.b", "sociale-tilbud-2020/9.c"]);
        let (removed, _) = findings::list_removed(&store, id, 50).await.unwrap();
        assert_eq!(json!(removed.iter().map(|finding| &finding.text).collect::<Vec<_>>()), seen["removed_findings"]);
    }
}

/// More than any list in it has.
const ALL: Window = Window { skip: 0, take: 10_000 };

#[tokio::test]
async fn every_line_of_the_history_is_read() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        for seen in old.plans() {
            let (lines, _) = changes::page_of_plan(&store, id(&seen["id"]), ALL).await.unwrap();
            assert_eq!(lines.len(), seen["history"]);
        }
        let subjects: BTreeSet<Uuid> = old.rows("change").iter().map(|row| id(&row[2])).collect();
        let mut count = 0;
        for subject in subjects {
            count += changes::page_of(&store, &[subject], ALL).await.unwrap().0.len();
        }
        assert_eq!(count, old.rows("change").len());
    }
}

#[tokio::test]
async fn the_owners_beside_each_plan_are_those_in_its_tree() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        read_model::count_the_uncounted(&store).await.unwrap();
        let rows = entity::plan_owner::Entity::find().all(store.readers()).await.unwrap();
        let mut count = 0;
        for seen in old.plans() {
            let plan = plan(&store, seen).await;
            let beside: Vec<_> = rows.iter().filter(|row| row.plan_id == plan.id.0).collect();
            let names: BTreeSet<&str> = beside.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(names, owners_in(&plan), "{}", plan.title);
            let cells = seen["owners"].as_array().unwrap().iter();
            let seen: BTreeSet<&str> = cells.flat_map(|cell| owner::names(cell.as_str().unwrap())).collect();
            assert_eq!(names, seen, "{}", plan.title);
            assert_eq!(beside.len(), names.len(), "each name once");
            assert!(beside.iter().all(|row| row.unit_id == plan.unit_id.0));
            count += beside.len();
        }
        assert_eq!(rows.len(), count, "a removed plan names nobody");
    }
}

fn owners_in(plan: &Plan) -> BTreeSet<&str> {
    let lines = plan.issues().flat_map(|(_, issue)| &issue.lines);
    lines.filter_map(Line::owner_text).flat_map(owner::names).collect()
}

#[tokio::test]
async fn what_waits_still_waits() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        let row = &old.rows("import")[0];
        let user_id: UserId = id(&row[1]);
        let waiting = imports::list(&store, user_id).await.unwrap();
        assert_eq!(waiting, [(id::<ImportId>(&row[0]), id::<UnitId>(&row[2]), "venter.csv".to_owned())]);
        let import = imports::get(&store, waiting[0].0, user_id).await.unwrap();
        assert_eq!(import.body, row[4]);
        for row in old.rows("session") {
            let expires_at: DateTime<Utc> = parsed(&row[2]).unwrap();
            let before = expires_at - chrono::TimeDelta::hours(1);
            let session = sessions::find(&store, row[0].as_str().unwrap(), before).await.unwrap();
            assert_eq!(session.unwrap().0, row[1], "who was logged in is so still");
        }
    }
}

#[tokio::test]
async fn plans_and_users_are_written_in_as_before() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        let before = store.view().await.unwrap();
        let plan_id: PlanId = id(&old.plans()[0]["id"]);
        let plan = plans::get(&before, plan_id).await.unwrap();
        let mut write = store.begin(Subject::Plan(plan_id), &a_stamp()).await.unwrap();
        let details = PlanDetails { title: "Ny titel".into(), ..plans::details(&write).unwrap() };
        plans::update(&mut write, details).await.unwrap();
        assert_eq!(write.commit().await.unwrap(), plan.revision + 1);

        let user = organisation_of(&store).await.users[0].clone();
        let mut write = store.begin(Subject::Organisation, &a_stamp()).await.unwrap();
        assert!(changes::since(&write, user.id.0, user.version).await.unwrap().is_empty(), "nobody was there between");
        let details = UserDetails { name: "Nyt Navn".into(), ..UserDetails::from(&user) };
        users::update(&mut write, &user, &details).await.unwrap();
        write.commit().await.unwrap();

        let after = store.view().await.unwrap();
        assert!(after.plans() > before.plans() && after.organisation() > before.organisation());
        assert_eq!(plans::get(&after, plan_id).await.unwrap().title, "Ny titel");
        let changed = organisation_of(&store).await.user(user.id).cloned().unwrap();
        assert_eq!((changed.name.as_str(), changed.version), ("Nyt Navn", 2));
    }
}

#[tokio::test]
async fn no_row_is_lost_and_to_open_it_again_changes_nothing() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        let first = everything(&store).await;
        for table in Old::tables() {
            assert_eq!(first[table].len(), old.rows(table).len(), "{table}");
        }
        store.close().await.unwrap();
        let again = everything(&old.open().await).await;
        for (table, rows) in &first {
            assert!(*rows == again[table], "{table}");
        }
        assert_eq!(first.len(), again.len());
    }
}

#[tokio::test]
async fn overviews_and_lists_are_counted_from_all_that_was_in_it() {
    for old in Old::on_each_database().await {
        let store = old.open().await;
        assert_eq!(read_model::count_the_uncounted(&store).await.unwrap(), old.rows("plan").len());
        let found = read_model::differences(&store).await.unwrap();
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(read_model::count_the_uncounted(&store).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn two_programs_that_open_it_at_once_both_do() {
    for old in Old::on_each_database().await {
        let (one, other) = tokio::join!(Store::connect(&old.url), Store::connect(&old.url));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!(everything(&one).await == everything(&other).await);
        assert_eq!(plan(&other, &old.plans()[0]).await.title, old.plans()[0]["draft"]["title"]);
    }
}

/// Every row of every table, as text.
async fn everything(store: &Store) -> BTreeMap<&'static str, Vec<String>> {
    BTreeMap::from([
        ("change", rows::<entity::change::Entity>(store).await),
        ("counter", rows::<entity::counter::Entity>(store).await),
        ("finding", rows::<entity::finding::Entity>(store).await),
        ("finding_reference", rows::<entity::finding_reference::Entity>(store).await),
        ("follow_up", rows::<entity::follow_up::Entity>(store).await),
        ("import", rows::<entity::import::Entity>(store).await),
        ("inspection", rows::<entity::inspection::Entity>(store).await),
        ("inspection_unit", rows::<entity::inspection_unit::Entity>(store).await),
        ("inspectorate", rows::<entity::inspectorate::Entity>(store).await),
        ("model_item", rows::<entity::model_item::Entity>(store).await),
        ("part", rows::<entity::part::Entity>(store).await),
        ("plan", rows::<entity::plan::Entity>(store).await),
        ("plan_owner", rows::<entity::plan_owner::Entity>(store).await),
        ("plan_version", rows::<entity::plan_version::Entity>(store).await),
        ("quality_model", rows::<entity::quality_model::Entity>(store).await),
        ("remark", rows::<entity::remark::Entity>(store).await),
        ("role", rows::<entity::role::Entity>(store).await),
        ("score", rows::<entity::score::Entity>(store).await),
        ("session", rows::<entity::session::Entity>(store).await),
        ("step", rows::<entity::step::Entity>(store).await),
        ("unit", rows::<entity::unit::Entity>(store).await),
        ("users", rows::<entity::user::Entity>(store).await),
        ("version_file", rows::<entity::version_file::Entity>(store).await),
        ("waiver", rows::<entity::waiver::Entity>(store).await),
    ])
}

async fn rows<E: EntityTrait>(store: &Store) -> Vec<String> {
    let found = E::find().all(store.readers()).await.unwrap();
    let mut rows: Vec<String> = found.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}
