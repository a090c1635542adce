//! Saving a field, the thing people do most: how many a second, at what price, and what the disk would allow.

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{
    data,
    http::Client,
    installation::Subject,
    lanes,
    report::{Figures, as_float, millis, per_second},
    server::{Memory, Server},
    watch,
    writer::Writer,
};

/// How long they write before it counts, until every writer's plan has been read once.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long it then counts.
const COUNTED: Duration = Duration::from_secs(8);
/// How long the disk is asked for.
const DISK: Duration = Duration::from_secs(2);
const PAGE: usize = 4096;
/// As many pages as SQLite lets its log grow to before it begins at its front again.
const LOG_PAGES: usize = 1000;

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let installation = subject.on_sqlite("bench");
    let filled = data::fill(&installation, subject.activities)?;
    let emails = data::users(&installation, data::WRITERS, "botilbudsleder", &filled.area)?;
    let server = Server::start(&installation)?;
    let clients = lanes::at_once(&emails, |email| server.client().log_in(email))?;
    let mut writers = Writer::in_plans(&clients, &filled.plans)?;
    figures.add("activities in the database", filled.activity_count());
    rate("8 writers on 8 plans", &[&server], &mut writers, figures)?;
    rate("1 writer", &[&server], &mut writers[..1], figures)?;
    let page = page_after_save(&mut writers[0], &clients[1], &filled.plans[1])?;
    figures.add("page of another plan, right after a save", format!("{page:.1} ms"));
    figures.add("memory after saves", format!("{:.0} MiB", server.memory(Memory::Now)?));
    figures.add("fsync of 4 KiB alone", format!("{:.0} /s", syncs_per_second(installation.folder())?));
    Ok(())
}

/// Lets all writers save as fast as they are answered, and adds three figures: saves a second; the processor time all
/// servers used in that time for one save with its answer; and the slowest save.
pub(super) fn rate(who: &str, servers: &[&Server], writers: &mut [Writer], figures: &mut Figures) -> Result<()> {
    write(writers, WARM_UP)?;
    let before = processor(servers)?;
    let started = Instant::now();
    let seen = write(writers, COUNTED)?;
    let (time, used) = (started.elapsed(), processor(servers)?.saturating_sub(before));
    let count: usize = seen.iter().map(|seen| seen.saved).sum();
    let slowest = seen.iter().map(|seen| seen.slowest).max().unwrap_or_default();
    let refused: usize = seen.iter().map(|seen| seen.refused).sum();
    figures.add(&format!("saves, {who}"), format!("{:.0} /s", per_second(count, time)));
    let each = used.as_secs_f64() * 1000.0 / as_float(count.max(1));
    figures.add(&format!("processor a save, {who}"), format!("{each:.2} ms"));
    figures.add(&format!("slowest save, {who}"), millis(slowest));
    if refused > 0 {
        figures.add(&format!("not saved, {who}"), refused);
    }
    Ok(())
}

/// What one writer saw.
#[derive(Default)]
struct Seen {
    saved: usize,
    refused: usize,
    slowest: Duration,
}

fn write(writers: &mut [Writer], time: Duration) -> Result<Vec<Seen>> {
    let end = Instant::now() + time;
    lanes::at_once(writers, |writer| {
        let mut seen = Seen::default();
        while Instant::now() < end {
            let started = Instant::now();
            if writer.save()? == 200 {
                seen.saved += 1;
            } else {
                seen.refused += 1;
            }
            seen.slowest = seen.slowest.max(started.elapsed());
        }
        Ok(seen)
    })
}

fn processor(servers: &[&Server]) -> Result<Duration> {
    servers.iter().map(|server| server.processor()).sum()
}

/// How soon a page comes that nobody has changed, when something else has just been saved.
fn page_after_save(writer: &mut Writer, reader: &Client, plan: &str) -> Result<f64> {
    let address = format!("/handleplaner/{plan}");
    watch::median(|| {
        writer.save()?;
        let started = Instant::now();
        reader.get(&address)?;
        Ok(started.elapsed())
    })
}

/// How many times a second a page can be written into a file like the database's log and be safe on the disk: no
/// program can commit more often, unless it commits several writes at once.
fn syncs_per_second(folder: &Path) -> Result<f64> {
    let file = File::create(folder.join("log")).context("no file to write to")?;
    let (page, place) = ([7_u8; PAGE], |at: usize| u64::try_from(at % LOG_PAGES * PAGE));
    for at in 0..LOG_PAGES {
        file.write_all_at(&page, place(at)?)?;
    }
    file.sync_all()?;
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < DISK {
        file.write_all_at(&page, place(count)?)?;
        file.sync_all()?;
        count += 1;
    }
    Ok(per_second(count, started.elapsed()))
}
