//! Growth: whether the pages of one who leads a kommune stay as fast when a hundred others come to be in the same
//! database. The kommune is the same in all sizes, and so is what its pages show.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{
    installation::{Installation, Subject},
    report::{Figures, grouped},
    server::{Memory, Server},
    watch,
    writer::Writer,
};
use crate::{debian, host::has_program, postgres::Postgres};

mod copies;
mod country;
mod database;
mod pages;
mod times;

use country::Country;
use database::Kind;
use pages::Page;
use times::{Moment, Time, Times};

/// What the parts are called: on SQLite, and on PostgreSQL.
pub(super) const NAMES: [&str; 2] = ["growth", "growth-postgres"];
/// How many activities the databases hold where nothing else is asked for: 1, 10 and 100 kommuner.
pub(super) const SIZES: [usize; 3] = [5_000, 50_000, 500_000];

/// How often a page is asked for once it is warm.
const WARM: usize = 30;
/// How often somebody else saves, and it is asked for again.
const SAVES: usize = 10;

/// On SQLite.
pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    if !has_program("sqlite3") {
        debian::install(&["sqlite3"])?;
    }
    let on_file = |size| Ok((subject.on_sqlite(&format!("growth-{size}")), None));
    measure(Kind::Sqlite, subject.sizes, figures, on_file)
}

/// On PostgreSQL, a server of its own for each size.
pub(super) fn run_on_postgres(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let on_server = |_| {
        let postgres = Postgres::start()?;
        Ok((subject.on(postgres.url()), Some(postgres)))
    };
    measure(Kind::Postgres, subject.sizes, figures, on_server)
}

/// Each size in a database of its own; the largest SQLite file for somebody who reads all of it, too.
fn measure(
    kind: Kind,
    sizes: &[usize],
    figures: &mut Figures,
    database: impl Fn(usize) -> Result<(Installation, Option<Postgres>)>,
) -> Result<()> {
    let (mut times, mut unanswered) = (Times::default(), Vec::new());
    let largest = sizes.iter().max().copied();
    for &size in sizes {
        let (installation, _server) = database(size)?;
        let mut growth = Growth { kind, size, installation, figures, times: &mut times, unanswered: &mut unanswered };
        growth.of_kommune()?;
        if kind == Kind::Sqlite && Some(size) == largest {
            growth.of_country()?;
        }
    }
    figures.sum_up(&times.tables());
    ensure!(unanswered.is_empty(), "not answered: {}", unanswered.join("; "));
    Ok(())
}

/// One size in one kind of database.
struct Growth<'a> {
    kind: Kind,
    size: usize,
    installation: Installation,
    figures: &'a mut Figures,
    times: &'a mut Times,
    /// The pages that were not answered.
    unanswered: &'a mut Vec<String>,
}

impl Growth<'_> {
    /// Fills the database and asks for the pages of one kommune.
    fn of_kommune(&mut self) -> Result<()> {
        let country = Country::fill(self.kind, &self.installation, self.size)?;
        self.add("filling", format!("{:.1} s", country.filled_in.as_secs_f64()));
        if let Some(time) = country.rebuilt_in {
            self.add("check --rebuild", format!("{:.1} s", time.as_secs_f64()));
        }
        let pages = pages::of_kommune(&self.start()?, &country.plan)?;
        let started = self.first(&pages)?;
        self.add("start until /sundhed", format!("{started:.0} ms"));
        let server = self.start()?;
        self.warm(&server, &pages);
        self.add_memory("memory after all pages", &server)?;
        self.after_saves(&server, &pages, &country.neighbour_plan)
    }

    /// Asks for the pages of somebody who reads all kommuner.
    fn of_country(&mut self) -> Result<()> {
        let pages = pages::of_country(&self.start()?)?;
        self.first(&pages)?;
        let server = self.start()?;
        self.warm(&server, &pages);
        self.add_memory("memory after the pages of the country", &server)
    }

    /// Each page as the first that a program just started is asked for; answers how long it takes to start. The system
    /// still holds the database in memory.
    fn first(&mut self, pages: &[Page]) -> Result<f64> {
        let mut starts = Vec::new();
        for page in pages {
            let started = Instant::now();
            let server = self.start()?;
            starts.push(started.elapsed());
            let time = page.ask(&server);
            self.add_time(page, Moment::First, time.map(|time| time.as_secs_f64() * 1000.0));
        }
        watch::middle(starts)
    }

    /// Each page when all have been asked for before.
    fn warm(&mut self, server: &Server, pages: &[Page]) {
        for page in pages {
            // What is not answered is told when it counts.
            page.ask(server).ok();
        }
        for page in pages {
            let millis = watch::median_of(WARM, || page.ask(server));
            self.add_time(page, Moment::Warm, millis);
        }
    }

    /// Each page when somebody in another kommune has just saved, and how long such a save takes.
    fn after_saves(&mut self, server: &Server, pages: &[Page], neighbour_plan: &str) -> Result<()> {
        let neighbour = server.client().log_in(country::NEIGHBOUR)?;
        let mut writer = Writer::open(&neighbour, neighbour_plan, 0)?;
        for page in pages {
            let millis = watch::median_of(SAVES, || {
                save(&mut writer)?;
                page.ask(server)
            });
            self.add_time(page, Moment::AfterSave, millis);
        }
        let millis = watch::median_of(WARM, || save(&mut writer))?;
        self.add("a save in another kommune", format!("{millis:.1} ms"));
        Ok(())
    }

    fn start(&self) -> Result<Server> {
        Server::start_until(&self.installation, "/sundhed")
    }

    fn add(&mut self, label: &str, value: String) {
        self.figures.add(&format!("{} {}: {label}", self.kind.name(), grouped(self.size)), value);
    }

    /// Adds what a page took, or why it was not answered; the others are asked for all the same.
    fn add_time(&mut self, page: &Page, moment: Moment, millis: Result<f64>) {
        let label = format!("{}, {}", page.name, moment.name());
        match millis {
            Ok(millis) => {
                self.add(&label, format!("{millis:.1} ms"));
                self.times.add(Time { kind: self.kind, size: self.size, page: page.name, moment, millis });
            }
            Err(error) => {
                self.add(&label, format!("not answered: {error:#}"));
                self.unanswered.push(format!("{} {}: {label}", self.kind.name(), grouped(self.size)));
            }
        }
    }

    fn add_memory(&mut self, label: &str, server: &Server) -> Result<()> {
        let (now, peak) = (server.memory(Memory::Now)?, server.memory(Memory::Peak)?);
        self.add(label, format!("{now:.0} MiB (peak {peak:.0})"));
        Ok(())
    }
}

fn save(writer: &mut Writer) -> Result<Duration> {
    let started = Instant::now();
    let status = writer.save()?;
    ensure!(status == 200, "a save was answered with status {status}");
    Ok(started.elapsed())
}
