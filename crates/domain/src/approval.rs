//! The life of a plan: written, approved, sent, followed up, closed; and what each step needs.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    check::{CheckResult, Waiver},
    id::{PartId, RemarkId, StepId, VersionId},
    part::Field,
    plan::PlanStatus,
    role::Ability,
};

/// A step that moves a plan on, or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// *Send til godkendelse*.
    Propose,
    /// *Træk tilbage*: the writer takes it back.
    Withdraw,
    /// *Send retur*: with remarks.
    Return,
    /// *Godkend*.
    Approve,
    /// *Send til tilsynet*: freezes a version.
    Submit,
    /// *Markér som fulgt op*.
    FollowUp,
    /// *Afslut*.
    Close,
    /// *Genåbn*.
    Reopen,
}

impl Transition {
    /// Every step, in the order of a plan's life.
    pub const ALL: [Self; 8] = [
        Self::Propose,
        Self::Withdraw,
        Self::Return,
        Self::Approve,
        Self::Submit,
        Self::FollowUp,
        Self::Close,
        Self::Reopen,
    ];

    /// What a button says, in Danish.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Propose => "Send til godkendelse",
            Self::Withdraw => "Træk tilbage",
            Self::Return => "Send retur",
            Self::Approve => "Godkend",
            Self::Submit => "Send til tilsynet",
            Self::FollowUp => "Markér som fulgt op",
            Self::Close => "Afslut planen",
            Self::Reopen => "Genåbn planen",
        }
    }

    /// What the story of the plan says, in Danish.
    pub const fn past_tense(self) -> &'static str {
        match self {
            Self::Propose => "sendte planen til godkendelse",
            Self::Withdraw => "trak planen tilbage",
            Self::Return => "sendte planen retur",
            Self::Approve => "godkendte planen",
            Self::Submit => "sendte planen til tilsynet",
            Self::FollowUp => "markerede planen som fulgt op",
            Self::Close => "afsluttede planen",
            Self::Reopen => "genåbnede planen",
        }
    }

    /// The word in forms and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Withdraw => "withdraw",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Submit => "submit",
            Self::FollowUp => "follow_up",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }

    /// The step whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|transition| transition.key() == key)
    }

    /// What one must be able to do in the unit to take it.
    pub const fn ability(self) -> Ability {
        match self {
            Self::Propose | Self::Withdraw | Self::FollowUp => Ability::Write,
            Self::Return | Self::Approve | Self::Submit | Self::Close | Self::Reopen => Ability::Approve,
        }
    }

    /// Where a plan must stand. A plan that was sent can be approved and sent anew.
    pub const fn starts_from(self, status: PlanStatus) -> bool {
        use PlanStatus::{Approved, Closed, Draft, FollowedUp, Proposed, Submitted};
        match self {
            Self::Propose => matches!(status, Draft | Submitted | FollowedUp),
            Self::Withdraw | Self::Return => matches!(status, Proposed),
            Self::Approve => matches!(status, Draft | Proposed | Approved | Submitted | FollowedUp),
            Self::Submit => matches!(status, Approved),
            Self::FollowUp => matches!(status, Submitted),
            Self::Close => matches!(status, Submitted | FollowedUp),
            Self::Reopen => matches!(status, Approved | Closed),
        }
    }

    /// Where the plan stands after it. One that was sent before does not become a draft again.
    pub const fn next_status(self, was_sent: bool) -> PlanStatus {
        match self {
            Self::Propose => PlanStatus::Proposed,
            Self::Approve => PlanStatus::Approved,
            Self::Submit => PlanStatus::Submitted,
            Self::FollowUp => PlanStatus::FollowedUp,
            Self::Close => PlanStatus::Closed,
            Self::Withdraw | Self::Return | Self::Reopen if was_sent => PlanStatus::Submitted,
            Self::Withdraw | Self::Return | Self::Reopen => PlanStatus::Draft,
        }
    }
}

