//! Forms, plans, findings and people, made as they are made by people: through the product's own pages.
//!
//! A form is read from the page that shows it and sent with all it holds, so that a test whose field is no longer
//! there fails instead of sending something that nobody reads.

use axum::http::StatusCode;
use domain::{
    id::{FindingId, InspectionId, PartId, PlanId, UnitId, UserId},
    plan::{Activity, Plan},
};

use super::{App, Browser, PASSPHRASE, Page, html, id_in};

/// A form of a page, with what a browser would send.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The form that leads to `action`, on the page at `address`.
    pub(crate) async fn open(browser: &Browser<'_>, address: &str, action: &str) -> Self {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
        Self::on(&page, action)
    }

    /// The form whose page and action have the same address, as most have.
    pub(crate) async fn at(browser: &Browser<'_>, address: &str) -> Self {
        Self::open(browser, address, address).await
    }

    /// The first form of a page that leads to `action`.
    #[track_caller]
    pub(crate) fn on(page: &Page, action: &str) -> Self {
        let found = Self::all_on(page).into_iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form leads to {action}: {}", page.text()))
    }

    /// Every form of a page.
    pub(crate) fn all_on(page: &Page) -> Vec<Self> {
        let forms = html::elements(&page.body, "form").into_iter();
        let form = |form: html::Element<'_>| Self {
            action: form.attribute("action").unwrap_or_default(),
            fields: html::fields(&form),
        };
        forms.map(form).collect()
    }

    /// Where it leads to.
    pub(crate) fn action(&self) -> &str {
        &self.action
    }

    /// What stands in a field.
    #[track_caller]
    pub(crate) fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("{} has no field {name}", self.action), |(_, value)| value.as_str())
    }

    /// What stands in every field of this name, such as the boxes that are ticked.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The form with something else typed in one of its fields.
    #[track_caller]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let typed = self.fields.iter_mut().find(|(known, _)| known == name);
        let (_, typed) = typed.unwrap_or_else(|| panic!("{} has no field {name}", self.action));
        value.clone_into(typed);
        self
    }

    /// The form with one more box ticked.
    pub(crate) fn ticked(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) async fn send(&self, browser: &Browser<'_>) -> Page {
        browser.post(&self.action, &html::pairs(&self.fields)).await
    }

    /// Sends the form where nothing is in the way.
    pub(crate) async fn save(&self, browser: &Browser<'_>) {
        let page = self.send(browser).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}: {}", self.action, page.text());
    }
}

/// A plan of Ternebakken to be written: one finding with one issue, a goal and two activities.
#[derive(Debug, Clone)]
pub(crate) struct PlanBuilder {
    title: &'static str,
    activities: Vec<(String, String)>,
}

/// A plan to be written.
pub(crate) fn a_plan() -> PlanBuilder {
    let activities = [("Samtaler om fravær", "Afdelingsleder"), ("Møder i teamet", "TRIO")];
    let activities = activities.map(|(what, owner)| (what.to_owned(), owner.to_owned()));
    PlanBuilder { title: "Ny plan", activities: activities.into() }
}

impl PlanBuilder {
    /// With another title.
    pub(crate) fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// With these activities, each with what stands under *Hvem*.
    pub(crate) fn activities(mut self, activities: impl IntoIterator<Item = (String, String)>) -> Self {
        self.activities = activities.into_iter().collect();
        self
    }

    /// The plan as `browser` writes it.
    pub(crate) async fn written_by(self, app: &App, browser: &Browser<'_>) -> Plan {
        let unit = app.unit("Bostedet Ternebakken").await.to_string();
        let form = [("unit", unit.as_str()), ("title", self.title), ("year", "2026")];
        let id: PlanId = id_in(browser.post("/handleplaner", &form).await.location());
        add(browser, id, &[("kind", "block"), ("text", "Henstilling om fravær"), ("references", "9.c")]).await;
        let block = app.plan(id).await.blocks[0].id.to_string();
        add(browser, id, &[("kind", "issue"), ("parent", &block), ("text", "Fraværet er højt")]).await;
        let issue = app.plan(id).await.blocks[0].issues[0].id.to_string();
        add(browser, id, &[("kind", "goal"), ("parent", &issue), ("text", "Fraværet falder")]).await;
        for (what, owner) in &self.activities {
            let form = [
                ("kind", "activity"),
                ("parent", issue.as_str()),
                ("text", what.as_str()),
                ("period", "når haven er klar"),
                ("owner", owner.as_str()),
            ];
            add(browser, id, &form).await;
        }
        app.plan(id).await
    }
}

