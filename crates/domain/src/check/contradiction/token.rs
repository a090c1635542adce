//! The tokens that clauses and amounts are read from.

use crate::words::{self, Kind, Word};

/// One token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, in hundredths.
    Number(i64),
    /// A year.
    Year(i64),
    /// A word in lower case, or "%".
    Word(String),
    /// A dash, which between numbers means "to".
    Dash,
    /// A mark where one clause ends and the next begins.
    Break,
}

/// The tokens of a text in order.
pub(super) fn read(text: &str) -> Vec<Token> {
    let words: Vec<Word<'_>> = words::words(text).collect();
    let mut tokens = Vec::new();
    let mut rest = words.as_slice();
    while let [word, after @ ..] = rest {
        if word.space.contains('\n') {
            tokens.push(Token::Break);
        }
        let (token, next) = match word.kind {
            Kind::Number => figures(text, rest),
            Kind::Word => {
                let (whole, next) = tied(text, rest, &['-']);
                (Some(Token::Word(whole.to_lowercase())), next)
            }
            Kind::Mark => (word.mark().and_then(|mark| symbol(mark, after.first())), after),
        };
        tokens.extend(token);
        rest = next;
    }
    tokens
}

/// The word at `at`; "" where there is none.
pub(super) fn word(tokens: &[Token], at: usize) -> &str {
    match tokens.get(at) {
        Some(Token::Word(word)) => word,
        _ => "",
    }
}

/// The number at `at`, in hundredths.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<i64> {
    match tokens.get(at) {
        Some(Token::Number(number)) => Some(*number),
        _ => None,
    }
}

fn symbol(mark: char, next: Option<&Word<'_>>) -> Option<Token> {
    match mark {
        '%' => Some(Token::Word("%".to_owned())),
        '-' | '–' | '—' => Some(Token::Dash),
        ',' | ';' | ':' | '(' | ')' | '/' => Some(Token::Break),
        '.' | '!' | '?' | '…' if next.is_none_or(begins_sentence) => Some(Token::Break),
        _ => None,
    }
}

fn begins_sentence(word: &Word<'_>) -> bool {
    !word.is_joined() && word.text.starts_with(char::is_uppercase)
}

/// A number or a year, and the words after it; labels such as "9.b" and "3b" say nothing of amounts.
fn figures<'a>(text: &'a str, words: &'a [Word<'a>]) -> (Option<Token>, &'a [Word<'a>]) {
    let (number, after) = tied(text, words, &['.', ',']);
    let label = match after {
        [stop, label @ ..] if stop.joined_mark() == Some('.') => label,
        _ => after,
    };
    if label.first().is_some_and(|word| word.kind == Kind::Word && word.is_joined()) {
        return (None, tied(text, label, &['-']).1);
    }
    let is_year = |year: &i64| number.len() == 4 && (1900..2200).contains(year);
    let token = match number.parse::<i64>().ok().filter(is_year) {
        Some(year) => Some(Token::Year(year)),
        None => hundredths(number).map(Token::Number),
    };
    (token, after)
}

/// The first of the words and those of its kind that `marks` tie to it, as one; and the words after it.
fn tied<'a>(text: &'a str, words: &'a [Word<'a>], marks: &[char]) -> (&'a str, &'a [Word<'a>]) {
    let Some((first, mut after)) = words.split_first() else { return ("", words) };
    let mut end = first.end();
    while let [mark, next, rest @ ..] = after
        && mark.joined_mark().is_some_and(|mark| marks.contains(&mark))
        && next.kind == first.kind
        && next.is_joined()
    {
        end = next.end();
        after = rest;
    }
    (&text[first.start..end], after)
}

/// "7,8" is 780, "1.000" is 100000.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.rsplit_once([',', '.']) {
        Some((whole, fraction)) if fraction.len() <= 2 => (whole, fraction),
        _ => (text, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Token {
        Token::Word(text.into())
    }

    #[test]
    fn reads_numbers_as_danes_write_them() {
        assert_eq!(read("5–6 procent"), [Token::Number(500), Token::Dash, Token::Number(600), word("procent")]);
        assert_eq!(read("7,8% og 1.000"), [Token::Number(780), word("%"), word("og"), Token::Number(100_000)]);
        assert_eq!(read("i 2026"), [word("i"), Token::Year(2026)]);
        assert_eq!(read("indikator 9.b og 3b"), [word("indikator"), word("og")]);
        assert!(read("99999999999999999999").is_empty());
    }

    #[test]
    fn breaks_at_marks_but_not_after_abbreviations() {
        assert_eq!(
            read("5 pct. om året. Et kursus, KRAP-forløb"),
            [
                Token::Number(500),
                word("pct"),
                word("om"),
                word("året"),
                Token::Break,
                word("et"),
                word("kursus"),
                Token::Break,
                word("krap-forløb")
            ]
        );
    }
}
