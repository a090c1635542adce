//! Whatever people do, overviews, lists and people's own work say what the plans say.

use std::collections::{BTreeMap, BTreeSet};

use app::{Desk, overview};
use domain::{
    activity::ActivityStatus,
    answer::Answer,
    approval::Transition,
    edit::{PartEdit, PartText},
    id::{InspectionId, PlanId, UnitId},
    inspection::Score,
    part::Field,
    plan::PlanStatus,
    progress::Filter,
    unit::{NewUnit, UnitDetails, UnitKind},
};
use orm::read_model;
use proptest::{
    collection::vec,
    test_runner::{Config, TestCaseError, TestRunner},
};
use serde_json::json;

use crate::support::{App, imports::imported};

mod acts;
mod oracle;

use acts::{World, step, take};
use oracle::{Oracle, visits};

/// Stories that are tried, each with so many acts at the most.
const STORIES: u32 = 5;
const ACTS: usize = 40;
/// After so many acts the rows are compared with the plans.
const ACTS_TO_COMPARE: usize = 5;

/// Who asks: everybody's administrator, a leader of homes, one of a department, and one who only takes part.
const PERSONAS: [&str; 4] = ["admin", "botilbudsleder", "afdelingsleder-ager", "medarbejder"];

#[test]
fn whatever_is_done_the_read_model_says_what_the_plans_say() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // A shorter story that fails is looked for, but not for ever: each try has a database of its own.
    let config = Config { cases: STORIES, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let told = TestRunner::new(config).run(&vec(step(), 1..=ACTS), |story| {
        runtime.block_on(async {
            let app = App::demo().await;
            let world = World::of(&app).await;
            for (number, act) in story.into_iter().enumerate() {
                world.act(act).await;
                if number % ACTS_TO_COMPARE == 0 {
                    assert_right(&app).await;
                }
            }
            assert_all_agree(&app).await;
            read_model::rebuild(&app.store).await.unwrap();
            assert_all_agree(&app).await;
            Ok::<_, TestCaseError>(())
        })
    });
    // The error tells the shortest story that was found.
    if let Err(error) = told {
        panic!("{error}");
    }
}

/// The rows say what the plans and inspections say.
async fn assert_right(app: &App) {
    let found = read_model::differences(&app.store).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

/// Every question is answered as by one who looks at every plan.
async fn assert_all_agree(app: &App) {
    assert_right(app).await;
    let oracle = Oracle::of(app).await;
    let units = [app.unit("Botilbuddet Lærkespor").await, app.unit("Bostedet Ternebakken").await];
    for persona in PERSONAS {
        let desk = app.desk_of(persona).await;
        for chosen in [None, Some(units[0]), Some(units[1])] {
            overview_agrees(&oracle, &desk, chosen, &Filter::default()).await;
        }
        work_agrees(&oracle, &desk).await;
        plans_agree(&oracle, &desk).await;
        owners_agree(app, &oracle, &desk).await;
    }
    for persona in &PERSONAS[..2] {
        let desk = app.desk_of(persona).await;
        for filter in oracle.filters() {
            overview_agrees(&oracle, &desk, None, &filter).await;
            list_agrees(&oracle, &desk, Some(units[0]), &filter).await;
        }
        for filter in oracle.list_filters().into_iter().chain([Filter::default()]) {
            list_agrees(&oracle, &desk, None, &filter).await;
        }
    }
    for (unit, plan, wanted) in oracle.named_beside() {
        let named = orm::owners::named_beside(&app.store, unit, plan).await.unwrap();
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), wanted, "beside {plan}");
    }
}

async fn overview_agrees(oracle: &Oracle, desk: &Desk, chosen: Option<UnitId>, filter: &Filter) {
    let asked = format!("{} {chosen:?} {filter:?}", name(desk));
    let found = overview::overview(desk, chosen, filter).await.unwrap();
    let wanted = oracle.overview(desk, chosen, filter);
    assert_eq!(found.total, wanted.total, "{asked}");
    assert_eq!(found.themes, wanted.themes, "{asked}");
    assert_eq!(found.units, wanted.units, "{asked}");
    assert_eq!(found.cells, wanted.cells, "{asked}");
    assert_eq!(found.scores, wanted.scores, "{asked}");
}

