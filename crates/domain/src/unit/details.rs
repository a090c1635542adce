//! What is told of a unit.

use super::{Unit, UnitKind};
use crate::{change::ChangedField, conflict::Record, id::UnitId};

/// A unit to be.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// The unit above it; none at the top.
    pub parent_id: Option<UnitId>,
    /// What is told of it.
    pub details: UnitDetails,
}

/// What an administrator tells of a unit (*enhed*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitDetails {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
}

impl From<&Unit> for UnitDetails {
    fn from(unit: &Unit) -> Self {
        Self { name: unit.name.clone(), kind: unit.kind }
    }
}

impl Record for UnitDetails {
    const FIELDS: &'static [ChangedField] = &[ChangedField::Name, ChangedField::Kind];

    fn text(&self, field: ChangedField) -> String {
        match field {
            ChangedField::Name => self.name.clone(),
            ChangedField::Kind => self.kind.label().to_owned(),
            _ => String::new(),
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Name => self.name.clone_from(&from.name),
            ChangedField::Kind => self.kind = from.kind,
            _ => {}
        }
    }
}
