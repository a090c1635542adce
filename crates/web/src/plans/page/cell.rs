//! A field of a plan as it is read: its words, and the way in to write.

use domain::{
    activity::{self, ActivityStatus},
    danish,
    id::PartId,
    part::Field,
    period::Period,
    plan::{Activity, Issue},
    progress::Flag,
    template::Holds,
};
use maud::{Markup, html};

use super::{
    editor,
    view::{Cell, Open, PlanView, find_period},
};
use crate::{
    paths::{self, FieldKey},
    ui::state,
};

/// A field: its words, or the form that changes them where it is open.
pub(crate) fn cell(view: &PlanView<'_>, cell: &Cell<'_>) -> Markup {
    if view.open == Some(Open::Field(cell.id, cell.field)) {
        editor::field(view, cell, None)
    } else {
        closed(view, cell)
    }
}

/// A field as it is read.
pub(crate) fn closed(view: &PlanView<'_>, cell: &Cell<'_>) -> Markup {
    let column = view.name(Holds::of_field(cell.kind, cell.field));
    let address = paths::Field { id: view.plan.id, part: cell.id, field: FieldKey(cell.field) };
    let period = (cell.field == Field::Period).then(|| find_period(view.plan, cell.id)).flatten();
    html! {
        div.felt id=(cell.dom_id()) {
            @if view.may_write {
                a.felt-link href=(address) {
                    span.sr-only { "Ret " (column) ": " }
                    (words(cell.text))
                }
            } @else {
                (words(cell.text))
            }
            @if let Some(period) = period { (reading(view, cell, period)) }
            (marks(view, cell.id, Some(cell.field)))
            (remarks(view, cell))
        }
    }
}

/// What the check finds at a place, with the way to what can be done about it.
pub(crate) fn marks(view: &PlanView<'_>, id: PartId, field: Option<Field>) -> Markup {
    let check = paths::PlanCheck { id: view.plan.id };
    html! {
        @if view.may_write {
            @for (number, flaw) in view.checked.at(id, field) {
                a.kontrolmaerke hx-boost="false" href={ (check) "#k-" (number) } {
                    span.tegn aria-hidden="true" { "!" }
                    (flaw.rule.label())
                }
            }
        }
    }
}

fn remarks(view: &PlanView<'_>, cell: &Cell<'_>) -> Markup {
    let (id, part, field) = (view.plan.id, cell.id, FieldKey(cell.field));
    let column = view.name(Holds::of_field(cell.kind, cell.field));
    html! {
        @for remark in view.checked.remarks_at(cell.id, cell.field) {
            @let settle = paths::SettleRemark { id, remark: remark.id };
            div.bemaerkning {
                p { strong { (remark.author) ": " } (remark.text) }
                @if view.may_write {
                    form.knapform method="post" action=(settle) hx-boost="false" {
                        button.button.button-tertiary type="submit" {
                            "Markér som rettet"
                            span.sr-only { ": " (remark.text) }
                        }
                    }
                }
            }
        }
        @if view.may_remark {
            a.bemaerk hx-boost="false" href=(paths::Remarks { id, part, field }) {
                "Skriv bemærkning"
                span.sr-only { " til " (column) ": " (cell.text) }
            }
        }
    }
}

fn words(text: &str) -> Markup {
    html! {
        @if text.is_empty() { span.mangler { "–" span.sr-only { " (ikke udfyldt)" } } }
        @else { span.ord { (text) } }
    }
}

fn reading(view: &PlanView<'_>, cell: &Cell<'_>, period: &Period) -> Markup {
    let status = view.plan.activity(cell.id).map_or(ActivityStatus::Done, |activity| activity.status);
    // The mark of being overdue stands with the status, where the eye looks for it.
    let calm = if status.is_finished() { status } else { ActivityStatus::Done };
    state::reading(period, calm, view.today)
}

/// How an activity goes: its status, the last follow-up and the way to follow up.
pub(crate) fn progress(view: &PlanView<'_>, issue: &Issue, activity: &Activity) -> Markup {
    if view.open == Some(Open::FollowUp(activity.id)) {
        return super::follow_up_form::form(view, activity, None);
    }
    let address = paths::FollowUps { id: view.plan.id, part: activity.id };
    html! {
        div.felt.opfoelgning id={ "p-" (activity.id) } {
            @if view.may_follow_up {
                a.felt-link href=(address) { span.sr-only { "Følg op. Status: " } (state::status(activity.status)) }
            } @else {
                (state::status(activity.status))
            }
            (overdue(view, issue, activity, false))
            @if let Some(note) = activity.follow_ups.last() {
                p.seneste { (danish::date(note.noted_on)) ": " (note.text) }
            }
        }
    }
}

/// The mark of being overdue, which changes when either the period or the status does.
pub(crate) fn overdue(view: &PlanView<'_>, issue: &Issue, activity: &Activity, is_out_of_band: bool) -> Markup {
    let is_overdue = activity::is_overdue(issue.period_of(activity), activity.status, view.today);
    html! {
        span.forsinket id={ "o-" (activity.id) } hx-swap-oob=[is_out_of_band.then_some("true")] {
            @if is_overdue { (state::flag(Flag::Overdue)) }
        }
    }
}
