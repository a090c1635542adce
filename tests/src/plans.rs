//! A plan is written, in place, by several at once, and no word is lost.

use axum::http::StatusCode;
use domain::{
    activity::ActivityStatus,
    id::{PartId, PlanId},
    plan::Line,
};

use crate::support::{App, Browser, builders::Form, field, html, id_in};

async fn add(browser: &Browser<'_>, plan: PlanId, kind: &str, parent: &str, more: &[(&str, &str)]) -> StatusCode {
    let form = [&[("kind", kind), ("parent", parent)], more].concat();
    browser.post(&format!("/handleplaner/{plan}/dele"), &form).await.status
}

/// A new plan of afdelingsleder's with one finding, one issue, two goals and two activities.
async fn a_plan(app: &App, browser: &Browser<'_>) -> PlanId {
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    let made = browser.post("/handleplaner", &[("unit", unit.as_str()), ("title", "Ny plan"), ("year", "2026")]).await;
    let id: PlanId = id_in(made.location());
    let block =
        [("references", "Organisation og ledelse, kriterium 9, indikator 9.c"), ("text", "Henstilling om fravær")];
    assert_eq!(add(browser, id, "block", "", &block).await, StatusCode::SEE_OTHER);
    let block = app.plan(id).await.blocks[0].id.to_string();
    add(browser, id, "issue", &block, &[("text", "Fraværet er højt")]).await;
    let issue = app.plan(id).await.blocks[0].issues[0].id.to_string();
    add(browser, id, "goal", &issue, &[("text", "Mål et\r\n• Mål to")]).await;
    let table = "Hvad\tHvornår\tHvem\nSamtaler\tinden udgangen af 2026\tAfdelingsleder\nMøder\tløbende\tTRIO og LMU";
    add(browser, id, "activity", &issue, &[("text", table)]).await;
    add(browser, id, "monitoring", &issue, &[("text", "Fraværstal hver måned")]).await;
    add(browser, id, "effect", &issue, &[("text", "Færre vikarer")]).await;
    id
}

fn activity_id(plan: &domain::plan::Plan, at: usize) -> PartId {
    plan.activities().nth(at).unwrap().2.id
}

