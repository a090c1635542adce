//! The documents a plan is made into. The next kind of document is added here.

use domain::text;

use crate::{
    Format, PrintInput, Stop, WriteError, csv, docx, json, paper::Paper, pdf, plan_paper, since, summary, xlsx,
};

/// The longest name of a file, in bytes and without its ending: long enough for people, short enough for archives.
const MAX_NAME_BYTES: usize = 120;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Document {
    /// The plan itself: the table the inspectorate knows.
    Plan,
    /// *Siden sidst*: what has changed since the plan was sent.
    SinceLast,
    /// *Resumé*: one page for the staff.
    Summary,
}

impl Document {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Plan, Self::SinceLast, Self::Summary];

    /// The Danish name; files are called by it too.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Handleplan",
            Self::SinceLast => "Siden sidst",
            Self::Summary => "Resumé",
        }
    }

    /// Whom it is for, in Danish.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Plan => "Hele planen som den tabel, tilsynet kender, eller som regneark at arbejde i.",
            Self::SinceLast => {
                "Bilag til tilsynet: hvad der er nyt, ændret og fulgt op, siden planen sidst blev sendt."
            }
            Self::Summary => "Én side til medarbejderne: hvad vi har lovet, hvem der gør det, og hvornår.",
        }
    }

    /// The word in addresses and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plan => "handleplan",
            Self::SinceLast => "siden-sidst",
            Self::Summary => "resume",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.key() == key)
    }

    /// The formats it can be written in, the most used first.
    pub const fn formats(self) -> &'static [Format] {
        match self {
            Self::Plan => &Format::ALL,
            Self::SinceLast | Self::Summary => &[Format::Docx, Format::Pdf],
        }
    }

    /// What is printed.
    pub fn paper(self, input: &PrintInput<'_>) -> Result<Paper, WriteError> {
        match self {
            Self::Plan => Ok(plan_paper::paper(input)),
            Self::SinceLast => since::paper(input).ok_or(WriteError::NeverSent),
            Self::Summary => Ok(summary::paper(input)),
        }
    }

    /// The document as a file, for as long as anybody waits for it. Only a PDF can be too large: to set one takes much
    /// more time and room than to write the same words down.
    pub fn write(self, format: Format, input: &PrintInput<'_>, stop: &Stop) -> Result<Vec<u8>, WriteError> {
        if !self.formats().contains(&format) {
            return Err(WriteError::NoSuchFormat);
        }
        stop.check()?;
        match format {
            Format::Docx => docx::write(&self.paper(input)?, stop),
            Format::Pdf => pdf::write_within_limits(&self.paper(input)?, stop),
            Format::Xlsx => xlsx::write(input, stop),
            Format::Csv => csv::write(input),
            Format::Json => json::write(input),
        }
    }

    /// A name to file it by: "Handleplan Bostedet X tilsyn 2026-03-12 v2.docx".
    pub fn file_name(self, format: Format, input: &PrintInput<'_>) -> String {
        let about = match input.visited_on {
            Some(day) => format!("tilsyn {day}"),
            None => input.plan.year.to_string(),
        };
        let edition = match (self, input.version, input.last_sent) {
            (Self::SinceLast, _, Some(sent)) => format!("v{} til {}", sent.number, input.printed_on),
            (_, Some(number), _) => format!("v{number}"),
            _ => format!("udgave {}", input.printed_on),
        };
        // A long name of a unit is cut, never what tells one edition from the next.
        let rest = fileable(&[about.as_str(), &edition].join(" "));
        let unit = fileable(input.unit_name);
        let unit = shortened(&unit, MAX_NAME_BYTES.saturating_sub(rest.len()));
        let name = [self.label(), unit, &rest].into_iter().filter(|words| !words.is_empty());
        format!("{}.{}", name.collect::<Vec<_>>().join(" "), format.extension())
    }
}

/// A name every system can keep: what a path or a command would take as its own is left out.
pub(crate) fn fileable(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|char| match char {
            '/' | '\\' | ':' | '|' => '-',
            '*' | '?' | '"' | '<' | '>' => ' ',
            _ if char.is_control() || char.is_whitespace() => ' ',
            _ => char,
        })
        .filter(|&char| !is_unseen(char))
        .collect();
    let line = text::one_line(&plain);
    let short = shortened(&line, MAX_NAME_BYTES);
    if short.is_empty() { "Handleplan".to_owned() } else { short.to_owned() }
}

/// Characters that take no room and turn or join those around them: a name with them is not what it seems.
const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// As much of the words as takes so many bytes, without dots and spaces at its ends.
fn shortened(words: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(words.len())).rev().find(|&end| words.is_char_boundary(end)).unwrap_or_default();
    words[..end].trim_matches(|letter: char| letter == '.' || letter == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn what_is_too_large_for_a_pdf_can_still_be_had_in_word() {
        let (mut plan, template) = (sample::plan(), sample::template());
        plan.closing = "ord ".repeat(100_000);
        let write = |format| Document::Plan.write(format, &sample::print_input(&plan, &template), &Stop::default());
        assert!(matches!(write(Format::Pdf), Err(WriteError::TooLarge { size: 400_000.., .. })));
        assert!(write(Format::Docx).is_ok() && write(Format::Csv).is_ok() && write(Format::Json).is_ok());
    }

    #[test]
    fn a_name_can_be_filed() {
        let (plan, template) = (sample::plan(), sample::template());
        let visited_on = "2026-03-12".parse().ok();
        let input = PrintInput {
            visited_on,
            version: Some(2),
            unit_name: "Bostedet \"X\" / Øst",
            ..sample::print_input(&plan, &template)
        };
        let name = Document::Plan.file_name(Format::Docx, &input);
        assert_eq!(name, "Handleplan Bostedet X - Øst tilsyn 2026-03-12 v2.docx");
        let input = PrintInput { version: None, ..input };
        assert!(Document::Summary.file_name(Format::Pdf, &input).ends_with("udgave 2026-03-12.pdf"));
        assert_eq!(fileable("..\u{202e}/.."), "-");
        assert!(fileable(&"🙂".repeat(500)).len() <= MAX_NAME_BYTES);
        let name = "Bostedet ".repeat(40);
        let long = PrintInput { version: Some(12), unit_name: &name, ..input };
        assert!(Document::Plan.file_name(Format::Pdf, &long).ends_with(" tilsyn 2026-03-12 v12.pdf"));
    }
}
