//! The desk at which somebody asks: who, for which organisation, on which day, and the store as it stood then.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::{self, Reach},
    change::{Author, Stamp},
    id::{PlanId, UnitId, UserId},
    organisation::Organisation,
    plan::Plan,
    quality_model::QualityModel,
    role::Ability,
    template::PlanTemplate,
    user::User,
};
use orm::{Store, Subject, View, Write};
use uuid::Uuid;

use crate::{
    Clock, Error, Result,
    check::{Checked, Checks},
    limit::Limits,
    templates::Templates,
};

/// The program: the store, the clock, and what acts share.
#[derive(Debug, Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    /// Where the time comes from.
    pub clock: Clock,
    /// The kinds of plan.
    pub templates: Arc<Templates>,
    pub(crate) checks: Arc<Checks>,
    /// How much of each heavy work is done at one time.
    pub limits: Arc<Limits>,
}

/// Counters and revisions of all that a page hangs on: while they stand, so does the page.
pub type Label = [i64; 3];

/// Who asks.
#[derive(Debug, Clone)]
pub enum Principal {
    /// A person who has logged in.
    User(Box<User>),
    /// The command line or a job of the program, by the name that stands in the history: it may do everything.
    Program(&'static str),
}

/// Who asks, when, and what they see.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The program.
    pub app: App,
    /// Who asks.
    pub principal: Principal,
    /// Units, users, models, inspectorates.
    pub organisation: Arc<Organisation>,
    /// The store as it stood when they came.
    pub view: View,
    /// Now.
    pub now: DateTime<Utc>,
    /// Today in Denmark.
    pub today: NaiveDate,
}

impl App {
    /// The program on a store, before anybody has come, with the kinds of plan that are built in.
    pub fn new(store: Store, clock: Clock) -> Self {
        // What is wrong with them is told by `with_templates`, which every start goes through.
        let templates = Arc::new(Templates::built_in().unwrap_or_default());
        Self { store, clock, templates, checks: Arc::default(), limits: Arc::default() }
    }

    /// The same with the installation's own kinds of plan beside those that are built in.
    pub fn with_templates(self, own: Vec<PlanTemplate>) -> Result<Self> {
        Ok(Self { templates: Arc::new(Templates::built_in()?.with(own)?), ..self })
    }

    /// A desk for the program itself.
    pub async fn desk(&self, name: &'static str) -> Result<Desk> {
        let view = self.store.view().await?;
        let organisation = orm::organisation::get(&view).await?;
        Ok(self.desk_of(Principal::Program(name), organisation, view))
    }

    /// A desk for a person, if they may still log in and `holds` agrees.
    pub async fn desk_for(&self, id: UserId, holds: impl FnOnce(&User) -> bool) -> Result<Option<Desk>> {
        let view = self.store.view().await?;
        let organisation = orm::organisation::get(&view).await?;
        let user = organisation.user(id).filter(|user| user.is_active && holds(user)).cloned();
        Ok(user.map(|user| self.desk_of(Principal::User(Box::new(user)), organisation, view)))
    }

    fn desk_of(&self, principal: Principal, organisation: Arc<Organisation>, view: View) -> Desk {
        Desk { app: self.clone(), principal, organisation, view, now: self.clock.now(), today: self.clock.today() }
    }
}

impl Desk {
    /// The store.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// The user, where it is a person who asks.
    pub fn user(&self) -> Option<&User> {
        match &self.principal {
            Principal::User(user) => Some(user),
            Principal::Program(_) => None,
        }
    }

    /// Whose heavy work it is.
    pub(crate) fn person(&self) -> Uuid {
        self.user().map_or(Uuid::nil(), |user| user.id.0)
    }

    /// Who writes, and when.
    pub fn stamp(&self) -> Stamp {
        let author = match &self.principal {
            Principal::User(user) => Author { user_id: Some(user.id), name: user.name.clone() },
            Principal::Program(name) => Author { user_id: None, name: (*name).to_owned() },
        };
        Stamp { author, at: self.now }
    }

