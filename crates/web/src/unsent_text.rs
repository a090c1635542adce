//! A text whose form came to nothing is shown again, whatever went wrong, so that no word is lost without script
//! either. Where the same may succeed a moment later, all that was sent can be sent again.

use std::time::Duration;

use app::templates::Templates;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use crate::{AppState, MAX_FORM, column_fields, htmx};

/// How long a form may take to arrive.
const MAX_SECONDS: u64 = 60;

/// The most fields that are kept. The largest form of ours, a plan to be imported, has fewer.
const MAX_FIELDS: usize = 50_000;

/// What a form held that came to nothing. Secrets are not kept.
#[derive(Debug, Clone)]
pub(crate) struct UnsentText {
    /// The fields in their order.
    fields: Vec<Field>,
    /// True where that is all that was sent.
    is_whole: bool,
}

/// A field as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    name: String,
    value: String,
    /// What the text is called, where it is one that a person has written.
    label: Option<String>,
}

/// What is done with the texts on the page that shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// They are copied from it.
    Copy,
    /// They are sent again from it.
    Send,
}

/// Keeps what a form sends until its answer is known. It stands outside the limit of time, so that it sees that too.
pub(crate) async fn keep(State(state): State<AppState>, request: Request, next: Next) -> Response {
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
        response.extensions_mut().insert(UnsentText::read(&bytes, &state.app.templates));
    }
    response
}

/// Fields in which a person writes, and what they are called on the page where a text is given back. Their words are
/// shown be it a single one; of other fields only what cannot be a key or a number.
const WRITTEN: [(&str, &str); 33] = [
    ("text", "Tekst"),
    ("title", "Titel"),
    ("year", "År"),
    ("introduction", "Indledning"),
    ("closing", "Afslutning"),
    ("references", "Henvisning til kvalitetsmodellen"),
    ("issue_text", "Emne"),
    ("what", "Hvad"),
    ("when", "Hvornår"),
    ("who", "Hvem"),
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
/// Fields whose words are secret: they are shown to nobody.
const SECRET: [&str; 4] = ["password", "old", "code", "words"];
/// Fields with words that a page sends by itself.
const OF_THE_PAGE: [&str; 2] = ["edit", "new"];

/// What a text is called, where it is one that a person has written.
fn label(name: &str, text: &str, kinds: &Templates) -> Option<String> {
    if OF_THE_PAGE.contains(&name) {
        return None;
    }
    if let Some((_, number)) = name.rsplit_once('/')
        && is_score(text)
    {
        return Some(format!("Bedømmelse {number}"));
    }
    let written = WRITTEN.iter().find(|(written, _)| *written == name).map(|(_, label)| *label);
    let known = written.or_else(|| column_fields::label_of_field(name, kinds));
    let least = usize::from(known.is_none());
    (text.split_whitespace().count() > least).then(|| known.unwrap_or("Din tekst").to_owned())
}

fn is_score(text: &str) -> bool {
    matches!(text.trim(), "1" | "2" | "3" | "4" | "5")
}

impl UnsentText {
    /// What a form held, in a program with these kinds of plan.
    pub(crate) fn read(form: &[u8], kinds: &Templates) -> Self {
        let mut sent = form_urlencoded::parse(form).into_owned();
        let (mut fields, mut is_whole) = (Vec::new(), true);
        for (name, value) in sent.by_ref().take(MAX_FIELDS) {
            if SECRET.contains(&name.as_str()) {
                is_whole = false;
            } else {
                fields.push(Field { label: label(&name, &value, kinds), name, value });
            }
        }
        Self { fields, is_whole: is_whole && sent.next().is_none() }
    }

    /// True where a person has written any of it.
    pub(crate) fn has_texts(&self) -> bool {
        self.fields.iter().any(|field| field.label.is_some())
    }

    /// True where all that was sent is here.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        self.is_whole && !self.fields.is_empty()
    }

    /// The texts, to be copied from the page that says what went wrong; nothing where there are none.
    pub(crate) fn show(&self) -> Markup {
        html! {
            @if self.has_texts() {
                h2 { "Det, du skrev" }
                p { "Det er ikke gemt endnu, men det står her. Kopiér det, og sæt det ind igen." }
                @for (at, field) in self.fields.iter().enumerate() { (text(at, field, Use::Copy)) }
            }
        }
    }

    /// All that was sent, in a form that sends it to the same address again. `words` says how it stands with it.
    pub(crate) fn form(&self, address: &str, words: &str) -> Markup {
        html! {
            h2 { @if self.has_texts() { "Det, du skrev" } @else { "Det, du sendte" } }
            p { (words) }
            form method="post" action=(address) {
                @for (at, field) in self.fields.iter().enumerate() {
                    @if field.label.is_some() { (text(at, field, Use::Send)) }
                    @else { input type="hidden" name=(field.name) value=(field.value); }
                }
                div.knapper { button.button.button-primary type="submit" { "Gem igen" } }
            }
        }
    }
}

