//! The figures: printed as they come, or side by side where two programs are measured.

#![expect(clippy::print_stdout, reason = "the figures are the answer")]

use std::{collections::HashMap, fmt::Display, time::Duration};

const LABEL: usize = 56;
const COLUMN: usize = 40;

/// The figures of one program in one part, each with what it means.
pub(super) struct Figures {
    column: Option<&'static str>,
    rows: Vec<(String, String)>,
}

impl Figures {
    /// Figures of the only program, printed at once.
    pub(super) const fn alone() -> Self {
        Self { column: None, rows: Vec::new() }
    }

    /// Figures that stand in a column later on, and are told on the way.
    pub(super) const fn of(column: &'static str) -> Self {
        Self { column: Some(column), rows: Vec::new() }
    }

    /// Adds a figure: a number, a space and its unit. No two in a part have one label.
    pub(super) fn add(&mut self, label: &str, value: impl Display) {
        let value = value.to_string();
        match self.column {
            None => println!("{label:<LABEL$}{}", aligned(&value)),
            Some(column) => eprintln!("{column}: {label}: {value}"),
        }
        self.rows.push((label.to_owned(), value));
    }

    /// Prints what sums the figures up, below the name of the program where there are several.
    pub(super) fn sum_up(&self, summary: &[String]) {
        if let Some(column) = self.column {
            println!("\n{column}");
        }
        lines(summary);
    }

    /// The figures, in the order they came.
    pub(super) fn into_rows(self) -> Vec<(String, String)> {
        self.rows
    }

    fn by_label(&self) -> HashMap<&str, &str> {
        self.rows.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect()
    }
}

/// The name of a part, above its figures.
pub(super) fn title(part: &str) {
    println!("\n{part}");
}

/// Prints lines as they are.
pub(super) fn lines(lines: &[String]) {
    for line in lines {
        println!("{line}");
    }
}

/// Prints the figures of several programs side by side; those of one alone have been printed already.
pub(super) fn print_beside(columns: &[Figures]) {
    let names: String = columns.iter().filter_map(|figures| figures.column).map(|name| cell(name, "")).collect();
    if names.is_empty() {
        return;
    }
    println!("{}{}", " ".repeat(LABEL), names.trim_end());
    let values: Vec<HashMap<&str, &str>> = columns.iter().map(Figures::by_label).collect();
    let mut told = Vec::new();
    for (label, _) in columns.iter().flat_map(|figures| &figures.rows) {
        if told.contains(&label) {
            continue;
        }
        told.push(label);
        let cells: String = values.iter().map(|values| value_cell(values.get(label.as_str()))).collect();
        println!("{label:<LABEL$}{}", cells.trim_end());
    }
}

fn value_cell(value: Option<&&str>) -> String {
    let (number, unit) = value.map_or(("–", ""), |value| value.split_once(' ').unwrap_or((*value, "")));
    cell(number, unit)
}

fn cell(number: &str, unit: &str) -> String {
    let text = format!("{number:>8} {unit}");
    format!("{text:<COLUMN$}")
}

fn aligned(value: &str) -> String {
    let (number, unit) = value.split_once(' ').unwrap_or((value, ""));
    format!("{number:>8} {unit}").trim_end().to_owned()
}

/// A time in whole milliseconds.
pub(super) fn millis(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

/// A count as one reads it: 500,000.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many a second.
pub(super) fn per_second(count: usize, time: Duration) -> f64 {
    as_float(count) / time.as_secs_f64()
}

/// A count as a number that may be divided.
pub(super) fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_below_each_other() {
        assert_eq!(aligned("955 /s"), "     955 /s");
        assert_eq!(aligned("77 MiB (peak 83)"), "      77 MiB (peak 83)");
        assert_eq!(aligned("3"), "       3");
    }

    #[test]
    fn large_counts_stand_in_groups() {
        assert_eq!([0, 999, 5_000, 500_000, 1_234_567].map(grouped), ["0", "999", "5,000", "500,000", "1,234,567"]);
    }

    #[test]
    fn a_figure_only_one_program_has_is_a_dash_for_the_other() {
        assert_eq!(value_cell(None).trim_end(), "       –");
        assert_eq!(value_cell(Some(&"12 ms")).trim_end(), "      12 ms");
    }
}