/// Adds parts to a plan.
pub(crate) async fn add(browser: &Browser<'_>, id: PlanId, form: &[(&str, &str)]) {
    let page = browser.post(&format!("/handleplaner/{id}/dele"), form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{form:?}: {}", page.text());
}

/// The first activity of a plan.
pub(crate) fn first_activity(plan: &Plan) -> &Activity {
    plan.activities().next().unwrap().2
}

/// The first goal of a plan.
pub(crate) fn first_goal(plan: &Plan) -> PartId {
    plan.blocks[0].issues[0].statements.of("goal")[0].id
}

/// A finding to be registered: a recommendation about the staff, of one indicator.
#[derive(Debug, Clone)]
pub(crate) struct FindingBuilder(Vec<(&'static str, &'static str)>);

/// A finding to be registered.
pub(crate) fn a_finding() -> FindingBuilder {
    FindingBuilder(vec![("text", "Henstilling om bemandingen"), ("references", "9.b")])
}

impl FindingBuilder {
    /// As *påbud*.
    pub(crate) fn improvement_notice(mut self) -> Self {
        self.0.push(("kind", "improvement_notice"));
        self
    }

    /// With the inspectorate's deadline.
    pub(crate) fn due_on(mut self, day: &'static str) -> Self {
        self.0.push(("due_on", day));
        self
    }

    /// The finding as `browser` registers it with an inspection.
    pub(crate) async fn registered_by(self, app: &App, browser: &Browser<'_>, of: InspectionId) -> FindingId {
        let page = browser.post(&format!("/tilsyn/{of}/fund"), &self.0).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        orm::findings::list(&app.store, &[of]).await.unwrap().pop().unwrap().id
    }
}

impl App {
    /// The one plan of a unit of the demo.
    pub(crate) async fn plan_of(&self, unit: &str) -> Plan {
        let unit = self.unit(unit).await;
        let heads = orm::plans::list(&self.store, &[unit]).await.unwrap();
        let [head] = heads.as_slice() else { panic!("{} plans", heads.len()) };
        self.plan(head.id).await
    }

    /// The identity of the user who logs in as `persona`.
    pub(crate) async fn user(&self, persona: &str) -> UserId {
        let email = format!("{persona}@handleplan.example");
        let organisation = self.organisation().await;
        organisation.users.iter().find(|user| user.email == email).unwrap_or_else(|| panic!("no user {email}")).id
    }

    /// A user called `name` with one role, as the demo's administrator adds them, logged in.
    pub(crate) async fn new_user(&self, name: &str, role: &str, unit: UnitId) -> Browser<'_> {
        let persona = name.to_lowercase().replace(' ', "-");
        let admin = self.log_in_cheaply("admin").await;
        let form = Form::open(&admin, "/brugere/ny", "/brugere").await;
        let form = form
            .with("name", name)
            .with("email", &format!("{persona}@handleplan.example"))
            .with("password", PASSPHRASE)
            .with("role.0", role)
            .with("unit.0", &unit.to_string());
        form.save(&admin).await;
        self.log_in(&persona).await
    }

    /// Another administrator of the whole organisation: Vibe Lundsgaard.
    pub(crate) async fn second_administrator(&self) -> Browser<'_> {
        self.new_user("Vibe Lundsgaard", "administrator", self.unit("Åløse Kommune").await).await
    }

    /// What a role of a user becomes, as the demo's administrator changes it.
    pub(crate) async fn change_role(&self, persona: &str, role: &str) {
        let address = format!("/brugere/{}", self.user(persona).await);
        let admin = self.log_in_cheaply("admin").await;
        Form::at(&admin, &address).await.with("role.0", role).save(&admin).await;
    }
}
