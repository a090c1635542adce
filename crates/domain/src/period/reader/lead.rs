//! The words before a time that say which of its days counts: "inden", "senest", "fra", "efter".

use super::group::Group;
use super::token::{Token, Tokens};
use super::words;

/// What the words before a time make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
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
const WORDINGS: [(&[&str], Lead); 27] = [
    (&["inden"], Lead::Before),
    (&["før"], Lead::Before),
    (&["forud", "for"], Lead::Before),
    (&["senest"], Lead::Until),
    (&["til", "og", "med"], Lead::Until),
    (&["t", "o", "m"], Lead::Until),
    (&["tom"], Lead::Until),
    (&["deadline"], Lead::Until),
    (&["frist"], Lead::Until),
    (&["tidsfrist"], Lead::Until),
    (&["slutdato"], Lead::Until),
    (&["frem", "til"], Lead::UpTo),
    (&["frem", "mod"], Lead::UpTo),
    (&["hen", "til"], Lead::UpTo),
    (&["kører", "til"], Lead::UpTo),
    (&["løber", "til"], Lead::UpTo),
    (&["varer", "til"], Lead::UpTo),
    (&["forlænget", "til"], Lead::UpTo),
    (&["indtil"], Lead::UpTo),
    (&["fra", "og", "med"], Lead::From),
    (&["f", "o", "m"], Lead::From),
    (&["fra"], Lead::From),
    (&["siden"], Lead::From),
    (&["pr"], Lead::From),
    (&["per"], Lead::From),
    (&["tidligst"], Lead::From),
    (&["efter"], Lead::After),
];

/// What the words around `group` make of it.
pub(super) fn read(tokens: &Tokens, group: &Group) -> Lead {
    let at = before_fillers(tokens, group.from);
    let (at, is_closing) = before_end_of(tokens, at);
    let lead = WORDINGS.iter().find(|(words, _)| tokens.said(at, words)).map(|(_, lead)| *lead);
    match lead {
        Some(Lead::From | Lead::After) if is_closing => Lead::After,
        _ if is_closing => Lead::Until,
        Some(lead) => lead,
        None if has_begun(tokens, at) || goes_on(tokens, group.to) => Lead::From,
        None => Lead::Plain,
    }
}

/// True for a time that is called a beginning: "start: marts", "igangsættes i maj".
pub(super) fn is_beginning(tokens: &Tokens, group: &Group) -> bool {
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
    is_start(tokens.word(group.from)) || is_start(tokens.word_back(before_fillers(tokens, group.from), 1))
}

/// True for a time that is called an end: "slut: juni", "afsluttes i juni".
pub(super) fn is_end(tokens: &Tokens, group: &Group) -> bool {
    let is_stop = |word: &str| {
        matches!(word, "slut" | "slutter" | "afsluttes" | "afsluttet" | "afslutning" | "færdig" | "færdiggøres")
    };
    is_stop(tokens.word(group.from)) || is_stop(tokens.word_back(before_fillers(tokens, group.from), 1))
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
