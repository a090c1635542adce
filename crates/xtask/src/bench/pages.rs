//! Pages: how soon the first, how many a second, and in how much memory.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

use super::{
    data,
    http::Client,
    installation::Subject,
    report::{Figures, as_float, millis},
    request::Request,
    server::{Memory, Server},
    wrk::{self, Load},
};

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
    let pages = pages(&filled.plans, subject.folder)?;
    for page in pages.iter().filter(|page| page.is_asked_plain) {
        figures.add(&page.label, format!("{:.0} /s", page.load(&leader, &[])?.rate));
    }
    for page in &pages {
        packed(page, &server, &leader, figures)?;
    }
    for page in &pages {
        unchanged(page, &leader, figures)?;
    }
    let (now, peak) = (server.memory(Memory::Now)?, server.memory(Memory::Peak)?);
    figures.add("memory after load", format!("{now:.0} MiB (peak {peak:.0})"));
    Ok(())
}

/// A page that is asked for over eight connections.
struct Page {
    label: String,
    path: String,
    /// What chooses another page for each request.
    script: Option<PathBuf>,
    /// Whether it is also asked for as programs do that cannot unpack.
    is_asked_plain: bool,
}

/// All plans in turn, one plan, the overview of themes, the leader's own work, and the list of plans.
fn pages(plans: &[String], folder: &Path) -> Result<Vec<Page>> {
    let one = format!("/handleplaner/{}", plans.first().context("no plans")?);
    let page = |label: &str, path: &str| Page {
        label: label.to_owned(),
        path: path.to_owned(),
        script: None,
        is_asked_plain: true,
    };
    Ok(vec![
        Page { script: Some(rotation(plans, folder)?), ..page(&format!("plan pages ({} plans)", plans.len()), "/") },
        page("one plan page", &one),
        page("theme overviews", "/overblik"),
        page("my work", "/"),
        Page { is_asked_plain: false, ..page("list of plans", "/handleplaner") },
    ])
}

/// A script that asks for one plan after the other.
fn rotation(plans: &[String], folder: &Path) -> Result<PathBuf> {
    let script = folder.join("pages.lua");
    let addresses: Vec<String> = plans.iter().map(|id| format!("\"/handleplaner/{id}\"")).collect();
    let rotate = format!(
        "local pages = {{{}}}\nlocal at = 0\n\
         request = function() at = at % #pages + 1 return wrk.format(nil, pages[at]) end\n",
        addresses.join(",")
    );
    fs::write(&script, rotate)?;
    Ok(script)
}

/// Pages a second as browsers take them, and the processor time the server needs for each.
fn packed(page: &Page, server: &Server, leader: &Client, figures: &mut Figures) -> Result<()> {
    let before = server.processor()?;
    let load = page.load(leader, &[("Accept-Encoding", "gzip")])?;
    let used = server.processor()?.saturating_sub(before);
    figures.add(&format!("{}, gzip", page.label), format!("{:.0} /s", load.rate));
    let each = used.as_secs_f64() * 1000.0 / as_float(load.count.max(1));
    figures.add(&format!("processor a page, {}, gzip", page.label), format!("{each:.2} ms"));
    Ok(())
}

/// Answers a second to a browser that has the page already; nothing where the program does not tell pages apart.
fn unchanged(page: &Page, leader: &Client, figures: &mut Figures) -> Result<()> {
    if page.script.is_some() {
        return Ok(());
    }
    let request = Request::packed(&page.path);
    let answer = leader.ask(&request)?;
    let Some(tag) = answer.header("etag") else { return Ok(()) };
    if leader.ask(&request.with("If-None-Match", tag))?.status == 304 {
        let load = page.load(leader, &[("Accept-Encoding", "gzip"), ("If-None-Match", tag)])?;
        figures.add(&format!("{}, unchanged (304)", page.label), format!("{:.0} /s", load.rate));
    }
    Ok(())
}

impl Page {
    fn load(&self, client: &Client, headers: &[(&str, &str)]) -> Result<Load> {
        wrk::load(client, &self.path, self.script.as_deref(), headers)
    }
}
