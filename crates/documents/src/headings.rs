//! Headings: which column of a third-party table holds what.

use std::collections::{BTreeSet, HashSet};

use domain::{
    template::{Column, ColumnAbility, Holds, PlanTemplate},
    text,
    words::alphanumeric,
};

use crate::grid::{Cell, Row};

/// What a column of a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A column of the template.
    Known(Holds),
    /// How far the activities have come.
    Status,
    /// The number of the finding.
    FindingNumber,
    /// The number of the issue within the finding.
    IssueNumber,
    /// A column the template does not have, with its heading.
    Other(String),
}

/// What each column of a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns(Vec<Slot>);

/// The headings and questions of a template, in the form in which two spellings are equal.
#[derive(Debug)]
pub(crate) struct Headings {
    columns: Vec<Known>,
    fixed: [(String, Slot); 3],
    questions: Vec<BTreeSet<String>>,
    /// The columns of which a plan has at least one: who and when alone may be the head of a letter; a plan says what,
    /// too.
    core: Vec<Holds>,
}

/// The headings a column of the template is known by.
#[derive(Debug)]
struct Known {
    holds: Holds,
    /// Its name as the template has it.
    written: String,
    /// Its name, and what else it may be called.
    names: Vec<String>,
}

/// The heading of the column that numbers the findings.
pub(crate) const FINDING_NUMBER: &str = "Fund nr.";
/// The heading of the column that numbers the issues of each finding.
pub(crate) const ISSUE_NUMBER: &str = "Emne nr.";
/// The heading of the column that tells how far the activities have come.
pub(crate) const STATUS: &str = "Status";

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
    pub(crate) fn has(&self, holds: Holds) -> bool {
        self.known().any(|known| known == holds)
    }

    /// The columns of the template that were found, from the left.
    pub(crate) fn known(&self) -> impl Iterator<Item = Holds> {
        self.0.iter().filter_map(|slot| match slot {
            Slot::Known(holds) => Some(*holds),
            _ => None,
        })
    }

    /// How many of the template's columns were found.
    pub(crate) fn kind_count(&self) -> usize {
        self.known().collect::<HashSet<_>>().len()
    }

    /// Says what a column holds whose heading is not known, unless another column holds that.
    pub(crate) fn settle(&mut self, column: usize, holds: Holds) {
        if self.has(holds) {
            return;
        }
        if let Some(slot) = self.0.get_mut(column).filter(|slot| matches!(slot, Slot::Other(_))) {
            *slot = Slot::Known(holds);
        }
    }

    /// Whether numbers say where each finding and each issue begins.
    pub(crate) fn is_numbered(&self) -> bool {
        self.0.contains(&Slot::FindingNumber)
    }
}

impl Headings {
    /// The headings of a template.
    pub(crate) fn new(template: &PlanTemplate) -> Self {
        let questions = template.columns.iter().map(|column| words(&column.question)).filter(|set| !set.is_empty());
        let fixed = [(STATUS, Slot::Status), (FINDING_NUMBER, Slot::FindingNumber), (ISSUE_NUMBER, Slot::IssueNumber)];
        let goals = template.with_ability(ColumnAbility::Goal).map(Holds::Statements);
        Self {
            columns: template.columns.iter().map(Known::of).collect(),
            fixed: fixed.map(|(name, slot)| (normal(name), slot)),
            questions: questions.collect(),
            core: [Holds::Theme, Holds::Issue, Holds::Activity].into_iter().chain(goals).collect(),
        }
    }

    /// The columns in the order of the template, for a table without headings.
    pub(crate) fn in_order(&self) -> Columns {
        Columns(self.columns.iter().map(|column| Slot::Known(column.holds)).collect())
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
        let has_core = self.core.iter().any(|holds| columns.has(*holds));
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
        settle_numbers(&mut slots);
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
        let activity = Some(Slot::Known(Holds::Activity));
        let column = self.columns.iter().find(|column| column.holds == Holds::Activity);
        let found: Vec<usize> = (0..slots.len()).filter(|at| slots[*at] == activity).collect();
        let is_named = |at: &usize| column.is_some_and(|column| column.is_named(&normal(&row.cells[*at].text())));
        let kept = found.iter().copied().find(is_named).or(found.last().copied());
        for at in found.into_iter().filter(|at| Some(*at) != kept) {
            slots[at] = None;
        }
    }

    // What is written as the template has it is that column, whatever else may be called so.
    fn exact(&self, text: &str) -> Option<Slot> {
        let first_line = text::one_line(text.lines().next().unwrap_or_default());
        let written = self.first(|column| column.written == first_line);
        written.or_else(|| readings(text).iter().find_map(|reading| self.called(reading)))
    }

    // A name of its own comes before what other columns may be called.
    fn called(&self, reading: &str) -> Option<Slot> {
        let fixed = self.fixed.iter().find(|(name, _)| name == reading).map(|(_, slot)| slot.clone());
        fixed
            .or_else(|| self.first(|column| column.is_named(reading)))
            .or_else(|| self.first(|column| column.names.iter().any(|name| name == reading)))
    }

