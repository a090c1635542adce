//! Times in a row, each hanging on the one before it.

use super::connective::Connective;
use super::range::Term;

/// A time, and how it hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// How it hangs on the one before; without meaning for the first.
    pub(super) connective: Connective,
    /// The time.
    pub(super) term: Term,
}

impl Link {
    /// The first time of a row.
    pub(super) fn first(term: Term) -> Self {
        Self { connective: Connective::And, term }
    }

    /// True where the time is later than the one before it. Days are often listed in no order.
    pub(super) fn is_after_the_last(&self) -> bool {
        self.connective != Connective::And || !self.term.is_day()
    }
}

/// Times in a row.
pub(super) type Links = Vec<Link>;
