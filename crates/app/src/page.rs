//! Pages of lists: as many rows as are shown, and how many there are.

use orm::activities::Window;

/// Rows of a list that are shown at once.
pub const ROWS: u64 = 50;
/// Rows of a list of what was removed, which has no other page: the last removed.
pub(crate) const REMOVED_ROWS: u64 = 200;

/// Some of the rows of a list, and how many there are in all.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows that are shown.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub count: usize,
}

impl<T> Page<T> {
    /// What stands on a page, from 1 on, of a list that is all in memory.
    pub fn of(all: Vec<T>, page: u64, rows: u64) -> Self {
        let (count, window) = (all.len(), window(page, rows));
        let number = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
        Self { rows: all.into_iter().skip(number(window.skip)).take(number(window.take)).collect(), count }
    }
}

/// The rows of a page, which are numbered from 1.
pub(crate) fn window(page: u64, rows: u64) -> Window {
    Window { skip: page.saturating_sub(1).saturating_mul(rows).min(u64::from(u32::MAX)), take: rows }
}
