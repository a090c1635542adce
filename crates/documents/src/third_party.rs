//! Reads a table that people made themselves, as kindly as can be without guessing.

use domain::{
    draft::{BlockDraft, LineDraft},
    template::{ColumnAbility, Holds, PlanTemplate},
};

use crate::{
    ReadContext, ReadError,
    builder::Builder,
    entry::{Dialect, Entry, Part},
    grid::{Grid, Row},
    headings::{Columns, Headings},
    style::Style,
};

/// How far down in a table its headings may stand.
const HEADING_ROWS: usize = 20;

/// What third-party tables were read as.
#[derive(Debug, Default)]
pub(crate) struct ThirdParty {
    /// Text that stood in the table above its headings.
    pub(crate) before: Vec<String>,
    /// The blocks.
    pub(crate) blocks: Vec<BlockDraft>,
    /// What is to be told about them.
    pub(crate) notes: Vec<String>,
}

/// Which tables of a file are the plan's: those with its headings, and those that go on with them.
#[derive(Debug)]
pub(crate) struct Recogniser {
    headings: Headings,
    width: Option<usize>,
    /// How many columns the best headings of the file name; 0 where there are none.
    best: usize,
}

impl Recogniser {
    /// Finds tables by their headings; where no table has any, by the number of the template's columns.
    pub(crate) fn new<'g>(template: &PlanTemplate, grids: impl IntoIterator<Item = &'g Grid>) -> Self {
        let headings = Headings::new(template);
        let counts =
            grids.into_iter().filter_map(|grid| heading(grid, &headings)).map(|(_, columns)| columns.kind_count());
        let best = counts.max().unwrap_or(0);
        Self { headings, width: None, best }
    }

    /// True where the next table of the file is the plan's, or goes on with it.
    pub(crate) fn accepts(&mut self, grid: &Grid) -> bool {
        let width = grid.width();
        let is_start = if self.best > 0 {
            heading(grid, &self.headings).is_some_and(|(_, columns)| columns.kind_count() * 2 >= self.best)
        } else {
            self.width.is_none() && width == self.headings.count()
        };
        if is_start {
            self.width = Some(width);
        }
        is_start || self.width == Some(width)
    }
}

/// The blocks of tables that a [`Recogniser`] accepted, and what is to be told about them and besides.
pub(crate) fn read(
    grids: &[Grid],
    context: &ReadContext<'_>,
    besides: impl IntoIterator<Item = String>,
) -> Result<ThirdParty, ReadError> {
    let headings = Headings::new(context.template);
    let mut reader = Reader {
        template: context.template,
        columns: headings.in_order(),
        has_headings: false,
        headings,
        builder: Builder::new(context),
        theme: Vec::new(),
        issue: String::new(),
        numbers: Numbers::default(),
        before: Vec::new(),
    };
    for grid in grids {
        reader.add_grid(grid)?;
    }
    Ok(reader.finish(besides))
}

struct Reader<'a> {
    template: &'a PlanTemplate,
    headings: Headings,
    columns: Columns,
    has_headings: bool,
    builder: Builder<'a>,
    theme: Vec<String>,
    issue: String,
    numbers: Numbers,
    before: Vec<String>,
}

/// The numbers of the finding and the issue that rows go on with; empty where the table has none.
#[derive(Debug, Default)]
struct Numbers {
    finding: String,
    issue: String,
}

