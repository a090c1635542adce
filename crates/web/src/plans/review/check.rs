//! What the check finds in a plan before it is sent, and what is let be with a reason.

use app::{
    check::Checked,
    danish_moment,
    review::{self, NewWaiver},
};
use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::{extract::Form, routing::RouterExt};
use domain::answer::Answer;
use domain::{
    check::{CheckResult, Flaw, Rule, Severity, Waiver},
    plan::{Plan, PlanStatus},
    role::Ability,
    text,
    validation::FieldErrors,
};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    AppState,
    context::Context,
    error::{Error, Result, done},
    layout, paths,
    ui::{self, field::text_field},
};

/// The longest reason.
const MAX_REASON: usize = 1_000;

pub(in crate::plans) fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_post(waive).typed_post(withdraw)
}

async fn show(path: paths::PlanCheck, ctx: Context) -> Result<Markup> {
    let plan = ctx.desk.plan(path.id, Ability::Read).await?;
    let checked = ctx.desk.checked(&plan).await?;
    Ok(page(&ctx, &plan, &checked, None))
}

/// A flaw in a form: its number among the flaws, and the rule it was then, so that a flaw is never let
/// be in place of another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct WaiverForm {
    flaw: usize,
    rule: String,
    words: String,
    reason: String,
}

