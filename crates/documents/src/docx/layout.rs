//! What of a Word document is the plan's table, and what stands before and after it.

use domain::{draft::PlanDraft, template::PlanTemplate, text};

use crate::{
    DEFAULT_TITLE, ReadError,
    grid::{Grid, Paragraph, Row},
    style::Style,
    third_party::Recogniser,
};

use super::paragraph::Item;

/// A document taken apart.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Text before the plan's table.
    pub(super) before: Vec<Paragraph>,
    /// The plan's tables.
    pub(super) grids: Vec<Grid>,
    /// Text after the plan's first table.
    pub(super) after: Vec<Paragraph>,
    /// Whether the tables are of our making.
    pub(super) is_native: bool,
}

impl Layout {
    /// Takes a document apart; refused where no table is a plan's.
    pub(super) fn of(items: Vec<Item>, template: &PlanTemplate) -> Result<Self, ReadError> {
        let is_native = grids(&items).any(|grid| grid.is_native);
        let mut recogniser = Recogniser::new(template, grids(&items));
        let mut layout = Self { is_native, ..Self::default() };
        for item in items {
            let is_plan = match &item {
                Item::Table(grid) if is_native => grid.is_native,
                Item::Table(grid) => recogniser.accepts(grid),
                Item::Paragraph(_) => false,
            };
            match item {
                Item::Table(grid) if is_plan => layout.grids.push(grid),
                other => layout.beside().extend(paragraphs(vec![other])),
            }
        }
        if layout.grids.is_empty() { Err(ReadError::NoTable) } else { Ok(layout) }
    }

    /// Adds text that stood in the table itself, above its headings.
    pub(super) fn before_in_table(&mut self, texts: Vec<String>) {
        self.before.extend(texts.into_iter().map(|text| Paragraph::new(Style::Plain, text)));
    }

    /// Gives the draft its title and the text around the table.
    pub(super) fn fill(mut self, draft: &mut PlanDraft) {
        self.before.retain(|paragraph| paragraph.style != Style::Subtitle);
        draft.title = self.take_title();
        draft.introduction = joined(&self.before);
        draft.closing = joined(&self.after);
    }

    fn beside(&mut self) -> &mut Vec<Paragraph> {
        if self.grids.is_empty() { &mut self.before } else { &mut self.after }
    }

    // The first heading is the title; else the first paragraph, unless it is as long as running text.
    fn take_title(&mut self) -> String {
        let heading = self.before.iter().position(|paragraph| paragraph.style == Style::Title);
        let is_short = |paragraph: &Paragraph| text::one_line(&paragraph.text).chars().count() <= text::MAX_TITLE_CHARS;
        let first = self.before.first().filter(|paragraph| is_short(paragraph)).map(|_| 0);
        let title = heading.or(first).map(|at| text::one_line(&self.before.remove(at).text));
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| DEFAULT_TITLE.to_owned())
    }
}

/// The pieces as paragraphs; each row of a table as one.
pub(super) fn paragraphs(items: Vec<Item>) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => paragraphs.push(paragraph),
            Item::Table(grid) => {
                let rows = grid.rows.iter().filter(|row| !row.is_blank()).map(Row::on_one_line);
                paragraphs.extend(rows.map(|text| Paragraph::new(Style::Plain, text)));
            }
        }
    }
    paragraphs
}

fn grids(items: &[Item]) -> impl Iterator<Item = &Grid> {
    items.iter().filter_map(|item| match item {
        Item::Table(grid) => Some(grid),
        Item::Paragraph(_) => None,
    })
}

fn joined(paragraphs: &[Paragraph]) -> String {
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    text::tidy(&texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn paragraph(style: Style, text: &str) -> Item {
        Item::Paragraph(Paragraph::new(style, text))
    }

    fn plan_table() -> Item {
        Item::Table(sample::grid(&[&["Emne", "Hvad", "Hvem"], &["Kultur", "Kursus", "Ledelse"]]))
    }

    #[test]
    fn tells_title_and_text_before_and_after() {
        let items = vec![
            paragraph(Style::Plain, "Norddjurs Kommune"),
            paragraph(Style::Title, "Handleplan\nfor Bostedet"),
            Item::Table(sample::grid(&[&["Leder", "Lise"]])),
            plan_table(),
            paragraph(Style::Plain, "Med venlig hilsen"),
        ];
        let mut draft = PlanDraft::default();
        Layout::of(items, &sample::template()).unwrap().fill(&mut draft);
        assert_eq!(draft.title, "Handleplan for Bostedet");
        assert_eq!(draft.introduction, "Norddjurs Kommune\nLeder | Lise");
        assert_eq!(draft.closing, "Med venlig hilsen");
    }

    #[test]
    fn a_table_without_headings_goes_on_with_the_one_before() {
        let more = Item::Table(sample::grid(&[&["", "Plan", ""]]));
        let layout = Layout::of(vec![plan_table(), more], &sample::template()).unwrap();
        assert_eq!(layout.grids.len(), 2);
    }

    #[test]
    fn running_text_is_no_title() {
        let mut draft = PlanDraft::default();
        let items = vec![paragraph(Style::Plain, &"ord ".repeat(80)), plan_table()];
        Layout::of(items, &sample::template()).unwrap().fill(&mut draft);
        assert_eq!(draft.title, DEFAULT_TITLE);
        assert!(draft.introduction.starts_with("ord ord"));
    }

    #[test]
    fn a_document_without_a_plan_is_refused() {
        let items = vec![paragraph(Style::Plain, "Referat"), Item::Table(sample::grid(&[&["Navn", "Telefon"]]))];
        assert_eq!(Layout::of(items, &sample::template()).unwrap_err(), ReadError::NoTable);
    }
}
