//! Two instances of the program on one database: what one writes the other shows at once, and neither loses a word.

use std::time::Duration;

use app::{Clock, Store, install};
use axum::http::StatusCode;
use domain::{
    id::{PartId, PlanId},
    plan::Plan,
};
use orm::Subject;
use tokio::time::timeout;

use crate::support::{
    App, Browser, an_inspection,
    builders::{Form, a_plan, first_activity, first_goal},
    field, now,
};

/// The same person's browser, led to another instance.
fn led_to<'a>(instance: &'a App, browser: &Browser<'_>) -> Browser<'a> {
    let mut other = instance.stranger();
    other.cookie.clone_from(&browser.cookie);
    other
}

/// Adds a goal to the plan's first issue.
async fn add_goal(browser: &Browser<'_>, plan: PlanId, issue: PartId, text: &str) {
    let form = [("kind", "goal"), ("parent", &issue.to_string()), ("text", text)];
    let page = browser.post(&format!("/handleplaner/{plan}/dele"), &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{text}: {}", page.text());
}

fn goals(plan: &Plan) -> Vec<&str> {
    plan.blocks[0].issues[0].statements.of("goal").iter().map(|goal| goal.text.as_str()).collect()
}

async fn shows(browser: &Browser<'_>, address: &str, words: &str) -> bool {
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
    page.text().contains(words)
}

#[tokio::test]
async fn what_one_writes_the_other_shows_at_once() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let writer = here.log_in("afdelingsleder").await;
    let reader = led_to(&there, &writer);
    let plan = a_plan().written_by(&here, &writer).await;
    let page = format!("/handleplaner/{}", plan.id);
    assert!(shows(&reader, &page, "Fraværet falder").await);
    let goal = field(plan.id, first_goal(&plan), "text");
    Form::at(&writer, &goal).await.with("text", "Fraværet er halveret").save(&writer).await;
    assert!(shows(&reader, &page, "Fraværet er halveret").await);
    // And back again, from what the other has just loaded.
    Form::at(&reader, &goal).await.with("text", "Fraværet er væk").save(&reader).await;
    assert!(shows(&writer, &page, "Fraværet er væk").await);

    let list = "/overblik/aktiviteter";
    assert!(!shows(&reader, list, "Gåture hver dag").await);
    let activity = field(plan.id, first_activity(&plan).id, "text");
    Form::at(&writer, &activity).await.with("text", "Gåture hver dag").save(&writer).await;
    assert!(shows(&reader, list, "Gåture hver dag").await);

    let details = format!("{page}/oplysninger");
    Form::at(&writer, &details).await.with("title", "En ny titel").save(&writer).await;
    assert!(shows(&reader, "/handleplaner", "En ny titel").await);
}

#[tokio::test]
async fn a_finding_corrected_on_one_stands_in_the_plan_of_the_other() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let writer = here.log_in("afdelingsleder").await;
    let reader = led_to(&there, &writer);
    let plan = here.draft_plan().await;
    let page = format!("/handleplaner/{}", plan.id);
    assert!(!shows(&reader, &page, "Rettet efter høringen").await);
    let finding = format!("/fund/{}", plan.blocks[0].finding.id);
    Form::at(&writer, &finding).await.with("text", "Rettet efter høringen").save(&writer).await;
    assert!(shows(&reader, &page, "Rettet efter høringen").await);
    let (inspection, _) = an_inspection(&writer, plan.unit_id).await;
    let registered = format!("/tilsyn/{inspection}");
    assert!(reader.get("/tilsyn").await.links().contains(&registered));
}

