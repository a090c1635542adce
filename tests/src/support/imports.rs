//! What tests of imports look at: the form that corrects a file, and what waits to be looked through.

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
