//! *Siden sidst*: what has changed since the plan was sent, in the table of the plan.

use domain::{
    activity::FollowUp,
    comparison::{self, BlockDiff, ChangeKind, Comparison, Counts, IssueDiff, LineDiff, Mark, PartDiff, Run, TextDiff},
    danish,
    template::{Column as PlanColumn, Holds, PlanTemplate},
    text,
};

use crate::{
    LastSent, PrintInput,
    paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Style, Table},
    plan_paper,
};

const STATUS: &str = "Status og opfølgning";

/// What has changed; none where nothing has been sent.
pub(crate) fn paper(input: &PrintInput<'_>) -> Option<Paper> {
    let sent = input.last_sent?;
    let found = comparison::compare(sent.plan, input.plan, input.template);
    let mut pieces = vec![text_piece(&summary(&found.counts(), sent, found.is_same()))];
    if !found.is_same() {
        pieces.push(text_piece(&legend(input.template)));
        pieces.extend(own_fields(&found));
        let changed = found.only_changed();
        if !changed.blocks.is_empty() {
            pieces.push(Piece::Table(table(&changed, input)));
        }
    }
    let unit_name = text::one_line(input.unit_name);
    Some(Paper {
        title: format!("Siden sidst: {}", plan_paper::title(input)),
        subtitle: format!(
            "{unit_name} · fra version {}, sendt {}, til {}",
            sent.number,
            danish::date(sent.sent_on),
            danish::date(input.printed_on)
        ),
        unit_name,
        printed_on: input.printed_on,
        page: Page::Landscape,
        pieces,
    })
}

/// The table of what differs, also for other pairs than the last sent and today.
pub(crate) fn table(changed: &Comparison, input: &PrintInput<'_>) -> Table {
    let mut columns = plan_paper::columns(&input.template.columns);
    columns.push(Column { name: STATUS.into(), question: String::new(), width: 12 });
    let rows = changed.blocks.iter().flat_map(|block| block_rows(block, &input.template.columns)).collect();
    let mut table =
        Table { caption: format!("Ændringer i {}", plan_paper::title(input)), columns, has_questions: false, rows };
    table.count_rows();
    table.fit_columns();
    table
}

