//! The read model where something else than the guard of writes has been at work, and where its ledger is added up.

use domain::{
    activity::ActivityStatus,
    edit::PartText,
    id::{PlanId, UnitId},
    part::Field,
    plan::Plan,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::{a_model, a_plan, a_stamp, a_store};
use crate::{
    Store, Subject, create_database, owners, parts, plans, progress,
    read_model::{Difference, count_the_uncounted, differences, fold, rebuild},
};

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// A new database of each kind that there is.
async fn stores() -> Vec<Store> {
    let mut made = vec![a_store().await];
    if let Ok(server) = std::env::var("HANDLEPLAN_TEST_DATABASE") {
        let name = format!("handleplan_read_model_{}", Uuid::now_v7().simple());
        create_database(&server, &name, None).await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        made.push(Store::connect(&format!("{base}/{name}")).await.unwrap());
    }
    made
}

/// Writes behind the guard's back.
async fn write_behind(store: &Store, sql: &str) {
    let tx = store.begin_writing().await.unwrap();
    tx.execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rows(store: &Store, which: &str) -> i64 {
    let db = store.readers();
    let sql = format!("SELECT COUNT(*) AS count FROM {which}");
    let found = Count::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).one(db).await;
    found.unwrap().unwrap().count
}

async fn assert_right(store: &Store) {
    let found = differences(store).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

async fn plan(store: &Store, id: PlanId) -> Plan {
    (*plans::get(&store.view().await.unwrap(), id).await.unwrap()).clone()
}

/// Gives the plan's first activity another status.
async fn save_status(store: &Store, id: PlanId, status: ActivityStatus) {
    let activity = plan(store, id).await.activities().next().unwrap().2.id;
    let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
    let part = parts::open(&write, activity).await.unwrap();
    let wanted = PartText { field: Field::Status, text: status.key().into(), days: None };
    parts::save(&mut write, part, &wanted, &a_model()).await.unwrap();
    write.commit().await.unwrap();
}

/// The numbers of a unit, as overviews read them.
async fn counted(store: &Store, unit: UnitId) -> progress::Cells {
    progress::below(store, &[unit], a_stamp().at.date_naive()).await.unwrap()
}

#[tokio::test]
async fn what_an_older_program_has_written_is_found_and_counted_once() {
    for store in stores().await {
        let id = a_plan(&store).await;
        assert_right(&store).await;
        write_behind(&store, "UPDATE plan SET revision = revision + 1").await;
        write_behind(&store, "UPDATE part SET status = 'done' WHERE kind = 'activity'").await;
        assert_eq!(differences(&store).await.unwrap(), [Difference::Plan(id)]);
        // A write that follows neither counts the plan as seen nor counts it twice.
        let mut write = store.begin(Subject::Plan(id), &a_stamp()).await.unwrap();
        let details = plans::details(&write).unwrap();
        plans::update(&mut write, domain::plan::PlanDetails { title: "Ny titel".into(), ..details }).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(count_the_uncounted(&store).await.unwrap(), 1);
        assert_right(&store).await;
        let unit = plan(&store, id).await.unit_id;
        let done = counted(&store, unit).await[&(unit, None)].count(ActivityStatus::Done);
        assert_eq!((done, count_the_uncounted(&store).await.unwrap()), (2, 0));
    }
}

#[tokio::test]
async fn a_row_changed_behind_its_back_is_found_and_made_anew() {
    for store in stores().await {
        let id = a_plan(&store).await;
        let unit = plan(&store, id).await.unit_id;
        let (numbers, names) = (counted(&store, unit).await, vec!["Leder".to_owned()]);
        let (of_plan, of_numbers) = (Difference::Plan(id), Difference::Progress);
        let changes: [(&str, &[Difference]); 8] = [
            ("UPDATE activity SET owner_text = 'En anden'", &[of_plan]),
            ("UPDATE activity SET plan_status = 'closed'", &[of_plan]),
            ("DELETE FROM activity_owner", &[of_plan]),
            ("UPDATE activity SET is_undated = TRUE", &[of_plan, of_numbers]),
            ("DELETE FROM activity_theme", &[of_plan, of_numbers]),
            ("DELETE FROM progress", &[of_numbers]),
            ("UPDATE progress SET unowned = unowned + 1", &[of_numbers]),
            (
                "INSERT INTO progress_follow_up (top_id, theme, followed_up_on, count, is_delta) \
                 SELECT top_id, theme, ends, 1, TRUE FROM progress",
                &[of_numbers],
            ),
        ];
        for (change, wanted) in changes {
            write_behind(&store, change).await;
            assert_eq!(differences(&store).await.unwrap(), wanted, "{change}");
            assert_eq!(rebuild(&store).await.unwrap(), 1, "{change}");
            assert_right(&store).await;
            assert_eq!(counted(&store, unit).await, numbers, "{change}");
        }
        write_behind(&store, "DELETE FROM plan_owner").await;
        rebuild(&store).await.unwrap();
        assert_eq!(owners::named_beside(&store, unit, PlanId::new()).await.unwrap(), names);
    }
}

#[tokio::test]
async fn a_ledger_that_is_added_up_says_what_it_said_in_fewer_rows() {
    for store in stores().await {
        let id = a_plan(&store).await;
        let unit = plan(&store, id).await.unit_id;
        for _ in 0..2 {
            for status in ActivityStatus::ALL.into_iter().chain([ActivityStatus::NotStarted]) {
                save_status(&store, id, status).await;
            }
            save_status(&store, id, ActivityStatus::Done).await;
            let (before, numbers) = (rows(&store, "progress").await, counted(&store, unit).await);
            fold(&store).await.unwrap();
            assert_right(&store).await;
            assert_eq!(counted(&store, unit).await, numbers);
            assert!(rows(&store, "progress").await < before);
            assert_eq!(rows(&store, "progress WHERE is_delta").await, 0);
        }
        let before = rows(&store, "progress").await;
        fold(&store).await.unwrap();
        assert_eq!(rows(&store, "progress").await, before, "there was nothing to add up");
    }
}

#[tokio::test]
async fn a_ledger_that_is_added_up_while_others_count_loses_nothing() {
    for store in stores().await {
        let id = a_plan(&store).await;
        for status in [ActivityStatus::Started, ActivityStatus::Waiting, ActivityStatus::Done] {
            let (one, other, ()) = tokio::join!(fold(&store), fold(&store), save_status(&store, id, status));
            one.unwrap();
            other.unwrap();
            assert_right(&store).await;
        }
    }
}
