//! `handleplan period`: first day, last day, kind and the words, parted by tabs.

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use domain::period;
use web::Clock;

use crate::arguments::Period;

pub(crate) fn run(asked: &Period) -> anyhow::Result<()> {
    let this_year = asked.year.unwrap_or_else(|| Clock::System.today().year());
    let mut out = BufWriter::new(stdout().lock());
    if asked.text == "-" {
        for line in stdin().lock().lines() {
            let line = line.context("Linjerne kan ikke læses")?;
            let (words, year) = line.split_once('\t').unwrap_or((&line, ""));
            write(&mut out, words, year.trim().parse().unwrap_or(this_year))?;
        }
    } else {
        write(&mut out, &asked.text, this_year)?;
    }
    out.flush().context("Svaret kan ikke skrives")
}

fn write(out: &mut impl Write, words: &str, year: i32) -> anyhow::Result<()> {
    let reading = period::read(words, year);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    writeln!(out, "{}\t{}\t{}\t{words}", day(reading.start), day(reading.end), reading.kind.key())
        .context("Svaret kan ikke skrives")
}
