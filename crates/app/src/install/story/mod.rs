//! The story of the demo's plans: each is made, sent, changed, followed up and closed by its people, on their days.
//!
//! What belongs here: who does what when. Each act is everybody's act, done at a desk whose clock stands at that
//! moment, so that history, steps and versions come to be as they do in use.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{
    answer::Answer,
    approval::{Submission, Transition},
    check::{Flaw, Rule, Severity},
    draft::{ActivityDraft, FollowUpDraft, LineDraft, PlanDraft},
    edit::{NewParts, Place},
    id::{InspectionId, PartId, PlanId, UnitId},
    organisation::Organisation,
    part::Field,
    plan::{NewPlan, Plan, PlanStatus},
    role::{Ability, Role},
    user::User,
};
use orm::waivers::NewWaiver;

use crate::{
    App, Clock, Desk, Error, Result, edit, follow_ups, plans,
    review::{self, Step, Taken},
    templates,
};

mod words;

pub(super) use words::Earlier;

/// From the making of a plan to its sending, and from there to its other words and the first follow-up.
const DAYS_OF_WRITING: i64 = 7;
const DAYS_TO_OTHER_WORDS: i64 = 2;
const DAYS_TO_FOLLOW_UP: i64 = 5;

/// A plan as it shall stand today.
#[derive(Debug)]
pub(super) struct PlanToday {
    pub(super) unit_id: UnitId,
    pub(super) inspection_id: Option<InspectionId>,
    pub(super) model_id: String,
    pub(super) year: i32,
    pub(super) due_on: Option<NaiveDate>,
    pub(super) status: PlanStatus,
    /// Its words, and how its activities have gone.
    pub(super) draft: PlanDraft,
}

/// Brings each plan to where it stands today.
pub(super) async fn tell_story(app: &App, plans: &[PlanToday], earlier: &[Earlier]) -> Result<()> {
    let mut stories = Vec::new();
    // All are made before the first is sent: then each finding of their inspections is in a plan.
    for plan in plans {
        stories.push(Story::begin(app, plan, earlier).await?);
    }
    for story in stories {
        story.tell().await?;
    }
    Ok(())
}

/// One plan on its way.
struct Story<'a> {
    app: &'a App,
    today: &'a PlanToday,
    earlier: &'a [Earlier],
    id: PlanId,
    /// The department manager of its unit.
    writer: User,
    /// The area manager above.
    leader: User,
    /// The day it is sent, where it is; otherwise the day it is made.
    begun_on: NaiveDate,
}

impl<'a> Story<'a> {
    /// Makes the plan in the words it had then.
    async fn begin(app: &'a App, today: &'a PlanToday, earlier: &'a [Earlier]) -> Result<Self> {
        // A plan that was never sent has no words but those of today.
        let earlier = if is_sent(today.status) { earlier } else { &[] };
        let organisation = app.desk("Demo").await?.organisation;
        let writer = person(&organisation, Role::DepartmentManager, today.unit_id)?;
        let leader = person(&organisation, Role::AreaManager, today.unit_id)?;
        let begun_on = begun_on(&today.draft, app.clock.today());
        let days = if is_sent(today.status) { DAYS_OF_WRITING } else { 0 };
        let desk = desk_of(app, &writer, at(begun_on - TimeDelta::days(days), 9)).await?;
        let new = NewPlan {
            unit_id: today.unit_id,
            inspection_id: today.inspection_id,
            model: desk.model(&today.model_id)?,
            template_id: templates::DEFAULT,
            year: today.year,
            due_on: today.due_on,
        };
        let first = words::as_first_written(&today.draft, earlier);
        let id = plans::create_from_draft(&desk, &new, &first).await?;
        Ok(Self { app, today, earlier, id, writer, leader, begun_on })
    }

    async fn tell(&self) -> Result<()> {
        if is_sent(self.today.status) {
            self.waive().await?;
            self.send().await?;
            self.add_what_is_new().await?;
            self.reword().await?;
        }
        self.follow_up().await?;
        self.conclude().await
    }

