//! How flaws quote a text, and when two Danish words are forms of one.

use crate::text;

/// The longest quotation, in characters.
const MAX_QUOTE: usize = 80;
/// Endings that make another form of the same word.
const ENDINGS: [&str; 20] = [
    "", "e", "r", "n", "s", "t", "er", "en", "et", "es", "ne", "ers", "ens", "ets", "ene", "erne", "ernes", "nes",
    "enes", "ere",
];
/// The shortest stem that two forms of a word share.
const MIN_STEM: usize = 4;

/// The text in quotation marks on one line, its end left out where it is long.
pub(super) fn quote(words: &str) -> String {
    let words = text::one_line(words);
    if words.chars().count() <= MAX_QUOTE {
        return format!("»{words}«");
    }
    let kept: String = words.chars().take(MAX_QUOTE - 1).collect();
    format!("»{}…«", kept.trim_end())
}

/// The text in quotation marks on one line, its beginning left out where it is long.
pub(super) fn quote_end(words: &str) -> String {
    let words = text::one_line(words);
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
    let stem = common_prefix(one, other);
    let ending = |word: &str| word.chars().skip(stem).collect::<String>();
    stem >= MIN_STEM && ENDINGS.contains(&ending(one).as_str()) && ENDINGS.contains(&ending(other).as_str())
}

/// How many characters two words begin with in common.
pub(super) fn common_prefix(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(left, right)| left == right).count()
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
    fn knows_forms_of_one_word() {
        assert!(is_same_word("sygefravær", "sygefraværet") && is_same_word("medarbejder", "medarbejderne"));
        assert!(is_same_word("pædagoger", "pædagogen") && is_same_word("uro", "uro"));
        assert!(!is_same_word("afdelingsleder", "afdelingsledelse") && !is_same_word("tryghed", "utryghed"));
        assert!(!is_same_word("personale", "personalegennemstrømning") && !is_same_word("uro", "uret"));
    }
}