impl Reader<'_> {
    fn add_grid(&mut self, grid: &Grid) -> Result<(), ReadError> {
        let first = self.find_headings(grid);
        let mut is_below_heading = first > 0;
        for (at, row) in grid.rows.iter().enumerate().skip(first).filter(|(_, row)| !row.is_blank()) {
            let is_heading = self.headings.recognise(row).is_some_and(|columns| columns == self.columns);
            let is_question = is_below_heading && self.skips_questions(row);
            if !is_heading && !is_question {
                self.add_row(grid, at)?;
            }
            is_below_heading = is_heading;
        }
        Ok(())
    }

    /// Takes the headings of a table, where it has its own, and gives the number of the row below them.
    fn find_headings(&mut self, grid: &Grid) -> usize {
        let known = if self.has_headings { self.columns.kind_count() } else { 0 };
        let found = heading(grid, &self.headings).filter(|(_, columns)| columns.kind_count() * 2 >= known);
        let Some((at, columns)) = found else {
            if !self.has_headings {
                self.note("Tabellen har ingen overskrifter, som kendes; kolonnerne er læst i skabelonens rækkefølge.");
            }
            return 0;
        };
        let above = grid.rows.iter().take(at).filter(|row| !row.is_blank());
        self.before.extend(above.map(Row::on_one_line));
        self.take_headings(columns);
        at + 1
    }

    fn take_headings(&mut self, columns: Columns) {
        if !self.has_headings {
            for column in self.template.columns.iter().filter(|column| !columns.has(column.holds)) {
                self.note(&format!("Kolonnen »{}« findes ikke i filen.", column.name));
            }
        }
        self.has_headings = true;
        self.columns = columns;
    }

    fn skips_questions(&mut self, row: &Row) -> bool {
        if self.headings.are_questions(row) {
            return true;
        }
        let is_italic = row.filled().flat_map(|cell| &cell.paragraphs).all(|paragraph| paragraph.is_italic);
        let asked = row.filled().filter(|cell| cell.text().ends_with('?')).count();
        let are_questions = is_italic && asked >= 2 && asked * 2 >= row.filled().count();
        if are_questions {
            self.note("Rækken med hjælpespørgsmål under overskrifterne er sprunget over.");
        }
        are_questions
    }

    fn add_row(&mut self, grid: &Grid, at: usize) -> Result<(), ReadError> {
        if let Some(section) = grid.rows.get(at).and_then(|row| section(row, grid)) {
            return self.start_block(&section);
        }
        let dialect = if self.columns.is_numbered() { Dialect::Numbered } else { Dialect::ThirdParty };
        let entry = Entry::of(grid, at, &self.columns, dialect);
        self.add_finding(&entry)?;
        if entry.has_issue_words() || !entry.issue_number.is_empty() { self.add_issue(&entry) } else { Ok(()) }
    }

    // A number decides; a row without one is told by its words, as every row of a table without numbers is.
    fn add_finding(&mut self, entry: &Entry) -> Result<(), ReadError> {
        let theme = entry.parts(Holds::Theme);
        let has_number = !entry.finding_number.is_empty();
        if has_number && entry.finding_number != self.numbers.finding {
            self.start_block(theme)?;
            self.numbers.finding.clone_from(&entry.finding_number);
            return Ok(());
        }
        // Some repeat the finding in each row where others merge the cells.
        let is_repeated = self.builder.has_block() && entry.texts(Holds::Theme) == self.theme;
        let is_continued = has_number && !is_repeated || entry.is_continued(Holds::Theme);
        if !theme.is_empty() && is_continued {
            self.builder.extend_block(theme)
        } else if !theme.is_empty() && !is_repeated {
            self.start_block(theme)
        } else {
            Ok(())
        }
    }

    fn start_block(&mut self, parts: &[Part]) -> Result<(), ReadError> {
        self.builder.start_block(parts)?;
        self.theme = parts.iter().map(|part| part.text.clone()).collect();
        self.issue.clear();
        self.numbers = Numbers::default();
        Ok(())
    }

    // A number decides. Without one an own goal or own words begin an issue; a row without either goes on with the one
    // above.
    fn add_issue(&mut self, entry: &Entry) -> Result<(), ReadError> {
        let words = entry.joined(Holds::Issue);
        let has_own_words = !words.is_empty() && !entry.is_continued(Holds::Issue) && words != self.issue;
        let mut goals = self.template.with_ability(ColumnAbility::Goal).map(Holds::Statements);
        let has_own_goal = goals.any(|goals| !entry.parts(goals).is_empty() && !entry.is_continued(goals));
        let is_other = match entry.issue_number.as_str() {
            "" => has_own_words || has_own_goal,
            number => number != self.numbers.issue,
        };
        if is_other || !self.builder.has_issue() {
            self.builder.start_issue(words.clone())?;
            self.numbers.issue.clone_from(&entry.issue_number);
        } else if words != self.issue {
            self.builder.extend_issue(&words)?;
        }
        if !words.is_empty() {
            self.issue = words;
        }
        self.builder.fill(entry)
    }

    fn note(&mut self, note: &str) {
        self.builder.note(note.to_owned());
    }

    fn finish(mut self, besides: impl IntoIterator<Item = String>) -> ThirdParty {
        // A table with numbers says itself what stands for the whole cell.
        let is_numbered = self.columns.is_numbered();
        let loose_note = loose_note(self.builder.blocks()).filter(|_| !is_numbered);
        for note in loose_note.into_iter().chain(besides) {
            self.builder.note(note);
        }
        let (blocks, notes) = self.builder.finish();
        ThirdParty { before: self.before, blocks, notes }
    }
}

/// The row of a table that names the most columns, the first of several, and what it names.
fn heading(grid: &Grid, headings: &Headings) -> Option<(usize, Columns)> {
    let rows = grid.rows.iter().enumerate().take(HEADING_ROWS);
    let found = rows.filter_map(|(at, row)| headings.recognise(row).map(|columns| (at, columns)));
    found.rev().max_by_key(|(_, columns)| columns.kind_count())
}

/// A row of one cell across the table: a heading for the findings below it.
fn section(row: &Row, grid: &Grid) -> Option<Vec<Part>> {
    let [cell] = row.cells.as_slice() else { return None };
    let is_across = cell.span > 1 && cell.span >= grid.width();
    is_across.then(|| cell.text().lines().map(|line| Part { style: Style::Plain, text: line.to_owned() }).collect())
}

