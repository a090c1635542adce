//! The page of an inspection: what it shows is loaded here.

use domain::inspection::Inspection;
use maud::Markup;

use super::show::{self, Shown};
use crate::{context::Context, error::Result, findings::form::FindingForm};

/// The page of an inspection, with the form for the next finding as it was typed.
pub(crate) async fn show_page(ctx: &Context, inspection: &Inspection, form: &FindingForm) -> Result<Markup> {
    let findings = app::inspections::findings(&ctx.desk, &[inspection.id]).await?;
    let removed = app::inspections::removed_findings(&ctx.desk, inspection.id).await?;
    let plans = app::plans::list_of_inspection(&ctx.desk, inspection.id).await?;
    show::page(ctx, &Shown { inspection, findings: &findings, removed: &removed, plans: &plans, form })
}