#[tokio::test]
async fn units_roles_and_sessions_are_the_same_everywhere() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let admin = here.log_in("admin").await;
    let leader = here.log_in("afdelingsleder").await;
    let led = led_to(&there, &leader);
    let plan = here.draft_plan().await;
    let page = format!("/handleplaner/{}", plan.id);
    assert!(shows(&led, &page, "Bostedet Ternebakken").await);
    Form::at(&admin, &format!("/enheder/{}", plan.unit_id)).await.with("name", "Ternehuset").save(&admin).await;
    assert!(shows(&led, &page, "Ternehuset").await);

    let goal = field(plan.id, first_goal(&plan), "text");
    let form = Form::at(&led, &goal).await.with("text", "Et andet mål");
    here.change_role("afdelingsleder", "reader").await;
    form.send(&led).await.refused(StatusCode::FORBIDDEN, "Det har du ikke adgang til");
    here.change_role("afdelingsleder", "department_manager").await;
    form.save(&led).await;

    assert_eq!(leader.post("/min-konto/log-ud-overalt", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(led.get(&page).await.location(), format!("/log-ind?videre={page}"));
    let again = there.log_in("afdelingsleder").await;
    assert_eq!(led_to(&here, &again).get(&page).await.status, StatusCode::OK);
    again.post("/log-ud", &[]).await;
    assert_eq!(led_to(&here, &again).get(&page).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_who_write_in_one_plan_by_turns_lose_nothing() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let one = here.log_in("afdelingsleder").await;
    let two = there.log_in("botilbudsleder").await;
    let plan = a_plan().written_by(&here, &one).await;
    let (id, issue) = (plan.id, plan.blocks[0].issues[0].id);
    let shared = field(id, first_activity(&plan).id, "text");
    let mut wanted = vec!["Fraværet falder".to_owned()];
    for at in 0..10 {
        for (browser, name) in [(&one, "her"), (&two, "der")] {
            let text = format!("Mål {at} skrevet {name}");
            add_goal(browser, id, issue, &text).await;
            wanted.push(text);
            // Each form opens with what the other has just saved, so nobody is met.
            let form = Form::at(browser, &shared).await;
            let longer = format!("{} {name}", form.value("text"));
            form.with("text", &longer).save(browser).await;
        }
    }
    for instance in [&here, &there] {
        let found = instance.plan(id).await;
        assert_eq!(goals(&found), wanted);
        let what = &first_activity(&found).what;
        assert_eq!(what.matches("her der").count(), 10, "{what}");
    }
}

#[tokio::test]
async fn two_who_write_in_one_plan_at_once_all_get_through() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let (one, two) = (here.log_in("afdelingsleder").await, there.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&here, &one).await;
    let (id, issue) = (plan.id, plan.blocks[0].issues[0].id);
    let write = async |browser: &Browser<'_>, name: &str| {
        for at in 0..10 {
            add_goal(browser, id, issue, &format!("Mål {at} skrevet {name}")).await;
        }
    };
    tokio::join!(write(&one, "her"), write(&two, "der"));
    for instance in [&here, &there] {
        let found = instance.plan(id).await;
        assert_eq!((goals(&found).len(), found.revision), (21, plan.revision + 20));
    }
}

#[tokio::test]
async fn two_who_write_in_two_plans_at_once_all_get_through() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let (one, two) = (here.log_in("afdelingsleder").await, there.log_in("botilbudsleder").await);
    let (mine, yours) = (a_plan().written_by(&here, &one).await, a_plan().written_by(&there, &two).await);
    let write = async |browser: &Browser<'_>, plan: &Plan| {
        for at in 0..10 {
            add_goal(browser, plan.id, plan.blocks[0].issues[0].id, &format!("Mål {at}")).await;
        }
    };
    tokio::join!(write(&one, &mine), write(&two, &yours));
    for (instance, plan) in [(&here, &yours), (&there, &mine)] {
        assert_eq!(goals(&instance.plan(plan.id).await).len(), 11);
    }
}

#[tokio::test]
async fn two_who_save_one_field_at_once_meet_across_instances() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let (one, two) = (here.log_in("afdelingsleder").await, there.log_in("botilbudsleder").await);
    let plan = a_plan().written_by(&here, &one).await;
    let address = field(plan.id, first_goal(&plan), "text");
    let (first, second) = (Form::at(&one, &address).await, Form::at(&two, &address).await);
    let (first, second) = (first.with("text", "Skrevet her"), second.with("text", "Skrevet der"));
    let (first, second) = tokio::join!(first.send(&one), second.send(&two));
    let mut pages = [(first, &one), (second, &two)];
    pages.sort_by_key(|(page, _)| page.status);
    let [(done, _), (met, browser)] = &pages;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    met.refused(StatusCode::CONFLICT, "har rettet feltet");
    let again = Form::on(met, &address);
    again.save(browser).await;
    assert_eq!(goals(&here.plan(plan.id).await), [again.value("text")]);
}

