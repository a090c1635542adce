//! What the parts of a plan's page need to know besides the plan.

use app::check::Checked;
use chrono::NaiveDate;
use domain::{
    edit::Place,
    finding::Finding,
    id::PartId,
    part::{Field, PartKind},
    period::Period,
    plan::{Issue, Line, Plan},
    template::{Holds, PlanTemplate},
    text,
};

/// A plan on its page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlanView<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) template: &'a PlanTemplate,
    pub(crate) today: NaiveDate,
    /// True where the reader may write in it.
    pub(crate) may_write: bool,
    /// True where the reader may tell how activities go.
    pub(crate) may_follow_up: bool,
    /// True where the reader decides on the plan and may write remarks in it.
    pub(crate) may_remark: bool,
    /// What the check finds, and the remarks.
    pub(crate) checked: &'a Checked,
    /// Registered findings of the inspection that the plan does not answer yet.
    pub(crate) unanswered: &'a [Finding],
    /// What is open for writing, on a page for browsers without script.
    pub(crate) open: Option<Open>,
}

/// Something open for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// A field.
    Field(PartId, Field),
    /// The follow-up of an activity.
    FollowUp(PartId),
    /// New parts of a kind, at a place.
    NewPart(PartKind, Place),
}

impl PlanView<'_> {
    /// The name of a column, as this kind of plan has it.
    pub(crate) fn name(&self, holds: Holds) -> &str {
        self.template.column_name(holds)
    }

    /// The guiding question of a column.
    pub(crate) fn question(&self, holds: Holds) -> &str {
        self.template.column(holds).map_or("", |column| column.question.as_str())
    }
}

/// One field with what stands in it and the version a change must start from.
#[derive(Debug, Clone)]
pub(crate) struct Cell<'a> {
    pub(crate) id: PartId,
    pub(crate) kind: PartKind,
    pub(crate) field: Field,
    pub(crate) text: &'a str,
    pub(crate) version: i64,
}

impl Cell<'_> {
    /// The identity of the field on the page.
    pub(crate) fn dom_id(&self) -> String {
        format!("f-{}-{}", self.id, self.field.key())
    }
}

/// The cell of a field of a living part of the plan.
pub(crate) fn find_cell(plan: &Plan, id: PartId, field: Field) -> Option<Cell<'_>> {
    cells(plan).find(|cell| cell.id == id && cell.field == field)
}

fn cells(plan: &Plan) -> impl Iterator<Item = Cell<'_>> {
    plan.blocks.iter().flat_map(|block| {
        let finding = &block.finding;
        let cell = |field, text| Cell { id: block.id, kind: PartKind::Block, field, text, version: finding.version };
        let own = [cell(Field::References, finding.references.text.as_str()), cell(Field::Text, finding.text.as_str())];
        own.into_iter().chain(block.issues.iter().flat_map(issue_cells))
    })
}

fn issue_cells(issue: &Issue) -> impl Iterator<Item = Cell<'_>> {
    let head =
        Cell { id: issue.id, kind: PartKind::Issue, field: Field::Text, text: &issue.text, version: issue.version };
    let statements = issue.statements.iter().map(|(column, statement)| Cell {
        id: statement.id,
        kind: PartKind::Statement(column),
        field: Field::Text,
        text: &statement.text,
        version: statement.version,
    });
    std::iter::once(head).chain(statements).chain(issue.lines.iter().flat_map(line_cells))
}

pub(crate) fn line_cells(line: &Line) -> Vec<Cell<'_>> {
    let texts = [(Field::Text, line.what()), (Field::Period, line.period_text()), (Field::Owner, line.owner_text())];
    let cell = |(field, text): (Field, Option<_>)| {
        Some(Cell { id: line.id(), kind: line.kind(), field, text: text?, version: line.version() })
    };
    texts.into_iter().filter_map(cell).collect()
}

/// The period of an activity or a loose line.
pub(crate) fn find_period(plan: &Plan, id: PartId) -> Option<&Period> {
    plan.issues().find_map(|(_, issue)| issue.line(id)).and_then(Line::period)
}

/// What the column of a cell is called, as this kind of plan has it.
pub(crate) fn place_name<'a>(template: &'a PlanTemplate, cell: &Cell<'_>) -> &'a str {
    let column = template.column(Holds::of_field(cell.kind, cell.field));
    column.map_or_else(|| template.label(cell.kind), |column| column.name.as_str())
}

/// The first words of a part, by which a person knows it.
pub(crate) fn first_words(plan: &Plan, id: PartId) -> String {
    const MAX_CHARS: usize = 61;
    let found =
        Field::ALL.into_iter().find_map(|field| find_cell(plan, id, field).filter(|cell| !cell.text.is_empty()));
    let text = found.map(|cell| cell.text).unwrap_or_default();
    text::shortened(text, MAX_CHARS).into_owned()
}
