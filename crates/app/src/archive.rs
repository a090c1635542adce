//! All plans of a unit and of those below it as one ZIP file, written while it is being fetched.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use documents::{
    Format,
    archive::{Archive, ArchiveEntry},
};
use domain::{approval::PlanRecord, danish, id::PlanId, plan::Plan};
use tokio::sync::mpsc;

use crate::{Desk, Error, Result, limit::Limit, print::PrintJob};

/// What is in it of each plan as it stands today.
const TODAY: [Format; 3] = [Format::Docx, Format::Pdf, Format::Xlsx];

/// Where the bytes go; an error is the last that comes.
pub type Pieces = mpsc::Sender<io::Result<Vec<u8>>>;

/// What an archive is made of.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The plans.
    pub ids: Vec<PlanId>,
    /// The unit it is of.
    pub unit_name: String,
    /// The day it is made.
    pub printed_on: NaiveDate,
}

/// Writes the archive, one plan in memory at a time, for as long as somebody takes the pieces.
pub async fn write(desk: &Desk, contents: &Contents, pieces: &Pieces) -> Result<()> {
    let limit = &desk.app.limits.slow;
    let buffer = Buffer::default();
    // What packs takes much room, which a task that waits should not carry about.
    let mut archive = Box::new(Archive::streaming(buffer.clone(), contents.printed_on));
    for &id in &contents.ids {
        let plan = match orm::plans::get(&desk.view, id).await {
            Err(orm::Error::NotFound) => continue,
            plan => plan?,
        };
        let record = orm::plan_records::get(desk.store(), &plan).await?;
        let edition = match record.last_version() {
            Some(last) => format!("Version {}, sendt {}", last.number, danish::date(last.submission.sent_on)),
            None => "Ikke sendt".to_owned(),
        };
        let files = files(desk, limit, &plan, &record, contents.printed_on).await?;
        archive.add(&ArchiveEntry { title: &plan.title, status: plan.status.label(), edition }, &files)?;
        if pieces.send(Ok(buffer.take())).await.is_err() {
            return Ok(()); // nobody takes them any more
        }
    }
    let Contents { unit_name, printed_on, .. } = contents.clone();
    limit.run(move |_| (*archive).finish(&unit_name, printed_on)).await??;
    // Whether anybody still takes it does not matter any more.
    let _gone = pieces.send(Ok(buffer.take())).await;
    Ok(())
}

/// The plan as it stands today, and each version as it was sent. A file that is no longer what was sent, a plan that is
/// too large for a format, or one of a kind that there is not any more leaves a note in its place instead of breaking
/// the archive off.
async fn files(
    desk: &Desk,
    limit: &Limit,
    plan: &Plan,
    record: &PlanRecord,
    printed_on: NaiveDate,
) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = files_of_today(desk, limit, plan, printed_on).await?;
    for version in &record.versions {
        for (at, file) in version.files.iter().enumerate() {
            match orm::versions::file(desk.store(), version.id, at).await {
                Ok((name, bytes)) => files.push((format!("Sendt/{name}"), bytes)),
                Err(orm::Error::Tampered) => {
                    let why = Error::from(orm::Error::Tampered).to_string();
                    files.push((format!("Sendt/{} (mangler).txt", file.name), why.into_bytes()));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(files)
}

/// The plan as it stands today, in each format.
async fn files_of_today(
    desk: &Desk,
    limit: &Limit,
    plan: &Plan,
    printed_on: NaiveDate,
) -> Result<Vec<(String, Vec<u8>)>> {
    let job = match PrintJob::of(desk, plan, printed_on).await {
        Ok(job) => Arc::new(job),
        Err(Error::Refused(why)) => return Ok(vec![("Mangler.txt".to_owned(), why.into_bytes())]),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for format in TODAY {
        match job.print_within(limit, format).await {
            Ok(printed) => files.push((printed.name, printed.bytes)),
            Err(Error::Refused(why)) => files.push((format!("Mangler {}.txt", format.label()), why.into_bytes())),
            Err(error) => return Err(error),
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
