//! Several things at once, each on a thread of its own.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread::{self, ScopedJoinHandle},
};

use anyhow::{Result, anyhow};

/// How many commands run at a time while a database is filled.
const LANES: usize = 4;

/// Does the work for every input at the same time; the answers in the order of the inputs.
pub(super) fn at_once<I: Send, T: Send>(
    inputs: impl IntoIterator<Item = I>,
    work: impl Fn(I) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let inputs: Vec<I> = inputs.into_iter().collect();
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = inputs.into_iter().map(|input| scope.spawn(move || work(input))).collect();
        running.into_iter().map(|running| joined(running).flatten()).collect()
    })
}

/// Does the work for every number below `count`, a few at a time; the answers in order.
pub(super) fn side_by_side<T: Send>(count: usize, work: impl Fn(usize) -> Result<T> + Sync) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let lanes = at_once(0..LANES, |_| {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(done);
            }
            done.push((at, work(at)?));
        }
    })?;
    let mut done: Vec<(usize, T)> = lanes.into_iter().flatten().collect();
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, made)| made).collect())
}

/// What a thread came to.
pub(super) fn joined<T>(running: ScopedJoinHandle<'_, T>) -> Result<T> {
    running.join().map_err(|_| anyhow!("a thread ended without an answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order() {
        assert_eq!(side_by_side(100, |at| Ok(at * 2)).unwrap(), (0..200).step_by(2).collect::<Vec<_>>());
        assert_eq!(at_once([3, 1, 2], |at| Ok(at + 1)).unwrap(), [4, 2, 3]);
    }
}
