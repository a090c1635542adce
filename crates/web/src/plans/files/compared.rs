//! Which two states of a plan are compared.

use app::print::{self, PrintJob};
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
    pub(in crate::plans) async fn print_job(&self, ctx: &Context, plan: &Plan) -> Result<PrintJob> {
        let record = print::record(&ctx.desk, plan).await?;
        let last = record.last_version().ok_or_else(never_sent)?.number;
        let from = if self.from.is_empty() { last } else { self.from.parse().map_err(|_| Error::NotFound)? };
        let after = match self.to.as_str() {
            "" => PrintJob::of(&ctx.desk, plan, ctx.desk.today).await?,
            number => PrintJob::of_version(&ctx.desk, &record, number.parse().map_err(|_| Error::NotFound)?).await?,
        };
        Ok(after.since(&ctx.desk, &record, from).await?)
    }
}

fn never_sent() -> Error {
    Error::Unprocessable(documents::WriteError::NeverSent.to_string())
}
