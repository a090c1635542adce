//! The words that tell a direction, and those that tell nothing of what a clause is about.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// The way an amount is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// *Stiger*.
    Up,
    /// *Falder*.
    Down,
}

/// What is raised. What is *forbedret* is not among it: a better absence is a lower one.
const UP: &str =
    "øges øge øger øget øgede stige stiger steget stigning højnes højne højner styrkes styrke styrker styrket";
/// What is lowered.
const DOWN: &str = "\
    falde falder faldet fald reduceres reducere reducerer reduceret reduktion nedbringes nedbringe nedbringer \
    nedbragt mindskes mindske mindsker mindsket sænkes sænke";
/// What turns the sense of a clause round.
const TURNS: [&str; 9] = ["ikke", "ingen", "uden", "aldrig", "undgå", "undgås", "forhindre", "hindre", "modvirke"];
/// Words beside the thing a clause is about.
const FILLERS: &str = "\
    den det de der en et at skal kan vil bør må er var bliver blive blevet være været har have haft i på til fra \
    med for af om over under inden ved pr per ca cirka omkring højst mindst maks maksimalt max minimum mere end ned \
    op mellem ligge ligger holde holder holdes sig nå når nås ske sker komme kommer som samlet samlede gennemsnit \
    gennemsnitlig gennemsnitligt gennemsnitlige antal antallet andel andelen niveau niveauet udgangen år året årets \
    årligt måned måneden måneder første andet siden senest fortsat vi vores to tre fire fem seks syv otte ni ti \
    procent procentpoint pct point dag dage timer gange";

static DIRECTIONS: LazyLock<HashMap<&str, Direction>> = LazyLock::new(|| {
    let up = UP.split(' ').map(|word| (word, Direction::Up));
    let down = DOWN.split(' ').map(|word| (word, Direction::Down));
    up.chain(down).collect()
});
static FILLER_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| FILLERS.split(' ').collect());

/// The direction a word tells.
pub(super) fn direction(word: &str) -> Option<Direction> {
    DIRECTIONS.get(word).copied()
}

/// True for a word after which a direction may mean its opposite.
pub(super) fn turns(word: &str) -> bool {
    TURNS.contains(&word)
}

/// True for a word that says nothing of what the clause is about.
pub(super) fn is_filler(word: &str) -> bool {
    word == "%" || FILLER_WORDS.contains(word)
}
