//! A finding of a plan with all that answers it, and everything below it.

use super::{
    cell, new_part_form,
    view::{Cell, PlanView, line_cells},
};
use crate::{paths, ui::state};
use domain::{
    edit::Place,
    part::{Field, PartKind},
    plan::{Block, Issue, Line, Statement},
    template::ColumnKey,
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
    html! {
        section.fund id={ "d-" (block.id) } aria-labelledby={ "n-" (block.id) } tabindex="-1" {
            header.fund-hoved {
                div.fund-maerker {
                    h2.fund-nummer id={ "n-" (block.id) } { "Fund " (number) }
                    (state::finding_kind(finding.kind))
                    (state::due(finding, view.today))
                    @if view.may_write { a.lille hx-boost="false" href=(paths::Finding { id: finding.id }) { "Ret art og frist" } }
                }
                div.fund-henvisning { (cell::cell(view, &cell_of(Field::References, &finding.reference_text))) }
                div.fund-tekst { (cell::cell(view, &cell_of(Field::Text, &finding.text))) }
                (cell::marks(view, block.id, None))
            }
            @for part in &block.issues { (issue(view, part)) }
            (new_part_form::closed_or_open(view, PartKind::Issue, Place { parent_id: Some(block.id), after: None }))
        }
    }
}

/// An issue with its goals, activities, documentation and effects.
pub(crate) fn issue(view: &PlanView<'_>, issue: &Issue) -> Markup {
    let is_first = view.plan.blocks.iter().any(|block| block.issues.first().is_some_and(|first| first.id == issue.id));
    let text =
        Cell { id: issue.id, kind: PartKind::Issue, field: Field::Text, text: &issue.text, version: issue.version };
    html! {
        article.emne id={ "d-" (issue.id) } tabindex="-1" {
            div.emne-tekst {
                h3 { (view.name(ColumnKey::Issue)) @if issue.text.is_empty() && !is_first { span.weight-normal { " – hører til emnet ovenfor" } } }
                (cell::cell(view, &text))
            }
            (statements(view, issue, PartKind::Goal, ColumnKey::Goal, &issue.goals))
            (lines(view, issue))
            div.to-spalter {
                (statements(view, issue, PartKind::Monitoring, ColumnKey::Monitoring, &issue.monitoring))
                (statements(view, issue, PartKind::Effect, ColumnKey::Effect, &issue.effects))
            }
        }
    }
}

fn statements(view: &PlanView<'_>, issue: &Issue, kind: PartKind, key: ColumnKey, list: &[Statement]) -> Markup {
    html! {
        section.liste {
            h4 { (view.name(key)) }
            ul {
                @for part in list { (statement(view, kind, part)) }
                (new_part_form::closed_or_open(view, kind, Place { parent_id: Some(issue.id), after: None }))
            }
        }
    }
}

/// A goal, a way of documenting or an effect.
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
                @for key in [ColumnKey::Activity, ColumnKey::Period, ColumnKey::Owner] { div { (view.name(key)) } }
                div { "Status" }
            }
            h4.sr-only { "Aktiviteter" }
            ol {
                @for part in &issue.lines { (line(view, issue, part)) }
                (new_part_form::closed_or_open(view, PartKind::Activity, Place { parent_id: Some(issue.id), after: None }))
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
            @for (field, key) in [(Field::Text, ColumnKey::Activity), (Field::Period, ColumnKey::Period), (Field::Owner, ColumnKey::Owner)] {
                div.linje-celle data-navn=(view.name(key)) {
                    @if let Some(found) = cell_of(field) { (cell::cell(view, found)) }
                    @else if field == Field::Text { span.faelles { "Gælder hele emnet" } }
                }
            }
            div.linje-celle data-navn="Status" {
                @if let Line::Activity(activity) = part { (cell::progress(view, issue, activity)) }
            }
            (new_part_form::open_after(view, PartKind::Activity, part.id()))
        }
    }
}

/// The markup of one part, wherever in the plan it stands.
pub(crate) fn part(view: &PlanView<'_>, id: domain::id::PartId) -> Option<Markup> {
    for (at, found) in view.plan.blocks.iter().enumerate() {
        if found.id == id {
            return Some(block(view, found, at + 1));
        }
    }
    view.plan.issues().find_map(|(_, found)| {
        if found.id == id {
            return Some(issue(view, found));
        }
        let lists = [
            (PartKind::Goal, &found.goals),
            (PartKind::Monitoring, &found.monitoring),
            (PartKind::Effect, &found.effects),
        ];
        let in_list = lists
            .into_iter()
            .find_map(|(kind, list)| list.iter().find(|part| part.id == id).map(|part| statement(view, kind, part)));
        in_list.or_else(|| found.lines.iter().find(|part| part.id() == id).map(|part| line(view, found, part)))
    })
}
