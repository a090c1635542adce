//! The files browsers fetch, embedded: an address holds the hash of them all and never changes meaning.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

struct Asset {
    name: &'static str,
    bytes: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where the files lie.
pub(crate) const PREFIX: &str = "/assets/";

/// Where the script of every page begins; the other modules are those it imports.
pub(crate) const SCRIPT: &str = "js/main.js";

/// The address of a file.
pub(crate) fn address(name: &str) -> String {
    format!("{PREFIX}{HASH}/{name}")
}

/// The addresses of the modules that the script imports, so that a browser asks for them at once and not as it
/// comes upon each import.
pub(crate) fn modules() -> impl Iterator<Item = String> {
    let names = ASSETS.iter().map(|asset| asset.name);
    names.filter(|name| name.starts_with("js/") && *name != SCRIPT).map(address)
}

/// The text of a file, such as a licence.
pub(crate) fn text(name: &str) -> &'static str {
    find(name).and_then(|asset| std::str::from_utf8(asset.bytes).ok()).unwrap_or_default()
}

fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by_key(&name, |asset| asset.name).ok().map(|at| &ASSETS[at])
}

/// Answers a file, compressed where the browser takes that.
pub(crate) async fn serve(request: Request) -> Response {
    let parts = request.uri().path().strip_prefix(PREFIX).and_then(|rest| rest.split_once('/'));
    // Another hash is another build's: a server that is upgraded while its page comes from another must not have its
    // own file kept under that address for a year.
    let Some(asset) = parts.filter(|(hash, _)| *hash == HASH).and_then(|(_, name)| find(name)) else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
    };
    let accepts =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_smaller = asset.gzip.len() < asset.bytes.len();
    let mut response = if accepts.contains("gzip") && is_smaller {
        ([(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        asset.bytes.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(asset.name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
