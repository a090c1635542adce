//! `handleplan export`.

use std::{
    io::{IsTerminal, Write, stdout},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, anyhow, bail};
use documents::{Document, Format};
use domain::{approval::Dossier, id::PlanId, plan::Plan};
use orm::View;
use web::{Clock, archive::Contents, printing::Printing};

use crate::{arguments::Export, configuration::Configuration};

pub(crate) async fn run(configuration: &Configuration, asked: &Export) -> anyhow::Result<()> {
    let store = configuration.store().await?;
    let view = store.view().await?;
    match (&asked.unit, &asked.output) {
        (Some(unit), Some(path)) => archive(&view, unit, path).await,
        _ => document(&view, asked).await,
    }
}

/// One document of one plan.
async fn document(view: &View, asked: &Export) -> anyhow::Result<()> {
    let (format, plan) = (asked.format.as_deref().unwrap_or_default(), asked.plan.as_deref().unwrap_or_default());
    let format = Format::from_name(format)
        .ok_or_else(|| anyhow!("Formatet {format} kendes ikke; vælg docx, pdf, xlsx, csv eller json"))?;
    let document = Document::from_key(&asked.document);
    let document = document.ok_or_else(|| {
        anyhow!("Dokumentet {} kendes ikke; vælg handleplan, siden-sidst eller resume", asked.document)
    })?;
    let id: PlanId = plan.parse().map_err(|_| anyhow!("»{plan}« er ikke nummeret på en plan"))?;
    let plan = orm::plans::get(view, id).await.map_err(|_| anyhow!("Der er ingen plan med nummeret {id}"))?;
    let bytes = bytes(view, &plan, (document, format), asked).await?;
    let is_text = matches!(format, Format::Csv | Format::Json);
    match &asked.output {
        Some(path) => std::fs::write(path, bytes).with_context(|| format!("Filen {} kan ikke skrives", path.display())),
        None if !is_text && stdout().is_terminal() => {
            bail!("En {}-fil kan ikke vises her; skriv den til en fil med -o", format.label())
        }
        None => stdout().write_all(&bytes).context("Filen kan ikke skrives"),
    }
}

/// All plans of a unit and of those below it.
async fn archive(view: &View, unit: &str, path: &Path) -> anyhow::Result<()> {
    let organisation = orm::organisation::get(view).await?;
    let top = orm::units::named(&organisation.units, unit)
        .map_err(|_| anyhow!("Enheden {unit} findes ikke; se »handleplan unit list«"))?;
    let units: Vec<_> =
        organisation.units.iter().map(|unit| unit.id).filter(|&id| organisation.units.is_within(id, top.id)).collect();
    let ids = orm::plans::list(view.store(), &units).await?.iter().map(|head| head.id).collect();
    let contents = Contents { ids, unit_name: top.name.clone(), printed_on: Clock::System.today() };
    let mut file = std::fs::File::create(path).with_context(|| format!("Filen {} kan ikke skrives", path.display()))?;
    let (pieces, mut waiting) = tokio::sync::mpsc::channel(1);
    let source = async {
        let written = web::archive::write(view, &contents, &pieces).await;
        drop(pieces);
        written
    };
    let sink = async move {
        while let Some(piece) = waiting.recv().await {
            file.write_all(&piece?)?;
        }
        std::io::Result::Ok(())
    };
    let (written, taken) = tokio::join!(source, sink);
    let whole = written
        .map_err(|error| anyhow!("{error}"))
        .and(taken.with_context(|| format!("Filen {} kan ikke skrives", path.display())));
    if whole.is_err() {
        // Half an archive looks like a whole one.
        let _gone = std::fs::remove_file(path);
    }
    whole
}

async fn bytes(
    view: &View,
    plan: &Plan,
    (document, format): (Document, Format),
    asked: &Export,
) -> anyhow::Result<Vec<u8>> {
    let dossier = orm::dossiers::get(view, plan).await?;
    if let Some(number) = asked.version
        && document == Document::Plan
        && !asked.questions
        && let Some(file) = as_sent(view, &dossier, number, format).await?
    {
        return Ok(file);
    }
    let today = Clock::System.today();
    let printing = match asked.version {
        Some(number) if document == Document::SinceLast => {
            let since = Printing::of(view, plan, today).await?.since(view, &dossier, number).await;
            since.map_err(|_| anyhow!("Planen har ingen version {number}"))?
        }
        Some(number) => Printing::of_version(view, &dossier, number)
            .await
            .map_err(|_| anyhow!("Planen har ingen version {number}"))?,
        None if document == Document::SinceLast => Printing::since_last(view, plan, today).await?,
        None => Printing::of(view, plan, today).await?,
    };
    let printed = Arc::new(printing).print(document, format, asked.questions).await;
    Ok(printed.map_err(|error| anyhow!("{error}"))?.bytes)
}

/// The file of a version, byte for byte as it was sent, where it was sent in this format.
async fn as_sent(view: &View, dossier: &Dossier, number: u32, format: Format) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(version) = dossier.version(number) else { return Ok(None) };
    let found = version.files.iter().position(|file| Format::from_name(&file.name) == Some(format));
    match found {
        Some(at) => Ok(Some(orm::versions::file(view.store(), version.id, at).await?.1)),
        None => Ok(None),
    }
}
