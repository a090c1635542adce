//! Headings: which column of a third-party table holds what.

use std::collections::BTreeSet;

use domain::template::{ColumnKey, PlanTemplate};

use crate::grid::{Cell, Row};

/// What a column of a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A column of the template.
    Known(ColumnKey),
    /// How far the activities have come.
    Status,
    /// A column the template does not have, with its heading.
    Other(String),
    /// A column that is read in another way.
    Ignored,
}

/// What each column of a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns(Vec<Slot>);

/// The headings and questions of a template, in the form in which two spellings are equal.
#[derive(Debug)]
pub(crate) struct Headings {
    columns: Vec<(ColumnKey, Vec<String>)>,
    questions: Vec<BTreeSet<String>>,
}

/// The heading of the column that numbers the findings of our own CSV files.
pub(crate) const FINDING_NUMBER: &str = "Fund nr.";
/// The heading of the column that numbers the issues of our own CSV files.
pub(crate) const ISSUE_NUMBER: &str = "Emne nr.";
/// The heading of the column that tells how far the activities have come.
pub(crate) const STATUS: &str = "Status";

/// The columns of which a plan has at least one.
const CORE: [ColumnKey; 4] = [ColumnKey::Theme, ColumnKey::Issue, ColumnKey::Goal, ColumnKey::Activity];
/// A longer text is no heading.
const MAX_HEADING_BYTES: usize = 400;
/// Endings in which a heading may differ from the name it is known by: "emner", "effekten".
const ENDINGS: [&str; 9] = ["r", "er", "erne", "ne", "en", "et", "e", "n", "s"];

impl Columns {
    /// What the column holds that a cell begins in.
    pub(crate) fn slot(&self, column: usize) -> Option<&Slot> {
        self.0.get(column)
    }

    /// Whether a column of the template was found.
    pub(crate) fn has(&self, key: ColumnKey) -> bool {
        self.0.contains(&Slot::Known(key))
    }

    /// How many of the template's columns were found.
    pub(crate) fn kind_count(&self) -> usize {
        ColumnKey::ALL.into_iter().filter(|key| self.has(*key)).count()
    }

    /// Leaves a column to be read in another way.
    pub(crate) fn ignore(&mut self, column: usize) {
        if let Some(slot) = self.0.get_mut(column) {
            *slot = Slot::Ignored;
        }
    }
}

impl Headings {
    /// The headings of a template.
    pub(crate) fn new(template: &PlanTemplate) -> Self {
        let columns = template
            .columns
            .iter()
            .map(|column| {
                let names = std::iter::once(&column.name).chain(&column.synonyms).map(|name| normal(name));
                (column.key, names.filter(|name| !name.is_empty()).collect())
            })
            .collect();
        let questions = template.columns.iter().map(|column| words(&column.question)).filter(|set| !set.is_empty());
        Self { columns, questions: questions.collect() }
    }

    /// The columns in the order of the template, for a table without headings.
    pub(crate) fn in_order(&self) -> Columns {
        Columns(self.columns.iter().map(|(key, _)| Slot::Known(*key)).collect())
    }

    /// How many columns the template has.
    pub(crate) fn count(&self) -> usize {
        self.columns.len()
    }

    /// What the columns hold, where the row is a row of headings.
    pub(crate) fn recognise(&self, row: &Row) -> Option<Columns> {
        if row.cells.iter().flat_map(|cell| &cell.paragraphs).any(|paragraph| paragraph.text.len() > MAX_HEADING_BYTES)
        {
            return None;
        }
        let slots = self.slots(row);
        let known = slots.iter().filter(|slot| matches!(slot, Slot::Known(_))).count();
        let others =
            slots.iter().zip(&row.cells).filter(|(slot, cell)| matches!(slot, Slot::Other(_)) && !is_number(cell));
        let unknown = others.filter(|(_, cell)| !cell.is_blank()).count();
        let columns = spread(&row.cells, slots);
        let kinds = columns.kind_count();
        // Who and when alone may be the head of a letter; a plan says what, too.
        let has_core = CORE.into_iter().any(|key| columns.has(key));
        let is_heading = has_core && (kinds >= 3 && unknown <= known || kinds >= 2 && unknown == 0);
        is_heading.then_some(columns)
    }

    /// True for a row of the template's guiding questions.
    pub(crate) fn are_questions(&self, row: &Row) -> bool {
        let cells: Vec<&Cell> = row.filled().collect();
        let alike = cells.iter().filter(|cell| self.is_question(&cell.text())).count();
        alike >= 2 && alike * 2 >= cells.len()
    }

    fn is_question(&self, text: &str) -> bool {
        let words = words(text);
        self.questions.iter().any(|question| {
            let shared = question.intersection(&words).count();
            shared * 2 > question.len() && shared * 2 > words.len()
        })
    }

    // Exact names are found first, so that a mere likeness never takes a column from its own name.
    fn slots(&self, row: &Row) -> Vec<Slot> {
        let mut slots: Vec<Option<Slot>> = row.cells.iter().map(|cell| self.exact(&cell.text())).collect();
        for (at, cell) in row.cells.iter().enumerate() {
            if slots[at].is_none() {
                let alike = self.alike(&cell.text()).map(Slot::Known);
                slots[at] = alike.filter(|slot| !slots.contains(&Some(slot.clone())));
            }
        }
        self.settle_activity(row, &mut slots);
        let others = slots.into_iter().zip(&row.cells);
        others.map(|(slot, cell)| slot.unwrap_or_else(|| Slot::Other(heading(cell)))).collect()
    }

