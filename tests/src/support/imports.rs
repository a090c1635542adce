//! What tests of imports look at: the form that corrects a file, and what waits to be looked through; and plans that
//! tests take in at once.

use app::import::{File, Run};
use domain::{
    answer::Answer,
    id::{PlanId, UnitId},
};
use serde_json::{Value as Json, json};

use super::{App, html};

/// The fields of the page's correction form, as a browser would send them.
pub(crate) fn fields_of(body: &str) -> Vec<(String, String)> {
    let forms = html::elements(body, "form");
    let form = forms.iter().find(|form| form.attribute("class").as_deref() == Some("import"));
    html::fields(form.unwrap())
}

/// The imports of afdelingsleder that wait, as they are stored.
pub(crate) async fn waiting(app: &App) -> Vec<orm::imports::PendingImport> {
    let user = app.user("afdelingsleder").await;
    let mut found = Vec::new();
    for (id, ..) in orm::imports::list(&app.store, user).await.unwrap() {
        found.push(orm::imports::get(&app.store, id, user).await.unwrap());
    }
    found
}

/// The plan that a JSON file holds, taken in at once by the program itself as one of the unit's.
pub(crate) async fn imported(app: &App, unit_id: UnitId, year: i32, plan: &Json) -> PlanId {
    let file = File {
        name: "plan.json".into(),
        bytes: json!({ "format": "handleplan", "version": 1, "plan": plan }).to_string().into_bytes(),
        unit_id,
        year: Some(year),
        model_id: None,
        template_id: None,
    };
    match app::import::install(&app.desk().await, file, Run::Real).await.unwrap() {
        Answer::Done(installed) => installed.plan_id.unwrap(),
        other => panic!("{other:?}"),
    }
}
