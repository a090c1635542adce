//! Documents: how long each takes, and how much memory ten at once.

use std::time::Instant;

use anyhow::Result;

use super::{
    data,
    http::Client,
    installation::{Installation, Subject},
    lanes,
    report::{Figures, millis},
    server::{Memory, Server},
    watch,
};

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let installation = subject.on_sqlite("bench");
    let filled = data::fill(&installation, data::ACTIVITIES)?;
    let server = Server::start(&installation)?;
    let leader = server.client().log_in(data::EMAIL)?;
    for rows in [60, 300] {
        of_one_plan(rows, &installation, &filled.area, &leader, figures)?;
    }
    let started = Instant::now();
    leader.get(&format!("/enheder/{}/handleplaner.zip", filled.area))?;
    figures.add("all plans as one ZIP", format!("{:.1} s", started.elapsed().as_secs_f64()));
    let (now, peak) = (server.memory(Memory::Now)?, server.memory(Memory::Peak)?);
    figures.add("memory after documents", format!("{now:.0} MiB (peak {peak:.0})"));
    Ok(())
}

/// A plan of so many rows in every format, and as ten PDFs asked for at once.
fn of_one_plan(
    rows: usize,
    installation: &Installation,
    unit: &str,
    leader: &Client,
    figures: &mut Figures,
) -> Result<()> {
    let json = data::plan_json(&format!("Plan med {rows} rækker"), data::REFERENCES[0], rows);
    let plan = installation.import(&format!("rows-{rows}"), &json, unit)?;
    let address = |format: &str| format!("/handleplaner/{plan}/eksport.{format}");
    for format in ["pdf", "docx", "xlsx", "csv"] {
        let time = watch::median(|| {
            let started = Instant::now();
            leader.get(&address(format))?;
            Ok(started.elapsed())
        })?;
        figures.add(&format!("{rows} rows as {format}"), format!("{time:.1} ms"));
    }
    let started = Instant::now();
    lanes::at_once(0..10, |_| leader.get(&address("pdf")))?;
    figures.add(&format!("ten PDFs of {rows} rows at once"), millis(started.elapsed()));
    Ok(())
}
