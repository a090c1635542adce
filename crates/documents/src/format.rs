//! The formats a plan is written in and read from.

use crate::{Import, ReadContext, ReadError, csv, docx, json, xlsx};

/// A format of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Word.
    Docx,
    /// PDF; it is written, not read.
    Pdf,
    /// Excel.
    Xlsx,
    /// Text for spreadsheets.
    Csv,
    /// Text for programs.
    Json,
}

impl Format {
    /// Every format, the most used first.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Pdf, Self::Xlsx, Self::Csv, Self::Json];

    /// The Danish name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Docx => "Word",
            Self::Pdf => "PDF",
            Self::Xlsx => "Excel",
            Self::Csv => "Regneark (CSV)",
            Self::Json => "Data (JSON)",
        }
    }

    /// The ending of its files, which is also its name: "docx".
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// True for a format that a plan can be read from.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// The format called `name`, or of the file called `name`: "docx", "Handleplan 2026.DOCX".
    pub fn from_name(name: &str) -> Option<Self> {
        let ending = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == ending)
    }

    /// What a file of this format holds. Who followed up, and when, is the file's word alone: whoever keeps the draft
    /// calls [`PlanDraft::imported_by`](domain::draft::PlanDraft::imported_by) first.
    pub fn read(self, bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        let import = match self {
            Self::Docx => docx::read(bytes, context),
            Self::Pdf => Err(ReadError::Pdf),
            Self::Xlsx => xlsx::read(bytes, context),
            Self::Csv => csv::read(bytes, context),
            Self::Json => json::read(bytes),
        }?;
        import.draft.check_size()?;
        let (draft, mut notes) = import.draft.plausible();
        notes.extend(import.notes);
        Ok(Import { draft, notes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn is_known_by_name_and_file_name() {
        assert_eq!(Format::from_name("Plan.pdf"), Some(Format::Pdf));
        assert_eq!(Format::from_name("csv"), Some(Format::Csv));
        assert_eq!(Format::from_name("Handleplan 2.0.DOCX"), Some(Format::Docx));
        assert_eq!(Format::from_name("handleplan.doc"), None);
        assert_eq!(Format::from_name(""), None);
    }

    #[test]
    fn what_a_file_says_of_itself_is_not_believed_blindly() {
        let (model, template) = (sample::model(), sample::template());
        let reading = r#"{"start":"2026-03-01","end":"2026-01-01","kind":"range"}"#;
        let note = r#"{"noted_on":"1066-10-14","text":"Holdt","status":"done"}"#;
        let activity = format!(r#"{{"line":"activity","what":"Kursus","corrected":{reading},"follow_ups":[{note}]}}"#);
        let plan = format!(r#"{{"year":2147483647,"blocks":[{{"issues":[{{"lines":[{activity}]}}]}}]}}"#);
        let file = format!(r#"{{"format":"handleplan","version":1,"plan":{plan}}}"#);
        let import = Format::Json.read(file.as_bytes(), &ReadContext { model: &model, template: &template }).unwrap();
        assert_eq!((import.draft.year, import.draft.activity_count()), (None, 1));
        let told = import.notes.join(" ");
        assert!(told.contains("2147483647") && told.contains("tidsramme") && told.contains("opfølgning"), "{told}");
    }

    #[test]
    fn texts_of_columns_this_kind_of_plan_lacks_are_kept_for_the_kind_that_the_file_names() {
        let (model, template) = (sample::model(), sample::template());
        let file =
            r#"{"format":"handleplan","version":1,"plan":{"blocks":[{"issues":[{"goals":["a"],"risk":["b"]}]}]}}"#;
        let import = Format::Json.read(file.as_bytes(), &ReadContext { model: &model, template: &template }).unwrap();
        let statements = &import.draft.blocks[0].issues[0].statements;
        assert_eq!((statements.texts("goal"), statements.texts("risk")), (vec!["a"], vec!["b"]));
    }
}