    /// The writer lets be what would keep the plan from being sent. On most days nothing does: the seeds count their
    /// days from today, and now and then a month ends after a deadline.
    async fn waive(&self) -> Result<()> {
        let moment = at(self.begun_on, 8);
        let (desk, plan) = self.open(&self.writer, moment).await?;
        let checked = desk.checked(&plan).await?;
        for flaw in checked.result().open.into_iter().filter(|flaw| flaw.rule.severity() == Severity::Required) {
            let (desk, plan) = self.open(&self.writer, moment).await?;
            done(review::waive(&desk, &plan, waiver(flaw)).await?)?;
        }
        Ok(())
    }

    async fn send(&self) -> Result<()> {
        let desk = desk_of(self.app, &self.leader, at(self.begun_on, 9)).await?;
        let submission = Submission {
            sent_on: desk.today,
            channel: "Digital Post".into(),
            sent_by: self.leader.name.clone(),
            case_number: String::new(),
        };
        taken(&review::approve_and_send(&desk, self.id, submission).await?)
    }

    /// The activities that the plan did not have when it was sent, each at its place.
    async fn add_what_is_new(&self) -> Result<()> {
        let (desk, plan) = self.open(&self.writer, self.reworded_at()).await?;
        for ((_, issue), today) in plan.issues().zip(self.today.draft.issues()) {
            let mut were_there = issue.activities().map(|activity| activity.id);
            let mut after = None;
            for activity in today.activities() {
                after = if words::is_new(activity, self.earlier) {
                    add(&desk, &plan, Place { parent_id: Some(issue.id), after }, activity).await?
                } else {
                    were_there.next()
                };
            }
        }
        Ok(())
    }

    async fn reword(&self) -> Result<()> {
        let (desk, plan) = self.open(&self.writer, self.reworded_at()).await?;
        for edit in words::edits(&plan, &self.today.draft) {
            done(edit::save(&desk, &plan, edit, Vec::new()).await?)?;
        }
        Ok(())
    }

    async fn follow_up(&self) -> Result<()> {
        let (_, plan) = self.open(&self.writer, self.app.clock.now()).await?;
        for (part_id, note) in notes(&plan, &self.today.draft) {
            let desk = desk_of(self.app, &self.writer, at(note.noted_on, 12)).await?;
            let new = follow_ups::NewFollowUp { noted_on: note.noted_on, text: note.text.clone(), status: note.status };
            let seen = desk.plan(self.id, Ability::FollowUp).await?;
            let version = seen.activity(part_id).ok_or(Error::NotFound)?.version;
            done(follow_ups::create(&desk, self.id, part_id, new, version).await?)?;
        }
        Ok(())
    }

    async fn conclude(&self) -> Result<()> {
        match self.today.status {
            PlanStatus::Draft | PlanStatus::Submitted => Ok(()),
            PlanStatus::Proposed => {
                let message = "Her er planen efter vores egen gennemgang. Sig til, hvis noget er uklart.";
                self.step(&self.writer, 2, Transition::Propose, message).await?;
                self.remark().await
            }
            PlanStatus::Approved => self.step(&self.leader, 1, Transition::Approve, "God og konkret plan.").await,
            PlanStatus::FollowedUp => {
                self.step(&self.leader, 1, Transition::FollowUp, "Alle aktiviteter er gennemgået med teamet.").await
            }
            PlanStatus::Closed => self.step(&self.leader, 1, Transition::Close, "Alt er gjort og i drift.").await,
        }
    }

    async fn step(&self, who: &User, days_ago: i64, transition: Transition, message: &str) -> Result<()> {
        let (desk, plan) = self.open(who, self.app.clock.now() - TimeDelta::days(days_ago)).await?;
        let step = Step { transition, revision: plan.revision, message: message.to_owned(), submission: None };
        taken(&review::transition(&desk, &plan, step).await?)
    }

    async fn remark(&self) -> Result<()> {
        let (desk, plan) = self.open(&self.leader, self.app.clock.now()).await?;
        let Some((_, _, activity)) = plan.activities().next() else { return Ok(()) };
        let text = "Skriv gerne, hvornår vi er færdige, og ikke kun hvornår vi begynder.";
        done(review::remark(&desk, self.id, activity.id, Field::Period, text.to_owned()).await?)?;
        Ok(())
    }

