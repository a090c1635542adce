//! Pages as they were rendered and packed, kept for as long as what they show holds.
//!
//! A page is kept for one person and one address, with the day and a label of all else that it hangs on: counters or a
//! revision, which were read before the page. What is kept may be newer than its label, never older. Who asks with the
//! tag of the page is told that it has not changed; browsers are told to keep no page, for many share a computer.

use std::{io::Write as _, sync::Arc};

use app::Label;
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::id::UserId;
use flate2::{Compression, write::GzEncoder};
use maud::Markup;
use moka::future::Cache;

use crate::error::{Error, Result};

/// The bytes of packed pages that are kept.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// What a page takes in memory beside its bytes.
const OVERHEAD: usize = 500;

/// The pages that are kept.
#[derive(Debug, Clone)]
pub(crate) struct Rendered(Cache<Key, Arc<Packed>>);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    user_id: UserId,
    address: String,
}

/// A page, and what it hangs on beside its person and address.
#[derive(Debug)]
struct Packed {
    day: NaiveDate,
    label: Label,
    tag: HeaderValue,
    bytes: Bytes,
}

/// What is said with a request of the pages that are taken and known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Browser {
    takes_gzip: bool,
    knows: Option<HeaderValue>,
}

impl Browser {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let takes_gzip = accepts.split(',').any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim() == "gzip" && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        });
        Self { takes_gzip, knows: headers.get(header::IF_NONE_MATCH).cloned() }
    }

    fn knows(&self, tag: &HeaderValue) -> bool {
        let tags = self.knows.as_ref().and_then(|tags| tags.to_str().ok()).unwrap_or_default();
        tags.split(',').any(|known| known.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes())
    }
}

impl Default for Rendered {
    fn default() -> Self {
        let weigh = |key: &Key, packed: &Arc<Packed>| {
            u32::try_from(packed.bytes.len() + key.address.len() + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weigh).max_capacity(MAX_BYTES).build())
    }
}

impl Rendered {
    /// The page of this person at this address, as it is kept for the day and the label or rendered now.
    pub(crate) async fn page(
        &self,
        (user_id, address): (UserId, String),
        (day, label): (NaiveDate, Label),
        browser: &Browser,
        render: impl AsyncFnOnce() -> Result<Markup>,
    ) -> Result<Response> {
        if !browser.takes_gzip {
            return Ok(render().await?.into_response());
        }
        let key = Key { user_id, address };
        let kept = self.0.get(&key).await.filter(|kept| kept.day == day && kept.label == label);
        let packed = if let Some(kept) = kept {
            kept
        } else {
            let packed = Arc::new(pack(&render().await?, day, label)?);
            self.0.insert(key, Arc::clone(&packed)).await;
            packed
        };
        Ok(answer(browser, &packed))
    }
}

fn pack(page: &Markup, day: NaiveDate, label: Label) -> Result<Packed> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(page.0.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
    let bytes = gzip.finish().map_err(|error| Error::Internal(error.to_string()))?;
    let tag = HeaderValue::try_from(format!("\"{}\"", app::sha256(&bytes)));
    let tag = tag.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Packed { day, label, tag, bytes: bytes.into() })
}

fn answer(browser: &Browser, packed: &Packed) -> Response {
    let mut response = if browser.knows(&packed.tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = packed.bytes.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, packed.tag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie, hx-request"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(name: header::HeaderName, value: &'static str) -> Browser {
        Browser::of(&HeaderMap::from_iter([(name, HeaderValue::from_static(value))]))
    }

    #[test]
    fn knows_what_a_browser_takes_and_has() {
        let takes = |value| browser(header::ACCEPT_ENCODING, value).takes_gzip;
        assert!(takes("gzip, deflate, br") && takes("br;q=1.0, gzip;q=0.8"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes(""));
        let tag = HeaderValue::from_static("\"b\"");
        assert!(browser(header::IF_NONE_MATCH, "\"a\", W/\"b\"").knows(&tag));
        assert!(!browser(header::IF_NONE_MATCH, "\"a\"").knows(&tag) && !Browser::default().knows(&tag));
    }
}
