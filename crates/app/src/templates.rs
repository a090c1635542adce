//! The kinds of plan (*skabeloner*), from the seeds.

use std::sync::LazyLock;

use domain::template::PlanTemplate;

use crate::{Error, Result};

/// The kind of plan that is made unless another is asked for.
pub const DEFAULT: &str = "handleplan";

static TEMPLATES: LazyLock<std::result::Result<Vec<PlanTemplate>, String>> = LazyLock::new(|| {
    [include_str!("../../../seeds/templates/handleplan.toml")]
        .into_iter()
        .map(|text| toml::from_str(text).map_err(|error| error.to_string()))
        .collect()
});

/// Every kind of plan.
pub fn list() -> Result<&'static [PlanTemplate]> {
    TEMPLATES.as_deref().map_err(|error| Error::Internal(error.clone()))
}

/// The kind of plan with this identity.
pub fn get(id: &str) -> Result<&'static PlanTemplate> {
    list()?.iter().find(|template| template.id == id).ok_or(Error::NotFound)
}
