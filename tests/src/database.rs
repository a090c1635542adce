//! The database: few queries for a plan, forward migrations, and a connection that comes back.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use domain::{
    draft::{ActivityDraft, BlockDraft, FindingDraft, IssueDraft, LineDraft, PlanDraft},
    id::PlanId,
    progress::Filter,
};

use crate::support::{App, column};

/// A plan of Ternebakken with so many activities.
async fn plan_of(app: &App, count: usize) -> PlanId {
    let line = |at| {
        LineDraft::Activity(ActivityDraft {
            what: format!("Aktivitet {at}"),
            period: "ultimo 2026".into(),
            owner_text: "Leder".into(),
            ..ActivityDraft::default()
        })
    };
    let issues = (0..count.div_ceil(5)).map(|at| IssueDraft {
        text: "Emne".into(),
        statements: [(column("goal"), "Mål")].into_iter().collect(),
        lines: (at * 5..(at * 5 + 5).min(count)).map(line).collect(),
        ..IssueDraft::default()
    });
    let finding = FindingDraft { text: "Fund".into(), ..FindingDraft::default() };
    let block = BlockDraft { finding, issues: issues.collect(), ..BlockDraft::default() };
    let draft = PlanDraft { title: "Stor plan".into(), blocks: vec![block], ..PlanDraft::default() };
    app.insert(&draft, 2026).await
}

async fn queries(app: &App, address: &str) -> usize {
    let browser = app.log_in_cheaply("botilbudsleder").await;
    app.queries.store(0, Ordering::Relaxed);
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    app.queries.load(Ordering::Relaxed)
}

#[tokio::test]
async fn a_page_takes_as_many_queries_however_large_the_plan() {
    let app = App::demo().await;
    let (small, large) = (plan_of(&app, 5).await, plan_of(&app, 50).await);
    for form in
        ["", "/forloeb", "/kontrol", "/eksport", "/eksport.docx", "/eksport.pdf", "/eksport.xlsx", "/eksport.csv"]
    {
        let cold_small = queries(&app.restarted(), &format!("/handleplaner/{small}{form}")).await;
        let cold_large = queries(&app.restarted(), &format!("/handleplaner/{large}{form}")).await;
        assert_eq!(cold_small, cold_large, "cold{form}");
        assert!((3..=24).contains(&cold_large), "{cold_large} queries");
    }
    let warm = app.restarted();
    queries(&warm, &format!("/handleplaner/{large}")).await;
    let again = queries(&warm, &format!("/handleplaner/{large}")).await;
    assert!((1..=3).contains(&again), "{again} queries for a plan in memory");
}

/// How many activities the overview counts.
async fn counted(app: &app::App) -> usize {
    let desk = app.desk("Test").await.unwrap();
    app::overview::overview(&desk, None, &Filter::default()).await.unwrap().total.total()
}

#[tokio::test]
async fn migrations_and_seeds_run_again_on_a_database_with_data_and_change_nothing() {
    let folder = std::env::temp_dir().join(format!("handleplan-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = format!("sqlite://{}/prøve.db", folder.display());
    let started = async || {
        let store = orm::Store::connect(&url).await.unwrap();
        let app = app::App::new(store, app::Clock::Fixed(crate::support::now()));
        app::install::seeds::install(&app).await.unwrap();
        app
    };
    let app = started().await;
    app::install::demo::install(&app).await.unwrap();
    let before = counted(&app).await;
    app.store.close().await.unwrap();
    let app = started().await;
    assert_eq!(counted(&app).await, before);
    assert!(before > 50);
    app.store.close().await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_lost_connection_is_a_page_that_says_so() {
    let app = App::demo().await;
    let browser = app.log_in("laeser").await;
    app.store.clone().close().await.unwrap();
    browser.get("/").await.refused(StatusCode::SERVICE_UNAVAILABLE, "ingen forbindelse til databasen");
    assert_eq!(browser.get("/sundhed").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = browser.htmx().post("/handleplaner", &[("title", "x")]).await;
    page.refused(StatusCode::SERVICE_UNAVAILABLE, "ikke gemt");
}

#[tokio::test]
async fn many_who_write_at_once_all_get_through() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = plan_of(&app, 5).await;
    let issue = app.plan(plan).await.blocks[0].issues[0].id.to_string();
    let before = app.plan(plan).await.blocks[0].issues[0].statements.of("goal").len();
    let address = format!("/handleplaner/{plan}/dele");
    let (address, issue, browser) = (&address, &issue, &browser);
    let writes = (0..20).map(|at| async move {
        let text = format!("Mål {at}");
        browser.post(address, &[("kind", "goal"), ("parent", issue), ("text", &text)]).await.status
    });
    for status in futures_all(writes).await {
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.plan(plan).await.blocks[0].issues[0].statements.of("goal").len(), before + 20);
}

/// Runs all at once and answers in order.
pub(crate) async fn futures_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|cx| {
        for (future, done) in pending.iter_mut().filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(output) = future.as_mut().poll(cx) {
                *done = Some(output);
            }
        }
        if pending.iter().all(|(_, done)| done.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    pending.into_iter().filter_map(|(_, done)| done).collect()
}
