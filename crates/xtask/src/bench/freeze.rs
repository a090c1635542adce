//! An instance that is stopped half-way through a write, as a machine is that is put to sleep, and what the other one's
//! users notice.

use std::{
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{http::Client, lanes, report::Figures, request::Request, server::Server, watch::Watch, writer::Writer};
use crate::postgres;

/// How long the other instance is asked things while one is frozen.
const FROZEN: Duration = Duration::from_secs(10);
/// How much longer the last questions are waited for.
const GRACE: Duration = Duration::from_secs(2);
/// How often it is stopped in the hope that a write is half-way, and how long apart.
const MOST_TRIES: usize = 60;
const BETWEEN_TRIES: Duration = Duration::from_millis(37);
/// Until the database has answered the statement that was on its way.
const SETTLED: Duration = Duration::from_millis(100);
/// How long those who wait on the frozen instance have patience.
const MOST: Duration = Duration::from_secs(90);

/// Connections that have begun to write, or hold a lock for it, and say nothing more.
const HALF_WAY: &str = "select count(*) from pg_stat_activity as session \
    where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction' \
    and (backend_xid is not null or exists (select from pg_locks as held \
    where held.pid = session.pid and held.granted and held.locktype = 'advisory'))";

/// Who is there when the instance freezes.
pub(super) struct Stage<'a> {
    pub(super) database_url: &'a str,
    /// The instance that freezes.
    pub(super) server: &'a Server,
    /// Those who write through it, all in one plan.
    pub(super) busy: Vec<Writer>,
    /// Those who write in the same plan through the other instance.
    pub(super) waiting: Vec<Writer>,
    /// Who writes in another plan through the other instance.
    pub(super) elsewhere: Writer,
    /// Who reads through the other instance.
    pub(super) reader: Client,
    /// The pages of the plan that is written in, and of another.
    pub(super) pages: [String; 2],
}

/// An instance that stands still until this is dropped.
struct Frozen<'a>(&'a Server);

pub(super) fn run(stage: &mut Stage<'_>, figures: &mut Figures) -> Result<()> {
    let Stage { database_url, server, busy, waiting, elsewhere, reader, pages } = stage;
    let is_over = AtomicBool::new(false);
    let deadline = Instant::now() + MOST;
    thread::scope(|scope| {
        let is_over = &is_over;
        for writer in busy.iter_mut() {
            writer.client = writer.client.until(deadline);
            scope.spawn(move || keep_writing(writer, is_over, deadline));
        }
        let seen = catch(server, database_url, figures).and_then(|frozen| {
            let Some(frozen) = frozen else { return Ok(()) };
            watch(waiting, elsewhere, (reader, pages), figures)?;
            drop(frozen);
            afterwards(waiting, elsewhere, server, figures);
            Ok(())
        });
        is_over.store(true, Ordering::Relaxed);
        seen
    })
}

/// Saves on and on; what fails is tried again.
fn keep_writing(writer: &mut Writer, is_over: &AtomicBool, deadline: Instant) {
    while !is_over.load(Ordering::Relaxed) && Instant::now() < deadline {
        if writer.save().is_err() {
            thread::sleep(SETTLED);
        }
    }
}

/// Stops the instance at a moment when a write is half-way, if there is one.
fn catch<'a>(server: &'a Server, database_url: &str, figures: &mut Figures) -> Result<Option<Frozen<'a>>> {
    for tries in 1..=MOST_TRIES {
        thread::sleep(BETWEEN_TRIES);
        let frozen = Frozen::stop(server)?;
        thread::sleep(SETTLED);
        let half_way = half_way(database_url)?;
        if half_way > 0 {
            figures.add("writes half-way when the instance froze", format!("{half_way} (stopped {tries} times)"));
            return Ok(Some(frozen));
        }
    }
    figures.add("writes half-way when the instance froze", format!("0 (stopped {MOST_TRIES} times)"));
    Ok(None)
}

/// What the other instance answers meanwhile: the slowest of each sort, and how many of which status.
fn watch(
    waiting: &mut [Writer],
    elsewhere: &mut Writer,
    (reader, pages): (&Client, &[String; 2]),
    figures: &mut Figures,
) -> Result<()> {
    let end = Instant::now() + FROZEN;
    let is_over = || Instant::now() >= end;
    let reader = reader.until(end + GRACE);
    let ask = |path: &str| -> Result<u16> { Ok(reader.ask(&Request::get(path))?.status) };
    for writer in waiting.iter_mut().chain([&mut *elsewhere]) {
        writer.client = writer.client.until(end + GRACE);
    }
    let (same, others, pages, health) = thread::scope(|scope| {
        let others = scope.spawn(|| Watch::until(is_over, || elsewhere.save()));
        let health = scope.spawn(|| Watch::until(is_over, || ask("/sundhed")));
        let pages = scope.spawn(|| {
            let mut turns = pages.iter().cycle();
            Watch::until(is_over, || ask(turns.next().context("no pages")?))
        });
        let same = lanes::at_once(waiting, |writer| Ok(Watch::once(|| writer.save())))?;
        anyhow::Ok((Watch::of_all(same), lanes::joined(others)?, lanes::joined(pages)?, lanes::joined(health)?))
    })?;
    figures.add("frozen: plan pages, slowest", pages);
    figures.add("frozen: /sundhed, slowest", health);
    figures.add("frozen: saves in another plan, slowest", others);
    figures.add("frozen: 8 saves in the same plan, slowest", same);
    Ok(())
}

/// Whether all is as before once the instance goes on.
fn afterwards(waiting: &mut [Writer], elsewhere: &mut Writer, server: &Server, figures: &mut Figures) {
    let end = Instant::now() + FROZEN;
    let mut save = |label: &str, writer: &mut Writer| {
        writer.client = writer.client.until(end);
        figures.add(label, Watch::once(|| writer.save()));
    };
    if let Some(writer) = waiting.first_mut() {
        save("going on: a save in the same plan", writer);
    }
    save("going on: a save in another plan", elsewhere);
    let client = server.client().until(end);
    let health = Watch::once(|| Ok(client.ask(&Request::get("/sundhed"))?.status));
    figures.add("going on: /sundhed of the instance", health);
}

impl<'a> Frozen<'a> {
    fn stop(server: &'a Server) -> Result<Self> {
        server.signal("STOP")?;
        Ok(Self(server))
    }
}

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.signal("CONT") {
            eprintln!("{error}");
        }
    }
}

fn half_way(database_url: &str) -> Result<usize> {
    let programs = postgres::programs().context("there is no PostgreSQL here")?;
    let output = Command::new(programs.join("psql"))
        .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", HALF_WAY, database_url])
        .env("PGCONNECT_TIMEOUT", "5")
        .stdin(Stdio::null())
        .output()
        .context("psql could not be started")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
