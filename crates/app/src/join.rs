//! The one way in which a form meets a newer version of what it saves.

use domain::conflict::{self, Conflict, Record};
use orm::{Write, changes};
use uuid::Uuid;

use crate::{Error, Result};

/// What is to be saved, joined with what others have saved since the form was opened; or the conflict.
///
/// `theirs` is what stands in the store at `version`, and the form was opened at `opened_at`.
pub(crate) async fn join<R: Record>(
    write: &Write,
    id: Uuid,
    (theirs, version): (&R, i64),
    (ours, opened_at): (R, i64),
) -> Result<std::result::Result<R, Box<Conflict<R>>>> {
    if opened_at > version {
        return Err(Error::Refused("Siden er for gammel. Genindlæs den, og skriv igen.".into()));
    }
    if opened_at == version {
        return Ok(Ok(ours));
    }
    let since = changes::since(write, id, opened_at).await?;
    Ok(conflict::join(theirs, ours, version, &since))
}
