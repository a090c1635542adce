//! The history of a plan, and of one of its parts.

use axum::response::{IntoResponse, Response};
use domain::{
    activity::ActivityStatus,
    change::{Change, ChangedField, Subject},
    id::PartId,
    plan::Plan,
    role::Ability,
    template::PlanTemplate,
};
use maud::{Markup, html};

use app::{danish_moment, history};

use crate::{context::Context, error::Result, layout, paths, plans::page::view::find_cell, ui};

pub(super) async fn of_plan(path: paths::PlanHistory, ctx: Context) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let changes = history::of_plan(&ctx.desk, path.id).await?;
    Ok(page(&ctx, &plan, "Historik", &changes)?.into_response())
}

pub(super) async fn of_part(path: paths::PartHistory, ctx: Context) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let changes = history::of_part(&ctx.desk, &plan, path.part).await?;
    Ok(page(&ctx, &plan, "Historik for delen", &changes)?.into_response())
}

fn page(ctx: &Context, plan: &Plan, title: &str, changes: &[Change]) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    let is_cut = changes.len() as u64 == history::MAX_LISTED;
    let content = html! {
        h1 { (title) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if changes.is_empty() {
            (ui::empty_state("Her er ingen ændringer endnu.", ""))
        } @else {
            ol.tidslinje {
                @for change in changes { (entry(template, plan, change)) }
            }
            @if is_cut { p { "De seneste " (changes.len()) " ændringer er vist." } }
        }
    };
    Ok(layout::page(ctx, title, &content))
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
    let short = |text: &str| {
        let mut words: String = text.chars().take(80).collect();
        if words.len() < text.len() {
            words.push('…');
        }
        words
    };
    let fields = domain::part::Field::ALL;
    let found = fields.into_iter().find_map(|field| find_cell(plan, id, field).filter(|cell| !cell.text.is_empty()));
    match found {
        Some(cell) => format!("{} »{}«", template.label(cell.kind), short(cell.text)),
        None => "en del, der er slettet".into(),
    }
}
