//! Writes a plan's table as CSV.

use csv::{Terminator, WriterBuilder};
use domain::{
    plan::Line,
    template::{Column, Holds},
};

use crate::{
    PrintInput, WriteError,
    entry::Part,
    grid::BETWEEN,
    headings::{FINDING_NUMBER, ISSUE_NUMBER, STATUS},
    rows::{self, Row, SharedLines},
    style::Style,
};

use super::guarded;

/// The plan as CSV.
pub(crate) fn write(input: &PrintInput<'_>) -> Result<Vec<u8>, WriteError> {
    let columns = &input.template.columns;
    let mut writer =
        WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let names = columns.iter().map(|column| column.name.as_str());
    writer.write_record([FINDING_NUMBER, ISSUE_NUMBER].into_iter().chain(names).chain([STATUS]))?;
    for row in rows::rows(input.plan, SharedLines::Apart) {
        writer.write_record(record(&row, columns))?;
    }
    Ok(writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
}

fn record(row: &Row<'_>, columns: &[Column]) -> Vec<String> {
    let mut record =
        vec![row.block_number.to_string(), row.issue_number.map(|number| number.to_string()).unwrap_or_default()];
    record.extend(columns.iter().map(|column| guarded(&cell(row, column.holds))));
    record.push(status(row).to_owned());
    record
}

fn cell(row: &Row<'_>, holds: Holds) -> String {
    // What stands above is not gathered again for each row below.
    if row.is_continued(holds) {
        return String::new();
    }
    let parts = row.parts(holds);
    match holds {
        Holds::Theme => finding(&parts),
        Holds::Issue => joined(&parts, "\n"),
        _ => joined(&parts, BETWEEN),
    }
}

// References come before the blank line, the finding after it; a finding without references needs none.
fn finding(parts: &[Part]) -> String {
    let (references, texts): (Vec<Part>, Vec<Part>) =
        parts.iter().cloned().partition(|part| part.style == Style::Reference);
    if references.is_empty() {
        return joined(&texts, "\n");
    }
    [joined(&references, "\n"), joined(&texts, "\n")].join(BETWEEN)
}

fn joined(parts: &[Part], between: &str) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    texts.join(between)
}

fn status(row: &Row<'_>) -> &'static str {
    row.lines.first().and_then(Line::activity).map_or("", |activity| activity.status.label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn a_spreadsheet_can_open_it() {
        let (plan, template) = (sample::plan(), sample::template());
        let text = String::from_utf8(write(&sample::print_input(&plan, &template)).unwrap()).unwrap();
        assert!(text.starts_with(
            "\u{feff}Fund nr.;Emne nr.;Tema;Emne;Mål;Hvad;Hvornår;Dokumentation;Hvem;Forventede effekt;Status\r\n"
        ));
        assert!(text.contains("'=HYPERLINK"));
        assert!(text.contains("Igangsat\r\n"));
    }
}
