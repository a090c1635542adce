//! The tokens that clauses and amounts are read from.

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

/// A token, where the text gives one, and where the text goes on.
type Step = (Option<Token>, usize);

/// The tokens of a text in order.
pub(super) fn read(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (token, next) = step(&chars, at);
        tokens.extend(token);
        at = next;
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

fn step(chars: &[char], at: usize) -> Step {
    let char = chars[at];
    if char.is_ascii_digit() {
        return figures(chars, at);
    }
    if char.is_alphabetic() {
        let end = word_end(chars, at);
        return (Some(Token::Word(lower(&chars[at..end]))), end);
    }
    let token = match char {
        '%' => Some(Token::Word("%".to_owned())),
        '-' | '–' | '—' => Some(Token::Dash),
        ',' | ';' | ':' | '\n' | '(' | ')' | '/' => Some(Token::Break),
        '.' | '!' | '?' | '…' if ends_sentence(chars, at + 1) => Some(Token::Break),
        _ => None,
    };
    (token, at + 1)
}

/// A number or a year; labels such as "9.b" and "3b" say nothing of amounts.
fn figures(chars: &[char], at: usize) -> Step {
    let is_digit = |place: usize| chars.get(place).is_some_and(char::is_ascii_digit);
    let is_mark = |place: usize| matches!(chars.get(place), Some('.' | ','));
    let mut end = at;
    while is_digit(end) || (is_mark(end) && is_digit(end + 1)) {
        end += 1;
    }
    if is_letter(chars, end) || (chars.get(end) == Some(&'.') && is_letter(chars, end + 1)) {
        return (None, word_end(chars, end + usize::from(!is_letter(chars, end))));
    }
    let text = lower(&chars[at..end]);
    let is_year = |year: &i64| text.len() == 4 && (1900..2200).contains(year);
    let token = match text.parse::<i64>().ok().filter(is_year) {
        Some(year) => Some(Token::Year(year)),
        None => hundredths(&text).map(Token::Number),
    };
    (token, end)
}

/// The end of the word that begins at `at`; a hyphen within it belongs to it.
fn word_end(chars: &[char], at: usize) -> usize {
    let mut end = at;
    while is_letter(chars, end) || (chars.get(end) == Some(&'-') && end > at && is_letter(chars, end + 1)) {
        end += 1;
    }
    end
}

fn is_letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|char| char.is_alphabetic())
}

fn lower(chars: &[char]) -> String {
    chars.iter().collect::<String>().to_lowercase()
}

/// True where a new sentence or nothing begins at `at`.
fn ends_sentence(chars: &[char], at: usize) -> bool {
    let rest = chars.get(at..).unwrap_or_default();
    let is_apart = rest.first().is_none_or(|char| char.is_whitespace());
    is_apart && rest.iter().find(|char| !char.is_whitespace()).is_none_or(|char| char.is_uppercase())
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
