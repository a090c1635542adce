//! The history of a plan, and of one of its parts.

use axum::response::{IntoResponse, Response};
use domain::{
    access::Ability,
    activity::ActivityStatus,
    change::{Change, Subject},
    id::PartId,
    plan::Plan,
};
use maud::{Markup, html};

use crate::{
    clock::danish_moment,
    context::Context,
    error::{Error, Result},
    layout, paths, ui,
};

pub(super) async fn of_plan(path: paths::PlanHistory, ctx: Context) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Read).await?;
    let changes = orm::changes::list_of_plan(ctx.store(), path.id).await?;
    Ok(page(&ctx, &plan, "Historik", &changes).into_response())
}

pub(super) async fn of_part(path: paths::PartHistory, ctx: Context) -> Result<Response> {
    let plan = ctx.plan(path.id, Ability::Read).await?;
    let finding = plan.block(path.part).map(|block| block.finding.id.0);
    let mut changes = orm::changes::list_of(ctx.store(), path.part.0).await?;
    changes.retain(|change| change.plan_id == Some(path.id));
    if let Some(finding) = finding {
        changes.extend(orm::changes::list_of(ctx.store(), finding).await?);
        changes.sort_by_key(|change| std::cmp::Reverse(change.changed_at));
    }
    if changes.is_empty() && plan.kind_of(path.part).is_none() {
        return Err(Error::NotFound);
    }
    Ok(page(&ctx, &plan, "Historik for delen", &changes).into_response())
}

fn page(ctx: &Context, plan: &Plan, title: &str, changes: &[Change]) -> Markup {
    let content = html! {
        h1 { (title) }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if changes.is_empty() {
            (ui::empty_state("Her er ingen ændringer endnu.", ""))
        } @else {
            ol.tidslinje {
                @for change in changes { (entry(plan, change)) }
            }
            @if changes.len() as u64 == orm::changes::MAX_LISTED { p { "De seneste " (changes.len()) " ændringer er vist." } }
        }
    };
    layout::page(ctx, title, &content)
}

fn entry(plan: &Plan, change: &Change) -> Markup {
    let words = |text: &str| match (change.field.as_str(), ActivityStatus::from_key(text)) {
        ("status", Some(status)) => status.label().to_owned(),
        _ => text.to_owned(),
    };
    html! {
        li {
            p.hvem { strong { (change.author.name) } " " (danish_moment(change.changed_at)) }
            p { (what(&change.field)) @if change.subject == Subject::Part { ": " (name(plan, PartId(change.subject_id))) } }
            @if !matches!(change.field.as_str(), "position" | "created" | "deleted") {
                dl.fra-til {
                    @if !change.from.is_empty() { dt { "Før" } dd { del { (words(&change.from)) } } }
                    @if !change.to.is_empty() { dt { "Efter" } dd { ins { (words(&change.to)) } } }
                }
            }
        }
    }
}

fn what(field: &str) -> &'static str {
    match field {
        "text" => "Tekst",
        "period" => "Hvornår",
        "reading" => "Dage sat i hånden",
        "owner" => "Hvem",
        "status" => "Status",
        "references" => "Henvisning til kvalitetsmodellen",
        "position" => "Flyttet",
        "deleted" => "Slettet eller gendannet",
        "created" => "Oprettet",
        "follow_up" => "Opfølgning",
        "remark" => "Bemærkning",
        "remark_settled" => "Bemærkning rettet",
        "waiver" => "Fraveget i kontrollen",
        "title" => "Titel",
        "year" => "År",
        "due_on" => "Frist",
        "introduction" => "Indledning",
        "closing" => "Afslutning",
        "kind" => "Art",
        "extension_requested_on" => "Forlængelse søgt",
        "extended_to" => "Forlænget til",
        _ => "Ændring",
    }
}

fn name(plan: &Plan, id: PartId) -> String {
    let short = |text: &str| {
        let mut words: String = text.chars().take(80).collect();
        if words.len() < text.len() {
            words.push('…');
        }
        words
    };
    let fields = domain::part::Field::ALL;
    let found = fields
        .into_iter()
        .find_map(|field| super::view::find_cell(plan, id, field).filter(|cell| !cell.text.is_empty()));
    found
        .map_or_else(|| "en del, der er slettet".into(), |cell| format!("{} »{}«", cell.kind.label(), short(cell.text)))
}
