//! A finding of a plan with all that answers it, and everything below it.

use super::{
    cell, new_part_form,
    view::{Cell, PlanView, line_cells},
};
use crate::{paths, templates, ui::state};
use domain::{
    edit::Place,
    id::PartId,
    part::{Field, PartKind},
    plan::{Block, Issue, Line, Statement},
    template::{Column, ColumnKey, Holds},
};
use maud::{Markup, html};

/// The whole of a plan's parts.
pub(crate) fn plan(view: &PlanView<'_>) -> Markup {
    html! {
        div.plan #plan hx-boost="true" hx-target="closest .felt" hx-swap="outerHTML" hx-push-url="false" {
            @for (at, part) in view.plan.blocks.iter().enumerate() { (block(view, part, at + 1)) }
            (new_part_form::closed_or_open(view, PartKind::Block, Place { parent_id: None, after: None }))
        }
    }
}

/// A finding and its issues.
pub(crate) fn block(view: &PlanView<'_>, block: &Block, number: usize) -> Markup {
    let finding = &block.finding;
    let cell_of = |field, text| Cell { id: block.id, kind: PartKind::Block, field, text, version: finding.version };
    let of_finding = paths::Finding { id: finding.id };
    html! {
        section.fund id={ "d-" (block.id) } aria-labelledby={ "n-" (block.id) } tabindex="-1" {
            header.fund-hoved {
                div.fund-maerker {
                    h2.fund-nummer id={ "n-" (block.id) } { "Fund " (number) }
                    (state::finding_kind(finding.kind))
                    (state::due(finding, view.today))
                    @if view.may_write { a.lille hx-boost="false" href=(of_finding) { "Ret art og frist" } }
                }
                div.fund-henvisning { (cell::cell(view, &cell_of(Field::References, &finding.references.text))) }
                div.fund-tekst { (cell::cell(view, &cell_of(Field::Text, &finding.text))) }
                (cell::marks(view, block.id, None))
            }
            @for part in &block.issues { (issue(view, part)) }
            (new_part_form::closed_or_open(view, PartKind::Issue, under(block.id)))
        }
    }
}

/// Last among the parts that lie under another.
const fn under(parent: PartId) -> Place {
    Place { parent_id: Some(parent), after: None }
}

/// An issue with its activities, and what stands in each column of statements above and below them.
pub(crate) fn issue(view: &PlanView<'_>, issue: &Issue) -> Markup {
    let is_first = view.plan.blocks.iter().any(|block| block.issues.first().is_some_and(|first| first.id == issue.id));
    let goes_on = issue.text.is_empty() && !is_first;
    let text =
        Cell { id: issue.id, kind: PartKind::Issue, field: Field::Text, text: &issue.text, version: issue.version };
    let [above, below] = templates::around_lines(view.template);
    html! {
        article.emne id={ "d-" (issue.id) } tabindex="-1" {
            div.emne-tekst {
                h3 {
                    (view.name(Holds::Issue))
                    @if goes_on { span.weight-normal { " – hører til emnet ovenfor" } }
                }
                (cell::cell(view, &text))
            }
            (lists(view, issue, &above))
            (lines(view, issue))
            (lists(view, issue, &below))
        }
    }
}

/// Columns of statements beside each other, as many as there is room for.
fn lists(view: &PlanView<'_>, issue: &Issue, columns: &[(ColumnKey, &Column)]) -> Markup {
    html! {
        @if !columns.is_empty() {
            div.spalter { @for (key, column) in columns { (list(view, issue, *key, column)) } }
        }
    }
}

fn list(view: &PlanView<'_>, issue: &Issue, key: ColumnKey, column: &Column) -> Markup {
    let kind = PartKind::Statement(key);
    html! {
        section.liste {
            h4 { (column.name) }
            ul {
                @for part in issue.statements.of(key) { (statement(view, kind, part)) }
                (new_part_form::closed_or_open(view, kind, under(issue.id)))
            }
        }
    }
}

/// One text of a column of statements.
pub(crate) fn statement(view: &PlanView<'_>, kind: PartKind, part: &Statement) -> Markup {
    let text = Cell { id: part.id, kind, field: Field::Text, text: &part.text, version: part.version };
    html! {
        li id={ "d-" (part.id) } tabindex="-1" {
            (cell::cell(view, &text))
            (new_part_form::open_after(view, kind, part.id))
        }
    }
}

fn lines(view: &PlanView<'_>, issue: &Issue) -> Markup {
    html! {
        section.liste.aktiviteter {
            div.linje.linje-hoved aria-hidden="true" {
                @for (_, holds) in templates::of_line(view.template) { div { (view.name(holds)) } }
                div { "Status" }
            }
            h4.sr-only { "Aktiviteter" }
            ol {
                @for part in &issue.lines { (line(view, issue, part)) }
                (new_part_form::closed_or_open(view, PartKind::Activity, under(issue.id)))
            }
        }
    }
}

/// An activity, or a period or owner that stands among them.
pub(crate) fn line(view: &PlanView<'_>, issue: &Issue, part: &Line) -> Markup {
    let cells = line_cells(part);
    let cell_of = |field: Field| cells.iter().find(|cell| cell.field == field);
    html! {
        li.linje id={ "d-" (part.id()) } tabindex="-1" {
            @for (field, holds) in templates::of_line(view.template) {
                div.linje-celle data-navn=(view.name(holds)) {
                    @if let Some(found) = cell_of(field) { (cell::cell(view, found)) }
                    @else if field == Field::Text { span.faelles { "Gælder hele emnet" } }
                }
            }
            div.linje-celle data-navn="Status" {
                @if let Some(activity) = part.activity() { (cell::progress(view, issue, activity)) }
            }
            (new_part_form::open_after(view, PartKind::Activity, part.id()))
        }
    }
}

/// The markup of one part, wherever in the plan it stands.
pub(crate) fn part(view: &PlanView<'_>, id: PartId) -> Option<Markup> {
    for (at, found) in view.plan.blocks.iter().enumerate() {
        if found.id == id {
            return Some(block(view, found, at + 1));
        }
    }
    view.plan.issues().find_map(|(_, found)| {
        if found.id == id {
            return Some(issue(view, found));
        }
        if let Some((column, part)) = found.statement(id) {
            return Some(statement(view, PartKind::Statement(column), part));
        }
        found.line(id).map(|part| line(view, found, part))
    })
}
