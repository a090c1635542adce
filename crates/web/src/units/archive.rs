//! All plans of a unit and of those below it as one ZIP file, written while it is being fetched.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{body::Body, response::Response};
use documents::{
    Document, Format,
    archive::{Archive, Listed},
};
use domain::{access::Ability, approval::Dossier, danish, id::PlanId, plan::Plan};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::{
    context::Context,
    error::Result,
    paths,
    plans::export::attachment,
    printing::{Error, Printing},
};

/// What is in it of each plan as it stands today.
const TODAY: [Format; 3] = [Format::Docx, Format::Pdf, Format::Xlsx];
/// Plans that wait for the one who fetches; then the writing waits.
const MAX_WAITING: usize = 1;

type Pieces = mpsc::Sender<io::Result<Vec<u8>>>;

pub(super) async fn fetch(path: paths::UnitArchive, ctx: Context) -> Result<Response> {
    ctx.require(Ability::Read, path.id)?;
    let organisation = &ctx.organisation;
    let unit_ids: Vec<_> =
        ctx.units_where(Ability::Read).into_iter().filter(|&id| organisation.units.is_within(id, path.id)).collect();
    let plans = orm::plans::list(ctx.store(), &unit_ids).await?;
    let ids: Vec<PlanId> = plans.iter().map(|head| head.id).collect();
    let unit_name = organisation.unit_name(path.id).to_owned();
    let name = documents::archive::file_name(&unit_name, ctx.today);
    let (pieces, receiver) = mpsc::channel(MAX_WAITING);
    tokio::spawn(async move {
        if let Err(error) = write(&ctx, &ids, &unit_name, &pieces).await {
            tracing::warn!(%error, "an archive broke off");
            // The one who fetches sees a file that breaks off, not one that looks whole.
            let _gone = pieces.send(Err(io::Error::other("the archive broke off"))).await;
        }
    });
    attachment(&name, "application/zip", Body::from_stream(ReceiverStream::new(receiver)))
}

async fn write(ctx: &Context, ids: &[PlanId], unit_name: &str, pieces: &Pieces) -> std::result::Result<(), Error> {
    let buffer = Buffer::default();
    let mut archive = Archive::streaming(buffer.clone());
    for &id in ids {
        let plan = match orm::plans::get(&ctx.view, id).await {
            Err(orm::Error::NotFound) => continue,
            plan => plan?,
        };
        let dossier = orm::dossiers::get(&ctx.view, &plan).await?;
        let edition = match dossier.last_version() {
            Some(last) => format!("Version {}, sendt {}", last.number, danish::date(last.submission.sent_on)),
            None => "Ikke sendt".to_owned(),
        };
        let files = files(ctx, &plan, &dossier).await?;
        archive.add(&Listed { title: &plan.title, status: plan.status.label(), edition }, &files)?;
        if pieces.send(Ok(buffer.take())).await.is_err() {
            return Ok(()); // nobody fetches it any more
        }
    }
    let (unit_name, today) = (unit_name.to_owned(), ctx.today);
    tokio::task::spawn_blocking(move || archive.finish(&unit_name, today)).await??;
    // Whether anybody still fetches it does not matter any more.
    let _gone = pieces.send(Ok(buffer.take())).await;
    Ok(())
}

/// The plan as it stands today, and each version as it was sent.
async fn files(ctx: &Context, plan: &Plan, dossier: &Dossier) -> std::result::Result<Vec<(String, Vec<u8>)>, Error> {
    let printing = Arc::new(Printing::of(&ctx.view, plan, ctx.today).await?);
    let mut files = Vec::new();
    for format in TODAY {
        let printed = printing.print(Document::Plan, format, false).await?;
        files.push((printed.name, printed.bytes));
    }
    for version in &dossier.versions {
        for at in 0..version.files.len() {
            let (name, bytes) = orm::versions::file(ctx.store(), version.id, at).await?;
            files.push((format!("Sendt/{name}"), bytes));
        }
    }
    Ok(files)
}

/// Bytes that await the one who fetches.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
