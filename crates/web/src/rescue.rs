//! A text sent after the session has ended is shown again, so that no word is lost.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::html;

use crate::{MAX_FORM, error, layout, paths};

/// Keeps what a form sends until its answer is known.
pub(crate) async fn keep_text(request: Request, next: Next) -> Response {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if request.method() != Method::POST || !is_form || error::is_fragment(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_FORM).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.status() == StatusCode::UNAUTHORIZED { show(&bytes) } else { response }
}

/// Fields that hold a person's words, be it a single one.
const WRITTEN: [&str; 5] = ["text", "message", "reason", "case_number", "channel"];

fn is_written(name: &str, text: &str) -> bool {
    text.split_whitespace().count() > usize::from(!WRITTEN.contains(&name))
}

fn show(form: &[u8]) -> Response {
    let fields = form_urlencoded::parse(form);
    // A passphrase is never shown, and what a page sends by itself is nobody's words.
    let texts = fields
        .filter(|(name, _)| !matches!(name.as_ref(), "password" | "old" | "words" | "seen"))
        .filter(|(name, text)| is_written(name, text))
        .map(|(_, text)| text);
    let content = html! {
        h1 { "Du er ikke længere logget ind" }
        p.font-lead { "Det, du skrev, er ikke gemt endnu, men det står her. Kopiér det, log ind igen, og sæt det ind." }
        @for (at, text) in texts.enumerate() {
            div.form-group {
                label.form-label for={ "tekst-" (at) } { "Din tekst" }
                textarea.form-input id={ "tekst-" (at) } rows="5" readonly { "\n" (text) }
            }
        }
        p { a.button.button-primary href=(paths::LogIn) { "Log ind igen" } }
    };
    (StatusCode::UNAUTHORIZED, layout::bare("Du er ikke længere logget ind", &content)).into_response()
}
