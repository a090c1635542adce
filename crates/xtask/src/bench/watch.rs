//! How something is answered, again and again, while something else goes on.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
    iter, thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// The pause between two questions.
const PAUSE: Duration = Duration::from_millis(50);

/// The slowest answer, and how many there were of each status.
#[derive(Debug, Default)]
pub(super) struct Watch {
    worst: Duration,
    answers: BTreeMap<u16, usize>,
    unanswered: usize,
}

impl Watch {
    /// One question.
    pub(super) fn once(ask: impl FnOnce() -> Result<u16>) -> Self {
        let mut watch = Self::default();
        watch.note(ask);
        watch
    }

    /// Question after question, at least one, until it is over.
    pub(super) fn until(is_over: impl Fn() -> bool, mut ask: impl FnMut() -> Result<u16>) -> Self {
        let mut watch = Self::once(&mut ask);
        while !is_over() {
            thread::sleep(PAUSE);
            watch.note(&mut ask);
        }
        watch
    }

    /// What several have seen.
    pub(super) fn of_all(watches: Vec<Self>) -> Self {
        let mut all = Self::default();
        for watch in watches {
            all.worst = all.worst.max(watch.worst);
            all.unanswered += watch.unanswered;
            for (status, count) in watch.answers {
                *all.answers.entry(status).or_default() += count;
            }
        }
        all
    }

    fn note(&mut self, ask: impl FnOnce() -> Result<u16>) {
        let started = Instant::now();
        match ask() {
            Ok(status) => *self.answers.entry(status).or_default() += 1,
            Err(_) => self.unanswered += 1,
        }
        self.worst = self.worst.max(started.elapsed());
    }
}

impl Display for Watch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let answers = self.answers.iter().map(|(status, count)| format!("{count} × {status}"));
        let unanswered = (self.unanswered > 0).then(|| format!("{} × no answer", self.unanswered));
        let counts: Vec<String> = answers.chain(unanswered).collect();
        write!(f, "{:.3} s ({})", self.worst.as_secs_f64(), counts.join(", "))
    }
}

/// The middle one of nine times, in milliseconds.
pub(super) fn median(measured: impl FnMut() -> Result<Duration>) -> Result<f64> {
    median_of(9, measured)
}

/// The middle one of so many times, in milliseconds.
pub(super) fn median_of(count: usize, measured: impl FnMut() -> Result<Duration>) -> Result<f64> {
    middle(iter::repeat_with(measured).take(count).collect::<Result<_>>()?)
}

/// The middle one of these times, in milliseconds.
pub(super) fn middle(mut times: Vec<Duration>) -> Result<f64> {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).context("no times")?;
    Ok(middle.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_answers_by_status() {
        let seen = vec![Watch::once(|| Ok(200)), Watch::once(|| Ok(503)), Watch::once(|| anyhow::bail!("cut off"))];
        let told = Watch::of_all(seen).to_string();
        assert!(told.ends_with(" s (1 × 200, 1 × 503, 1 × no answer)"), "{told}");
    }
}
