//! `handleplan export`.

use std::io::{IsTerminal, Write, stdout};

use anyhow::{Context, anyhow, bail};
use documents::{Format, Sheet};
use domain::id::PlanId;
use web::Clock;

use crate::{arguments::Export, configuration::Configuration};

pub(crate) async fn run(configuration: &Configuration, asked: &Export) -> anyhow::Result<()> {
    let format = Format::from_name(&asked.format);
    let format = format.ok_or_else(|| anyhow!("Formatet {} kendes ikke; vælg docx, csv eller json", asked.format))?;
    let id: PlanId = asked.plan.parse().map_err(|_| anyhow!("»{}« er ikke nummeret på en plan", asked.plan))?;
    let store = configuration.store().await?;
    let view = store.view().await?;
    let plan = orm::plans::get(&view, id).await.map_err(|_| anyhow!("Der er ingen plan med nummeret {id}"))?;
    let organisation = orm::organisation::get(&view).await?;
    let sheet = Sheet {
        plan: &plan,
        template: orm::templates::get(&plan.template_id)?,
        unit_name: organisation.unit_name(plan.unit_id),
        printed_on: Clock::System.today(),
        with_questions: asked.questions,
    };
    let bytes = format.write(&sheet).map_err(|error| anyhow!("{error}"))?;
    match &asked.output {
        Some(path) => std::fs::write(path, bytes).with_context(|| format!("Filen {} kan ikke skrives", path.display())),
        None if format == Format::Docx && stdout().is_terminal() => {
            bail!("En Word-fil kan ikke vises her; skriv den til en fil med -o")
        }
        None => stdout().write_all(&bytes).context("Filen kan ikke skrives"),
    }
}
