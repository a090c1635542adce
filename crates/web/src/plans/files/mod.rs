//! A plan as files: taken away as documents, and brought back as a spreadsheet.

pub(super) mod compared;
pub(super) mod export;
mod spreadsheet;
mod spreadsheet_line;
mod spreadsheet_page;

use axum::Router;

use crate::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().merge(export::routes()).merge(spreadsheet::routes())
}
