//! The product in one process, the people who use it, and what they see.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    approval::{Act, Dossier, Submission},
    change::{Author, Stamp},
    check::Rule,
    id::{FindingId, InspectionId, PartId, PlanId, UnitId},
    part::Field,
    plan::{Plan, PlanStatus},
};
use orm::{
    Store,
    dossiers::{self, NewWaiver},
    steps::NewStep,
};
use tower::ServiceExt;
use web::{AppState, Clock};

/// The program on a database of its own.
pub(crate) struct App {
    router: Router,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) queries: Arc<AtomicUsize>,
    sessions: tokio::sync::Mutex<HashMap<String, String>>,
}

/// The day every test lives on.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-12T10:00:00Z".parse().unwrap()
}

impl App {
    /// With the tables and seeds, and nobody in it.
    pub(crate) async fn empty() -> Self {
        let store = Store::connect(&database().await).await.unwrap();
        Self::on(store, Some("kode-1234".into()))
    }

    fn on(mut store: Store, setup_code: Option<Arc<str>>) -> Self {
        let queries = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&queries);
        store.on_query(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let clock = Clock::Fixed(now());
        let router = web::router(AppState::new(store.clone(), clock, setup_code));
        Self { router, store, clock, queries, sessions: tokio::sync::Mutex::default() }
    }

    /// With the demo organisation.
    pub(crate) async fn demo() -> Self {
        let app = Self::empty().await;
        let log_ins = orm::demo::plant(&app.store, app.clock.today(), &app.stamp()).await.unwrap();
        assert!(!log_ins.is_empty());
        Self::on(app.store.clone(), None)
    }

    /// The same program started again, with empty memory, on the same database.
    pub(crate) fn restarted(&self) -> Self {
        Self::on(self.store.forgetful(), None)
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: Author { user_id: None, name: "Test".into() }, at: self.clock.now() }
    }

    /// A browser nobody has logged in with.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser { app: self, cookie: None, is_htmx: false }
    }

    /// A browser in which `persona`@handleplan.example has logged in.
    pub(crate) async fn log_in(&self, persona: &str) -> Browser<'_> {
        let mut browser = self.stranger();
        let email = format!("{persona}@handleplan.example");
        let page = browser.post("/log-ind", &[("email", &email), ("password", orm::demo::PASSPHRASE)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{persona} could not log in");
        browser.cookie = page.cookie();
        browser
    }

    /// A browser with a session of its own, or one already logged in whose session still holds.
    pub(crate) async fn log_in_cheaply(&self, persona: &str) -> Browser<'_> {
        let mut known = self.sessions.lock().await;
        if let Some(cookie) = known.get(persona) {
            let browser = Browser { app: self, cookie: Some(cookie.clone()), is_htmx: false };
            if browser.get("/min-konto").await.status == StatusCode::OK {
                return browser;
            }
        }
        let browser = self.log_in(persona).await;
        known.insert(persona.to_owned(), browser.cookie.clone().unwrap());
        browser
    }

    pub(crate) async fn unit(&self, name: &str) -> UnitId {
        let organisation = orm::organisation::get(&self.store.view().await.unwrap()).await.unwrap();
        organisation.units.iter().find(|unit| unit.name == name).unwrap_or_else(|| panic!("no unit {name}")).id
    }

    /// The draft plan of Ternebakken, which afdelingsleder writes.
    pub(crate) async fn draft_plan(&self) -> Arc<Plan> {
        let unit = self.unit("Bostedet Ternebakken").await;
        let head = orm::plans::list(&self.store, &[unit]).await.unwrap().remove(0);
        self.plan(head.id).await
    }

    /// Gives a plan a waiver, a remark and a version, and leaves its status as it is; answers them.
    pub(crate) async fn accompanied(&self, plan: &Plan) -> Arc<Dossier> {
        let (stamp, part) = (self.stamp(), plan.activities().next().unwrap().2.id);
        let new = NewWaiver {
            rule: Rule::ActivityWithoutOwner,
            place: (Some(part), Some(Field::Owner)),
            words: String::new(),
            reason: "Aftalt".into(),
        };
        dossiers::add_waiver(&self.store, plan.id, new, &stamp).await.unwrap();
        dossiers::add_remark(&self.store, plan.id, (part, Field::Text), "Uklart".into(), &stamp).await.unwrap();
        self.send(plan.id, plan.status).await;
        let plan = self.plan(plan.id).await;
        dossiers::get(&self.store.view().await.unwrap(), &plan).await.unwrap()
    }

    /// Freezes the plan as it stands as its next version.
    pub(crate) async fn send(&self, id: PlanId, leads_to: PlanStatus) {
        let (plan, sent_on) = (self.plan(id).await, self.clock.today());
        let submission = Submission {
            sent_on,
            channel: "Digital Post".into(),
            sent_by: "Test".into(),
            case_number: "26/1234".into(),
        };
        let step = NewStep { act: Act::Submit, leads_to, message: "" };
        let view = self.store.view().await.unwrap();
        web::submission::submit(&view, &plan, submission, step, &self.stamp()).await.unwrap();
    }

    pub(crate) async fn plan(&self, id: PlanId) -> Arc<Plan> {
        orm::plans::get(&self.store.view().await.unwrap(), id).await.unwrap()
    }
}

