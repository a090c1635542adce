//! The one error of the web, and the page it becomes.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::routing::TypedPath;
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

const BUSY: &str = "Der er travlt lige nu, eller en anden er ved at gemme det samme. Det, du var ved at gemme, er ikke \
                    gemt. Vent et øjeblik, og prøv igen.";

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
    let sent = Sent { address: &to, is_get, is_fragment: is_fragment(&headers), unsent };
    let (title, text) = explain(status, words, &sent);
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut page = if sent.is_fragment {
        (status, html! { p.fejl role="alert" { strong { (title) "." } " " (text) } }).into_response()
    } else {
        (status, frame::bare(title, &page(status, (title, text), &sent, id))).into_response()
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    page
}

/// What was asked for, and what came with it.
#[derive(Debug, Clone, Copy)]
struct Sent<'a> {
    address: &'a str,
    is_get: bool,
    /// True where htmx asked, which keeps what was typed in the page it stands in.
    is_fragment: bool,
    unsent: Option<&'a UnsentText>,
}

/// What a person can do with what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rescue {
    /// Send all of it again.
    Send,
    /// Copy the words.
    Copy,
    /// There is nothing.
    Nothing,
}

impl<'a> Sent<'a> {
    /// What can be sent again as it is, where the same may succeed a moment later.
    fn again(self, status: StatusCode) -> Option<&'a UnsentText> {
        let may_succeed = matches!(
            status,
            StatusCode::UNAUTHORIZED
                | StatusCode::REQUEST_TIMEOUT
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT
        );
        // An address that begins with two strokes would lead out of the house.
        let is_ours = !self.address.starts_with("//");
        self.unsent.filter(|unsent| may_succeed && is_ours && unsent.can_be_sent_again())
    }

    fn rescue(self, status: StatusCode) -> Rescue {
        if self.again(status).is_some() {
            Rescue::Send
        } else if self.unsent.is_some_and(UnsentText::has_texts) || (self.is_fragment && !self.is_get) {
            Rescue::Copy
        } else {
            Rescue::Nothing
        }
    }

    /// The plan that was written in.
    fn plan(self) -> Option<paths::Plan> {
        let below = self.address.strip_prefix(paths::Plans::PATH)?.strip_prefix('/')?;
        let id = below.split(['/', '?']).next()?.parse().ok()?;
        Some(paths::Plan { id })
    }
}

/// What a page of failure says, what was not saved, and the way onward.
fn page(status: StatusCode, (title, text): (&str, &str), sent: &Sent<'_>, request_id: &str) -> Markup {
    let plan = sent.plan().filter(|_| status == StatusCode::NOT_FOUND && !sent.is_get);
    html! {
        h1 { (title) }
        p.font-lead { (text) }
        @if status == StatusCode::UNAUTHORIZED { (way_in(sent.rescue(status))) }
        @if let Some(unsent) = sent.again(status) { (unsent.form(sent.address, stands_here(status))) }
        @else if let Some(unsent) = sent.unsent { (unsent.show()) }
        @if let Some(plan) = plan { p { a.button.button-secondary href=(plan) { "Gå til planen" } } }
        @else if status != StatusCode::UNAUTHORIZED {
            p { a.button.button-secondary href=(paths::Home) { "Gå til forsiden" } }
        }
        @if !request_id.is_empty() { p.small-text { "Nummer til support: " code { (request_id) } } }
    }
}

/// The way to log in again: beside what is to be rescued, and not instead of it.
fn way_in(rescue: Rescue) -> Markup {
    html! {
        p {
            @if rescue == Rescue::Nothing { a.button.button-primary href=(paths::LogIn) { "Log ind igen" } }
            @else {
                a.button.button-secondary href=(paths::LogIn) target="_blank" rel="noopener" {
                    "Log ind igen i en ny fane"
                }
            }
        }
    }
}

/// How it stands with what can be sent again.
fn stands_here(status: StatusCode) -> &'static str {
    if status == StatusCode::GATEWAY_TIMEOUT {
        "Her står det, som du sendte det. Du kan rette i det, før du vælger »Gem igen«."
    } else {
        "Det er ikke gemt endnu, men det står her. Du kan rette i det, før du vælger »Gem igen«."
    }
}

/// What is said where the thing that was written in is not there.
fn gone(sent: &Sent<'_>) -> &'static str {
    match (sent.rescue(StatusCode::NOT_FOUND), sent.plan()) {
        (Rescue::Nothing, Some(_)) => {
            "Det, du rettede, findes ikke længere. Måske har en anden slettet det. Se under »Slettede dele« på planen."
        }
        (Rescue::Nothing, None) => {
            "Det findes ikke længere. Måske har en anden slettet det, eller også har du ikke adgang til den enhed, det \
             hører til."
        }
        (_, Some(_)) => {
            "Det, du rettede, findes ikke længere. Måske har en anden slettet det. Kopiér din tekst, og se under \
             »Slettede dele« på planen."
        }
        (_, None) => {
            "Det, du rettede, findes ikke længere. Måske har en anden slettet det. Kopiér din tekst, før du går videre."
        }
    }
}

fn logged_out(rescue: Rescue) -> &'static str {
    match rescue {
        Rescue::Send => "Log ind igen i en ny fane. Kom så tilbage hertil, og vælg »Gem igen«.",
        Rescue::Copy => "Din tekst er ikke gemt. Log ind igen i en ny fane, og sæt den ind dér.",
        Rescue::Nothing => "Intet er gemt. Log ind igen, og prøv så en gang til.",
    }
}

