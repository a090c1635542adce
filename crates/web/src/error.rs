//! The one error of the web, and the page it becomes.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use documents::WriteError;
use maud::html;

use crate::{layout, paths, printing};

/// Why a request could not be answered.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no such thing, or the person may not know of it.
    NotFound,
    /// The person may see the thing but not do this with it.
    Forbidden,
    /// The person is not logged in.
    LoggedOut,
    /// Somebody else has changed the thing since.
    Conflict,
    /// What was sent cannot be understood; the sentence says why.
    Unclear(String),
    /// The database cannot be reached.
    Unreachable(String),
    /// Anything else; the cause goes to the log.
    Internal(String),
}

/// What the functions of the web answer.
pub(crate) type Result<T> = std::result::Result<T, Error>;

impl From<orm::Error> for Error {
    fn from(error: orm::Error) -> Self {
        match error {
            orm::Error::NotFound => Self::NotFound,
            orm::Error::Conflict => Self::Conflict,
            orm::Error::Refused(why) => Self::Unclear(why),
            error if error.is_lost_connection() => Self::Unreachable(error.to_string()),
            orm::Error::Corrupt(_) | orm::Error::Database(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<printing::Error> for Error {
    fn from(error: printing::Error) -> Self {
        match error {
            printing::Error::Store(error) => error.into(),
            printing::Error::Document(why @ (WriteError::NeverSent | WriteError::NoSuchFormat)) => {
                Self::Unclear(why.to_string())
            }
            printing::Error::Document(_) | printing::Error::Lost(_) => Self::Internal(format!("{error:?}")),
        }
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        match error {
            tower_sessions::session::Error::Store(error) => Self::Unreachable(error.to_string()),
            error @ tower_sessions::session::Error::SerdeJson(_) => Self::Internal(error.to_string()),
        }
    }
}

const FOREIGN_FORM: &str =
    "Formularen kom ikke fra denne adresse, så intet er gemt. Åbn siden igen fra menuen, og prøv derfra.";

/// What went wrong, for the page around it.
#[derive(Debug, Clone)]
struct Failure(String);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, String::new()),
            Self::Forbidden => (StatusCode::FORBIDDEN, String::new()),
            Self::LoggedOut => (StatusCode::UNAUTHORIZED, String::new()),
            Self::Conflict => (StatusCode::CONFLICT, String::new()),
            Self::Unclear(words) => (StatusCode::UNPROCESSABLE_ENTITY, words),
            Self::Unreachable(cause) => {
                tracing::error!(cause, "database unreachable");
                (StatusCode::SERVICE_UNAVAILABLE, String::new())
            }
            Self::Internal(cause) => {
                tracing::error!(cause, "internal error");
                (StatusCode::INTERNAL_SERVER_ERROR, String::new())
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Failure(words));
        response
    }
}

/// Turns every failure without a page of its own into one, with the id under which the log has it.
pub(crate) async fn show(request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let is_get = request.method().is_safe();
    let to = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    let has_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || has_page {
        return response;
    }
    if status == StatusCode::UNAUTHORIZED && is_get && !is_fragment(&headers) {
        return Redirect::to(&paths::LogIn::then(&to)).into_response();
    }
    let words = match response.extensions().get::<Failure>() {
        Some(failure) => failure.0.clone(),
        // Only the guard against foreign forms forbids without a word.
        None if status == StatusCode::FORBIDDEN => FOREIGN_FORM.to_owned(),
        None => String::new(),
    };
    let (title, text) = explain(status, &words);
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut page = if is_fragment(&headers) {
        (status, html! { p.fejl role="alert" { strong { (title) "." } " " (text) } }).into_response()
    } else {
        (status, layout::bare(title, &layout::failure(title, text, id))).into_response()
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    page
}

/// True where htmx asks for a part of a page.
pub(crate) fn is_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

fn explain(status: StatusCode, words: &str) -> (&'static str, &str) {
    match status {
        _ if !words.is_empty() => ("Det kunne ikke lade sig gøre", words),
        StatusCode::NOT_FOUND => {
            ("Siden findes ikke", "Måske er den slettet, eller også har du ikke adgang til den enhed, den hører til.")
        }
        StatusCode::FORBIDDEN => (
            "Det har du ikke adgang til",
            "Din rolle giver ikke lov til det her. Spørg din leder eller administratoren, hvis du skal kunne det. Intet er ændret.",
        ),
        StatusCode::UNAUTHORIZED => {
            ("Du er ikke længere logget ind", "Log ind igen i en ny fane. Gem så igen her; teksten er ikke gemt endnu.")
        }
        StatusCode::CONFLICT => (
            "En anden har ændret det imens",
            "Der er ikke gemt noget. Gå tilbage, genindlæs siden for at se den nye udgave, og skriv din ændring ind igen.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "Det er for stort",
            "Filen eller teksten fylder mere, end der kan modtages. Intet er gemt; prøv med en mindre.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Der er ingen forbindelse til databasen",
            "Det, du var ved at gemme, er ikke gemt. Gå tilbage og prøv igen om lidt; systemet kommer selv tilbage, når databasen svarer.",
        ),
        StatusCode::GATEWAY_TIMEOUT => {
            ("Det tog for lang tid", "Det er uvist, om alt blev gemt. Genindlæs siden, se efter, og prøv igen.")
        }
        StatusCode::TOO_MANY_REQUESTS => ("For mange forsøg", "Vent et kvarter, og prøv så igen."),
        StatusCode::METHOD_NOT_ALLOWED => {
            ("Siden kan ikke bruges på den måde", "Gå tilbage og prøv igen fra siden selv.")
        }
        status if status.is_server_error() => (
            "Der skete en fejl",
            "Fejlen er skrevet i loggen. Det, du var ved at gemme, er måske ikke gemt. Gå tilbage og prøv igen.",
        ),
        _ => ("Det kunne ikke forstås", "Det, siden sendte, kunne ikke læses. Intet er gemt. Gå tilbage og prøv igen."),
    }
}