#[tokio::test]
async fn is_written_from_nothing_to_a_whole_page() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let id = a_plan(&app, &browser).await;
    let plan = app.plan(id).await;
    assert_eq!(plan.blocks[0].finding.references.items, ["sociale-tilbud-2020/9.c"]);
    let issue = &plan.blocks[0].issues[0];
    assert_eq!(issue.statements.texts("goal"), ["Mål et", "Mål to"]);
    let activities: Vec<_> = issue.activities().collect();
    assert_eq!(activities.len(), 2);
    assert_eq!(activities[0].period.reading.describe(), "senest 31. december 2026");
    assert_eq!(issue.owners_of(activities[1]), ["TRIO", "LMU"]);
    let text = browser.get(&format!("/handleplaner/{id}")).await.text();
    for words in [
        "Henstilling om fravær",
        "Fraværet er højt",
        "Mål to",
        "senest 31. december 2026",
        "Fraværstal hver måned",
        "Færre vikarer",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn two_who_write_in_one_field_see_both_texts_and_choose() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let id = a_plan(&app, &one).await;
    let activity = activity_id(&app.plan(id).await, 0);
    let version = app.plan(id).await.activity(activity).unwrap().version.to_string();
    let address = field(id, activity, "text");
    assert_eq!(
        one.post(&address, &[("text", "Den enes tekst"), ("version", &version)]).await.status,
        StatusCode::SEE_OTHER
    );
    let met = two.post(&address, &[("text", "Den andens tekst"), ("version", &version)]).await;
    met.refused(StatusCode::CONFLICT, "Den enes tekst");
    assert!(met.text().contains("Kasper Tangmose har rettet feltet") && met.body.contains("Den andens tekst"));
    let htmx = two.htmx().post(&address, &[("text", "Den andens tekst"), ("version", &version)]).await;
    assert_eq!(htmx.status, StatusCode::CONFLICT);
    let newer = htmx.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(app.plan(id).await.activity(activity).unwrap().what, "Den enes tekst");
    assert_eq!(
        two.post(&address, &[("text", "Den andens tekst"), ("version", &newer)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.plan(id).await.activity(activity).unwrap().what, "Den andens tekst");
    let history = two.get(&format!("/handleplaner/{id}/dele/{activity}/historik")).await.text();
    assert!(
        history.contains("Birgitte Ravnkær") && history.contains("Samtaler") && history.contains("Den enes tekst"),
        "{history}"
    );
}

#[tokio::test]
async fn two_who_write_in_two_fields_of_one_activity_do_not_meet() {
    let app = App::demo().await;
    let (one, two) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let id = a_plan(&app, &one).await;
    let activity = activity_id(&app.plan(id).await, 0);
    let version = app.plan(id).await.activity(activity).unwrap().version.to_string();
    one.post(&field(id, activity, "text"), &[("text", "Ny tekst"), ("version", &version)]).await;
    let saved = two.post(&field(id, activity, "owner"), &[("text", "Ny ejer"), ("version", &version)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let plan = app.plan(id).await;
    let found = plan.activity(activity).unwrap();
    assert_eq!((found.what.as_str(), found.owner_text.as_str()), ("Ny tekst", "Ny ejer"));
}

#[tokio::test]
async fn a_finding_changed_in_its_inspection_is_met_in_the_plan() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let block = &plan.blocks[0];
    let version = block.finding.version.to_string();
    let form = [("version", version.as_str()), ("text", "Rettet under tilsynet"), ("references", "9.b")];
    assert_eq!(browser.post(&format!("/fund/{}", block.finding.id), &form).await.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/handleplaner/{}", plan.id)).await;
    assert!(page.text().contains("Rettet under tilsynet"));
    let met =
        browser.post(&field(plan.id, block.id, "text"), &[("text", "Rettet i planen"), ("version", &version)]).await;
    met.refused(StatusCode::CONFLICT, "Rettet under tilsynet");
}

#[tokio::test]
async fn parts_move_are_copied_removed_and_come_back() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let id = a_plan(&app, &browser).await;
    let plan = app.plan(id).await;
    let goals = |plan: &domain::plan::Plan| {
        plan.blocks[0].issues[0].statements.of("goal").iter().map(|goal| goal.text.clone()).collect::<Vec<_>>()
    };
    let first = plan.blocks[0].issues[0].statements.of("goal")[0].id;
    let dele = format!("/handleplaner/{id}/dele/{first}");
    let typed = [("way", "down"), ("field", "text"), ("text", "Mål et, rettet"), ("version", "1")];
    browser.post(&format!("{dele}/flyt"), &typed).await;
    assert_eq!(
        goals(&app.plan(id).await),
        ["Mål to", "Mål et, rettet"],
        "what is typed is saved before the part moves"
    );
    browser.post(&format!("{dele}/kopier"), &[]).await;
    assert_eq!(goals(&app.plan(id).await), ["Mål to", "Mål et, rettet", "Mål et, rettet"]);
    browser.post(&format!("{dele}/slet"), &[]).await;
    assert_eq!(goals(&app.plan(id).await), ["Mål to", "Mål et, rettet"]);
    assert!(browser.get(&format!("/handleplaner/{id}/slettet")).await.text().contains("Mål et, rettet"));
    browser.post(&format!("{dele}/gendan"), &[]).await;
    assert_eq!(goals(&app.plan(id).await).len(), 3);

    let issue = plan.blocks[0].issues[0].id;
    browser.post(&format!("/handleplaner/{id}/dele/{issue}/kopier"), &[]).await;
    let copied = app.plan(id).await;
    assert_eq!(copied.blocks[0].issues.len(), 2);
    assert_eq!(copied.blocks[0].issues[1].activities().count(), 2);
    let to = copied.blocks[0].issues[1].id.to_string();
    let activity = activity_id(&copied, 0);
    browser.post(&format!("/handleplaner/{id}/dele/{activity}/flyt"), &[("way", "to"), ("to", &to)]).await;
    assert_eq!(app.plan(id).await.blocks[0].issues[1].activities().count(), 3);

    let block = plan.blocks[0].id;
    browser.post(&format!("/handleplaner/{id}/dele/{block}/kopier"), &[]).await;
    let copied = app.plan(id).await;
    assert_ne!(copied.blocks[0].finding.id, copied.blocks[1].finding.id, "a copy has a finding of its own");
    browser.post(&format!("/handleplaner/{id}/dele/{block}/slet"), &[]).await;
    browser.post(&format!("/handleplaner/{id}/dele/{activity}/gendan"), &[]).await;
    assert_eq!(app.plan(id).await.blocks.len(), 1);
}

#[tokio::test]
async fn a_reading_is_corrected_by_hand_and_the_words_stay() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let id = a_plan(&app, &browser).await;
    let activity = activity_id(&app.plan(id).await, 0);
    let period = |plan: &domain::plan::Plan| plan.activity(activity).unwrap().period.clone();
    let version = || async { app.plan(id).await.activity(activity).unwrap().version.to_string() };
    let address = field(id, activity, "period");
    browser
        .post(
            &address,
            &[
                ("text", "når lokalet er klar"),
                ("version", &version().await),
                ("start", "1/6-2026"),
                ("end", "30. juni 2026"),
            ],
        )
        .await;
    let read = period(&app.plan(id).await);
    assert_eq!((read.text.as_str(), read.reading.describe().as_str()), ("når lokalet er klar", "1.–30. juni 2026"));
    let wrong =
        [("text", "når lokalet er klar"), ("version", &version().await), ("start", "1/6-2026"), ("end", "1/5-2026")];
    browser.post(&address, &wrong).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "ligger før første dag");
    browser
        .post(&address, &[("text", "ultimo december"), ("version", &version().await), ("start", ""), ("end", "")])
        .await;
    assert_eq!(period(&app.plan(id).await).reading.describe(), "21.–31. december 2026");
    let read = browser.htmx().get("/tidsramme?year=2021&period=ultimo%20december%202021").await;
    assert_eq!(read.body, "21.–31. december 2021");
}

#[tokio::test]
async fn an_activity_is_followed_up_by_staff() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let id = a_plan(&app, &leader).await;
    let activity = activity_id(&app.plan(id).await, 0);
    let address = format!("/handleplaner/{id}/dele/{activity}/opfoelgning");
    let form = Form::at(&staff, &address).await;
    assert_eq!(form.value("noted_on"), "12-03-2026", "it tells of today unless one says otherwise");
    let unknown = form.clone().with("status", "x").send(&staff).await;
    unknown.refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg en status");
    let form = form.with("status", "started").with("text", "Går godt");
    let page = form.clone().with("noted_on", "13-03-2026").send(&staff).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "ligger i fremtiden");
    assert_eq!(Form::on(&page, &address).value("text"), "Går godt");
    form.save(&staff).await;
    let plan = app.plan(id).await;
    let found = plan.activity(activity).unwrap();
    assert_eq!((found.status, found.follow_ups[0].author.as_str()), (ActivityStatus::Started, "Ida Lyngdahl"));
    staff
        .post(&field(id, activity, "text"), &[("text", "x"), ("version", "1")])
        .await
        .refused(StatusCode::FORBIDDEN, "ikke adgang");
}