    // Two columns of what is done ("Hvad" and "Indsats") are not one list of activities.
    fn settle_activity(&self, row: &Row, slots: &mut [Option<Slot>]) {
        let name =
            self.columns.iter().find(|(key, _)| *key == ColumnKey::Activity).and_then(|(_, names)| names.first());
        let found: Vec<usize> =
            (0..slots.len()).filter(|at| slots[*at] == Some(Slot::Known(ColumnKey::Activity))).collect();
        let kept =
            found.iter().copied().find(|at| Some(&normal(&row.cells[*at].text())) == name).or(found.last().copied());
        for at in found.into_iter().filter(|at| Some(*at) != kept) {
            slots[at] = None;
        }
    }

    fn exact(&self, text: &str) -> Option<Slot> {
        readings(text).iter().find_map(|reading| {
            if *reading == normal(STATUS) {
                return Some(Slot::Status);
            }
            let found = self.columns.iter().find(|(_, names)| names.contains(reading));
            found.map(|(key, _)| Slot::Known(*key))
        })
    }

    fn alike(&self, text: &str) -> Option<ColumnKey> {
        readings(text).iter().find_map(|reading| {
            let is_alike = |name: &String| {
                name.chars().count() >= 4
                    && reading.strip_prefix(name.as_str()).is_some_and(|rest| ENDINGS.contains(&rest))
            };
            self.columns.iter().find(|(_, names)| names.iter().any(is_alike)).map(|(key, _)| *key)
        })
    }
}

/// A heading in the form in which two spellings of it are equal: lower-case letters and digits, without
/// the number it may begin or end with.
pub(crate) fn normal(heading: &str) -> String {
    let kept: String = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    kept.trim_matches(|c: char| c.is_ascii_digit()).to_owned()
}

// A heading cell may hold its question too, or an explanation in parentheses.
fn readings(text: &str) -> Vec<String> {
    let first_line = text.lines().next().unwrap_or_default();
    let before_parenthesis = first_line.split('(').next().unwrap_or_default();
    [text, first_line, before_parenthesis].into_iter().map(normal).filter(|reading| !reading.is_empty()).collect()
}

fn heading(cell: &Cell) -> String {
    domain::text::one_line(&cell.text()).trim_end_matches(':').to_owned()
}

fn is_number(cell: &Cell) -> bool {
    let name = normal(&cell.text());
    [FINDING_NUMBER, ISSUE_NUMBER, "Nr."].into_iter().any(|heading| normal(heading) == name)
}

fn spread(cells: &[Cell], slots: Vec<Slot>) -> Columns {
    let mut columns = Vec::new();
    for (cell, slot) in cells.iter().zip(slots) {
        columns.resize(cell.column, Slot::Other(String::new()));
        columns.resize(cell.column + cell.span, slot);
    }
    Columns(columns)
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use ColumnKey::{Activity, Goal, Issue, Period, Theme};

    use super::*;
    use crate::tests::sample;

    fn recognise(texts: &[&str]) -> Option<Columns> {
        Headings::new(&sample::template()).recognise(&sample::row(texts))
    }

    fn known(keys: &[ColumnKey]) -> Vec<Slot> {
        keys.iter().copied().map(Slot::Known).collect()
    }

    #[test]
    fn knows_headings_however_they_are_written() {
        let columns =
            recognise(&["TEMA:", "1. Emner", "Delmål", "Hvad? (aktiviteter)", "Hvornår\nHvad er tidsrammen?"]).unwrap();
        assert_eq!(columns.0, known(&[Theme, Issue, Goal, Activity, Period]));
    }

    #[test]
    fn keeps_the_heading_of_a_column_it_does_not_know() {
        let columns = recognise(&["Nr.", "Emne", "Mål", "Hvad", "Bemærkninger:", "Status"]).unwrap();
        assert_eq!(columns.slot(4), Some(&Slot::Other("Bemærkninger".into())));
        assert_eq!(columns.slot(5), Some(&Slot::Status));
        assert!(columns.has(Goal) && !columns.has(Theme));
    }

    #[test]
    fn takes_one_column_of_activities_only() {
        let columns = recognise(&["Emne", "Indsats", "Hvad", "Hvem"]).unwrap();
        assert_eq!(columns.slot(1), Some(&Slot::Other("Indsats".into())));
        assert_eq!(columns.slot(2), Some(&Slot::Known(Activity)));
    }

    #[test]
    fn a_row_of_text_is_no_heading() {
        assert_eq!(recognise(&["Kultur", "Ledelsen følger op", "2022", "Ledelse"]), None);
        assert_eq!(recognise(&["Mål", "Vi skal nå det hele", "og mere til", ""]), None);
        assert_eq!(recognise(&["Tidsramme", "Ansvarlig"]), None);
    }

    #[test]
    fn knows_the_questions_though_words_are_missing() {
        let headings = Headings::new(&sample::template());
        let row = sample::row(&[
            "Hvilke forhold skal ændres eller udvikles, og hvad er årsagerne?",
            "Hvilke aktiviteter iværksættes?",
        ]);
        assert!(headings.are_questions(&row));
        assert!(!headings.are_questions(&sample::row(&["Ledelsen iværksætter aktiviteter", "Hvem ved?"])));
    }
}
