//! Follow-up of an activity, told by two at a time: a note turns no status back, and a choice is met by a choice.

use axum::http::StatusCode;
use domain::{activity::ActivityStatus, id::PlanId, plan::Plan};

use crate::{
    conflicts::opened_by_both,
    support::{
        App, Browser,
        builders::{Form, a_plan, first_activity},
    },
};

/// A plan that both may follow up, the address where they follow its first activity, and the form as each has opened
/// it.
async fn opened(app: &App, leader: &Browser<'_>, staff: &Browser<'_>) -> (PlanId, String, (Form, Form)) {
    let plan = a_plan().written_by(app, leader).await;
    let address = format!("/handleplaner/{}/dele/{}/opfoelgning", plan.id, first_activity(&plan).id);
    let forms = opened_by_both(leader, staff, &address).await;
    (plan.id, address, forms)
}

/// What the first activity has come to, and whether a text is told of it.
fn told(plan: &Plan, text: &str) -> (ActivityStatus, bool) {
    let activity = first_activity(plan);
    (activity.status, activity.follow_ups.iter().any(|note| note.text == text))
}

#[tokio::test]
async fn a_note_does_not_turn_back_a_status_that_another_has_set() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let (id, _, (first, second)) = opened(&app, &leader, &staff).await;
    assert_eq!(second.value("status"), "not_started");
    first.with("status", "done").save(&leader).await;
    let text = "Kun evalueringen mangler";
    second.with("text", text).save(&staff).await;
    assert_eq!(told(&app.plan(id).await, text), (ActivityStatus::Done, true));
}

#[tokio::test]
async fn the_same_status_from_both_is_no_conflict() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let (id, _, (first, second)) = opened(&app, &leader, &staff).await;
    first.with("status", "done").save(&leader).await;
    let text = "Alle er med";
    second.with("status", "done").with("text", text).save(&staff).await;
    assert_eq!(told(&app.plan(id).await, text), (ActivityStatus::Done, true));
}

#[tokio::test]
async fn another_status_than_the_others_is_asked_for_and_what_was_typed_is_kept() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let (id, address, (first, second)) = opened(&app, &leader, &staff).await;
    first.with("status", "done").save(&leader).await;
    let text = "Vi venter på svar";
    let second = second.with("status", "waiting").with("text", text).with("noted_on", "11-03-2026");
    let in_part = second.send(&staff.htmx()).await;
    assert!(!in_part.body.contains("<html"), "htmx is given a part of the page");
    for page in [in_part, second.send(&staff).await] {
        page.refused(StatusCode::CONFLICT, "Kasper Tangmose har sat status til »Gennemført«");
        let (plan, again) = (app.plan(id).await, Form::on(&page, &address));
        assert_eq!(told(&plan, text), (ActivityStatus::Done, false), "nothing is saved yet");
        let typed = ["status", "text", "noted_on"].map(|name| again.value(name));
        assert_eq!(typed, ["waiting", text, "11-03-2026"]);
        assert_eq!(again.value("version"), first_activity(&plan).version.to_string());
    }
    Form::on(&second.send(&staff).await, &address).save(&staff).await;
    assert_eq!(told(&app.plan(id).await, text), (ActivityStatus::Waiting, true));
}

#[tokio::test]
async fn a_follow_up_with_a_fault_keeps_the_version_it_was_opened_at() {
    let app = App::demo().await;
    let (leader, staff) = (app.log_in("afdelingsleder").await, app.log_in("medarbejder").await);
    let (id, address, (first, second)) = opened(&app, &leader, &staff).await;
    first.with("status", "done").save(&leader).await;
    let refused = second.clone().with("status", "waiting").with("text", "Borger 010190-1234").send(&staff).await;
    refused.refused(StatusCode::UNPROCESSABLE_ENTITY, "CPR-nummer");
    let mended = Form::on(&refused, &address);
    assert_eq!((mended.value("status"), mended.value("version")), ("waiting", second.value("version")));
    let page = mended.with("text", "Vi venter").send(&staff).await;
    page.refused(StatusCode::CONFLICT, "Kasper Tangmose har sat status til »Gennemført«");
    assert_eq!(told(&app.plan(id).await, "Vi venter"), (ActivityStatus::Done, false));
}
