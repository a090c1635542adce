//! How much more is read: a file that says too much is left where that is seen, not when all of it is in memory.

use domain::draft::{MAX_CHARS_IN_PLAN, MAX_PARTS, PlanSize, TooLarge};

use crate::{MAX_COLUMNS, MAX_ROWS};

/// The most characters one table may say: a file may say a finding again in each of its rows.
const MAX_CHARS_IN_TABLE: usize = 5 * MAX_CHARS_IN_PLAN;
/// The most lines it may say them in: somewhat more than it may have cells.
const MAX_LINES_IN_TABLE: usize = MAX_ROWS * (MAX_COLUMNS + 1);

/// What is left to be read.
#[derive(Debug)]
pub(crate) struct Budget {
    parts: usize,
    chars: usize,
}

impl Budget {
    /// For the words of a table, where each line counts as a part.
    pub(crate) const fn of_table() -> Self {
        Self { parts: MAX_LINES_IN_TABLE, chars: MAX_CHARS_IN_TABLE }
    }

    /// For what a plan is made of.
    pub(crate) const fn of_plan() -> Self {
        Self { parts: MAX_PARTS, chars: MAX_CHARS_IN_PLAN }
    }

    /// Takes so many parts.
    pub(crate) fn take_parts(&mut self, count: usize) -> Result<(), TooLarge> {
        self.parts = self.parts.checked_sub(count).ok_or(TooLarge::Parts)?;
        Ok(())
    }

    /// Takes words that belong to a part.
    pub(crate) fn take_words(&mut self, words: &str) -> Result<(), TooLarge> {
        self.chars = self.chars.checked_sub(words.chars().count()).ok_or(TooLarge::Chars)?;
        Ok(())
    }

    /// Takes a part with its words.
    pub(crate) fn take(&mut self, words: &str) -> Result<(), TooLarge> {
        self.take_parts(1)?;
        self.take_words(words)
    }

    /// Takes what has been made already.
    pub(crate) fn take_size(&mut self, size: PlanSize) -> Result<(), TooLarge> {
        self.take_parts(size.parts)?;
        self.chars = self.chars.checked_sub(size.chars).ok_or(TooLarge::Chars)?;
        Ok(())
    }

    /// Takes a cell of a table with its lines.
    pub(crate) fn take_lines(&mut self, words: &str) -> Result<(), TooLarge> {
        self.take_words(words)?;
        self.take_parts(1 + words.matches('\n').count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_gone() {
        let mut budget = Budget::of_plan();
        assert_eq!(budget.take_words(&"æ".repeat(MAX_CHARS_IN_PLAN - 1)), Ok(()));
        assert_eq!(budget.take("æø"), Err(TooLarge::Chars));
        assert_eq!(budget.take_parts(MAX_PARTS), Err(TooLarge::Parts));
        assert_eq!(budget.take_parts(MAX_PARTS - 1), Ok(()));
        assert_eq!(budget.take(""), Err(TooLarge::Parts));
    }

    #[test]
    fn the_lines_of_a_cell_count() {
        let mut budget = Budget::of_table();
        assert_eq!(budget.take_lines(&"\n".repeat(MAX_LINES_IN_TABLE - 1)), Ok(()));
        assert_eq!(budget.take_lines(""), Err(TooLarge::Parts));
    }
}
