//! An example: a component in one state, and the call that gives it.

use maud::Markup;

/// A component in one state.
#[derive(Debug)]
pub(super) struct Example {
    /// What the state is called.
    pub(super) state: &'static str,
    /// The call that shows it, as it stands in the code.
    pub(super) call: &'static str,
    /// What the call gives.
    pub(super) markup: Markup,
}

impl Example {
    /// The function that the call begins with, under its module: "`state::status`".
    pub(super) fn component(&self) -> &'static str {
        let end = self.call.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | ':'));
        &self.call[..end.unwrap_or(self.call.len())]
    }
}

/// The example that a call gives. It cannot show anything else than what it says it calls.
macro_rules! example {
    ($state:expr, $call:expr) => {
        Example { state: $state, call: stringify!($call), markup: ::maud::Render::render(&$call) }
    };
}

pub(super) use example;
