//! Two instances of the program on one PostgreSQL: saving through both, and one that freezes half-way through a write.

use anyhow::Result;

use super::{
    data::{self, Filled},
    freeze::{self, Stage},
    http::Client,
    installation::{Installation, Subject},
    lanes,
    report::Figures,
    save,
    server::Server,
    writer::Writer,
};
use crate::postgres::Postgres;

/// The PostgreSQL is the tests' own, which does not wait for the disk: compare its figures with each other only.
pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let postgres = Postgres::start()?;
    let installation = subject.on(postgres.url());
    let filled = data::fill(&installation, subject.activities)?;
    let emails = data::users(&installation, data::WRITERS, "botilbudsleder", &filled.area)?;
    let servers = [Server::start(&installation)?, Server::start(&installation)?];
    let clients = lanes::at_once(emails.iter().enumerate(), |(at, email)| servers[at % 2].client().log_in(email))?;
    let mut writers = Writer::in_plans(&clients, &filled.plans)?;
    figures.add("activities (PostgreSQL without fsync)", filled.activity_count());
    save::rate("8 writers, 2 instances", &[&servers[0], &servers[1]], &mut writers, figures)?;
    save::rate("1 writer", &[&servers[0], &servers[1]], &mut writers[..1], figures)?;
    drop(writers);
    freeze_one(&installation, &filled, &emails, &servers, figures)
}

/// Eight write in one plan through the first instance, which freezes. Through the second, eight others try to write in
/// the same plan, one writes in another plan, and two look at pages and ask how the program is.
fn freeze_one(
    installation: &Installation,
    filled: &Filled,
    emails: &[String],
    servers: &[Server; 2],
    figures: &mut Figures,
) -> Result<()> {
    let [first, second] = servers;
    let [plan, other, ..] = &filled.plans[..] else { return Ok(()) };
    let log_in =
        |server: &Server| -> Result<Vec<Client>> { lanes::at_once(emails, |email| server.client().log_in(email)) };
    let (there, here) = (log_in(first)?, log_in(second)?);
    let open = |clients: &[Client], from: usize| {
        lanes::at_once(clients.iter().enumerate(), |(at, client)| Writer::open(client, plan, from + at))
    };
    let mut stage = Stage {
        database_url: installation.database_url(),
        server: first,
        busy: open(&there, 0)?,
        waiting: open(&here, there.len())?,
        elsewhere: Writer::open(&second.client().log_in(data::EMAIL)?, other, 0)?,
        reader: here[0].clone(),
        pages: [format!("/handleplaner/{plan}"), format!("/handleplaner/{other}")],
    };
    freeze::run(&mut stage, figures)
}
