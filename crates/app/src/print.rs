//! Plans on their way to paper: what a document needs, gathered, and printed away from the requests.

use std::sync::Arc;

use chrono::NaiveDate;
use documents::{Document, Format, LastSent, PrintInput, Stop, paper::Paper};
use domain::{approval::PlanRecord, id::VersionId, plan::Plan, version::Snapshot};
use orm::versions;

use crate::{Desk, Error, Result, limit::Limit};

/// A plan with all that printing it needs.
#[derive(Debug, Clone)]
pub struct PrintJob {
    snapshot: Snapshot,
    printed_on: NaiveDate,
    version: Option<u32>,
    last_sent: Option<Earlier>,
}

/// The plan as it was sent before.
#[derive(Debug, Clone)]
struct Earlier {
    plan: Plan,
    number: u32,
    sent_on: NaiveDate,
}

/// A printed document.
#[derive(Debug)]
pub struct Printed {
    /// A name to file it by.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl PrintJob {
    /// The plan as it stands today.
    pub async fn of(desk: &Desk, plan: &Plan, printed_on: NaiveDate) -> Result<Self> {
        let visited_on = match plan.inspection_id {
            Some(id) => Some(crate::inspections::of_plan(desk, id).await?.details.visited_on),
            None => None,
        };
        let snapshot = Snapshot {
            format: Snapshot::FORMAT,
            plan: plan.clone(),
            template: desk.template(&plan.template_id)?.clone(),
            model: desk.model(&plan.model_id)?.clone(),
            unit_name: desk.organisation.unit_name(plan.unit_id).to_owned(),
            visited_on,
        };
        Ok(Self { snapshot, printed_on, version: None, last_sent: None })
    }

    /// The plan as it was sent with this number.
    pub async fn of_version(desk: &Desk, record: &PlanRecord, number: u32) -> Result<Self> {
        let version = record.version(number).ok_or(Error::NotFound)?;
        let snapshot = versions::snapshot(desk.store(), version.id).await?;
        Ok(Self { snapshot, printed_on: version.submission.sent_on, version: Some(number), last_sent: None })
    }

    /// The same, to be compared with the plan as it was sent with this number.
    pub async fn since(mut self, desk: &Desk, record: &PlanRecord, number: u32) -> Result<Self> {
        let version = record.version(number).ok_or(Error::NotFound)?;
        let plan = versions::snapshot(desk.store(), version.id).await?.plan;
        self.last_sent = Some(Earlier { plan, number, sent_on: version.submission.sent_on });
        Ok(self)
    }

    /// The plan today and as it was sent last, where it was sent.
    pub async fn since_last(desk: &Desk, plan: &Plan, printed_on: NaiveDate) -> Result<Self> {
        let today = Self::of(desk, plan, printed_on).await?;
        let record = record(desk, plan).await?;
        match record.last_version() {
            Some(last) => today.since(desk, &record, last.number).await,
            None => Ok(today),
        }
    }

    /// The same as version `number`, about to be sent.
    #[must_use]
    pub(crate) fn numbered(mut self, number: u32) -> Self {
        self.version = Some(number);
        self
    }

    /// What is frozen when it is sent.
    pub(crate) fn into_snapshot(self) -> Snapshot {
        self.snapshot
    }

    /// What writers get.
    fn input(&self, with_questions: bool) -> PrintInput<'_> {
        PrintInput {
            plan: &self.snapshot.plan,
            template: &self.snapshot.template,
            model: &self.snapshot.model,
            unit_name: &self.snapshot.unit_name,
            printed_on: self.printed_on,
            with_questions,
            visited_on: self.snapshot.visited_on,
            version: self.version,
            last_sent: self.last_sent.as_ref().map(|sent| LastSent {
                plan: &sent.plan,
                number: sent.number,
                sent_on: sent.sent_on,
            }),
        }
    }

    /// What a page shows of the document. Comparing long texts takes its time, so it too waits for its turn.
    pub async fn paper(self: &Arc<Self>, desk: &Desk, document: Document, with_questions: bool) -> Result<Paper> {
        let job = Arc::clone(self);
        let work = move |_: &Stop| document.paper(&job.input(with_questions));
        Ok(desk.app.limits.quick.run_for(desk.person(), work).await??)
    }

    /// The document as a file, with its name. A PDF waits behind other PDFs, the rest behind what is done in a moment.
    pub async fn print(
        self: &Arc<Self>,
        desk: &Desk,
        document: Document,
        format: Format,
        with_questions: bool,
    ) -> Result<Printed> {
        let limits = &desk.app.limits;
        let limit = if format == Format::Pdf { &limits.slow } else { &limits.quick };
        let job = Arc::clone(self);
        limit.run_for(desk.person(), move |stop| job.print_now(document, format, with_questions, stop)).await?
    }

    /// The same for what is about to be sent or put into an archive, whose turn it is already.
    pub(crate) async fn print_within(self: &Arc<Self>, limit: &Limit, format: Format) -> Result<Printed> {
        let job = Arc::clone(self);
        limit.run(move |stop| job.print_now(Document::Plan, format, false, stop)).await?
    }

    fn print_now(&self, document: Document, format: Format, with_questions: bool, stop: &Stop) -> Result<Printed> {
        let input = self.input(with_questions);
        let bytes = document.write(format, &input, stop)?;
        Ok(Printed { name: document.file_name(format, &input), bytes })
    }
}

/// What accompanies a plan.
pub async fn record(desk: &Desk, plan: &Plan) -> Result<Arc<PlanRecord>> {
    Ok(orm::plan_records::get(desk.store(), plan).await?)
}

/// A file of a version, byte for byte as it was sent: its name and what it holds.
pub async fn version_file(desk: &Desk, id: VersionId, position: usize) -> Result<(String, Vec<u8>)> {
    Ok(versions::file(desk.store(), id, position).await?)
}

/// Checks every version against its hash; answers how many there are and which are broken.
pub async fn verify_versions(desk: &Desk) -> Result<(usize, Vec<versions::Broken>)> {
    Ok(versions::verify(desk.store()).await?)
}
