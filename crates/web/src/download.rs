//! Files that browsers keep, by their names.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::error::{Error, Result};

/// A file to keep, by its name.
pub(crate) fn attachment(name: &str, mime: &'static str, bytes: impl IntoResponse) -> Result<Response> {
    let disposition = HeaderValue::from_str(&disposition(name)).map_err(|error| Error::Internal(error.to_string()))?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(mime)), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// The header that names a file: in plain letters for old programs, and as it is for the rest.
fn disposition(name: &str) -> String {
    let plain = name
        .replace('æ', "ae")
        .replace('ø', "oe")
        .replace('å', "aa")
        .replace('Æ', "Ae")
        .replace('Ø', "Oe")
        .replace('Å', "Aa");
    let plain: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || " -_.".contains(*c)).collect();
    let full: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", full.replace('+', "%20"))
}