/// Why a step cannot be taken: a Danish sentence that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The plan does not stand where the step begins.
    #[error("Planen er »{}«, så det kan ikke gøres nu. Genindlæs siden, og se, hvor den står.", .0.label())]
    WrongStatus(PlanStatus),
    /// A CPR number stands in the plan.
    #[error("Der står et CPR-nummer i planen. Fjern det, før planen går videre.")]
    CprNumber,
    /// The check has found what must be put right or let be with a reason.
    #[error("Kontrollen har fundet {0} ting, der skal rettes eller fraviges, før planen kan sendes til tilsynet.")]
    Hindered(usize),
    /// It is another plan than the one that was approved.
    #[error("Planen er ændret, efter at den blev godkendt. Godkend den igen, før den sendes.")]
    ChangedSinceApproval,
    /// A returned plan needs to be told why.
    #[error("Skriv, hvad der skal ændres, eller sæt en bemærkning ved det, det gælder.")]
    NothingSaid,
    /// A closed plan stands as it is.
    #[error("Planen er afsluttet. Botilbudslederen kan genåbne den under »Forløb og godkendelse«.")]
    Closed,
    /// Remarks are for a plan that awaits approval.
    #[error("Planen er »{}«. Bemærkninger skrives, mens en plan er til godkendelse.", .0.label())]
    NotProposed(PlanStatus),
    /// What was sent stays where it can be found.
    #[error(
        "Planen er sendt til tilsynet, så den kan ikke slettes; versionerne skal kunne findes igen. \
         Afslut den i stedet."
    )]
    WasSent,
}

/// Whether a plan may be written in and followed up: until it is closed.
pub const fn may_be_written(status: PlanStatus) -> Result<(), Refusal> {
    if matches!(status, PlanStatus::Closed) { Err(Refusal::Closed) } else { Ok(()) }
}

/// Whether remarks may be written in a plan: while it awaits approval.
pub const fn may_be_remarked(status: PlanStatus) -> Result<(), Refusal> {
    if matches!(status, PlanStatus::Proposed) { Ok(()) } else { Err(Refusal::NotProposed(status)) }
}

/// Whether a plan may be removed: until it has been sent.
pub const fn may_be_removed(was_sent: bool) -> Result<(), Refusal> {
    if was_sent { Err(Refusal::WasSent) } else { Ok(()) }
}

/// What a step is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Readiness<'a> {
    /// Where the plan stands.
    pub status: PlanStatus,
    /// What the check says.
    pub result: &'a CheckResult<'a>,
    /// Whether the plan is, word for word, the one that was approved last.
    pub is_as_approved: bool,
    /// Whether a version was sent before.
    pub was_sent: bool,
    /// Whether remarks await an answer.
    pub has_remarks: bool,
}

/// Where the plan stands after the step, or why it cannot be taken.
pub fn transition(transition: Transition, readiness: &Readiness<'_>, message: &str) -> Result<PlanStatus, Refusal> {
    if !transition.starts_from(readiness.status) {
        return Err(Refusal::WrongStatus(readiness.status));
    }
    let moves_on = matches!(transition, Transition::Propose | Transition::Approve | Transition::Submit);
    if moves_on && readiness.result.is_forbidden() {
        return Err(Refusal::CprNumber);
    }
    if transition == Transition::Submit && !readiness.result.is_clear() {
        return Err(Refusal::Hindered(readiness.result.blocking_count()));
    }
    if transition == Transition::Submit && !readiness.is_as_approved {
        return Err(Refusal::ChangedSinceApproval);
    }
    if transition == Transition::Return && message.is_empty() && !readiness.has_remarks {
        return Err(Refusal::NothingSaid);
    }
    Ok(transition.next_status(readiness.was_sent))
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its identity.
    pub id: StepId,
    /// What was done.
    pub transition: Transition,
    /// What was said with it; empty where nothing was.
    pub message: String,
    /// The hash of the plan's words then.
    pub words_hash: String,
    /// Who took it.
    pub author: String,
    /// When.
    pub taken_at: DateTime<Utc>,
}

/// A remark (*bemærkning*) at the cell it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its identity.
    pub id: RemarkId,
    /// The part it concerns.
    pub part_id: PartId,
    /// The field of that part.
    pub field: Field,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Who has put it right, and when; none while it awaits an answer.
    pub settled: Option<(String, DateTime<Utc>)>,
}

