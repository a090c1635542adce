//! Text as people write it: what is kept, what is tidied, how long it may be.

use std::borrow::Cow;

use crate::cpr;

/// The longest text a field takes, in characters.
pub const MAX_CHARS: usize = 10_000;
/// The longest title or name a field takes, in characters.
pub const MAX_TITLE_CHARS: usize = 200;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Longer than the field takes.
    #[error("Teksten er for lang. Der er plads til {max} tegn, og den er på {count} tegn.")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters found.
        count: usize,
    },
    /// Nothing but white space.
    #[error("Skriv en tekst her.")]
    Missing,
    /// Holds what looks like a civil registration number (*CPR-nummer*).
    #[error("Teksten ser ud til at indeholde et CPR-nummer. Skriv om borgeren uden CPR-nummer.")]
    Cpr,
}

/// Tidies a text without changing its words: line breaks become `\n`; control characters, soft
/// hyphens, blank lines and spaces around lines go. A blank line is thus free to part two texts.
pub fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|&c| c == '\n' || !(c.is_control() || c == '\u{ad}' || is_noncharacter(c)))
        .collect();
    let lines: Vec<&str> = kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

// XML 1.0 has no way to write these two, so no document could carry them out again.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A tidied text of at most `max` characters that may be empty.
pub fn optional(text: &str, max: usize) -> Result<String, TextError> {
    let text = tidy(text);
    let count = text.chars().count();
    if count > max {
        return Err(TextError::TooLong { max, count });
    }
    if cpr::find(&text).is_some() {
        return Err(TextError::Cpr);
    }
    Ok(text)
}

/// A tidied text of 1 to `max` characters.
pub fn required(text: &str, max: usize) -> Result<String, TextError> {
    let text = optional(text, max)?;
    if text.is_empty() { Err(TextError::Missing) } else { Ok(text) }
}

/// A tidied text of one line and 1 to [`MAX_TITLE_CHARS`] characters.
pub fn title(text: &str) -> Result<String, TextError> {
    required(&one_line(text), MAX_TITLE_CHARS)
}

/// The text on one line, each run of white space as one space.
pub fn one_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, of which only the beginning and "…" stand where it is longer than `max` characters.
pub fn shortened(text: &str, max: usize) -> Cow<'_, str> {
    if text.chars().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// A heading as it is written within a sentence: "Mål" as "mål", "LMU" as "LMU".
pub fn in_sentence(heading: &str) -> String {
    let mut letters = heading.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return heading.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// True where each of the words stands somewhere in the text, with capitals or without.
pub fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidies_without_touching_words() {
        assert_eq!(tidy("  Sund\u{ad}hed  \r\n\r\nog\ttrivsel \u{7}\n\n"), "Sundhed\nog trivsel");
    }

    #[test]
    fn refuses_what_is_too_long_empty_or_a_cpr_number() {
        assert_eq!(required(" \n ", 10), Err(TextError::Missing));
        assert_eq!(required("æøå", 2), Err(TextError::TooLong { max: 2, count: 3 }));
        assert_eq!(optional("Se 010190-1234", 100), Err(TextError::Cpr));
    }

    #[test]
    fn leaves_out_the_end_of_what_is_too_long() {
        assert_eq!(shortened("Møde", 4), "Møde");
        assert_eq!(shortened("Møde om øl", 9), "Møde om…");
        assert_eq!(shortened("Møder", 4), "Mød…");
    }

    #[test]
    fn is_found_by_each_of_its_words_in_any_order() {
        assert!(has_words("Åse Ravnkær", "RAVN åse") && has_words("Åse Ravnkær", " "));
        assert!(!has_words("Åse Ravnkær", "Åse Lund"));
    }

    #[test]
    fn a_heading_within_a_sentence_keeps_its_abbreviation() {
        assert_eq!(in_sentence("Forventet effekt"), "forventet effekt");
        assert_eq!((in_sentence("LMU"), in_sentence("Ø"), in_sentence("")), ("LMU".into(), "ø".into(), String::new()));
    }
}
