//! Sessions in the database, and what a session remembers.

use std::convert::Infallible;

use app::{App, Clock, Desk, Store};
use axum::{Router, extract::Request, http::HeaderValue, response::Response};
use chrono::{DateTime, Utc};
use domain::id::UserId;
use serde::{Deserialize, Serialize};
use tower::{Service, ServiceExt, service_fn};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store,
};

use crate::{AppState, error::Error};

/// How long a log-in lasts without use, in hours; a working day and a bit.
pub(crate) const HOURS: i64 = 12;

const LOG_IN: &str = "log_in";

/// What the message of a failure begins with that passes by itself.
const BUSY: &str = "busy: ";

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        match error {
            tower_sessions::session::Error::Store(session_store::Error::Backend(cause)) if cause.starts_with(BUSY) => {
                Self::Busy(cause)
            }
            tower_sessions::session::Error::Store(error) => Self::Unreachable(error.to_string()),
            error @ tower_sessions::session::Error::SerdeJson(_) => Self::Internal(error.to_string()),
        }
    }
}

/// Who has logged in, and by which generation of their sessions.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct LogIn {
    user_id: UserId,
    generation: i64,
}

/// Remembers that a user has logged in, under a new identity of the session.
pub(crate) async fn log_in(session: &Session, user_id: UserId, generation: i64) -> Result<(), Error> {
    session.cycle_id().await?;
    session.insert(LOG_IN, LogIn { user_id, generation }).await?;
    Ok(())
}

/// Forgets the session altogether.
pub(crate) async fn log_out(session: &Session) -> Result<(), Error> {
    session.flush().await?;
    Ok(())
}

/// The desk of the user who has logged in, if that still holds.
pub(crate) async fn desk(session: &Session, app: &App) -> Result<Option<Desk>, Error> {
    let Some(log_in) = session.get::<LogIn>(LOG_IN).await? else { return Ok(None) };
    let desk = app.desk_for(log_in.user_id, |user| user.session_generation == log_in.generation).await?;
    if desk.is_some() && session.expiry_age() < time::Duration::hours(HOURS - 1) {
        // Work in progress keeps the session alive, at the cost of one write an hour.
        session.insert(LOG_IN, log_in).await?;
    }
    Ok(desk)
}

/// The pages with sessions around them. Asked for by the computer's own name, over plain HTTP, the cookie
/// cannot be marked Secure: some browsers would not send it back. Under any other name it always is.
pub(crate) fn layer(
    pages: Router,
    state: &AppState,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static {
    let sessions = Sessions { store: state.app.store.clone(), clock: state.app.clock };
    let layer = SessionManagerLayer::new(sessions)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(time::Duration::hours(HOURS)));
    let secure = pages.clone().layer(layer.clone().with_name("__Host-handleplan").with_secure(true));
    let local = pages.layer(layer.with_name("handleplan").with_secure(false));
    service_fn(move |request: Request| {
        let pages = if is_local(&request) { &local } else { &secure };
        pages.clone().oneshot(request)
    })
}

fn is_local(request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = header("host").unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    let is_forwarded =
        request.headers().keys().any(|name| name == "forwarded" || name.as_str().starts_with("x-forwarded-"));
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") && !is_forwarded
}

/// Keeps sessions in the store, by the hash of their identity.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

#[async_trait::async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data =
            serde_json::to_string(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))?;
        let expires_at = DateTime::<Utc>::from_timestamp(record.expiry_date.unix_timestamp(), 0).unwrap_or_default();
        app::sessions::save(&self.store, key(&record.id), data, expires_at).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let found = app::sessions::find(&self.store, &key(id), self.clock.now()).await.map_err(backend)?;
        found
            .map(|(data, expires_at)| {
                let data =
                    serde_json::from_str(&data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
                let expiry_date = time::OffsetDateTime::from_unix_timestamp(expires_at.timestamp())
                    .map_err(|error| session_store::Error::Decode(error.to_string()))?;
                Ok(Record { id: *id, data, expiry_date })
            })
            .transpose()
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        app::sessions::remove(&self.store, &key(id)).await.map_err(backend)
    }
}

fn key(id: &Id) -> String {
    app::sha256(id.0.to_be_bytes())
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn backend(error: app::StoreError) -> session_store::Error {
    // The trait knows one kind of failure only: which it was is told in its words.
    let mark = if matches!(error, app::StoreError::Busy(_)) { BUSY } else { "" };
    session_store::Error::Backend(format!("{mark}{error}"))
}
