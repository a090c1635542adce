//! The product in one process, the people who use it, and what they see.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use app::{Clock, Desk, Store, log_in::SetupCode, review::NewWaiver};
use axum::{Router, http::StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    approval::{PlanRecord, Submission, Transition},
    change::{Author, Stamp},
    check::Rule,
    draft::PlanDraft,
    id::{FindingId, InspectionId, PartId, PlanId, UnitId},
    organisation::Organisation,
    part::Field,
    plan::{NewPlan, Plan, PlanStatus},
    template::{ColumnKey, PlanTemplate},
};
use orm::{Sent, Subject, plan_records, remarks, steps::NewStep, waivers};
use web::AppState;

mod browser;
pub(crate) mod builders;
mod database;
pub(crate) mod html;
pub(crate) mod imports;
pub(crate) mod word;

pub(crate) use browser::{Browser, Page};
use database::{Content, database, forget};

/// The one passphrase of every demo user.
pub(crate) const PASSPHRASE: &str = app::install::demo::PASSPHRASE;

/// The program on a database of its own.
pub(crate) struct App {
    router: Router,
    pub(crate) program: app::App,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) queries: Arc<AtomicUsize>,
    /// What is sent to the database, while somebody listens.
    heard: Arc<Mutex<Option<Vec<Sent>>>>,
    pub(crate) url: String,
    sessions: tokio::sync::Mutex<HashMap<String, String>>,
}

/// The day every test lives on.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-12T10:00:00Z".parse().unwrap()
}

impl Drop for App {
    fn drop(&mut self) {
        forget(&self.url);
    }
}

impl App {
    /// With the tables and seeds, and nobody in it.
    pub(crate) async fn empty() -> Self {
        Self::open(database(Content::Seeds).await, SetupCode::new("kode-1234")).await
    }

    /// With the demo organisation.
    pub(crate) async fn demo() -> Self {
        Self::open(database(Content::Demo).await, SetupCode::default()).await
    }

    /// With the demo organisation, and a kind of plan of its own beside the usual one.
    pub(crate) async fn demo_with(template: PlanTemplate) -> Self {
        let url = database(Content::Demo).await;
        let store = Store::connect(&url).await.unwrap();
        Self::of_kinds(store, url, SetupCode::default(), vec![template])
    }

    async fn open(url: String, code: SetupCode) -> Self {
        let store = Store::connect(&url).await.unwrap();
        Self::on(store, url, code)
    }

    fn on(store: Store, url: String, code: SetupCode) -> Self {
        Self::of_kinds(store, url, code, Vec::new())
    }

