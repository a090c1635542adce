//! Reads CSV by its headings, whoever made it.

use csv::ReaderBuilder;
use domain::draft::PlanDraft;

use crate::{
    DEFAULT_TITLE, Import, MAX_COLUMNS, MAX_ROWS, ReadContext, ReadError,
    budget::Budget,
    grid::{self, Cell, Grid, Row},
    third_party::{self, Recogniser},
};

use super::{decode, unguarded};

/// What a CSV file holds.
pub(crate) fn read(bytes: &[u8], context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let text = decode::decode(bytes)?;
    let (delimiter, text) = decode::delimiter(&text);
    let mut table = Table::default();
    let import = table.read(text, delimiter).and_then(|()| understand(&table.grid, context));
    match import {
        // A mark without its fellow makes one cell of all that follows; that is what is to be mended.
        Err(ReadError::TooLarge(_)) if text.matches('"').count() % 2 == 1 => {
            Err(ReadError::OpenQuote { line: table.last_line })
        }
        import => import,
    }
}

/// The records of a file.
#[derive(Default)]
struct Table {
    grid: Grid,
    /// The line in which the last of them begins.
    last_line: u64,
}

impl Table {
    fn read(&mut self, text: &str, delimiter: u8) -> Result<(), ReadError> {
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let mut budget = Budget::of_table();
        for record in reader.records() {
            let record =
                record.map_err(|error| ReadError::Csv { line: error.position().map_or(1, csv::Position::line) })?;
            self.last_line = record.position().map_or(1, csv::Position::line);
            if record.len() > MAX_COLUMNS {
                return Err(ReadError::TooManyColumns);
            }
            if self.grid.rows.len() == MAX_ROWS {
                return Err(ReadError::TooManyRows);
            }
            for field in &record {
                budget.take_lines(field)?;
            }
            self.grid.rows.push(Row { cells: record.iter().enumerate().map(cell).collect() });
        }
        Ok(())
    }
}

fn understand(grid: &Grid, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    if !Recogniser::new(context.template, [grid]).accepts(grid) {
        return Err(ReadError::NoTable);
    }
    let third_party = third_party::read(std::slice::from_ref(grid), context, [])?;
    let draft = PlanDraft {
        title: DEFAULT_TITLE.to_owned(),
        introduction: third_party.before.join("\n"),
        blocks: third_party.blocks,
        ..PlanDraft::default()
    };
    Ok(Import { draft, notes: third_party.notes })
}

fn cell((column, text): (usize, &str)) -> Cell {
    Cell { column, span: 1, is_continued: false, paragraphs: grid::paragraphs(unguarded(text)) }
}

#[cfg(test)]
mod tests {
    use domain::{
        activity::ActivityStatus,
        draft::{BlockDraft, LineDraft, TooLarge},
    };

    use super::*;
    use crate::tests::sample;

    fn read_text(text: &str) -> Result<Import, ReadError> {
        let (model, template) = (sample::model(), sample::template());
        read(text.as_bytes(), &ReadContext { model: &model, template: &template })
    }

    #[test]
    fn reads_the_table_of_any_spreadsheet() {
        let import =
            read_text("Plan 2022,,\nEmne,Hvad,Hvem\nKultur,\"Kursus\n- Møder\",\n,Supervision,Ledelse\n").unwrap();
        assert_eq!(import.draft.introduction, "Plan 2022");
        let issue = &import.draft.blocks[0].issues[0];
        assert_eq!((issue.text.as_str(), issue.lines.len()), ("Kultur", 3));
    }

    #[test]
    fn reads_the_table_of_the_first_edition() {
        let import = read_text(concat!(
            "\u{feff}Fund nr.;Emne nr.;Tema;Emne;Mål;Hvad;Hvornår;Dokumentation;Hvem;Forventede effekt;Status\r\n",
            "1;1;\"Henvisning\n\nHenstilling\ni to linjer\";Kultur;\"'- Ro\n\nMål\ni to linjer\";",
            "Kursus;uge 4;APV;;;Igangsat\r\n",
            "1;1;;;;;;;Ledelse;;\r\n",
            "2;;\"Sundhed og trivsel\n\n\";;;;;;;;\r\n",
        ))
        .unwrap();
        let [first, second] = import.draft.blocks.as_slice() else { panic!("{:?}", import.draft.blocks) };
        let words = |block: &BlockDraft| (block.finding.reference_text.clone(), block.finding.text.clone());
        assert_eq!(words(first), ("Henvisning".into(), "Henstilling\ni to linjer".into()));
        assert_eq!(first.issues[0].statements.of("goal"), ["- Ro", "Mål\ni to linjer"]);
        let [LineDraft::Activity(activity), LineDraft::Owner(owner)] = first.issues[0].lines.as_slice() else {
            panic!("{:?}", first.issues[0].lines)
        };
        assert_eq!((activity.what.as_str(), activity.status), ("Kursus", ActivityStatus::Started));
        assert_eq!(*owner, "Ledelse");
        assert_eq!(words(second), ("Sundhed og trivsel".into(), String::new()));
        assert!(second.issues.is_empty() && import.notes.is_empty(), "{:?}", import.notes);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_where_it_stands() {
        let rows =
            |quote: &str| format!("Emne;Hvad;Hvem\nKultur;{quote}Kursus;Ledelse\n{}", "x;Møde;y\n".repeat(6_000));
        assert_eq!(read_text(&rows("\"")).unwrap_err(), ReadError::OpenQuote { line: 2 });
        assert_eq!(read_text(&rows("")).unwrap_err(), ReadError::TooManyRows);
        let long = format!("Emne;Hvad\nKultur;\"{}", "Kursus og møde ".repeat(600_000));
        assert_eq!(read_text(&long).unwrap_err(), ReadError::OpenQuote { line: 2 });
    }

    #[test]
    fn counts_what_a_cell_is_made_into() {
        let lines = |count: usize| read_text(&format!("Emne;Hvad\nKultur;\"{}\"", "x\n".repeat(count)));
        assert_eq!(lines(4_000).unwrap().draft.activity_count(), 4_000);
        assert_eq!(lines(5_000).unwrap_err(), ReadError::TooLarge(TooLarge::Parts));
        assert_eq!(lines(2_000_000).unwrap_err(), ReadError::TooLarge(TooLarge::Parts));
    }

    #[test]
    fn refuses_what_is_no_plan() {
        assert_eq!(read_text("Navn;Telefon\nLise;1").unwrap_err(), ReadError::NoTable);
        assert_eq!(read_text(&"a;b\n".repeat(MAX_ROWS + 1)).unwrap_err(), ReadError::TooManyRows);
        assert_eq!(read_text(&";".repeat(MAX_COLUMNS)).unwrap_err(), ReadError::TooManyColumns);
    }
}
