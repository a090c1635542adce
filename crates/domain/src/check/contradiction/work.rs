//! How many words of goals and effects are compared in one plan.

/// The most comparisons of two words. A plan of fifty activities needs some thousands.
const MAX_COMPARISONS: usize = 2_000_000;

/// The comparisons that are left.
pub(super) struct Work(usize);

impl Default for Work {
    fn default() -> Self {
        Self(MAX_COMPARISONS)
    }
}

impl Work {
    /// Takes `count` comparisons; none where fewer are left.
    pub(super) fn spend(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.checked_sub(count)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_end_to_the_work() {
        let mut work = Work::default();
        assert_eq!(work.spend(MAX_COMPARISONS - 1), Some(()));
        assert_eq!((work.spend(2), work.spend(1), work.spend(1)), (None, Some(()), None));
    }
}
