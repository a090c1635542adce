//! Many who try to log in at the same time: each try costs memory, whether or not there is such a user.

use anyhow::Result;

use super::{target::Target, under_watch};
use crate::bench::{
    data::PASSPHRASE, installation::Subject, lanes, report::Figures, request::Request, server::Server, watch::Watch,
};

const TRIES: usize = 150;

/// As many tries at once, each with an address that nobody has.
pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let target = Target::new(subject, "log-ins")?;
    let server = Server::start(&target.installation)?;
    under_watch("log-ins", &server, figures, |deadline, figures| {
        let stranger = server.client().until(deadline);
        let tries = lanes::at_once(0..TRIES, |at| {
            let email = format!("ukendt-{at}@handleplan.example");
            let request = Request::form("/log-ind", &[("email", email.as_str()), ("password", PASSPHRASE)]);
            Ok(Watch::once(|| Ok(stranger.ask(&request)?.status)))
        })?;
        figures.add("log-ins: 150 at once, slowest answer", Watch::of_all(tries));
        Ok(())
    })
}
