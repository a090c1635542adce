//! What accompanies a plan: the check, remarks, the steps of its life, its versions and its history.

mod check;
mod history;
mod remarks;
mod step_form;
mod steps;
mod steps_page;
mod versions;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(history::of_plan)
        .typed_get(history::of_part)
        .merge(steps::routes())
        .merge(check::routes())
        .merge(remarks::routes())
        .merge(versions::routes())
}