/// The rows of each page, the pages one after the other.
async fn list_agrees(oracle: &Oracle, desk: &Desk, chosen: Option<UnitId>, filter: &Filter) {
    let wanted = oracle.list(desk, chosen, filter);
    let mut found = Vec::new();
    for page in 1.. {
        let listed = overview::list(desk, chosen, filter, page).await.unwrap();
        assert_eq!(listed.count, wanted.len(), "{} {chosen:?} {filter:?}", name(desk));
        if listed.rows.is_empty() {
            break;
        }
        found.extend(listed.rows);
    }
    assert_eq!(found, wanted, "{} {chosen:?} {filter:?}", name(desk));
}

async fn work_agrees(oracle: &Oracle, desk: &Desk) {
    for is_mine in [true, false] {
        let found = overview::my_work(desk, is_mine).await.unwrap();
        for (found, mut wanted) in found.lists.into_iter().zip(oracle.work(desk, is_mine)) {
            assert_eq!(found.count, wanted.len(), "{} {is_mine}", name(desk));
            wanted.truncate(50);
            assert_eq!(found.rows, wanted, "{} {is_mine}", name(desk));
        }
    }
}

async fn plans_agree(oracle: &Oracle, desk: &Desk) {
    let wanted = oracle.plans(desk);
    let mut found = Vec::new();
    for page in 1.. {
        let listed = app::plans::list(desk, page).await.unwrap();
        assert_eq!(listed.count, wanted.len(), "{}", name(desk));
        if listed.rows.is_empty() {
            break;
        }
        found.extend(listed.rows);
    }
    assert_eq!(found, wanted, "{}", name(desk));
}

async fn owners_agree(app: &App, oracle: &Oracle, desk: &Desk) {
    let wanted = oracle.owners(desk);
    let choices = overview::choices(desk).await.unwrap();
    assert_eq!(choices.years, oracle.years(desk), "{}", name(desk));
    let reach = desk.reach(domain::role::Ability::Read);
    let owners = orm::owners::named_within(&app.store, &reach).await.unwrap();
    // Who reads more units than are compared one by one is not told who works in them.
    assert_eq!(choices.owners, if reach.unit_ids.len() <= 60 { owners.clone() } else { Vec::new() });
    // Of each name one spelling, whichever it is.
    let named: BTreeMap<String, String> =
        owners.iter().map(|name| (domain::owner::normal(name), name.clone())).collect();
    assert_eq!(owners.len(), named.len(), "{owners:?}");
    assert_eq!(named.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "{}", name(desk));
    assert!(named.iter().all(|(key, name)| wanted[key].contains(name)), "{named:?}");
}

fn name(desk: &Desk) -> &str {
    desk.user().map_or("the program", |user| user.name.as_str())
}

/// Gives the plan's first activity each status in turn, so often.
async fn write_often(app: &App, id: PlanId, times: usize) {
    for number in 0..times {
        let (desk, plan) = (app.desk().await, app.plan(id).await);
        let activity = plan.activities().next().unwrap().2;
        let text = ActivityStatus::ALL[(number + 1) % 5].key().to_owned();
        let value = PartText { field: Field::Status, text, days: None };
        let edit = PartEdit { part_id: activity.id, version: activity.version, value };
        let saved = app::edit::save(&desk, &plan, edit, Vec::new()).await.unwrap();
        assert!(matches!(saved, Answer::Done(_)), "{saved:?}");
    }
}

fn a_plan() -> serde_json::Value {
    let lines = [json!({ "line": "activity", "what": "Gåture", "period_text": "ultimo 2025", "owner_text": "Leder" })];
    let issue = json!({ "text": "Et emne", "lines": lines });
    json!({ "title": "En plan", "blocks": [{ "reference_text": "9.b", "text": "Et fund", "issues": [issue] }] })
}

