//! What the pages and htmx in the browser have agreed on.

use axum::http::HeaderMap;

/// How htmx answers: forms that are refused or met a newer version are shown, and nothing is evaluated.
pub(crate) const CONFIGURATION: &str = concat!(
    r#"{"includeIndicatorStyles":false,"allowEval":false,"historyEnabled":false,"scrollIntoViewOnBoost":false,"#,
    r#""responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},"#,
    r#"{"code":"(409|422)","swap":true},{"code":"...","swap":false,"error":true}]}"#
);

/// True where htmx asks for a part of a page.
pub(crate) fn is_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
