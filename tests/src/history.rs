//! The history of a plan and of its parts.

use app::edit::{self, Arrangement};
use axum::http::StatusCode;
use domain::{
    draft::PlanDraft,
    edit::{NewParts, Place},
    id::{PartId, PlanId},
    part::PartKind,
};
use orm::activities::Window;

use crate::support::{App, builders::Form, column};

/// Changes that a page shows.
const ROWS: usize = 100;

async fn add_goals(app: &App, id: PlanId, issue: PartId, goals: Vec<String>) {
    let (desk, plan) = (app.desk().await, app.plan(id).await);
    let place = Place { parent_id: Some(issue), after: None };
    let new = NewParts::Statements(PartKind::Statement(column("goal")), goals);
    edit::add(&desk, &plan, place, new).await.unwrap();
}

#[tokio::test]
async fn a_long_history_shows_each_change_once() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let goals: Vec<String> = (0..250).map(|number| format!("Mål nummer {number}.")).collect();
    add_goals(&app, plan.id, plan.blocks[0].issues[0].id, goals.clone()).await;
    let first = Window { skip: 0, take: 1 };
    let (_, count) = orm::changes::page_of_plan(&app.store, plan.id, first).await.unwrap();
    let address = format!("/handleplaner/{}/historik", plan.id);
    let page = browser.get(&address).await;
    assert!(page.text().contains(&format!("Viser 1–{ROWS} af {count}")), "{}", page.text());
    assert!(page.links().contains(&format!("{address}?side=2")));
    let mut pages = String::new();
    for number in 1..=count.div_ceil(ROWS) {
        let page = browser.get(&format!("{address}?side={number}")).await;
        assert!(page.body.matches("class=\"hvem\"").count() <= ROWS, "page {number}");
        pages.push_str(&page.text());
    }
    for goal in goals {
        assert_eq!(pages.matches(&format!("»{goal}«")).count(), 1, "{goal}");
    }
    let beyond = browser.get(&format!("{address}?side=999")).await;
    assert!(beyond.text().contains(&format!("Her er ikke flere. Der er {count} i alt.")), "{}", beyond.text());
}

#[tokio::test]
async fn a_part_tells_its_own_history_in_its_own_plan_even_when_it_is_removed() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    add_goals(&app, plan.id, plan.blocks[0].issues[0].id, vec!["Et nyt mål".into(), "Et andet mål".into()]).await;
    let plan = app.plan(plan.id).await;
    let goal = plan.blocks[0].issues[0].statements.of("goal").iter().find(|goal| goal.text == "Et nyt mål").unwrap().id;
    let address = format!("/handleplaner/{}/dele/{goal}/historik", plan.id);
    let text = browser.get(&address).await.text();
    assert!(text.contains("»Et nyt mål«") && !text.contains("»Et andet mål«"), "{text}");
    edit::arrange(&app.desk().await, &plan, goal, None, Arrangement::Remove).await.unwrap();
    let text = browser.get(&address).await.text();
    assert!(text.contains("Slettet eller gendannet"), "{text}");
    let other = app.insert(&PlanDraft { title: "En anden plan".into(), ..PlanDraft::default() }, 2026).await;
    let elsewhere = browser.get(&format!("/handleplaner/{other}/dele/{goal}/historik")).await;
    elsewhere.refused(StatusCode::NOT_FOUND, "findes ikke");
    // Of a block the history of its finding is told too.
    let block = &plan.blocks[0];
    let finding = format!("/fund/{}", block.finding.id);
    Form::at(&browser, &finding).await.with("text", "Rettet efter høringen").save(&browser).await;
    let text = browser.get(&format!("/handleplaner/{}/dele/{}/historik", plan.id, block.id)).await.text();
    assert!(text.contains("Rettet efter høringen"), "{text}");
}
