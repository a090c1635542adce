//! The page of a plan's life.

use domain::{
    approval::{Remark, Step, Transition, Version},
    danish,
    plan::{Plan, PlanStatus},
    role::Ability,
    template::PlanTemplate,
    validation::FieldErrors,
};
use maud::{Markup, html};

use app::{check::Checked, danish_moment};

use super::step_form::StepForm;
use crate::{
    context::Context,
    error::Result,
    layout, paths,
    plans::page::view,
    ui::{
        self,
        field::{Width, text_field},
    },
};

/// The usual ways of sending, offered while one writes.
const CHANNELS: [&str; 4] = ["Digital Post", "E-mail", "Tilbudsportalen", "Brev"];

pub(super) fn page(
    ctx: &Context,
    plan: &Plan,
    checked: &Checked,
    form: &StepForm,
    errors: &FieldErrors,
) -> Result<Markup> {
    let template = ctx.desk.template(&plan.template_id)?;
    // What was changed after the approval must be approved anew before it is sent.
    let result = checked.result();
    let is_changed = plan.status == PlanStatus::Approved && !checked.readiness(plan, &result).is_as_approved;
    let [decides, may_write] = [Ability::Approve, Ability::Write].map(|ability| ctx.desk.may(ability, plan.unit_id));
    let sent = checked.record.last_version().filter(|_| plan.status == PlanStatus::Submitted);
    let mut transitions: Vec<Transition> = Transition::ALL
        .into_iter()
        .filter(|transition| transition.starts_from(plan.status) && ctx.desk.may(transition.ability(), plan.unit_id))
        // Who decides sends a plan back, or approves what she need not ask herself for.
        .filter(|transition| !(decides && matches!(transition, Transition::Withdraw | Transition::Propose)))
        .filter(|transition| *transition != Transition::Approve || plan.status != PlanStatus::Approved || is_changed)
        .collect();
    transitions.sort_by_key(|transition| !is_main(*transition));
    let content = html! {
        h1 { "Forløb og godkendelse" }
        p { a href=(paths::Plan { id: plan.id }) { (plan.title) } }
        (stages(plan.status))
        @if form.is_old { (changed_meanwhile(checked, form, &transitions)) } @else { (ui::error_summary(errors)) }
        div.spalter.forloeb {
            div {
                h2 { "Næste skridt" }
                @if let Some(version) = sent {
                    h3 { "Filer til tilsynet, version " (version.number) }
                    (file_list(plan, version))
                }
                @if is_changed { (changed_since_approval()) }
                (check(plan, checked))
                (remarks(template, plan, checked, may_write))
                @if transitions.is_empty() { p { (waits_for(plan.status)) } }
                @for transition in &transitions { (step_form(plan, *transition, form, errors)) }
                @if !transitions.iter().any(|transition| transition.key() == form.act) { (words_of_no_step(form)) }
            }
            div {
                h2 { "Det er der sket" }
                (story(plan, checked))
            }
        }
    };
    Ok(layout::page(ctx, "Forløb og godkendelse", &content))
}

fn changed_since_approval() -> Markup {
    let words = "Planen er ændret, efter at den blev godkendt. Den skal godkendes igen, før den kan sendes.";
    ui::alert(ui::Alert::Warning, html! { p { (words) } })
}

/// What is said to a step from an old page: what has happened meanwhile, and whether it can still be taken.
fn changed_meanwhile(checked: &Checked, form: &StepForm, transitions: &[Transition]) -> Markup {
    let is_offered = transitions.iter().any(|transition| transition.key() == form.act);
    html! {
        div.alert.alert-warning role="alert" aria-labelledby="fejl-titel" tabindex="-1" data-fokus {
            div.alert-text {
                h2.alert-heading #fejl-titel { "Planen er ændret imens" }
                @if is_offered {
                    p {
                        a href="#act" {
                            "Planen er ændret, siden du åbnede siden. Se den igen, og tryk så en gang til, hvis det "
                            "stadig er rigtigt."
                        }
                    }
                } @else {
                    @if let Some(step) = checked.record.steps.last() {
                        p {
                            (step.author) " " (step.transition.past_tense()) " den " (danish_moment(step.taken_at)) "."
                        }
                    }
                    p { "Det, du valgte, kan ikke gøres nu, og intet er gemt. Se herunder, hvor planen står." }
                }
            }
        }
    }
}

