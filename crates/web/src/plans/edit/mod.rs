//! What changes the parts of a plan: a field is saved, parts are added, moved, copied, removed, followed up.

mod arrange;
mod field_form;
mod fields;
mod follow_ups;
mod parts;

use axum::Router;

use crate::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().merge(fields::routes()).merge(parts::routes()).merge(arrange::routes()).merge(follow_ups::routes())
}
