//! The sheet *Om planen*: what the plan says outside its table, and how the workbook is worked in.

use domain::{danish, text};
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::{PrintInput, plan_paper};

use super::{
    activities,
    book::{Book, Value},
    columns::{Column, Columns},
    formats::{self, Formats},
};

const NAME: &str = "Om planen";
const TITLE: &str = "Titel";
const YEAR: &str = "År";
const INTRODUCTION: &str = "Indledning";
const CLOSING: &str = "Afslutning";
const WIDTHS: [u16; 2] = [24, 110];

/// What the plan says outside its table.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its title.
    pub(super) title: String,
    /// Its year, where it can be read.
    pub(super) year: Option<i32>,
    /// Text before the table.
    pub(super) introduction: String,
    /// Text after the table.
    pub(super) closing: String,
}

/// Writes the sheet.
pub(super) fn write(worksheet: &mut Worksheet, input: &PrintInput<'_>, formats: &Formats) -> Result<(), XlsxError> {
    worksheet.set_name(NAME)?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        worksheet.set_column_width(column, width)?;
    }
    for (row, (label, text)) in (0_u32..).zip(lines(input).into_iter().chain(advice(input))) {
        worksheet.set_row_height(row, formats::height([(label, WIDTHS[0]), (text.as_str(), WIDTHS[1])]))?;
        worksheet.write_string_with_format(row, 0, label, &formats.label)?;
        worksheet.write_string_with_format(row, 1, text, &formats.note)?;
    }
    formats::set_page(worksheet, input);
    Ok(())
}

fn lines(input: &PrintInput<'_>) -> Vec<(&'static str, String)> {
    let plan = input.plan;
    let version = match input.version {
        Some(number) => number.to_string(),
        None => format!("arbejdsudgave {}", plan.revision),
    };
    vec![
        (TITLE, plan_paper::title(input)),
        ("Enhed", text::one_line(input.unit_name)),
        ("Status", plan.status.label().to_owned()),
        (YEAR, plan.year.to_string()),
        ("Frist", plan.due_on.map(danish::date).unwrap_or_default()),
        ("Version", version),
        ("Udskrevet", danish::date(input.printed_on)),
        (INTRODUCTION, text::tidy(&plan.introduction)),
        (CLOSING, text::tidy(&plan.closing)),
        ("", String::new()),
    ]
}

fn advice(input: &PrintInput<'_>) -> Vec<(&'static str, String)> {
    let columns = Columns::of(input.template);
    let editable = named(&columns, Column::is_editable);
    let shared = named(&columns, |column| column == Column::Finding || column.is_of_issue());
    let activities = activities::NAME;
    let advice = [
        format!("Du kan rette i disse kolonner på arket »{activities}«: {editable}."),
        "Gem filen som .xlsx, og hent den ind igen fra planen i Handleplan. Du får vist alle ændringer, før de gælder."
            .to_owned(),
        format!("{shared} står i alle de rækker, de hører til. Det er nok at rette i én af dem."),
        "Flere tekster i én celle står med en tom linje imellem. Behold antallet; nye tekster skrives i Handleplan."
            .to_owned(),
        "En ny aktivitet skriver du i en ny række under en aktivitet i samme emne. Lad Id stå tomt i den.".to_owned(),
        "Sletter du en række, sker der ikke noget med planen. Det, der skal væk, sletter du i Handleplan.".to_owned(),
        "Skriv datoer som 31-12-2026. Du må gerne sortere og filtrere. Flet ikke celler, og ret ikke i kolonnen Id."
            .to_owned(),
    ];
    let labels = std::iter::once("Sådan retter du i filen").chain(std::iter::repeat(""));
    labels.zip(advice).collect()
}

/// The headings of some columns: "Emne, Mål og Hvad".
fn named(columns: &Columns, is_meant: impl Fn(Column) -> bool) -> String {
    let meant = columns.iter().filter(|column| is_meant(*column));
    let headings: Vec<String> = meant.map(|column| columns.heading(column).to_owned()).collect();
    danish::and_list(&headings)
}

/// What the sheet says; nothing where it is missing.
pub(super) fn read(book: &Book) -> About {
    let mut about = About::default();
    for cells in book.page(NAME).into_iter().flat_map(|page| page.rows.values()) {
        let [label, words] = [0, 1].map(|column| cells.get(&column).map(Value::text).unwrap_or_default());
        match label.trim() {
            TITLE => about.title = text::one_line(&words),
            YEAR => about.year = words.trim().parse().ok(),
            INTRODUCTION => about.introduction = text::tidy(&words),
            CLOSING => about.closing = text::tidy(&words),
            _ => {}
        }
    }
    about
}
