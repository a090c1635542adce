//! What is asked of a server, as bytes.

use std::net::SocketAddr;

/// What parts the fields of an upload; no text that is sent holds it.
const BOUNDARY: &str = "----handleplan-bench-2f6a1c";

/// One request, ready to be sent by anybody and as often as one likes.
#[derive(Debug, Clone)]
pub(super) struct Request {
    line: String,
    headers: String,
    body: Vec<u8>,
}

impl Request {
    /// Asks for a page.
    pub(super) fn get(path: &str) -> Self {
        Self { line: format!("GET {path}"), headers: String::new(), body: Vec::new() }
    }

    /// Asks for a page as browsers do, which take it packed.
    pub(super) fn packed(path: &str) -> Self {
        Self::get(path).with("Accept-Encoding", "gzip")
    }

    /// Sends a form from a page of the server's own.
    pub(super) fn form(path: &str, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        Self::post(path, "application/x-www-form-urlencoded", pairs.join("&").into_bytes())
    }

    /// Sends a form with a file.
    pub(super) fn upload(path: &str, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Self {
        let field = |(name, value): &(&str, &str)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body: Vec<u8> = fields.iter().map(field).collect::<String>().into_bytes();
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        Self::post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    /// The same, asked by the script of a page: the answer is the changed part alone.
    pub(super) fn fragment(self) -> Self {
        self.with("HX-Request", "true")
    }

    /// The same with a header more.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// What goes over the wire.
    pub(super) fn bytes(&self, address: SocketAddr, cookie: &str) -> Vec<u8> {
        let Self { line, headers, body } = self;
        let mut bytes = format!("{line} HTTP/1.1\r\nHost: {address}\r\n{headers}").into_bytes();
        if !cookie.is_empty() {
            bytes.extend_from_slice(format!("Cookie: {cookie}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        bytes
    }

    fn post(path: &str, kind: &str, body: Vec<u8>) -> Self {
        let headers =
            format!("Content-Type: {kind}\r\nContent-Length: {}\r\nSec-Fetch-Site: same-origin\r\n", body.len());
        Self { line: format!("POST {path}"), headers, body }
    }
}

/// The text as it stands in a form.
fn encoded(text: &str) -> String {
    let character = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_as_a_browser_sends_it() {
        let request = Request::form("/log-ind", &[("email", "a@b.example"), ("password", "små grå")]);
        assert_eq!(request.body, b"email=a%40b.example&password=sm%C3%A5%20gr%C3%A5");
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let text = String::from_utf8(request.bytes(address, "")).unwrap();
        assert!(text.starts_with("POST /log-ind HTTP/1.1\r\nHost: 127.0.0.1:80\r\n"), "{text}");
        assert!(text.contains("\r\nContent-Length: 48\r\n"), "{text}");
    }
}