    fn of_kinds(mut store: Store, url: String, code: SetupCode, own: Vec<PlanTemplate>) -> Self {
        let queries = Arc::new(AtomicUsize::new(0));
        let heard = Arc::<Mutex<Option<Vec<Sent>>>>::default();
        let (counter, listener) = (Arc::clone(&queries), Arc::clone(&heard));
        store.on_query(move |sent| {
            counter.fetch_add(1, Ordering::Relaxed);
            if let Some(heard) = listener.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                heard.push(sent.clone());
            }
        });
        let clock = Clock::Fixed(now());
        let app = app::App::new(store.clone(), clock).with_templates(own).unwrap();
        let router = web::router(AppState::new(app.clone(), code));
        Self { router, program: app, store, clock, queries, heard, url, sessions: tokio::sync::Mutex::default() }
    }

    /// The same program started again, with empty memory, on the same database.
    pub(crate) fn restarted(&self) -> Self {
        Self::on(self.store.with_empty_cache(), String::new(), SetupCode::default())
    }

    /// Another instance of the program on the same database, with connections of its own.
    pub(crate) async fn another_instance(&self) -> Self {
        let store = Store::connect(&self.url).await.unwrap();
        Self::on(store, String::new(), SetupCode::default())
    }

    /// What comes of `asking`, and all that the program sends to the database meanwhile.
    pub(crate) async fn listen<T>(&self, asking: impl Future<Output = T>) -> (T, Vec<Sent>) {
        let heard = || self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        *heard() = Some(Vec::new());
        let answer = asking.await;
        let sent = heard().take().unwrap_or_default();
        (answer, sent)
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: Author { user_id: None, name: "Test".into() }, at: self.clock.now() }
    }

    /// A desk for the program itself.
    pub(crate) async fn desk(&self) -> Desk {
        self.program.desk("Test").await.unwrap()
    }

    /// A desk for `persona`@handleplan.example.
    pub(crate) async fn desk_of(&self, persona: &str) -> Desk {
        self.program.desk_for(self.user(persona).await, |_| true).await.unwrap().unwrap()
    }

    pub(crate) async fn organisation(&self) -> Arc<Organisation> {
        self.desk().await.organisation
    }

    /// A browser nobody has logged in with.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser { router: &self.router, cookie: None, is_htmx: false }
    }

    /// A browser in which `persona`@handleplan.example has logged in.
    pub(crate) async fn log_in(&self, persona: &str) -> Browser<'_> {
        let mut browser = self.stranger();
        let email = format!("{persona}@handleplan.example");
        let page = browser.post("/log-ind", &[("email", &email), ("password", PASSPHRASE)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{persona} could not log in: {}", page.text());
        browser.cookie = page.cookie();
        browser
    }

    /// A browser with a session of its own, or one already logged in whose session still holds.
    pub(crate) async fn log_in_cheaply(&self, persona: &str) -> Browser<'_> {
        let mut known = self.sessions.lock().await;
        if let Some(cookie) = known.get(persona) {
            let browser = Browser { router: &self.router, cookie: Some(cookie.clone()), is_htmx: false };
            if browser.get("/min-konto").await.status == StatusCode::OK {
                return browser;
            }
        }
        let browser = self.log_in(persona).await;
        known.insert(persona.to_owned(), browser.cookie.clone().unwrap());
        browser
    }

    pub(crate) async fn unit(&self, name: &str) -> UnitId {
        let organisation = self.organisation().await;
        organisation.units.iter().find(|unit| unit.name == name).unwrap_or_else(|| panic!("no unit {name}")).id
    }

    /// The draft plan of Ternebakken, which afdelingsleder writes.
    pub(crate) async fn draft_plan(&self) -> Plan {
        let unit = self.unit("Bostedet Ternebakken").await;
        let head = orm::plans::list(&self.store, &[unit]).await.unwrap().remove(0);
        self.plan(head.id).await
    }

    /// Gives a plan a waiver, a remark and a version, and leaves its status as it is; answers them.
    pub(crate) async fn accompanied(&self, plan: &Plan) -> Arc<PlanRecord> {
        let part = plan.activities().next().unwrap().2.id;
        let new = NewWaiver {
            rule: Rule::ActivityWithoutOwner,
            place: (Some(part), Some(Field::Owner)),
            words: String::new(),
            reason: "Aftalt".into(),
        };
        let mut write = self.store.begin(Subject::Plan(plan.id), &self.stamp()).await.unwrap();
        waivers::insert(&mut write, new).await.unwrap();
        remarks::insert(&mut write, part, Field::Text, "Uklart".into()).await.unwrap();
        write.commit().await.unwrap();
        self.send(plan.id, plan.status).await;
        plan_records::get(&self.store, &self.plan(plan.id).await).await.unwrap()
    }

    /// Freezes the plan as it stands as its next version.
    pub(crate) async fn send(&self, id: PlanId, next_status: PlanStatus) {
        let plan = self.plan(id).await;
        let submission = Submission {
            sent_on: self.clock.today(),
            channel: "Digital Post".into(),
            sent_by: "Test".into(),
            case_number: "26/1234".into(),
        };
        let step = NewStep { transition: Transition::Submit, next_status, message: "" };
        app::submit::submit(&self.desk().await, &plan, submission, step).await.unwrap();
    }

    /// Makes a draft a plan of Ternebakken.
    pub(crate) async fn insert(&self, draft: &PlanDraft, year: i32) -> PlanId {
        let organisation = self.organisation().await;
        let new = NewPlan {
            unit_id: self.unit("Bostedet Ternebakken").await,
            inspection_id: None,
            model: organisation.model("sociale-tilbud-2020").unwrap(),
            template_id: "handleplan",
            year,
            due_on: None,
        };
        let mut write = self.store.begin(Subject::New, &self.stamp()).await.unwrap();
        let id = orm::plans::insert(&mut write, &new, draft).await.unwrap();
        write.commit().await.unwrap();
        id
    }

    pub(crate) async fn plan(&self, id: PlanId) -> Plan {
        Arc::unwrap_or_clone(orm::plans::get(&self.store.view().await.unwrap(), id).await.unwrap())
    }
}

/// The identity a redirect leads to.
pub(crate) fn id_in<T: std::str::FromStr>(location: &str) -> T {
    let id = location
        .split(['/', '?', '#'])
        .find(|part| part.len() == 36)
        .unwrap_or_else(|| panic!("no identity in {location}"));
    id.parse().ok().unwrap()
}

/// The path of a field of a part.
pub(crate) fn field(plan: PlanId, part: PartId, name: &str) -> String {
    format!("/handleplaner/{plan}/dele/{part}/felt/{name}")
}

/// The key of a column of statements.
pub(crate) fn column(key: &str) -> ColumnKey {
    ColumnKey::parse(key).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An inspection of Ternebakken with a finding, as afdelingsleder registers it.
pub(crate) async fn an_inspection(browser: &Browser<'_>, unit: UnitId) -> (InspectionId, FindingId) {
    let unit = unit.to_string();
    let form = [
        ("unit", unit.as_str()),
        ("inspectorate", "socialtilsyn-midt"),
        ("model", "sociale-tilbud-2020"),
        ("kind", "operational"),
        ("visited_on", "1/3-2026"),
        ("plan_due_on", "15. april 2026"),
    ];
    let made = browser.post("/tilsyn", &form).await;
    let id: InspectionId = id_in(made.location());
    let finding = [
        ("text", "Henstilling til, at ledelsen nedbringer fraværet"),
        ("references", "9.b 9.c"),
        ("due_on", "01-05-2026"),
    ];
    let made = browser.post(&format!("/tilsyn/{id}/fund"), &finding).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let page = browser.get(&format!("/tilsyn/{id}")).await;
    let finding = page.links().into_iter().find(|link| link.starts_with("/fund/")).unwrap();
    (id, id_in(&finding))
}
