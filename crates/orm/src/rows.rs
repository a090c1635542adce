//! Rows become values of the domain here, or are refused as corrupt.

use domain::{
    activity::{ActivityStatus, FollowUp},
    finding::{Finding, FindingKind},
    id::{FindingId, FollowUpId, InspectionId, PartId, UnitId, UserId},
    inspection::{InspectionKind, Inspectorate},
    part::PartKind,
    period::{Period, PeriodKind, Reading},
    plan::PlanStatus,
    quality_model::{Item, Level, Wording},
    reference::References,
    role::{Grant, Role},
    unit::{Unit, UnitKind},
    user::User,
};

use crate::{
    Error, Result,
    entity::{finding, follow_up, inspectorate, model_item, part, role, unit, user},
};

/// The value, or what is corrupt about the row.
pub(crate) fn or_corrupt<T>(value: Option<T>, what: &str, word: &str) -> Result<T> {
    value.ok_or_else(|| Error::Corrupt(format!("unknown {what} »{word}«")))
}

impl TryFrom<unit::Model> for Unit {
    type Error = Error;

    fn try_from(row: unit::Model) -> Result<Self> {
        Ok(Self {
            id: UnitId(row.id),
            parent_id: row.parent_id.map(UnitId),
            kind: or_corrupt(UnitKind::from_key(&row.kind), "kind of unit", &row.kind)?,
            name: row.name,
            version: row.version,
        })
    }
}

impl TryFrom<model_item::Model> for Item {
    type Error = Error;

    fn try_from(row: model_item::Model) -> Result<Self> {
        Ok(Self {
            level: or_corrupt(Level::from_key(&row.level), "level", &row.level)?,
            wording: or_corrupt(Wording::from_key(&row.wording), "wording", &row.wording)?,
            id: row.id,
            parent_id: row.parent_id,
            number: row.number,
            title: row.title,
            aliases: row.aliases.lines().map(Into::into).collect(),
            applies_to: row.applies_to,
            source: row.source,
            is_scored: row.is_scored,
        })
    }
}

impl From<inspectorate::Model> for Inspectorate {
    fn from(row: inspectorate::Model) -> Self {
        Self { id: row.id, name: row.name, seat: row.seat }
    }
}

pub(crate) fn inspection_kind(word: &str) -> Result<InspectionKind> {
    or_corrupt(InspectionKind::from_key(word), "kind of inspection", word)
}

pub(crate) fn plan_status(word: &str) -> Result<PlanStatus> {
    or_corrupt(PlanStatus::from_key(word), "status of plan", word)
}

pub(crate) fn activity_status(word: &str) -> Result<ActivityStatus> {
    or_corrupt(ActivityStatus::from_key(word), "status of activity", word)
}

pub(crate) fn part_kind(word: &str) -> Result<PartKind> {
    or_corrupt(PartKind::from_key(word), "kind of part", word)
}

pub(crate) fn finding_of(row: finding::Model, references: Vec<String>) -> Result<Finding> {
    let kind = match &row.kind {
        None => None,
        Some(word) => Some(or_corrupt(FindingKind::from_key(word), "kind of finding", word)?),
    };
    Ok(Finding {
        id: FindingId(row.id),
        version: row.version,
        inspection_id: row.inspection_id.map(InspectionId),
        kind,
        text: row.text,
        references: References { text: row.reference_text, items: references },
        due_on: row.due_on,
        extension_requested_on: row.extension_requested_on,
        extended_to: row.extended_to,
    })
}

pub(crate) fn period_of(row: &part::Model) -> Result<Period> {
    Ok(Period {
        text: row.period_text.clone(),
        reading: Reading {
            start: row.period_start,
            end: row.period_end,
            kind: or_corrupt(PeriodKind::from_key(&row.period_kind), "kind of period", &row.period_kind)?,
        },
        is_corrected: row.is_period_corrected,
    })
}

pub(crate) fn follow_up_of(row: follow_up::Model) -> Result<(PartId, FollowUp)> {
    let note = FollowUp {
        id: FollowUpId(row.id),
        noted_on: row.noted_on,
        status: activity_status(&row.status)?,
        text: row.text,
        author: row.author,
        created_at: row.created_at,
    };
    Ok((PartId(row.part_id), note))
}

/// A user and their roles, picked from those of many.
pub(crate) fn user_of(row: user::Model, roles: &[role::Model]) -> Result<User> {
    let grants = roles
        .iter()
        .filter(|role| role.user_id == row.id)
        .map(|held| {
            Ok(Grant {
                role: or_corrupt(Role::from_word(&held.role), "role", &held.role)?,
                unit_id: UnitId(held.unit_id),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(User {
        id: UserId(row.id),
        email: row.email,
        name: row.name,
        titles_text: row.titles_text,
        grants,
        is_active: row.is_active,
        session_generation: row.session_generation,
        version: row.version,
    })
}