fn explain<'a>(status: StatusCode, words: &'a str, sent: &Sent<'_>) -> (&'static str, &'a str) {
    let rescue = sent.rescue(status);
    match status {
        StatusCode::SERVICE_UNAVAILABLE if words == BUSY => ("Prøv igen om lidt", BUSY),
        _ if !words.is_empty() => ("Det kunne ikke lade sig gøre", words),
        StatusCode::NOT_FOUND if !sent.is_get => ("Siden findes ikke", gone(sent)),
        StatusCode::NOT_FOUND => {
            ("Siden findes ikke", "Måske er den slettet, eller også har du ikke adgang til den enhed, den hører til.")
        }
        StatusCode::FORBIDDEN => (
            "Det har du ikke adgang til",
            "Din rolle giver ikke lov til det her. Spørg din leder eller administratoren, hvis du skal kunne det. \
             Intet er ændret.",
        ),
        StatusCode::UNAUTHORIZED => ("Du er ikke længere logget ind", logged_out(rescue)),
        StatusCode::CONFLICT => (
            "En anden har ændret det imens",
            "Der er ikke gemt noget. Gå tilbage, genindlæs siden for at se den nye udgave, og skriv din ændring ind \
             igen.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "Det er for stort",
            "Filen eller teksten fylder mere, end der kan modtages. Intet er gemt; prøv med en mindre.",
        ),
        StatusCode::SERVICE_UNAVAILABLE if rescue == Rescue::Send => (
            "Der er ingen forbindelse til databasen",
            "Det, du var ved at gemme, er ikke gemt. Systemet kommer selv tilbage, når databasen svarer. Vent lidt, \
             og vælg så »Gem igen«.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Der er ingen forbindelse til databasen",
            "Det, du var ved at gemme, er ikke gemt. Gå tilbage og prøv igen om lidt; systemet kommer selv tilbage, \
             når databasen svarer.",
        ),
        StatusCode::GATEWAY_TIMEOUT if rescue == Rescue::Send => (
            "Det tog for lang tid",
            "Det er uvist, om alt blev gemt. Se efter i en ny fane. Mangler det, så kom tilbage hertil, og vælg »Gem \
             igen«.",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(status: StatusCode, address: &str, form: &[u8]) -> String {
        let unsent = UnsentText::read(form, &app::templates::Templates::default());
        let sent = Sent { address, is_get: false, is_fragment: false, unsent: Some(&unsent) };
        page(status, explain(status, "", &sent), &sent, "").into_string()
    }

    #[test]
    fn what_was_sent_can_be_sent_again_where_the_same_may_succeed() {
        for status in [StatusCode::UNAUTHORIZED, StatusCode::SERVICE_UNAVAILABLE, StatusCode::GATEWAY_TIMEOUT] {
            let page = shown(status, "/handleplaner/1/dele", b"version=3&text=Ord");
            assert!(page.contains("action=\"/handleplaner/1/dele\""), "{page}");
            assert!(page.contains("name=\"version\" value=\"3\"") && page.contains("»Gem igen«"), "{page}");
        }
        let page = shown(StatusCode::UNAUTHORIZED, "/fund/1", b"text=Ord");
        assert!(page.contains("target=\"_blank\" rel=\"noopener\""), "this page holds the only copy: {page}");
    }

    #[test]
    fn nothing_is_sent_again_that_would_fail_or_leave_the_house_or_that_a_secret_was_taken_out_of() {
        for (status, address, form) in [
            (StatusCode::FORBIDDEN, "/fund/1", &b"text=Ord"[..]),
            (StatusCode::UNAUTHORIZED, "//evil.example/fund", &b"text=Ord"[..]),
            (StatusCode::UNAUTHORIZED, "/brugere", &b"name=Anna&password=hemmelig"[..]),
        ] {
            let page = shown(status, address, form);
            assert!(!page.contains("<form") && !page.contains("Gem igen") && !page.contains("hemmelig"), "{page}");
            assert!(page.contains("Kopiér det, og sæt det ind igen."), "{page}");
        }
        let page = shown(StatusCode::UNAUTHORIZED, "/fund/1/slet", b"");
        assert!(!page.contains("<form") && page.contains("Intet er gemt."), "{page}");
    }

    #[test]
    fn one_who_wrote_in_what_is_gone_is_led_back_to_the_plan() {
        let plan = format!("/handleplaner/{}", domain::id::PlanId::new());
        let page = shown(StatusCode::NOT_FOUND, &format!("{plan}/dele/1/felt/text"), b"text=Ord");
        assert!(page.contains(&format!("href=\"{plan}\"")) && page.contains("»Slettede dele«"), "{page}");
        let page = shown(StatusCode::NOT_FOUND, "/handleplaner/ny/dele", b"text=Ord");
        assert!(!page.contains("»Slettede dele«") && page.contains("Kopiér din tekst"), "{page}");
    }
}