    /// True where they may do this in the unit.
    pub fn may(&self, ability: Ability, unit_id: UnitId) -> bool {
        match &self.principal {
            Principal::User(user) => access::may(user, ability, unit_id, &self.organisation.units),
            Principal::Program(_) => true,
        }
    }

    /// True where they may do this anywhere.
    pub fn may_somewhere(&self, ability: Ability) -> bool {
        match &self.principal {
            Principal::User(user) => user.grants.iter().any(|grant| grant.role.allows(ability)),
            Principal::Program(_) => true,
        }
    }

    /// The units where they may do this.
    pub fn units_where(&self, ability: Ability) -> Vec<UnitId> {
        match &self.principal {
            Principal::User(user) => access::units_where(user, ability, &self.organisation.units),
            Principal::Program(_) => self.organisation.units.iter().map(|unit| unit.id).collect(),
        }
    }

    /// The units where they may do this, for a question to the store.
    pub fn reach(&self, ability: Ability) -> Reach {
        let units = &self.organisation.units;
        let tops = match &self.principal {
            Principal::User(user) => access::tops_where(user, ability, units),
            Principal::Program(_) => units.tops().map(|unit| unit.id).collect(),
        };
        Reach::of(tops, units)
    }

    /// Refuses those who may not: as not found where they may not even read.
    pub fn require(&self, ability: Ability, unit_id: UnitId) -> Result<()> {
        if self.may(ability, unit_id) {
            Ok(())
        } else if self.may(Ability::Read, unit_id) {
            Err(Error::Forbidden)
        } else {
            Err(Error::NotFound)
        }
    }

    /// Refuses those who may do this nowhere.
    pub fn require_somewhere(&self, ability: Ability) -> Result<()> {
        if self.may_somewhere(ability) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The counters of all that any page of all plans hangs on.
    pub const fn of_all_plans(&self) -> Label {
        [self.view.plans(), self.view.surroundings(), self.view.organisation()]
    }

    /// The revision of a plan, and the counters of all else that a page of it hangs on.
    pub async fn of_plan(&self, id: PlanId) -> Result<Label> {
        let revision = orm::plans::revision(&self.view, id).await?;
        Ok([revision, self.view.surroundings(), self.view.organisation()])
    }

    /// The plan, if they may do this with it.
    pub async fn plan(&self, id: PlanId, ability: Ability) -> Result<Arc<Plan>> {
        let plan = orm::plans::get(&self.view, id).await?;
        self.require(ability, plan.unit_id)?;
        Ok(plan)
    }

    /// The plan after a write that brought it to `revision`.
    pub async fn plan_at(&self, id: PlanId, revision: i64) -> Result<Arc<Plan>> {
        Ok(orm::plans::at_revision(self.store(), id, revision).await?)
    }

    /// The plan as it stands now, whatever has happened since they came.
    pub async fn plan_now(&self, id: PlanId) -> Result<Arc<Plan>> {
        Ok(orm::plans::get(&self.store().view().await?, id).await?)
    }

    /// What the check finds in a plan, and what accompanies the plan.
    pub async fn checked(&self, plan: &Arc<Plan>) -> Result<Arc<Checked>> {
        self.app.checks.of(self, plan).await
    }

    /// The version of the quality model with this identity.
    pub fn model(&self, id: &str) -> Result<&QualityModel> {
        self.organisation.model(id).ok_or_else(|| Error::Internal(format!("no model {id}")))
    }

    /// The kind of plan with this identity.
    pub fn template(&self, id: &str) -> Result<&PlanTemplate> {
        self.app.templates.get(id)
    }

    /// Begins a write.
    pub(crate) async fn begin(&self, subject: Subject) -> Result<Write> {
        Ok(self.store().begin(subject, &self.stamp()).await?)
    }
}
