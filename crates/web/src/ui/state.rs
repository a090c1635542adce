//! How states look: each word and sign in one place, never told by colour alone.

use chrono::NaiveDate;
use domain::{
    activity::{self, ActivityStatus},
    danish,
    finding::{Finding, FindingKind},
    period::{Period, PeriodKind},
    plan::PlanStatus,
    progress::{Flag, Tally},
    quality_model::Wording,
};
use maud::{Markup, html};

/// The status of an activity: a sign and its word.
pub(crate) fn status(status: ActivityStatus) -> Markup {
    html! {
        span class={ "status status-" (status.key()) } {
            span.tegn aria-hidden="true" { (sign(status)) }
            (status.label())
        }
    }
}

/// A sign for each status, so that colour is never needed.
pub(crate) const fn sign(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::NotStarted => "○",
        ActivityStatus::Started => "◐",
        ActivityStatus::Waiting => "‖",
        ActivityStatus::Done => "●",
        ActivityStatus::Embedded => "✓",
    }
}

/// Where a plan stands.
pub(crate) fn plan_status(status: PlanStatus) -> Markup {
    let class = match status {
        PlanStatus::Draft | PlanStatus::Proposed => "badge-warning",
        PlanStatus::Approved => "badge-info",
        PlanStatus::Submitted | PlanStatus::FollowedUp => "badge-success",
        PlanStatus::Closed => "badge-lukket",
    };
    html! { span class={ "badge " (class) } { (status.label()) } }
}

/// What sort of finding.
pub(crate) fn finding_kind(kind: Option<FindingKind>) -> Markup {
    html! {
        @if let Some(kind) = kind {
            span class={ "badge " @if kind.is_binding() { "badge-error" } @else { "badge-info" } } { (kind.label()) }
        }
    }
}

/// A finding's deadline, with the extension where there is one.
pub(crate) fn due(finding: &Finding, today: NaiveDate) -> Markup {
    html! {
        @if let Some(day) = finding.current_due_on() {
            span.frist {
                "Frist fra tilsynet: " (danish::date(day))
                @if finding.extended_to.is_some() {
                    " (forlænget)"
                } @else if let Some(asked) = finding.extension_requested_on {
                    " (forlængelse søgt " (danish::date(asked)) ")"
                }
                @if day < today { " – " strong { "passeret" } }
            }
        }
    }
}

/// How the words of a period are read, where that says more than the words.
pub(crate) fn reading(period: &Period, status: ActivityStatus, today: NaiveDate) -> Markup {
    let is_overdue = activity::is_overdue(period, status, today);
    let is_plain = period.reading.kind == PeriodKind::Ongoing && period.reading.is_undated();
    let says_more = !is_plain && period.reading.describe() != period.text;
    html! {
        @if !period.text.is_empty() && says_more {
            span.laesning { (period.reading.describe()) @if period.is_corrected { " (rettet)" } }
        }
        @if is_overdue { (flag(Flag::Overdue)) }
    }
}

/// A mark on an activity.
pub(crate) fn flag(flag: Flag) -> Markup {
    html! { span class={ "maerke maerke-" (flag.key()) } { span aria-hidden="true" { "! " } (flag.label()) } }
}

/// How sure a wording is, told discreetly.
pub(crate) fn wording(wording: Wording) -> Markup {
    let sign = match wording {
        Wording::Verified => "✓",
        Wording::Partly => "≈",
        Wording::Unverified => "?",
    };
    html! { span.ordlyd { span aria-hidden="true" { (sign) " " } (wording.label()) } }
}

/// "7 af 12 gennemført".
pub(crate) fn progress(tally: &Tally) -> Markup {
    html! {
        span.fremdrift {
            (tally.finished()) " af " (tally.total()) " gennemført"
            @if tally.overdue > 0 { ", " strong { (tally.overdue) " overskredet" } }
        }
    }
}