/// A text with what it is called; nothing for a field that no person has written.
fn text(at: usize, field: &Field, usage: Use) -> Markup {
    let (id, value) = (format!("tekst-{at}"), &field.value);
    let name = (usage == Use::Send).then_some(&field.name);
    let is_read = usage == Use::Copy;
    html! {
        @if let Some(label) = &field.label {
            @if field.name.contains('/') && is_score(value) {
                div.bedoemmelse {
                    label for=(id) { (label) }
                    input.form-input id=(id) name=[name] value=(value) inputmode="numeric" autocomplete="off"
                        readonly[is_read];
                }
            } @else {
                div.form-group {
                    label.form-label for=(id) { (label) }
                    textarea.form-input id=(id) name=[name] rows=(rows_for(value)) readonly[is_read] { "\n" (value) }
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

    fn read(form: &[u8]) -> UnsentText {
        UnsentText::read(form, &Templates::built_in().unwrap())
    }

    fn labels(unsent: &UnsentText) -> Vec<(&str, &str)> {
        unsent.fields.iter().filter_map(|field| Some((field.label.as_deref()?, field.value.as_str()))).collect()
    }

    #[test]
    fn words_are_kept_and_secrets_are_not() {
        let form = b"version=3&text=Ord&password=fire+gr%C3%B8nne+stole&title=&other=to+ord&kind=goal";
        let unsent = read(form);
        assert_eq!(labels(&unsent), [("Tekst", "Ord"), ("Din tekst", "to ord")]);
        assert!(!unsent.can_be_sent_again(), "the secret is not here");
        let page = unsent.form("/", "").into_string();
        assert!(!page.contains("stole") && !format!("{unsent:?}").contains("stole"));
    }

    #[test]
    fn a_text_of_a_column_is_called_by_its_word() {
        let unsent = read(b"column.effect=Ro&column.effekt=Ro&column.goal=Et+m%C3%A5l");
        assert_eq!(labels(&unsent), [("Forventet effekt", "Ro"), ("Mål", "Et mål")]);
    }

    #[test]
    fn scores_are_given_back_by_their_numbers() {
        let unsent = read(b"version=1&m%2F9.c=4&m%2F9.d=&m%2F9.e=x");
        assert_eq!(labels(&unsent), [("Bedømmelse 9.c", "4")]);
    }

    #[test]
    fn what_is_sent_again_is_all_that_was_sent_in_its_order_and_escaped() {
        let unsent = read(b"block=0&text=Et+%3Cb%3E&edit=%7B%22a+b%22%7D&what=G%C3%A5ture&way=up");
        assert!(unsent.can_be_sent_again());
        let page = unsent.form("/import/1?a=\"b\"", "Vælg").into_string();
        assert!(page.contains("action=\"/import/1?a=&quot;b&quot;\""));
        let names = [
            "name=\"block\" value=\"0\"",
            "name=\"text\" rows=\"1\">\nEt &lt;b&gt;</textarea>",
            "name=\"edit\" value=\"{&quot;a b&quot;}\"",
            "name=\"what\"",
            "name=\"way\" value=\"up\"",
        ];
        let places: Vec<usize> = names.iter().map(|name| page.find(*name).unwrap()).collect();
        assert!(places.is_sorted() && page.contains("Gem igen"));
        assert!(!unsent.show().into_string().contains("name="), "what is copied is sent nowhere");
    }

    #[test]
    fn nothing_is_sent_again_that_is_empty_or_larger_than_any_form_of_ours() {
        assert!(!read(b"").can_be_sent_again());
        let most = vec!["a=1"; MAX_FIELDS].join("&");
        assert!(read(most.as_bytes()).can_be_sent_again());
        assert!(!read(format!("{most}&a=1").as_bytes()).can_be_sent_again());
    }
}
