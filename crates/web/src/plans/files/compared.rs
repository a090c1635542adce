//! Which two states of a plan are compared.

use app::print::{self, Printing};
use domain::plan::Plan;
use serde::Deserialize;

use crate::{
    context::Context,
    error::{Error, Result},
};

/// The two states that are compared: numbers of versions; the empty word is today.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::plans) struct CompareQuery {
    #[serde(rename = "fra")]
    pub(in crate::plans) from: String,
    #[serde(rename = "til")]
    pub(in crate::plans) to: String,
}

impl CompareQuery {
    /// What the two states are printed from.
    pub(in crate::plans) async fn printing(&self, ctx: &Context, plan: &Plan) -> Result<Printing> {
        let dossier = print::dossier(&ctx.desk, plan).await?;
        let last = dossier.last_version().ok_or_else(never_sent)?.number;
        let from = if self.from.is_empty() { last } else { self.from.parse().map_err(|_| Error::NotFound)? };
        let after = match self.to.as_str() {
            "" => Printing::of(&ctx.desk, plan, ctx.desk.today).await?,
            number => Printing::of_version(&ctx.desk, &dossier, number.parse().map_err(|_| Error::NotFound)?).await?,
        };
        Ok(after.since(&ctx.desk, &dossier, from).await?)
    }
}

fn never_sent() -> Error {
    Error::Unprocessable(documents::WriteError::NeverSent.to_string())
}