    fn reworded_at(&self) -> DateTime<Utc> {
        at(self.begun_on + TimeDelta::days(DAYS_TO_OTHER_WORDS), 13)
    }

    /// A person's desk at a moment, and the plan as it has come to stand.
    async fn open(&self, who: &User, moment: DateTime<Utc>) -> Result<(Desk, Arc<Plan>)> {
        let desk = desk_of(self.app, who, moment).await?;
        let plan = desk.plan(self.id, Ability::Write).await?;
        Ok((desk, plan))
    }
}

/// True where a plan that stands so has been sent.
const fn is_sent(status: PlanStatus) -> bool {
    matches!(status, PlanStatus::Submitted | PlanStatus::FollowedUp | PlanStatus::Closed)
}

/// Whoever has the role in the unit or above it.
fn person(organisation: &Organisation, role: Role, unit_id: UnitId) -> Result<User> {
    let has_role = |user: &&User| {
        user.grants.iter().any(|grant| grant.role == role && organisation.units.is_within(unit_id, grant.unit_id))
    };
    let found = organisation.users.iter().find(has_role).cloned();
    found.ok_or_else(|| Error::Internal(format!("demo: no {} in {unit_id}", role.key())))
}

async fn desk_of(app: &App, who: &User, moment: DateTime<Utc>) -> Result<Desk> {
    let then = App { clock: Clock::Fixed(moment), ..app.clone() };
    let desk = then.desk_for(who.id, |_| true).await?;
    desk.ok_or_else(|| Error::Internal(format!("demo: {} cannot log in", who.name)))
}

/// Before anybody followed up.
fn begun_on(draft: &PlanDraft, today: NaiveDate) -> NaiveDate {
    let notes = draft.activities().flat_map(|activity| &activity.follow_ups);
    let first = notes.map(|note| note.noted_on).min().unwrap_or(today);
    first.min(today) - TimeDelta::days(DAYS_TO_FOLLOW_UP)
}

/// The hour of a day.
fn at(day: NaiveDate, hour: i64) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) + TimeDelta::hours(hour)).and_utc()
}

/// What is told of each activity, in the order of the days.
fn notes<'a>(plan: &Plan, today: &'a PlanDraft) -> Vec<(PartId, &'a FollowUpDraft)> {
    let told = plan.activities().zip(today.activities()).flat_map(|((_, _, activity), today)| {
        let id = activity.id;
        today.follow_ups.iter().map(move |note| (id, note))
    });
    let mut notes: Vec<_> = told.collect();
    notes.sort_by_key(|(_, note)| note.noted_on);
    notes
}

async fn add(desk: &Desk, plan: &Plan, place: Place, activity: &ActivityDraft) -> Result<Option<PartId>> {
    let new = NewParts::Lines(vec![LineDraft::Activity(words::unbegun(activity))]);
    let (made, _) = done(edit::add(desk, plan, place, new).await?)?;
    Ok(made.first().copied())
}

fn waiver(flaw: &Flaw) -> NewWaiver {
    let reason = match flaw.rule {
        Rule::AfterDeadline => "Aftalt med tilsynet: det sidste bliver færdigt få dage efter fristen.",
        Rule::ActivityWithoutPeriod => "Tiden aftales på det første teammøde.",
        Rule::ActivityWithoutOwner => "Opgaven fordeles, når vagtplanen er lagt.",
        _ => "Det er drøftet i ledergruppen og skal stå sådan.",
    };
    let place = (flaw.part_id, flaw.field);
    NewWaiver { rule: flaw.rule, place, words: flaw.words.clone(), reason: reason.to_owned() }
}

/// What an act of the demo has done; that it is refused is a fault of the seeds.
pub(super) fn done<T, C>(answer: Answer<T, C>) -> Result<T> {
    match answer {
        Answer::Done(done) => Ok(done),
        Answer::Refused(refusal) => Err(Error::Internal(format!("demo: {}", refusal.sentences()))),
        Answer::Conflict(_) => Err(Error::Changed),
    }
}

fn taken(taken: &Taken) -> Result<()> {
    match taken {
        Taken::Done(_) => Ok(()),
        Taken::Refused(refusal) => Err(Error::Internal(format!("demo: {refusal}"))),
        Taken::Changed => Err(Error::Changed),
    }
}
