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
pub(crate) struct UnsentText(Vec<(&'static str, String)>);

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
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response.extensions_mut().insert(UnsentText(texts(&bytes)));
    }
    response
}

/// Fields in which a person writes, and what they are called on the page where a text is given back. Their words are
/// shown be it a single one; of other fields only what cannot be a key or a number.
const WRITTEN: [(&str, &str); 36] = [
    ("text", "Tekst"),
    ("title", "Titel"),
    ("year", "År"),
    ("introduction", "Indledning"),
    ("closing", "Afslutning"),
    ("references", "Henvisning til kvalitetsmodellen"),
    ("issue_text", "Emne"),
    ("goals", "Mål"),
    ("what", "Hvad"),
    ("when", "Hvornår"),
    ("who", "Hvem"),
    ("monitoring", "Dokumentation"),
    ("effects", "Forventet effekt"),
    ("period", "Hvornår"),
    ("owner", "Hvem"),
    ("start", "Første dag"),
    ("end", "Sidste dag"),
    ("noted_on", "Dato"),
    ("message", "Besked"),
    ("reason", "Begrundelse"),
    ("sent_on", "Sendt den"),
    ("channel", "Sendt som"),
    ("case_number", "Sagsnummer"),
    ("note", "Bemærkning"),
    ("visited_on", "Besøgsdato"),
    ("reported_on", "Rapportens dato"),
    ("hearing_due_on", "Høringsfrist"),
    ("plan_due_on", "Frist for handleplan"),
    ("due_on", "Frist"),
    ("extension_requested_on", "Forlængelse søgt"),
    ("extended_to", "Forlænget til"),
    ("name", "Navn"),
    ("email", "E-mail"),
    ("titles", "Roller i planer"),
    ("organisation", "Driftsherre"),
    ("questions", "Spørgsmål"),
];
/// Fields whose words are secret, or what a page sends by itself.
const NOT_SHOWN: [&str; 6] = ["password", "old", "code", "words", "edit", "new"];

fn texts(form: &[u8]) -> Vec<(&'static str, String)> {
    form_urlencoded::parse(form)
        .filter(|(name, _)| !NOT_SHOWN.contains(&name.as_ref()))
        .filter_map(|(name, text)| Some((label(&name, &text)?, text.into_owned())))
        .collect()
}

/// What a text is called, where it is one that a person has written.
fn label(name: &str, text: &str) -> Option<&'static str> {
    let known = WRITTEN.iter().find(|(written, _)| *written == name).map(|(_, label)| *label);
    let least = usize::from(known.is_none());
    (text.split_whitespace().count() > least).then_some(known.unwrap_or("Din tekst"))
}

impl UnsentText {
    /// The texts, to be copied from the page that says what went wrong; nothing where there are none.
    pub(crate) fn show(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                h2 { "Det, du skrev" }
                p { "Det er ikke gemt endnu, men det står her. Kopiér det, og sæt det ind igen." }
                @for (at, (label, text)) in self.0.iter().enumerate() {
                    div.form-group {
                        label.form-label for={ "tekst-" (at) } { (label) }
                        textarea.form-input id={ "tekst-" (at) } rows=(rows_for(text)) readonly { "\n" (text) }
                    }
                }
            }
        }
    }
}

fn rows_for(text: &str) -> usize {
    text.lines().map(|line| line.chars().count() / 60 + 1).sum::<usize>().clamp(1, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_secrets_are_not() {
        let form = b"version=3&text=Ord&password=fire+gr%C3%B8nne+stole&title=&other=to+ord&kind=goal";
        assert_eq!(texts(form), [("Tekst", "Ord".to_owned()), ("Din tekst", "to ord".to_owned())]);
    }
}