/// Where the plan stands among the stages of its life.
fn stages(now: PlanStatus) -> Markup {
    html! {
        ol.trin aria-label="Planens forløb" {
            @for status in PlanStatus::ALL {
                li aria-current=[(status == now).then_some("step")] class=[(status < now).then_some("trin-forbi")] {
                    (status.label())
                    @if status < now { span.sr-only { " (passeret)" } }
                }
            }
        }
    }
}

fn waits_for(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Proposed => "Planen venter på godkendelse fra botilbudslederen.",
        PlanStatus::Approved => "Planen er godkendt. Botilbudslederen sender den til tilsynet.",
        PlanStatus::Closed => "Planen er afsluttet.",
        _ => "Der er ikke noget, du skal gøre her.",
    }
}

fn check(plan: &Plan, checked: &Checked) -> Markup {
    let (blocking_count, advice) = checked.counts();
    html! {
        @if plan.status != PlanStatus::Closed {
            p {
                a href=(paths::PlanCheck { id: plan.id }) { "Kontrol før afsendelse" } ": "
                @if blocking_count > 0 { strong { (blocking_count) " skal rettes eller fraviges" } }
                @else { "intet hindrer afsendelse" }
                @if advice > 0 { ", " (advice) " er værd at se efter" }
                "."
            }
        }
    }
}

fn remarks(template: &PlanTemplate, plan: &Plan, checked: &Checked, may_write: bool) -> Markup {
    let open: Vec<&Remark> = checked.record.open_remarks().collect();
    html! {
        @if !open.is_empty() {
            h3 { "Bemærkninger, der venter (" (open.len()) ")" }
            ul {
                @for remark in open {
                    @let settle = paths::SettleRemark { id: plan.id, remark: remark.id };
                    li {
                        a href=(paths::Plan { id: plan.id }.at(remark.part_id)) { (name(template, plan, remark)) }
                        ": " (remark.text) " " span.lille { "(" (remark.author) ")" }
                        @if may_write { (ui::post_button(settle, "Markér som rettet", ui::Button::Tertiary)) }
                    }
                }
            }
        }
    }
}

fn name(template: &PlanTemplate, plan: &Plan, remark: &Remark) -> String {
    match view::find_cell(plan, remark.part_id, remark.field) {
        Some(cell) => format!("{} »{}«", view::place_name(template, &cell), view::first_words(plan, cell.id)),
        None => "En del, der er slettet".to_owned(),
    }
}

fn step_form(plan: &Plan, transition: Transition, form: &StepForm, errors: &FieldErrors) -> Markup {
    let is_sent = form.act == transition.key();
    let none = FieldErrors::default();
    let errors = if is_sent { errors } else { &none };
    let message = if is_sent { form.message.as_str() } else { "" };
    let class = if is_main(transition) { "button-primary" } else { "button-secondary" };
    // The form that came back is the one its errors lead to.
    let id = if is_sent { "message".to_owned() } else { format!("message-{}", transition.key()) };
    html! {
        form.skridt method="post" action=(paths::Approval { id: plan.id }) id=[is_sent.then_some("act")] {
            h3 { (transition.label()) }
            p { (explain(transition)) }
            input type="hidden" name="act" value=(transition.key());
            input type="hidden" name="revision" value=(plan.revision);
            @if transition == Transition::Submit { (submission_fields(form, errors)) }
            (text_field("message", message_label(transition)).id(&id).rows(2).value(message).errors(errors))
            button class={ "button " (class) } type="submit" { (transition.label()) }
        }
    }
}

/// What was written with a step that can no longer be taken: it is not saved, and not lost.
fn words_of_no_step(form: &StepForm) -> Markup {
    let written = [("Det, du skrev", &form.message), ("Sendt som", &form.channel), ("Sagsnummer", &form.case_number)];
    html! {
        div #act tabindex="-1" {
            @for (at, (label, words)) in written.into_iter().enumerate().filter(|(_, (_, words))| !words.is_empty()) {
                div.form-group {
                    label.form-label for={ "skrevet-" (at) } { (label) }
                    textarea.form-input id={ "skrevet-" (at) } rows="2" readonly { "\n" (words) }
                }
            }
        }
    }
}

fn submission_fields(form: &StepForm, errors: &FieldErrors) -> Markup {
    let case_number = text_field("case_number", "Sagsnummer").value(&form.case_number).width(Width::M);
    html! {
        (text_field("sent_on", "Sendt den").day().value(&form.sent_on).errors(errors).required())
        (channel(form, errors.get("channel")))
        (case_number.hint("Tilsynets eller jeres eget journalnummer").errors(errors))
    }
}

