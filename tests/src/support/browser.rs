//! Browsers and what they are answered.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::id::UnitId;
use tower::ServiceExt;

/// A browser: it keeps its cookie and can ask as htmx does.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    pub(super) router: &'a Router,
    pub(crate) cookie: Option<String>,
    pub(super) is_htmx: bool,
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
        self.upload_for(unit, "", file_name, bytes).await
    }

    /// The same with a year typed in the form.
    pub(crate) async fn upload_for(&self, unit: UnitId, year: &str, file_name: &str, bytes: &[u8]) -> Page {
        self.upload_with(&[("unit", &unit.to_string()), ("year", year)], file_name, bytes).await
    }

    /// Sends the upload form with these fields and a file.
    pub(crate) async fn upload_with(&self, fields: &[(&str, &str)], file_name: &str, bytes: &[u8]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
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
        let response = self.router.clone().oneshot(request).await.unwrap();
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

    pub(super) fn cookie(&self) -> Option<String> {
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
        for char in self.body.chars() {
            match char {
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
