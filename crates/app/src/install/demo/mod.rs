//! The demo organisation: an invented kommune with homes, people, inspections and plans, and the story behind them.
//!
//! What belongs here: what is in the seeds, and the order in which it is filled in. Nothing is stored but by the acts
//! that everybody uses.

use self::{builder::DemoBuilder, seed::Demo};
use super::{seeds, story};
use crate::{App, Result, passwords, users};

mod builder;
mod placeholder;
mod seed;

/// The one passphrase of every demo user. It opens nothing but the demo.
pub const PASSPHRASE: &str = "solsikker langs fjorden";

const DEMO: &str = include_str!("../../../../../seeds/demo.toml");

/// Who can log in to the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogIn {
    /// Their name.
    pub name: String,
    /// The address they log in with.
    pub email: String,
}

/// Fills a database without users with the demo organisation and its story; answers who can log in, or nobody where
/// there were users.
pub async fn install(app: &App) -> Result<Vec<LogIn>> {
    if !users::is_empty(app).await? {
        return Ok(Vec::new());
    }
    let demo: Demo = seeds::parse(DEMO)?;
    let log_ins = demo.users.iter().map(|user| LogIn { name: user.name.clone(), email: user.email.clone() }).collect();
    let mut builder = DemoBuilder::new(app.desk("Demo").await?);
    for unit in demo.units {
        builder.unit(unit).await?;
    }
    let hash = passwords::hash(app, None, PASSPHRASE.into()).await?;
    for user in demo.users {
        builder.user(user, hash.clone()).await?;
    }
    for inspection in demo.inspections {
        builder.inspection(inspection).await?;
    }
    let plans = demo.plans.into_iter().map(|plan| builder.plan(plan)).collect::<Result<Vec<_>>>()?;
    story::tell_story(app, &plans, &demo.earlier).await?;
    Ok(log_ins)
}

#[cfg(test)]
mod tests {
    use domain::{
        approval::Transition,
        plan::{Plan, PlanStatus},
        role::Ability,
        user::UserDetails,
    };

    use super::{seed::PlanSeed, *};
    use crate::{Clock, Desk, Store, plans, print};

    async fn an_app() -> App {
        let store = Store::connect("sqlite::memory:").await.unwrap();
        let app = App::new(store, Clock::Fixed("2026-03-12T10:00:00Z".parse().unwrap()));
        seeds::install(&app).await.unwrap();
        app
    }

    fn says_what_the_seed_says(plan: &Plan, seed: &PlanSeed) {
        let seeded = seed.blocks.iter().flat_map(|block| &block.issues).flat_map(|issue| &issue.activities);
        let seeded: Vec<_> =
            seeded.map(|activity| (&activity.what, &activity.who, activity.follow_ups.len())).collect();
        let found: Vec<_> = plan
            .activities()
            .map(|(_, _, activity)| (&activity.what, &activity.owner_text, activity.follow_ups.len()))
            .collect();
        assert_eq!(found, seeded, "{}", plan.title);
        for (_, _, activity) in plan.activities() {
            let last = activity.follow_ups.last().map(|note| note.status).unwrap_or_default();
            assert_eq!(activity.status, last, "{}", activity.what);
        }
    }

    async fn is_sent_as_its_status_says(desk: &Desk, plan: &Plan) {
        let is_sent = matches!(plan.status, PlanStatus::Submitted | PlanStatus::FollowedUp | PlanStatus::Closed);
        let record = print::record(desk, plan).await.unwrap();
        assert_eq!(record.versions.len(), usize::from(is_sent), "{}", plan.title);
        let is_in_order = record.steps.is_sorted_by_key(|step| step.taken_at);
        assert!(is_in_order && record.steps.iter().all(|step| step.author != "Demo"), "{:?}", record.steps);
        if is_sent {
            assert_eq!(
                record.steps[..2].iter().map(|step| step.transition).collect::<Vec<_>>(),
                [Transition::Approve, Transition::Submit]
            );
            assert!(record.waivers.is_empty(), "{}: {:?}", plan.title, record.waivers);
        }
    }

    #[tokio::test]
    async fn every_plan_comes_to_stand_as_the_seeds_say_by_what_its_people_do() {
        let app = an_app().await;
        assert_eq!(install(&app).await.unwrap().len(), 11);
        let desk = app.desk("Test").await.unwrap();
        let seed: Demo = seeds::parse(DEMO).unwrap();
        let heads = plans::list_of_units(&desk, &desk.units_where(Ability::Read)).await.unwrap();
        assert_eq!(heads.len(), seed.plans.len());
        for seed in &seed.plans {
            let head = heads.iter().find(|head| head.title == seed.title).unwrap();
            assert_eq!(head.status, seed.status, "{}", seed.title);
            let plan = desk.plan(head.id, Ability::Read).await.unwrap();
            says_what_the_seed_says(&plan, seed);
            is_sent_as_its_status_says(&desk, &plan).await;
        }
        assert_eq!(print::verify_versions(&desk).await.unwrap(), (3, vec![]));
    }

    #[tokio::test]
    async fn a_database_with_users_is_left_as_it_is() {
        let app = an_app().await;
        let details = UserDetails {
            email: "lise.krogh@solbakken.example".into(),
            name: "Lise Krogh".into(),
            titles_text: String::new(),
            grants: Vec::new(),
            is_active: true,
        };
        let desk = app.desk("Test").await.unwrap();
        users::create_hashed(&desk, &details, String::new()).await.unwrap();
        assert!(install(&app).await.unwrap().is_empty());
        assert!(app.desk("Test").await.unwrap().organisation.units.iter().next().is_none());
    }
}
