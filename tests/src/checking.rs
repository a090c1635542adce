//! The check of a plan, as people meet it.

use axum::http::StatusCode;
use domain::check::{self, Basis, Rule};

use crate::support::App;

#[tokio::test]
async fn the_demo_plans_have_no_flaws_but_those_they_are_to_show() {
    let app = App::demo().await;
    let view = app.store.view().await.unwrap();
    let organisation = orm::organisation::get(&view).await.unwrap();
    let units: Vec<_> = organisation.units.iter().map(|unit| unit.id).collect();
    let shown = [Rule::ActivityWithoutPeriod, Rule::ActivityWithoutOwner, Rule::PeriodInThePast];
    for head in orm::plans::list(&app.store, &units).await.unwrap() {
        let plan = orm::plans::get(&view, head.id).await.unwrap();
        let model = organisation.model(&plan.model_id).unwrap();
        let basis =
            Basis { plan: &plan, model, today: app.clock.today(), known_owners: &[], missing: &[], is_new: true };
        for flaw in check::check(&basis) {
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

    let view = app.store.view().await.unwrap();
    let organisation = orm::organisation::get(&view).await.unwrap();
    let basis = Basis {
        plan: &plan,
        model: organisation.model(&plan.model_id).unwrap(),
        today: app.clock.today(),
        known_owners: &[],
        missing: &[],
        is_new: true,
    };
    let flaws = check::check(&basis);
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
async fn a_cpr_number_stops_the_plan_and_cannot_be_let_be() {
    let app = App::demo().await;
    let browser = app.log_in("botilbudsleder").await;
    let plan = app.draft_plan().await;
    let goal = &plan.blocks[0].issues[0].goals[0];
    let address = format!("/handleplaner/{}/dele/{}/felt/text", plan.id, goal.id);
    let form = [("text", "Borgeren med 010190-1234 har det godt."), ("version", &goal.version.to_string())];
    // No field takes it in the first place.
    browser.post(&address, &form).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR");
    let remark = format!("/handleplaner/{}/dele/{}/bemaerkninger/text", plan.id, goal.id);
    browser.post(&remark, &[("text", "Gælder 010190-1234")]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR");
}
