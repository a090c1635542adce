//! The check of a plan, as people meet it.

use app::templates::Templates;
use axum::http::StatusCode;
use domain::{
    check::{self, CheckInput, Rule},
    draft::{BlockDraft, FindingDraft, IssueDraft, PlanDraft},
    plan::{Plan, PlanStatus},
};

use crate::{
    approval::{change_text, step, waive_all},
    cases::inserted,
    support::{App, column, field, html},
};

#[tokio::test]
async fn the_demo_plans_have_no_flaws_but_those_they_are_to_show() {
    let app = App::demo().await;
    let view = app.store.view().await.unwrap();
    let organisation = app.organisation().await;
    let templates = Templates::built_in().unwrap();
    let units: Vec<_> = organisation.units.iter().map(|unit| unit.id).collect();
    let shown = [Rule::ActivityWithoutPeriod, Rule::ActivityWithoutOwner, Rule::PeriodInThePast];
    for head in orm::plans::list(&app.store, &units).await.unwrap() {
        let plan = orm::plans::get(&view, head.id).await.unwrap();
        let model = organisation.model(&plan.model_id).unwrap();
        let input = CheckInput {
            plan: &plan,
            model,
            template: templates.get(&plan.template_id).unwrap(),
            today: app.clock.today(),
            known_owners: &[],
            missing: &[],
            is_new: true,
        };
        for flaw in check::check(&input) {
            assert!(shown.contains(&flaw.rule), "{}: {flaw:?}", plan.title);
        }
    }
}

#[tokio::test]
async fn a_flaw_is_marked_at_its_place_and_let_be_with_a_reason() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder").await;
    let plan = app.draft_plan().await;
    let id = plan.id;
    assert!(browser.get(&format!("/handleplaner/{id}")).await.body.contains("kontrolmaerke"));
    let staff = app.log_in("medarbejder").await;
    assert!(!staff.get(&format!("/handleplaner/{id}")).await.body.contains("kontrolmaerke"));

    let organisation = app.organisation().await;
    let templates = Templates::built_in().unwrap();
    let input = CheckInput {
        plan: &plan,
        model: organisation.model(&plan.model_id).unwrap(),
        template: templates.get(&plan.template_id).unwrap(),
        today: app.clock.today(),
        known_owners: &[],
        missing: &[],
        is_new: true,
    };
    let flaws = check::check(&input);
    let at = flaws.iter().position(|flaw| flaw.rule == Rule::ActivityWithoutOwner).unwrap();
    let number = at.to_string();
    let mut form = vec![("flaw", number.as_str()), ("rule", flaws[at].rule.key()), ("words", flaws[at].words.as_str())];
    let address = format!("/handleplaner/{id}/fravigelser");
    browser.post(&address, &form).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Hvorfor er det rigtigt");
    form.push(("reason", "Alle gør det"));
    assert_eq!(browser.post(&address, &form).await.status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/handleplaner/{id}/kontrol")).await.text();
    assert!(page.contains("Fraveget med begrundelse (1)") && page.contains("Alle gør det"), "{page}");
    form[1] = ("rule", Rule::CopiedTwice.key());
    browser.post(&address, &form).await.refused(StatusCode::CONFLICT, "ændret");
}

#[tokio::test]
async fn no_field_takes_a_cpr_number() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let plan = app.draft_plan().await;
    let goal = &plan.blocks[0].issues[0].statements.of("goal")[0];
    let form = [("text", "Borgeren med 010190-1234 har det godt."), ("version", &goal.version.to_string())];
    browser.post(&field(plan.id, goal.id, "text"), &form).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR");
    let remark = format!("/handleplaner/{}/dele/{}/bemaerkninger/text", plan.id, goal.id);
    browser.post(&remark, &[("text", "Gælder 010190-1234")]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR");
}

/// A plan that holds a CPR number under *Mål*, as none can that comes by a form.
async fn a_plan_with_a_cpr_number(app: &App) -> Plan {
    let goal = (column("goal"), "Borgeren med 010190-1234 har det godt.");
    let issue = IssueDraft { statements: [goal].into_iter().collect(), ..IssueDraft::default() };
    let finding = FindingDraft { text: "Henstilling om trivsel".into(), ..FindingDraft::default() };
    let block = BlockDraft { finding, issues: vec![issue], ..BlockDraft::default() };
    let draft = PlanDraft { title: "Handleplan".into(), blocks: vec![block], ..PlanDraft::default() };
    inserted(app, &draft).await
}

#[tokio::test]
async fn a_cpr_number_stops_the_plan_and_cannot_be_let_be() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let plan = a_plan_with_a_cpr_number(&app).await;
    let id = plan.id;
    let check = format!("/handleplaner/{id}/kontrol");
    let page = browser.get(&check).await;
    assert!(page.text().contains("Det skal fjernes, før planen går videre"), "{}", page.text());
    let items = html::elements(&page.body, "li");
    let item = items.iter().find(|item| item.text().starts_with(Rule::CprNumber.label())).unwrap();
    assert!(html::elements(item.inner(), "form").is_empty(), "{}", item.text());

    // Nor does it help to ask without the button.
    let name = item.attribute("id").unwrap();
    let number = name.strip_prefix("k-").unwrap();
    let waiver = [("flaw", number), ("rule", Rule::CprNumber.key()), ("words", "010190-1234"), ("reason", "Aftalt")];
    let asked = browser.post(&format!("/handleplaner/{id}/fravigelser"), &waiver).await;
    asked.refused(StatusCode::UNPROCESSABLE_ENTITY, "Et CPR-nummer kan ikke fraviges");
    waive_all(&app, &browser, id).await;
    assert!(browser.get(&check).await.text().contains("Det skal fjernes, før planen går videre"));
    for act in ["propose", "approve"] {
        let page = step(&app, &browser, id, act, &[]).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Fjern det, før planen går videre");
    }
    assert_eq!(app.plan(id).await.status, PlanStatus::Draft);

    change_text(&browser, &app.plan(id).await, "Borgeren har det godt.").await;
    assert!(!browser.get(&check).await.text().contains("CPR"));
    assert_eq!(step(&app, &browser, id, "approve", &[]).await.status, StatusCode::SEE_OTHER);
}
