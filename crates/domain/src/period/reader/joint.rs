//! What ties two times together: "fra maj **til** juni", "april **og** maj".

use super::token::{Token, Tokens};

/// How a time hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// One of several: "og", a comma, a slash.
    And,
    /// The end of a range: "til", "til og med", a dash.
    To,
    /// The end of a range that stops at the brink of it: "frem til".
    UpTo,
}

/// The longer wordings stand first, since the shorter ones begin like them.
const WORDINGS: [(&[&str], Joint); 13] = [
    (&["til", "og", "med"], Joint::To),
    (&["t", "o", "m"], Joint::To),
    (&["tom"], Joint::To),
    (&["og", "frem", "til"], Joint::UpTo),
    (&["frem", "til"], Joint::UpTo),
    (&["og", "indtil"], Joint::UpTo),
    (&["indtil"], Joint::UpTo),
    (&["til"], Joint::To),
    (&["og"], Joint::And),
    (&["samt"], Joint::And),
    (&["eller"], Joint::And),
    (&["hhv"], Joint::And),
    (&["henholdsvis"], Joint::And),
];

/// The joint at `at`, and where the text goes on.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(Joint, usize)> {
    match tokens.get(at)? {
        Token::Dash => Some((Joint::To, at + 1)),
        Token::Slash => Some((Joint::And, at + 1)),
        Token::Comma => Some(wording(tokens, at + 1).unwrap_or((Joint::And, at + 1))),
        Token::Word(_) => wording(tokens, at),
        _ => None,
    }
}

fn wording(tokens: &Tokens, at: usize) -> Option<(Joint, usize)> {
    let (words, joint) = WORDINGS.iter().find(|(words, _)| tokens.says(at, words))?;
    Some((*joint, at + words.len()))
}