fn channel(form: &StepForm, error: Option<&str>) -> Markup {
    let described_by = error.map(|_| "channel-fejl");
    html! {
        div class={ "form-group" @if error.is_some() { " form-error" } } {
            label.form-label for="channel" { "Sendt som" }
            @if let Some(error) = error {
                span.form-error-message #channel-fejl { span.sr-only { "Fejl: " } (error) }
            }
            input.form-input.input-width-m #channel name="channel" list="kanaler" value=(form.channel) required
                autocomplete="off" aria-describedby=[described_by] aria-invalid=[error.map(|_| "true")];
            datalist #kanaler { @for channel in CHANNELS { option value=(channel) {} } }
        }
    }
}

/// The steps that lead a plan on.
const fn is_main(transition: Transition) -> bool {
    matches!(transition, Transition::Propose | Transition::Approve | Transition::Submit)
}

const fn message_label(transition: Transition) -> &'static str {
    match transition {
        Transition::Return => "Hvad skal ændres? Skriv her, hvis du ikke har sat bemærkninger i planen",
        Transition::FollowUp => "Hvad viste opfølgningen?",
        _ => "Besked",
    }
}

const fn explain(transition: Transition) -> &'static str {
    match transition {
        Transition::Propose => "Botilbudslederen får planen til gennemsyn.",
        Transition::Withdraw => "Planen bliver en kladde igen og venter ikke længere på godkendelse.",
        Transition::Return => {
            "Planen går tilbage til den, der skriver den. Sæt bemærkninger ved felterne i planen, eller skriv her."
        }
        Transition::Approve => {
            "Planen er god nok til at blive sendt. Ændres teksten bagefter, skal den godkendes igen."
        }
        Transition::Submit => {
            "Planen gemmes som en nummereret version med Word- og PDF-fil, der aldrig ændres. Du sender selv filen til \
             tilsynet."
        }
        Transition::FollowUp => "Der er fulgt op på planen i sin helhed, og effekten er vurderet.",
        Transition::Close => {
            "Planen er færdig. Den tæller ikke længere med i det, der venter, men kan stadig læses og genåbnes."
        }
        Transition::Reopen => "Planen går et skridt tilbage, så den kan godkendes på ny.",
    }
}

/// What has happened, the newest first.
fn story(plan: &Plan, checked: &Checked) -> Markup {
    let record = &checked.record;
    html! {
        @if record.steps.is_empty() { p { "Planen er en kladde, som ikke har været til godkendelse endnu." } }
        ol.tidslinje {
            @for step in record.steps.iter().rev() { (told_step(step)) }
        }
        @if !record.versions.is_empty() {
            h3 { "Sendte versioner" }
            ul { @for version in record.versions.iter().rev() { li { (version_line(plan, version)) } } }
            p { a href=(paths::Versions { id: plan.id }) { "Se versioner, og sammenlign" } }
        }
        @let settled: Vec<&Remark> = record.remarks.iter().filter(|remark| remark.settled.is_some()).collect();
        @if !settled.is_empty() {
            details {
                summary { "Rettede bemærkninger (" (settled.len()) ")" }
                ul {
                    @for remark in settled {
                        li {
                            (remark.author) ": " (remark.text)
                            @if let Some((who, at)) = &remark.settled {
                                " – rettet af " (who) " " (danish_moment(*at))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn told_step(step: &Step) -> Markup {
    html! {
        li {
            p.hvem { strong { (step.author) } " " (step.transition.past_tense()) " " (danish_moment(step.taken_at)) }
            @if !step.message.is_empty() { p.bred-tekst { (step.message) } }
        }
    }
}

/// The files of a version.
fn file_list(plan: &Plan, version: &Version) -> Markup {
    let (id, number) = (plan.id, version.number);
    html! {
        ul {
            @for (file, found) in version.files.iter().enumerate() {
                li { a href=(paths::VersionFile { id, number, file }) { (found.name) } }
            }
        }
    }
}

pub(in crate::plans) fn version_line(plan: &Plan, version: &Version) -> Markup {
    let (id, number, sent) = (plan.id, version.number, &version.submission);
    html! {
        a href=(paths::Version { id, number }) { "Version " (number) }
        ", sendt " (danish::date(sent.sent_on)) " som " (sent.channel) " af " (sent.sent_by)
        @if !sent.case_number.is_empty() { ", sag " (sent.case_number) }
    }
}
