//! Sending a plan: its files are printed, and the version is frozen with them.

use std::sync::Arc;

use documents::Format;
use domain::{approval::Submission, plan::Plan};
use orm::{
    Subject, plan_records,
    steps::NewStep,
    versions::{self, NewVersion},
};

use crate::{Desk, Result, print::PrintJob};

/// What is sent.
const FILES: [Format; 2] = [Format::Docx, Format::Pdf];

/// Freezes the plan as its next version, with the files as they are sent. They are printed before anybody has to wait:
/// whoever has changed the plan meanwhile makes it come to nothing.
pub async fn submit(desk: &Desk, plan: &Plan, submission: Submission, step: NewStep<'_>) -> Result<i64> {
    let last = plan_records::get(desk.store(), plan).await?.last_version().map_or(0, |version| version.number);
    let mut sent = plan.clone();
    sent.status = step.next_status;
    let job = Arc::new(PrintJob::of(desk, &sent, submission.sent_on).await?.numbered(last + 1));
    let mut files = Vec::new();
    for format in FILES {
        let printed = job.print_within(&desk.app.limits.sending, format).await?;
        files.push((printed.name, printed.bytes));
    }
    let snapshot = Arc::unwrap_or_clone(job).into_snapshot();
    let new = NewVersion { number: last + 1, submission, snapshot, files };
    let mut write = desk.begin(Subject::Plan(plan.id)).await?;
    versions::submit(&mut write, new, step).await?;
    Ok(write.commit().await?)
}
