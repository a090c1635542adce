//! How flaws quote a text, and when two Danish words are forms of one.

use std::borrow::Cow;

use crate::text;

/// The longest quotation, in characters.
const MAX_QUOTE: usize = 80;
/// As much of a text as a quotation from its beginning needs as a rule, in bytes.
const OPENING: usize = 400;
/// Endings that make another form of the same word.
const ENDINGS: [&str; 20] = [
    "", "e", "r", "n", "s", "t", "er", "en", "et", "es", "ne", "ers", "ens", "ets", "ene", "erne", "ernes", "nes",
    "enes", "ere",
];
/// The shortest stem that two forms of a word share.
const MIN_STEM: usize = 4;

/// The text on one line, as [`text::one_line`] writes it; not copied where it is written so already.
pub(super) fn one_line(words: &str) -> Cow<'_, str> {
    if is_on_one_line(words) { Cow::Borrowed(words) } else { Cow::Owned(text::one_line(words)) }
}

fn is_on_one_line(words: &str) -> bool {
    let mut before = ' ';
    let stays = |letter: char| {
        let is_doubled = letter == ' ' && before == ' ';
        before = letter;
        !is_doubled && (letter == ' ' || !is_changed(letter))
    };
    words.chars().all(stays) && !words.ends_with(' ')
}

fn is_changed(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '\u{ad}' | '\u{fffe}' | '\u{ffff}')
}

/// The text in quotation marks on one line, its end left out where it is long.
pub(super) fn quote(words: &str) -> String {
    format!("»{}«", text::shortened(&opening(words), MAX_QUOTE))
}

/// The text on one line, at least as far as a quotation goes: many flaws may quote one long text.
fn opening(words: &str) -> Cow<'_, str> {
    let mut length = OPENING;
    loop {
        let opening = one_line(&words[..words.floor_char_boundary(length)]);
        if length >= words.len() || opening.chars().count() > MAX_QUOTE {
            return opening;
        }
        length *= 2;
    }
}

/// The text in quotation marks on one line, its beginning left out where it is long.
pub(super) fn quote_end(words: &str) -> String {
    let words = one_line(words);
    let count = words.chars().count();
    if count <= MAX_QUOTE {
        return format!("»{words}«");
    }
    let kept: String = words.chars().skip(count - (MAX_QUOTE - 1)).collect();
    format!("»…{}«", kept.trim_start())
}

/// A noun with the text it names: "Aktiviteten »Kursus«"; the noun alone where there is no text.
pub(super) fn named(noun: &str, words: &str) -> String {
    if words.trim().is_empty() { noun.to_owned() } else { format!("{noun} {}", quote(words)) }
}

/// True for two forms of one word, both in lower case: "sygefravær", "sygefraværet".
pub(super) fn is_same_word(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let stem = common_start(one, other);
    let has_ending = |word: &str| ENDINGS.contains(&&word[stem.len()..]);
    stem.chars().count() >= MIN_STEM && has_ending(one) && has_ending(other)
}

/// How many characters two words begin with in common.
pub(super) fn common_prefix(one: &str, other: &str) -> usize {
    common_start(one, other).chars().count()
}

fn common_start<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(left, right)| left == right);
    let length: usize = same.map(|(char, _)| char.len_utf8()).sum();
    &one[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_no_more_than_is_needed() {
        assert_eq!(quote("Kursus\nog møde"), "»Kursus og møde«");
        let long = format!("Først {} sidst", "meget ".repeat(30));
        assert!(quote(&long).starts_with("»Først meget") && quote(&long).ends_with("…«"));
        assert!(quote_end(&long).starts_with("»…") && quote_end(&long).ends_with("sidst«"));
        assert!(quote(&long).chars().count() <= MAX_QUOTE + 2);
        assert!(quote_end(&long).chars().count() <= MAX_QUOTE + 2);
        assert_eq!(named("Aktiviteten", " "), "Aktiviteten");
    }

    #[test]
    fn writes_on_one_line_as_every_text_is_written() {
        for words in [
            "",
            " ",
            "Kursus og møde",
            "Kursus  og møde",
            " Kursus",
            "Kursus ",
            "Kursus\nog\r\nmøde",
            "Kursus\tog\u{a0}møde",
            "Kur\u{ad}sus",
            "Kur\u{7}sus",
            "Kur\u{fffe}sus\u{2028}møde",
        ] {
            assert_eq!(one_line(words), text::one_line(words), "{words:?}");
        }
    }

    #[test]
    fn quotes_a_long_text_as_it_quotes_its_beginning() {
        let spaced = format!("Først{}så", " \n".repeat(OPENING));
        assert_eq!(quote(&spaced), "»Først så«");
        let long = format!("{spaced} {}", "æøå ".repeat(5_000));
        assert_eq!(quote(&long), format!("»Først så {}æø…«", "æøå ".repeat(17)));
    }

    #[test]
    fn knows_forms_of_one_word() {
        assert!(is_same_word("sygefravær", "sygefraværet") && is_same_word("medarbejder", "medarbejderne"));
        assert!(is_same_word("pædagoger", "pædagogen") && is_same_word("uro", "uro"));
        assert!(!is_same_word("afdelingsleder", "afdelingsledelse") && !is_same_word("tryghed", "utryghed"));
        assert!(!is_same_word("personale", "personalegennemstrømning") && !is_same_word("uro", "uret"));
    }
}