fn loose_note(blocks: &[BlockDraft]) -> Option<String> {
    let lines = || blocks.iter().flat_map(|block| &block.issues).flat_map(|issue| &issue.lines);
    let periods = lines().filter(|line| matches!(line, LineDraft::Period(_))).count();
    let owners = lines().filter(|line| matches!(line, LineDraft::Owner(_))).count();
    let periods_text = if periods == 1 { "1 tidsramme".to_owned() } else { format!("{periods} tidsrammer") };
    let owners_text = if owners == 1 { "1 ansvarlig".to_owned() } else { format!("{owners} ansvarlige") };
    let what = match (periods, owners) {
        (0, 0) => return None,
        (_, 0) => periods_text,
        (0, _) => owners_text,
        _ => format!("{periods_text} og {owners_text}"),
    };
    Some(format!("{what} kunne ikke knyttes til én aktivitet og gælder hele cellen."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    const HEADINGS: &[&str] = &["Tema", "Emne", "Mål", "Hvad", "Hvornår", "Dokumentation", "Hvem", "Forventede effekt"];

    fn read_rows(rows: &[&[&str]]) -> ThirdParty {
        let (model, template) = (sample::model(), sample::template());
        read(&[sample::grid(rows)], &ReadContext { model: &model, template: &template }, []).unwrap()
    }

    #[test]
    fn blank_cells_go_on_with_the_row_above() {
        let third_party = read_rows(&[
            HEADINGS,
            &["Henstilling om trivsel", "Kultur", "Mål 1", "Kursus", "2022", "APV", "Ledelse", "Ro"],
            &["", "", "", "Supervision", "2023", "", "", ""],
            &["", "", "Mål 2", "Møder", "", "", "", ""],
            &["", "", "", "", "", "", "", ""],
            &["Henstilling om trivsel", "Struktur", "", "Plan", "", "", "", ""],
        ]);
        let [block] = third_party.blocks.as_slice() else { panic!("{:?}", third_party.blocks) };
        let issues: Vec<_> = block.issues.iter().map(|issue| (issue.text.as_str(), issue.lines.len())).collect();
        assert_eq!(issues, [("Kultur", 2), ("", 1), ("Struktur", 1)]);
        assert!(third_party.notes.is_empty());
    }

    #[test]
    fn unknown_columns_and_statuses_keep_their_text() {
        let third_party = read_rows(&[
            &["Emne", "Hvad", "Hvem", "Status", "Bemærkninger"],
            &["Kultur", "Kursus", "Ledelse", "Gennemført", "Husk kage"],
            &["Struktur", "Plan\nMøder", "", "Vi er i gang", ""],
        ]);
        let issues = &third_party.blocks[0].issues;
        assert_eq!(issues[0].statements.of("monitoring"), ["Bemærkninger: Husk kage"]);
        assert_eq!(issues[1].statements.of("monitoring"), ["Status: Vi er i gang"]);
        assert!(
            third_party.notes.contains(
                &"Teksten fra kolonnen »Bemærkninger« er lagt under Dokumentation ved samme emne.".to_owned()
            )
        );
        assert!(third_party.notes.contains(&"Kolonnen »Tema« findes ikke i filen.".to_owned()));
    }

    #[test]
    fn numbers_part_findings_and_issues() {
        let third_party = read_rows(&[
            &["Fund nr.", "Emne nr.", "Tema", "Emne", "Mål", "Hvad", "Hvem"],
            &["1", "1", "Henstilling", "", "- Mål\n- Delmål", "Kursus", ""],
            &["1", "1", "", "", "", "", "Ledelse"],
            &["1", "2", "", "", "", "Plan", ""],
            &["2", "1", "Henstilling", "Kultur", "", "", ""],
            &["", "", "", "Struktur", "", "Møder", ""],
            &["3", "", "Pauser", "", "", "", ""],
        ]);
        let issues: Vec<Vec<&str>> = third_party
            .blocks
            .iter()
            .map(|block| block.issues.iter().map(|issue| issue.text.as_str()).collect())
            .collect();
        assert_eq!(issues, [vec!["", ""], vec!["Kultur", "Struktur"], vec![]]);
        assert_eq!(third_party.blocks[0].issues[0].statements.of("goal"), ["- Mål\n- Delmål"]);
        assert_eq!(third_party.blocks[0].issues[0].lines.len(), 2);
        assert!(third_party.notes.iter().all(|note| note.contains("findes ikke i filen")), "{:?}", third_party.notes);
    }

    #[test]
    fn headings_again_and_questions_are_no_rows() {
        let questions: &[&str] = &[
            "",
            "Hvilke forhold skal ændres/udvikles?",
            "Hvad er de konkrete mål?",
            "Hvilke aktiviteter skal iværksættes?",
            "",
            "",
            "",
            "",
        ];
        let third_party = read_rows(&[
            &["Handleplan 2022"],
            HEADINGS,
            questions,
            &["", "Kultur", "", "Kursus"],
            HEADINGS,
            &["", "Struktur", "", "Plan"],
        ]);
        assert_eq!(third_party.before, ["Handleplan 2022"]);
        assert_eq!(third_party.blocks[0].issues.len(), 2);
    }

    #[test]
    fn says_what_stands_for_the_whole_cell() {
        let third_party = read_rows(&[HEADINGS, &["", "Kultur", "", "Kursus\nPlan", "", "", "Ledelse", ""]]);
        assert_eq!(third_party.notes, ["1 ansvarlig kunne ikke knyttes til én aktivitet og gælder hele cellen."]);
    }
}
