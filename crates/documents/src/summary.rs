//! *Resumé*: one page for the staff, with what was promised, who does it and when.

use chrono::NaiveDate;
use domain::{
    danish,
    plan::{Activity, Block, Issue},
    template::{ColumnAbility, ColumnKey, Holds},
    text,
};

use crate::{
    PrintInput,
    paper::{Cell, Column, Page, Paper, Paragraph, Piece, Row, Style, Table},
    plan_paper,
};

/// What fits on the page, in tenths of a line; and what the title and the headings take of it.
const PAGE: usize = 620;
const HEADINGS: usize = 90;
/// The room that parts a row or a paragraph from the next, in tenths of a line.
const GAP: usize = 6;
/// The characters of a line across the page.
const LINE: usize = 100;
/// The columns (what, who, when): share of the width in thousandths, characters of a line.
const COLUMNS: [(u32, usize); 3] = [(520, 50), (240, 22), (240, 22)];
/// The most a finding or a goal is told with; the plan has the rest.
const MAX_TOLD: usize = 180;
/// The goals told of one finding.
const MAX_GOALS: usize = 2;

/// The page.
pub(crate) fn paper(input: &PrintInput<'_>) -> Paper {
    let mut pieces = vec![Piece::Heading { text: "Det skal blive bedre".into() }];
    let mut room = PAGE - HEADINGS;
    let goals: Vec<ColumnKey> = input.template.with_ability(ColumnAbility::Goal).collect();
    for (style, words) in input.plan.blocks.iter().flat_map(|block| promises(block, &goals)) {
        let height = height(&words, LINE);
        // The promises to act are what the page is for: the rest takes half of it at the most.
        if room < PAGE / 2 + height {
            break;
        }
        room -= height;
        pieces.push(Piece::Paragraph(Paragraph::plain(style, words)));
    }
    pieces.push(Piece::Heading { text: "Det har vi lovet at gøre".into() });
    let (table, left_out) = table(input, room);
    if table.rows.is_empty() && left_out == 0 {
        pieces.push(Piece::Paragraph(Paragraph::plain(
            Style::Text,
            "Alt er gjort, eller der er ikke skrevet aktiviteter endnu.",
        )));
    } else {
        pieces.push(Piece::Table(table));
    }
    let more = match left_out {
        0 => None,
        1 => Some("Én aktivitet mere står i hele handleplanen.".to_owned()),
        _ => Some(format!("{left_out} aktiviteter mere står i hele handleplanen.")),
    };
    pieces.extend(more.map(|words| Piece::Paragraph(Paragraph::plain(Style::Text, words))));
    let unit_name = text::one_line(input.unit_name);
    Paper {
        title: format!("Det har vi lovet: {}", plan_paper::title(input)),
        subtitle: subtitle(input, &unit_name),
        unit_name,
        printed_on: input.printed_on,
        page: Page::Portrait,
        pieces,
    }
}

fn subtitle(input: &PrintInput<'_>, unit_name: &str) -> String {
    let visit = input.visited_on.map(|day| format!(" · efter tilsynet {}", danish::date(day))).unwrap_or_default();
    format!("{unit_name}{visit} · udskrevet {}", danish::date(input.printed_on))
}

/// The finding and its first goals.
fn promises(block: &Block, columns: &[ColumnKey]) -> Vec<(Style, String)> {
    let finding = (Style::Column, short(&block.finding.text));
    let goals = block.issues.iter().flat_map(|issue| columns.iter().flat_map(move |key| issue.statements.of(key)));
    let goals = goals.take(MAX_GOALS).map(|goal| (Style::Part, format!("• {}", short(&goal.text))));
    std::iter::once(finding).chain(goals).filter(|(_, words)| !words.is_empty()).collect()
}

/// The height of words in lines of so many characters, in tenths of a line, with the gap after them.
fn height(words: &str, line: usize) -> usize {
    10 * words.chars().count().div_ceil(line).max(1) + GAP
}

/// The open activities, the soonest first, as many as fit; and how many do not.
fn table(input: &PrintInput<'_>, mut room: usize) -> (Table, usize) {
    let mut open: Vec<(&Issue, &Activity)> = input
        .plan
        .activities()
        .filter(|(_, _, activity)| !activity.status.is_finished())
        .map(|(_, issue, activity)| (issue, activity))
        .collect();
    open.sort_by_cached_key(|(issue, activity)| end_of(issue, activity));
    let mut rows = Vec::new();
    let total = open.len();
    for (issue, activity) in open {
        let words = [
            short(&activity.what),
            issue.owners_of(activity).join(", "),
            text::one_line(&issue.period_of(activity).text),
        ];
        let tallest = words.iter().zip(COLUMNS).map(|(words, (_, line))| height(words, line)).max().unwrap_or(GAP);
        if tallest > room {
            break;
        }
        room -= tallest;
        let cells = words.into_iter().map(|words| Cell::of(vec![Paragraph::plain(Style::Part, words)])).collect();
        rows.push(Row { cells, ..Row::default() });
    }
    let left_out = total - rows.len();
    let [owner, period] = [Holds::Owner, Holds::Period].map(|holds| input.template.column_name(holds));
    let columns = ["Det gør vi", owner, period].into_iter().zip(COLUMNS);
    let columns = columns.map(|(name, (width, _))| Column { name: name.into(), question: String::new(), width });
    let columns = columns.collect();
    let mut table = Table { caption: "Det har vi lovet at gøre".into(), columns, has_questions: false, rows };
    for row in &mut table.rows {
        if let Some(cell) = row.cells.first_mut() {
            cell.is_heading = true;
        }
    }
    table.count_rows();
    (table, left_out)
}

fn end_of(issue: &Issue, activity: &Activity) -> NaiveDate {
    let reading = issue.period_of(activity).reading;
    reading.end.or(reading.start).unwrap_or(NaiveDate::MAX)
}

/// The words as they stand, or their beginning where they are many.
fn short(words: &str) -> String {
    text::shortened(&text::one_line(words), MAX_TOLD).into_owned()
}
