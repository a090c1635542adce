//! What the parts of a plan's page need to know besides the plan.

use app::{check::Checked, templates};
use chrono::NaiveDate;
use domain::{
    edit::Place,
    finding::Finding,
    id::PartId,
    part::{Field, PartKind},
    plan::Plan,
    template::{ColumnKey, PlanTemplate},
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
    pub(crate) fn name(&self, key: ColumnKey) -> &str {
        self.template.column(key).map_or("", |column| column.name.as_str())
    }

    /// The guiding question of a column.
    pub(crate) fn question(&self, key: ColumnKey) -> &str {
        self.template.column(key).map_or("", |column| column.question.as_str())
    }
}

/// The column a field of a part is printed in.
pub(crate) const fn column_of(kind: PartKind, field: Field) -> ColumnKey {
    match (kind, field) {
        (PartKind::Block, _) => ColumnKey::Theme,
        (PartKind::Issue, _) => ColumnKey::Issue,
        (PartKind::Goal, _) => ColumnKey::Goal,
        (PartKind::Monitoring, _) => ColumnKey::Monitoring,
        (PartKind::Effect, _) => ColumnKey::Effect,
        (PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner, Field::Period | Field::Reading) => {
            ColumnKey::Period
        }
        (PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner, Field::Owner) => ColumnKey::Owner,
        (PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner, _) => ColumnKey::Activity,
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
        let own = [cell(Field::References, finding.reference_text.as_str()), cell(Field::Text, finding.text.as_str())];
        own.into_iter().chain(block.issues.iter().flat_map(issue_cells))
    })
}

fn issue_cells(issue: &domain::plan::Issue) -> impl Iterator<Item = Cell<'_>> {
    let head =
        Cell { id: issue.id, kind: PartKind::Issue, field: Field::Text, text: &issue.text, version: issue.version };
    let lists =
        [(PartKind::Goal, &issue.goals), (PartKind::Monitoring, &issue.monitoring), (PartKind::Effect, &issue.effects)];
    let statements = lists.into_iter().flat_map(|(kind, statements)| {
        statements.iter().map(move |statement| Cell {
            id: statement.id,
            kind,
            field: Field::Text,
            text: &statement.text,
            version: statement.version,
        })
    });
    std::iter::once(head).chain(statements).chain(issue.lines.iter().flat_map(line_cells))
}

pub(crate) fn line_cells(line: &domain::plan::Line) -> Vec<Cell<'_>> {
    use domain::plan::Line;
    match line {
        Line::Activity(activity) => {
            let cell = |field, text| Cell {
                id: activity.id,
                kind: PartKind::Activity,
                field,
                text,
                version: activity.version,
            };
            vec![
                cell(Field::Text, activity.what.as_str()),
                cell(Field::Period, activity.period.text.as_str()),
                cell(Field::Owner, activity.owner_text.as_str()),
            ]
        }
        Line::Period(loose) => vec![Cell {
            id: loose.id,
            kind: PartKind::LoosePeriod,
            field: Field::Period,
            text: &loose.period.text,
            version: loose.version,
        }],
        Line::Owner(loose) => {
            vec![Cell {
                id: loose.id,
                kind: PartKind::LooseOwner,
                field: Field::Owner,
                text: &loose.text,
                version: loose.version,
            }]
        }
    }
}

/// The period of an activity or a loose line.
pub(crate) fn find_period(plan: &Plan, id: PartId) -> Option<&domain::period::Period> {
    plan.issues().flat_map(|(_, issue)| &issue.lines).find(|line| line.id() == id).and_then(|line| match line {
        domain::plan::Line::Activity(activity) => Some(&activity.period),
        domain::plan::Line::Period(loose) => Some(&loose.period),
        domain::plan::Line::Owner(_) => None,
    })
}

/// What the column of a cell is called, as this kind of plan has it.
pub(crate) fn place_name(plan: &Plan, cell: &Cell<'_>) -> String {
    let template = templates::get(&plan.template_id).ok();
    let column = template.and_then(|template| template.column(column_of(cell.kind, cell.field)));
    column.map_or_else(|| cell.kind.label().to_owned(), |column| column.name.clone())
}

/// The first words of a part, by which a person knows it.
pub(crate) fn first_words(plan: &Plan, id: PartId) -> String {
    const MAX_CHARS: usize = 60;
    let found =
        Field::ALL.into_iter().find_map(|field| find_cell(plan, id, field).filter(|cell| !cell.text.is_empty()));
    let text = found.map(|cell| cell.text).unwrap_or_default();
    let begun: String = text.chars().take(MAX_CHARS).collect();
    if begun.len() < text.len() { format!("{}…", begun.trim_end()) } else { begun }
}
