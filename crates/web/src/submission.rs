//! Sending a plan: its files are printed, and the version is frozen with them.

use std::sync::Arc;

use documents::{Document, Format};
use domain::{approval::Submission, change::Stamp, plan::Plan};
use orm::{
    View, dossiers,
    steps::NewStep,
    versions::{self, NewVersion},
};

use crate::printing::{self, Printing};

/// What is sent.
const FILES: [Format; 2] = [Format::Docx, Format::Pdf];

/// Freezes the plan as its next version, with the files as they are sent.
pub async fn submit(
    view: &View,
    plan: &Plan,
    submission: Submission,
    step: NewStep<'_>,
    stamp: &Stamp,
) -> Result<(), printing::Error> {
    let last = dossiers::get(view, plan).await?.last_version().map_or(0, |version| version.number);
    let mut sent = plan.clone();
    sent.status = step.leads_to;
    let printing = Arc::new(Printing::of(view, &sent, submission.sent_on).await?.numbered(last + 1));
    let mut files = Vec::new();
    for format in FILES {
        let printed = printing.print(Document::Plan, format, false).await?;
        files.push((printed.name, printed.bytes));
    }
    let snapshot = Arc::unwrap_or_clone(printing).into_snapshot();
    let new = NewVersion { number: last + 1, submission, snapshot, files };
    Ok(versions::submit(view.store(), new, step, stamp).await?)
}
