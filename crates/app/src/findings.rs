//! Findings (*fund*): registered with their inspection, corrected there or where a plan holds one of its own.

use domain::{
    answer::Answer,
    finding::{Finding, FindingDetails},
    id::{FindingId, InspectionId, PlanId},
    role::Ability,
};
use orm::{Subject, Write, findings};

use crate::{Desk, Error, Result, inspections, join::join};

/// Said of a finding that somebody has removed since its form was opened.
const REMOVED: &str = "Fundet er slettet imens. Din tekst står her. Gendan fundet under »Slettede fund«, og gem igen.";

/// What a finding belongs to.
#[derive(Debug, Clone)]
pub enum Home {
    /// The inspection that it was registered with.
    Inspection(InspectionId),
    /// The plan that has it as its own.
    Plan(PlanId),
}

/// A finding, what it belongs to, and the version of the quality model that its references are of.
#[derive(Debug, Clone)]
pub struct Found {
    /// The finding.
    pub finding: Finding,
    /// What it belongs to.
    pub home: Home,
    /// The version of the quality model.
    pub model_id: String,
}

/// The finding, removed or not, if one may write where it belongs.
pub async fn find(desk: &Desk, id: FindingId) -> Result<Found> {
    let finding = findings::get(desk.store(), id).await?;
    if let Some(of) = finding.inspection_id {
        let inspection = inspections::require(desk, of, Ability::Write).await?;
        return Ok(Found { finding, home: Home::Inspection(of), model_id: inspection.details.model_id });
    }
    let plan_id = findings::plan_of(desk.store(), id).await?.ok_or(Error::NotFound)?;
    let plan = desk.plan(plan_id, Ability::Write).await?;
    Ok(Found { finding, home: Home::Plan(plan_id), model_id: plan.model_id.clone() })
}

/// Registers a finding of an inspection, after those it has.
pub async fn create(desk: &Desk, inspection_id: InspectionId, details: &FindingDetails) -> Result<FindingId> {
    inspections::require(desk, inspection_id, Ability::Write).await?;
    let mut write = desk.begin(Subject::Inspection(inspection_id)).await?;
    let id = findings::insert(&mut write, inspection_id, details).await?;
    write.commit().await?;
    Ok(id)
}

/// Corrects a finding, as it was opened at a version.
pub async fn update(
    desk: &Desk,
    found: &Found,
    opened_at: i64,
    details: FindingDetails,
) -> Result<Answer<(), FindingDetails>> {
    let mut write = match begin(desk, found).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("text", why)),
    };
    if findings::is_removed(&write, found.finding.id).await? {
        return Ok(Answer::refused("text", REMOVED));
    }
    let now = findings::get_in(&write, found.finding.id).await?;
    let theirs = FindingDetails::from(&now);
    match join(&write, now.id.0, (&theirs, now.version), (details, opened_at)).await? {
        Err(conflict) => Ok(Answer::Conflict(*conflict)),
        Ok(details) if details == theirs => Ok(Answer::Done(())),
        Ok(details) => {
            findings::update(&mut write, &now, &details).await?;
            write.commit().await?;
            Ok(Answer::Done(()))
        }
    }
}

/// Takes a finding away; it can be brought back. Refused while a plan answers it.
pub async fn remove(desk: &Desk, found: &Found) -> Result<Answer<()>> {
    let mut write = match begin(desk, found).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    if findings::is_answered(&write, found.finding.id).await? {
        let why = "Fundet indgår i en handleplan. Slet det i handleplanen, før du sletter det her.";
        return Ok(Answer::refused("", why));
    }
    findings::set_removed(&mut write, found.finding.id, true).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}

/// Brings a removed finding back.
pub async fn restore(desk: &Desk, found: &Found) -> Result<Answer<()>> {
    let mut write = match begin(desk, found).await? {
        Ok(write) => write,
        Err(why) => return Ok(Answer::refused("", why)),
    };
    findings::set_removed(&mut write, found.finding.id, false).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}

async fn begin(desk: &Desk, found: &Found) -> Result<std::result::Result<Write, String>> {
    match found.home {
        Home::Inspection(id) => Ok(Ok(desk.begin(Subject::Inspection(id)).await?)),
        Home::Plan(id) => {
            let plan = desk.plan(id, Ability::Write).await?;
            crate::edit::begin_plan(desk, &plan).await
        }
    }
}
