//! Pages: how soon the first, how many a second, and in how much memory.

use std::{fs, path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};

use super::{
    data,
    http::Client,
    installation::Subject,
    report::{Figures, millis},
    server::{Memory, Server},
};

const CONNECTIONS: usize = 8;

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let installation = subject.on_sqlite("bench");
    let filled = data::fill(&installation, data::ACTIVITIES)?;
    let started = Instant::now();
    let server = Server::start(&installation)?;
    figures.add("start to first page", millis(started.elapsed()));
    let leader = server.client().log_in(data::EMAIL)?;
    let started = Instant::now();
    leader.get("/overblik")?;
    figures.add("first overview, from disk", millis(started.elapsed()));
    figures.add("memory before load", format!("{:.0} MiB", server.memory(Memory::Now)?));
    rates(&leader, &filled.plans, subject.folder, figures)?;
    let (now, peak) = (server.memory(Memory::Now)?, server.memory(Memory::Peak)?);
    figures.add("memory after load", format!("{now:.0} MiB (peak {peak:.0})"));
    Ok(())
}

/// Pages a second over eight connections: all plans in turn, one plan, the overview of themes, the leader's own work.
fn rates(leader: &Client, plans: &[String], folder: &Path, figures: &mut Figures) -> Result<()> {
    let script = folder.join("pages.lua");
    let addresses: Vec<String> = plans.iter().map(|id| format!("\"/handleplaner/{id}\"")).collect();
    let rotate = format!(
        "local pages = {{{}}}\nlocal at = 0\nrequest = function() at = at % #pages + 1 return wrk.format(nil, pages[at]) end\n",
        addresses.join(",")
    );
    fs::write(&script, rotate)?;
    let one = format!("/handleplaner/{}", plans.first().context("no plans")?);
    let mut add = |label: &str, path: &str, script: Option<&Path>| -> Result<()> {
        figures.add(label, format!("{:.0} /s", wrk(leader, path, script)?));
        Ok(())
    };
    add(&format!("plan pages ({} plans)", plans.len()), "/", Some(script.as_path()))?;
    add("one plan page", &one, None)?;
    add("theme overviews", "/overblik", None)?;
    add("my work", "/", None)
}

/// Pages a second, and none of them a failure.
fn wrk(client: &Client, path: &str, script: Option<&Path>) -> Result<f64> {
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), "-d8s", "-H", &format!("Cookie: {}", client.cookie())]);
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let output = command.arg(client.url(path)).output().context("wrk could not be started")?;
    let printed = String::from_utf8(output.stdout)?;
    ensure!(!printed.contains("Non-2xx"), "some answers were failures:\n{printed}");
    let rate = printed.lines().find_map(|line| line.strip_prefix("Requests/sec:")).context("wrk told no rate")?;
    Ok(rate.trim().parse()?)
}
