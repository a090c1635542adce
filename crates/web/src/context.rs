//! Who asks, when, and what they may do.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::{self, Ability},
    change::{Author, Stamp},
    id::{PlanId, UnitId},
    plan::Plan,
    quality_model::QualityModel,
    user::User,
};
use orm::{Store, View, organisation::Organisation};
use tower_sessions::Session;

use crate::{
    AppState,
    checking::{Checked, Checks},
    error::{self, Error, Result},
    session,
};

/// Who asks for what page, and the store as it stood then.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// The user who has logged in.
    pub(crate) user: User,
    /// Units, users, models, inspectorates.
    pub(crate) organisation: Arc<Organisation>,
    /// The store as it stood when the request began.
    pub(crate) view: View,
    /// Now.
    pub(crate) now: DateTime<Utc>,
    /// Today in Denmark.
    pub(crate) today: NaiveDate,
    /// The path asked for.
    pub(crate) path: String,
    /// What a page before this one has to say, by key.
    pub(crate) notice: Option<String>,
    /// True where htmx asks for a part of the page.
    pub(crate) is_fragment: bool,
    checks: Checks,
}

impl FromRequestParts<AppState> for Context {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let session =
            Session::from_request_parts(parts, state).await.map_err(|(_, why)| Error::Internal(why.into()))?;
        let view = state.store.view().await?;
        let organisation = orm::organisation::get(&view).await?;
        let user = session::user(&session, |id| organisation.user(id)).await?.ok_or(Error::LoggedOut)?.clone();
        let notice = parts
            .uri
            .query()
            .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("besked=")))
            .map(ToOwned::to_owned);
        Ok(Self {
            user,
            view,
            now: state.clock.now(),
            today: state.clock.today(),
            path: parts.uri.path().to_owned(),
            notice,
            is_fragment: error::is_fragment(&parts.headers),
            checks: state.checks.clone(),
            organisation,
        })
    }
}

impl OptionalFromRequestParts<AppState> for Context {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>> {
        match <Self as FromRequestParts<AppState>>::from_request_parts(parts, state).await {
            Ok(ctx) => Ok(Some(ctx)),
            Err(Error::LoggedOut) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Context {
    pub(crate) fn store(&self) -> &Store {
        self.view.store()
    }

    /// True where the user may do this in the unit.
    pub(crate) fn may(&self, ability: Ability, unit_id: UnitId) -> bool {
        access::may(&self.user, ability, unit_id, &self.organisation.units)
    }

    /// True where the user may do this anywhere.
    pub(crate) fn may_somewhere(&self, ability: Ability) -> bool {
        self.user.grants.iter().any(|grant| grant.role.allows(ability))
    }

    /// The units where the user may do this.
    pub(crate) fn units_where(&self, ability: Ability) -> Vec<UnitId> {
        access::units_where(&self.user, ability, &self.organisation.units)
    }

    /// Refuses one who may not: as not found where they may not even read.
    pub(crate) fn require(&self, ability: Ability, unit_id: UnitId) -> Result<()> {
        if self.may(ability, unit_id) {
            Ok(())
        } else if self.may(Ability::Read, unit_id) {
            Err(Error::Forbidden)
        } else {
            Err(Error::NotFound)
        }
    }

    /// The plan, if the user may do this with it.
    pub(crate) async fn plan(&self, id: PlanId, ability: Ability) -> Result<Arc<Plan>> {
        let plan = orm::plans::get(&self.view, id).await?;
        self.require(ability, plan.unit_id)?;
        Ok(plan)
    }

    /// The plan as it stands after a change just made.
    pub(crate) async fn plan_again(&self, id: PlanId) -> Result<Arc<Plan>> {
        Ok(orm::plans::get(&self.store().view().await?, id).await?)
    }

    /// What the check finds in a plan, and what accompanies the plan.
    pub(crate) async fn checked(&self, plan: &Plan) -> Result<Arc<Checked>> {
        self.checks.of(self, plan).await
    }

    /// The version of the quality model with this identity.
    pub(crate) fn model(&self, id: &str) -> Result<&QualityModel> {
        self.organisation.model(id).ok_or_else(|| Error::Internal(format!("no model {id}")))
    }

    /// Who writes, and when.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { author: Author { user_id: Some(self.user.id), name: self.user.name.clone() }, at: self.now }
    }
}
