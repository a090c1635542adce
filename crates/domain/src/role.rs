//! What people are in a unit (*roller*), and what each role allows.

use serde::{Deserialize, Serialize};

use crate::id::UnitId;

/// What a person is in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// *Læser*: sees.
    Reader,
    /// *Medarbejder*: sees, and tells how activities go.
    Staff,
    /// *Afdelingsleder*: writes plans and registers inspections.
    DepartmentManager,
    /// *Botilbudsleder*: also approves, submits and closes plans.
    AreaManager,
    /// *Administrator*: also keeps units and users.
    Administrator,
}

/// Something one may want to do in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ability {
    /// See inspections, plans and overviews.
    Read,
    /// Set the status of an activity and write a follow-up note.
    FollowUp,
    /// Register inspections and write plans.
    Write,
    /// Move a plan on to approved, submitted and closed.
    Approve,
    /// Keep units and users.
    Administer,
}

impl Role {
    /// Every role, the one that may least first.
    pub const ALL: [Self; 5] =
        [Self::Reader, Self::Staff, Self::DepartmentManager, Self::AreaManager, Self::Administrator];

    /// The Danish word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reader => "Læser",
            Self::Staff => "Medarbejder",
            Self::DepartmentManager => "Afdelingsleder",
            Self::AreaManager => "Botilbudsleder",
            Self::Administrator => "Administrator",
        }
    }

    /// The word used in the database and, beside the Danish one, on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Staff => "staff",
            Self::DepartmentManager => "department_manager",
            Self::AreaManager => "area_manager",
            Self::Administrator => "administrator",
        }
    }

    /// The role called `word`, in Danish or by its [`key`](Self::key).
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace('-', "_");
        Self::ALL.into_iter().find(|role| role.key() == word || role.label().to_lowercase() == word)
    }

    /// True where the role allows it.
    pub const fn allows(self, ability: Ability) -> bool {
        match ability {
            Ability::Read => true,
            Ability::FollowUp => !matches!(self, Self::Reader),
            Ability::Write => !matches!(self, Self::Reader | Self::Staff),
            Ability::Approve => matches!(self, Self::AreaManager | Self::Administrator),
            Ability::Administer => matches!(self, Self::Administrator),
        }
    }
}

/// A role in a unit and in all that lies below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// What the person is.
    pub role: Role,
    /// Where.
    pub unit_id: UnitId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_danish_word_and_its_key() {
        assert_eq!(Role::from_word("Botilbudsleder"), Some(Role::AreaManager));
        assert_eq!(Role::from_word("area-manager"), Some(Role::AreaManager));
        assert_eq!(Role::from_word("chef"), None);
    }
}
