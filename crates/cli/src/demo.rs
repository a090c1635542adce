//! The demo organisation with its story: plans that were proposed, approved and sent, and have changed since.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    activity::ActivityStatus,
    approval::{Act, Submission},
    change::{Author, Stamp},
    part::Field,
    plan::{Line, Plan, PlanStatus},
};
use orm::{
    Store, dossiers, plans,
    steps::{self, NewStep},
};
use web::{Clock, submission};

const WRITER: &str = "Lone Egeskær";
const LEADER: &str = "Birgitte Ravnkær";

/// Fills an empty database; answers the log-ins by name.
pub(crate) async fn plant(store: &Store, clock: Clock) -> anyhow::Result<Vec<(String, String)>> {
    let log_ins = orm::demo::plant(store, clock.today(), &stamp("Demo", clock.now())).await?;
    if log_ins.is_empty() {
        return Ok(log_ins);
    }
    let view = store.view().await?;
    let units: Vec<_> = orm::organisation::get(&view).await?.units.iter().map(|unit| unit.id).collect();
    for head in plans::list(store, &units).await? {
        let plan = plans::get(&store.view().await?, head.id).await?;
        tell(store, &plan, clock).await?;
    }
    Ok(log_ins)
}

async fn tell(store: &Store, plan: &Plan, clock: Clock) -> anyhow::Result<()> {
    match plan.status {
        PlanStatus::Proposed => propose(store, plan, clock).await,
        PlanStatus::Approved => approve(store, plan, clock).await,
        PlanStatus::Submitted | PlanStatus::FollowedUp | PlanStatus::Closed => send(store, plan, clock).await,
        PlanStatus::Draft => Ok(()),
    }
}

async fn propose(store: &Store, plan: &Plan, clock: Clock) -> anyhow::Result<()> {
    let at = clock.now() - chrono::TimeDelta::days(2);
    let message = "Her er planen efter vores egen gennemgang. Sig til, hvis noget er uklart.";
    let step = NewStep { act: Act::Propose, leads_to: plan.status, message };
    steps::take(store, plan, step, &stamp(WRITER, at)).await?;
    let Some((_, _, activity)) = plan.activities().next() else { return Ok(()) };
    let words = "Skriv gerne, hvornår vi er færdige, og ikke kun hvornår vi begynder.".to_owned();
    dossiers::add_remark(store, plan.id, (activity.id, Field::Period), words, &stamp(LEADER, clock.now())).await?;
    Ok(())
}

async fn approve(store: &Store, plan: &Plan, clock: Clock) -> anyhow::Result<()> {
    let at = clock.now() - chrono::TimeDelta::days(1);
    let step = NewStep { act: Act::Approve, leads_to: plan.status, message: "God og konkret plan." };
    Ok(steps::take(store, plan, step, &stamp(LEADER, at)).await?)
}

async fn send(store: &Store, plan: &Plan, clock: Clock) -> anyhow::Result<()> {
    let sent_on = day_before_follow_up(plan, clock.today());
    let at = sent_on.and_hms_opt(9, 30, 0).map_or(clock.now(), |time| time.and_utc());
    let sent = as_sent(plan, &orm::demo::earlier_words()?);
    let stamp = stamp(LEADER, at);
    let approved = NewStep { act: Act::Approve, leads_to: plan.status, message: "" };
    steps::take(store, &sent, approved, &stamp).await?;
    // The approval has raised the living plan's revision; what is sent is still the plan as it was.
    let sent = Plan { revision: sent.revision + 1, ..sent };
    let submission =
        Submission { sent_on, channel: "Digital Post".into(), sent_by: LEADER.into(), case_number: String::new() };
    let step = NewStep { act: Act::Submit, leads_to: PlanStatus::Submitted, message: "" };
    submission::submit(&store.view().await?, &sent, submission, step, &stamp).await?;
    let (act, message) = match plan.status {
        PlanStatus::FollowedUp => (Act::FollowUp, "Alle aktiviteter er gennemgået med teamet."),
        PlanStatus::Closed => (Act::Close, "Alt er gjort og i drift."),
        _ => return Ok(()),
    };
    let sent = plans::get(&store.view().await?, plan.id).await?;
    let at = clock.now() - chrono::TimeDelta::days(1);
    let step = NewStep { act, leads_to: plan.status, message };
    Ok(steps::take(store, &sent, step, &self::stamp(LEADER, at)).await?)
}

/// The plan before anybody followed up on it, in the words it had then.
fn as_sent(plan: &Plan, words: &[(String, String)]) -> Plan {
    let mut sent = plan.clone();
    for issue in sent.blocks.iter_mut().flat_map(|block| &mut block.issues) {
        for goal in &mut issue.goals {
            earlier(words, &mut goal.text);
        }
        for line in &mut issue.lines {
            if let Line::Activity(activity) = line {
                activity.status = ActivityStatus::NotStarted;
                activity.follow_ups.clear();
                earlier(words, &mut activity.what);
                earlier(words, &mut activity.owner_text);
            }
        }
        issue.lines.retain(|line| !matches!(line, Line::Activity(activity) if activity.what.is_empty()));
    }
    sent
}

fn earlier(words: &[(String, String)], text: &mut String) {
    if let Some((_, before)) = words.iter().find(|(now, _)| now == text) {
        text.clone_from(before);
    }
}

fn day_before_follow_up(plan: &Plan, today: NaiveDate) -> NaiveDate {
    let notes = plan.activities().flat_map(|(_, _, activity)| &activity.follow_ups);
    let first = notes.map(|note| note.noted_on).min().unwrap_or(today);
    first.min(today).checked_sub_days(Days::new(5)).unwrap_or(today)
}

fn stamp(name: &str, at: DateTime<Utc>) -> Stamp {
    Stamp { author: Author { user_id: None, name: name.into() }, at }
}
