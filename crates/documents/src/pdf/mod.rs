//! PDF, set by Typst: the same document as in Word, tagged for screen readers (PDF/UA-1) and fit for
//! archives (PDF/A-2a).
//!
//! A person's words reach Typst as data, never as markup, and nothing but that data can be read.

mod continued;
mod fonts;
mod signs;
mod world;

use chrono::Datelike;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{WriteError, paper::Paper};

use world::World;

/// The document as a PDF file.
pub(crate) fn write(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let bytes = set(paper);
    // What was memoised holds the words of this document: it goes at once.
    comemo::evict(0);
    bytes
}

fn set(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let world = World::of(serde_json::to_vec(&continued::broken(continued::told_again(signs::printable(paper))))?);
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| failure(errors.iter().map(|error| error.message.as_str())))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| WriteError::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Handleplan".into())),
        timestamp: made(paper),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failure(errors.iter().map(|error| error.message.as_str())))
}

/// The day it is printed, at midnight: one document is one file, byte for byte.
fn made(paper: &Paper) -> Option<Timestamp> {
    let day = paper.printed_on;
    let (month, day_of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Datetime::from_ymd_hms(day.year(), month, day_of_month, 0, 0, 0).map(Timestamp::new_utc)
}

fn failure<'a>(messages: impl Iterator<Item = &'a str>) -> WriteError {
    WriteError::Pdf(messages.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests;
