//! Two PDFs of a large plan, which nobody waits for; then somebody else wants a small one.

use std::{thread, time::Duration};

use anyhow::Result;

use super::{
    asked,
    target::{BYSTANDER, READER, Target},
    under_watch,
};
use crate::bench::{data, installation::Subject, report::Figures, request::Request, server::Server};

/// How many lines of seven thousand characters are tried, until a plan is taken; the first is 0.9 MB.
const LINES: [usize; 4] = [130, 64, 28, 7];
const LINE: &str = "Medarbejderne gennemgår arbejdsgangen og aftaler, hvad der skal ændres. ";
const REPEATED: usize = 7_000 / LINE.len();
/// How soon those who asked are gone.
const GONE: Duration = Duration::from_secs(1);

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let target = Target::new(subject, "printing")?;
    let [home, other] = &target.homes;
    let mut large = LINES.iter().map(|lines| (*lines, target.installation.import("large", &long_plan(*lines), home)));
    let Some((lines, plan)) = large.find_map(|(lines, plan)| Some((lines, plan.ok()?))) else {
        figures.add("printing: the large plan", "refused");
        return Ok(());
    };
    let small = target.installation.import("small", &data::plan_json("Lille plan", data::REFERENCES[0], 5), other)?;
    let server = Server::start(&target.installation)?;
    let (reader, bystander) = (server.client().log_in(READER)?, server.client().log_in(BYSTANDER)?);
    let (large, small) = (pdf(&plan), pdf(&small));
    figures.add("printing: the large plan", format!("{} kB", lines * REPEATED * LINE.len() / 1000));
    asked(&bystander, &small, "printing: small PDF, undisturbed", figures);
    under_watch("printing", &server, figures, |deadline, figures| {
        let mut abandoned = Vec::new();
        for _ in 0..2 {
            let mut connection = reader.connect()?;
            reader.send(&mut connection, &large)?;
            abandoned.push(connection);
        }
        thread::sleep(GONE);
        drop(abandoned);
        asked(&bystander.until(deadline), &small, "printing: small PDF, after two large ones", figures);
        Ok(())
    })
}

fn pdf(plan: &str) -> Request {
    Request::get(&format!("/handleplaner/{plan}/eksport.pdf"))
}

/// All lines in one issue, so that its row of the table is many pages high.
fn long_plan(lines: usize) -> String {
    let text = LINE.repeat(REPEATED);
    let line = format!(r#"{{"line":"activity","what":"{text}","period_text":"2026","owner_text":"Leder"}}"#);
    let issue = format!(r#"{{"text":"Alt på én gang","goals":["Klarhed"],"lines":[{}]}}"#, vec![line; lines].join(","));
    data::plan_of("Stor plan", data::REFERENCES[0], &[issue])
}
