//! How often: so many times, each so often, or all the time.

use super::token::{Token, Tokens};
use super::words;

/// How often something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recurrence {
    /// Again and again.
    Recurring,
    /// All the time.
    Ongoing,
}

/// How often the words say, if they do. A count outweighs the rest; else the first word decides.
pub(super) fn read(tokens: &Tokens) -> Option<Recurrence> {
    let is_counted = |at| is_times(tokens, at) || is_meetings(tokens, at) || is_each(tokens, at) || is_per(tokens, at);
    if (0..tokens.len()).any(|at| is_counted(at) || is_within(tokens, at)) {
        return Some(Recurrence::Recurring);
    }
    (0..tokens.len()).find_map(|at| single(tokens, at))
}

/// "Månedlige", "løbende".
fn single(tokens: &Tokens, at: usize) -> Option<Recurrence> {
    let word = tokens.word(at);
    // "Den daglige leder", "i det daglige".
    let is_plain_daily = word.starts_with("daglig") && matches!(tokens.word_back(at, 1), "den" | "det" | "de");
    if words::is_rhythm(word) && !is_plain_daily {
        Some(Recurrence::Recurring)
    } else if words::is_ongoing(word) || tokens.says(at, &["hele", "tiden"]) {
        Some(Recurrence::Ongoing)
    } else {
        None
    }
}

/// "4 gange", "to gange", "2 x", "2. gange".
fn is_times(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.word(at), "gange" | "x") && is_many(tokens, at, 1)
}

/// "Fire møder", "fire tværgående køkkenmøder".
fn is_meetings(tokens: &Tokens, at: usize) -> bool {
    tokens.word(at).ends_with("møder") && (is_many(tokens, at, 1) || is_many(tokens, at, 2))
}

/// True where the token `back` places before `at` counts two or more.
fn is_many(tokens: &Tokens, at: usize, back: usize) -> bool {
    match tokens.back(at, back) {
        Some(Token::Number(2..) | Token::Ordinal(2..)) => true,
        Some(Token::Word(word)) => words::count(word).is_some_and(|count| count > 1),
        _ => false,
    }
}

/// "Hver uge", "hver anden uge", "hver 14. dag", "hvert LMU år"; not "hver enhed".
fn is_each(tokens: &Tokens, at: usize) -> bool {
    if !matches!(tokens.word(at), "hver" | "hvert") {
        return false;
    }
    let mut strangers = 0;
    for place in at + 1..=at + 3 {
        match tokens.get(place) {
            Some(Token::Word(word)) if words::is_interval(word) => return true,
            Some(Token::Word(word)) if words::ordinal(word).is_some() || word == "halve" => {}
            Some(Token::Number(_) | Token::Ordinal(_) | Token::Mark) => {}
            Some(Token::Word(_)) if strangers == 0 => strangers += 1,
            _ => return false,
        }
    }
    false
}

/// "Pr. år", "om måneden", "1 gang i kvartalet"; not "20 timer om ugen".
fn is_per(tokens: &Tokens, at: usize) -> bool {
    let (before, after) = (tokens.word_back(at, 1), tokens.word(at + 1));
    if words::is_amount(before) {
        return false;
    }
    match tokens.word(at) {
        "pr" | "per" => words::is_interval(after),
        "om" => words::is_the_interval(after),
        "i" | "på" => words::is_the_interval(after) && matches!(before, "gang" | "gange" | "x" | "møde" | "møder"),
        _ => false,
    }
}

/// "Fire samtaler i løbet af et år".
fn is_within(tokens: &Tokens, at: usize) -> bool {
    let is_span = tokens.says(at, &["i", "løbet", "af"])
        && matches!(tokens.word(at + 3), "et" | "en")
        && words::is_interval(tokens.word(at + 4));
    is_span && (1..=4).any(|back| is_many(tokens, at, back))
}
