//! Whatever people do that changes what is counted: each act picks its plan, part and value by numbers.

use app::plans;
use domain::{
    answer::Answer,
    id::{PlanId, UnitId},
    plan::Plan,
};
use proptest::{prelude::*, sample::Index};

use crate::support::{App, Browser};

mod around;
mod inside;

pub(super) use around::take;

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    AddUnit,
    RegisterInspection,
    CorrectInspection,
    Score,
    Import,
    Answer,
    ChangeYear,
    TakeStep,
    RemovePlan,
    RestorePlan,
    CorrectFinding,
    AddPart,
    Write,
    SetDays,
    Shift,
    MoveTo,
    Copy,
    RemovePart,
    RestorePart,
    FollowUp,
}

/// Every act, those more often that are done more often.
const ACTS: &[Act] = &[
    Act::AddUnit,
    Act::RegisterInspection,
    Act::CorrectInspection,
    Act::CorrectInspection,
    Act::Score,
    Act::Score,
    Act::Import,
    Act::Import,
    Act::Answer,
    Act::ChangeYear,
    Act::TakeStep,
    Act::TakeStep,
    Act::RemovePlan,
    Act::RestorePlan,
    Act::CorrectFinding,
    Act::CorrectFinding,
    Act::AddPart,
    Act::AddPart,
    Act::AddPart,
    Act::Write,
    Act::Write,
    Act::Write,
    Act::Write,
    Act::SetDays,
    Act::Shift,
    Act::MoveTo,
    Act::MoveTo,
    Act::Copy,
    Act::Copy,
    Act::RemovePart,
    Act::RemovePart,
    Act::RestorePart,
    Act::FollowUp,
    Act::FollowUp,
];

pub(super) const PERIODS: [&str; 11] = [
    "ultimo 2026",
    "1. marts 2026",
    "15. marts 2026",
    "31. marts",
    "inden udgangen af 2025",
    "løbende",
    "løbende i 2025",
    "4 gange årligt",
    "når haven er klar",
    "fra august",
    "",
];
pub(super) const OWNERS: [&str; 9] = [
    "Afdelingsleder",
    "AFDELINGSLEDER og TRIO",
    "Konst. aftaleholder, afd. leder",
    "konstitueret  Aftaleholder",
    "Birgitte",
    "KRAP-ambassadør; Åse Klitbo",
    "Leder og TRIO sikrer i fællesskab, at alle kender planen",
    "Sparring: Afdelingsleder",
    "",
];
pub(super) const REFERENCES: [&str; 6] = ["9.b 9.c", "3.b", "4.a 9.a 14.b", "kriterium 10", "Kultur", ""];
pub(super) const INSPECTORATES: [&str; 3] = ["socialtilsyn-midt", "socialtilsyn-nord", "arbejdstilsynet"];
pub(super) const MODELS: [&str; 2] = ["sociale-tilbud-2020", "sociale-tilbud-2025"];
pub(super) const YEARS: [i32; 3] = [2024, 2025, 2026];

/// An act, and the numbers it picks by: mostly which plan, which part, and which value.
pub(super) type Step = (Act, [Index; 3]);

/// Any step there is.
pub(super) fn step() -> impl Strategy<Value = Step> {
    (prop::sample::select(ACTS), any::<[Index; 3]>())
}

/// One of these, where there is any.
pub(super) fn one<T: Clone>(of: &[T], at: Index) -> Option<T> {
    (!of.is_empty()).then(|| at.get(of).clone())
}

/// A thing that was done, or that a rule forbids; nobody else writes, so that nobody can be met.
pub(super) fn settled<T, C: std::fmt::Debug>(answer: Answer<T, C>) {
    if let Answer::Conflict(met) = answer {
        panic!("met {met:?}");
    }
}

/// The organisation as somebody changes it, act by act.
pub(super) struct World<'a> {
    pub(super) app: &'a App,
    pub(super) writer: Browser<'a>,
}

impl<'a> World<'a> {
    pub(super) async fn of(app: &'a App) -> Self {
        Self { app, writer: app.log_in("admin").await }
    }

    /// Does it, where there is anything to do it with.
    pub(super) async fn act(&self, (act, at): Step) {
        match act {
            Act::AddUnit => self.add_unit(at).await,
            Act::RegisterInspection => self.register_inspection(at).await,
            Act::CorrectInspection => self.correct_inspection(at).await,
            Act::Score => self.score(at).await,
            Act::Import => self.import(at).await,
            Act::Answer => self.answer(at).await,
            Act::RestorePlan => self.restore_plan(at).await,
            _ => {
                if let Some(id) = one(&self.plans().await, at[0]) {
                    self.act_in(act, &self.app.plan(id).await, at).await;
                }
            }
        }
    }

    async fn act_in(&self, act: Act, plan: &Plan, at: [Index; 3]) {
        match act {
            Act::ChangeYear => self.change_year(plan, at).await,
            Act::TakeStep => self.take_step(plan.id, plan.status, at).await,
            Act::RemovePlan => settled(plans::remove(&self.app.desk().await, plan.id).await.unwrap()),
            Act::CorrectFinding => self.correct_finding(plan, at).await,
            Act::AddPart => self.add_part(plan, at).await,
            Act::Write => self.write(plan, at).await,
            Act::SetDays => self.set_days(plan, at).await,
            Act::FollowUp => self.follow_up(plan, at).await,
            Act::RestorePart => self.restore_part(plan, at).await,
            Act::Shift | Act::MoveTo | Act::Copy | Act::RemovePart => self.arrange(act, plan, at).await,
            _ => unreachable!("{act:?} is done in no plan"),
        }
    }

    pub(super) async fn units(&self) -> Vec<UnitId> {
        self.app.organisation().await.units.iter().map(|unit| unit.id).collect()
    }

    pub(super) async fn plans(&self) -> Vec<PlanId> {
        let heads = orm::plans::list(&self.app.store, &self.units().await).await.unwrap();
        let mut ids: Vec<PlanId> = heads.into_iter().map(|head| head.id).collect();
        ids.sort();
        ids
    }
}
