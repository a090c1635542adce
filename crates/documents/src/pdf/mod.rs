//! PDF, set by Typst: the same document as in Word, tagged for screen readers (PDF/UA-1) and fit for
//! archives (PDF/A-2a).
//!
//! A person's words reach Typst as data, never as markup, and nothing but that data can be read.

mod fonts;
mod glyphs;
mod repeated_headings;
mod size;
mod world;

use chrono::Datelike;
use serde::Serialize;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{Stop, WriteError, paper::Paper};

use world::World;

/// What the template gets.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    paper: &'a Paper,
    is_long: bool,
}

/// The document as a PDF file; one that would take too much time and room is refused.
pub(crate) fn write_within_limits(paper: &Paper, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    // A character that no face draws becomes ten: what counts is what is set.
    let printed = glyphs::printable(paper);
    size::check(size::size(&printed))?;
    export(printed, stop)
}

/// The document as a PDF file, however large.
pub(crate) fn write(paper: &Paper, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    export(glyphs::printable(paper), stop)
}

fn export(printed: Paper, stop: &Stop) -> Result<Vec<u8>, WriteError> {
    let document = set(printed, stop);
    // What was memoised holds the words of this document, and more room than the document itself: it goes at once.
    comemo::evict(0);
    let (document, made) = document?;
    stop.check()?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| WriteError::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Handleplan".into())),
        timestamp: made,
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options)
        .map_err(|errors| failure(errors.iter().map(|error| error.message.as_str())));
    comemo::evict(0);
    bytes
}

/// The pages; nothing can stop Typst once it sets them.
fn set(printed: Paper, stop: &Stop) -> Result<(PagedDocument, Option<Timestamp>), WriteError> {
    let (is_long, made) = (size::is_long(size::size(&printed)), made(&printed));
    let paper = repeated_headings::broken(repeated_headings::repeat_headings(printed));
    let world = World::of(serde_json::to_vec(&Printed { paper: &paper, is_long })?);
    stop.check()?;
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| failure(errors.iter().map(|error| error.message.as_str())))?;
    Ok((document, made))
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
