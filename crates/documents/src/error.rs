//! Why a file could not be read or written: one Danish sentence that says what to do.

use crate::{MAX_COLUMNS, MAX_ROWS};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes at all.
    #[error("Filen er tom; vælg en fil med en handleplan.")]
    Empty,
    /// More bytes than are read.
    #[error("Filen er for stor; den må højst fylde {max_mb} MB, så fjern billeder, eller del den i flere filer.")]
    TooBig {
        /// Megabytes allowed.
        max_mb: usize,
    },
    /// Not a Word document at all.
    #[error("Filen er ikke et Word-dokument; åbn den i Word, og gem den som .docx.")]
    NotWord,
    /// The old Word format, or locked with a password: the two look alike from outside.
    #[error("Filen er et gammelt Word-dokument eller låst med adgangskode; gem den som .docx uden adgangskode.")]
    OldOrLocked,
    /// A Word document that is cut off or damaged.
    #[error("Word-filen er beskadiget; åbn den i Word, og gem den igen som .docx.")]
    Broken,
    /// Small on disk, huge when unpacked.
    #[error(
        "Word-filen fylder for meget, når den pakkes ud; kopiér tabellen over i et nyt Word-dokument, og gem det som .docx."
    )]
    ExpandsTooMuch,
    /// Elements within elements beyond all reason.
    #[error(
        "Word-filen er bygget for indviklet op; kopiér tabellen over i et nyt Word-dokument, og gem det som .docx."
    )]
    TooDeep,
    /// No table with headings that are known.
    #[error(
        "Der er ingen handleplan i filen; den skal have en tabel med overskrifter som Tema, Emne, Mål, Hvad, Hvornår og Hvem."
    )]
    NoTable,
    /// More rows than are read.
    #[error("Tabellen har for mange rækker; del den i filer med højst {MAX_ROWS} rækker.")]
    TooManyRows,
    /// More columns than are read.
    #[error("Tabellen har for mange kolonner; den må højst have {MAX_COLUMNS}.")]
    TooManyColumns,
    /// Not text that a table can be read from.
    #[error("Filen er ikke en CSV-fil; gem regnearket som »CSV UTF-8«.")]
    NotCsv,
    /// A line of a CSV file that cannot be told apart.
    #[error("CSV-filen kan ikke læses ved linje {line}; ret linjen, eller gem regnearket igen som »CSV UTF-8«.")]
    Csv {
        /// The line, counted from 1.
        line: u64,
    },
    /// Not JSON, or not the JSON of a plan.
    #[error("JSON-filen kan ikke læses ved linje {line}; ret linjen, eller eksportér planen igen.")]
    Json {
        /// The line, counted from 1.
        line: usize,
    },
    /// JSON, but of something else.
    #[error("JSON-filen er ikke en handleplan; vælg en fil, der er eksporteret herfra.")]
    NotPlanJson,
    /// JSON of a later edition of this program.
    #[error(
        "JSON-filen har version {version}, som ikke kendes her; opdatér Handleplan, eller eksportér planen som Word."
    )]
    UnknownVersion {
        /// The version it has.
        version: u64,
    },
}

/// Why a plan could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The Word document could not be packed.
    #[error("Word-filen kunne ikke dannes; prøv igen.")]
    Docx(#[from] zip::result::ZipError),
    /// The CSV file could not be written.
    #[error("CSV-filen kunne ikke dannes; prøv igen.")]
    Csv(#[from] csv::Error),
    /// The JSON file could not be written.
    #[error("JSON-filen kunne ikke dannes; prøv igen.")]
    Json(#[from] serde_json::Error),
}
