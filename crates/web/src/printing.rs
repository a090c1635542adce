//! Plans on their way to paper: what a document needs, gathered, and printed away from the requests.

use std::sync::Arc;

use chrono::NaiveDate;
use documents::{Document, Format, LastSent, Sheet, WriteError, paper::Paper};
use domain::{approval::Dossier, plan::Plan, version::Snapshot};
use orm::{View, organisation, templates, versions};
use tokio::sync::Semaphore;

use crate::turn;

/// Documents printed at one time: a PDF takes a core and some memory, and people ask all at once.
const MAX_AT_ONCE: usize = 2;

static PRINTERS: Semaphore = Semaphore::const_new(MAX_AT_ONCE);

/// A plan with all that printing it needs.
#[derive(Debug, Clone)]
pub struct Printing {
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

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The document itself could not be made.
    #[error(transparent)]
    Document(#[from] WriteError),
    /// What it needs could not be loaded.
    #[error(transparent)]
    Store(#[from] orm::Error),
    /// The thread that printed it ended without an answer.
    #[error("printing ended without an answer: {0}")]
    Lost(#[from] tokio::task::JoinError),
}

impl Printing {
    /// The plan as it stands today.
    pub async fn of(view: &View, plan: &Plan, printed_on: NaiveDate) -> Result<Self, Error> {
        let organisation = organisation::get(view).await?;
        let visited_on = match plan.inspection_id {
            Some(id) => Some(orm::inspections::get_cached(view, id).await?.facts.visited_on),
            None => None,
        };
        let snapshot = Snapshot {
            format: Snapshot::FORMAT,
            plan: plan.clone(),
            template: templates::get(&plan.template_id)?.clone(),
            model: orm::plans::model_of(view, plan).await?,
            unit_name: organisation.unit_name(plan.unit_id).to_owned(),
            visited_on,
        };
        Ok(Self { snapshot, printed_on, version: None, last_sent: None })
    }

    /// The plan as it was sent with this number.
    pub async fn of_version(view: &View, dossier: &Dossier, number: u32) -> Result<Self, Error> {
        let version = dossier.version(number).ok_or(orm::Error::NotFound)?;
        let snapshot = versions::snapshot(view.store(), version.id).await?;
        Ok(Self { snapshot, printed_on: version.submission.sent_on, version: Some(number), last_sent: None })
    }

    /// The same, to be compared with the plan as it was sent with this number.
    pub async fn since(mut self, view: &View, dossier: &Dossier, number: u32) -> Result<Self, Error> {
        let version = dossier.version(number).ok_or(orm::Error::NotFound)?;
        let plan = versions::snapshot(view.store(), version.id).await?.plan;
        self.last_sent = Some(Earlier { plan, number, sent_on: version.submission.sent_on });
        Ok(self)
    }

    /// The plan today and as it was sent last, where it was sent.
    pub async fn since_last(view: &View, plan: &Plan, printed_on: NaiveDate) -> Result<Self, Error> {
        let today = Self::of(view, plan, printed_on).await?;
        let dossier = orm::dossiers::get(view, plan).await?;
        match dossier.last_version() {
            Some(last) => today.since(view, &dossier, last.number).await,
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
    pub(crate) fn sheet(&self, with_questions: bool) -> Sheet<'_> {
        Sheet {
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
    pub(crate) async fn paper(self: &Arc<Self>, document: Document, with_questions: bool) -> Result<Paper, Error> {
        let printing = Arc::clone(self);
        in_turn(move || document.paper(&printing.sheet(with_questions))).await
    }

    /// The document as a file, with its name. Waits for its turn.
    pub async fn print(
        self: &Arc<Self>,
        document: Document,
        format: Format,
        with_questions: bool,
    ) -> Result<Printed, Error> {
        let printing = Arc::clone(self);
        in_turn(move || {
            let sheet = printing.sheet(with_questions);
            let bytes = document.write(format, &sheet)?;
            Ok(Printed { name: document.file_name(format, &sheet), bytes })
        })
        .await
    }
}

/// Prints once it is its turn.
pub(crate) async fn in_turn<T: Send + 'static>(
    print: impl FnOnce() -> Result<T, WriteError> + Send + 'static,
) -> Result<T, Error> {
    Ok(turn::take(&PRINTERS, print).await??)
}