    fn first(&self, is_it: impl Fn(&Known) -> bool) -> Option<Slot> {
        self.columns.iter().find(|column| is_it(column)).map(|column| Slot::Known(column.holds))
    }

    fn alike(&self, text: &str) -> Option<Holds> {
        readings(text).iter().find_map(|reading| {
            let is_alike = |name: &String| {
                name.chars().count() >= 4
                    && reading.strip_prefix(name.as_str()).is_some_and(|rest| ENDINGS.contains(&rest))
            };
            self.columns.iter().find(|column| column.names.iter().any(is_alike)).map(|column| column.holds)
        })
    }
}

impl Known {
    fn of(column: &Column) -> Self {
        let names = [&column.name, &column.one].into_iter().chain(&column.synonyms).map(|name| normal(name));
        Self {
            holds: column.holds,
            written: text::one_line(&column.name),
            names: names.filter(|name| !name.is_empty()).collect(),
        }
    }

    /// True where this is its own name.
    fn is_named(&self, reading: &str) -> bool {
        normal(&self.written) == reading
    }
}

/// Numbers of findings alone, or of issues alone, are text like any other: a table that parts by them has both.
fn settle_numbers(slots: &mut [Option<Slot>]) {
    let numbers = [Some(Slot::FindingNumber), Some(Slot::IssueNumber)];
    if !numbers.iter().all(|number| slots.contains(number)) {
        for slot in slots.iter_mut().filter(|slot| numbers.contains(slot)) {
            *slot = None;
        }
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
    text::one_line(&cell.text()).trim_end_matches(':').to_owned()
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
    let words = alphanumeric(text).filter(|word| word.chars().count() >= 3);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use Holds::{Activity, Issue, Period, Theme};

    use super::*;
    use crate::tests::sample;

    fn recognise(texts: &[&str]) -> Option<Columns> {
        Headings::new(&sample::template()).recognise(&sample::row(texts))
    }

    fn of(key: &str) -> Holds {
        Holds::from_key(key).unwrap()
    }

    #[test]
    fn knows_headings_however_they_are_written() {
        let columns =
            recognise(&["TEMA:", "1. Emner", "Delmål", "Hvad? (aktiviteter)", "Hvornår\nHvad er tidsrammen?"]).unwrap();
        assert_eq!(columns.0, [Theme, Issue, of("goal"), Activity, Period].map(Slot::Known));
    }

    #[test]
    fn keeps_the_heading_of_a_column_it_does_not_know() {
        let columns = recognise(&["Nr.", "Emne", "Mål", "Hvad", "Bemærkninger:", "Status"]).unwrap();
        assert_eq!(columns.slot(4), Some(&Slot::Other("Bemærkninger".into())));
        assert_eq!(columns.slot(5), Some(&Slot::Status));
        assert!(columns.has(of("goal")) && !columns.has(Theme));
    }

    #[test]
    fn numbers_part_a_table_that_has_both() {
        let columns = recognise(&["Fund nr.", "Emne nr.", "Emne", "Hvad", "Hvem"]).unwrap();
        assert!(columns.is_numbered());
        assert_eq!(columns.slot(1), Some(&Slot::IssueNumber));
        let columns = recognise(&["Emne nr.", "Emne", "Hvad", "Hvem"]).unwrap();
        assert!(!columns.is_numbered());
        assert_eq!(columns.slot(0), Some(&Slot::Other("Emne nr.".into())));
    }

    #[test]
    fn takes_one_column_of_activities_only() {
        let columns = recognise(&["Emne", "Indsats", "Hvad", "Hvem"]).unwrap();
        assert_eq!(columns.slot(1), Some(&Slot::Other("Indsats".into())));
        assert_eq!(columns.slot(2), Some(&Slot::Known(Activity)));
    }

    #[test]
    fn a_column_is_called_as_its_template_says_whatever_others_may_be_called() {
        let mut template = sample::template();
        let plain = |key: &str, name: &str, one: &str| Column {
            holds: of(key),
            ability: ColumnAbility::Plain,
            name: name.into(),
            one: one.into(),
            ..template.columns[2].clone()
        };
        let added = [
            plain("follow_up", "Opfølgning", "Note"),
            plain("risk_1", "Risici 1", "Risiko"),
            plain("risk_2", "Risici 2", "Risiko"),
        ];
        template.columns.extend(added);
        let headings = Headings::new(&template);
        let row = sample::row(&["Emne", "Hvad", "Opfølgning", "Dokumentation", "Risici 2", "Risici 1"]);
        let found = headings.recognise(&row).unwrap();
        let expected = [Issue, Activity, of("follow_up"), of("monitoring"), of("risk_2"), of("risk_1")];
        assert!(found.known().eq(expected));
        let row = sample::row(&["Emne", "Hvad", "Risiko"]);
        assert!(headings.recognise(&row).unwrap().has(of("risk_1")));
        assert_eq!((headings.count(), found.kind_count()), (11, 6));
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
