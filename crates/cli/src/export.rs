//! `handleplan export`.

use std::{
    fs,
    io::{self, IsTerminal, Write, stdout},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, anyhow, bail};
use app::{
    App, Desk,
    archive::{self, Contents},
    plans,
    print::{self, PrintJob},
};
use documents::{Document, Format};
use domain::{
    approval::PlanRecord,
    id::{PlanId, UnitId},
    plan::Plan,
    role::Ability,
};

use crate::{NAME, answer::or_missing, arguments::Export, out::Out, unit};

pub(crate) async fn run(app: &App, asked: &Export, out: &mut Out) -> anyhow::Result<()> {
    let desk = app.desk(NAME).await?;
    match (&asked.unit, &asked.output) {
        (Some(unit), Some(path)) => package(&desk, unit, path).await,
        _ => document(&desk, asked, out).await,
    }
}

/// One document of one plan.
async fn document(desk: &Desk, asked: &Export, out: &mut Out) -> anyhow::Result<()> {
    let (format, plan) = (asked.format.as_deref().unwrap_or_default(), asked.plan.as_deref().unwrap_or_default());
    let format = Format::from_name(format)
        .ok_or_else(|| anyhow!("Formatet {format} kendes ikke; vælg docx, pdf, xlsx, csv eller json"))?;
    let document = Document::from_key(&asked.document);
    let document = document.ok_or_else(|| {
        anyhow!("Dokumentet {} kendes ikke; vælg handleplan, siden-sidst eller resume", asked.document)
    })?;
    let id: PlanId = plan.parse().map_err(|_| anyhow!("»{plan}« er ikke nummeret på en plan"))?;
    let plan = desk.plan(id, Ability::Read).await;
    let plan = plan.map_err(|error| or_missing(error, || format!("Der er ingen plan med nummeret {id}")))?;
    let bytes = bytes(desk, &plan, (document, format), asked).await?;
    let is_text = matches!(format, Format::Csv | Format::Json);
    match &asked.output {
        Some(path) => fs::write(path, bytes).with_context(|| cannot_be_written(path)),
        None if !is_text && stdout().is_terminal() => {
            bail!("En {}-fil kan ikke vises her; skriv den til en fil med -o", format.label())
        }
        None => out.bytes(&bytes),
    }
}

/// All plans of a unit and of those below it.
async fn package(desk: &Desk, unit: &str, path: &Path) -> anyhow::Result<()> {
    let units = &desk.organisation.units;
    let top = unit::called(&desk.organisation, unit)?;
    let within: Vec<UnitId> = units.iter().map(|unit| unit.id).filter(|&id| units.is_within(id, top.id)).collect();
    let ids = plans::list_of_units(desk, &within).await?.iter().map(|head| head.id).collect();
    let contents = Contents { ids, unit_name: top.name.clone(), printed_on: desk.today };
    let file = fs::File::create(path).with_context(|| cannot_be_written(path))?;
    let whole = match write_archive(desk, &contents, file).await {
        Ok(taken) => taken.with_context(|| cannot_be_written(path)),
        Err(error) => Err(error.into()),
    };
    if whole.is_err() {
        // Half an archive looks like a whole one.
        let _gone = fs::remove_file(path);
    }
    whole
}

/// Writes the archive into the file: whether it was made, and whether the file took it.
async fn write_archive(desk: &Desk, contents: &Contents, mut file: fs::File) -> app::Result<io::Result<()>> {
    let (pieces, mut waiting) = tokio::sync::mpsc::channel(1);
    let source = async {
        let written = archive::write(desk, contents, &pieces).await;
        drop(pieces);
        written
    };
    let sink = async move {
        while let Some(piece) = waiting.recv().await {
            file.write_all(&piece?)?;
        }
        io::Result::Ok(())
    };
    let (written, taken) = tokio::join!(source, sink);
    written.map(|()| taken)
}

fn cannot_be_written(path: &Path) -> String {
    format!("Filen {} kan ikke skrives", path.display())
}

async fn bytes(
    desk: &Desk,
    plan: &Plan,
    (document, format): (Document, Format),
    asked: &Export,
) -> anyhow::Result<Vec<u8>> {
    let record = print::record(desk, plan).await?;
    if let Some(number) = asked.version
        && document == Document::Plan
        && !asked.questions
        && let Some(file) = as_sent(desk, &record, number, format).await?
    {
        return Ok(file);
    }
    let job = match asked.version {
        Some(number) => {
            let job = print_job_of(desk, plan, &record, (document, number)).await;
            job.map_err(|error| or_missing(error, || format!("Planen har ingen version {number}")))?
        }
        None if document == Document::SinceLast => PrintJob::since_last(desk, plan, desk.today).await?,
        None => PrintJob::of(desk, plan, desk.today).await?,
    };
    Ok(Arc::new(job).print(desk, document, format, asked.questions).await?.bytes)
}

/// The version as it was sent, or the plan today compared with it.
async fn print_job_of(
    desk: &Desk,
    plan: &Plan,
    record: &PlanRecord,
    (document, number): (Document, u32),
) -> app::Result<PrintJob> {
    if document == Document::SinceLast {
        PrintJob::of(desk, plan, desk.today).await?.since(desk, record, number).await
    } else {
        PrintJob::of_version(desk, record, number).await
    }
}

/// The file of a version, byte for byte as it was sent, where it was sent in this format.
async fn as_sent(desk: &Desk, record: &PlanRecord, number: u32, format: Format) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(version) = record.version(number) else { return Ok(None) };
    let found = version.files.iter().position(|file| Format::from_name(&file.name) == Some(format));
    match found {
        Some(at) => Ok(Some(print::version_file(desk, version.id, at).await?.1)),
        None => Ok(None),
    }
}
