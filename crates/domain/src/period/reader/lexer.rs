//! Cuts text into tokens: in lower case, with one sort of dash, and without what only the layout put there.

use super::numbers;
use super::token::{Token, Tokens};
use super::words;
use crate::danish::MONTHS;
use crate::words::{Kind, Word};

/// Characters read; a time frame is a few words, and a cell never holds more than this.
const LONGEST: usize = 10_000;

/// Words whose stop is no end of a sentence. The short months keep theirs, since "jul." and "jul" differ.
const SHORTENED: [&str; 13] = ["kl", "pr", "ca", "kv", "kvt", "mdr", "md", "nr", "hhv", "tlf", "inkl", "evt", "min"];

/// The tokens of `text`.
pub(super) fn read(text: &str) -> Tokens {
    let text = fold(text);
    let words: Vec<Word<'_>> = crate::words::words(&text).collect();
    let mut tokens = Tokens::default();
    let mut rest = words.as_slice();
    while let Some((first, after)) = rest.split_first() {
        // An empty line parts what stands around it.
        if first.space.matches('\n').count() > 1 {
            tokens.push(Token::Mark);
        }
        rest = match first.kind {
            Kind::Number => {
                let (token, after) = numbers::read(rest);
                push_figures(&mut tokens, token);
                after
            }
            Kind::Word => {
                let (word, after) = word(first, after);
                push_word(&mut tokens, &word);
                after
            }
            Kind::Mark => symbol(first, after, &mut tokens),
        };
    }
    tokens
}

/// Lower case, one dash, no accents on *én*, and å as one letter however it was typed.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().take(LONGEST).flat_map(char::to_lowercase) {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{300}' | '\u{301}' => {}
            '\u{30a}' if folded.ends_with('a') => {
                folded.pop();
                folded.push('å');
            }
            'é' | 'è' => folded.push('e'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            _ => folded.push(c),
        }
    }
    folded
}

/// The word that begins with `first`, and what stands after it.
fn word<'a>(first: &Word<'_>, mut after: &'a [Word<'a>]) -> (String, &'a [Word<'a>]) {
    let mut word = first.text.to_owned();
    loop {
        match after {
            [next, rest @ ..] if next.is_joined() && next.is_alphanumeric() => {
                word.push_str(next.text);
                after = rest;
            }
            [hyphen, next, rest @ ..] if is_broken(hyphen, next) && !is_time(&word) => {
                word.push_str(next.text);
                after = rest;
            }
            _ => break,
        }
    }
    // Older spelling, and keyboards without the letter.
    let word = word.replace("aa", "å");
    let Some((_, stopped)) = after.split_first().filter(|(stop, _)| stop.joined_mark() == Some('.')) else {
        return (word, after);
    };
    let is_letter = word.chars().count() == 1;
    if words::month(&word).is_some() && !MONTHS.contains(&word.as_str()) {
        (word + ".", stopped)
    } else if is_letter || SHORTENED.contains(&word.as_str()) {
        (word, stopped)
    } else {
        (word, after)
    }
}

/// True where a word goes on that was cut at the end of a line: "decem-⏎ber".
fn is_broken(hyphen: &Word<'_>, next: &Word<'_>) -> bool {
    let is_new_line = next.space.matches('\n').count() == 1 && next.space.chars().count() <= 10;
    hyphen.joined_mark() == Some('-') && is_new_line && next.kind == Kind::Word
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

/// Adds a symbol, and gives what stands after it; some are short for a word or a number.
fn symbol<'a>(symbol: &Word<'_>, after: &'a [Word<'a>], tokens: &mut Tokens) -> &'a [Word<'a>] {
    match symbol.mark() {
        Some('-') => tokens.push(Token::Dash),
        Some(',') => tokens.push(Token::Comma),
        Some('/') => tokens.push(Token::Slash),
        Some(':') => tokens.push(Token::Colon),
        Some('&' | '+') => tokens.push_word("og"),
        Some('×') => tokens.push_word("x"),
        Some('§') => return section(after, tokens),
        Some('\'' | '’') => return apostrophe(after, tokens),
        _ => tokens.push(Token::Mark),
    }
    after
}

/// "§ 107": the number counts nothing.
fn section<'a>(after: &'a [Word<'a>], tokens: &mut Tokens) -> &'a [Word<'a>] {
    tokens.push(Token::Figures);
    match after {
        [number, rest @ ..] if number.kind == Kind::Number && number.space.chars().count() <= 5 => rest,
        _ => after,
    }
}

/// "'24" is a year.
fn apostrophe<'a>(after: &'a [Word<'a>], tokens: &mut Tokens) -> &'a [Word<'a>] {
    if let [figures, rest @ ..] = after
        && let Some(year) = numbers::apostrophe_year(figures)
    {
        tokens.push(year);
        rest
    } else {
        tokens.push(Token::Mark);
        after
    }
}
