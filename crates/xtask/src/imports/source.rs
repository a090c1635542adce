//! What remains of a source file when comments, texts and tests are taken away: its words and symbols.

/// Begins what only tests compile.
const FOR_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

/// A file as far as its imports go.
pub(super) struct Source<'a> {
    /// The words and symbols, with `::` as one.
    pub(super) tokens: Vec<&'a str>,
    /// The modules in files of their own that only tests compile.
    pub(super) test_modules: Vec<&'a str>,
}

impl<'a> Source<'a> {
    /// Modules of tests within the file are left out.
    pub(super) fn read(text: &'a str) -> Self {
        let all = tokens(text);
        let mut source = Self { tokens: Vec::new(), test_modules: Vec::new() };
        let mut rest = &all[..];
        while let [first, others @ ..] = rest {
            if let Some((name, after)) = test_module(rest) {
                source.test_modules.extend(name);
                rest = after;
            } else {
                source.tokens.push(first);
                rest = others;
            }
        }
        source
    }
}

/// If a module of tests begins here: its name if it has a file of its own, and what comes after it.
fn test_module<'a, 't>(tokens: &'t [&'a str]) -> Option<(Option<&'a str>, &'t [&'a str])> {
    if !tokens.starts_with(&FOR_TESTS) {
        return None;
    }
    let end = tokens.iter().position(|token| matches!(*token, ";" | "{"))?;
    let name = tokens[..end].iter().position(|token| *token == "mod")? + 1;
    if tokens[end] == ";" {
        return Some((tokens.get(name).copied(), &tokens[end + 1..]));
    }
    let mut depth = 0;
    let closing = tokens[end..].iter().position(|token| {
        match *token {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some((None, &tokens[end + closing + 1..]))
}

fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_token) = measure(rest, first);
        let (token, after) = rest.split_at(length);
        if is_token {
            found.push(token);
        }
        rest = after;
    }
    found
}

/// How long the next piece is, and whether it is a token.
fn measure(rest: &str, first: char) -> (usize, bool) {
    if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), false)
    } else if rest.starts_with("/*") {
        (rest.find("*/").map_or(rest.len(), |end| end + 2), false)
    } else if let Some(length) = text_length(rest).or_else(|| letter_length(rest)) {
        (length, false)
    } else if is_of_word(first) {
        (rest.find(|letter: char| !is_of_word(letter)).unwrap_or(rest.len()), true)
    } else if rest.starts_with("::") {
        (2, true)
    } else {
        (first.len_utf8(), !first.is_whitespace())
    }
}

/// Whether a word can hold it.
pub(super) fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of a text in quotes, also of a raw one or one of bytes.
fn text_length(rest: &str) -> Option<usize> {
    let kind = ["br", "cr", "r", "b", "c"].into_iter().find(|kind| rest.starts_with(kind)).unwrap_or_default();
    let fence = rest[kind.len()..].len() - rest[kind.len()..].trim_start_matches('#').len();
    let begin = kind.len() + fence + 1;
    if !rest[begin - 1..].starts_with('"') {
        return None;
    }
    let end = if kind.ends_with('r') {
        let closing = format!("\"{}", "#".repeat(fence));
        rest[begin..].find(&closing).map(|at| at + closing.len())
    } else {
        closing_quote(&rest[begin..]).filter(|_| fence == 0)
    };
    end.map(|end| begin + end)
}

/// Where an ordinary text ends, from after its first quote to after its last.
fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let end = text.char_indices().find(|(_, letter)| {
        let ends = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    })?;
    Some(end.0 + 1)
}

/// The length of a letter in single quotes. A lifetime begins in the same way, but no quote ends it.
fn letter_length(rest: &str) -> Option<usize> {
    let letter = rest.strip_prefix('\'')?;
    let end =
        if letter.starts_with('\\') { letter.get(2..)?.find('\'')? + 2 } else { letter.chars().next()?.len_utf8() };
    letter[end..].starts_with('\'').then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_comments_texts_and_letters() {
        let text = r##"a /* b */ "c \" c" r#"d " d"# b"e" 'f' '\'' '\u{e6}' 'æ' &'g str // h
            i::j"##;
        assert_eq!(Source::read(text).tokens, ["a", "&", "'", "g", "str", "i", "::", "j"]);
    }

    #[test]
    fn leaves_out_modules_of_tests() {
        let source = Source::read("a #[cfg(test)] mod tests { fn b() { c } } d #[cfg(test)] pub(crate) mod sample; e");
        assert_eq!(source.tokens, ["a", "d", "e"]);
        assert_eq!(source.test_modules, ["sample"]);
    }

    #[test]
    fn keeps_what_else_is_for_tests() {
        assert_eq!(Source::read("#[cfg(test)] use a;").tokens.len(), FOR_TESTS.len() + 3);
    }
}
