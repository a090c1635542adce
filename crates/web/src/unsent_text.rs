//! A text whose form came to nothing is shown again, whatever went wrong, so that no word is lost without script either.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use crate::{MAX_FORM, htmx};

/// How long a form may take to arrive.
const MAX_SECONDS: u64 = 60;

/// What a form held that came to nothing.
#[derive(Debug, Clone)]
pub(crate) struct UnsentText(Vec<String>);

/// Keeps what a form sends until its answer is known. It stands outside the limit of time, so that it sees that too.
pub(crate) async fn keep(request: Request, next: Next) -> Response {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if request.method() != Method::POST || !is_form || htmx::is_fragment(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let received = tokio::time::timeout(Duration::from_secs(MAX_SECONDS), to_bytes(body, MAX_FORM)).await;
    let bytes = match received {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::GATEWAY_TIMEOUT.into_response(),
    };
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response.extensions_mut().insert(UnsentText(texts(&bytes)));
    }
    response
}

/// Fields that hold a person's words, be it a single one.
const WRITTEN: [&str; 16] = [
    "text",
    "message",
    "reason",
    "case_number",
    "channel",
    "title",
    "introduction",
    "closing",
    "references",
    "note",
    "period",
    "owner",
    "what",
    "when",
    "who",
    "name",
];
/// Fields whose words are secret, or what a page sends by itself.
const NOT_SHOWN: [&str; 8] = ["password", "old", "code", "words", "seen", "base", "edit", "new"];

fn texts(form: &[u8]) -> Vec<String> {
    form_urlencoded::parse(form)
        .filter(|(name, _)| !NOT_SHOWN.contains(&name.as_ref()))
        .filter(|(name, text)| is_written(name, text))
        .map(|(_, text)| text.into_owned())
        .collect()
}

fn is_written(name: &str, text: &str) -> bool {
    text.split_whitespace().count() > usize::from(!WRITTEN.contains(&name))
}

impl UnsentText {
    /// The texts, to be copied from the page that says what went wrong; nothing where there are none.
    pub(crate) fn show(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                h2 { "Det, du skrev" }
                p { "Det er ikke gemt endnu, men det står her. Kopiér det, og sæt det ind igen." }
                @for (at, text) in self.0.iter().enumerate() {
                    div.form-group {
                        label.form-label for={ "tekst-" (at) } { "Din tekst" }
                        textarea.form-input id={ "tekst-" (at) } rows="5" readonly { "\n" (text) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_secrets_are_not() {
        let form = b"version=3&text=Ord&password=fire+gr%C3%B8nne+stole&title=&other=to+ord&kind=goal";
        assert_eq!(texts(form), ["Ord", "to ord"]);
    }
}
