//! The pages of Handleplan.
//!
//! What belongs here: requests, answers, pages and components. What does not: rules (the domain's)
//! and statements to the database (the store's).

use std::time::Duration;

use app::{App, log_in::SetupCode};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use axum_extra::routing::RouterExt;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

mod about;
mod account;
mod assets;
mod column_fields;
mod context;
mod download;
mod error;
mod findings;
mod frame;
mod home;
mod htmx;
mod imports;
mod inspections;
mod layout;
mod log_in;
mod overview;
pub mod paths;
mod plans;
mod quality_model;
mod rendered;
mod serve;
mod session;
mod templates;
mod throttle;
mod typed;
mod ui;
mod units;
mod unsent_text;
mod users;

pub use serve::serve;

/// The largest form that is taken, in bytes: a plan's largest text many times over.
const MAX_FORM: usize = 4 * 1024 * 1024;

/// What every handler shares.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The program.
    pub app: App,
    /// The code that lets the first administrator in, while there are no users.
    pub setup_code: SetupCode,
    throttle: throttle::Throttle,
    rendered: rendered::Rendered,
}

impl AppState {
    /// What handlers share, before anybody has come.
    pub fn new(app: App, setup_code: SetupCode) -> Self {
        Self { app, setup_code, throttle: throttle::Throttle::default(), rendered: rendered::Rendered::default() }
    }
}

/// Every address and what answers it.
pub fn router(state: AppState) -> Router {
    let request_id = HeaderName::from_static("x-request-id");
    let mut pages = Router::new()
        .merge(log_in::routes())
        .merge(account::routes())
        .merge(home::routes())
        .merge(overview::routes())
        .merge(inspections::routes())
        .merge(findings::routes())
        .merge(plans::routes())
        .merge(imports::routes())
        .merge(quality_model::routes())
        .merge(units::routes())
        .merge(users::routes())
        .merge(about::routes());
    if cfg!(debug_assertions) {
        pages = pages.typed_get(ui::showcase::show);
    }
    let pages = pages.fallback(|| async { StatusCode::NOT_FOUND }).with_state(state.clone());
    Router::new()
        .fallback_service(session::layer(pages, &state))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_mins(1)))
        .layer(CompressionLayer::new().compress_when(unpacked()))
        .layer(middleware::from_fn_with_state(state.clone(), unsent_text::keep))
        .layer(middleware::from_fn(error::show))
        .typed_get(health)
        .route(&format!("{}{{*name}}", assets::PREFIX), get(assets::serve))
        .layer(middleware::from_fn(secure))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(state)
}

/// What is packed already is not packed again.
fn unpacked() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"))
}

async fn health(_: paths::Health, State(state): State<AppState>) -> Response {
    match state.app.store.ping().await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::error!(%error, "database unreachable");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// What the log tells of a request: never its query or body, always the number a page of failure shows.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

/// Headers that keep pages from being framed, sniffed, leaked or scripted by others.
async fn secure(request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with(assets::PREFIX);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
                  frame-ancestors 'none'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !is_asset {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}