/// How, when and to what case a plan was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The day it was sent.
    pub sent_on: NaiveDate,
    /// By what way: "digital post", "e-mail", "Tilbudsportalen".
    pub channel: String,
    /// Who sent it.
    pub sent_by: String,
    /// The inspectorate's or the archive's number of the case; empty where there is none.
    pub case_number: String,
}

/// A frozen version (*version*), without what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its identity.
    pub id: VersionId,
    /// Its number within the plan, from 1.
    pub number: u32,
    /// How it was sent.
    pub submission: Submission,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
    /// The hash of all it holds and of the version before it (SHA-256).
    pub hash: String,
    /// The files as sent.
    pub files: Vec<VersionFile>,
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionFile {
    /// Its name.
    pub name: String,
    /// Its hash (SHA-256).
    pub hash: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What a plan is accompanied by: its steps, remarks, waivers and versions (*forløb*).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanRecord {
    /// The steps, the first first.
    pub steps: Vec<Step>,
    /// The remarks, the first first.
    pub remarks: Vec<Remark>,
    /// What the check finds and is let be.
    pub waivers: Vec<Waiver>,
    /// The versions, the first first.
    pub versions: Vec<Version>,
}

impl PlanRecord {
    /// The version sent last.
    pub fn last_version(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The version with this number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The hash of the words that were approved last.
    pub fn approved_hash(&self) -> Option<&str> {
        self.steps.iter().rev().find(|step| step.transition == Transition::Approve).map(|step| step.words_hash.as_str())
    }

    /// The remarks that await an answer.
    pub fn open_remarks(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.settled.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Flaw, Rule, sort_by_waivers};

    fn taken(
        transition: Transition,
        status: PlanStatus,
        flaws: &[Flaw],
        is_as_approved: bool,
    ) -> Result<PlanStatus, Refusal> {
        let result = sort_by_waivers(flaws, &[]);
        let readiness = Readiness { status, result: &result, is_as_approved, was_sent: false, has_remarks: false };
        super::transition(transition, &readiness, "")
    }

    fn flaw(rule: Rule) -> Flaw {
        Flaw { rule, part_id: None, field: None, words: String::new(), message: String::new() }
    }

    #[test]
    fn only_the_plan_that_was_approved_is_sent() {
        assert_eq!(taken(Transition::Submit, PlanStatus::Approved, &[], true), Ok(PlanStatus::Submitted));
        assert_eq!(taken(Transition::Submit, PlanStatus::Approved, &[], false), Err(Refusal::ChangedSinceApproval));
        assert_eq!(
            taken(Transition::Submit, PlanStatus::Draft, &[], true),
            Err(Refusal::WrongStatus(PlanStatus::Draft))
        );
    }

    #[test]
    fn what_must_be_put_right_hinders_sending_but_not_asking_for_approval() {
        let flaws = [flaw(Rule::ActivityWithoutOwner)];
        assert_eq!(taken(Transition::Propose, PlanStatus::Draft, &flaws, false), Ok(PlanStatus::Proposed));
        assert_eq!(taken(Transition::Submit, PlanStatus::Approved, &flaws, true), Err(Refusal::Hindered(1)));
        let cpr = [flaw(Rule::CprNumber)];
        assert_eq!(taken(Transition::Propose, PlanStatus::Draft, &cpr, false), Err(Refusal::CprNumber));
    }

    #[test]
    fn a_returned_plan_is_told_why_and_one_that_was_sent_is_no_draft_again() {
        assert_eq!(taken(Transition::Return, PlanStatus::Proposed, &[], false), Err(Refusal::NothingSaid));
        assert_eq!(Transition::Return.next_status(false), PlanStatus::Draft);
        assert_eq!(Transition::Return.next_status(true), PlanStatus::Submitted);
    }

    #[test]
    fn every_status_but_the_last_leads_on() {
        for status in PlanStatus::ALL {
            assert!(Transition::ALL.iter().any(|transition| transition.starts_from(status)), "{status:?}");
        }
    }
}
