//! The pages that are asked for, each by whom it is for.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{
    super::{http::Client, request::Request, server::Server},
    country::{ADMINISTRATOR, LEADER, READER},
};

/// A page, and who asks for it.
pub(super) struct Page {
    /// What it is called among the figures.
    pub(super) name: &'static str,
    address: String,
    client: Client,
}

/// All pages of one who leads a kommune, and the units, which only an administrator sees.
pub(super) fn of_kommune(server: &Server, plan: &str) -> Result<Vec<Page>> {
    let leader = server.client().log_in(LEADER)?;
    let administrator = server.client().log_in(ADMINISTRATOR)?;
    let plan = format!("/handleplaner/{plan}");
    Ok(vec![
        Page::new("overview", "/overblik", &leader),
        Page::new("my work", "/", &leader),
        Page::new("activities", "/overblik/aktiviteter", &leader),
        Page::new("activities of a theme", "/overblik/aktiviteter?tema=tema-3", &leader),
        Page::new("overdue activities", "/overblik/aktiviteter?maerke=overdue", &leader),
        Page::new("plans", "/handleplaner", &leader),
        Page::new("a plan", &plan, &leader),
        Page::new("inspections", "/tilsyn", &leader),
        Page::new("units", "/enheder", &administrator),
    ])
}

/// The pages of one who reads all kommuner.
pub(super) fn of_country(server: &Server) -> Result<Vec<Page>> {
    let reader = server.client().log_in(READER)?;
    Ok(vec![
        Page::new("overview of the country", "/overblik", &reader),
        Page::new("plans of the country", "/handleplaner", &reader),
        Page::new("my work of the country", "/", &reader),
    ])
}

impl Page {
    fn new(name: &'static str, address: &str, client: &Client) -> Self {
        Self { name, address: address.to_owned(), client: client.clone() }
    }

    /// Asks the server for the page, packed, as browsers do; answers how long it took.
    ///
    /// A log-in lives in the database, so it holds at every server that is started on it.
    pub(super) fn ask(&self, server: &Server) -> Result<Duration> {
        let client = self.client.at(&server.client());
        let request = Request::packed(&self.address);
        let started = Instant::now();
        let answer = client.ask(&request)?;
        ensure!(answer.status == 200, "{} was answered with status {}", self.address, answer.status);
        Ok(started.elapsed())
    }
}