/// A database of the kind the environment asks for: SQLite in memory, or a new one on a PostgreSQL server.
async fn database() -> String {
    let Ok(server) = std::env::var("HANDLEPLAN_TEST_DATABASE") else { return "sqlite::memory:".into() };
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    orm::create_database(&server, &name).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// A browser: it keeps its cookie and can ask as htmx does.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    app: &'a App,
    pub(crate) cookie: Option<String>,
    is_htmx: bool,
}

impl Browser<'_> {
    /// The same browser, asking for parts of pages.
    pub(crate) fn htmx(&self) -> Self {
        Self { is_htmx: true, ..self.clone() }
    }

    pub(crate) async fn get(&self, address: &str) -> Page {
        self.send(self.request(Method::GET, address).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request =
            self.request(Method::POST, address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends the upload form with a file.
    pub(crate) async fn upload(&self, unit: UnitId, file_name: &str, bytes: &[u8]) -> Page {
        let mut body = Vec::new();
        for (name, value) in [("unit", unit.to_string()), ("year", String::new())] {
            body.extend(
                format!("--graense\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        let head =
            format!("--graense\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend("\r\n--graense--\r\n".bytes());
        let request =
            self.request(Method::POST, "/import").header(header::CONTENT_TYPE, "multipart/form-data; boundary=graense");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) fn request(&self, method: Method, address: &str) -> axum::http::request::Builder {
        let mut request =
            Request::builder().method(method).uri(address.split('#').next().unwrap()).header(header::HOST, "localhost");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if self.is_htmx {
            request = request.header("hx-request", "true");
        }
        request
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .unwrap_or_else(|| panic!("no redirect: {} {}", self.status, self.text()))
            .to_str()
            .unwrap()
    }

    fn cookie(&self) -> Option<String> {
        let cookie = self.headers.get(header::SET_COOKIE)?.to_str().unwrap();
        cookie.split(';').next().map(Into::into)
    }

    /// The cookie a log-in sets.
    pub(crate) fn new_cookie(&self) -> Option<String> {
        self.cookie()
    }

    /// The words of the page without its markup.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut is_tag = false;
        for sign in self.body.chars() {
            match sign {
                '<' => is_tag = true,
                '>' => {
                    is_tag = false;
                    text.push(' ');
                }
                other if !is_tag => text.push(other),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Asserts a refusal a person can read: this status, these words, never a fault of the program.
    #[track_caller]
    pub(crate) fn refused(&self, status: StatusCode, words: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert!(self.text().contains(words), "»{words}« is not in: {}", self.text());
    }

    /// The addresses of the links on the page.
    pub(crate) fn links(&self) -> Vec<String> {
        self.body
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|link| link.replace("&amp;", "&"))
            .collect()
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
