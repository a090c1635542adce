//! Who asks for what page: the desk at which they ask, and what the page around it needs to know.

use app::Label;
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use domain::user::User;
use maud::Markup;
use tower_sessions::Session;

use crate::{
    AppState,
    error::{Error, Result},
    htmx,
    rendered::{Browser, Rendered},
    session,
};

/// Who asks for what page.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// The desk at which they ask: who they are, what they may do, and the store as it stood when they came.
    pub(crate) desk: app::Desk,
    /// The user who has logged in.
    pub(crate) user: User,
    /// The path asked for.
    pub(crate) path: String,
    /// The path and the query asked for.
    pub(crate) address: String,
    /// What the browser says of the pages it takes and has.
    pub(crate) browser: Browser,
    /// The pages that are kept.
    pub(crate) rendered: Rendered,
    /// What a page before this one has to say, by key.
    pub(crate) notice: Option<String>,
    /// True where htmx asks for a part of the page.
    pub(crate) is_fragment: bool,
}

impl Context {
    /// The page asked for, as it is kept while the label holds or rendered now. Parts of pages are rendered each time.
    pub(crate) async fn kept(&self, label: Label, render: impl AsyncFnOnce() -> Result<Markup>) -> Result<Response> {
        if self.is_fragment {
            return Ok(render().await?.into_response());
        }
        let (place, time) = ((self.user.id, self.address.clone()), (self.desk.today, label));
        self.rendered.page(place, time, &self.browser, render).await
    }
}

impl FromRequestParts<AppState> for Context {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let session =
            Session::from_request_parts(parts, state).await.map_err(|(_, why)| Error::Internal(why.into()))?;
        let desk = session::desk(&session, &state.app).await?.ok_or(Error::LoggedOut)?;
        let user = desk.user().cloned().ok_or(Error::LoggedOut)?;
        let notice = parts
            .uri
            .query()
            .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("besked=")))
            .map(ToOwned::to_owned);
        Ok(Self {
            desk,
            user,
            path: parts.uri.path().to_owned(),
            address: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            browser: Browser::of(&parts.headers),
            rendered: state.rendered.clone(),
            notice,
            is_fragment: htmx::is_fragment(&parts.headers),
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
