//! The sheet *Aktiviteter* as it comes back: which column stands where, and what its rows say.

use std::collections::{BTreeMap, HashMap};

use domain::text;

use crate::headings::normal;

use super::{
    activities,
    book::{Book, Page, Range, Value},
    columns::{Column, Columns},
};

/// How far down the headings may stand.
const HEADING_ROWS: usize = 20;
/// How many of our headings a sheet of ours has at least.
const MIN_HEADINGS: usize = 10;

/// The sheet.
#[derive(Debug)]
pub(super) struct NativeSheet<'b> {
    page: &'b Page,
    heading_row: u32,
    /// The columns a sheet of ours has.
    known: &'b Columns,
    /// Where those stand that were found.
    columns: HashMap<Column, usize>,
    others: BTreeMap<usize, String>,
    /// Columns whose heading stands there more than once.
    pub(super) doubled: Vec<Column>,
}

/// A row below the headings.
#[derive(Debug, Clone, Copy)]
pub(super) struct NativeRow<'s> {
    /// Its number, as Excel shows it.
    pub(super) number: u32,
    cells: &'s BTreeMap<usize, Value>,
    columns: &'s HashMap<Column, usize>,
}

impl<'b> NativeSheet<'b> {
    /// Finds the sheet by its headings, whatever it is called.
    pub(super) fn find(book: &'b Book, known: &'b Columns) -> Option<Self> {
        let visible = book.pages.iter().filter(|page| page.is_visible);
        book.page(activities::NAME).into_iter().chain(visible).find_map(|page| Self::of(page, known))
    }

    fn of(page: &'b Page, known: &'b Columns) -> Option<Self> {
        let headings: Vec<(Column, String)> =
            known.iter().map(|column| (column, normal(known.heading(column)))).collect();
        page.rows.iter().take(HEADING_ROWS).find_map(|(row, cells)| {
            let (columns, others) = (HashMap::new(), BTreeMap::new());
            let mut sheet = Self { page, heading_row: *row, known, columns, others, doubled: Vec::new() };
            for (at, value) in cells {
                sheet.add_heading(*at, &value.text(), &headings);
            }
            sheet.is_ours().then_some(sheet)
        })
    }

    // Other plans may have many of the headings, but hardly the finding and its reference apart.
    fn is_ours(&self) -> bool {
        let is_apart = self.has(Column::Finding) && (self.has(Column::References) || self.has(Column::Id));
        is_apart && self.columns.len() >= MIN_HEADINGS
    }

    fn add_heading(&mut self, at: usize, words: &str, headings: &[(Column, String)]) {
        let name = normal(words);
        match headings.iter().find(|(_, heading)| *heading == name) {
            Some((column, _)) if self.columns.contains_key(column) => self.doubled.push(*column),
            Some((column, _)) => {
                self.columns.insert(*column, at);
            }
            None => {
                self.others.insert(at, text::one_line(words));
            }
        }
    }

    /// The number of the row of headings, as Excel shows it.
    pub(super) fn heading_number(&self) -> u32 {
        self.heading_row.saturating_add(1)
    }

    /// True where a column is there.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }

    /// The rows below the headings in which one of our columns says anything.
    pub(super) fn rows(&self) -> impl Iterator<Item = NativeRow<'_>> {
        let below = self.heading_row.saturating_add(1);
        let columns = &self.columns;
        let rows = self.page.rows.range(below..).map(move |(row, cells)| NativeRow {
            number: row.saturating_add(1),
            cells,
            columns,
        });
        rows.filter(|row| !row.is_blank())
    }

    /// What a row says in columns that are not ours, each with its heading, if it has one.
    pub(super) fn others(&self, row: &NativeRow<'_>) -> Vec<(String, String)> {
        let others = row.cells.iter().filter(|(at, _)| !self.columns.values().any(|known| known == *at));
        let said = others.map(|(at, value)| {
            let heading = self.others.get(at).cloned().unwrap_or_default();
            (heading, text::tidy(&value.text()))
        });
        said.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The merged ranges within the table, each with the first of our columns that it covers.
    pub(super) fn merged(&self) -> Vec<(Range, Column)> {
        let last_row = self.page.rows.keys().next_back().copied().unwrap_or(0);
        let within = |range: &&Range| range.last_row >= self.heading_row && range.first_row <= last_row;
        let merged = self.page.merged.iter().filter(within).filter_map(|range| {
            let covered = self.known.iter().find(|column| {
                let at = self.columns.get(column);
                at.is_some_and(|at| (range.first_column..=range.last_column).contains(at))
            });
            covered.map(|column| (*range, column))
        });
        merged.collect()
    }
}

impl<'s> NativeRow<'s> {
    /// What stands in a column.
    pub(super) fn value(&self, column: Column) -> Option<&'s Value> {
        self.cells.get(self.columns.get(&column)?)
    }

    /// The text of a column as it stands there.
    pub(super) fn raw(&self, column: Column) -> String {
        self.value(column).map(Value::text).unwrap_or_default()
    }

    /// The text of a column, tidied.
    pub(super) fn text(&self, column: Column) -> String {
        text::tidy(&self.raw(column))
    }

    /// True where nothing stands in a column.
    pub(super) fn is_empty(&self, column: Column) -> bool {
        self.text(column).is_empty()
    }

    /// The columns of ours that its sheet has, in no order.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.columns.keys().copied()
    }

    fn is_blank(&self) -> bool {
        self.columns().all(|column| self.is_empty(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn cells(texts: &[&str]) -> BTreeMap<usize, Value> {
        let filled = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        filled.map(|(at, text)| (at, Value::Text((*text).to_owned()))).collect()
    }

    fn page(rows: &[&[&str]]) -> Page {
        let rows = (0_u32..).zip(rows.iter().map(|texts| cells(texts))).collect();
        Page { is_visible: true, rows, ..Page::default() }
    }

    #[test]
    fn columns_may_be_moved_and_added() {
        let headings = ["Min note", "Id", "Hvad", "Hvem", "Status", "Fund", "Emne", "Mål", "Hvornår", "Start", "Slut"];
        let book = Book {
            pages: vec![page(&[&["Plan"], &headings, &["husk", "7", "Kursus"], &["", "", ""]])],
            ..Book::default()
        };
        let columns = Columns::of(&sample::template());
        let sheet = NativeSheet::find(&book, &columns).unwrap();
        let rows: Vec<NativeRow<'_>> = sheet.rows().collect();
        assert_eq!((rows.len(), rows[0].number, rows[0].text(Column::Activity).as_str()), (1, 3, "Kursus"));
        assert_eq!(sheet.others(&rows[0]), [("Min note".to_owned(), "husk".to_owned())]);
        assert!(sheet.has(Column::Id) && !sheet.has(Column::Statements(sample::key("effect"))));
    }

    #[test]
    fn another_plan_is_not_ours() {
        let headings: &[&str] = &[
            "Nr.",
            "Tema",
            "Fund",
            "Emne",
            "Mål",
            "Hvad",
            "Hvornår",
            "Dokumentation",
            "Hvem",
            "Forventede effekt",
            "Status",
        ];
        let book = Book { pages: vec![page(&[headings])], ..Book::default() };
        assert!(NativeSheet::find(&book, &Columns::of(&sample::template())).is_none());
    }
}
