//! What comes of an act: it is done, refused with sentences a person can act on, or it meets what somebody else
//! has changed since.

use crate::{conflict::Conflict, validation::FieldErrors};

/// What an act answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T, C = ()> {
    /// It was done; all of it is stored.
    Done(T),
    /// A rule forbids it; nothing is stored.
    Refused(Refusal),
    /// Somebody else has changed the same fields since the form was opened; nothing is stored.
    Conflict(Conflict<C>),
}

impl<T, C> Answer<T, C> {
    /// Refused because of one field; the empty word is the act as a whole.
    pub fn refused(field: &str, why: impl Into<String>) -> Self {
        Self::Refused(Refusal::at(field, why))
    }
}

/// Why an act is refused: fields and Danish sentences that say what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal(pub FieldErrors);

impl Refusal {
    /// Refused because of one field; the empty word is the act as a whole.
    pub fn at(field: &str, why: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, why);
        Self(errors)
    }

    /// Every sentence, one after the other.
    pub fn sentences(&self) -> String {
        self.0.iter().map(|(_, why)| why).collect::<Vec<_>>().join(" ")
    }
}
