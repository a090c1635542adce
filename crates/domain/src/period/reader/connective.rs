//! What ties two times together: "fra maj **til** juni", "april **og** maj".

use super::token::{Token, Tokens};

/// How a time hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Connective {
    /// One of several: "og", a comma, a slash.
    And,
    /// The end of a range: "til", "til og med", a dash.
    To,
    /// The end of a range that stops where it begins: "frem til".
    UpTo,
}

/// The longer wordings stand first, since the shorter ones begin like them.
const WORDINGS: [(&[&str], Connective); 13] = [
    (&["til", "og", "med"], Connective::To),
    (&["t", "o", "m"], Connective::To),
    (&["tom"], Connective::To),
    (&["og", "frem", "til"], Connective::UpTo),
    (&["frem", "til"], Connective::UpTo),
    (&["og", "indtil"], Connective::UpTo),
    (&["indtil"], Connective::UpTo),
    (&["til"], Connective::To),
    (&["og"], Connective::And),
    (&["samt"], Connective::And),
    (&["eller"], Connective::And),
    (&["hhv"], Connective::And),
    (&["henholdsvis"], Connective::And),
];

/// The connective at `at`, and where the text goes on.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(Connective, usize)> {
    match tokens.get(at)? {
        Token::Dash => Some((Connective::To, at + 1)),
        Token::Slash => Some((Connective::And, at + 1)),
        Token::Comma => Some(wording(tokens, at + 1).unwrap_or((Connective::And, at + 1))),
        Token::Word(_) => wording(tokens, at),
        _ => None,
    }
}

fn wording(tokens: &Tokens, at: usize) -> Option<(Connective, usize)> {
    let (words, connective) = WORDINGS.iter().find(|(words, _)| tokens.says(at, words))?;
    Some((*connective, at + words.len()))
}
