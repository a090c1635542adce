//! Many documents as one ZIP file with a list of what is in it.

use std::{
    collections::BTreeSet,
    io::{Seek, Write},
};

use chrono::{Datelike, NaiveDate};
use domain::{danish, text};
use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::{
    Stop, WriteError,
    document::fileable,
    paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Style, Table},
    pdf,
};

/// The name of the list.
const LIST: &str = "Indhold.pdf";
const COLUMNS: [(&str, u32); 4] = [("Plan", 300), ("Status", 150), ("Udgave", 150), ("Filer", 400)];

/// A name to file an archive by: "Handleplaner Bostedet X 2026-03-12.zip".
pub fn file_name(unit_name: &str, printed_on: NaiveDate) -> String {
    format!("{}.zip", fileable(&format!("Handleplaner {unit_name} {printed_on}")))
}

/// A ZIP file in the making. Files are written as they come, so that only one is in memory at a time.
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
    made: DateTime,
    names: BTreeSet<String>,
    rows: Vec<Row>,
}

/// What the list says of one plan besides its files.
#[derive(Debug, Clone)]
pub struct ArchiveEntry<'a> {
    /// The plan's title.
    pub title: &'a str,
    /// Where it stands, in Danish.
    pub status: &'a str,
    /// "version 2, sendt 12. marts 2026", or as of which day.
    pub edition: String,
}

impl<W: Write> Archive<StreamWriter<W>> {
    /// An archive without files, that is fetched while it is written.
    pub fn streaming(writer: W, printed_on: NaiveDate) -> Self {
        Self {
            zip: ZipWriter::new_stream(writer),
            made: midnight(printed_on),
            names: BTreeSet::from([LIST.to_lowercase()]),
            rows: Vec::new(),
        }
    }
}

impl<W: Write + Seek> Archive<W> {
    /// Adds the files of one plan, in a folder of their own.
    pub fn add(&mut self, entry: &ArchiveEntry<'_>, files: &[(String, Vec<u8>)]) -> Result<(), WriteError> {
        let folder = self.free_name(&fileable(entry.title));
        let mut names = Vec::new();
        for (name, bytes) in files {
            let path = self.free_name(&format!("{folder}/{name}"));
            self.write(&path, bytes)?;
            names.push(path.split_once('/').map_or(path.clone(), |(_, name)| name.to_owned()));
        }
        let words = [text::one_line(entry.title), entry.status.to_owned(), entry.edition.clone(), names.join("\n")];
        let cells = words.into_iter().map(|words| Cell::of(vec![Paragraph::plain(Style::Part, words)])).collect();
        self.rows.push(Row { cells, ..Row::default() });
        Ok(())
    }

    /// Writes the list and closes the file.
    pub fn finish(mut self, unit_name: &str, printed_on: NaiveDate) -> Result<W, WriteError> {
        let rows = std::mem::take(&mut self.rows);
        let list = pdf::write(&list(unit_name, printed_on, rows), &Stop::default())?;
        self.write(LIST, &list)?;
        Ok(self.zip.finish()?)
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(self.made);
        self.zip.start_file(name, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    /// Two plans of one title lie in two folders, and two files of one name are told apart.
    fn free_name(&mut self, name: &str) -> String {
        let numbered = |number: usize| match name.rsplit_once('.').filter(|_| name.contains('/')) {
            _ if number == 1 => name.to_owned(),
            Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
            None => format!("{name} ({number})"),
        };
        let free = (1..=self.names.len() + 1).map(numbered).find(|name| !self.names.contains(&name.to_lowercase()));
        let free = free.unwrap_or_default();
        self.names.insert(free.to_lowercase());
        free
    }
}

/// A day as ZIP files tell time; what it cannot tell is left at its first day.
fn midnight(day: NaiveDate) -> DateTime {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let [month, of_month] = [day.month(), day.day()].map(|number| u8::try_from(number).unwrap_or(1));
    DateTime::from_date_and_time(year, month, of_month, 0, 0, 0).unwrap_or_default()
}

fn list(unit_name: &str, printed_on: NaiveDate, rows: Vec<Row>) -> Paper {
    let unit_name = text::one_line(unit_name);
    let columns = COLUMNS.map(|(name, width)| Column { name: name.into(), question: String::new(), width });
    let mut table = Table { caption: "Indhold".into(), columns: columns.into(), has_questions: false, rows };
    table.count_rows();
    Paper {
        title: format!("Handleplaner for {unit_name}"),
        subtitle: format!("Hentet {}", danish::date(printed_on)),
        unit_name,
        printed_on,
        page: Page::Landscape,
        pieces: vec![Piece::Table(table)],
    }
}