#[tokio::test]
async fn two_who_write_at_once_in_one_unit_leave_it_right() {
    let app = App::demo().await;
    let there = app.another_instance().await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let (one, other) = (imported(&app, unit, 2026, &a_plan()).await, imported(&app, unit, 2026, &a_plan()).await);
    tokio::join!(write_often(&app, one, 10), write_often(&there, other, 10));
    assert_all_agree(&app).await;
    assert_all_agree(&there).await;
}

#[tokio::test]
async fn two_visits_to_one_unit_that_are_scored_at_once_leave_it_right() {
    let app = App::demo().await;
    let there = app.another_instance().await;
    let desk = app.desk().await;
    let seen = visits(&app.store).await;
    let one = seen.iter().find(|inspection| !inspection.scores.is_empty()).unwrap();
    let other = app::inspections::create(&desk, &one.details).await.unwrap();
    let item = one.scores.keys().next().unwrap();
    let score = async |app: &App, id: InspectionId, number: u8| {
        let now = orm::inspections::get(&app.store, id).await.unwrap();
        let mut scores = now.scores;
        scores.insert(item.clone(), Score::new(number % 5 + 1).unwrap());
        app::inspections::set_scores(&app.desk().await, id, now.version, scores).await.unwrap();
    };
    for number in 0..10 {
        tokio::join!(score(&app, one.id, number), score(&there, other, number + 2));
        assert_right(&app).await;
    }
}

#[tokio::test]
async fn numbers_that_are_added_up_now_and_then_stay_what_they_are() {
    let app = App::demo().await;
    let plan = imported(&app, app.unit("Bostedet Ternebakken").await, 2026, &a_plan()).await;
    // The program adds up what has been counted after every 256 writes that count.
    write_often(&app, plan, 260).await;
    assert_all_agree(&app).await;
    write_often(&app, plan, 3).await;
    assert_all_agree(&app).await;
}

#[tokio::test]
async fn each_step_of_a_plans_life_is_counted() {
    let app = App::demo().await;
    let id = app.draft_plan().await.id;
    assert!(take(&app, id, Transition::Propose).await && take(&app, id, Transition::Approve).await);
    assert_all_agree(&app).await;
    app.send(id, PlanStatus::Submitted).await;
    assert_all_agree(&app).await;
    for transition in [Transition::FollowUp, Transition::Close, Transition::Reopen] {
        assert!(take(&app, id, transition).await, "{transition:?}");
        assert_right(&app).await;
    }
    assert_all_agree(&app).await;
}

#[tokio::test]
async fn a_large_organisation_is_compared_by_what_lies_right_below_its_top() {
    let app = App::demo().await;
    let area = app.unit("Område Bo og Støtte").await;
    for number in 0..20 {
        let mut parent = area;
        for kind in [UnitKind::Facility, UnitKind::Department, UnitKind::Department] {
            let details = UnitDetails { name: format!("Bosted {number}"), kind };
            let new = NewUnit { parent_id: Some(parent), details };
            parent = app::units::create(&app.desk().await, new).await.unwrap();
            if number < 4 {
                imported(&app, parent, 2026, &a_plan()).await;
            }
        }
    }
    imported(&app, area, 2026, &a_plan()).await;
    assert_all_agree(&app).await;
}

#[tokio::test]
async fn nobody_but_the_program_compares_it_and_makes_it_anew() {
    let app = App::demo().await;
    let admin = app.desk_of("admin").await;
    assert!(matches!(overview::differences(&admin).await, Err(app::Error::Forbidden)));
    assert!(matches!(overview::rebuild(&admin).await, Err(app::Error::Forbidden)));
    let program = app.desk().await;
    let plans = app::plans::list(&program, 1).await.unwrap().count;
    assert_eq!(overview::rebuild(&program).await.unwrap(), plans);
    assert!(overview::differences(&program).await.unwrap().is_empty());
}
