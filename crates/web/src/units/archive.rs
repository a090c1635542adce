//! All plans of a unit as one ZIP file.

use axum::{body::Body, response::Response};
use domain::access::Ability;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::{
    archive::{self, Contents},
    context::Context,
    error::Result,
    paths,
    plans::export::attachment,
};

/// Plans that wait for the one who fetches; then the writing waits.
const MAX_WAITING: usize = 1;

pub(super) async fn fetch(path: paths::UnitArchive, ctx: Context) -> Result<Response> {
    ctx.require(Ability::Read, path.id)?;
    let organisation = &ctx.organisation;
    let seen = ctx.units_where(Ability::Read).into_iter();
    let unit_ids: Vec<_> = seen.filter(|&id| organisation.units.is_within(id, path.id)).collect();
    let ids = orm::plans::list(ctx.store(), &unit_ids).await?.iter().map(|head| head.id).collect();
    let contents = Contents { ids, unit_name: organisation.unit_name(path.id).to_owned(), printed_on: ctx.today };
    let name = documents::archive::file_name(&contents.unit_name, ctx.today);
    let (pieces, receiver) = mpsc::channel(MAX_WAITING);
    tokio::spawn(async move {
        if let Err(error) = archive::write(&ctx.view, &contents, &pieces).await {
            tracing::warn!(%error, "an archive broke off");
            // The one who fetches sees a file that breaks off, not one that looks whole.
            let _gone = pieces.send(Err(std::io::Error::other("the archive broke off"))).await;
        }
    });
    attachment(&name, "application/zip", Body::from_stream(ReceiverStream::new(receiver)))
}
