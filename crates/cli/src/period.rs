//! `handleplan period`: first day, last day, kind and the words, parted by tabs.

use std::io::{BufRead, stdin};

use anyhow::Context;
use app::Clock;
use chrono::{Datelike, NaiveDate};
use domain::period;

use crate::{arguments::Period, out::Out};

pub(crate) fn run(asked: &Period, out: &mut Out) -> anyhow::Result<()> {
    let this_year = asked.year.unwrap_or_else(|| Clock::System.today().year());
    if asked.text != "-" {
        return out.line(read(&asked.text, this_year));
    }
    for line in stdin().lock().lines() {
        let line = line.context("Linjerne kan ikke læses")?;
        let (words, year) = line.split_once('\t').unwrap_or((&line, ""));
        out.line(read(words, year.trim().parse().unwrap_or(this_year)))?;
        if out.is_closed() {
            break;
        }
    }
    Ok(())
}

fn read(words: &str, year: i32) -> String {
    let reading = period::read(words, year);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}\t{}\t{}\t{words}", day(reading.start), day(reading.end), reading.kind.key())
}
