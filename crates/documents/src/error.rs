//! Why a file could not be read or written: one Danish sentence that says what to do.

use domain::draft::TooLarge;

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
    /// Not an Excel workbook at all.
    #[error("Filen er ikke en Excel-fil; åbn den i Excel eller LibreOffice, og gem den som .xlsx.")]
    NotExcel,
    /// The workbook of another plan.
    #[error("Filen hører til en anden plan; find den plan, den er hentet fra, eller hent den ind som en ny plan.")]
    OtherPlan,
    /// A PDF: its table cannot be told apart for certain.
    #[error("En PDF kan ikke hentes ind; find planen som Word (.docx) eller Excel (.xlsx), og hent den ind.")]
    Pdf,
    /// The old Word format, or locked with a password: the two look alike from outside.
    #[error("Filen er i et gammelt format eller låst med adgangskode; gem den som .docx eller .xlsx uden adgangskode.")]
    OldOrLocked,
    /// A file that is cut off or damaged.
    #[error("Filen er beskadiget; åbn den i Word eller Excel, og gem den igen.")]
    Broken,
    /// Small on disk, huge when unpacked.
    #[error("Filen fylder for meget, når den pakkes ud; kopiér tabellen over i en ny fil, og gem den.")]
    ExpandsTooMuch,
    /// Elements within elements beyond all reason.
    #[error(
        "Word-filen er bygget for indviklet op; kopiér tabellen over i et nyt Word-dokument, og gem det som .docx."
    )]
    TooDeep,
    /// No table with headings that are known.
    #[error(
        "Der er ingen handleplan i filen; den skal have en tabel med overskrifter som Tema, Emne, Mål, Hvad, Hvornår \
         og Hvem."
    )]
    NoTable,
    /// More rows than are read.
    #[error("Tabellen har for mange rækker; del den i filer med højst {MAX_ROWS} rækker.")]
    TooManyRows,
    /// More columns than are read.
    #[error("Tabellen har for mange kolonner; den må højst have {MAX_COLUMNS}.")]
    TooManyColumns,
    /// More than a plan may be, however few the bytes.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A quotation mark that opens a cell of a CSV file and is never closed, so that the rest is read as one cell.
    #[error(
        "CSV-filen har et anførselstegn (\") uden makker i den række, der begynder på linje {line}, så resten af filen \
         læses som én celle; ret det, eller gem regnearket igen som »CSV UTF-8«."
    )]
    OpenQuote {
        /// The line its row begins in, counted from 1.
        line: u64,
    },
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
    /// The PDF file could not be set; the words are for the log.
    #[error("PDF-filen kunne ikke dannes; hent planen som Word imens.")]
    Pdf(String),
    /// The Excel file could not be packed.
    #[error("Excel-filen kunne ikke dannes; prøv igen.")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The index of an archive or one of its files could not be written.
    #[error("ZIP-filen kunne ikke dannes; prøv igen.")]
    Archive(#[from] std::io::Error),
    /// More than can be set as a PDF in a moment and in the room there is.
    #[error(
        "Planen er for stor til en PDF: den fylder, hvad der svarer til {size} tegn, og en PDF kan højst have {max}. \
         Hent den som Word eller Excel, eller del den i flere planer."
    )]
    TooLarge {
        /// How much it is, in characters.
        size: usize,
        /// How much it may be.
        max: usize,
    },
    /// Nobody waits for it any more.
    #[error("Filen blev ikke lavet færdig, fordi ingen ventede på den længere; prøv igen.")]
    Stopped,
    /// Nothing has been sent that the plan could be compared with.
    #[error("Planen er ikke sendt endnu, så der er ikke noget at sammenligne med.")]
    NeverSent,
    /// This kind of document is not written in this format.
    #[error("Dokumentet findes ikke i det format; vælg Word eller PDF.")]
    NoSuchFormat,
    /// The CSV file could not be written.
    #[error("CSV-filen kunne ikke dannes; prøv igen.")]
    Csv(#[from] csv::Error),
    /// The JSON file could not be written.
    #[error("JSON-filen kunne ikke dannes; prøv igen.")]
    Json(#[from] serde_json::Error),
}
