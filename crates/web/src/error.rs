//! The one error of the web, and the page it becomes.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::answer::Answer;
use maud::{Markup, html};

use crate::{frame, htmx::is_fragment, paths, unsent_text::UnsentText};

/// Why a request could not be answered.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no such thing, or the person may not know of it.
    NotFound,
    /// The person may see the thing but not do this with it.
    Forbidden,
    /// The person is not logged in.
    LoggedOut,
    /// Somebody else has changed the thing since, and there is no form to show both in.
    Changed,
    /// What was sent cannot be done or understood; the sentence says why.
    Unprocessable(String),
    /// Somebody holds what is needed; the same may succeed a moment later.
    Busy(String),
    /// The database cannot be reached.
    Unreachable(String),
    /// Anything else; the cause goes to the log.
    Internal(String),
}

/// What the functions of the web answer.
pub(crate) type Result<T> = std::result::Result<T, Error>;

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound => Self::NotFound,
            app::Error::Forbidden => Self::Forbidden,
            app::Error::Changed => Self::Changed,
            app::Error::Refused(why) => Self::Unprocessable(why),
            app::Error::Busy(cause) => Self::Busy(cause),
            app::Error::Unreachable(cause) => Self::Unreachable(cause),
            app::Error::Internal(cause) => Self::Internal(cause),
        }
    }
}

/// What an act without a form has done, or the page that says why not.
pub(crate) fn done<T, C>(answer: Answer<T, C>) -> Result<T> {
    match answer {
        Answer::Done(done) => Ok(done),
        Answer::Refused(refusal) => Err(refusal.into()),
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

/// An act that is refused as a whole, where no form is there to show the sentences in.
impl From<domain::answer::Refusal> for Error {
    fn from(refusal: domain::answer::Refusal) -> Self {
        Self::Unprocessable(refusal.sentences())
    }
}

const FOREIGN_FORM: &str =
    "Formularen kom ikke fra denne adresse, så intet er gemt. Åbn siden igen fra menuen, og prøv derfra.";

const BUSY: &str = "Der er travlt lige nu, eller en anden er ved at gemme det samme. Det, du var ved at gemme, er ikke gemt. Vent et øjeblik, og prøv igen.";

/// What went wrong, for the page around it: the mark of a failure that has no page of its own yet.
#[derive(Debug, Clone)]
struct Failure(String);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, String::new()),
            Self::Forbidden => (StatusCode::FORBIDDEN, String::new()),
            Self::LoggedOut => (StatusCode::UNAUTHORIZED, String::new()),
            Self::Changed => (StatusCode::CONFLICT, String::new()),
            Self::Unprocessable(words) => (StatusCode::UNPROCESSABLE_ENTITY, words),
            Self::Busy(cause) => {
                tracing::warn!(cause, "too busy");
                (StatusCode::SERVICE_UNAVAILABLE, BUSY.to_owned())
            }
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

/// Turns every failure without a page of its own into one, with the id under which the log has it, and with the text
/// that was not saved.
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
    let failure = response.extensions().get::<Failure>();
    // Only the guard against foreign forms forbids without a word, and a foreign form's text is nobody's.
    let is_foreign = failure.is_none() && status == StatusCode::FORBIDDEN;
    let words = if is_foreign { FOREIGN_FORM } else { failure.map_or("", |failure| failure.0.as_str()) };
    let unsent = response.extensions().get::<UnsentText>().filter(|_| !is_foreign);
    let (title, text) = explain(status, words);
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut page = if is_fragment(&headers) {
        (status, html! { p.fejl role="alert" { strong { (title) "." } " " (text) } }).into_response()
    } else {
        (status, frame::bare(title, &page(status, (title, text), unsent, id))).into_response()
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    page
}

/// What a page of failure says, the text that was not saved, and the way onward.
fn page(status: StatusCode, (title, text): (&str, &str), unsent: Option<&UnsentText>, request_id: &str) -> Markup {
    html! {
        h1 { (title) }
        p.font-lead { (text) }
        @if let Some(unsent) = unsent { (unsent.show()) }
        p {
            @if status == StatusCode::UNAUTHORIZED { a.button.button-primary href=(paths::LogIn) { "Log ind igen" } }
            @else { a.button.button-secondary href=(paths::Home) { "Gå til forsiden" } }
        }
        @if !request_id.is_empty() { p.small-text { "Nummer til support: " code { (request_id) } } }
    }
}

fn explain(status: StatusCode, words: &str) -> (&'static str, &str) {
    match status {
        StatusCode::SERVICE_UNAVAILABLE if words == BUSY => ("Prøv igen om lidt", BUSY),
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
        StatusCode::REQUEST_TIMEOUT => {
            ("Det kom ikke frem", "Forbindelsen var for langsom, og intet er gemt. Gå tilbage, og prøv igen.")
        }
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
