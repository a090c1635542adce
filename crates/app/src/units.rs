//! Units (*enheder*): added, renamed.

use domain::{
    answer::Answer,
    id::UnitId,
    role::Ability,
    unit::{NewUnit, Unit, UnitDetails},
};
use orm::{Subject, units};

use crate::{Desk, Error, Result, join::join};

/// Adds a unit below one that is kept by whoever asks.
pub async fn create(desk: &Desk, new: NewUnit) -> Result<UnitId> {
    match new.parent_id {
        Some(parent) => desk.require(Ability::Administer, parent)?,
        // Only the program itself makes a unit at the top.
        None if desk.user().is_some() => return Err(Error::Forbidden),
        None => {}
    }
    let mut write = desk.begin(Subject::Organisation).await?;
    let id = units::insert(&mut write, new).await?;
    write.commit().await?;
    Ok(id)
}

/// Changes what is told of a unit, as it was opened at a version.
pub async fn update(desk: &Desk, id: UnitId, opened_at: i64, details: UnitDetails) -> Result<Answer<(), UnitDetails>> {
    desk.require(Ability::Administer, id)?;
    let mut write = desk.begin(Subject::Organisation).await?;
    let now: Unit = units::get_in(&write, id).await?;
    let theirs = UnitDetails::from(&now);
    match join(&write, id.0, (&theirs, now.version), (details, opened_at)).await? {
        Err(conflict) => Ok(Answer::Conflict(*conflict)),
        Ok(details) if details == theirs => Ok(Answer::Done(())),
        Ok(details) => {
            units::update(&mut write, &now, &details).await?;
            write.commit().await?;
            Ok(Answer::Done(()))
        }
    }
}
