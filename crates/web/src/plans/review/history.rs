//! The history of a plan, and of one of its parts.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use domain::{
    activity::ActivityStatus,
    change::{Change, ChangedField, Subject},
    id::PartId,
    plan::Plan,
    role::Ability,
    template::PlanTemplate,
    text,
};
use maud::{Markup, html};

use app::{
    danish_moment,
    history::{self, ROWS},
    page::Page,
};

use crate::{context::Context, error::Result, layout, paths, plans::page::view::find_cell, typed::PageQuery, ui};

/// What the page shows.
struct History<'a> {
    title: &'a str,
    /// Where its pages are.
    address: String,
    /// The number of the page, from 1.
    page: u64,
    changes: Page<Change>,
}

pub(super) async fn of_plan(
    path: paths::PlanHistory,
    ctx: Context,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let page = query.page();
    let changes = history::of_plan(&ctx.desk, path.id, page).await?;
    let history = History { title: "Historik", address: path.to_string(), page, changes };
    Ok(show(&ctx, &plan, &history)?.into_response())
}

pub(super) async fn of_part(
    path: paths::PartHistory,
    ctx: Context,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let page = query.page();
    let changes = history::of_part(&ctx.desk, &plan, path.part, page).await?;
    let history = History { title: "Historik for delen", address: path.to_string(), page, changes };
    Ok(show(&ctx, &plan, &history)?.into_response())
}

fn show(ctx: &Context, plan: &Plan, history: &History<'_>) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    let changes = &history.changes;
    let content = html! {
        h1 { (history.title) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if changes.count == 0 {
            (ui::empty_state("Her er ingen ændringer endnu.", ""))
        } @else {
            ol.tidslinje {
                @for change in &changes.rows { (entry(template, plan, change)) }
            }
            (ui::pages::pages(history.page, ROWS, changes.count, |page| format!("{}?side={page}", history.address)))
        }
    };
    Ok(layout::page(ctx, history.title, &content))
}

fn entry(template: &PlanTemplate, plan: &Plan, change: &Change) -> Markup {
    let words = |text: &str| match (change.field, ActivityStatus::from_key(text)) {
        (ChangedField::Status, Some(status)) => status.label().to_owned(),
        _ => text.to_owned(),
    };
    let has_words = !matches!(change.field, ChangedField::Position | ChangedField::Created | ChangedField::Deleted);
    html! {
        li {
            p.hvem { strong { (change.author.name) } " " (danish_moment(change.changed_at)) }
            p {
                (change.field.label())
                @if change.subject == Subject::Part { ": " (name(template, plan, PartId(change.subject_id))) }
            }
            @if has_words {
                dl.fra-til {
                    @if !change.from.is_empty() { dt { "Før" } dd { del { (words(&change.from)) } } }
                    @if !change.to.is_empty() { dt { "Efter" } dd { ins { (words(&change.to)) } } }
                }
            }
        }
    }
}

fn name(template: &PlanTemplate, plan: &Plan, id: PartId) -> String {
    const MAX_CHARS: usize = 81;
    let fields = domain::part::Field::ALL;
    let found = fields.into_iter().find_map(|field| find_cell(plan, id, field).filter(|cell| !cell.text.is_empty()));
    match found {
        Some(cell) => format!("{} »{}«", template.label(cell.kind), text::shortened(cell.text, MAX_CHARS)),
        None => "en del, der er slettet".into(),
    }
}
