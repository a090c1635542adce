//! Charts.

use domain::progress::Tally;

use super::{
    example::{Example, example},
    sample,
};
use crate::ui::chart;

pub(super) fn examples() -> Vec<Example> {
    let late = sample::tally();
    let short = Tally { by_status: [1, 0, 0, 1, 0], ..Tally::default() };
    let none = Tally::default();
    let rows =
        [("Med overskredne".to_owned(), &late), ("Kort".to_owned(), &short), ("Uden aktiviteter".to_owned(), &none)];
    vec![example!("Søjler", chart::status_bars("Aktiviteter pr. tema", &rows))]
}
