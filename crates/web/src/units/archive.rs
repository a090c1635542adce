//! All plans of a unit as one ZIP file.

use app::archive::{self, Contents};
use axum::{body::Body, extract::State, response::Response};
use domain::role::Ability;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::{
    AppState,
    context::Context,
    download::attachment,
    error::{Error, Result},
    paths,
};

/// Plans that wait for the one who fetches; then the writing waits.
const MAX_WAITING: usize = 1;

const UNDER_WAY: &str =
    "Du er allerede i gang med at hente handleplaner som én fil. Vent, til den fil er hentet, og prøv så igen.";

pub(super) async fn fetch(path: paths::UnitArchive, State(state): State<AppState>, ctx: Context) -> Result<Response> {
    ctx.desk.require(Ability::Read, path.id)?;
    let under_way = state.throttle.archive_of(ctx.user.id).ok_or_else(|| Error::Unprocessable(UNDER_WAY.to_owned()))?;
    let organisation = &ctx.desk.organisation;
    let seen = ctx.desk.units_where(Ability::Read).into_iter();
    let unit_ids: Vec<_> = seen.filter(|&id| organisation.units.is_within(id, path.id)).collect();
    let heads = app::plans::list_of_units(&ctx.desk, &unit_ids).await?;
    let ids = heads.iter().map(|head| head.id).collect();
    let unit_name = organisation.unit_name(path.id).to_owned();
    let contents = Contents { ids, unit_name, printed_on: ctx.desk.today };
    let name = documents::archive::file_name(&contents.unit_name, ctx.desk.today);
    let (pieces, receiver) = mpsc::channel(MAX_WAITING);
    tokio::spawn(async move {
        let written = tokio::select! {
            written = archive::write(&ctx.desk, &contents, &pieces) => written,
            // Nobody takes the pieces any more: what is being written is given up.
            () = pieces.closed() => Ok(()),
        };
        if let Err(error) = written {
            tracing::warn!(?error, "an archive broke off");
            // The one who fetches sees a file that breaks off, not one that looks whole.
            let _gone = pieces.send(Err(std::io::Error::other("the archive broke off"))).await;
        }
        drop(under_way);
    });
    attachment(&name, "application/zip", Body::from_stream(ReceiverStream::new(receiver)))
}