#[tokio::test]
async fn bad_input_is_refused_in_danish_and_kept() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let id = a_plan(&app, &browser).await;
    let plan = app.plan(id).await;
    let issue = plan.blocks[0].issues[0].id.to_string();
    let dele = format!("/handleplaner/{id}/dele");
    let many = "linje\n".repeat(5_000);
    let page = browser.post(&dele, &[("kind", "goal"), ("parent", &issue), ("text", &many)]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Du har indsat 5000 linjer");
    assert!(page.body.contains("linje\nlinje"));
    let long = "æ".repeat(10_001);
    for kind in ["goal", "issue", "activity", "monitoring", "effect"] {
        let parent = if kind == "issue" { plan.blocks[0].id.to_string() } else { issue.clone() };
        let page = browser.post(&dele, &[("kind", kind), ("parent", &parent), ("text", &long)]).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Teksten er for lang");
        assert!(page.body.contains(&long));
    }
    let goal = plan.blocks[0].issues[0].statements.of("goal")[0].id;
    let page = browser.post(&field(id, goal, "text"), &[("text", "Borger 0101901234 trives"), ("version", "1")]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR-nummer");
    assert!(page.body.contains("Borger 0101901234 trives"));
    browser
        .post(&field(id, goal, "text"), &[("text", "x")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Siden er for gammel");
    browser
        .post(&field(id, goal, "owner"), &[("text", "x"), ("version", "1")])
        .await
        .refused(StatusCode::NOT_FOUND, "findes ikke");
    assert_eq!(add(&browser, id, "ukendt", &issue, &[("text", "x")]).await, StatusCode::NOT_FOUND);
    assert_eq!(add(&browser, id, "goal", &PartId::new().to_string(), &[("text", "x")]).await, StatusCode::NOT_FOUND);
    let foreign = app.log_in("botilbudsleder").await;
    let other = a_plan(&app, &foreign).await;
    let parent = app.plan(other).await.blocks[0].issues[0].id.to_string();
    assert_eq!(add(&browser, id, "goal", &parent, &[("text", "x")]).await, StatusCode::NOT_FOUND);
    let html = "<script>alert('x')</script> & \"citat\" =HYPERLINK(\"x\")";
    add(&browser, id, "goal", &issue, &[("text", html)]).await;
    let page = browser.get(&format!("/handleplaner/{id}")).await;
    assert!(
        page.body.contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp;") && !page.body.contains("<script>alert")
    );
    assert_eq!(app.plan(id).await.blocks[0].issues[0].statements.of("goal").last().unwrap().text, html);
}

#[tokio::test]
async fn htmx_gets_parts_of_the_page_and_other_browsers_whole_ones() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let id = a_plan(&app, &browser).await;
    let plan = app.plan(id).await;
    let goal = plan.blocks[0].issues[0].statements.of("goal")[0].id;
    let issue = plan.blocks[0].issues[0].id;
    let part = browser.htmx().get(&field(id, goal, "text")).await;
    assert!(part.body.starts_with("<div class=\"felt felt-aaben\"") && part.body.contains("Hvad er de konkrete mål"));
    let whole = browser.get(&field(id, goal, "text")).await;
    assert!(
        whole.body.contains("<!DOCTYPE html>")
            && whole.body.contains("felt-aaben")
            && whole.body.contains("Færre vikarer")
    );
    let saved = browser.htmx().post(&field(id, goal, "text"), &[("text", "Nyt mål"), ("version", "1")]).await;
    assert!(saved.body.contains("Nyt mål") && !saved.body.contains("<html"));
    let adder = browser
        .htmx()
        .post(
            &format!("/handleplaner/{id}/dele"),
            &[("kind", "goal"), ("parent", &issue.to_string()), ("text", "Et til")],
        )
        .await;
    assert!(adder.body.contains("Et til") && adder.body.contains("data-tilfoej"), "the form stays open for the next");
    let moved = browser.htmx().post(&format!("/handleplaner/{id}/dele/{goal}/flyt"), &[("way", "down")]).await;
    assert_eq!(moved.headers.get("hx-retarget").unwrap(), "#plan");
    let split = [("text", "Linje et\nLinje to"), ("version", "3"), ("split", "1")];
    let split = browser.htmx().post(&field(id, goal, "text"), &split).await;
    assert_eq!(split.status, StatusCode::OK, "{}", split.text());
    assert!(app.plan(id).await.blocks[0].issues[0].statements.of("goal").iter().any(|goal| goal.text == "Linje to"));
}

#[tokio::test]
async fn a_plans_own_fields_and_its_removal() {
    let app = App::demo().await;
    let (leader, manager) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let id = a_plan(&app, &leader).await;
    let address = format!("/handleplaner/{id}/oplysninger");
    let version = html::value(&leader.get(&address).await.body, "version").unwrap();
    let form = |title: &'static str| [("version", version.as_str()), ("title", title), ("year", "2025")];
    assert_eq!(leader.post(&address, &form("Første titel")).await.status, StatusCode::SEE_OTHER);
    let met = manager.post(&address, &form("Anden titel")).await;
    met.refused(StatusCode::CONFLICT, "Første titel");
    assert!(met.body.contains("Anden titel"));
    let plan = app.plan(id).await;
    assert_eq!(plan.year, 2025);
    leader
        .post(&address, &[("version", &version), ("title", ""), ("year", "i år"), ("due_on", "x")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv et årstal");

    manager.post(&format!("/handleplaner/{id}/slet"), &[]).await;
    leader.get(&format!("/handleplaner/{id}")).await.refused(StatusCode::NOT_FOUND, "findes ikke");
    assert!(manager.get("/handleplaner").await.text().contains("Slettede handleplaner (1)"));
    manager.post(&format!("/handleplaner/{id}/gendan"), &[]).await;
    let history = leader.get(&format!("/handleplaner/{id}/historik")).await.text();
    assert!(history.contains("Slettet eller gendannet") && history.contains("Birgitte Ravnkær"), "{history}");
}

#[tokio::test]
async fn an_owner_or_period_of_the_whole_cell_counts_for_its_activities() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let unit = app.unit("Bostedet Ternebakken").await;
    let csv = "Tema;Emne;Mål;Hvad;Hvornår;Hvem\nSundhed og trivsel;E;M;\"Et\nTo\";ultimo 2026;Afdelingsledelse\n";
    let preview = browser.upload(unit, "plan.csv", csv.as_bytes()).await;
    let page = browser.get(preview.location()).await;
    let fields = crate::support::imports::fields_of(&page.body);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = browser.post(preview.location(), &fields).await;
    let plan = app.plan(id_in(made.location())).await;
    let issue = &plan.blocks[0].issues[0];
    assert!(issue.lines.iter().any(|line| matches!(line, Line::Owner(_))));
    for activity in issue.activities() {
        assert_eq!(issue.owners_of(activity), ["Afdelingsledelse"]);
        assert_eq!(issue.period_of(activity).text, "ultimo 2026");
    }
}

#[tokio::test]
async fn a_registered_finding_is_added_to_a_plan_already_begun() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let inspection = plan.inspection_id.unwrap();
    browser.post(&format!("/tilsyn/{inspection}/fund"), &[("text", "Et nyt fund efter høringen")]).await;
    let dele = format!("/handleplaner/{}/dele", plan.id);
    let form = browser.get(&format!("{dele}?kind=block")).await;
    assert!(form.text().contains("Et nyt fund efter høringen"));
    let found = orm::findings::list(&app.store, &[inspection]).await.unwrap().pop().unwrap().id.to_string();
    let both = [("kind", "block"), ("finding", found.as_str()), ("text", "Mit eget fund")];
    let page = browser.post(&dele, &both).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "hver for sig");
    assert!(page.body.contains("Mit eget fund") && page.body.contains("checked"));
    browser
        .post(&dele, &[("kind", "block"), ("finding", "x")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg fund fra listen");
    let twice = [("kind", "block"), ("finding", found.as_str()), ("finding", found.as_str())];
    assert_eq!(browser.post(&dele, &twice).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.plan(plan.id).await.blocks.len(), plan.blocks.len() + 1);
    assert_eq!(app.plan(plan.id).await.blocks.last().unwrap().finding.id.to_string(), found);
    browser
        .post(&dele, &[("kind", "block"), ("finding", &found)])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "allerede i planen");
}