async fn waive(path: paths::Waivers, ctx: Context, Form(form): Form<WaiverForm>) -> Result<Response> {
    let plan = ctx.desk.plan(path.id, Ability::Write).await?;
    let checked = ctx.desk.checked(&plan).await?;
    let found = checked.flaws.get(form.flaw).filter(|flaw| is_seen(flaw, &form));
    // The plan has changed since the page was made: what was seen may be gone.
    let Some(flaw) = found else { return Err(Error::Changed) };
    if flaw.rule.severity() == Severity::Forbidden {
        return Err(Error::Unprocessable("Et CPR-nummer kan ikke fraviges. Fjern det fra planen.".into()));
    }
    let reason = match text::required(&form.reason, MAX_REASON) {
        Ok(reason) => reason,
        Err(error) => {
            let page = page(&ctx, &plan, &checked, Some((&form, &error.to_string())));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let done = Redirect::to(&paths::with_notice(&paths::PlanCheck { id: plan.id }, "fraveget")).into_response();
    if let Some(waiver) = checked.record.waivers.iter().find(|waiver| waiver.covers(flaw)) {
        if waiver.author == ctx.user.name && waiver.reason == reason {
            return Ok(done); // a second click
        }
        return Err(Error::Unprocessable(format!(
            "{} har fraveget det imens med begrundelsen »{}«. Din begrundelse er ikke gemt.",
            waiver.author, waiver.reason
        )));
    }
    let new = NewWaiver { rule: flaw.rule, place: (flaw.part_id, flaw.field), words: flaw.words.clone(), reason };
    match review::waive(&ctx.desk, &plan, new).await? {
        Answer::Done(()) => Ok(done),
        Answer::Refused(refusal) => {
            let page = page(&ctx, &plan, &checked, Some((&form, &refusal.sentences())));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

/// Line breaks come back from a form as browsers write them.
fn is_seen(flaw: &Flaw, form: &WaiverForm) -> bool {
    flaw.rule.key() == form.rule && text::tidy(&flaw.words) == text::tidy(&form.words)
}

async fn withdraw(path: paths::WithdrawWaiver, ctx: Context) -> Result<Response> {
    done(review::withdraw_waiver(&ctx.desk, path.id, path.waiver).await?)?;
    Ok(Redirect::to(&paths::with_notice(&paths::PlanCheck { id: path.id }, "gemt")).into_response())
}

fn page(ctx: &Context, plan: &Plan, checked: &Checked, refused: Option<(&WaiverForm, &str)>) -> Markup {
    let result = checked.result();
    let may_write = ctx.desk.may(Ability::Write, plan.unit_id);
    let of = |severity: Severity| {
        result.numbered().filter(move |(_, flaw)| flaw.rule.severity() == severity).collect::<Vec<(usize, &Flaw)>>()
    };
    let content = html! {
        h1 { "Kontrol før afsendelse" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        @if plan.status == PlanStatus::Closed { p.font-lead { "Planen er afsluttet." } } @else { (summary(&result)) }
        @for severity in [Severity::Forbidden, Severity::Required, Severity::Advice] {
            @let flaws = of(severity);
            @if !flaws.is_empty() {
                h2 { (severity.label()) " (" (flaws.len()) ")" }
                ol.kontrolliste {
                    @for (number, flaw) in flaws { (item(plan, number, flaw, may_write, refused)) }
                }
            }
        }
        @if !result.waived.is_empty() {
            h2 { "Fraveget med begrundelse (" (result.waived.len()) ")" }
            ul.kontrolliste {
                @for (flaw, waiver) in &result.waived { (waived(plan, flaw, waiver, may_write)) }
            }
        }
        p { a.button.button-primary href=(paths::Approval { id: plan.id }) { "Gå til forløb og godkendelse" } }
    };
    layout::page(ctx, "Kontrol før afsendelse", &content)
}

fn summary(result: &CheckResult<'_>) -> Markup {
    let (blocking_count, advice) = (result.blocking_count(), result.advice());
    html! {
        @if result.is_forbidden() {
            p.font-lead { "Der står et CPR-nummer i planen. Det skal fjernes, før planen går videre." }
        }
        p.font-lead {
            @match (blocking_count, advice) {
                (0, 0) => "Kontrollen har intet fundet. Planen kan sendes.",
                (0, 1) => "Intet hindrer, at planen sendes. Én ting er værd at se efter.",
                (0, _) => { "Intet hindrer, at planen sendes. " (advice) " ting er værd at se efter." },
                (1, _) => "Én ting skal rettes eller fraviges, før planen kan sendes til tilsynet.",
                _ => { (blocking_count) " ting skal rettes eller fraviges, før planen kan sendes til tilsynet." },
            }
        }
    }
}

fn item(plan: &Plan, number: usize, flaw: &Flaw, may_write: bool, refused: Option<(&WaiverForm, &str)>) -> Markup {
    let refused = refused.filter(|(form, _)| form.flaw == number);
    html! {
        li id={ "k-" (number) } tabindex="-1" {
            h3 { (flaw.rule.label()) }
            p { (flaw.message) }
            p { (place(plan, flaw)) }
            @if may_write && flaw.rule.severity() != Severity::Forbidden { (waiver_form(plan, flaw, number, refused)) }
        }
    }
}

/// The way to the place in the plan.
fn place(plan: &Plan, flaw: &Flaw) -> Markup {
    html! {
        @match flaw.part_id {
            None if flaw.rule == Rule::UnansweredFinding => a href=(paths::Plan { id: plan.id }) { "Gå til planen" },
            Some(id) => a href=(paths::Plan { id: plan.id }.at(id)) {
                "Gå til stedet i planen"
                span.sr-only { ": " (flaw.rule.label()) }
            },
            None => a href=(paths::PlanFields { id: plan.id }) { "Ret planens oplysninger" },
        }
    }
}

fn waiver_form(plan: &Plan, flaw: &Flaw, number: usize, refused: Option<(&WaiverForm, &str)>) -> Markup {
    let mut errors = FieldErrors::default();
    if let Some((_, error)) = refused {
        errors.add("reason", error);
    }
    let name = format!("reason-{number}");
    let typed = refused.map_or("", |(form, _)| form.reason.as_str());
    let reason = text_field("reason", "Hvorfor er det rigtigt, som det står?").id(&name).rows(2).value(typed);
    html! {
        details.fravig open[refused.is_some()] {
            summary { "Fravig med en begrundelse" span.sr-only { ": " (flaw.rule.label()) } }
            form method="post" action=(paths::Waivers { id: plan.id }) {
                input type="hidden" name="flaw" value=(number);
                input type="hidden" name="rule" value=(flaw.rule.key());
                input type="hidden" name="words" value=(flaw.words);
                (reason.errors(&errors).required())
                button.button.button-secondary type="submit" { "Fravig" }
            }
        }
    }
}

fn waived(plan: &Plan, flaw: &Flaw, waiver: &Waiver, may_write: bool) -> Markup {
    let withdraw = paths::WithdrawWaiver { id: plan.id, waiver: waiver.id };
    html! {
        li {
            h3 { (flaw.rule.label()) }
            p { (flaw.message) }
            p.begrundelse { strong { (waiver.author) } " " (danish_moment(waiver.made_at)) ": " (waiver.reason) }
            p { (place(plan, flaw)) }
            @if may_write { (ui::post_button(withdraw, "Fjern fravigelsen", ui::Button::Tertiary)) }
        }
    }
}