#[tokio::test]
async fn the_check_of_a_plan_sees_an_owner_newly_named_on_the_other_instance() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let writer = here.log_in("afdelingsleder").await;
    let reader = led_to(&there, &writer);
    let activity = |owner: &str| [("Vejledning".to_owned(), owner.to_owned())];
    let plan = a_plan().activities(activity("Nuropædagogisk vejleder")).written_by(&here, &writer).await;
    let other = a_plan().titled("En anden plan").activities(activity("TRIO")).written_by(&here, &writer).await;
    let check = format!("/handleplaner/{}/kontrol", plan.id);
    let flaw = "»Nuropædagogisk vejleder« ligner »Neuropædagogisk vejleder«.";
    assert!(!shows(&reader, &check, flaw).await);
    let owner = field(other.id, first_activity(&other).id, "owner");
    Form::at(&writer, &owner).await.with("text", "Neuropædagogisk vejleder").save(&writer).await;
    assert!(shows(&reader, &check, flaw).await, "the name was written by the other instance");
    assert!(shows(&writer, &check, flaw).await);
}

#[tokio::test]
async fn an_instance_that_stops_in_the_middle_of_a_write_holds_up_the_others_for_seconds_only() {
    let here = App::demo().await;
    let there = here.another_instance().await;
    let writer = there.log_in("afdelingsleder").await;
    let plan = a_plan().written_by(&there, &writer).await;
    let goal = field(plan.id, first_goal(&plan), "text");
    let form = Form::at(&writer, &goal).await.with("text", "Skrevet imens");
    let held = here.store.begin(Subject::Plan(plan.id), &here.stamp()).await.unwrap();
    let address = format!("/handleplaner/{}", plan.id);
    let reading = timeout(Duration::from_secs(3), shows(&writer, &address, "Fraværet falder"));
    let (page, read) = tokio::join!(timeout(Duration::from_secs(9), form.send(&writer)), reading);
    assert!(read.expect("readers wait for a writer"));
    let page = page.expect("it waits for ever");
    if page.status == StatusCode::SEE_OTHER {
        // The database has ended what the one that stopped had begun: were it to go on, it would not be heard.
        assert!(held.commit().await.is_err());
    } else {
        page.refused(StatusCode::SERVICE_UNAVAILABLE, "Prøv igen om lidt");
        assert!(page.text().contains("Skrevet imens"), "{}", page.text());
        drop(held);
        form.save(&writer).await;
    }
    assert_eq!(goals(&here.plan(plan.id).await), ["Skrevet imens"]);
}

/// The address of a database that nobody has opened yet.
async fn a_new_database() -> String {
    let name = format!("handleplan_ny_{}", uuid::Uuid::now_v7().simple());
    match std::env::var("HANDLEPLAN_TEST_DATABASE") {
        Err(_) => format!("sqlite://{}", std::env::temp_dir().join(name).with_extension("db").display()),
        Ok(server) => {
            orm::create_database(&server, &name, None).await.unwrap();
            format!("{}/{name}", server.rsplit_once('/').unwrap().0)
        }
    }
}

/// Starts on the database as the program does; answers how many models and inspectorates it has then.
async fn started(url: &str) -> (usize, usize) {
    let app = app::App::new(Store::connect(url).await.unwrap(), Clock::Fixed(now()));
    install::seeds::install(&app).await.unwrap();
    let organisation = app.desk("Test").await.unwrap().organisation;
    let counts = (organisation.models.len(), organisation.inspectorates.len());
    app.store.close().await.unwrap();
    counts
}

#[tokio::test]
async fn instances_that_start_at_once_on_an_empty_database_take_turns() {
    let url = a_new_database().await;
    let (one, two, three) = tokio::join!(started(&url), started(&url), started(&url));
    let alone = started(&url).await;
    assert!(alone.0 >= 2 && alone.1 >= 9, "{alone:?}");
    assert_eq!([one, two, three], [alone; 3]);
    if let Some(file) = url.strip_prefix("sqlite://") {
        std::fs::remove_file(file).unwrap();
    }
}
