//! Cuts text into tokens: in lower case, with one sort of dash, and without what only the layout put there.

use super::numbers;
use super::token::{Token, Tokens};
use super::words;
use crate::danish::MONTHS;

/// Characters read; a time frame is a few words, and a cell never holds more than this.
const LONGEST: usize = 10_000;

/// Words whose stop is no end of a sentence. The short months keep theirs, since "jul." and "jul" differ.
const SHORTENED: [&str; 13] = ["kl", "pr", "ca", "kv", "kvt", "mdr", "md", "nr", "hhv", "tlf", "inkl", "evt", "min"];

/// The tokens of `text`.
pub(super) fn read(text: &str) -> Tokens {
    let chars = fold(text);
    let mut tokens = Tokens::default();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        at = if c.is_ascii_digit() {
            let (token, next) = numbers::read(&chars, at);
            push_figures(&mut tokens, token);
            next
        } else if c.is_alphabetic() {
            let (word, next) = word(&chars, at);
            push_word(&mut tokens, &word);
            next
        } else if c.is_whitespace() {
            space(&chars, at, &mut tokens)
        } else {
            symbol(&chars, at, &mut tokens)
        };
    }
    tokens
}

/// Lower case, one dash, no accents on *én*, and å as one letter however it was typed.
fn fold(text: &str) -> Vec<char> {
    let mut chars = Vec::new();
    for c in text.chars().take(LONGEST).flat_map(char::to_lowercase) {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{300}' | '\u{301}' => {}
            '\u{30a}' if chars.last() == Some(&'a') => {
                chars.pop();
                chars.push('å');
            }
            'é' | 'è' => chars.push('e'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => chars.push('-'),
            _ => chars.push(c),
        }
    }
    chars
}

/// The word that starts at `at`, and where the text goes on.
fn word(chars: &[char], at: usize) -> (String, usize) {
    let mut word = String::new();
    let mut next = at;
    while let Some(&c) = chars.get(next) {
        if c.is_alphanumeric() {
            word.push(c);
            next += 1;
        } else if let Some(after) = hyphenated(chars, next).filter(|_| !is_time(&word)) {
            next = after;
        } else {
            break;
        }
    }
    // Older spelling, and keyboards without the letter.
    let word = word.replace("aa", "å");
    let is_stopped = chars.get(next) == Some(&'.');
    let is_letter = word.chars().count() == 1;
    if is_stopped && words::month(&word).is_some() && !MONTHS.contains(&word.as_str()) {
        (word + ".", next + 1)
    } else if is_stopped && (is_letter || SHORTENED.contains(&word.as_str())) {
        (word, next + 1)
    } else {
        (word, next)
    }
}

/// Where a word goes on that was cut at the end of a line: "decem-⏎ber".
fn hyphenated(chars: &[char], at: usize) -> Option<usize> {
    let space = chars.iter().skip(at + 1).take_while(|c| c.is_whitespace()).take(10).count();
    let is_broken = chars.iter().skip(at + 1).take(space).filter(|c| **c == '\n').count() == 1;
    let after = at + 1 + space;
    (chars.get(at) == Some(&'-') && is_broken && chars.get(after)?.is_alphabetic()).then_some(after)
}

/// "Januar-⏎februar" is two months, not one word; "decem-⏎ber" is one.
fn is_time(word: &str) -> bool {
    let is_short = word.chars().count() == 3 && words::month(word).is_some();
    is_short || MONTHS.contains(&word) || words::season(word).is_some()
}

/// Adds a word, with the genitive of the year turned round: "årets udgang" is "udgangen af året".
fn push_word(tokens: &mut Tokens, word: &str) {
    let turned = match word {
        "udgang" | "slutning" | "afslutning" | "ende" | "udløb" => Some("udgangen"),
        "start" | "begyndelse" | "indgang" => Some("starten"),
        "løb" => Some("løbet"),
        _ => None,
    };
    match turned {
        Some(turned) if tokens.word_back(tokens.len(), 1) == "årets" => {
            tokens.pop();
            tokens.push_word(turned);
            tokens.push_word("af");
            tokens.push_word("året");
        }
        _ => tokens.push_word(word),
    }
}

/// Adds figures, unless they are a time of day: "kl. 12-15".
fn push_figures(tokens: &mut Tokens, token: Token) {
    let end = tokens.len();
    let is_hour = |back| matches!(tokens.word_back(end, back), "kl" | "klokken");
    let is_second_hour = matches!(tokens.back(end, 1), Some(Token::Dash))
        && matches!(tokens.back(end, 2), Some(Token::Figures))
        && is_hour(3);
    let is_plain = !matches!(token, Token::Date { .. } | Token::Years(..));
    let token = if is_plain && (is_hour(1) || is_second_hour) { Token::Figures } else { token };
    tokens.push(token);
}

/// Past white space; an empty line parts what stands around it.
fn space(chars: &[char], at: usize, tokens: &mut Tokens) -> usize {
    let space = chars.iter().skip(at).take_while(|c| c.is_whitespace());
    let (length, lines) = space.fold((0, 0), |(length, lines), c| (length + 1, lines + usize::from(*c == '\n')));
    if lines > 1 {
        tokens.push(Token::Mark);
    }
    at + length
}

/// Adds a symbol; some are short for a word or a number.
fn symbol(chars: &[char], at: usize, tokens: &mut Tokens) -> usize {
    match chars.get(at) {
        Some('-') => tokens.push(Token::Dash),
        Some(',') => tokens.push(Token::Comma),
        Some('/') => tokens.push(Token::Slash),
        Some(':') => tokens.push(Token::Colon),
        Some('&' | '+') => tokens.push_word("og"),
        Some('×') => tokens.push_word("x"),
        Some('§') => return section(chars, at, tokens),
        Some('\'' | '’') => return apostrophe(chars, at, tokens),
        _ => tokens.push(Token::Mark),
    }
    at + 1
}

/// "§ 107": the number counts nothing.
fn section(chars: &[char], at: usize, tokens: &mut Tokens) -> usize {
    tokens.push(Token::Figures);
    let rest = chars.iter().skip(at + 1);
    let space = rest.clone().take_while(|c| c.is_whitespace()).take(5).count();
    let digits = rest.skip(space).take_while(|c| c.is_ascii_digit()).count();
    if digits == 0 { at + 1 } else { at + 1 + space + digits }
}

/// "'24" is a year.
fn apostrophe(chars: &[char], at: usize, tokens: &mut Tokens) -> usize {
    let figures: Vec<char> = chars.iter().skip(at + 1).take_while(|c| c.is_ascii_digit()).take(3).copied().collect();
    if let Some(year) = numbers::apostrophe_year(&figures) {
        tokens.push(year);
        at + 1 + figures.len()
    } else {
        tokens.push(Token::Mark);
        at + 1
    }
}
