//! Small files and forms that unfold into much: each is sent to a server of its own by somebody who may write.

use anyhow::{Context, Result};

use super::{
    asked,
    target::{Target, WRITER},
    under_watch,
};
use crate::bench::{installation::Subject, report::Figures, request::Request, server::Server};

const BLOCKS: usize = 300_000;
const LINES: usize = 2_000_000;
const REPEATED: usize = 20_000;

pub(super) fn run(subject: &Subject<'_>, figures: &mut Figures) -> Result<()> {
    let target = Target::new(subject, "files")?;
    let blocks = "{},".repeat(BLOCKS - 1) + "{}";
    upload(&target, "blocks", ("plan.json", plan(&blocks).as_str()), figures)?;
    let cell = "ab\n".repeat(LINES);
    let table = format!("Emne;Hvad;Hvem\nKultur;\"{cell}\";Leder\n");
    upload(&target, "lines", ("plan.csv", table.as_str()), figures)?;
    repeat(&target, figures)
}

/// 0.9 MB of empty findings, or 6 MB of lines in one cell; and the page that shows what was read, where it was taken.
fn upload(target: &Target, name: &str, (file, text): (&str, &str), figures: &mut Figures) -> Result<()> {
    let server = Server::start(&target.installation)?;
    let writer = server.client().log_in(WRITER)?;
    let request = request(target, (file, text));
    under_watch(name, &server, figures, |deadline, figures| {
        let writer = writer.until(deadline);
        let answer = asked(&writer, &request, &format!("{name}: the file"), figures);
        if let Some(preview) = answer.as_ref().and_then(|answer| answer.header("location")) {
            asked(&writer, &Request::get(preview), &format!("{name}: its preview"), figures);
        }
        Ok(())
    })
}

/// The form of a preview, sent back with its only finding 20,000 times.
fn repeat(target: &Target, figures: &mut Figures) -> Result<()> {
    let server = Server::start(&target.installation)?;
    let writer = server.client().log_in(WRITER)?;
    let long = "ord ".repeat(2_500);
    let draft = plan(&format!(r#"{{"reference_text":"{long}","text":"{long}"}}"#));
    let answer = writer.ask(&request(target, ("plan.json", &draft)))?;
    let preview = answer.header("location").context("the small file was not taken")?;
    let mut fields = vec![("title", "Plan"), ("year", "2026")];
    fields.resize(fields.len() + REPEATED, ("block", "0"));
    let form = Request::form(preview, &fields);
    under_watch("form", &server, figures, |deadline, figures| {
        asked(&writer.until(deadline), &form, "form: one finding 20,000 times", figures);
        Ok(())
    })
}

fn request(target: &Target, (file, text): (&str, &str)) -> Request {
    let fields = [("unit", target.homes[0].as_str()), ("year", ""), ("model", "")];
    Request::upload("/import", &fields, (file, text.as_bytes()))
}

/// A plan of these findings.
fn plan(blocks: &str) -> String {
    format!(r#"{{"format":"handleplan","version":1,"plan":{{"title":"Plan","blocks":[{blocks}]}}}}"#)
}
