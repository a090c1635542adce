//! Attacks that one person can make with ordinary means, and what everybody else notices of them: how long the log-in
//! page takes meanwhile, and how much memory the server needs. Each has a server of its own and ends by itself.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    answer::Answer,
    http::Client,
    installation::Subject,
    lanes,
    report::{Figures, as_float},
    request::Request,
    server::{Memory, Server},
    watch::Watch,
};

mod files;
mod log_ins;
mod names;
mod printing;
mod target;

/// How long an attack lasts at the most: twice the program's own limit for a request.
const LIMIT: Duration = Duration::from_mins(2);

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    names::run(subject, figures)?;
    log_ins::run(subject, figures)?;
    files::run(subject, figures)?;
    printing::run(subject, figures)
}

/// Makes the attack, which must be over by the moment it is given, while somebody asks for the log-in page again and
/// again. Its own figures come first, then what was noticed of it.
fn under_watch(
    name: &str,
    server: &Server,
    figures: &mut Figures,
    attack: impl FnOnce(Instant, &mut Figures) -> Result<()>,
) -> Result<()> {
    let before = server.memory(Memory::Now)?;
    let deadline = Instant::now() + LIMIT;
    let anybody = server.client().until(deadline);
    let is_over = AtomicBool::new(false);
    let (made, noticed) = thread::scope(|scope| {
        let noticed = scope.spawn(|| Watch::until(|| is_over.load(Ordering::Relaxed), || status(&anybody, "/log-ind")));
        let made = attack(deadline, figures);
        is_over.store(true, Ordering::Relaxed);
        (made, lanes::joined(noticed))
    });
    made?;
    figures.add(&format!("{name}: log-in page meanwhile, slowest"), noticed?);
    let (now, peak) = (server.memory(Memory::Now)?, server.memory(Memory::Peak)?);
    figures.add(&format!("{name}: most memory"), format!("{peak:.0} MiB (before {before:.0}, after {now:.0})"));
    Ok(())
}

/// The status a page is answered with.
fn status(client: &Client, path: &str) -> Result<u16> {
    Ok(client.ask(&Request::get(path))?.status)
}

/// Asks once, and adds how long the answer took, its status and its size; answers it where it came.
fn asked(client: &Client, request: &Request, label: &str, figures: &mut Figures) -> Option<Answer> {
    let started = Instant::now();
    let answer = client.ask(request);
    let what = match &answer {
        Ok(answer) => format!("status {}, {:.1} MB", answer.status, as_float(answer.length) / 1e6),
        Err(error) => format!("no answer: {error}"),
    };
    figures.add(label, format!("{:.3} s ({what})", started.elapsed().as_secs_f64()));
    answer.ok()
}
