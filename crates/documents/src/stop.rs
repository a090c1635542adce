//! Whether anybody still waits for what is being made.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::WriteError;

/// The word that nobody waits any more. All its copies are one: whoever gives up sets it, and whoever makes something
/// long looks at it between two steps.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says that nobody waits any more.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// An error where nobody waits any more.
    pub(crate) fn check(&self) -> Result<(), WriteError> {
        if self.is_set() { Err(WriteError::Stopped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format, tests::sample};

    #[test]
    fn nothing_is_made_that_nobody_waits_for() {
        let (plan, template) = (sample::plan(), sample::template());
        let stop = Stop::default();
        stop.clone().set();
        for format in Format::ALL {
            let made = Document::Plan.write(format, &sample::print_input(&plan, &template), &stop);
            assert!(matches!(made, Err(WriteError::Stopped)), "{format:?}");
        }
    }
}