fn summary(counts: &Counts, sent: LastSent<'_>, is_same: bool) -> String {
    let several = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let told: Vec<String> = [
        several(counts.added, "del er tilføjet", "dele er tilføjet"),
        several(counts.changed, "tekst er ændret", "tekster er ændret"),
        several(counts.moved, "del er flyttet", "dele er flyttet"),
        several(counts.removed, "del er slettet", "dele er slettet"),
        several(counts.followed_up, "aktivitet er fulgt op", "aktiviteter er fulgt op"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let from = format!("Siden version {} blev sendt {}", sent.number, danish::date(sent.sent_on));
    if told.is_empty() {
        let what = if is_same { "intet" } else { "kun planens egne oplysninger" };
        return format!("{from}, er {what} ændret.");
    }
    format!("{from}: {}.", danish::and_list(&told))
}

/// What the marks mean, and what is left out: statements and activities in which nothing differs.
fn legend(template: &PlanTemplate) -> String {
    let is_left_out = |holds: Holds| matches!(holds, Holds::Statements(_) | Holds::Activity);
    let columns = template.columns.iter().filter(|column| is_left_out(column.holds));
    let names: Vec<String> = columns.map(|column| format!("»{}«", column.name)).collect();
    let marks = "Nye ord er understreget og med fed. Ord, der er taget ud, er streget over.";
    format!("{marks} Det, der ikke er ændret under {}, er ikke vist.", danish::and_list(&names))
}

fn text_piece(words: &str) -> Piece {
    Piece::Paragraph(Paragraph::plain(Style::Text, words))
}

/// The plan's own fields that differ.
fn own_fields(found: &Comparison) -> Vec<Piece> {
    let fields = [
        ("Titel", &found.title),
        ("År", &found.year),
        ("Frist", &found.due_on),
        ("Indledning", &found.introduction),
        ("Afslutning", &found.closing),
    ];
    let changed = fields.into_iter().filter(|(_, diff)| diff.is_changed());
    changed.map(|(name, diff)| Piece::Paragraph(labelled(Style::Text, &format!("{name}: "), diff))).collect()
}

fn block_rows(block: &BlockDiff, columns: &[PlanColumn]) -> Vec<Row> {
    let mut rows: Vec<Row> = if block.issues.is_empty() {
        vec![row(columns, |holds| if holds == Holds::Theme { finding(block) } else { Vec::new() }, Vec::new())]
    } else {
        block.issues.iter().flat_map(|issue| issue_rows(issue, columns)).collect()
    };
    for (at, row) in rows.iter_mut().enumerate() {
        for (cell, _) in row.cells.iter_mut().zip(columns).filter(|(_, column)| column.holds == Holds::Theme) {
            *cell = Cell {
                rows: usize::from(at == 0),
                is_heading: true,
                ..Cell::of(if at > 0 { Vec::new() } else { finding(block) })
            };
        }
    }
    if let Some(first) = rows.first_mut() {
        let words = if block.text.after.is_empty() { &block.text.before } else { &block.text.after };
        first.bookmark = Some(text::one_line(words));
    }
    rows
}

fn issue_rows(issue: &IssueDiff, columns: &[PlanColumn]) -> Vec<Row> {
    let cells = |line: Option<&LineDiff>, is_first: bool| {
        // What the lines share is not gathered again for each of them.
        let goes_on = |holds: Holds| !is_first && !holds.is_of_line();
        let words = |holds| if goes_on(holds) { Vec::new() } else { issue_cell(issue, line, holds) };
        let mut made = row(columns, words, line.map(follow_up).unwrap_or_default());
        for (cell, column) in made.cells.iter_mut().zip(columns) {
            cell.is_heading = column.holds == Holds::Issue;
            if goes_on(column.holds) {
                *cell = Cell { rows: 0, is_heading: cell.is_heading, ..Cell::of(Vec::new()) };
            }
        }
        made
    };
    if issue.lines.is_empty() {
        return vec![cells(None, true)];
    }
    issue.lines.iter().enumerate().map(|(at, line)| cells(Some(line), at == 0)).collect()
}

fn row(columns: &[PlanColumn], words: impl Fn(Holds) -> Vec<Paragraph>, follow_up: Vec<Paragraph>) -> Row {
    let mut cells: Vec<Cell> = columns.iter().map(|column| Cell::of(words(column.holds))).collect();
    cells.push(Cell::of(follow_up));
    Row { cells, ..Row::default() }
}

fn finding(block: &BlockDiff) -> Vec<Paragraph> {
    let mut words = vec![
        labelled_by_kind(block.change_kind, Style::Reference, &block.references),
        marked(Style::Part, &block.text),
    ];
    for (name, diff) in [("Art: ", &block.kind), ("Frist: ", &block.deadline)] {
        if diff.is_changed() {
            words.push(labelled(Style::Part, name, diff));
        }
    }
    filled(words)
}

fn issue_cell(issue: &IssueDiff, line: Option<&LineDiff>, holds: Holds) -> Vec<Paragraph> {
    match holds {
        Holds::Theme => Vec::new(),
        Holds::Issue => filled(vec![labelled_by_kind(issue.change_kind, Style::Part, &issue.text)]),
        Holds::Statements(key) => parts(issue.of(key)),
        Holds::Activity => line
            .map(|line| filled(vec![labelled_by_kind(line.change_kind, Style::Part, &line.what)]))
            .unwrap_or_default(),
        Holds::Period => line.map(|line| filled(vec![marked(Style::Part, &line.period)])).unwrap_or_default(),
        Holds::Owner => line.map(|line| filled(vec![marked(Style::Part, &line.owner)])).unwrap_or_default(),
    }
}

fn parts(parts: &[PartDiff]) -> Vec<Paragraph> {
    filled(parts.iter().map(|part| labelled_by_kind(part.change_kind, Style::Part, &part.text)).collect())
}

fn follow_up(line: &LineDiff) -> Vec<Paragraph> {
    let mut words = Vec::new();
    if let Some((before, after)) = line.status {
        words.push(Paragraph {
            style: Style::Part,
            runs: vec![
                Run { text: before.label().into(), mark: Mark::Removed },
                Run { text: " ".into(), mark: Mark::Same },
                Run { text: after.label().into(), mark: Mark::Added },
            ],
        });
    }
    words.extend(line.notes.iter().map(|note| Paragraph::plain(Style::Part, told(note))));
    words
}

fn told(note: &FollowUp) -> String {
    format!("{}: {}", danish::date(note.noted_on), note.text)
}

fn marked(style: Style, diff: &TextDiff) -> Paragraph {
    Paragraph { style, runs: diff.runs() }
}

/// The words, with what became of the part before them.
fn labelled_by_kind(change_kind: ChangeKind, style: Style, diff: &TextDiff) -> Paragraph {
    match change_kind {
        ChangeKind::Kept => marked(style, diff),
        ChangeKind::Moved | ChangeKind::Added | ChangeKind::Removed => {
            labelled(style, &format!("{}: ", change_kind.label()), diff)
        }
    }
}

fn labelled(style: Style, label: &str, diff: &TextDiff) -> Paragraph {
    let mut words = marked(style, diff);
    words.runs.insert(0, Run { text: label.to_owned(), mark: Mark::Same });
    words
}

fn filled(words: Vec<Paragraph>) -> Vec<Paragraph> {
    words.into_iter().filter(|paragraph| !paragraph.text().is_empty()).collect()
}
