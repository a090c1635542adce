//! What is told of a user.

use super::User;
use crate::{change::ChangedField, conflict::Record, role::Grant};

/// What an administrator tells of a user (*bruger*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserDetails {
    /// The address they log in with, in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The roles they answer to in plans.
    pub titles_text: String,
    /// What they may do where.
    pub grants: Vec<Grant>,
    /// False where the log-in is closed.
    pub is_active: bool,
}

impl From<&User> for UserDetails {
    fn from(user: &User) -> Self {
        Self {
            email: user.email.clone(),
            name: user.name.clone(),
            titles_text: user.titles_text.clone(),
            grants: user.grants.clone(),
            is_active: user.is_active,
        }
    }
}

impl Record for UserDetails {
    const FIELDS: &'static [ChangedField] =
        &[ChangedField::Name, ChangedField::Email, ChangedField::Titles, ChangedField::Roles, ChangedField::Active];

    fn text(&self, field: ChangedField) -> String {
        match field {
            ChangedField::Name => self.name.clone(),
            ChangedField::Email => self.email.clone(),
            ChangedField::Titles => self.titles_text.clone(),
            ChangedField::Roles => {
                let mut held: Vec<String> =
                    self.grants.iter().map(|grant| format!("{} {}", grant.role.key(), grant.unit_id)).collect();
                held.sort();
                held.dedup();
                held.join("\n")
            }
            ChangedField::Active => if self.is_active { "åben" } else { "lukket" }.to_owned(),
            _ => String::new(),
        }
    }

    fn take(&mut self, field: ChangedField, from: &Self) {
        match field {
            ChangedField::Name => self.name.clone_from(&from.name),
            ChangedField::Email => self.email.clone_from(&from.email),
            ChangedField::Titles => self.titles_text.clone_from(&from.titles_text),
            ChangedField::Roles => self.grants.clone_from(&from.grants),
            ChangedField::Active => self.is_active = from.is_active,
            _ => {}
        }
    }
}
