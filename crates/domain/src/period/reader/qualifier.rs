//! The words before a time that say which of its days counts: "inden", "senest", "fra", "efter".

use super::row::Row;
use super::token::{Token, Tokens};
use super::words;

/// What the words before a time make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    /// Nothing: the time itself is meant.
    Plain,
    /// *Inden*, *før*: over when it begins.
    Before,
    /// *Frem til*, *indtil*: goes on up to it.
    UpTo,
    /// *Senest*, *inden udgangen af*: over when it ends.
    Until,
    /// *Fra*, *siden*, *pr.*: begins with it.
    From,
    /// *Efter*: begins when it is over.
    After,
}

/// "Inden for" is not among them, since it says nothing of the kind.
const WORDINGS: [(&[&str], Qualifier); 27] = [
    (&["inden"], Qualifier::Before),
    (&["før"], Qualifier::Before),
    (&["forud", "for"], Qualifier::Before),
    (&["senest"], Qualifier::Until),
    (&["til", "og", "med"], Qualifier::Until),
    (&["t", "o", "m"], Qualifier::Until),
    (&["tom"], Qualifier::Until),
    (&["deadline"], Qualifier::Until),
    (&["frist"], Qualifier::Until),
    (&["tidsfrist"], Qualifier::Until),
    (&["slutdato"], Qualifier::Until),
    (&["frem", "til"], Qualifier::UpTo),
    (&["frem", "mod"], Qualifier::UpTo),
    (&["hen", "til"], Qualifier::UpTo),
    (&["kører", "til"], Qualifier::UpTo),
    (&["løber", "til"], Qualifier::UpTo),
    (&["varer", "til"], Qualifier::UpTo),
    (&["forlænget", "til"], Qualifier::UpTo),
    (&["indtil"], Qualifier::UpTo),
    (&["fra", "og", "med"], Qualifier::From),
    (&["f", "o", "m"], Qualifier::From),
    (&["fra"], Qualifier::From),
    (&["siden"], Qualifier::From),
    (&["pr"], Qualifier::From),
    (&["per"], Qualifier::From),
    (&["tidligst"], Qualifier::From),
    (&["efter"], Qualifier::After),
];

/// What the words around `row` make of it.
pub(super) fn read(tokens: &Tokens, row: &Row) -> Qualifier {
    let at = before_fillers(tokens, row.from);
    let (at, is_closing) = before_end_of(tokens, at);
    let qualifier = WORDINGS.iter().find(|(words, _)| tokens.said(at, words)).map(|(_, qualifier)| *qualifier);
    match qualifier {
        Some(Qualifier::From | Qualifier::After) if is_closing => Qualifier::After,
        _ if is_closing => Qualifier::Until,
        Some(qualifier) => qualifier,
        None if has_begun(tokens, at) || goes_on(tokens, row.to) => Qualifier::From,
        None => Qualifier::Plain,
    }
}

/// True for a time that is called a beginning: "start: marts", "igangsættes i maj".
pub(super) fn is_beginning(tokens: &Tokens, row: &Row) -> bool {
    let is_start = |word: &str| {
        matches!(
            word,
            "start"
                | "startdato"
                | "opstart"
                | "starter"
                | "startes"
                | "opstartes"
                | "begynder"
                | "påbegyndes"
                | "igangsættes"
                | "iværksættes"
        )
    };
    is_start(tokens.word(row.from)) || is_start(tokens.word_back(before_fillers(tokens, row.from), 1))
}

/// True for a time that is called an end: "slut: juni", "afsluttes i juni".
pub(super) fn is_end(tokens: &Tokens, row: &Row) -> bool {
    let is_stop = |word: &str| {
        matches!(word, "slut" | "slutter" | "afsluttes" | "afsluttet" | "afslutning" | "færdig" | "færdiggøres")
    };
    is_stop(tokens.word(row.from)) || is_stop(tokens.word_back(before_fillers(tokens, row.from), 1))
}

/// The place before the small words that stand in front of `at`.
fn before_fillers(tokens: &Tokens, at: usize) -> usize {
    let is_filler = |back: usize| match tokens.back(at, back) {
        Some(Token::Word(word)) => words::is_filler(word),
        Some(Token::Colon) => true,
        _ => false,
    };
    at - (1..=5).take_while(|back| is_filler(*back)).count()
}

/// The place before "udgangen af", and whether it stands there; "af" is often left out.
fn before_end_of(tokens: &Tokens, at: usize) -> (usize, bool) {
    const ENDS: [&[&str]; 4] = [&["udgangen", "af"], &["udgangen"], &["udgang", "af"], &["afslutningen", "af"]];
    match ENDS.iter().find(|words| tokens.said(at, words)) {
        Some(words) => (before_fillers(tokens, at - words.len()), true),
        None => (at, false),
    }
}

/// "Startede som et forsøg i 2012": said a few words before, or of a state ("er opstartet") right before.
fn has_begun(tokens: &Tokens, at: usize) -> bool {
    let has_started = (1..=6)
        .map_while(|back| match tokens.back(at, back) {
            Some(Token::Word(word)) => Some(word.as_str()),
            _ => None,
        })
        .any(|word| matches!(word, "startede" | "begyndte" | "opstartede" | "påbegyndtes" | "startedes"));
    let is_under_way = matches!(
        tokens.word_back(at, 1),
        "startet" | "opstartet" | "begyndt" | "påbegyndt" | "igangsat" | "iværksat" | "gældende"
    );
    has_started || is_under_way
}

/// "Marts 2024 og frem".
fn goes_on(tokens: &Tokens, at: usize) -> bool {
    let is_onward = matches!(tokens.word(at + 1), "frem" | "fremefter" | "fremad") && tokens.word(at + 2) != "til";
    tokens.word(at) == "og" && is_onward
}
